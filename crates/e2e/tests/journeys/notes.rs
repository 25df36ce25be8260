//! Notes from their title to everyone: written by two, with what they cite, reviewed, published, read, printed, and
//! changed again.

use crate::identity::signs_in_as;
use domain::memberships::MembershipDecision;
use domain::notes::{NoteContent, NoteDraftUpdate};
use domain::organisations::Verdict;
use domain::policy::{MembershipRole, Role};
use e2e::{Browser, Key, Keyboard, button, choice, content, field, heading, journey_of_two, journey_on, link, option};
use test_support::{PASSWORD, Person, TestApp};

const LEAD: &str = "lead@example.org";
const BEN: &str = "ben@example.org";
const BEN_NAME: &str = "Ben Practitioner";
const EDITOR: &str = "ed@example.org";

const TITLE: &str = "Keeping people cool when they should not gather";
const QUESTION: &str = "How does a heat plan change when people should stay at home?";
/// A lesson of the reference data, and the mark that cites it.
const LESSON: &str = "Whiten roofs of low-income homes and public buildings as a cheap first defence against heat";
const MARK: &str = "[@lesson:ahmedabad-cool-roofs]";

/// Whether the open list of a field to choose from has something in it.
const FITS: &str = "const open = document.querySelector('[role=combobox][aria-expanded=true]');
    return open !== null && document.getElementById(open.getAttribute('aria-controls')).children.length > 0";

/// Somebody who works for the city that another one leads.
async fn colleague(app: &TestApp, lead: &Person, city: &str) -> Person {
    let ben = app.sign_up(BEN, BEN_NAME).await;
    let asked = app.ask_to_join(&ben, city, MembershipRole::Practitioner).await;
    let yes = MembershipDecision { decision: Verdict::Accepted, reason: None };
    lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
    ben
}

/// Writes into a field to choose from many, and takes what comes first.
async fn takes(visitor: &Browser, name: &str, text: &str) {
    visitor.fill(choice(name), text).await;
    visitor.until("something fits", async || visitor.script(FITS).await == true).await;
    visitor.press(Key::Down).await;
    visitor.press(Key::Enter).await;
}

/// Begins with the title, and lets a colleague write it, too.
async fn begins(visitor: &Browser) {
    visitor.open("/en/notes").await;
    visitor.reads("There are no notes yet").await;
    visitor.click(link("Write a note").within(content("").and_more())).await;
    visitor.arrives_at("Write a note").await;
    visitor.fill(field("Title"), TITLE).await;
    visitor.press(Key::Enter).await;
    visitor.arrives_at("Your note").await;
    visitor.reads("6 things are still missing").await;
    takes(visitor, "Add somebody who writes it with you", "Ben").await;
    visitor.sees(link(BEN_NAME)).await;
}

/// The colleague finds it among their own, writes the first section, cites a lesson, and has not the last word.
async fn goes_on(ben: &Browser) {
    ben.open("/en/notes/drafts").await;
    ben.click(link(TITLE)).await;
    ben.arrives_at("Your note").await;
    ben.misses(choice("Add somebody who writes it with you")).await;
    ben.fill(field("Heading"), "Roofs first").await;
    ben.fill(field("Text"), "White roofs are a quick measure").await;
    ben.click(button("Cite: in section 1")).await;
    takes(ben, "Lesson or item of the library", "whiten roofs").await;
    let text = format!("White roofs are a quick measure {MARK}");
    ben.until("the lesson is cited", async || ben.property(field("Text"), "value").await == text).await;
    ben.until("the text has the focus", async || ben.focused().await.is(&field("Text"))).await;
    ben.types(".").await;
    ben.reads("Saved.").await;
    assert_eq!(ben.property(field("Text"), "value").await, format!("{text}."));
}

/// The one who leads says what is missing, and sends it.
async fn finishes(visitor: &Browser) {
    visitor.reload().await;
    visitor.fill(field("Question that it answers"), QUESTION).await;
    visitor.fill(field("Whom it is for"), "health and housing teams").await;
    visitor.fill(field("Summary"), "One operation for heat and *infection*.").await;
    takes(visitor, "Priority themes", "climate").await;
    visitor.reads("Nothing is missing").await;
    visitor.click(button("Send to review")).await;
    visitor.sees(heading("Send this draft to review?")).await;
    visitor.click(button("Send to review")).await;
    visitor.arrives_at("Your draft is on its way").await;
}

/// The editor is told at home, reads it as it will look, and publishes it.
async fn publishes(editor: &Browser) {
    signs_in_as(editor, EDITOR).await;
    editor.open("/en/home").await;
    editor.reads("1 note waits for review").await;
    editor.open("/en/waiting").await;
    editor.reads("Drafts of notes (1)").await;
    editor.click(link(&format!("Review: {TITLE}"))).await;
    editor.arrives_at(TITLE).await;
    editor.sees(link(LESSON)).await;
    editor.click(option("Publish it")).await;
    editor.click(button("Decide")).await;
    editor.arrives_at("It is published now").await;
    editor.click(link("See the note")).await;
    editor.is_at("/en/notes/keeping-people-cool-when-they-should-not-gather").await;
    editor.arrives_at(TITLE).await;
}

