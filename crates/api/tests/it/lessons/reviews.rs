//! Reviewing a draft: who hears of it, who decides, and what comes of it at once.

use super::{at_once, no, pointers, refusal, shown, subjects, yes};
use client::StreamEvent;
use domain::drafting::{DraftDecision, DraftStatus, DraftVerdict};
use domain::lessons::{LessonContent, LessonDraftUpdate};
use domain::live::{Channel, ThingKind};
use domain::policy::{Action, Role, Rule};
use futures_util::StreamExt;
use std::time::Duration;
use test_support::{Person, TestApp, lesson};

async fn waiting(person: &Person) -> i64 {
    person.client.get_my_waiting().await.unwrap().lesson_drafts.count
}

/// The text of the last mail to an address.
fn last_mail(app: &TestApp, email: &str) -> String {
    let mails = app.mails.sent();
    let mail = mails.iter().rev().find(|mail| mail.to().address().as_str() == email);
    mail.unwrap().text().to_owned()
}

#[tokio::test]
async fn who_reviews_hears_of_it_and_who_writes_of_what_is_decided() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    app.work().await;
    let draft = app.draft(&ana, "Shade first").await;
    assert_eq!((waiting(&editor).await, waiting(&ana).await), (0, 0));
    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    assert_eq!((waiting(&editor).await, waiting(&ana).await), (1, 0));
    app.work().await;
    assert_eq!(subjects(&app, "ed@example.org").last().unwrap(), "Waits for your review: Shade first");

    let back = editor.client.create_lesson_draft_decision(draft.id, &no("Say what it cost.")).await.unwrap();
    assert_eq!((back.status, back.reason.as_deref()), (DraftStatus::Returned, Some("Say what it cost.")));
    assert_eq!((waiting(&editor).await, back.lesson), (0, None));
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").last().unwrap(), "Given back: Shade first");
    let text = last_mail(&app, "ana@example.org");
    assert!(text.contains("Reason: Say what it cost."), "{text}");
    assert!(text.contains(&format!("/en/lessons/drafts/{}", draft.id)), "{text}");

    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    let published = editor.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
    assert_eq!((published.status, published.reason), (DraftStatus::Published, None));
    assert_eq!(published.lesson.unwrap().slug, "shade-first");
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").last().unwrap(), "Published: Shade first");
    assert!(last_mail(&app, "ana@example.org").contains("/en/lessons/shade-first"));
    assert_eq!(shown(&app, "shade-first").await["authors"][0]["name"], "Ana");
}

#[tokio::test]
async fn nobody_decides_about_their_own() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let other = app.with_role("other@example.org", Role::Editor).await;
    app.work().await;
    let draft = app.submit(&editor, "Shade first").await;
    assert_eq!((waiting(&editor).await, waiting(&other).await), (0, 1), "one's own is left to others");
    for decision in [yes(), no("Mine.")] {
        let own = editor.client.create_lesson_draft_decision(draft.id, &decision).await;
        assert_eq!(refusal(own), (409, "conflict".to_owned()));
    }
    app.work().await;
    let told = |email: &str| subjects(&app, email).iter().any(|subject| subject.starts_with("Waits for your review"));
    assert_eq!((told("ed@example.org"), told("other@example.org")), (false, true));
    other.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
}

#[tokio::test]
async fn an_editor_who_is_alone_publishes_their_own() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.submit(&editor, "Shade first").await;
    let decided = editor.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
    assert_eq!(decided.status, DraftStatus::Published);
}

#[tokio::test]
async fn an_editor_learns_what_they_review() {
    let app = TestApp::builder().without_second_factor().start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let rule = async |person: &Person| {
        let items = person.client.get_my_permissions().await.unwrap().items;
        items.into_iter().find(|one| one.operation == Action::CreateLessonDraftDecision).map(|one| one.rule)
    };
    assert_eq!(rule(&editor).await, Some(Rule::EditorInReview));
    assert_eq!(rule(&administrator).await, None, "who administers does not review");
    assert_eq!(waiting(&administrator).await, 0);
}

