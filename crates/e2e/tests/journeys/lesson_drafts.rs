//! Lessons from their title to everyone: begun in minutes, finished later, reviewed and published.

use crate::identity::signs_in_as;
use domain::policy::Role;
use e2e::{Browser, Key, alert, button, choice, field, heading, journey_of_two, link, option};
use test_support::TestApp;

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const EDITOR: &str = "ed@example.org";
const LEAD: &str = "lead@example.org";

const TITLE: &str = "Open libraries at night as cooling rooms";
const SUMMARY: &str = "What was done, and what came of it";
/// A lesson of the reference data.
const KNOWN: &str = "Whiten roofs of low-income homes and public buildings as a cheap first defence against heat";

/// Whether the open list of a field to choose from has something in it.
const FITS: &str = "const open = document.querySelector('[role=combobox][aria-expanded=true]');
    return open !== null && document.getElementById(open.getAttribute('aria-controls')).children.length > 0";

/// Writes into a field to choose from many, and takes what comes first.
async fn takes(visitor: &Browser, name: &str, text: &str) {
    visitor.fill(choice(name), text).await;
    visitor.until("something fits", async || visitor.script(FITS).await == true).await;
    visitor.press(Key::Down).await;
    visitor.press(Key::Enter).await;
}

/// Begins with the title alone, and hears what others have said already.
async fn begins(visitor: &Browser) {
    visitor.open("/en/lessons/new").await;
    visitor.arrives_at("Write a lesson").await;
    let fields = "return document.querySelectorAll('main form :is(input, select, textarea)').length";
    assert_eq!(visitor.script(fields).await, 1, "the first screen asks for the title alone");
    visitor.fill(field("Title"), "Whiten roofs of low-income homes").await;
    visitor.reads("Others have said something like it").await;
    visitor.sees(link(KNOWN)).await;
    visitor.sees(link("It is the same: tell how it went in your city").and_more()).await;
    visitor.fill(field("Title"), TITLE).await;
    visitor.press(Key::Enter).await;
    visitor.arrives_at("Your draft").await;
    visitor.reads("8 things are still missing").await;
}

/// Writes what comes to mind first, and leaves.
async fn leaves(visitor: &Browser) {
    visitor.fill(field(SUMMARY), "Three libraries stayed open in hot nights.").await;
    visitor.fill(field("Point 1"), "Say in advance which nights.").await;
    visitor.press(Key::Enter).await;
    visitor.until("the next point has the focus", async || visitor.focused().await.is(&field("Point 2"))).await;
    visitor.types("Ask the neighbours first.").await;
    visitor.click(button("Move up: point 2")).await;
    visitor.reads("6 things are still missing").await;
    visitor.click(button("Finish later")).await;
    visitor.arrives_at("My drafts").await;
    visitor.reads("Being written").await;
}

/// Comes back, and says the six things that are missing.
async fn finishes(visitor: &Browser) {
    visitor.click(link(TITLE)).await;
    visitor.arrives_at("Your draft").await;
    assert_eq!(visitor.property(field("Point 1"), "value").await, "Ask the neighbours first.");
    visitor.click(button("Send to review")).await;
    visitor
        .until("what is missing has the focus", async || {
            visitor.focused().await.is(&heading("6 things are still missing"))
        })
        .await;
    visitor.click(option("Health")).await;
    visitor.choose(choice("Stage"), "Response").await;
    takes(visitor, "Priority themes", "climate").await;
    takes(visitor, "Cities that it comes from", "melbourne").await;
    visitor.sees(button("Remove Melbourne")).await;
    visitor.click(option("A report of who did it, or of the press")).await;
    visitor.fill(field("Title of the source"), "City report 2024").await;
    visitor.fill(field("Web address"), "https://example.org/report").await;
    visitor.reads("Nothing is missing").await;
    sends(visitor).await;
}

async fn sends(visitor: &Browser) {
    visitor.click(button("Send to review")).await;
    visitor.sees(heading("Send this draft to review?")).await;
    visitor.click(button("Send to review")).await;
    visitor.arrives_at("Your draft is on its way").await;
}

