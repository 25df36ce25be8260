//! From what is said of an item to what is kept of it.

use crate::Result;
use crate::names::name_key;
use domain::lessons::excerpt;
use domain::library::NewLibraryItem;
use ids::LibraryItemId;
use store::library::Written;

/// Characters of a title that items are ordered by: a cursor holds them.
const SORTED_BY: usize = 40;

/// What is kept of an item of which this is said: its summary as HTML, its excerpt.
pub(crate) async fn written(
    (id, slug): (LibraryItemId, String),
    item: NewLibraryItem,
    digest: Option<String>,
) -> Result<Written> {
    let text = item.summary.clone();
    // A long text takes milliseconds: others are answered meanwhile.
    let (summary_html, plain) =
        tokio::task::spawn_blocking(move || (markdown::to_html(&text), markdown::to_text(&text))).await?;
    Ok(Written {
        id,
        slug,
        title_key: name_key(&item.title).chars().take(SORTED_BY).collect(),
        excerpt: excerpt(&plain),
        item,
        summary_html,
        digest,
    })
}
