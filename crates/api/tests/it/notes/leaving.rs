//! What somebody wrote of notes is theirs to take away, and loses their name when they go; what others write with them
//! stays with those.

use super::{of, shown};
use client::IdempotencyKey;
use contract::Patch;
use domain::drafting::NewDraftComment;
use domain::identity::{AccountUpdate, SecondFactorRemoval};
use domain::notes::{NoteDraft, NoteName};
use domain::policy::Role;
use test_support::{PASSWORD, Person, TestApp};

struct Written {
    anastasia: Person,
    ben: Person,
    note: NoteName,
    /// What she writes with Benedict.
    shared: NoteDraft,
}

async fn written(app: &TestApp) -> Written {
    let anastasia = app.sign_up("anastasia@example.org", "Ana").await;
    let rename = AccountUpdate { name: Patch::Set("Anastasia".to_owned()), ..AccountUpdate::default() };
    anastasia.client.update_me(anastasia.account.version, &rename).await.unwrap();
    let ben = app.sign_up("ben@example.org", "Benedict").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.note_draft(&anastasia, "Cool roofs").await;
    let note = app.publish_note(&anastasia, &editor, &draft).await;
    app.note_draft(&anastasia, "Cool streets").await;
    let shared = app.note_draft(&anastasia, "Cool rooms").await;
    anastasia.client.add_note_draft_author(shared.id, ben.account.id).await.unwrap();
    for person in [&anastasia, &ben] {
        app.clock.advance(chrono::TimeDelta::milliseconds(1));
        let (key, new) = (IdempotencyKey::generate(), NewDraftComment { field: None, text: "More.".to_owned() });
        person.client.create_note_draft_comment(&key, shared.id, &new).await.unwrap();
    }
    Written { anastasia, ben, note, shared }
}

#[tokio::test]
async fn it_is_exported_without_what_others_said() {
    let app = TestApp::start().await;
    let Written { anastasia, ben, note, shared } = written(&app).await;
    let export = anastasia.client.export_me().await.unwrap();
    assert_eq!(export.notes.iter().map(|one| one.id).collect::<Vec<_>>(), [note.id]);
    let titles: Vec<&str> = export.note_drafts.iter().map(|draft| draft.content.title.as_str()).collect();
    assert_eq!(titles, ["Cool rooms", "Cool streets", "Cool roofs"], "the last begun first");
    let said: Vec<bool> = export.note_drafts[0].comments.iter().map(|said| said.person.is_some()).collect();
    assert_eq!(said, [true, false]);
    assert_eq!(export.note_draft_comments.len(), 1);
    let export = ben.client.export_me().await.unwrap();
    assert_eq!(export.note_drafts.iter().map(|draft| draft.id).collect::<Vec<_>>(), [shared.id], "written with others");
}

#[tokio::test]
async fn what_others_write_too_stays_with_them() {
    let app = TestApp::start().await;
    let Written { anastasia, ben, note, shared } = written(&app).await;
    let before = app.database.count("note_drafts").await;
    assert_eq!(shown(&app, "cool-roofs").await["authors"][0]["name"], "Anastasia");
    app.work().await;
    anastasia.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.work().await;
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    for table in app.database.tables().await {
        assert!(!app.database.dump(&table).await.to_lowercase().contains("anastasia"), "{table}");
    }
    assert_eq!(app.database.count("note_drafts").await, before - 2, "what she wrote alone is gone");
    let ben = app.sign_in(&ben.account.email).await;
    let left = ben.client.get_note_draft(shared.id).await.unwrap();
    let authors: Vec<&str> = left.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!((authors, left.of_network), (vec!["Benedict"], false), "he leads it now");
    assert_eq!(left.comments[0].person, None);
    ben.client.create_note_draft_submission(shared.id).await.unwrap();
    assert_eq!(shown(&app, "cool-roofs").await["authors"], serde_json::json!([]), "the note stays, by nobody");
    let version = app.client().get_note_version(&of(&note), 1).await.unwrap();
    assert!(version.authors.is_empty());
}