/// Everyone reads it, follows what it cites, and finds the version at the address that it keeps.
async fn reads(visitor: &Browser) {
    visitor.open("/en/notes").await;
    visitor.click(link(TITLE)).await;
    visitor.arrives_at(TITLE).await;
    visitor.reads(QUESTION).await;
    visitor.reads(BEN_NAME).await;
    visitor.sees(heading("What it cites")).await;
    visitor.click(link("Address of this version, which stays")).await;
    visitor.is_at("/en/notes/keeping-people-cool-when-they-should-not-gather/versions/1").await;
    visitor.arrives_at(TITLE).await;
    visitor.click(link(LESSON)).await;
    visitor.arrives_at(LESSON).await;
    visitor.sees(heading("Notes that cite this")).await;
    visitor.click(link(TITLE)).await;
    visitor.arrives_at(TITLE).await;
}

#[tokio::test]
async fn a_note_is_written_by_two_cites_a_lesson_and_is_published() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, other, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        colleague(app, &lead, "melbourne").await;
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(visitor, LEAD).await;
        begins(visitor).await;
        signs_in_as(other, BEN).await;
        goes_on(other).await;
        finishes(visitor).await;
        signs_out(other).await;
        publishes(other).await;
        reads(visitor).await;
    })
    .await;
}

/// Lets somebody else sit down before the browser.
async fn signs_out(visitor: &Browser) {
    visitor.click(button("Menu of").and_more()).await;
    visitor.click(button("Sign out")).await;
    visitor.sees(link("Sign in")).await;
}

/// Whether what stands around a note is seen, and what is there for paper alone.
const ON_PAPER: &str = "const parts = ['.topbar', '.places', '.note-page .acts', '.note-page .reading-side', '.imprint', '.references .print-only'];
    return parts.map(part => getComputedStyle(document.querySelector(part)).display !== 'none')";

#[tokio::test]
async fn a_note_is_printed_without_what_stands_around_it_and_with_its_addresses() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let (author, editor) = (app.sign_up(BEN, BEN_NAME).await, app.with_role(EDITOR, Role::Editor).await);
        let named = app.publish_note(&author, &editor, &app.note_draft(&author, TITLE).await).await;
        visitor.open(&format!("/en/notes/{}", named.slug)).await;
        visitor.arrives_at(TITLE).await;
        visitor.sees(button("Print or save as PDF")).await;
        let on_screen = visitor.script(ON_PAPER).await;
        assert_eq!(on_screen, serde_json::json!([true, true, true, true, false, false]));
        visitor.prints(true).await;
        let on_paper = visitor.script(ON_PAPER).await;
        assert_eq!(on_paper, serde_json::json!([false, false, false, false, true, true]));
        let imprint = visitor.script("return document.querySelector('.imprint').innerText").await;
        let stays = format!("/en/notes/{}/versions/1", named.slug);
        assert!(imprint.as_str().is_some_and(|text| text.contains(&stays) && text.contains("Version 1")), "{imprint}");
        visitor.prints(false).await;
    })
    .await;
}

/// The fields that changed between two versions, and what is new in them.
const CHANGED: &str = "const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent.replace('Added:', '').trim());
    return [...texts('.change > h3'), ...texts('.change ins')]";

/// A draft of a note that was published anew meanwhile is not published before somebody has said what became of that.
#[tokio::test]
async fn a_change_that_was_overtaken_says_so() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let (author, editor) = (app.sign_up(BEN, BEN_NAME).await, app.with_role(EDITOR, Role::Editor).await);
        let named = app.publish_note(&author, &editor, &app.note_draft(&author, TITLE).await).await;
        signs_in_as(visitor, BEN).await;
        visitor.open(&format!("/en/notes/{}/edit", named.slug)).await;
        visitor.arrives_at("Propose a change").await;
        visitor.click(button("Begin")).await;
        visitor.arrives_at(&format!("Your change of “{TITLE}”")).await;

        let other = app.note_change(&editor, &named.slug).await;
        let content = NoteContent { question: "How?".to_owned(), ..other.content.clone() };
        let update = NoteDraftUpdate { content, base: None };
        let other = editor.client.update_note_draft(other.id, other.version, &update).await.unwrap();
        let second = app.with_role("second@example.org", Role::Editor).await;
        app.publish_note(&editor, &second, &other).await;

        visitor.reload().await;
        visitor.reads("It was published anew since this draft was begun").await;
        visitor.click(button("I have taken it over")).await;
        visitor
            .until("nothing is said of it any more", async || !visitor.text().await.contains("published anew"))
            .await;
        visitor.open(&format!("/en/notes/{}/versions/1", named.slug)).await;
        visitor.reads("There is a newer version: 2").await;
        visitor.click(link("All versions")).await;
        visitor.arrives_at("Versions").await;
        visitor.sees(link("Version 2")).await;
        visitor.sees(heading("What changed from version 1 to version 2")).await;
        assert_eq!(visitor.script(CHANGED).await, serde_json::json!(["Question", "How?"]));
        visitor.click(link("See what changed: Version 2")).await;
        visitor.is_at(&format!("/en/notes/{}/versions?version=2&against=1", named.slug)).await;
    })
    .await;
}

