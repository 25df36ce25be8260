//! Searching.

use e2e::{Key, choice, field, journey, link, navigation};

/// What is marked within the hits.
const MARKS: &str = "return [...document.querySelectorAll('.rows mark')].map(mark => mark.textContent)";

#[tokio::test]
async fn a_typing_mistake_still_finds_the_city() {
    journey(async |visitor, _| {
        visitor.open("/en/about").await;
        visitor.press('/').await;
        let words = choice("Search, or go to a page");
        visitor.sees(choice("Search, or go to a page")).await;
        visitor.until("the words have the focus", async || visitor.focused().await.is(&words)).await;
        visitor.types("ahmedabd").await;
        // The city is marked; what searches everything stands last.
        visitor.reads("Ahmedabad").await;
        visitor.press(Key::Up).await;
        visitor.press(Key::Enter).await;

        visitor.is_at("/en/search?q=ahmedabd").await;
        visitor.arrives_at("Search").await;
        assert_eq!(visitor.title().await, "Search: ahmedabd · Cities for a Resilient Recovery");
        visitor.sees(link("Ahmedabad")).await;
        assert!(visitor.script(MARKS).await.as_array().unwrap().contains(&"Ahmedabad".into()));
        visitor.pictures("search-typo-1440-light").await;

        visitor.click(link("Ahmedabad")).await;
        visitor.arrives_at("Ahmedabad").await;
    })
    .await;
}

#[tokio::test]
async fn results_follow_while_one_types_and_narrow_by_kind() {
    journey(async |visitor, _| {
        visitor.open("/en/search").await;
        visitor.reads("Typing mistakes are forgiven.").await;
        visitor.fill(field("Words"), "flood").await;
        visitor.is_at("/en/search?q=flood").await;

        let kinds = || navigation("Kinds");
        let all = visitor.sees(link("All").and_more().within(kinds())).await;
        let terms = visitor.sees(link("Terms").and_more().within(kinds())).await;
        let (all_counted, terms_counted) = (all.strip_prefix("All, "), terms.strip_prefix("Terms, "));
        assert!(all_counted.is_some_and(|n| n.parse::<u32>().is_ok()), "{all}: the number is a word of its own");
        assert_ne!(all_counted, terms_counted, "there are more than terms");
        visitor.click(link("Terms").and_more().within(kinds())).await;
        visitor.is_at("/en/search?q=flood&kind=term").await;
        let shown =
            "return [...document.querySelectorAll('.rows .row .ui-tag')].every(tag => tag.textContent === 'Term')";
        visitor.until("only terms are left", async || visitor.script(shown).await == true).await;
        assert_eq!(visitor.sees(link("All").and_more().within(kinds())).await, all, "the others are still counted");

        visitor.reload().await;
        assert_eq!(visitor.script(shown).await, true);
        assert_eq!(visitor.property(field("Words"), "value").await, "flood");
        visitor.back().await;
        visitor.is_at("/en/search?q=flood").await;
    })
    .await;
}
