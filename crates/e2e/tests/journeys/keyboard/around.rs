//! What stands around the work: palette, languages, rail, home, comparing; and the ways of looking for something.

use super::choosing::picks;
use super::signs_in;
use crate::filters::{FIRST_ROWS, count, promised};
use crate::identity::menu;
use domain::policy::{MembershipRole, Role};
use e2e::{
    Key, Keyboard, button, checkbox, choice, content, field, heading, journey, journey_on, link, navigation, region,
};
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
        assert_eq!(keys.barriers().await, [""; 0]);
        // What fits best is marked at once; searching everything comes last.
        keys.press(Key::Enter).await;
        keys.lands_at("Accra").await;
        asks_the_palette(keys, "dark app", "Dark appearance").await;
        keys.press(Key::Enter).await;
        keys.misses(words()).await;
        assert_eq!(keys.script(THEME).await, "dark");
        // The server paints it from then on.
        keys.reload().await;
        keys.arrives_at("Accra").await;
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
    const ROOT: &str = "const root = document.documentElement;
        return [root.lang, root.dir, getComputedStyle(document.body).direction].join()";
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
        assert_eq!(keys.script(ROOT).await, "ar,rtl,rtl");
        keys.reads("الصدمات").await;
        // An address that names no language leads to the one that was chosen.
        keys.visit("/").await;
        keys.is_at("/ar/").await;
        for language in ["es", "fr", "pt"] {
            keys.open(&format!("/{language}/cities")).await;
            assert_eq!(keys.script("return document.documentElement.lang").await, language);
            assert!(keys.title().await.ends_with("Cities for a Resilient Recovery"));
        }
    })
    .await;
}

#[tokio::test]
async fn the_rail_leads_around_and_knows_where_one_is() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities/accra").await;
        let here = link("Cities").within(navigation("Main"));
        assert_eq!(keys.property(here, "ariaCurrent").await, "true");
        for (place, title) in
            [("Compare", "Compare cities"), ("Glossary", "Glossary"), ("About", "About"), ("Cities", "Cities")]
        {
            keys.presses_before(link(place)).await;
            keys.lands_at(title).await;
        }
    })
    .await;
}

/// A newcomer is at their city by three things done: a link, a word, a link. What each of them takes is on the screen as
/// soon as the page is.
#[tokio::test]
async fn a_newcomer_is_at_their_city_within_four_steps() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        for width in [360, 1440] {
            keys.is_wide(width).await;
            keys.open("/en/").await;
            keys.sees_at_once(link("Find your city")).await;
            keys.presses(link("Find your city")).await;
            keys.lands_at("Cities").await;
            let words = field("Find by name, country or what it faces");
            keys.sees_at_once(words.clone()).await;
            keys.writes(words, "melbourne").await;
            keys.until("the words are in the address", async || keys.address().await.contains("q=melbourne")).await;
            keys.settled().await;
            keys.sees_at_once(link("Melbourne").within(content("").and_more())).await;
            keys.presses(link("Melbourne")).await;
            keys.lands_at("Melbourne").await;
            keys.tab_to(link("Join this city")).await;
        }
    })
    .await;
}

/// How many lines the name in the top bar takes.
const LINES: &str = "const name = document.querySelector('#app .mark span');
    return Math.round(name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight))";

/// All that the bar has for who has signed in is there on a phone as on a desk, and nothing lies over anything.
async fn the_bar_fits(keys: Keyboard<'_>) {
    for (width, lines) in [(360, 2), (1440, 1)] {
        keys.is_wide(width).await;
        let tools = ["Search cities", "Language and appearance", "Notifications", "Menu of "];
        for tool in tools.map(|name| button(name).and_more()) {
            keys.sees_at_once(tool).await;
        }
        keys.sees_at_once(link("Cities for a Resilient Recovery")).await;
        let taken = keys.script(LINES).await.as_u64().unwrap();
        assert!((1..=lines).contains(&taken), "the name takes {taken} lines at {width}");
        keys.presses_before(menu()).await;
        for place in [link("Account"), link("Memberships"), button("Sign out")] {
            keys.sees_at_once(place).await;
        }
        assert_eq!(keys.overhang().await, 0, "nothing is wider than the screen at {width}");
        keys.press(Key::Escape).await;
        keys.misses(button("Sign out")).await;
        keys.is_on(menu()).await;
    }
}

