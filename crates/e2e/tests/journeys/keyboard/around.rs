//! What stands around the work: palette, languages, rail, home, comparing; and the ways of looking for something.

use super::choosing::picks;
use super::signs_in;
use crate::identity::menu;
use domain::policy::{MembershipRole, Role};
use e2e::{Key, Keyboard, button, checkbox, choice, field, heading, journey, journey_on, link, region};
use test_support::TestApp;

const LEAD: &str = "lead@example.org";
const NEW: &str = "new@example.org";

const THEME: &str = "return document.documentElement.dataset.theme";

fn words() -> e2e::Target {
    choice("Search, or go to a page")
}

/// Opens the palette by its key and writes into it, and waits until it has an answer.
async fn asks_the_palette(keys: Keyboard<'_>, text: &str, answer: &str) {
    keys.press('/').await;
    keys.is_on(words()).await;
    keys.types(text).await;
    keys.reads(answer).await;
}

#[tokio::test]
async fn the_palette_finds_cities_pages_and_actions() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/glossary").await;
        asks_the_palette(keys, "accr", "Accra").await;
        // What fits best is marked at once; searching everything comes last.
        keys.press(Key::Enter).await;
        keys.lands_at("Accra").await;
        asks_the_palette(keys, "dark app", "Dark appearance").await;
        keys.press(Key::Enter).await;
        keys.misses(words()).await;
        assert_eq!(keys.script(THEME).await, "dark");
        asks_the_palette(keys, "accr", "Search everything for “accr”").await;
        keys.press(Key::Up).await;
        keys.press(Key::Enter).await;
        keys.is_at("/en/search?q=accr").await;
        keys.lands_at("Search").await;
        // This page has a field of its own for what the key is for.
        keys.press('/').await;
        keys.is_on(field("Words")).await;
        keys.presses_before(link("Glossary")).await;
        keys.lands_at("Glossary").await;
        // Thought better of it: the focus is back where it was.
        keys.press('/').await;
        keys.is_on(words()).await;
        keys.press(Key::Escape).await;
        keys.misses(words()).await;
        keys.is_on(heading("Glossary")).await;
        asks_the_palette(keys, "portug", "Switch to Português").await;
        keys.press(Key::Enter).await;
        keys.is_at("/pt/glossary").await;
    })
    .await;
}

#[tokio::test]
async fn another_language_is_kept_and_another_appearance_taken() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities/accra?weight_coast=3").await;
        let menu = button("Language and appearance: English");
        keys.presses_before(menu.clone()).await;
        picks(keys, "As the system", "Light").await;
        assert_eq!(keys.script(THEME).await, "light");
        keys.press(Key::Escape).await;
        keys.is_on(menu).await;
        keys.press(Key::Enter).await;
        keys.presses(link("العربية")).await;
        keys.is_at("/ar/cities/accra?weight_coast=3").await;
        keys.arrives_at("Accra").await;
        let direction = "return getComputedStyle(document.body).direction";
        assert_eq!(keys.script(direction).await, "rtl");
        // An address that names no language leads to the one that was chosen.
        keys.visit("/").await;
        keys.is_at("/ar/").await;
    })
    .await;
}

#[tokio::test]
async fn the_rail_leads_around() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities/accra").await;
        for (place, title) in
            [("Compare", "Compare cities"), ("Glossary", "Glossary"), ("About", "About"), ("Cities", "Cities")]
        {
            keys.presses_before(link(place)).await;
            keys.lands_at(title).await;
        }
    })
    .await;
}

/// A newcomer is at their city by three things done: a link, a word, a link.
#[tokio::test]
async fn a_newcomer_is_at_their_city_within_four_steps() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        for width in [360, 1440] {
            keys.is_wide(width).await;
            keys.opens("/en/").await;
            keys.presses(link("Find your city")).await;
            keys.lands_at("Cities").await;
            keys.writes(field("Find by name, country or what it faces"), "melbourne").await;
            keys.until("the words are in the address", async || keys.address().await.contains("q=melbourne")).await;
            keys.settled().await;
            keys.presses(link("Melbourne")).await;
            keys.lands_at("Melbourne").await;
            keys.tab_to(link("Join this city")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn home_says_what_is_next_for_a_newcomer_and_for_a_lead() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let newcomer = app.sign_up(NEW, "Noor Newcomer").await;
        let keys = visitor.by_keys();
        signs_in(keys, NEW).await;
        keys.presses(link("Find your city").and_more()).await;
        keys.lands_at("Join a city or an organisation").await;
        keys.presses_before(menu()).await;
        keys.presses(button("Sign out")).await;
        // The page is for everybody, and stays.
        keys.sees(link("Sign in")).await;

        app.with_city(LEAD, "melbourne").await;
        app.ask_to_join(&newcomer, "melbourne", MembershipRole::Practitioner).await;
        signs_in(keys, LEAD).await;
        keys.reads("1 thing waits for you").await;
        keys.presses_before(button("Notifications").and_more()).await;
        keys.presses(link("1 thing waits for you")).await;
        keys.lands_at("Waiting for you").await;
        keys.presses_before(link("Home")).await;
        keys.lands().await;
        keys.presses(link("Fill in").and_more()).await;
        keys.lands_at("What Melbourne says of itself").await;
    })
    .await;
}

