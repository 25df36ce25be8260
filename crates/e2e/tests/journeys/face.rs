//! The shell, the languages, home, comparing: what stands around the work, and the way into it.

use crate::identity::signs_in_as;
use domain::policy::{MembershipRole, Role};
use e2e::{
    Browser, Key, Target, button, choice, content, field, heading, journey, journey_on, link, navigation, option,
};
use test_support::TestApp;

#[tokio::test]
async fn the_palette_finds_cities_pages_and_actions() {
    journey(async |visitor, _| {
        visitor.open("/en/glossary").await;
        visitor.press('/').await;
        let words = || choice("Search, or go to a page");
        visitor.sees(words()).await;
        visitor.until("the words have the focus", async || visitor.focused().await.is(&words())).await;
        visitor.types("accr").await;
        visitor.reads("Accra").await;
        assert_eq!(visitor.barriers().await, [""; 0]);
        // What fits best is marked at once; searching everything comes last.
        visitor.press(Key::Enter).await;
        visitor.arrives_at("Accra").await;

        visitor.click(button("Search cities, lessons, themes").and_more()).await;
        visitor.sees(words()).await;
        visitor.types("dark app").await;
        visitor.reads("Dark appearance").await;
        visitor.press(Key::Enter).await;
        visitor.misses(words()).await;
        assert_eq!(visitor.script("return document.documentElement.dataset.theme").await, "dark");
        // The server paints it from then on.
        visitor.reload().await;
        visitor.arrives_at("Accra").await;
        assert_eq!(visitor.script("return document.documentElement.dataset.theme").await, "dark");

        visitor.press('/').await;
        visitor.sees(words()).await;
        visitor.types("accr").await;
        visitor.reads("Search everything for “accr”").await;
        visitor.press(Key::Up).await;
        visitor.press(Key::Enter).await;
        visitor.is_at("/en/search?q=accr").await;

        visitor.open("/en/glossary").await;
        visitor.press('/').await;
        visitor.sees(words()).await;
        visitor.press(Key::Escape).await;
        visitor.misses(words()).await;
        visitor.press('/').await;
        visitor.sees(words()).await;
        visitor.types("portug").await;
        visitor.reads("Switch to Português").await;
        visitor.press(Key::Enter).await;
        visitor.is_at("/pt/glossary").await;
    })
    .await;
}

#[tokio::test]
async fn another_language_is_kept_and_goes_the_other_way() {
    journey(async |visitor, _| {
        visitor.open("/en/cities/accra?weight_coast=3").await;
        visitor.click(button("Language and appearance: English")).await;
        visitor.click(link("العربية")).await;
        visitor.is_at("/ar/cities/accra?weight_coast=3").await;
        visitor.arrives_at("Accra").await;
        let root = "return [document.documentElement.lang, document.documentElement.dir, getComputedStyle(document.body).direction].join()";
        assert_eq!(visitor.script(root).await, "ar,rtl,rtl");
        visitor.reads("الصدمات").await;
        // An address that names no language leads to the one that was chosen.
        visitor.visit("/").await;
        visitor.is_at("/ar/").await;
        for language in ["es", "fr", "pt"] {
            visitor.open(&format!("/{language}/cities")).await;
            assert_eq!(visitor.script("return document.documentElement.lang").await, language);
            assert!(visitor.title().await.ends_with("Cities for a Resilient Recovery"));
        }
    })
    .await;
}

/// Clicks on what is on the screen without scrolling.
async fn follows(visitor: &Browser, target: Target) {
    visitor.sees_at_once(target.clone()).await;
    visitor.click(target).await;
}

