//! Drafts of lessons that wait for review: each is decided on its own page, where it can be read.

use super::{Hall, Part, Said, waits};
use crate::lesson_drafts;
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::{Line, lines};
use crate::state::{Pages, api, identity};
use domain::drafting::{DraftQuery, DraftStatus};
use domain::lessons::DraftSummary;
use leptos::prelude::*;
use ui::{Link, Rank};

const SAID: Said = Said {
    title: Key::WaitingDrafts,
    none: Key::WaitingDraftsNone,
    none_text: Key::WaitingDraftsNoneText,
    queue: Some(|waiting| waiting.lesson_drafts),
};

pub(super) fn part(hall: Hall) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor| {
            let statuses = vec![DraftStatus::InReview];
            let query = DraftQuery { statuses, cursor, ..DraftQuery::default() };
            let client = client.clone();
            Box::pin(async move { client.list_lesson_drafts(&query).await.map(|page| lines(page, line)) })
        },
    );
    view! { <Part hall said=SAID pages/> }
}

fn line(draft: DraftSummary) -> Line {
    Line::of([&draft.id.to_string(), "-", &draft.version.to_string()].concat(), draft, row)
}

fn row(draft: DraftSummary) -> AnyView {
    let href = lesson_drafts::draft(&draft.id.to_string());
    let sent = draft.submitted_at.unwrap_or(draft.updated_at).timestamp_millis();
    let authors: Vec<String> = draft.authors.iter().map(|author| author.name.clone()).collect();
    let change = draft.lesson.map(|of| fill(Key::WaitingDraftOf, &[("title", &of.title)]));
    let facts = [fill(Key::WaitingReceived, &[("day", &day(sent))])].into_iter().chain(waits(sent)).chain(change);
    let facts = std::iter::once(enumeration(&authors)).chain(facts).collect::<Vec<_>>().join(" · ");
    let me = identity().account_now();
    let is_own = me.is_some_and(|me| draft.authors.iter().any(|author| author.id == me.id));
    let name = [t(Key::WaitingDraftRead), ": ", &draft.title].concat();
    // Somebody else decides about one's own.
    let read = (!is_own).then(|| {
        let href = href.clone();
        view! { <Link rank=Rank::Primary small=true href name>{t(Key::WaitingDraftRead)}</Link> }
    });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="">{draft.title}</a>
            <span class="row-facts">{facts}</span>
            <span class="row-facts buttons">{read}</span>
        </li>
    }
    .into_any()
}