/// Writes into a field to choose from many, and takes what comes first.
async fn takes_by_keys(keys: Keyboard<'_>, name: &str, text: &str) {
    keys.writes(choice(name), text).await;
    keys.until("something fits", async || keys.script(FITS).await == true).await;
    keys.press(Key::Down).await;
    keys.press(Key::Enter).await;
}

#[tokio::test]
async fn a_note_is_written_by_keys_alone() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.sign_up(BEN, BEN_NAME).await;
        let keys = visitor.by_keys();
        keys.opens("/en/sign-in?to=%2Fen%2Fnotes%2Fnew").await;
        keys.writes(field("E-mail address"), BEN).await;
        keys.writes(field("Password"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Write a note").await;
        keys.writes(field("Title"), TITLE).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Your note").await;
        keys.writes(field("Question that it answers"), QUESTION).await;
        keys.writes(field("Whom it is for"), "health and housing teams").await;
        keys.writes(field("Summary"), "One operation for heat and infection.").await;
        keys.writes(field("Heading"), "Roofs first").await;
        keys.writes(field("Text"), "White roofs are quick").await;
        keys.presses(button("Cite: in section 1")).await;
        keys.is_on(choice("Lesson or item of the library")).await;
        keys.types("whiten roofs").await;
        keys.until("something fits", async || keys.script(FITS).await == true).await;
        keys.press(Key::Down).await;
        keys.press(Key::Enter).await;
        keys.is_on(field("Text")).await;
        keys.presses(button("Add a section")).await;
        keys.is_on(field("Heading")).await;
        keys.types("Rooms next").await;
        keys.presses(button("Move up: section 2")).await;
        keys.until("the sections have changed places", async || {
            keys.property(field("Heading"), "value").await == "Rooms next"
        })
        .await;
        keys.presses(button("Take out: section 1")).await;
        keys.until("the first section is the one that was written", async || {
            keys.property(field("Heading"), "value").await == "Roofs first"
        })
        .await;
        takes_by_keys(keys, "Priority themes", "climate").await;
        keys.reads("Nothing is missing").await;
        keys.presses(button("Send to review")).await;
        keys.is_on(heading("Send this draft to review?")).await;
        keys.presses(button("Send to review")).await;
        keys.lands_at("Your draft is on its way").await;
        keys.presses(link("See my drafts")).await;
        keys.lands_at("Drafts of notes").await;
    })
    .await;
}

/// Pages about notes, of which some are asked for by what is there.
pub(super) const PAGES: [(&str, &str); 9] = [
    ("notes", "/en/notes"),
    ("note-new", "/en/notes/new"),
    ("note-drafts", "/en/notes/drafts"),
    ("note-drafts-review", "/en/notes/drafts/review"),
    ("note-draft", "/en/notes/drafts/0190163d-8694-739b-aea5-966c26f8ad91"),
    ("note", "/en/notes/keeping-people-cool-when-they-should-not-gather"),
    ("note-versions", "/en/notes/keeping-people-cool-when-they-should-not-gather/versions"),
    ("note-version", "/en/notes/keeping-people-cool-when-they-should-not-gather/versions/1"),
    ("note-edit", "/en/notes/keeping-people-cool-when-they-should-not-gather/edit"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_notes() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        let (author, reviewer) = (app.sign_up(BEN, BEN_NAME).await, app.with_role(EDITOR, Role::Editor).await);
        app.publish_note(&author, &reviewer, &app.note_draft(&author, TITLE).await).await;
        let own = format!("/en/notes/drafts/{}", app.note_draft(&author, "Cool rooms near home").await.id);
        let sent = app.note_draft(&author, "Water on hot days").await;
        author.client.create_note_draft_submission(sent.id).await.unwrap();
        let sent = format!("/en/notes/drafts/{}", sent.id);
        signs_in_as(visitor, BEN).await;
        let pages = PAGES.map(|(name, path)| (name, if name == "note-draft" { own.as_str() } else { path }));
        let mut found = visitor.tours(&pages).await;
        found.extend(visitor.tours(&[("note-draft-waits", sent.as_str())]).await);
        signs_in_as(editor, EDITOR).await;
        let pages = [("note-review", sent.as_str()), ("note-desk", "/en/notes/drafts/review")];
        found.extend(editor.tours(&pages).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