#[tokio::test]
async fn home_says_what_is_next_for_a_newcomer_and_for_a_lead() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let newcomer = app.sign_up(NEW, "Noor Newcomer").await;
        let keys = visitor.by_keys();
        signs_in(keys, NEW).await;
        keys.reads("Noor Newcomer").await;
        keys.presses(link("Find your city").and_more()).await;
        keys.lands_at("Join a city or an organisation").await;
        the_bar_fits(keys).await;
        keys.presses_before(menu()).await;
        keys.presses(button("Sign out")).await;
        // The page is for everybody, and stays.
        keys.sees(link("Sign in")).await;

        app.with_city(LEAD, "melbourne").await;
        app.ask_to_join(&newcomer, "melbourne", MembershipRole::Practitioner).await;
        signs_in(keys, LEAD).await;
        keys.reads("1 thing waits for you").await;
        keys.reads("Melbourne at a glance").await;
        keys.sees(heading("Cities like Melbourne")).await;
        keys.reads("Say where Melbourne stands").await;
        assert_eq!(keys.script("return document.querySelectorAll('.next li').length").await, 3, "at most three");
        assert_eq!(keys.barriers().await, [""; 0]);
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
        keys.reads("See who has an account").await;
        keys.misses(link("Find your city").and_more()).await;
        assert_eq!(keys.barriers().await, [""; 0]);
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
        let mail = keys.property(link("Send by e-mail"), "href").await;
        assert!(mail.starts_with("mailto:") && mail.contains("accra"), "{mail}");
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
    const TERMS_ALONE: &str =
        "return [...document.querySelectorAll('.rows .row .ui-tag')].every(tag => tag.textContent === 'Term')";
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/search").await;
        keys.reads("Typing mistakes are forgiven.").await;
        keys.writes(field("Words"), "flood").await;
        keys.is_at("/en/search?q=flood").await;
        let kind = |name| link(name).and_more().within(navigation("Kinds"));
        let (all, terms) = (keys.sees(kind("All")).await, keys.sees(kind("Terms")).await);
        let (all_counted, terms_counted) = (all.strip_prefix("All, "), terms.strip_prefix("Terms, "));
        assert!(all_counted.is_some_and(|n| n.parse::<u32>().is_ok()), "{all}: the number is a word of its own");
        assert_ne!(all_counted, terms_counted, "there are more than terms");
        keys.presses(link("Terms").and_more()).await;
        keys.is_at("/en/search?q=flood&kind=term").await;
        keys.until("only terms are left", async || keys.script(TERMS_ALONE).await == true).await;
        assert_eq!(keys.sees(kind("All")).await, all, "the others are still counted");
        // Who narrows stays where they are.
        keys.is_on(link("Terms").and_more()).await;
        keys.presses_before(link("All").and_more()).await;
        keys.is_at("/en/search?q=flood").await;

        keys.back().await;
        keys.is_at("/en/search?q=flood&kind=term").await;
        keys.reload().await;
        assert_eq!(keys.script(TERMS_ALONE).await, true);
        assert_eq!(keys.property(field("Words"), "value").await, "flood");
    })
    .await;
}

/// The names of the rows that are there.
async fn rows(keys: Keyboard<'_>) -> Vec<serde_json::Value> {
    keys.script(FIRST_ROWS).await.as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn the_list_grows_page_by_page_to_its_end() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities?region=africa").await;
        let all = count(&keys).await;
        let mut shown = rows(keys).await.len();
        assert!(shown < all);
        while shown < all {
            let before = shown;
            keys.presses(button("Show more cities")).await;
            keys.until("there are more rows", async || rows(keys).await.len() > before).await;
            shown = rows(keys).await.len();
            // The focus goes on to what has come, or stays before it; it is not thrown to the top of the page.
            let lost = keys.script("return document.activeElement === document.body").await == true;
            assert!(!lost || shown == all, "the button is still there, and the focus with it");
        }
        let mut names = rows(keys).await;
        names.dedup();
        assert_eq!(names.len(), all, "each city once");
        keys.misses(button("Show more cities")).await;
        assert_eq!(keys.address().await, "/en/cities?region=africa", "where the list was cut is nobody's business");
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
        keys.pictures("cities-map-360-light").await;
        keys.presses(link("List")).await;
        keys.is_at("/en/cities").await;
        keys.misses(region("Map of cities")).await;
        keys.tab_back_to(link("Cities")).await;
    })
    .await;
}

#[tokio::test]
async fn filters_open_over_the_list_where_there_is_less_room() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.is_wide(1100).await;
        keys.opens("/en/cities").await;
        keys.sees(region("Map of cities")).await;
        keys.misses(button("Region")).await;
        keys.presses(button("Filters")).await;
        let promise = promised(&keys.sees(checkbox("Africa").and_more()).await);
        keys.ticks(checkbox("Africa").and_more()).await;
        keys.is_at("/en/cities?region=africa").await;
        keys.until("there are as many as promised", async || count(&keys).await == promise).await;
        keys.press(Key::Escape).await;
        keys.misses(button("Region")).await;
        keys.is_on(button("Filters")).await;
        keys.presses(link("Clear all filters")).await;
        keys.is_at("/en/cities").await;
        keys.is_on(heading("Cities")).await;
    })
    .await;
}
