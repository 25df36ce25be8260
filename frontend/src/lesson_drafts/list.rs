//! One's own drafts, and for editors those that wait for review.

use super::addresses::{draft, drafts, to_review};
use super::work::Lessons;
use crate::drafting::{DraftList, Listed, Shelf, Shelves, Throw, forget_written, row, when_and_who};
use crate::lessons::addresses::{lesson, lessons, new_lesson};
use crate::messages::{Key, fill};
use crate::note_drafts;
use crate::parts::{Answer, Line, lines};
use crate::state::identity;
use client::Client;
use contract::Page;
use domain::drafting::{DraftQuery, DraftStatus};
use domain::lessons::DraftSummary;
use leptos::prelude::*;
use std::sync::Arc;

const SHELVES: Shelves = Shelves {
    above: (lessons, Key::LessonsTitle),
    all: [
        Shelf {
            title: Key::DraftsTitle,
            lede: Key::DraftsLede,
            none: [Key::DraftsNone, Key::DraftsNoneText],
            href: drafts,
            fetch: |client, cursor| fetch(client, DraftQuery { own: true, cursor, ..DraftQuery::default() }),
        },
        Shelf {
            title: Key::DraftsReview,
            lede: Key::DraftsReviewLede,
            none: [Key::DraftsReviewNone, Key::DraftsReviewNoneText],
            href: to_review,
            fetch: |client, cursor| {
                let statuses = vec![DraftStatus::InReview];
                fetch(client, DraftQuery { statuses, cursor, ..DraftQuery::default() })
            },
        },
    ],
    new: (new_lesson, Key::DraftsNew),
    other: (note_drafts::drafts, Key::DraftsOfNotes),
};

fn fetch(client: Client, query: DraftQuery) -> Answer<Page<Line>> {
    Box::pin(async move { client.list_lesson_drafts(&query).await.map(|page| lines(page, line)) })
}

/// The page of one's own drafts.
#[component]
pub(super) fn MinePage() -> impl IntoView {
    view! { <DraftList shelves=&SHELVES at=0/> }
}

/// The page of those that wait for review.
#[component]
pub(super) fn ReviewPage() -> impl IntoView {
    view! { <DraftList shelves=&SHELVES at=1/> }
}

fn line(draft: DraftSummary) -> Line {
    let key = [&draft.id.to_string(), "-", &draft.version.to_string()].concat();
    Line::of(key, draft, |draft| row(listed(draft)))
}

fn listed(summary: DraftSummary) -> Listed {
    let state = summary.status;
    let (updated, sent) = (summary.updated_at.timestamp_millis(), summary.submitted_at.map(|at| at.timestamp_millis()));
    let mut facts = when_and_who(state, updated, sent, &summary.authors);
    let is_published = state == DraftStatus::Published;
    let change = summary.lesson.as_ref().filter(|_| !is_published);
    facts.extend(change.map(|of| fill(Key::DraftsOf, &[("title", &of.title)])));
    let (id, version) = (summary.id, summary.version);
    let published = summary.lesson.as_ref().filter(|_| is_published).map(|of| lesson(&of.slug));
    // Only who leads throws it away.
    let me = identity().account_now();
    let leads = me.zip(summary.authors.first()).is_some_and(|(me, lead)| lead.id == me.id);
    let throw = (state.is_open() && leads).then(|| Throw {
        delete: Arc::new(move |client| Box::pin(async move { client.delete_lesson_draft(id, version).await })),
        forget: Arc::new(move || forget_written::<Lessons>(&id.to_string())),
    });
    Listed {
        title: summary.title,
        href: published.unwrap_or_else(|| draft(&id.to_string())),
        status: state,
        facts,
        throw,
    }
}
