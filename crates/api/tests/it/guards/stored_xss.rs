//! What somebody writes runs in nobody's page, and no script could take a login away.

use super::LOGINS;
use client::IdempotencyKey;
use domain::drafting::{DraftDecision, DraftVerdict, NewDraftComment};
use domain::lessons::{LessonContent, LessonRef, NewLessonDraft, NewLessonOutcome, OutcomeResult};
use domain::library::{CollectionKind, NewCollection, NewLibraryItem};
use domain::organisations::{OrganisationDecision, Verdict};
use domain::policy::Role;
use serde_json::json;
use tempfile::TempDir;
use test_support::{Answer, FolderSite, PASSWORD, Person, TestApp};

const SHELL: &str = "<!doctype html><html lang=\"en\"><head><!--head--></head><body><!--heading--></body></html>";

/// What would run, each in another place of a page.
const VECTORS: [&str; 8] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "[x](javascript:alert(1))",
];

/// What a page must not hold as it was written.
const LIVE: [&str; 5] = ["<script>alert", "<img src=x", "<svg/onload", "<iframe srcdoc", "href=\"javascript:"];

async fn app() -> (TestApp, TempDir) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("index.html"), SHELL).unwrap();
    let site = FolderSite(folder.path().to_owned());
    (TestApp::builder().without_second_factor().site(site).start().await, folder)
}

/// Who decides about what others write.
struct Deciders {
    lead: Person,
    administrator: Person,
    editor: Person,
}

/// Somebody writes it wherever the platform keeps what people write, and shows it to everyone. Answers where.
async fn store(app: &TestApp, number: usize, vector: &str, deciders: &Deciders) -> Vec<String> {
    let Deciders { lead, administrator, .. } = deciders;
    let writer = app.sign_up(&format!("w{number}@example.org"), "W").await;
    let me = json!({ "name": vector, "work_role": vector, "skills": [vector], "public": ["work_role", "skills"] });
    let changed = writer.ask(app, "PATCH", "/api/v1/me").header("if-match", "\"v1\"").json(&me).status().await;
    assert_eq!(changed, 200, "{vector}");
    let partner = json!({ "kind": "partner", "partner_kind": "academic", "name": vector, "about": vector });
    let made = writer.ask(app, "POST", "/api/v1/organisations").json(&partner).send().await.json();
    let slug = made["slug"].as_str().unwrap_or_else(|| panic!("{vector}: {made}")).to_owned();
    let yes = OrganisationDecision { decision: Verdict::Accepted, reason: None };
    administrator.client.create_organisation_decision(&slug, &yes).await.unwrap();
    let profile = json!({ "note": vector, "contacts": [{ "name": vector, "email": "office@example.org" }] });
    let version = format!("\"v{number}\"");
    let ask = lead.ask(app, "PATCH", "/api/v1/cities/melbourne/profile").header("if-match", &version);
    assert_eq!(ask.json(&profile).status().await, 200, "{vector}");
    vec![
        format!("organisations/{slug}"),
        format!("people/{}", writer.account.id),
        format!("lessons/{}", publish(app, &writer, vector, deciders).await),
        format!("library-items/{}", shelve(app, vector, deciders).await),
        "cities/melbourne".to_owned(),
        "organisations".to_owned(),
    ]
}

/// A lesson that says it wherever a lesson says something, and a city's report about it. Answers its name in addresses.
async fn publish(app: &TestApp, writer: &Person, vector: &str, Deciders { lead, editor, .. }: &Deciders) -> String {
    let all = || vec![vector.to_owned()];
    let content = LessonContent {
        summary: vector.to_owned(),
        consider: all(),
        tags: all(),
        place: Some(vector.to_owned()),
        organisation: Some(vector.to_owned()),
        ..test_support::lesson(vector)
    };
    let (key, new) = (IdempotencyKey::generate(), NewLessonDraft { lesson: None, content: Some(content) });
    let draft = writer.client.create_lesson_draft(&key, &new).await.unwrap();
    writer.client.create_lesson_draft_submission(draft.id).await.unwrap();
    let remark = NewDraftComment { field: None, text: vector.to_owned() };
    let said = writer.client.create_lesson_draft_comment(&key, draft.id, &remark).await.unwrap();
    let yes = DraftDecision { decision: DraftVerdict::Published, reason: Some(vector.to_owned()) };
    let lesson = editor.client.create_lesson_draft_decision(draft.id, &yes).await.unwrap().lesson.unwrap();
    let evidence = Some(vector.to_owned());
    let report = test_support::report("melbourne", OutcomeResult::Worked);
    let report = NewLessonOutcome { context: vector.to_owned(), evidence, ..report };
    let at = LessonRef::Id(lesson.id);
    let made = lead.client.create_lesson_outcome(&IdempotencyKey::generate(), &at, &report).await.unwrap();
    let shown = app.get(&format!("/api/v1/lessons/{}", lesson.slug)).send().await.json();
    for html in [shown["summary_html"].as_str().unwrap(), &said.comments[0].html, &made.context_html] {
        assert!(LIVE.iter().all(|live| !html.contains(live)), "{vector}: {html}");
    }
    lesson.slug
}

