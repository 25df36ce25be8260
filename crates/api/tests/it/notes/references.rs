//! How what a note cites stands once it was corrected, contradicted, superseded or taken out.

use super::{of, says, with_text};
use app::Clock;
use client::IdempotencyKey;
use domain::lessons::{LessonContent, LessonDraftUpdate, LessonLinkKind, LessonRef, NewLessonDraft, NewLessonLink};
use domain::library::LibraryItemRef;
use domain::notes::{NoteName, NoteQuery, NoteReference, ReferenceState};
use domain::policy::Role;
use test_support::{Person, TestApp};

const ROOFS: &str = "ahmedabad-cool-roofs";
const PLAN: &str = "ahmedabad-heat-plan-with-covid";
const ITEM: &str = "heat-action-platform";

struct Scene {
    app: TestApp,
    ana: Person,
    editor: Person,
    note: NoteName,
}

/// A note that cites a lesson and an item of the library.
async fn scene() -> Scene {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    let content = with_text(draft.content, &format!("Roofs [@lesson:{ROOFS}], maps [@item:{ITEM}]."));
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    let note = app.publish_note(&ana, &editor, &draft).await;
    app.clock.advance(chrono::TimeDelta::minutes(5));
    Scene { app, ana, editor, note }
}

fn lesson(slug: &str) -> LessonRef {
    LessonRef::Slug(slug.to_owned())
}

impl Scene {
    async fn references(&self) -> Vec<NoteReference> {
        self.app.client().get_note(&of(&self.note)).await.unwrap().text.references
    }

    /// How the first thing stands that does not stand as it was, or the first of all: in the note, in its version, in the list and in the index alike.
    async fn stands(&self) -> ReferenceState {
        let now = self.references().await;
        let version = self.app.client().get_note_version(&of(&self.note), 1).await.unwrap();
        assert_eq!(version.text.references, now, "an old version warns as well");
        let warnings = now.iter().filter(|reference| reference.state.warns()).count();
        let listed = self.app.client().list_notes(&NoteQuery::default()).await.unwrap().items.remove(0);
        assert_eq!(usize::try_from(listed.warnings).unwrap(), warnings);
        self.app.wait_until_indexed().await;
        let state = now.iter().find(|one| one.state.warns()).unwrap_or(&now[0]).state;
        let query = NoteQuery::parse(&format!("state={state}")).unwrap();
        assert_eq!(self.app.client().list_notes(&query).await.unwrap().items.len(), 1, "{state}");
        state
    }

    async fn link(&self, from: &str, kind: LessonLinkKind) {
        let new = NewLessonLink { kind, lesson: ROOFS.to_owned(), note: None };
        self.editor.client.create_lesson_link(&lesson(from), &new).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_as_it_was_warns_of_nothing() {
    let scene = scene().await;
    assert_eq!(scene.stands().await, ReferenceState::Current);
    let references = scene.references().await;
    let told: Vec<_> =
        references.iter().map(|one| (one.number, one.slug.as_str(), one.cited_version, one.since)).collect();
    assert_eq!(told, [(1, ROOFS, 1, None), (2, ITEM, 1, None)]);
}

#[tokio::test]
async fn a_lesson_that_was_published_anew_was_corrected() {
    let scene = scene().await;
    let new = NewLessonDraft { lesson: Some(ROOFS.to_owned()), content: None };
    let draft = scene.ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let content = LessonContent { year: Some(2018), ..draft.content };
    let update = LessonDraftUpdate { content, base: None };
    scene.ana.client.update_lesson_draft(draft.id, 1, &update).await.unwrap();
    scene.ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    scene.editor.client.create_lesson_draft_decision(draft.id, &crate::lessons::yes()).await.unwrap();
    assert_eq!(scene.stands().await, ReferenceState::Corrected);
    let reference = scene.references().await.remove(0);
    assert_eq!((reference.cited_version, reference.current_version), (1, Some(2)));
    assert!(reference.since.is_some() && reference.by.is_none());

    // The next version of the note cites what is said today.
    let draft = scene.app.note_change(&scene.ana, &scene.note.slug).await;
    scene.app.publish_note(&scene.ana, &scene.editor, &draft).await;
    let now = scene.references().await.remove(0);
    assert_eq!((now.state, now.cited_version), (ReferenceState::Current, 2));
    let old = scene.app.client().get_note_version(&of(&scene.note), 1).await.unwrap().text.references.remove(0);
    assert_eq!((old.state, old.cited_version), (ReferenceState::Corrected, 1));
}

#[tokio::test]
async fn a_lesson_that_another_contradicts_or_supersedes_says_by_which() {
    let scene = scene().await;
    scene.link(PLAN, LessonLinkKind::Contradicts).await;
    assert_eq!(scene.stands().await, ReferenceState::Contradicted);
    let by = scene.references().await.remove(0).by.unwrap();
    assert_eq!(by.slug, PLAN);
    scene.editor.client.delete_lesson_link(&lesson(PLAN), &lesson(ROOFS)).await.unwrap();
    assert_eq!(scene.stands().await, ReferenceState::Current, "taken back");
    scene.link(PLAN, LessonLinkKind::Supersedes).await;
    assert_eq!(scene.stands().await, ReferenceState::Superseded);
    let reference = scene.references().await.remove(0);
    assert_eq!(reference.by.unwrap().slug, PLAN);
    assert_eq!(reference.since, Some(scene.app.clock.now()));
}

#[tokio::test]
async fn an_item_that_was_taken_out_is_named_as_it_was_cited() {
    let scene = scene().await;
    let named = LibraryItemRef::Slug(ITEM.to_owned());
    let item = scene.editor.client.get_library_item(&named).await.unwrap();
    scene.editor.client.delete_library_item(&named, item.version).await.unwrap();
    let reference = scene.references().await.remove(1);
    assert_eq!((reference.state, reference.current_version), (ReferenceState::Withdrawn, None));
    assert_eq!((reference.title, reference.since), (item.title, Some(scene.app.clock.now())));
    assert_eq!(scene.stands().await, ReferenceState::Withdrawn);
    assert_eq!(scene.references().await[0].state, ReferenceState::Current, "the lesson stands as it was");
}

#[tokio::test]
async fn a_kept_answer_does_not_hide_what_happened() {
    let scene = scene().await;
    let path = format!("/api/v1/notes/{}", scene.note.slug);
    let before = scene.app.get(&path).send().await;
    let etag = before.header("etag").unwrap().to_owned();
    assert_eq!(scene.app.get(&path).header("if-none-match", &etag).send().await.status, 304);
    scene.link(PLAN, LessonLinkKind::Supersedes).await;
    let after = scene.app.get(&path).header("if-none-match", &etag).send().await;
    assert_eq!((after.status, after.json()["warnings"].as_i64()), (200, Some(1)));
}
