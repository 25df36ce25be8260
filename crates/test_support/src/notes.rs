//! Notes of tests: drafts that have all they need, and how they are published.

use crate::{Person, TestApp};
use client::IdempotencyKey;
use domain::drafting::{DraftDecision, DraftVerdict};
use domain::notes::{NewNoteDraft, NoteContent, NoteDraft, NoteKind, NoteName, NoteSection};
use domain::vocabularies::Language;

/// A note of this title that cites a lesson of the reference data and has all it needs to be published.
#[must_use]
pub fn note(title: &str) -> NoteContent {
    let quick = "White roofs are a quick measure [@lesson:ahmedabad-cool-roofs].";
    NoteContent {
        summary: "One operation for heat and infection.".to_owned(),
        audience: "resilience, health and housing teams".to_owned(),
        question: "How does a heat plan change when people should stay at home?".to_owned(),
        sections: vec![
            NoteSection::new("Roofs first".to_owned(), quick.to_owned()),
            NoteSection::new("Rooms next".to_owned(), "Then cool rooms near home.".to_owned()),
        ],
        themes: vec!["climate_resilience".to_owned()],
        ..NoteContent::titled(NoteKind::Practice, title.to_owned(), Language::English)
    }
}

impl TestApp {
    /// A draft of a note that has all it needs.
    pub async fn note_draft(&self, author: &Person, title: &str) -> NoteDraft {
        self.begin_note(author, NewNoteDraft { note: None, content: Some(note(title)) }).await
    }

    /// A draft of a published note, which says what that says.
    pub async fn note_change(&self, author: &Person, slug: &str) -> NoteDraft {
        self.begin_note(author, NewNoteDraft { note: Some(slug.to_owned()), content: None }).await
    }

    async fn begin_note(&self, author: &Person, new: NewNoteDraft) -> NoteDraft {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        author.client.create_note_draft(&IdempotencyKey::generate(), &new).await.expect("a draft")
    }

    /// A draft of a note that was sent to review.
    pub async fn submit_note(&self, author: &Person, title: &str) -> NoteDraft {
        let draft = self.note_draft(author, title).await;
        author.client.create_note_draft_submission(draft.id).await.expect("a draft in review")
    }

    /// A draft of a note that one sends to review and another one publishes.
    pub async fn publish_note(&self, author: &Person, editor: &Person, draft: &NoteDraft) -> NoteName {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        author.client.create_note_draft_submission(draft.id).await.expect("a draft in review");
        let yes = DraftDecision { decision: DraftVerdict::Published, reason: None };
        let published = editor.client.create_note_draft_decision(draft.id, &yes).await.expect("a decision");
        published.note.expect("a note")
    }
}
