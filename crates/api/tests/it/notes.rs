//! Notes: reading them, how they come to be, and how what they cite stands.

mod authors;
mod bases;
mod citing;
mod drafts;
mod exports;
mod harmless;
mod invisible;
mod leaving;
mod reading;
mod references;
mod reviews;
mod topics;

use domain::notes::{NoteContent, NoteDraftUpdate, NoteName, NoteRef, NoteSection};
use serde_json::Value;
use test_support::TestApp;

fn of(note: &NoteName) -> NoteRef {
    NoteRef::Id(note.id)
}

fn slug(slug: &str) -> NoteRef {
    NoteRef::Slug(slug.to_owned())
}

fn says(content: NoteContent) -> NoteDraftUpdate {
    NoteDraftUpdate { content, base: None }
}

/// The content with one section of this text.
fn with_text(content: NoteContent, text: &str) -> NoteContent {
    NoteContent { sections: vec![NoteSection::new("Roofs".to_owned(), text.to_owned())], ..content }
}

/// A note as everyone gets it.
async fn shown(app: &TestApp, slug: &str) -> Value {
    let answer = app.get(&format!("/api/v1/notes/{slug}")).send().await;
    assert_eq!(answer.status, 200, "{slug}: {}", answer.text());
    answer.json()
}
