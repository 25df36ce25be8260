//! An issue is its editors' until it goes out; from then on it stays as it went out.

use super::{changed, composed, edited, first, of, sent};
use crate::lessons::{pointers, refusal};
use client::IdempotencyKey;
use domain::briefings::{BriefingEntry, BriefingIssueUpdate, BriefingSection, EntryKind, IssueStatus, SectionKind};
use domain::library::LibraryItemRef;
use domain::policy::Role;
use ids::{LessonId, LibraryItemId};
use test_support::library_item;
use uuid::Uuid;

fn own(entries: Vec<BriefingEntry>) -> BriefingSection {
    BriefingSection {
        key: "own-1".into(),
        kind: SectionKind::Own,
        topic: None,
        title: "From the network".into(),
        intro: String::new(),
        entries,
    }
}

fn text(title: &str, text: &str) -> BriefingEntry {
    BriefingEntry {
        kind: EntryKind::Text,
        lesson: None,
        item: None,
        title: Some(title.into()),
        text: Some(text.into()),
        reasons: Vec::new(),
    }
}

#[tokio::test]
async fn an_editor_moves_rewrites_and_adds() {
    let (_app, editor) = edited().await;
    let draft = first(&editor).await;
    let after = changed(&editor, &draft, |content| {
        content.title = " Heat & shade ".into();
        content.intro = "This *week*.".into();
        content.sections.swap(0, 1);
        content.sections[0].entries.reverse();
        content.sections[0].entries[0].text = Some("Seen **twice**.".into());
        content.sections.push(own(vec![text("A word", "Thank you.")]));
    })
    .await;
    assert_eq!((after.content.title.as_str(), after.version, after.sections.len()), ("Heat & shade", 2, 5));
    assert_eq!(after.intro_html, "<p>This <em>week</em>.</p>\n");
    let moved = &after.sections[0].entries[0];
    assert_eq!(
        (moved.text.as_str(), moved.text_html.as_str()),
        ("Seen twice.", "<p>Seen <strong>twice</strong>.</p>\n")
    );
    assert!(moved.rewritten && moved.thing.is_some());
    let said = &after.sections[4].entries[0];
    assert_eq!((said.title.as_str(), said.text.as_str(), &said.thing), ("A word", "Thank you.", &None));
    // What changes nothing leaves no trace.
    let same = BriefingIssueUpdate { content: after.content.clone() };
    assert_eq!(editor.client.update_briefing_issue(draft.id, 2, &same).await.unwrap().version, 2);
    let stale = editor.client.update_briefing_issue(draft.id, 1, &same).await;
    assert_eq!(refusal(stale).0, 412);
}

#[tokio::test]
async fn faults_are_pointed_at() {
    let (_app, editor) = edited().await;
    let draft = first(&editor).await;
    let nobody = BriefingEntry::lesson(LessonId(Uuid::nil()), Vec::new());
    let nothing = BriefingEntry::item(LibraryItemId(Uuid::nil()), Vec::new());
    let again = draft.content.sections[0].entries[0].clone();
    for (entries, expected) in [
        (vec![nobody], "/content/sections/4/entries/0/lesson"),
        (vec![nothing], "/content/sections/4/entries/0/item"),
        (vec![again], "/content/sections/4/entries/0"),
        (vec![text("", "x")], "/content/sections/4/entries/0/title"),
    ] {
        let mut content = draft.content.clone();
        content.sections.push(own(entries));
        let refused = editor.client.update_briefing_issue(draft.id, 1, &BriefingIssueUpdate { content }).await;
        assert_eq!(pointers(refused), [expected]);
    }
    let mut content = draft.content.clone();
    content.segment.cities = vec!["atlantis".into()];
    content.segment.countries = vec!["xx".into()];
    let refused = editor.client.update_briefing_issue(draft.id, 1, &BriefingIssueUpdate { content }).await;
    assert_eq!(pointers(refused), ["/content/segment/countries", "/content/segment/cities"]);
}

