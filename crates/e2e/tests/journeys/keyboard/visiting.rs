//! What visitors do.

use crate::reports;
use e2e::{Key, Keyboard, button, checkbox, choice, field, journey, link, region};

/// The heading has the focus, and its words were said.
async fn hears(keys: Keyboard<'_>, title: &str) {
    keys.lands_at(title).await;
    let said = "return [...document.querySelectorAll('[aria-live=polite]')].map(said => said.innerText).join()";
    assert_eq!(keys.script(said).await, title);
    assert_eq!(keys.title().await, format!("{title} · Cities for a Resilient Recovery"));
}

/// Sends the form empty, and goes on from what is said to be missing.
async fn fills_in_and_sends(keys: Keyboard<'_>) {
    keys.presses(button("Send the report")).await;
    keys.until("what is missing has the focus", async || keys.focused().await.role == "alert").await;
    keys.presses(link("Which fact? —").and_more()).await;
    keys.is_on(choice("Which fact?")).await;
    keys.types("clim").await;
    keys.writes(field("What is right?"), "It rains more.").await;
    keys.writes(field("Where can it be checked?"), "https://example.org/").await;
    keys.presses(button("Send the report")).await;
}

#[tokio::test]
async fn a_newcomer_walks_to_a_report() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/").await;
        keys.presses(link("Find your city")).await;
        hears(keys, "Cities").await;

        // One stop for all of the map, and the arrow keys within.
        let first = link("").and_more().within(region("Map of cities"));
        let first = link(&keys.sees(first).await);
        keys.tab_to(first.clone()).await;
        keys.press(Key::Right).await;
        let second = keys.focused().await;
        assert!(second.role == "link" && !second.is(&first), "{second:?} is another city");
        keys.press(Key::Left).await;
        keys.press(Key::Down).await;
        let chosen = keys.focused().await;
        assert_eq!(keys.script("return document.querySelectorAll('.map a[tabindex=\"0\"]').length").await, 1);
        keys.press(Key::Enter).await;
        let name = chosen.name.split(", ").next().unwrap().to_owned();
        hears(keys, &name).await;

        let alike = keys.sees(link("").and_more().within(region("Similar cities"))).await;
        keys.presses(link(&alike)).await;
        hears(keys, &alike).await;

        keys.presses(link("Report a wrong or missing fact")).await;
        hears(keys, &format!("Report a wrong or missing fact of {alike}")).await;

        fills_in_and_sends(keys).await;
        keys.lands_at("Thank you, your report has arrived").await;
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rows_are_walked_with_j_and_k() {
    journey(async |visitor, _| {
        visitor.open("/en/cities?region=africa").await;
        visitor.press('j').await;
        let first = visitor.focused().await;
        visitor.press('j').await;
        let second = visitor.focused().await;
        assert_ne!(first, second);
        visitor.press('k').await;
        assert_eq!(visitor.focused().await, first);
        visitor.press(Key::Enter).await;
        visitor.arrives_at(&first.name).await;

        visitor.back().await;
        visitor.is_at("/en/cities?region=africa").await;
    })
    .await;
}

#[tokio::test]
async fn single_key_shortcuts_can_be_turned_off() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/about").await;
        keys.ticks(checkbox("Use single-key shortcuts on this device")).await;
        keys.open("/en/cities").await;
        keys.press('/').await;
        keys.press('j').await;
        assert_eq!(keys.script("return document.activeElement === document.body").await, true);
    })
    .await;
}

#[tokio::test]
async fn a_map_has_no_stop_but_its_cities() {
    journey(async |visitor, _| {
        visitor.open("/en/cities").await;
        let is_there = "return document.querySelector('.map-world a') !== null";
        visitor.until("the map is there", async || visitor.script(is_there).await == true).await;
        let takes_focus =
            "const map = document.querySelector('.map-world'); map.focus(); return document.activeElement === map";
        assert_eq!(visitor.script(takes_focus).await, false);
    })
    .await;
}
