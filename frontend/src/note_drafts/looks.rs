//! A draft of a note as its readers will see it: made by the server of what it has been told last.

use crate::lessons::words::marks;
use crate::messages::{Key, fill, t};
use crate::notes::Body;
use crate::notes::addresses::note;
use domain::drafting::DraftStatus;
use domain::notes::NoteDraft;
use leptos::prelude::*;
use ui::Link;

/// How it will look.
#[component]
pub(super) fn Looks(
    /// The draft.
    draft: NoteDraft,
) -> impl IntoView {
    let (lang, dir) = marks(draft.content.language);
    let (text, sources, written) = (draft.preview, draft.content.sources, draft.content.language);
    let changes = draft.note.filter(|_| draft.status != DraftStatus::Published).map(|of| {
        let said = fill(Key::DraftsOf, &[("title", &of.title)]);
        view! { <p><Link href=note(&of.slug)>{said}</Link></p> }
    });
    view! {
        {changes}
        <section class="part">
            <h2>{t(Key::ReviewLooks)}</h2>
            <article class="panel shown">
                <p class="note-question" lang=lang dir=dir>{draft.content.question}</p>
                // Made by the server, which alone makes HTML of what people write.
                <div class="stand" lang=lang dir=dir inner_html=text.summary_html.clone()></div>
                <p class="small muted" lang=lang dir=dir>{draft.content.audience}</p>
                <Body text sources written nested=true/>
            </article>
        </section>
    }
}
