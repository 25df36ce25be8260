//! Writing a draft: what it needs, what is refused, and in whose hands it is.

use super::{says, with_text};
use crate::lessons::{no, pointers, refusal, yes};
use client::IdempotencyKey;
use domain::drafting::{DraftStatus, NewDraftComment};
use domain::notes::{CitedKind, NewNoteDraft, NoteContent, NoteFigure, NoteKind, NoteSection, ReferenceState};
use domain::policy::Role;
use domain::vocabularies::Language;
use test_support::{TestApp, note};

fn titled(title: &str) -> NewNoteDraft {
    let content = NoteContent::titled(NoteKind::Practice, title.to_owned(), Language::English);
    NewNoteDraft { note: None, content: Some(content) }
}

/// What of the tables would show that something happened.
async fn traces(app: &TestApp) -> (u64, u64) {
    (app.database.count("audit_log").await, app.database.count("change_log").await)
}

#[tokio::test]
async fn it_is_begun_with_a_title_and_says_what_it_needs() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let before = app.database.count("note_drafts").await;
    let key = IdempotencyKey::generate();
    let draft = ana.client.create_note_draft(&key, &titled(" Cool roofs ")).await.unwrap();
    assert_eq!((draft.status, draft.version, draft.note.as_ref()), (DraftStatus::Writing, 1, None));
    assert_eq!((draft.content.title.as_str(), draft.authors[0].name.as_str()), ("Cool roofs", "Ana"));
    assert_eq!((draft.of_network, draft.missing.len()), (false, 6), "{:?}", draft.missing);
    let again = ana.client.create_note_draft(&key, &titled(" Cool roofs ")).await.unwrap();
    assert_eq!((again.id, app.database.count("note_drafts").await), (draft.id, before + 1));
    assert_eq!(ana.client.get_note_draft(draft.id).await.unwrap(), draft);
    let needs = pointers(ana.client.create_note_draft_submission(draft.id).await);
    let expected: Vec<String> = draft.missing.iter().map(|field| format!("/content{}", field.pointer)).collect();
    assert_eq!(needs, expected, "the refusal says the same");

    let whole = says(note("Cool roofs"));
    let changed = ana.client.update_note_draft(draft.id, 1, &whole).await.unwrap();
    assert_eq!((changed.version, changed.missing.len()), (2, 0));
    let before = traces(&app).await;
    let same = ana.client.update_note_draft(draft.id, 2, &whole).await.unwrap();
    assert_eq!((same, traces(&app).await), (changed, before), "what changes nothing leaves no trace");
    assert_eq!(refusal(ana.client.update_note_draft(draft.id, 1, &whole).await).0, 412);
    let path = format!("/api/v1/note-drafts/{}", draft.id);
    assert_eq!(ana.ask(&app, "PUT", &path).json(&whole).send().await.status, 428);
}

#[tokio::test]
async fn all_faults_come_at_once_and_point_into_the_content() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let begin = async |content: NoteContent| {
        let new = NewNoteDraft { note: None, content: Some(content) };
        ana.client.create_note_draft(&IdempotencyKey::generate(), &new).await
    };
    let bad = with_text(NoteContent { title: " ".into(), ..note("x") }, "[@person:ana]");
    assert_eq!(pointers(begin(bad).await), ["/content/title", "/content/sections/0/text"]);
    let figure =
        NoteFigure { item: "heat-action-platform".into(), alt: String::new(), caption: String::new(), credit: None };
    let odd = NoteContent {
        topics: vec!["mood".into()],
        cities: vec!["atlantis".into()],
        sections: vec![NoteSection {
            figures: vec![figure],
            ..NoteSection::new("x".into(), "[@lesson:no-such]".into())
        }],
        ..note("x")
    };
    let expected =
        ["/content/topics", "/content/cities", "/content/sections/0/text", "/content/sections/0/figures/0/item"];
    assert_eq!(pointers(begin(odd.clone()).await), expected, "what is known on the server alone");
    let nothing = NewNoteDraft { note: None, content: None };
    let key = IdempotencyKey::generate();
    assert_eq!(pointers(ana.client.create_note_draft(&key, &nothing).await), ["/content"]);
    let nowhere = NewNoteDraft { note: Some("no-such-note".into()), content: None };
    assert_eq!(pointers(ana.client.create_note_draft(&key, &nowhere).await), ["/note"]);
    let draft = begin(note("x")).await.unwrap();
    assert_eq!(pointers(ana.client.update_note_draft(draft.id, 1, &says(odd)).await), expected);
}

