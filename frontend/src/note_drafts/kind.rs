//! Drafts of notes as a kind of draft.

use super::field::{self, FIELDS};
use super::words;
use super::written::Written;
use crate::drafting::{self, Drafted, Field};
use crate::messages::{Key, fill, t};
use crate::notes::addresses::note;
use crate::parts::{Answer, Options, fault_text};
use client::{Client, IdempotencyKey};
use contract::Fault;
use domain::drafting::{DraftComment, DraftDecision, DraftStatus, NewDraftComment};
use domain::identity::Person;
use domain::notes::{NoteContent, NoteDraft, NoteDraftUpdate};
use domain::validation::Validate as _;
use ids::AccountId;

/// Drafts of notes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Notes;

/// A draft of a note that is being written.
pub(super) type Work = drafting::Work<Notes>;

impl Drafted for Notes {
    type Draft = NoteDraft;
    type Content = NoteContent;
    type Written = Written;

    const NAME: &'static str = "note";
    const FIELDS: &'static [Field] = &FIELDS;

    fn id(draft: &NoteDraft) -> String {
        draft.id.to_string()
    }

    fn version(draft: &NoteDraft) -> i64 {
        draft.version
    }

    fn status(draft: &NoteDraft) -> DraftStatus {
        draft.status
    }

    fn reason(draft: &NoteDraft) -> Option<String> {
        draft.reason.clone()
    }

    fn content(draft: &NoteDraft) -> &NoteContent {
        &draft.content
    }

    fn authors(draft: &NoteDraft) -> &[Person] {
        &draft.authors
    }

    fn of_network(draft: &NoteDraft) -> bool {
        draft.of_network
    }

    fn comments(draft: &NoteDraft) -> Vec<DraftComment> {
        draft.comments.clone()
    }

    fn begin(content: NoteContent) -> Written {
        Written::of(content)
    }

    fn finish(written: &Written) -> NoteContent {
        written.content()
    }

    fn tidied(content: NoteContent) -> NoteContent {
        content.tidied()
    }

    fn faults(written: &Written) -> Vec<Fault> {
        written.faults()
    }

    fn place(written: &Written, pointer: &str) -> String {
        written.place(pointer)
    }

    fn missing(content: &NoteContent) -> Vec<(String, &'static str)> {
        let words = |pointer: String| {
            let words = words::missing(&pointer);
            (pointer, words)
        };
        content.missing().into_iter().map(|(pointer, _)| words(pointer)).collect()
    }

    fn entrance(pointer: &str) -> String {
        field::entrance(pointer)
    }

    /// What is out of its bounds in a note is a year; a mark is explained, since it is written by hand.
    fn say(fault: &Fault) -> String {
        match fault.code.as_str() {
            "out_of_range" => t(Key::DraftBadYear).to_owned(),
            "unknown_mark" => t(Key::AuthorBadMark).to_owned(),
            _ => fault_text(fault),
        }
    }

    /// The fields, and each section by its heading.
    fn subjects(draft: &NoteDraft) -> Options {
        let fields = FIELDS.into_iter().map(|field| (field.pointer.to_owned(), t(field.label).to_owned()));
        let sections = draft.content.sections.iter().enumerate().map(|(at, section)| {
            let number = fill(Key::AuthorSection, &[("n", &(at + 1).to_string())]);
            let words = if section.heading.is_empty() { number } else { [&number, ": ", &section.heading].concat() };
            (["/sections/", &at.to_string()].concat(), words)
        });
        fields.chain(sections).collect()
    }

    fn overtaken(draft: &NoteDraft) -> Option<i32> {
        draft.note.as_ref().map(|note| note.number).filter(|_| draft.is_overtaken())
    }

    fn published(draft: &NoteDraft) -> Option<String> {
        draft.note.as_ref().map(|of| note(&of.slug))
    }

    fn update(
        client: Client,
        draft: &NoteDraft,
        version: i64,
        (content, base): (NoteContent, Option<i32>),
    ) -> Answer<NoteDraft> {
        let (id, update) = (draft.id, NoteDraftUpdate { content, base });
        Box::pin(async move { client.update_note_draft(id, version, &update).await })
    }

    fn again(client: Client, draft: &NoteDraft) -> Answer<NoteDraft> {
        let id = draft.id;
        Box::pin(async move { client.get_note_draft(id).await })
    }

    fn add_author(client: Client, draft: &NoteDraft, account: AccountId) -> Answer<NoteDraft> {
        let id = draft.id;
        Box::pin(async move { client.add_note_draft_author(id, account).await })
    }

    fn remove_author(client: Client, draft: &NoteDraft, account: AccountId) -> Answer<()> {
        let id = draft.id;
        Box::pin(async move { client.remove_note_draft_author(id, account).await })
    }

    fn comment(client: Client, key: IdempotencyKey, draft: &NoteDraft, new: NewDraftComment) -> Answer<NoteDraft> {
        let id = draft.id;
        Box::pin(async move { client.create_note_draft_comment(&key, id, &new).await })
    }

    fn submit(client: Client, draft: &NoteDraft) -> Answer<()> {
        let id = draft.id;
        Box::pin(async move { client.create_note_draft_submission(id).await.map(|_| ()) })
    }

    fn decide(client: Client, draft: &NoteDraft, decision: DraftDecision) -> Answer<NoteDraft> {
        let id = draft.id;
        Box::pin(async move { client.create_note_draft_decision(id, &decision).await })
    }
}