/// The editor is told at home, reads the draft as it will look, says what is missing in it, and gives it back.
async fn gives_back(editor: &Browser) {
    signs_in_as(editor, EDITOR).await;
    editor.open("/en/home").await;
    editor.reads("1 draft waits for review").await;
    editor.click(link("Review").and_more()).await;
    editor.arrives_at("For review").await;
    editor.click(link(TITLE)).await;
    editor.arrives_at(TITLE).await;
    editor.reads("Three libraries stayed open in hot nights.").await;
    editor.choose(choice("About"), SUMMARY).await;
    editor.fill(field("Comment"), "How many *people* came?").await;
    editor.click(button("Send the comment")).await;
    editor.reads("How many people came?").await;
    editor.click(button("Decide")).await;
    editor.sees(alert("").and_more()).await;
    editor.click(option("Give it back")).await;
    editor.fill(field("Reason, or a word about what changed"), "Say how many people came.").await;
    editor.click(button("Decide")).await;
    editor.arrives_at("It is given back").await;
}

/// The author reads why, changes it, and sends it again.
async fn answers(visitor: &Browser) {
    visitor.open("/en/lessons/drafts").await;
    visitor.reads("Given back").await;
    visitor.click(link(TITLE)).await;
    visitor.arrives_at("Your draft").await;
    visitor.reads("Say how many people came.").await;
    visitor.click(link(&format!("About: {SUMMARY}"))).await;
    visitor.until("the text has the focus", async || visitor.focused().await.is(&field(SUMMARY))).await;
    visitor.fill(field(SUMMARY), "Three libraries stayed open in hot nights; about 40 people came to each.").await;
    visitor.reads("Saved.").await;
    sends(visitor).await;
}

/// The editor finds it among what waits, and publishes it.
async fn publishes(editor: &Browser) {
    editor.open("/en/waiting").await;
    editor.reads("Drafts of lessons (1)").await;
    editor.click(link(&format!("Review: {TITLE}"))).await;
    editor.arrives_at(TITLE).await;
    editor.reads("about 40 people came to each").await;
    editor.click(option("Publish it")).await;
    editor.click(button("Decide")).await;
    editor.arrives_at("It is published now").await;
    editor.click(link("See the lesson")).await;
    editor.is_at("/en/lessons/open-libraries-at-night-as-cooling-rooms").await;
    editor.arrives_at(TITLE).await;
    editor.reads("Ask the neighbours first.").await;
}

#[tokio::test]
async fn a_lesson_is_begun_in_minutes_finished_later_reviewed_and_published() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(visitor, ADA).await;
        begins(visitor).await;
        leaves(visitor).await;
        finishes(visitor).await;
        gives_back(editor).await;
        answers(visitor).await;
        publishes(editor).await;
        visitor.open("/en/lessons/drafts").await;
        visitor.reads("Published").await;
    })
    .await;
}

/// Pages of one's own, of which one is asked for by its id.
pub(super) const PAGES: [(&str, &str); 6] = [
    ("lesson-new", "/en/lessons/new"),
    ("lesson-drafts", "/en/lessons/drafts"),
    ("lesson-drafts-review", "/en/lessons/drafts/review"),
    ("lesson-draft", "/en/lessons/drafts/0190163d-8694-739b-aea5-966c26f8ad91"),
    ("lesson-edit", "/en/lessons/ahmedabad-cool-roofs/edit"),
    ("lesson-tried", "/en/lessons/ahmedabad-cool-roofs/tried"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_writing() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let own = format!("/en/lessons/drafts/{}", app.draft(&lead, TITLE).await.id);
        let sent = format!("/en/lessons/drafts/{}", app.submit(&lead, TITLE).await.id);
        signs_in_as(visitor, LEAD).await;
        let pages = PAGES.map(|(name, path)| (name, if name == "lesson-draft" { own.as_str() } else { path }));
        let mut found = visitor.tours(&pages).await;
        found.extend(visitor.tours(&[("lesson-draft-waits", sent.as_str())]).await);
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(editor, EDITOR).await;
        let pages = [("lesson-review", sent.as_str()), ("lesson-drafts-waiting", "/en/lessons/drafts/review")];
        found.extend(editor.tours(&pages).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
