//! What is not published is seen by who writes it, and once it was sent to review by the network's editors: nowhere
//! else, in no list, file, feed or search, not even that it is there.

use super::{let_in, no, of, shown};
use client::IdempotencyKey;
use domain::drafting::{DraftQuery, NewDraftComment};
use domain::lessons::{LessonContent, LessonDraft, LessonDraftUpdate, NewLessonDraft};
use domain::live::Channel;
use domain::policy::{MembershipRole, Role};
use futures_util::StreamExt;
use ids::LessonDraftId;
use serde_json::json;
use std::time::Duration;
use test_support::{Machine, Person, TestApp, city_scopes, lesson};

/// A word that no other lesson holds.
const WORD: &str = "quokkaproof";
/// Addresses where a lesson can be read, found or taken away.
const PUBLIC: [&str; 11] = [
    "/lessons?limit=100",
    "/lessons?q=quokkaproof",
    "/lessons?status=published,superseded&limit=100",
    "/lessons.csv",
    "/lessons.ndjson",
    "/similar-lessons?text=quokkaproof",
    "/search?q=quokkaproof",
    "/lessons/shade-first",
    "/lessons/shade-first/revisions",
    "/lessons/shade-first/outcomes",
    "/changes?channels=lesson_drafts&limit=100",
];

