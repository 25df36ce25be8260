//! Drafts of lessons as a kind of draft.

use super::field::{self, FIELDS};
use super::words;
use super::written::Written;
use crate::drafting::{self, Drafted, Field};
use crate::lessons::addresses::lesson_history;
use crate::messages::{Key, t};
use crate::parts::{Answer, Options, fault_text};
use client::{Client, IdempotencyKey};
use contract::Fault;
use domain::drafting::{DraftComment, DraftDecision, DraftStatus, NewDraftComment};
use domain::identity::Person;
use domain::lessons::{LessonContent, LessonDraft, LessonDraftUpdate};
use domain::validation::Validate as _;
use ids::AccountId;

/// Drafts of lessons.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lessons;

/// A draft of a lesson that is being written.
pub(super) type Work = drafting::Work<Lessons>;

impl Drafted for Lessons {
    type Draft = LessonDraft;
    type Content = LessonContent;
    type Written = Written;

    const NAME: &'static str = "lesson";
    const FIELDS: &'static [Field] = &FIELDS;

    fn id(draft: &LessonDraft) -> String {
        draft.id.to_string()
    }

    fn version(draft: &LessonDraft) -> i64 {
        draft.version
    }

    fn status(draft: &LessonDraft) -> DraftStatus {
        draft.status
    }

    fn reason(draft: &LessonDraft) -> Option<String> {
        draft.reason.clone()
    }

    fn content(draft: &LessonDraft) -> &LessonContent {
        &draft.content
    }

    fn authors(draft: &LessonDraft) -> &[Person] {
        &draft.authors
    }

    fn comments(draft: &LessonDraft) -> Vec<DraftComment> {
        draft.comments.clone()
    }

    fn begin(content: LessonContent) -> Written {
        Written::of(content)
    }

    fn finish(written: &Written) -> LessonContent {
        written.content()
    }

    fn tidied(content: LessonContent) -> LessonContent {
        content.tidied()
    }

    fn faults(written: &Written) -> Vec<Fault> {
        written.faults()
    }

    fn place(written: &Written, pointer: &str) -> String {
        written.place(pointer)
    }

    fn missing(content: &LessonContent) -> Vec<(String, &'static str)> {
        content.missing().into_iter().map(|(pointer, _)| (pointer.to_owned(), words::missing(pointer))).collect()
    }

    fn entrance(pointer: &str) -> String {
        field::entrance(pointer)
    }

    /// What is out of its bounds in a lesson is a year.
    fn say(fault: &Fault) -> String {
        if fault.code == "out_of_range" { t(Key::DraftBadYear).to_owned() } else { fault_text(fault) }
    }

    fn subjects(_: &LessonDraft) -> Options {
        FIELDS.into_iter().map(|field| (field.pointer.to_owned(), t(field.label).to_owned())).collect()
    }

    fn overtaken(draft: &LessonDraft) -> Option<i32> {
        draft.lesson_revision.filter(|_| draft.is_overtaken())
    }

    fn published(draft: &LessonDraft) -> Option<String> {
        draft.lesson.as_ref().map(|of| lesson_history(&of.slug))
    }

    fn update(
        client: Client,
        draft: &LessonDraft,
        version: i64,
        (content, base): (LessonContent, Option<i32>),
    ) -> Answer<LessonDraft> {
        let (id, update) = (draft.id, LessonDraftUpdate { content, base });
        Box::pin(async move { client.update_lesson_draft(id, version, &update).await })
    }

    fn again(client: Client, draft: &LessonDraft) -> Answer<LessonDraft> {
        let id = draft.id;
        Box::pin(async move { client.get_lesson_draft(id).await })
    }

    fn add_author(client: Client, draft: &LessonDraft, account: AccountId) -> Answer<LessonDraft> {
        let id = draft.id;
        Box::pin(async move { client.add_lesson_draft_author(id, account).await })
    }

    fn remove_author(client: Client, draft: &LessonDraft, account: AccountId) -> Answer<()> {
        let id = draft.id;
        Box::pin(async move { client.remove_lesson_draft_author(id, account).await })
    }

    fn comment(client: Client, key: IdempotencyKey, draft: &LessonDraft, new: NewDraftComment) -> Answer<LessonDraft> {
        let id = draft.id;
        Box::pin(async move { client.create_lesson_draft_comment(&key, id, &new).await })
    }

    fn submit(client: Client, draft: &LessonDraft) -> Answer<()> {
        let id = draft.id;
        Box::pin(async move { client.create_lesson_draft_submission(id).await.map(|_| ()) })
    }

    fn decide(client: Client, draft: &LessonDraft, decision: DraftDecision) -> Answer<LessonDraft> {
        let id = draft.id;
        Box::pin(async move { client.create_lesson_draft_decision(id, &decision).await })
    }
}
