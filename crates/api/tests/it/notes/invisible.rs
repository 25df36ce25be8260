//! What is not published is seen by those who write it, and once it was sent to review by the network's editors: nowhere
//! else, in no list, file, feed or search, not even that it is there.

use super::{of, says, shown};
use crate::lessons::{let_in, no};
use client::IdempotencyKey;
use domain::drafting::{DraftQuery, NewDraftComment};
use domain::live::Channel;
use domain::notes::{NoteContent, NoteDraft};
use domain::policy::Role;
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::time::Duration;
use test_support::{Machine, Person, TestApp, city_scopes, note};

/// A word that nothing else holds.
const WORD: &str = "quokkaproof";
/// Addresses where a note can be read, found, followed or taken away.
const PUBLIC: [&str; 13] = [
    "/api/v1/notes?limit=100",
    "/api/v1/notes?q=quokkaproof",
    "/api/v1/notes?facets=kind,theme,state",
    "/api/v1/notes.csv",
    "/api/v1/notes.ndjson",
    "/api/v1/search?q=quokkaproof",
    "/api/v1/notes/cool-roofs",
    "/api/v1/notes/cool-roofs/versions",
    "/api/v1/notes/cool-roofs/citation",
    "/api/v1/changes?channels=note_drafts,notes&limit=100",
    "/feeds/notes.atom",
    "/feeds/notes.json",
    "/feeds/notes.json?q=quokkaproof",
];

/// Everybody whom a draft is none of the business of.
async fn others(app: &TestApp) -> (Vec<(&'static str, Person)>, Machine) {
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let practitioner = app.sign_up("practitioner@example.org", "Practitioner").await;
    let_in(app, &lead, &practitioner, "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let people = vec![
        ("another person", app.sign_up("eva@example.org", "Eva").await),
        ("a lead", lead),
        ("a practitioner", practitioner),
        ("an administrator", app.with_role("admin@example.org", Role::Administrator).await),
        ("an expert", app.with_role("expert@example.org", Role::Expert).await),
    ];
    (people, machine)
}

/// What somebody gets who asks for a draft in every way that there is.
async fn is_nothing_for(app: &TestApp, who: &str, bearer: Option<String>, draft: &NoteDraft) {
    let at = format!("/api/v1/note-drafts/{}", draft.id);
    let author = format!("{at}/authors/{}", draft.authors[0].id);
    let (content, word) = (json!({ "content": note("Mine now") }), json!({ "text": "I see you." }));
    let decision = json!({ "decision": "published" });
    let ask = async |method: &str, path: &str, body: Option<&Value>| {
        let ask = app.ask(method, path).header("if-match", "\"v1\"");
        let ask = match &bearer {
            Some(bearer) => ask.header("authorization", bearer),
            None => ask,
        };
        match body {
            Some(body) => ask.json(body).send().await,
            None => ask.send().await,
        }
    };
    for (method, path, body) in [
        ("GET", at.clone(), None),
        ("PUT", at.clone(), Some(&content)),
        ("DELETE", at.clone(), None),
        ("PUT", author.clone(), None),
        ("DELETE", author, None),
        ("POST", format!("{at}/comments"), Some(&word)),
        ("POST", format!("{at}/submissions"), None),
        ("POST", format!("{at}/decisions"), Some(&decision)),
    ] {
        let status = ask(method, &path, body).await.status;
        assert!(status == 404 || (status == 403 && who == "a machine"), "{who}, {method} {path}: {status}");
    }
    for path in PUBLIC {
        let answer = ask("GET", path, None).await;
        let text = answer.text().to_lowercase();
        assert_eq!(answer.status, 200, "{who}, {path}: {text}");
        // What was looked for is said in the title of a feed.
        let told = text.matches(WORD).count() > usize::from(path.contains("?q=")) * 4;
        assert!(!told && !text.contains(&draft.id.to_string()), "{who}, {path}: {text}");
    }
}

async fn is_seen_by_nobody_else(
    app: &TestApp,
    (people, machine): &(Vec<(&'static str, Person)>, Machine),
    draft: &NoteDraft,
) {
    app.wait_until_indexed().await;
    is_nothing_for(app, "a visitor", None, draft).await;
    is_nothing_for(app, "a machine", Some(format!("Bearer {}", machine.secret)), draft).await;
    for (who, person) in people {
        is_nothing_for(app, who, Some(person.bearer()), draft).await;
        let own = person.client.list_note_drafts(&DraftQuery::default()).await.unwrap();
        assert!(own.items.is_empty(), "{who}");
        let export = person.client.export_me_text().await.unwrap().to_lowercase();
        assert!(!export.contains(WORD) && !export.contains(&draft.id.to_string()), "{who}");
    }
}

#[tokio::test]
async fn a_draft_is_nobodys_business_before_it_is_published() {
    let app = TestApp::builder().without_second_factor().start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let others = others(&app).await;
    let first = app.note_draft(&ana, "Cool roofs").await;
    let published = app.publish_note(&ana, &editor, &first).await;
    let before = shown(&app, "cool-roofs").await;
    let draft = app.note_change(&ana, &published.slug).await;
    let content = NoteContent { title: "Quokkaproof roofs".into(), ..draft.content };
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    let remark = NewDraftComment { field: None, text: format!("A {WORD} remark.") };
    ana.client.create_note_draft_comment(&IdempotencyKey::generate(), draft.id, &remark).await.unwrap();

    is_seen_by_nobody_else(&app, &others, &draft).await;
    is_nothing_for(&app, "an editor", Some(editor.bearer()), &draft).await;
    ana.client.create_note_draft_submission(draft.id).await.unwrap();
    assert_eq!(editor.client.get_note_draft(draft.id).await.unwrap().comments.len(), 1);
    is_seen_by_nobody_else(&app, &others, &draft).await;
    editor.client.create_note_draft_decision(draft.id, &no("Say where.")).await.unwrap();
    is_seen_by_nobody_else(&app, &others, &draft).await;
    assert_eq!(shown(&app, "cool-roofs").await, before);
    let second = app.client().get_note_version(&of(&published), 2).await;
    assert_eq!(second.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn streams_tell_of_a_draft_to_those_who_write_it_alone() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let (eva, editor) =
        (app.sign_up("eva@example.org", "Eva").await, app.with_role("ed@example.org", Role::Editor).await);
    let draft = app.note_draft(&ana, "Quokkaproof roofs").await;
    ana.client.add_note_draft_author(draft.id, ben.account.id).await.unwrap();
    let channels = [Channel::NoteDrafts, Channel::Notes];
    let mut streams = Vec::new();
    for client in [&app.client(), &eva.client, &editor.client] {
        streams.push(Box::pin(client.stream_changes(&channels, None).await.unwrap()));
    }
    let mut own = Vec::new();
    for client in [&ana.client, &ben.client] {
        own.push(Box::pin(client.stream_changes(&channels, None).await.unwrap()));
    }
    ana.client.create_note_draft_submission(draft.id).await.unwrap();
    for stream in &mut own {
        tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap().unwrap().unwrap();
    }
    for stream in &mut streams {
        let nothing = tokio::time::timeout(Duration::from_millis(200), stream.next()).await;
        assert!(nothing.is_err(), "others hear nothing of it");
    }
}
