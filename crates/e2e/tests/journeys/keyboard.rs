//! Everything without a mouse.

use crate::reports;
use e2e::{Browser, Key, Target, button, choice, field, journey, link, region};

/// More stops than any page has before its list.
const STOPS: usize = 150;

/// Whether what has the focus shows it.
const SHOWS_FOCUS: &str =
    "const focused = document.activeElement, drawn = focused.querySelector?.('circle') ?? focused;
    const style = getComputedStyle(focused), inner = getComputedStyle(drawn);
    return focused.matches(':focus-visible')
        && (style.outlineStyle !== 'none' || style.boxShadow !== 'none' || inner.strokeWidth !== '0px')";

/// Goes on with the tab key until `target` has the focus; each stop on the way shows that it has it.
async fn tab_to(visitor: &Browser, target: &Target) {
    for _ in 0..STOPS {
        visitor.press(Key::Tab).await;
        let focused = visitor.focused().await;
        assert_eq!(visitor.script(SHOWS_FOCUS).await, true, "{focused:?} shows that it has the focus");
        if focused.is(target) {
            return;
        }
    }
    panic!("the tab key does not come to the {target}");
}

/// The heading has the focus, and its words were said.
async fn hears(visitor: &Browser, title: &str) {
    visitor.arrives_at(title).await;
    visitor.until("the heading has the focus", async || visitor.focused().await.name == title).await;
    assert_eq!(visitor.focused().await.role, "heading");
    let said = "return [...document.querySelectorAll('[aria-live=polite]')].map(said => said.innerText).join()";
    assert_eq!(visitor.script(said).await, title);
    assert_eq!(visitor.title().await, format!("{title} · Cities for a Resilient Recovery"));
}

async fn fill_in_and_send(visitor: &Browser) {
    tab_to(visitor, &choice("Which fact?")).await;
    visitor.types("clim").await;
    tab_to(visitor, &field("What is right?")).await;
    visitor.types("It rains more.").await;
    tab_to(visitor, &field("Where can it be checked?")).await;
    visitor.types("https://example.org/").await;
    tab_to(visitor, &button("Send the report")).await;
    visitor.press(Key::Enter).await;
}

#[tokio::test]
async fn a_newcomer_walks_to_a_report_with_the_keyboard_alone() {
    journey(async |visitor, app| {
        visitor.open("/en/").await;
        visitor.press(Key::Tab).await;
        assert_eq!(visitor.focused().await.name, "Skip to the content");
        visitor.press(Key::Enter).await;
        visitor.until("the content has the focus", async || visitor.focused().await.role == "main").await;

        tab_to(visitor, &link("Find your city")).await;
        visitor.press(Key::Enter).await;
        hears(visitor, "Cities").await;

        // One stop for all of the map, and the arrow keys within.
        let first = link("").and_more().within(region("Map of cities"));
        let first = link(&visitor.sees(first).await);
        tab_to(visitor, &first).await;
        visitor.press(Key::Right).await;
        let second = visitor.focused().await;
        assert!(second.role == "link" && !second.is(&first), "{second:?} is another city");
        visitor.press(Key::Left).await;
        visitor.press(Key::Down).await;
        let chosen = visitor.focused().await;
        assert_eq!(visitor.script("return document.querySelectorAll('.map a[tabindex=\"0\"]').length").await, 1);
        visitor.press(Key::Enter).await;
        let name = chosen.name.split(", ").next().unwrap().to_owned();
        hears(visitor, &name).await;

        let alike = visitor.sees(link("").and_more().within(region("Similar cities"))).await;
        tab_to(visitor, &link(&alike)).await;
        visitor.press(Key::Enter).await;
        hears(visitor, &alike).await;

        tab_to(visitor, &link("Report a wrong or missing fact")).await;
        visitor.press(Key::Enter).await;
        hears(visitor, &format!("Report a wrong or missing fact of {alike}")).await;

        fill_in_and_send(visitor).await;
        visitor.arrives_at("Thank you, your report has arrived").await;
        visitor.until("the heading has the focus", async || visitor.focused().await.role == "heading").await;
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
        visitor.open("/en/about").await;
        visitor.click(e2e::checkbox("Use single-key shortcuts on this device")).await;
        visitor.open("/en/cities").await;
        visitor.press('/').await;
        visitor.press('j').await;
        assert_eq!(visitor.script("return document.activeElement === document.body").await, true);
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
