//! Lessons from their title to everyone: written, reviewed, given back, published, changed, and tried elsewhere.

use super::choosing::{picks, takes};
use super::{is_told, signs_in, signs_in_here};
use crate::identity::menu;
use domain::lessons::{LessonContent, LessonDraft, LessonDraftUpdate};
use domain::policy::Role;
use e2e::{Key, Keyboard, alert, button, choice, field, heading, journey_of_two, journey_on, link, option};
use test_support::{PASSWORD, Person, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const BEN: &str = "ben@example.org";
const BEN_NAME: &str = "Ben Practitioner";
const EDITOR: &str = "ed@example.org";
const LEAD: &str = "lead@example.org";

const TITLE: &str = "Open libraries at night as cooling rooms";
const SUMMARY: &str = "What was done, and what came of it";
/// A lesson of the reference data.
const KNOWN: &str = "Whiten roofs of low-income homes and public buildings as a cheap first defence against heat";
const KNOWN_PAGE: &str = "/en/lessons/ahmedabad-cool-roofs";

async fn goes_to_waiting(keys: Keyboard<'_>) {
    keys.presses_before(menu()).await;
    keys.presses(link("Waiting for you").and_more()).await;
    keys.lands_at("Waiting for you").await;
}

async fn sends(keys: Keyboard<'_>) {
    keys.presses(button("Send to review")).await;
    keys.is_on(heading("Send this draft to review?")).await;
    keys.presses(button("Send to review")).await;
    keys.lands_at("Your draft is on its way").await;
}

/// The editor finds the draft among what waits, says what is missing in it, and gives it back.
async fn gives_back(editor: Keyboard<'_>) {
    goes_to_waiting(editor).await;
    editor.presses(link(&format!("Review: {TITLE}"))).await;
    editor.lands_at(TITLE).await;
    editor.writes(field("Comment"), "How many *people* came?").await;
    editor.presses(button("Send the comment")).await;
    editor.reads("How many people came?").await;
    editor.presses(button("Decide")).await;
    is_told(editor).await;
    picks(editor, "Publish it", "Give it back").await;
    editor.writes(field("Reason, or a word about what changed"), "Say how many people came.").await;
    editor.presses(button("Decide")).await;
    editor.lands_at("It is given back").await;
}

/// The author reads why, changes it, and sends it again.
async fn answers(keys: Keyboard<'_>) {
    keys.opens("/en/lessons/drafts").await;
    keys.reads("Given back").await;
    keys.presses(link(TITLE)).await;
    keys.lands_at("Your draft").await;
    keys.reads("Say how many people came.").await;
    keys.writes(field(SUMMARY), "Three libraries stayed open; about 40 people came to each.").await;
    keys.reads("Saved.").await;
    sends(keys).await;
}

async fn publishes(editor: Keyboard<'_>) {
    editor.presses(link("More drafts to review")).await;
    editor.lands_at("For review").await;
    editor.presses(link(TITLE)).await;
    editor.lands_at(TITLE).await;
    editor.reads("about 40 people came to each").await;
    picks(editor, "Publish it", "Publish it").await;
    editor.presses(button("Decide")).await;
    editor.lands_at("It is published now").await;
    editor.presses(link("See the lesson")).await;
    editor.lands_at(TITLE).await;
}

#[tokio::test]
async fn a_lesson_is_reviewed_given_back_and_published() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        app.submit(&ada, TITLE).await;
        let (keys, office) = (visitor.by_keys(), editor.by_keys());
        signs_in(keys, ADA).await;
        signs_in(office, EDITOR).await;
        gives_back(office).await;
        answers(keys).await;
        publishes(office).await;
        keys.opens("/en/lessons/drafts").await;
        keys.reads("Published").await;
    })
    .await;
}

/// The one who leads adds somebody by the address of their page; who was added writes with them, and leaves again.
#[tokio::test]
async fn a_lesson_is_written_by_two() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, other, app| {
        let (ada, ben) = (app.sign_up(ADA, NAME).await, app.sign_up(BEN, BEN_NAME).await);
        let shown = serde_json::json!({ "skills": ["shade"], "public": ["skills"] });
        let shown = serde_json::from_value(shown).unwrap();
        ben.client.update_me(ben.account.version, &shown).await.unwrap();
        let draft = app.draft(&ada, TITLE).await;
        let (keys, guest) = (visitor.by_keys(), other.by_keys());
        signs_in(keys, ADA).await;
        keys.opens(&format!("/en/lessons/drafts/{}", draft.id)).await;
        takes(keys, "Add somebody who writes it with you", &format!("/en/people/{}", ben.account.id)).await;
        keys.reads(&format!("{BEN_NAME} writes it with you now.")).await;

        signs_in(guest, BEN).await;
        guest.opens("/en/lessons/drafts").await;
        guest.presses(link(TITLE)).await;
        guest.lands_at("Your draft").await;
        guest.writes(field(SUMMARY), "Three libraries stayed open; about 40 people came to each.").await;
        guest.reads("Saved.").await;
        other.misses(button("Send to review")).await;
        guest.presses(button(&format!("Leave: {BEN_NAME}"))).await;
        guest.lands_at("My drafts").await;
    })
    .await;
}

