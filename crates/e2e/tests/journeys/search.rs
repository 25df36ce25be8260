//! Searching.

use e2e::{Key, choice, journey, link};

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
