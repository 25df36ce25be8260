//! The settings of a publication: what it is called, and when it comes.

use super::choosing::takes;
use super::signs_in;
use domain::briefings::{BriefingRef, BriefingUpdate, BriefingWeekday};
use domain::policy::Role;
use e2e::{Key, Keyboard, alert, button, choice, field, journey, journey_on, link};
use serde_json::json;
use test_support::TestApp;

const EDITOR: &str = "ed@example.org";
const READER: &str = "ada@example.org";
const WEEKLY: &str = "weekly-briefing";
const PAGE: &str = "/en/briefings/desk/publications/weekly-briefing";
const SETTINGS: &str = "Settings of “Weekly briefing”";

/// More stops than there are between two fields.
const STOPS: usize = 20;

/// Writes a time: its parts are stops of their own, and whether noon has passed is asked in some languages alone.
async fn writes_time(keys: Keyboard<'_>, id: &str, typed: &str) {
    for _ in 0..STOPS {
        if keys.script("return document.activeElement.id").await == id {
            keys.types(typed).await;
            return;
        }
        keys.press(Key::Tab).await;
    }
    panic!("the tab key does not come to {id}");
}

/// Leaves the name out, is told, and says it.
async fn names_it(keys: Keyboard<'_>) {
    keys.writes(field("Name"), "").await;
    keys.press(Key::Backspace).await;
    keys.press(Key::Enter).await;
    keys.sees(alert("").and_more()).await;
    keys.presses(link("Name — Fill this in.")).await;
    keys.is_on(field("Name")).await;
    keys.types("Weekly briefing").await;
}

#[tokio::test]
async fn an_editor_says_when_the_briefing_comes() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let named = BriefingRef::Slug(WEEKLY.into());
        let keys = visitor.by_keys();
        signs_in(keys, EDITOR).await;
        keys.opens("/en/briefings/desk").await;
        keys.presses(link("Settings: Weekly briefing")).await;
        keys.lands_at(SETTINGS).await;
        keys.is_at(PAGE).await;

        names_it(keys).await;
        keys.chooses(choice("Day of the week"), "fri").await;
        writes_time(keys, "publication-time", "0730A").await;
        takes(keys, "Time zone", "bogota").await;
        keys.presses(button("Save")).await;
        keys.reads("Saved. The next issue is due").await;
        let now = app.client().get_briefing(&named).await.unwrap();
        assert_eq!((now.weekday, now.time_zone.as_str()), (BriefingWeekday::Friday, "America/Bogota"));
        assert_eq!(now.time.to_string(), "07:30:00");

        // Somebody else is faster: both are told of, and what was typed stays.
        let other: BriefingUpdate = serde_json::from_value(json!({ "weekday": "monday" })).unwrap();
        editor.client.update_briefing(&named, now.version, &other).await.unwrap();
        keys.expects_console("412");
        keys.press(Key::Enter).await;
        keys.reads("This publication was changed elsewhere meanwhile").await;
        keys.presses_before(button("Keep mine")).await;
        keys.misses(button("Keep mine")).await;
        keys.presses(button("Save")).await;
        // That it was saved stands there from the first time.
        keys.until("what was typed is kept", async || {
            app.client().get_briefing(&named).await.unwrap().weekday == BriefingWeekday::Friday
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn who_does_not_edit_is_told_whose_page_it_is() {
    journey(async |visitor, app| {
        app.sign_up(READER, "Ada Practitioner").await;
        let keys = visitor.by_keys();
        signs_in(keys, READER).await;
        keys.opens(PAGE).await;
        keys.reads("This desk is for editors").await;
        keys.misses(button("Save")).await;
    })
    .await;
}

#[tokio::test]
async fn there_are_no_settings_of_what_is_not_there() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        app.with_role(EDITOR, Role::Editor).await;
        let keys = visitor.by_keys();
        signs_in(keys, EDITOR).await;
        keys.expects_console("404");
        keys.opens("/en/briefings/desk/publications/nothing").await;
        keys.reads("There is nothing here").await;
    })
    .await;
}