#[tokio::test]
async fn what_is_not_whole_is_not_published_and_who_gives_back_says_why() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.submit(&ana, "Shade first").await;
    let bare = LessonContent { sources: Vec::new(), ..lesson("Shade first") };
    let change = LessonDraftUpdate { content: bare, base: None };
    editor.client.update_lesson_draft(draft.id, draft.version, &change).await.unwrap();
    let lacking = editor.client.create_lesson_draft_decision(draft.id, &yes()).await;
    assert_eq!(pointers(lacking), ["/content/sources"]);
    let silent = DraftDecision { decision: DraftVerdict::Returned, reason: None };
    assert_eq!(pointers(editor.client.create_lesson_draft_decision(draft.id, &silent).await), ["/reason"]);
    editor.client.create_lesson_draft_decision(draft.id, &no("Name a source.")).await.unwrap();
    assert_eq!(pointers(ana.client.create_lesson_draft_submission(draft.id).await), ["/content/sources"]);
}

#[tokio::test]
async fn it_is_decided_once_and_titles_that_meet_get_names_of_their_own() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let decide = |id, decision: DraftDecision| {
        let client = editor.client.clone();
        async move { client.create_lesson_draft_decision(id, &decision).await }
    };
    let draft = app.submit(&ana, "Shade first").await;
    let asked = [yes(), no("No."), yes(), no("No.")].map(|decision| decide(draft.id, decision));
    assert_eq!(at_once(asked).await, [200, 409, 409, 409]);
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(app.submit(&ana, "Water at noon").await.id);
    }
    assert_eq!(at_once(ids.into_iter().map(|id| decide(id, yes()))).await, [200; 4]);
    for slug in ["water-at-noon", "water-at-noon-2", "water-at-noon-3", "water-at-noon-4"] {
        shown(&app, slug).await;
    }
}

#[tokio::test]
async fn a_submission_is_made_once_whoever_sends_it_again() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    app.with_role("ed@example.org", Role::Editor).await;
    app.work().await;
    let draft = app.draft(&ana, "Shade first").await;
    let path = format!("/api/v1/lesson-drafts/{}/submissions", draft.id);
    let send = async || ana.ask(&app, "POST", &path).header("idempotency-key", "one").send().await;
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, again.status), (200, 200), "{}", again.text());
    assert_eq!((again.header("idempotent-replayed"), first.json()), (Some("true"), again.json()));
    app.work().await;
    let mails = subjects(&app, "ed@example.org");
    assert_eq!(mails.iter().filter(|subject| subject.starts_with("Waits for your review")).count(), 1);
}

#[tokio::test]
async fn a_publication_is_told_to_everyone_and_the_way_to_it_to_who_writes() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let mut own = Box::pin(ana.client.stream_changes(&[Channel::LessonDrafts], None).await.unwrap());
    let mut open = Box::pin(app.client().stream_changes(&[Channel::Lessons], None).await.unwrap());
    let lesson = app.publish(&ana, &editor, "Shade first").await;
    for expected in ["created", "updated", "updated"] {
        let event = tokio::time::timeout(Duration::from_secs(20), own.next()).await.unwrap().unwrap().unwrap();
        let StreamEvent::Change { change, .. } = event else { panic!("no change") };
        assert_eq!((change.kind, change.action.as_str()), (ThingKind::LessonDraft, expected));
    }
    let event = tokio::time::timeout(Duration::from_secs(20), open.next()).await.unwrap().unwrap().unwrap();
    let StreamEvent::Change { change, .. } = event else { panic!("no change") };
    assert_eq!((change.kind, change.id, change.slug), (ThingKind::Lesson, lesson.id.as_uuid(), Some(lesson.slug)));
    let lines = "SELECT action || ' ' || kind || ' ' || fields FROM audit_log WHERE action LIKE '%lesson%'";
    let audited = app.database.texts(&format!("{lines} ORDER BY action, kind")).await;
    let expected = [
        r#"create_lesson_draft lesson_draft ["lesson","content"]"#,
        r#"create_lesson_draft_decision lesson ["*"]"#,
        r#"create_lesson_draft_decision lesson_draft ["status","reason"]"#,
        r#"create_lesson_draft_submission lesson_draft ["status"]"#,
    ];
    assert_eq!(audited, expected);
}
