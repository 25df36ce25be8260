//! How what somebody writes will look.

use super::failure::explain;
use crate::state::api;
use domain::markdown::NewMarkdownPreview;
use leptos::prelude::*;
use ui::Preview;

/// A preview by the server: it alone makes HTML of what people write. The words are those of the two buttons and of an
/// empty text.
pub(crate) fn preview(words: [Signal<String>; 3]) -> Preview {
    let client = api();
    Preview::new(words, move |text| {
        let client = client.clone();
        Box::pin(async move {
            let preview = client.create_markdown_preview(&NewMarkdownPreview { text }).await;
            preview.map(|preview| preview.html).map_err(|error| explain(&error))
        })
    })
}
