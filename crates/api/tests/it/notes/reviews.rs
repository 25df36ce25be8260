//! Reviewing a draft: who hears of it, who decides, and what comes of it at once.

use crate::lessons::{at_once, no, pointers, refusal, subjects, yes};
use domain::drafting::{DraftDecision, DraftStatus, DraftVerdict};
use domain::notes::NoteContent;
use domain::policy::{Action, Role, Rule};
use test_support::{Person, TestApp, note};

async fn waiting(person: &Person) -> i64 {
    person.client.get_my_waiting().await.unwrap().note_drafts.count
}

#[tokio::test]
async fn who_reviews_hears_of_it_and_who_writes_of_what_is_decided() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    app.work().await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    assert_eq!((waiting(&editor).await, waiting(&ana).await), (0, 0));
    ana.client.create_note_draft_submission(draft.id).await.unwrap();
    assert_eq!((waiting(&editor).await, waiting(&ana).await), (1, 0));
    app.work().await;
    assert_eq!(subjects(&app, "ed@example.org").last().unwrap(), "Waits for your review: Cool roofs");
    let back = editor.client.create_note_draft_decision(draft.id, &no("Say who pays.")).await.unwrap();
    assert_eq!((back.status, back.reason.as_deref()), (DraftStatus::Returned, Some("Say who pays.")));
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").last().unwrap(), "Given back: Cool roofs");
    ana.client.create_note_draft_submission(draft.id).await.unwrap();
    let published = editor.client.create_note_draft_decision(draft.id, &yes()).await.unwrap();
    assert_eq!(published.note.unwrap().slug, "cool-roofs");
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").last().unwrap(), "Published: Cool roofs");
    let lines = "SELECT action || ' ' || kind || ' ' || fields FROM audit_log WHERE action LIKE '%note%'";
    let audited = app.database.texts(&format!("{lines} ORDER BY action, kind")).await;
    assert!(audited.contains(&r#"create_note_draft_decision note ["*"]"#.to_owned()), "{audited:?}");
    assert!(audited.contains(&r#"create_note_draft note_draft ["note","content"]"#.to_owned()), "{audited:?}");
}

#[tokio::test]
async fn nobody_decides_about_their_own_unless_they_are_alone() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let alone = app.submit_note(&editor, "Cool roofs").await;
    editor.client.create_note_draft_decision(alone.id, &yes()).await.unwrap();
    let other = app.with_role("other@example.org", Role::Editor).await;
    let draft = app.submit_note(&editor, "Cool rooms").await;
    assert_eq!((waiting(&editor).await, waiting(&other).await), (0, 1));
    let own = editor.client.create_note_draft_decision(draft.id, &yes()).await;
    assert_eq!(refusal(own), (409, "conflict".to_owned()));
    other.client.create_note_draft_decision(draft.id, &yes()).await.unwrap();
}

#[tokio::test]
async fn what_is_not_whole_is_not_published_and_who_gives_back_says_why() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.submit_note(&ana, "Cool roofs").await;
    let bare = super::says(NoteContent { themes: Vec::new(), ..note("Cool roofs") });
    editor.client.update_note_draft(draft.id, draft.version, &bare).await.unwrap();
    assert_eq!(pointers(editor.client.create_note_draft_decision(draft.id, &yes()).await), ["/content/themes"]);
    let silent = DraftDecision { decision: DraftVerdict::Returned, reason: None };
    assert_eq!(pointers(editor.client.create_note_draft_decision(draft.id, &silent).await), ["/reason"]);
}

#[tokio::test]
async fn it_is_decided_once_and_titles_that_meet_get_names_of_their_own() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let decide = |id, decision: DraftDecision| {
        let client = editor.client.clone();
        async move { client.create_note_draft_decision(id, &decision).await }
    };
    let draft = app.submit_note(&ana, "Cool roofs").await;
    let asked = [yes(), no("No."), yes(), no("No.")].map(|decision| decide(draft.id, decision));
    assert_eq!(at_once(asked).await, [200, 409, 409, 409]);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(app.submit_note(&ana, "Cool rooms").await.id);
    }
    assert_eq!(at_once(ids.into_iter().map(|id| decide(id, yes()))).await, [200; 3]);
    for slug in ["cool-rooms", "cool-rooms-2", "cool-rooms-3"] {
        super::shown(&app, slug).await;
    }
}

#[tokio::test]
async fn an_administrator_learns_why_somebody_may_write_a_draft() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    ana.client.add_note_draft_author(draft.id, ben.account.id).await.unwrap();
    let because = async |person: &Person| {
        let (operation, account) = (Action::UpdateNoteDraft, person.account.id);
        let raw = format!("operation={operation}&account={account}&thing={}", draft.id);
        let query = domain::identity::PermissionQuery::parse(&raw).unwrap();
        administrator.client.explain_permission(&query).await.unwrap().because
    };
    assert_eq!(because(&ana).await, Some(Rule::OwnAccount));
    assert_eq!(because(&ben).await, Some(Rule::CoAuthor));
    assert_eq!(because(&administrator).await, None);
}