/// An item of the library that says it wherever one says something, in a collection that does. Answers its name in
/// addresses.
async fn shelve(app: &TestApp, vector: &str, Deciders { editor, .. }: &Deciders) -> String {
    let new = NewLibraryItem {
        publisher: Some(vector.to_owned()),
        authors: vec![vector.to_owned()],
        summary: vector.to_owned(),
        licence: Some(vector.to_owned()),
        note: Some(vector.to_owned()),
        ..test_support::library_item(vector)
    };
    let item = app.add_item(editor, &new).await;
    let collection = NewCollection {
        kind: CollectionKind::Collection,
        title: vector.to_owned(),
        summary: Some(vector.to_owned()),
        public: None,
    };
    let made = editor.client.create_collection(&IdempotencyKey::generate(), &collection).await.unwrap();
    for html in [&item.summary_html, &made.summary_html] {
        assert!(LIVE.iter().all(|live| !html.contains(live)), "{vector}: {html}");
    }
    item.slug
}

/// A browser takes an answer of the API for what it is, and nothing in it for a page.
fn is_data(answer: &Answer, at: &str) {
    let kind = answer.header("content-type").unwrap_or_default();
    assert!(kind.starts_with("application/json") || kind == "application/problem+json", "{at}: {kind}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{at}");
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("default-src 'none'"), "{at}: {policy}");
}

/// A page holds it as words alone, and would not run it if it held it otherwise.
fn is_harmless(answer: &Answer, at: &str) {
    let page = answer.text();
    for live in LIVE {
        assert!(!page.contains(live), "{at} holds {live}: {page}");
    }
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';") && !policy.contains("unsafe-inline"), "{policy}");
}

#[tokio::test]
async fn stored_xss_to_session_theft() {
    let (app, _folder) = app().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let deciders = Deciders { lead, administrator, editor };
    for (number, vector) in VECTORS.into_iter().enumerate() {
        for at in store(&app, number, vector, &deciders).await {
            let data = app.get(&format!("/api/v1/{at}")).send().await;
            assert_eq!(data.status, 200, "{at}");
            is_data(&data, &at);
            let page = at.replace("library-items/", "library/");
            is_harmless(&app.get(&format!("/en/{page}")).header("accept", "text/html").send().await, &at);
        }
        is_data(&app.get("/api/v1/cities/melbourne/profile").send().await, "the profile");
        let html = app.post("/api/v1/markdown/previews").json(&json!({ "text": vector })).send().await.json();
        let html = html["html"].as_str().unwrap().to_owned();
        assert!(LIVE.iter().all(|live| !html.contains(live)), "{vector}: {html}");
    }
    feeds_are_harmless(&app).await;
    let bad = json!({ "kind": "network", "name": "x", "website": "javascript:alert(1)" });
    let ask = deciders.administrator.ask(&app, "POST", "/api/v1/organisations").json(&bad);
    assert_eq!(ask.status().await, 422, "a link leads to a page and runs nothing");
    nothing_to_steal(&app).await;
}

/// What readers show within their own pages holds it as words alone.
async fn feeds_are_harmless(app: &TestApp) {
    app.wait_until_indexed().await;
    let feed = app.get("/feeds/lessons.json").send().await.json();
    let items = feed["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["title"] == VECTORS[0]), "{feed}");
    for item in items {
        let html = item["content_html"].as_str().unwrap();
        assert!(LIVE.iter().all(|live| !html.contains(live)), "{html}");
    }
}

/// What keeps somebody signed in is out of the reach of scripts, whatever ran.
async fn nothing_to_steal(app: &TestApp) {
    let login = json!({ "email": "lead@example.org", "password": PASSWORD });
    let answer = app.post(LOGINS).json(&login).send().await;
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let secret = cookie.split(['=', ';']).nth(1).unwrap();
    assert!(secret.len() > 20 && !answer.text().contains(secret), "no answer holds what the cookie does");
}
