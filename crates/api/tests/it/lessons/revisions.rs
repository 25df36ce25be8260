//! What a lesson said before, and what changed.

use super::{of, refusal, shown, slug};
use client::IdempotencyKey;
use domain::drafting::{DraftDecision, DraftVerdict};
use domain::lessons::{
    FieldChange, LessonContent, LessonDraftUpdate, LessonName, NewLessonDraft, RevisionDiffQuery, RevisionQuery,
};
use domain::policy::Role;
use test_support::{Person, TestApp, lesson};

/// Publishes the next revision of a lesson.
async fn revise(
    (author, editor): (&Person, &Person),
    name: &LessonName,
    change: impl FnOnce(LessonContent) -> LessonContent,
    note: Option<&str>,
) {
    let new = NewLessonDraft { lesson: Some(name.slug.clone()), content: None };
    let draft = author.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let update = LessonDraftUpdate { content: change(draft.content), base: None };
    author.client.update_lesson_draft(draft.id, draft.version, &update).await.unwrap();
    author.client.create_lesson_draft_submission(draft.id).await.unwrap();
    let yes = DraftDecision { decision: DraftVerdict::Published, reason: note.map(str::to_owned) };
    editor.client.create_lesson_draft_decision(draft.id, &yes).await.unwrap();
}

/// A lesson in three revisions, by Ana, Ben and Ana.
async fn revised(app: &TestApp) -> LessonName {
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let name = app.publish(&ana, &editor, "Shade first").await;
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let later = |content: LessonContent| LessonContent { year: Some(2025), ..content };
    revise((&ben, &editor), &name, later, Some("The year.")).await;
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let consider = || vec!["Begin before the hot season.".to_owned(), "Measure.".to_owned()];
    let more = |content: LessonContent| LessonContent { consider: consider(), year: Some(2026), ..content };
    revise((&ana, &editor), &name, more, None).await;
    name
}

fn against(number: u32) -> RevisionDiffQuery {
    RevisionDiffQuery { against: Some(number) }
}

#[tokio::test]
async fn every_publication_is_kept_with_who_wrote_it_and_why() {
    let app = TestApp::start().await;
    let name = revised(&app).await;
    let list = async |query: RevisionQuery| app.client().list_lesson_revisions(&of(&name), &query).await;
    let all = list(RevisionQuery::default()).await.unwrap().items;
    let numbers: Vec<i32> = all.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [3, 2, 1], "the newest first");
    assert_eq!(all[2].content, lesson("Shade first"));
    let notes: Vec<_> = all.iter().map(|revision| revision.note.as_deref()).collect();
    assert_eq!(notes, [None, Some("The year."), None]);
    let authors: Vec<Vec<&str>> =
        all.iter().map(|revision| revision.authors.iter().map(|author| author.name.as_str()).collect()).collect();
    assert_eq!(authors, [vec!["Ana", "Ben"], vec!["Ana", "Ben"], vec!["Ana"]]);
    assert!(all[0].published_at > all[1].published_at && all[1].published_at > all[2].published_at);
    let now = shown(&app, "shade-first").await;
    assert_eq!(now["content"], serde_json::to_value(&all[0].content).unwrap());

    let first = list(RevisionQuery { limit: Some(2), cursor: None }).await.unwrap();
    let rest = list(RevisionQuery { limit: Some(2), cursor: first.next }).await.unwrap();
    assert_eq!((first.items.len(), rest.items.as_slice(), rest.next), (2, &all[2..], None));
    let second = app.client().get_lesson_revision(&slug("shade-first"), 2).await.unwrap();
    assert_eq!(second, all[1]);
    for number in [0, 4, -1] {
        assert_eq!(refusal(app.client().get_lesson_revision(&of(&name), number).await).0, 404, "{number}");
    }
    assert_eq!(refusal(app.client().get_lesson_revision(&slug("no-such-lesson"), 1).await).0, 404);
    assert_eq!(app.get("/api/v1/lessons/shade-first/revisions/first").send().await.status, 404);
}

#[tokio::test]
async fn what_changed_is_told_from_the_older_to_the_newer() {
    let app = TestApp::start().await;
    let name = revised(&app).await;
    let diff = async |number, query: RevisionDiffQuery| {
        app.client().get_lesson_revision_diff(&of(&name), number, &query).await.unwrap()
    };
    let year = |before: &[&str], after: &str| FieldChange {
        field: "year".to_owned(),
        before: before.iter().map(|text| (*text).to_owned()).collect(),
        after: vec![after.to_owned()],
    };
    let second = diff(2, RevisionDiffQuery::default()).await;
    assert_eq!((second.from, second.to, second.changes), (1, 2, vec![year(&[], "2025")]));
    let third = diff(3, RevisionDiffQuery::default()).await;
    let fields: Vec<&str> = third.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!((third.from, third.to, fields), (2, 3, vec!["consider", "year"]));
    assert_eq!(third.changes[1], year(&["2025"], "2026"));
    let whole = diff(1, against(3)).await;
    assert_eq!((whole.from, whole.to, whole.changes.len()), (1, 3, 2), "whichever is named first");
    assert_eq!(whole, diff(3, against(1)).await);
    let first = diff(1, RevisionDiffQuery::default()).await;
    assert_eq!((first.from, first.to, first.changes.len()), (1, 1, 0), "the first one changed nothing");
    let missing = app.client().get_lesson_revision_diff(&of(&name), 2, &against(9)).await;
    assert_eq!(refusal(missing).0, 404);
    let odd = app.get("/api/v1/lessons/shade-first/revisions/2/diff?against=0").send().await;
    assert_eq!(odd.status, 400);
}

#[tokio::test]
async fn a_loaded_lesson_has_its_first_revision_without_an_author() {
    let app = TestApp::shared().await;
    let at = slug("ahmedabad-cool-roofs");
    let all = app.client().list_lesson_revisions(&at, &RevisionQuery::default()).await.unwrap().items;
    assert_eq!((all.len(), all[0].number, all[0].authors.len()), (1, 1, 0));
    let first = app.client().get_lesson_revision_diff(&at, 1, &RevisionDiffQuery::default()).await.unwrap();
    assert!(first.changes.is_empty());
}