/// Everybody whom a draft is none of the business of.
struct Others {
    people: Vec<(&'static str, Person)>,
    machine: Machine,
}

async fn others(app: &TestApp) -> Others {
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let practitioner = app.sign_up("practitioner@example.org", "Practitioner").await;
    let_in(app, &lead, &practitioner, "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let people = vec![
        ("another person", app.sign_up("eva@example.org", "Eva").await),
        ("the lead of another city", app.with_city("foreign@example.org", "medellin").await),
        ("a lead", lead),
        ("a practitioner", practitioner),
        ("an administrator", app.with_role("admin@example.org", Role::Administrator).await),
        ("an expert", app.with_role("expert@example.org", Role::Expert).await),
    ];
    Others { people, machine }
}

/// What somebody gets who asks for a draft in every way that there is.
async fn is_nothing_for(app: &TestApp, who: &str, (ask, draft): (&Asker<'_>, LessonDraftId)) {
    let at = format!("/lesson-drafts/{draft}");
    let content = json!({ "content": lesson("Mine now") });
    let word = json!({ "text": "I see you." });
    let decision = json!({ "decision": "published" });
    for (method, path, body) in [
        ("GET", at.clone(), None),
        ("PUT", at.clone(), Some(&content)),
        ("DELETE", at.clone(), None),
        ("POST", format!("{at}/comments"), Some(&word)),
        ("POST", format!("{at}/submissions"), None),
        ("POST", format!("{at}/decisions"), Some(&decision)),
    ] {
        let (status, _) = ask.ask(app, method, &path, body).await;
        assert!(status == 404 || (status == 403 && who == "a machine"), "{who}, {method} {path}: {status}");
    }
    for path in PUBLIC {
        let (status, text) = ask.ask(app, "GET", path, None).await;
        assert_eq!(status, 200, "{who}, {path}: {text}");
        let lower = text.to_lowercase();
        assert!(!lower.contains(WORD) && !lower.contains(&draft.to_string()), "{who}, {path}: {text}");
    }
}

/// Somebody, or nobody, who asks.
enum Asker<'a> {
    Visitor,
    Person(&'a Person),
    Machine(&'a Machine),
}

impl Asker<'_> {
    async fn ask(&self, app: &TestApp, method: &str, path: &str, body: Option<&serde_json::Value>) -> (u16, String) {
        let ask = app.ask(method, &format!("/api/v1{path}")).header("if-match", "\"v1\"");
        let ask = match self {
            Self::Visitor => ask,
            Self::Person(person) => ask.header("authorization", &person.bearer()),
            Self::Machine(machine) => ask.header("authorization", &format!("Bearer {}", machine.secret)),
        };
        let answer = match body {
            Some(body) => ask.json(body).send().await,
            None => ask.send().await,
        };
        (answer.status, answer.text())
    }
}

/// Nobody of the others sees it, by any door; nor does a stream or an export tell of it.
async fn is_seen_by_nobody_else(app: &TestApp, others: &Others, draft: &LessonDraft) {
    app.wait_until_indexed().await;
    is_nothing_for(app, "a visitor", (&Asker::Visitor, draft.id)).await;
    is_nothing_for(app, "a machine", (&Asker::Machine(&others.machine), draft.id)).await;
    for (who, person) in &others.people {
        is_nothing_for(app, who, (&Asker::Person(person), draft.id)).await;
        let own = person.client.list_lesson_drafts(&DraftQuery::default()).await.unwrap();
        assert!(own.items.iter().all(|item| item.id != draft.id), "{who}");
        let export = person.client.export_me_text().await.unwrap().to_lowercase();
        assert!(!export.contains(WORD) && !export.contains(&draft.id.to_string()), "{who}");
    }
}

fn word() -> NewDraftComment {
    NewDraftComment { field: None, text: format!("A {WORD} remark.") }
}

#[tokio::test]
async fn a_new_lesson_is_nobodys_business_before_it_is_published() {
    let app = TestApp::builder().without_second_factor().start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let others = others(&app).await;
    app.publish(&ana, &editor, "Shade first").await;
    let draft = app.draft(&ana, "Quokkaproof roofs").await;
    ana.client.create_lesson_draft_comment(&IdempotencyKey::generate(), draft.id, &word()).await.unwrap();

    is_seen_by_nobody_else(&app, &others, &draft).await;
    is_nothing_for(&app, "an editor", (&Asker::Person(&editor), draft.id)).await;
    let seen = editor.client.list_lesson_drafts(&DraftQuery::default()).await.unwrap();
    assert!(seen.items.iter().all(|item| item.id != draft.id), "not before it was sent to review");

    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    assert_eq!(editor.client.get_lesson_draft(draft.id).await.unwrap().comments.len(), 1);
    is_seen_by_nobody_else(&app, &others, &draft).await;
    editor.client.create_lesson_draft_decision(draft.id, &no("Say where.")).await.unwrap();
    assert!(editor.client.get_lesson_draft(draft.id).await.is_ok(), "who reviewed it sees what becomes of it");
    is_seen_by_nobody_else(&app, &others, &draft).await;
}

#[tokio::test]
async fn a_change_of_a_published_lesson_is_nobodys_business_either() {
    let app = TestApp::builder().without_second_factor().start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let others = others(&app).await;
    let published = app.publish(&ana, &editor, "Shade first").await;
    let before = shown(&app, "shade-first").await;
    let new = NewLessonDraft { lesson: Some("shade-first".into()), content: None };
    let draft = ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let content = LessonContent { title: "Quokkaproof shade".into(), ..draft.content.clone() };
    let change = LessonDraftUpdate { content, base: None };
    let draft = ana.client.update_lesson_draft(draft.id, draft.version, &change).await.unwrap();
    is_seen_by_nobody_else(&app, &others, &draft).await;
    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    is_seen_by_nobody_else(&app, &others, &draft).await;
    assert_eq!(shown(&app, "shade-first").await, before);
    let second = app.client().get_lesson_revision(&of(&published), 2).await;
    assert_eq!(second.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn streams_tell_of_a_draft_to_who_writes_it_alone() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let eva = app.sign_up("eva@example.org", "Eva").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await;
    let channels = [Channel::LessonDrafts, Channel::Lessons];
    let mut streams = Vec::new();
    for client in [&app.client(), &eva.client, &editor.client, &lead.client] {
        streams.push(Box::pin(client.stream_changes(&channels, None).await.unwrap()));
    }
    let mut own = Box::pin(ana.client.stream_changes(&channels, None).await.unwrap());
    let draft = app.submit(&ana, "Quokkaproof roofs").await;
    editor.client.create_lesson_draft_decision(draft.id, &no("Say where.")).await.unwrap();
    for _ in 0..3 {
        tokio::time::timeout(Duration::from_secs(20), own.next()).await.unwrap().unwrap().unwrap();
    }
    for stream in &mut streams {
        let nothing = tokio::time::timeout(Duration::from_millis(200), stream.next()).await;
        assert!(nothing.is_err(), "others hear nothing of it");
    }
}
