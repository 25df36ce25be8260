//! How a text in Markdown will look.

use crate::access::authorise;
use crate::{Error, Result};
use domain::Valid;
use domain::markdown::{MarkdownPreview, NewMarkdownPreview};
use domain::policy::{Action, Actor};

/// The HTML of a text.
///
/// # Errors
/// [`Error::Broken`] where the text is too long or holds control characters.
pub async fn create_markdown_preview(actor: &Actor, new: NewMarkdownPreview) -> Result<MarkdownPreview> {
    authorise(actor, Action::CreateMarkdownPreview)?;
    let text = Valid::check(new).map_err(Error::Broken)?.into_inner().text;
    // A long text takes milliseconds: others are answered meanwhile.
    let html = tokio::task::spawn_blocking(move || markdown::to_html(&text)).await?;
    Ok(MarkdownPreview { html })
}
