//! Finding cities: searching, weighing, comparing, filtering.

use super::choosing::takes;
use e2e::{Key, Keyboard, button, checkbox, choice, field, heading, journey, link, region, slider};

/// Types a city with a mistake in it into the palette, and opens what the search finds.
async fn searches(keys: Keyboard<'_>) {
    keys.open("/en/").await;
    keys.presses(button("Search cities, lessons, themes").and_more()).await;
    keys.is_on(choice("Search, or go to a page")).await;
    keys.types("ahmedabd").await;
    keys.reads("Ahmedabad").await;
    // What searches everything stands last.
    keys.press(Key::Up).await;
    keys.press(Key::Enter).await;
    keys.is_at("/en/search?q=ahmedabd").await;
    keys.lands_at("Search").await;
    keys.presses(link("Ahmedabad")).await;
    keys.lands_at("Ahmedabad").await;
}

/// Lets the coast count for more, and goes to the city that is most alike then.
async fn weighs(keys: Keyboard<'_>) -> String {
    keys.presses(button("Change what counts")).await;
    keys.tab_to(slider("Coast")).await;
    keys.press(Key::Right).await;
    keys.until("the weight is in the address", async || keys.address().await.contains("?weight_coast=")).await;
    keys.settled().await;
    let alike = keys.sees(link("").and_more().within(region("Similar cities"))).await;
    keys.presses(link(&alike)).await;
    keys.lands_at(&alike).await;
    alike
}

/// Waits until a city is offered for the words of the comparison.
async fn is_offered(keys: Keyboard<'_>, name: &str) {
    let offered = "return document.querySelector('form .row-name')?.textContent ?? ''";
    keys.until("the city is offered", async || keys.script(offered).await == name).await;
}

async fn ends_with(keys: Keyboard<'_>, end: &str) {
    keys.until("the address has the city", async || keys.address().await.ends_with(end)).await;
    keys.settled().await;
}

/// Puts two more cities beside the one whose page it is, by a link and by Enter, and takes one off again.
async fn compares(keys: Keyboard<'_>, first: &str) {
    let (third, slug) = if first == "Quito" { ("Lagos", "lagos") } else { ("Quito", "quito") };
    keys.presses(link("Compare with other cities")).await;
    keys.lands_at("Compare cities").await;
    keys.writes(field("Add a city"), "ahmedabad").await;
    is_offered(keys, "Ahmedabad").await;
    keys.presses(link("Ahmedabad")).await;
    ends_with(keys, ",ahmedabad").await;
    keys.is_on(field("Add a city")).await;
    keys.types(slug).await;
    is_offered(keys, third).await;
    keys.press(Key::Enter).await;
    ends_with(keys, &format!(",ahmedabad,{slug}")).await;
    keys.sees(heading("What they are like")).await;
    keys.presses_before(link("Take off Ahmedabad")).await;
    keys.misses(link("Take off Ahmedabad")).await;
    assert!(!keys.address().await.contains("ahmedabad"));
}

#[tokio::test]
async fn a_typing_mistake_leads_to_a_city_its_weights_and_a_comparison() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        searches(keys).await;
        let alike = weighs(keys).await;
        compares(keys, &alike).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_is_filtered_and_sorted() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities").await;
        keys.ticks(checkbox("Africa").and_more()).await;
        keys.is_at("/en/cities?region=africa").await;
        keys.presses(button("Shocks")).await;
        keys.ticks(checkbox("Urban fire").and_more()).await;
        keys.is_at("/en/cities?region=africa&shock=urban_fire").await;
        keys.chooses(choice("Sort by"), "pop").await;
        keys.is_at("/en/cities?region=africa&shock=urban_fire&sort=-population").await;
        // A chip that takes itself off does not take the focus with it.
        keys.presses(link("Remove filter Shocks: Urban fire")).await;
        keys.is_at("/en/cities?region=africa&sort=-population").await;
        keys.is_on(heading("Cities")).await;
        keys.writes(field("Find by name, country or what it faces"), "ghana").await;
        keys.until("the words are in the address", async || keys.address().await.contains("q=ghana")).await;
        keys.settled().await;
        keys.presses(link("Accra")).await;
        keys.lands_at("Accra").await;
    })
    .await;
}

/// Who has no city here chooses one, and takes it off again; the address keeps it.
#[tokio::test]
async fn a_visitor_searches_for_a_city() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/search?q=heat").await;
        takes(keys, "For your city", "ahmedabad").await;
        keys.is_at("/en/search?q=heat&city=ahmedabad").await;
        keys.is_on(choice("For your city")).await;
        keys.reads("About Ahmedabad").await;
        keys.reload().await;
        assert_eq!(keys.property(choice("For your city"), "value").await, "Ahmedabad");
        keys.presses(button("Remove Ahmedabad")).await;
        keys.is_at("/en/search?q=heat").await;
        keys.is_on(choice("For your city")).await;
        assert_eq!(keys.property(choice("For your city"), "value").await, "");
    })
    .await;
}