#[tokio::test]
async fn what_it_cites_is_numbered_and_shown_as_it_would_be_read() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let text = "Roofs [@lesson:ahmedabad-cool-roofs], maps [@item:heat-action-platform], roofs [@lesson:ahmedabad-cool-roofs].";
    let draft = app.note_draft(&ana, "Cool roofs").await;
    let change = says(with_text(draft.content, text));
    let draft = ana.client.update_note_draft(draft.id, draft.version, &change).await.unwrap();
    let cited: Vec<_> = draft.preview.references.iter().map(|one| (one.number, one.kind, one.state)).collect();
    let current = ReferenceState::Current;
    assert_eq!(cited, [(1, CitedKind::Lesson, current), (2, CitedKind::LibraryItem, current)]);
    let html = &draft.preview.sections[0].html;
    assert_eq!(html.matches("href=\"#reference-1\"").count(), 2, "{html}");
    assert!(html.contains("[2]</a>") && !html.contains("[@"), "{html}");
}

#[tokio::test]
async fn a_figure_is_a_picture_of_the_library() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let picture = app.picture(&editor, "Map of heat").await;
    let figure = |alt: &str| NoteFigure {
        item: picture.slug.clone(),
        alt: alt.to_owned(),
        caption: "Where it is hot.".to_owned(),
        credit: None,
    };
    let with = |alt: &str| {
        let section = NoteSection { figures: vec![figure(alt)], ..NoteSection::new("Map".into(), String::new()) };
        NoteContent { sections: vec![section], ..with_text(note("Cool roofs"), "") }
    };
    let draft = app.note_draft(&ana, "Cool roofs").await;
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(with(""))).await.unwrap();
    let missing: Vec<&str> = draft.missing.iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(missing, ["/sources", "/sections/0/figures/0/alt"]);
    let shown = &draft.preview.sections[0].figures[0];
    assert_eq!((shown.number, shown.credit.as_deref()), (1, Some("An institute")), "the item says who made it");
    let image = app.get(shown.url.as_deref().unwrap()).send().await;
    assert_eq!((image.status, image.header("content-type")), (200, Some("image/png")));
    assert!(image.header("content-security-policy").unwrap().contains("sandbox"));
    let no_picture = app.get("/api/v1/library-items/heat-action-platform/image").send().await;
    assert_eq!(no_picture.status, 404);
}

#[tokio::test]
async fn it_is_in_one_hand_at_a_time() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let conflict = (409, "conflict".to_owned());
    let draft = app.submit_note(&ana, "Cool roofs").await;
    let (id, version) = (draft.id, draft.version);
    let other = says(note("Cool rooms"));
    assert_eq!(refusal(ana.client.update_note_draft(id, version, &other).await), conflict, "it is in review");
    assert_eq!(refusal(ana.client.delete_note_draft(id, version).await), conflict);
    assert_eq!(refusal(ana.client.create_note_draft_submission(id).await), conflict);
    let mended = editor.client.update_note_draft(id, version, &other).await.unwrap();
    assert_eq!((mended.content.title.as_str(), mended.status), ("Cool rooms", DraftStatus::InReview));
    let back = editor.client.create_note_draft_decision(id, &no("Say where.")).await.unwrap();
    assert_eq!(refusal(editor.client.update_note_draft(id, back.version, &other).await), conflict);
    ana.client.update_note_draft(id, back.version, &says(note("Cool streets"))).await.unwrap();
    ana.client.create_note_draft_submission(id).await.unwrap();
    let published = editor.client.create_note_draft_decision(id, &yes()).await.unwrap();
    assert_eq!(refusal(ana.client.update_note_draft(id, published.version, &other).await), conflict);
    assert_eq!(refusal(editor.client.create_note_draft_decision(id, &no("Late.")).await), conflict);
    let (key, late) = (IdempotencyKey::generate(), NewDraftComment { field: None, text: "Late.".into() });
    assert_eq!(refusal(ana.client.create_note_draft_comment(&key, id, &late).await), conflict);
}

#[tokio::test]
async fn it_is_thrown_away_by_who_has_read_it() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let before = app.database.count("note_drafts").await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    assert_eq!(refusal(ana.client.delete_note_draft(draft.id, 7).await).0, 412);
    ana.client.delete_note_draft(draft.id, 1).await.unwrap();
    assert_eq!(refusal(ana.client.get_note_draft(draft.id).await).0, 404);
    assert_eq!(app.database.count("note_drafts").await, before);
}

#[tokio::test]
async fn a_long_text_is_taken() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    let sections = vec![NoteSection::new("ظل".into(), "ظل ".repeat(6_000)); 6];
    let long = NoteContent { sections, ..draft.content };
    let changed = ana.client.update_note_draft(draft.id, draft.version, &says(long)).await.unwrap();
    assert_eq!(changed.content.sections.len(), 6);
}