#[tokio::test]
async fn home_goes_by_the_role() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        app.with_role(LEAD, Role::Administrator).await;
        let keys = visitor.by_keys();
        signs_in(keys, LEAD).await;
        keys.presses(link("See the accounts").and_more()).await;
        keys.lands_at("Accounts").await;
    })
    .await;
}

#[tokio::test]
async fn a_public_page_is_passed_on_and_a_word_is_explained() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities/accra").await;
        keys.presses(button("Share")).await;
        keys.tab_to(link("Send by e-mail")).await;
        keys.press(Key::Escape).await;
        keys.misses(link("Send by e-mail")).await;
        keys.is_on(button("Share")).await;
        keys.presses(button("What does “Shock” mean?")).await;
        keys.reads("A sudden event that threatens a city").await;
        keys.presses(link("See the glossary")).await;
        keys.lands_at("Glossary").await;
        keys.writes(field("Find a word"), "renew").await;
        keys.reads("Renewal").await;
    })
    .await;
}

#[tokio::test]
async fn the_tour_is_gone_through_and_left() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/tour").await;
        for step in 2..=5 {
            keys.presses(link("Next")).await;
            keys.is_at(&format!("/en/tour?step={step}")).await;
        }
        keys.presses(link("Back")).await;
        keys.is_at("/en/tour?step=4").await;
        keys.presses(link("Leave the tour")).await;
        keys.is_at("/en/").await;
        keys.lands().await;
    })
    .await;
}

#[tokio::test]
async fn results_follow_while_one_types_and_narrow_by_kind() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/search").await;
        keys.writes(field("Words"), "flood").await;
        keys.is_at("/en/search?q=flood").await;
        keys.presses(link("Terms").and_more()).await;
        keys.is_at("/en/search?q=flood&kind=term").await;
        // Who narrows stays where they are.
        keys.is_on(link("Terms").and_more()).await;
        keys.presses_before(link("All").and_more()).await;
        keys.is_at("/en/search?q=flood").await;
    })
    .await;
}

const ROWS: &str = "return document.querySelectorAll('.rows .row-name').length";

#[tokio::test]
async fn the_list_grows_page_by_page() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities?region=africa").await;
        let before = keys.script(ROWS).await.as_u64().unwrap();
        keys.presses(button("Show more cities")).await;
        keys.until("there are more rows", async || keys.script(ROWS).await.as_u64().unwrap() > before).await;
        // The focus goes on to what has come, or stays before it; it is not thrown to the top of the page.
        let lost = "return document.activeElement === document.body";
        assert_eq!(keys.script(lost).await, false);
    })
    .await;
}

#[tokio::test]
async fn a_small_screen_shows_the_list_or_the_map() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.is_wide(360).await;
        keys.opens("/en/cities").await;
        keys.presses(link("Map")).await;
        keys.is_at("/en/cities?view=map").await;
        keys.sees(region("Map of cities")).await;
        keys.presses(link("List")).await;
        keys.is_at("/en/cities").await;
        keys.misses(region("Map of cities")).await;
    })
    .await;
}

#[tokio::test]
async fn filters_open_over_the_list_where_there_is_less_room() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.is_wide(1100).await;
        keys.opens("/en/cities").await;
        keys.misses(button("Region")).await;
        keys.presses(button("Filters")).await;
        keys.ticks(checkbox("Africa").and_more()).await;
        keys.is_at("/en/cities?region=africa").await;
        keys.press(Key::Escape).await;
        keys.misses(button("Region")).await;
        keys.is_on(button("Filters")).await;
        keys.presses(link("Clear all filters")).await;
        keys.is_at("/en/cities").await;
        keys.is_on(heading("Cities")).await;
    })
    .await;
}