#[tokio::test]
async fn a_published_lesson_is_changed_by_a_draft_of_it() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        let (keys, office) = (visitor.by_keys(), editor.by_keys());
        signs_in(keys, ADA).await;
        keys.opens(KNOWN_PAGE).await;
        keys.presses(link("Propose a change")).await;
        keys.lands_at("Propose a change").await;
        keys.presses(button("Begin")).await;
        keys.lands_at(&format!("Your change of “{KNOWN}”")).await;
        keys.writes(field("Year"), "2018").await;
        keys.writes(field("Tags"), "roofs at noon").await;
        keys.reads("Saved.").await;
        sends(keys).await;
        keys.opens(&format!("{KNOWN_PAGE}/edit")).await;
        keys.reads("You have begun a change of this lesson already").await;
        keys.presses(link("Go on with it")).await;
        keys.reads("It is in review").await;

        signs_in(office, EDITOR).await;
        office.opens("/en/lessons/drafts/review").await;
        office.presses(link(KNOWN)).await;
        office.sees(heading("What it changes")).await;
        office.reads("roofs at noon").await;
        picks(office, "Publish it", "Publish it").await;
        office.writes(field("Reason, or a word about what changed"), "Other tags.").await;
        office.presses(button("Decide")).await;
        office.lands_at("It is published now").await;
        office.presses(link("See the lesson")).await;
        office.lands_at(KNOWN).await;
        office.reads("roofs at noon").await;
        office.presses(link("See earlier versions")).await;
        office.lands_at("Earlier versions").await;
    })
    .await;
}

/// Changes a draft as from another device.
async fn changes_elsewhere(author: &Person, draft: &LessonDraft, title: &str) {
    let now = author.client.get_lesson_draft(draft.id).await.unwrap();
    let update = LessonDraftUpdate { content: LessonContent { title: title.to_owned(), ..now.content }, base: None };
    author.client.update_lesson_draft(draft.id, now.version, &update).await.unwrap();
}

#[tokio::test]
async fn what_is_written_is_kept_and_written_over_nothing() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let draft = app.draft(&ada, TITLE).await;
        let keys = visitor.by_keys();
        signs_in(keys, ADA).await;
        let page = format!("/en/lessons/drafts/{}", draft.id);
        keys.opens(&page).await;
        keys.writes(field(SUMMARY), "They stayed open.").await;
        keys.opens(&page).await;
        assert_eq!(keys.property(field(SUMMARY), "value").await, "They stayed open.");
        keys.reads("Saved.").await;
        keys.writes(field("Web address"), "nowhere").await;
        keys.presses(button("Finish later")).await;
        keys.sees(heading("Some things are missing or not right")).await;
        keys.reads("Use a web address that begins with https:// or http://.").await;
        keys.presses(button("Take out: Source 1")).await;
        keys.reads("Saved.").await;

        // Somebody else was faster.
        keys.expects_console("412");
        changes_elsewhere(&ada, &draft, "Open libraries at night").await;
        keys.writes(field("Year"), "2024").await;
        keys.sees(alert("").and_more()).await;
        keys.reads("This draft was changed elsewhere meanwhile").await;
        keys.presses(button("Show the newer version")).await;
        keys.reads("Saved.").await;
        assert_eq!(keys.property(field("Title"), "value").await, "Open libraries at night");

        changes_elsewhere(&ada, &draft, "Open libraries").await;
        keys.writes(field("Year"), "2023").await;
        keys.presses(button("Keep what I wrote")).await;
        keys.reads("Saved.").await;
        let kept = ada.client.get_lesson_draft(draft.id).await.unwrap().content;
        assert_eq!((kept.title.as_str(), kept.year), ("Open libraries at night", Some(2023)));
    })
    .await;
}

/// Sends the report empty, and goes on from what is said to be missing.
async fn reports(keys: Keyboard<'_>) {
    keys.presses(button("Publish the report")).await;
    is_told(keys).await;
    picks(keys, "Worked", "Worked in part").await;
    keys.writes(field("How it went, and what was different in your city"), "We coated *two* schools.").await;
    picks(keys, "What the city saw itself", "An evaluation").await;
    keys.writes(field("What shows it"), "Own measurements in 20 rooms.").await;
    keys.writes(field("Year in which you tried it"), "2024").await;
    keys.presses(button("Publish the report")).await;
    keys.lands_at("Thank you, your report is there").await;
}