#[tokio::test]
async fn what_has_gone_from_the_library_is_not_shown_and_hinders_nobody() {
    let (app, editor) = edited().await;
    let item = app.add_item(&editor, &library_item("Shade")).await;
    let entry = || BriefingEntry::item(item.id, Vec::new());
    let draft = changed(&editor, &first(&editor).await, |content| content.sections.push(own(vec![entry()]))).await;
    assert_eq!(draft.sections[4].entries.len(), 1);
    editor.client.delete_library_item(&LibraryItemRef::Id(item.id), 1).await.unwrap();
    let now = editor.client.get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!((now.sections[4].entries.len(), now.content.sections[4].entries.len()), (0, 1));
    let after = changed(&editor, &now, |content| content.title = "Still fine".into()).await;
    assert_eq!(after.version, now.version + 1);
}

#[tokio::test]
async fn what_went_out_stays_as_it_went_out() {
    let (app, editor) = edited().await;
    let item = app.add_item(&editor, &library_item("Shade")).await;
    let entry = BriefingEntry::item(item.id, Vec::new());
    let draft = changed(&editor, &first(&editor).await, |content| content.sections.push(own(vec![entry]))).await;
    let gone = sent(&app, &editor, draft.id).await;
    editor.client.delete_library_item(&LibraryItemRef::Id(item.id), 1).await.unwrap();
    let read = app.client().get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!(read.sections[4].entries[0].title, "Shade");
    assert_eq!(read.sections, gone.sections);
    let update = BriefingIssueUpdate { content: gone.content.clone() };
    assert_eq!(refusal(editor.client.update_briefing_issue(gone.id, gone.version, &update).await).0, 409);
    assert_eq!(refusal(editor.client.delete_briefing_issue(gone.id, gone.version).await).0, 409);
    let again = editor.client.create_briefing_sending(&IdempotencyKey::generate(), gone.id).await;
    assert_eq!(refusal(again).0, 409);
}

#[tokio::test]
async fn a_key_sends_once() {
    let (app, editor) = edited().await;
    let (draft, key) = (first(&editor).await, IdempotencyKey::generate());
    let one = editor.client.create_briefing_sending(&key, draft.id).await.unwrap();
    let other = editor.client.create_briefing_sending(&key, draft.id).await.unwrap();
    assert_eq!((one.number, other.number), (Some(1), Some(1)));
    let next = composed(&app, &editor).await;
    assert_eq!(sent(&app, &editor, next.id).await.number, Some(2));
}

#[tokio::test]
async fn an_empty_issue_does_not_go_out() {
    let (_app, editor) = edited().await;
    let draft = changed(&editor, &first(&editor).await, |content| content.sections.clear()).await;
    let refused = editor.client.create_briefing_sending(&IdempotencyKey::generate(), draft.id).await;
    assert_eq!(refusal(refused).0, 409);
    editor.client.delete_briefing_issue(draft.id, draft.version).await.unwrap();
    assert_eq!(refusal(editor.client.get_briefing_issue(&of(draft.id)).await).0, 404);
}

#[tokio::test]
async fn a_sending_rests_and_goes_on() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    let before = editor.client.get_briefing_figures(draft.id).await.unwrap();
    assert_eq!((before.status, before.handed_over, before.recipients), (IssueStatus::Draft, 0, 0));
    let going = editor.client.create_briefing_sending(&IdempotencyKey::generate(), draft.id).await.unwrap();
    assert_eq!(going.status, IssueStatus::Sending);
    let rests = editor.client.create_briefing_pause(draft.id).await.unwrap();
    assert_eq!(rests.status, IssueStatus::Paused);
    app.work().await;
    let still = editor.client.get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!(still.status, IssueStatus::Paused, "nothing goes on by itself");
    let other = app.with_role("second@example.org", Role::Editor).await;
    assert_eq!(other.client.delete_briefing_pause(draft.id).await.unwrap().status, IssueStatus::Sending);
    app.work().await;
    let done = editor.client.get_briefing_figures(draft.id).await.unwrap();
    assert_eq!((done.status, done.waiting), (IssueStatus::Sent, 0));
}