/// Each step has a visible next one: what is pressed or filled in is on the screen as soon as the page is.
#[tokio::test]
async fn a_newcomer_is_at_their_city_within_four_steps() {
    journey(async |visitor, _| {
        for width in [360, 1440] {
            visitor.is_wide(width).await;
            visitor.open("/en/").await;
            follows(visitor, link("Find your city")).await;
            visitor.arrives_at("Cities").await;
            let words = field("Find by name, country or what it faces");
            visitor.sees_at_once(words.clone()).await;
            visitor.fill(words, "melbourne").await;
            follows(visitor, link("Melbourne").within(content("").and_more())).await;
            visitor.arrives_at("Melbourne").await;
            let steps = visitor.steps();
            assert!((1..=4).contains(&steps), "{steps} steps at {width}");
            visitor.sees(link("Join this city")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn cities_stand_side_by_side_and_nobody_is_scored() {
    journey(async |visitor, _| {
        visitor.open("/en/compare").await;
        visitor.reads("Choose two cities to begin with").await;
        visitor.fill(field("Add a city"), "accra").await;
        visitor.click(link("Accra").within(content("").and_more())).await;
        visitor.is_at("/en/compare?cities=accra").await;
        visitor.reads("These are most like Accra:").await;
        visitor.fill(field("Add a city"), "lagos").await;
        visitor.click(link("Lagos").within(content("").and_more())).await;
        visitor.is_at("/en/compare?cities=accra,lagos").await;
        visitor.reads("All of them face").await;
        visitor.sees(heading("What they are like")).await;
        assert_eq!(visitor.barriers().await, [""; 0]);
        visitor.click(link("Take off Accra")).await;
        visitor.is_at("/en/compare?cities=lagos").await;
        visitor.open("/en/compare?cities=lagos,atlantis").await;
        visitor.expects_console("404");
        visitor.reads("atlantis").await;
        visitor.sees(heading("Choose a second city")).await;
        // What names no city takes no place, and can be left out.
        visitor.open("/en/compare?cities=lagos,atlantis,nowhere,foo").await;
        visitor.expects_console("404");
        visitor.sees(field("Add a city")).await;
        visitor.click(link("Leave these out")).await;
        visitor.is_at("/en/compare?cities=lagos").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_stated_is_said_to_be_not_stated() {
    journey(async |visitor, _| {
        visitor.open("/en/compare?cities=melbourne,accra").await;
        visitor.reads("Shocks are not stated: Melbourne.").await;
        visitor.reads("In what is stated there is nothing that all of them share.").await;
        let starts = "return new Set([...document.querySelectorAll('.compare thead th:nth-child(2)')]                      .map(head => Math.round(head.getBoundingClientRect().left))).size";
        assert_eq!(visitor.script(starts).await, 1, "the columns of all tables begin at the same place");
    })
    .await;
}

const LEAD: &str = "lead@example.org";
const NEW: &str = "new@example.org";

/// How many lines the name in the top bar takes.
const LINES: &str = "const name = document.querySelector('#app .mark span');
    return Math.round(name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight))";

/// All that the bar has for who has signed in is there on a phone as on a desk, and nothing lies over anything.
async fn the_bar_fits(visitor: &Browser) {
    for (width, lines) in [(360, 2), (1440, 1)] {
        visitor.is_wide(width).await;
        let tools = ["Search cities", "Language and appearance", "Notifications", "Menu of "];
        for tool in tools.map(|name| button(name).and_more()) {
            visitor.sees_at_once(tool).await;
        }
        visitor.sees_at_once(link("Cities for a Resilient Recovery")).await;
        let taken = visitor.script(LINES).await.as_u64().unwrap();
        assert!((1..=lines).contains(&taken), "the name takes {taken} lines at {width}");
        visitor.click(button("Menu of ").and_more()).await;
        for place in [link("Account"), link("Memberships"), button("Sign out")] {
            visitor.sees_at_once(place).await;
        }
        assert_eq!(visitor.overhang().await, 0, "nothing is wider than the screen at {width}");
        visitor.press(Key::Escape).await;
        visitor.misses(button("Sign out")).await;
    }
}

#[tokio::test]
async fn home_says_what_is_next_for_a_newcomer_and_for_a_lead() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let newcomer = app.sign_up(NEW, "Noor Newcomer").await;
        signs_in_as(visitor, NEW).await;
        visitor.open("/en/home").await;
        visitor.reads("Noor Newcomer").await;
        visitor.sees(link("Find your city").and_more()).await;
        the_bar_fits(visitor).await;
        visitor.click(button("Menu of ").and_more()).await;
        visitor.click(button("Sign out")).await;
        visitor.sees(heading("Sign in")).await;

        app.with_city(LEAD, "melbourne").await;
        app.ask_to_join(&newcomer, "melbourne", MembershipRole::Practitioner).await;
        signs_in_as(visitor, LEAD).await;
        visitor.open("/en/home").await;
        visitor.reads("1 thing waits for you").await;
        visitor.reads("Melbourne at a glance").await;
        visitor.sees(heading("Cities like Melbourne")).await;
        visitor.reads("Say where Melbourne stands").await;
        let steps = visitor.script("return document.querySelectorAll('.next li').length").await;
        assert_eq!(steps, 3, "at most three");
        assert_eq!(visitor.barriers().await, [""; 0]);
        visitor.click(button("Notifications").and_more()).await;
        visitor.click(link("1 thing waits for you")).await;
        visitor.arrives_at("Waiting for you").await;
    })
    .await;
}

#[tokio::test]
async fn home_goes_by_the_role() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        app.with_role(LEAD, Role::Administrator).await;
        signs_in_as(visitor, LEAD).await;
        visitor.open("/en/home").await;
        visitor.reads("See who has an account").await;
        visitor.misses(link("Find your city").and_more()).await;
        assert_eq!(visitor.barriers().await, [""; 0]);
        visitor.click(link("See the accounts").and_more()).await;
        visitor.is_at("/en/admin/accounts").await;
    })
    .await;
}

#[tokio::test]
async fn a_public_page_is_passed_on_and_a_word_is_explained() {
    journey(async |visitor, _| {
        visitor.open("/en/cities/accra").await;
        visitor.click(button("Share")).await;
        let mail = visitor.property(link("Send by e-mail"), "href").await;
        assert!(mail.starts_with("mailto:") && mail.contains("accra"), "{mail}");
        visitor.press(Key::Escape).await;
        visitor.click(button("What does “Shock” mean?")).await;
        visitor.reads("A sudden event that threatens a city").await;
        visitor.click(link("See the glossary")).await;
        visitor.arrives_at("Glossary").await;
        visitor.fill(field("Find a word"), "renew").await;
        visitor.reads("Renewal").await;
        visitor.open("/en/tour").await;
        visitor.click(link("Next")).await;
        visitor.is_at("/en/tour?step=2").await;
        visitor.click(link("Leave the tour")).await;
        visitor.is_at("/en/").await;
    })
    .await;
}

const PAGES: [(&str, &str); 12] = [
    ("landing-ar", "/ar/"),
    ("cities-ar", "/ar/cities"),
    ("city-ar", "/ar/cities/accra"),
    ("compare-ar", "/ar/compare?cities=accra,lagos,dakar"),
    ("glossary-ar", "/ar/glossary"),
    ("tour-ar", "/ar/tour"),
    ("lessons-ar", "/ar/lessons"),
    ("lesson-ar", "/ar/lessons/medellin-green-corridors-jobs"),
    ("library-ar", "/ar/library"),
    ("library-item-ar", "/ar/library/heat-action-platform"),
    ("collections-ar", "/ar/collections"),
    ("sign-in-ar", "/ar/sign-in"),
];

/// Pages of the first visit in the language that is written from right to left.
#[tokio::test]
async fn nothing_is_in_the_way_from_right_to_left() {
    journey(async |visitor, _| {
        let found = visitor.tours(&PAGES).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn the_rail_leads_around_and_knows_where_one_is() {
    journey(async |visitor, _| {
        visitor.open("/en/cities/accra").await;
        let places = || navigation("Main");
        assert_eq!(visitor.property(link("Cities").within(places()), "ariaCurrent").await, "true");
        visitor.click(link("Compare").within(places())).await;
        visitor.arrives_at("Compare cities").await;
        visitor.click(link("Glossary").within(places())).await;
        visitor.arrives_at("Glossary").await;
        visitor.click(button("Language and appearance").and_more()).await;
        visitor.click(option("Light")).await;
        assert_eq!(visitor.script("return document.documentElement.dataset.theme").await, "light");
    })
    .await;
}
