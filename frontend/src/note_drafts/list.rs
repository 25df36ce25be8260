//! The drafts of notes that one writes, and for editors those of the network and those that wait for review.

use super::addresses::{draft, drafts, to_review};
use super::kind::Notes;
use crate::drafting::{DraftList, Listed, Shelf, Shelves, Throw, forget_written, row, when_and_who};
use crate::lesson_drafts;
use crate::messages::{Key, fill, t};
use crate::notes::addresses::{new_note, note, notes};
use crate::notes::words::kind;
use crate::parts::{Answer, Line, lines};
use crate::state::identity;
use client::Client;
use contract::Page;
use domain::drafting::{DraftQuery, DraftStatus};
use domain::notes::NoteDraftSummary;
use leptos::prelude::*;
use std::sync::Arc;

const SHELVES: Shelves = Shelves {
    above: (notes, Key::NotesTitle),
    all: [
        Shelf {
            title: Key::AuthorDrafts,
            lede: Key::AuthorDraftsLede,
            none: [Key::DraftsNone, Key::AuthorDraftsNone],
            href: drafts,
            fetch: |client, cursor| fetch(client, DraftQuery { own: true, cursor, ..DraftQuery::default() }),
        },
        Shelf {
            title: Key::AuthorDesk,
            lede: Key::AuthorDeskLede,
            none: [Key::DraftsReviewNone, Key::DraftsReviewNoneText],
            href: to_review,
            // What the network writes itself is here in whatever state, for its editors.
            fetch: |client, cursor| {
                let statuses = vec![DraftStatus::Writing, DraftStatus::InReview, DraftStatus::Returned];
                fetch(client, DraftQuery { statuses, cursor, ..DraftQuery::default() })
            },
        },
    ],
    new: (new_note, Key::AuthorNew),
    other: (lesson_drafts::drafts, Key::DraftsOfLessons),
};

fn fetch(client: Client, query: DraftQuery) -> Answer<Page<Line>> {
    Box::pin(async move { client.list_note_drafts(&query).await.map(|page| lines(page, line)) })
}

/// The page of the drafts that one writes.
#[component]
pub(super) fn MinePage() -> impl IntoView {
    view! { <DraftList shelves=&SHELVES at=0/> }
}

/// The page of those that wait for editors.
#[component]
pub(super) fn ReviewPage() -> impl IntoView {
    view! { <DraftList shelves=&SHELVES at=1/> }
}

fn line(draft: NoteDraftSummary) -> Line {
    let key = [&draft.id.to_string(), "-", &draft.version.to_string()].concat();
    Line::of(key, draft, |draft| row(listed(draft)))
}

fn listed(summary: NoteDraftSummary) -> Listed {
    let state = summary.status;
    let (updated, sent) = (summary.updated_at.timestamp_millis(), summary.submitted_at.map(|at| at.timestamp_millis()));
    let mut facts = vec![kind(summary.kind).to_owned()];
    facts.extend(when_and_who(state, updated, sent, &summary.authors));
    facts.extend(summary.of_network.then(|| t(Key::AuthorsNetwork).to_owned()));
    let is_published = state == DraftStatus::Published;
    let change = summary.note.as_ref().filter(|_| !is_published);
    facts.extend(change.map(|of| fill(Key::DraftsOf, &[("title", &of.title)])));
    // Only who leads throws it away; the network's own its editors, who alone see it.
    let me = identity().account_now();
    let leads = me.zip(summary.authors.first()).is_some_and(|(me, lead)| lead.id == me.id);
    let (id, version) = (summary.id, summary.version);
    let throw = (state.is_open() && (leads || summary.of_network)).then(|| Throw {
        delete: Arc::new(move |client| Box::pin(async move { client.delete_note_draft(id, version).await })),
        forget: Arc::new(move || forget_written::<Notes>(&id.to_string())),
    });
    let published = summary.note.as_ref().filter(|_| is_published).map(|of| note(&of.slug));
    Listed {
        title: summary.title,
        href: published.unwrap_or_else(|| draft(&id.to_string())),
        status: state,
        facts,
        throw,
    }
}