#[tokio::test]
async fn a_city_that_tried_it_says_so_changes_it_and_takes_it_back() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.with_city(LEAD, "melbourne").await;
        let keys = visitor.by_keys();
        signs_in(keys, LEAD).await;
        keys.reads("Share what Melbourne tried").await;
        keys.sees(link("Write a lesson").and_more()).await;
        keys.opens(KNOWN_PAGE).await;
        keys.presses(link("We tried it")).await;
        keys.lands_at("Tell how it went").await;
        keys.reads("For Melbourne").await;
        reports(keys).await;
        keys.presses(link("See it on the page of the lesson")).await;
        keys.lands_at(KNOWN).await;
        keys.reads("We coated two schools.").await;
        keys.opens(&format!("{KNOWN_PAGE}/tried")).await;
        keys.reads("Your city has a report about this lesson already").await;
        picks(keys, "Worked in part", "Did not work").await;
        keys.presses(button("Change the report")).await;
        keys.lands_at("Thank you, your report is there").await;
        keys.opens(&format!("{KNOWN_PAGE}/tried")).await;
        keys.presses(button("Withdraw the report")).await;
        keys.is_on(heading("Withdraw the report of Melbourne?")).await;
        keys.presses(button("Withdraw the report")).await;
        keys.lands_at("The report is withdrawn").await;
    })
    .await;
}

#[tokio::test]
async fn who_works_for_no_city_is_led_to_one() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.sign_up(ADA, NAME).await;
        let keys = visitor.by_keys();
        keys.opens("/en/sign-in?to=%2Fen%2Flessons%2Fahmedabad-cool-roofs%2Ftried").await;
        signs_in_here(keys, ADA, PASSWORD).await;
        keys.reads("Only people of a city can say how it went there").await;
        keys.presses(link("Join your city")).await;
        keys.is_at("/en/join").await;
        keys.lands().await;
    })
    .await;
}

/// Begins with the title alone, and hears what others have said already.
async fn begins(keys: Keyboard<'_>) {
    keys.opens("/en/sign-in?to=%2Fen%2Flessons%2Fnew").await;
    signs_in_here(keys, ADA, PASSWORD).await;
    keys.lands_at("Write a lesson").await;
    keys.writes(field("Title"), "Whiten roofs of low-income homes").await;
    keys.reads("Others have said something like it").await;
    keys.tab_to(link(KNOWN)).await;
    keys.tab_back_to(field("Title")).await;
    keys.writes(field("Title"), TITLE).await;
    keys.press(Key::Enter).await;
    keys.lands_at("Your draft").await;
}

/// Writes what comes to mind first, leaves, and comes back.
async fn leaves(keys: Keyboard<'_>) {
    keys.writes(field(SUMMARY), "They stayed open.").await;
    keys.writes(field("Point 1"), "Say which nights.").await;
    keys.press(Key::Enter).await;
    keys.is_on(field("Point 2")).await;
    keys.types("Ask the neighbours.").await;
    keys.presses(button("Move up: point 2")).await;
    keys.is_on(field("Point 1")).await;
    keys.chooses(choice("Stage"), "resp").await;
    keys.presses(button("Finish later")).await;
    keys.lands_at("My drafts").await;
    keys.presses(link(TITLE)).await;
    keys.lands_at("Your draft").await;
    assert_eq!(keys.property(field(SUMMARY), "value").await, "They stayed open.");
}

#[tokio::test]
async fn a_lesson_is_written_and_a_draft_is_thrown_away() {
    const OTHER: &str = "Trees along all streets";
    journey_on(TestApp::builder(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        app.draft(&ada, OTHER).await;
        let keys = visitor.by_keys();
        begins(keys).await;
        leaves(keys).await;
        keys.ticks(option("Communities")).await;
        takes(keys, "Priority themes", "climate").await;
        takes(keys, "Cities that it comes from", "melbourne").await;
        keys.ticks(option("A report of who did it, or of the press")).await;
        keys.writes(field("Title of the source"), "City report 2024").await;
        keys.reads("Nothing is missing").await;
        sends(keys).await;
        keys.presses(link("See my drafts")).await;
        keys.lands_at("My drafts").await;
        keys.presses(button(&format!("Throw away: {OTHER}"))).await;
        keys.is_on(heading(&format!("Throw “{OTHER}” away?"))).await;
        keys.presses(button("Throw away")).await;
        keys.misses(link(OTHER)).await;
    })
    .await;
}
