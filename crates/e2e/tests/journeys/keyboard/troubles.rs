//! Empty, broken, not there, too fast: whatever goes wrong, the way on can be gone by the keyboard.

use crate::reports;
use e2e::{Browser, Keyboard, button, checkbox, choice, field, heading, journey, journey_on, link, region};
use test_support::TestApp;
use tokio_util::sync::CancellationToken;

const PAGE: &str = "/en/cities/accra/report";
const VALUE: &str = "What is right?";
const SOURCE: &str = "Where can it be checked?";
const THANKS: &str = "Thank you, your report has arrived";

#[tokio::test]
async fn a_search_without_results_shows_a_way_out() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities?region=africa&q=zzzzzz").await;
        keys.reads("No city fits all of this").await;
        keys.pictures("cities-none-1440-light").await;
        keys.presses(link("Try without the words")).await;
        keys.is_at("/en/cities?region=africa").await;
        keys.sees(button("Show more cities")).await;
        keys.opens("/en/search?q=zzzzzzzzzz").await;
        keys.reads("Nothing found").await;
        keys.presses(link("See all cities")).await;
        keys.lands_at("Cities").await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_asks_for_nonsense_leads_on() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/cities?colour=red").await;
        keys.reads("This address asks for something that the list does not know").await;
        keys.reads("“colour” is nothing that one can ask for here.").await;
        keys.presses(link("Show all cities")).await;
        keys.is_at("/en/cities").await;
        keys.sees(button("Show more cities")).await;
        // What only the server knows to be nonsense is said in the app's words, not in the API's.
        keys.expects_console("400");
        keys.opens("/en/cities?shock=atlantis&region=africa&country=XX").await;
        keys.reads("Shocks: there is no “atlantis”.").await;
        keys.reads("Country: there is no “XX”.").await;
        keys.pictures("cities-odd-1440-light").await;
        assert!(!keys.text().await.contains("/api/"));
        keys.misses(button("Try again")).await;
        keys.presses(link("Leave it out, keep the rest")).await;
        keys.is_at("/en/cities?region=africa").await;
        keys.sees(button("Show more cities")).await;
        keys.opens("/en/search?q=flood&kind=ship").await;
        keys.reads("Kinds: there is no “ship”.").await;
        keys.presses(link("Leave it out, keep the rest")).await;
        keys.is_at("/en/search?q=flood").await;
        keys.expects_console("404");
        keys.opens("/en/compare?cities=lagos,atlantis,nowhere,foo").await;
        keys.presses(link("Leave these out")).await;
        keys.is_at("/en/compare?cities=lagos").await;
        keys.opens("/en/nowhere").await;
        keys.presses(link("See all cities")).await;
        keys.lands_at("Cities").await;
    })
    .await;
}

#[tokio::test]
async fn a_list_that_did_not_come_can_be_asked_for_again() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/about").await;
        keys.blocks(&["*/api/v1/cities?*"]).await;
        keys.presses_before(link("Cities")).await;
        keys.reads("The server could not be reached.").await;
        keys.misses(button("Region")).await;
        keys.misses(field("Find by name, country or what it faces")).await;
        keys.misses(region("Map of cities")).await;
        keys.pictures("cities-failed-1440-light").await;
        keys.blocks(&[]).await;
        keys.presses(button("Try again")).await;
        keys.sees(button("Show more cities")).await;
        keys.misses(button("Try again")).await;

        // Once there are filters they stay: one of them may be what led here.
        keys.blocks(&["*/api/v1/cities?*"]).await;
        keys.ticks(checkbox("Africa").and_more()).await;
        keys.reads("The server could not be reached.").await;
        keys.sees(button("Region")).await;
        keys.blocks(&[]).await;
        keys.presses(button("Try again")).await;
        keys.misses(button("Try again")).await;
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_not_ready_is_asked_again() {
    journey_on(TestApp::builder().unindexed(), async |visitor, app| {
        let keys = visitor.by_keys();
        keys.expects_console("503");
        keys.opens("/en/search?q=accra").await;
        keys.reads("The service is not available for the moment.").await;
        keys.reads("Request id: ").await;
        keys.pictures("search-failed-1440-light").await;
        let stop = CancellationToken::new();
        tokio::spawn(app::keep_indexed(app.ctx.clone(), stop.clone()));
        app.wait_until_indexed().await;
        keys.presses(button("Try again")).await;
        keys.presses(link("Accra")).await;
        keys.lands_at("Accra").await;
        stop.cancel();
    })
    .await;
}

#[tokio::test]
async fn texts_and_code_that_do_not_come_are_asked_for_again() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/").await;
        keys.blocks(&["*/texts/en/about.json"]).await;
        keys.presses_before(link("About")).await;
        keys.reads("The server could not be reached.").await;
        keys.sees(heading("Cities recover better when they learn from each other")).await;
        keys.blocks(&[]).await;
        keys.presses(button("Try again")).await;
        keys.arrives_at("About").await;
        keys.misses(button("Try again")).await;

        keys.blocks(&["*/split___glossary_route*"]).await;
        keys.presses_before(link("Glossary")).await;
        keys.reads("The server could not be reached.").await;
        keys.presses(button("Try again")).await;
        keys.reads("The server could not be reached.").await;
        // It asks again by itself.
        keys.blocks(&[]).await;
        keys.arrives_at("Glossary").await;
        keys.misses(button("Try again")).await;
    })
    .await;
}

#[tokio::test]
async fn an_app_that_breaks_gives_the_focus_to_what_it_says_and_keeps_what_happened() {
    const KEPT: &str = "const kept = JSON.parse(localStorage.getItem('c2r-broken'));
        return [kept.length, kept[0].page, kept[0].text.includes('SplitLoaderError'), 'time' in kept[0]].join()";
    journey(async |visitor, _| {
        for part in ["CompileError", "WebAssembly", "SplitLoaderError", "unreachable"] {
            visitor.expects_console(part);
        }
        let keys = visitor.by_keys();
        keys.opens("/en/").await;
        // Code that is none.
        let broken = "const real = window.fetch;
            window.fetch = async (asked, ...more) => String(asked.url ?? asked).includes('split___about_route')
                ? new Response('none', { headers: { 'content-type': 'application/wasm' } })
                : real(asked, ...more);";
        keys.script(broken).await;
        keys.presses_before(link("About")).await;
        keys.is_on(heading("Something broke on this page")).await;
        assert_eq!(keys.title().await, "Something broke on this page");
        assert_eq!(keys.script(KEPT).await, "1,/en/,true,true");
        keys.tab_to(button("Copy what happened")).await;
        keys.presses_before(link("Load the page again")).await;
        keys.arrives_at("Cities recover better when they learn from each other").await;
    })
    .await;
}

async fn fills_in(keys: Keyboard<'_>) {
    keys.chooses(choice("Which fact?"), "shock").await;
    keys.writes(field(VALUE), "Floods come every year.").await;
    keys.writes(field(SOURCE), "https://example.org/floods").await;
}

async fn written(visitor: &Browser) -> String {
    visitor.property(field(VALUE), "value").await
}

#[tokio::test]
async fn without_a_network_nothing_typed_is_lost() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens(PAGE).await;
        fills_in(keys).await;
        keys.goes_offline(true).await;
        keys.reads("You are offline.").await;
        keys.presses(button("Send the report")).await;
        keys.reads("The server could not be reached.").await;
        keys.pictures("report-offline-1440-light").await;
        assert_eq!(written(visitor).await, "Floods come every year.");
        keys.goes_offline(false).await;
        keys.presses(button("Try again")).await;
        keys.lands_at(THANKS).await;
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_word_of_the_server_leads_to_its_field() {
    const BESIDE: &str = "return document.getElementById('report-source-fault')?.innerText ?? ''";
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens(PAGE).await;
        fills_in(keys).await;
        keys.damages_next_post("source", "somewhere").await;
        keys.expects_console("422");
        keys.presses(button("Send the report")).await;
        keys.presses(link("Where can it be checked? —").and_more()).await;
        keys.is_on(field(SOURCE)).await;
        assert!(keys.script(BESIDE).await.as_str().unwrap().contains("web address"));
        assert!(reports(app).await.is_empty());
        keys.presses(button("Send the report")).await;
        keys.lands_at(THANKS).await;
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_report_whose_answer_was_lost_is_not_sent_twice() {
    /// What loses an answer is gone with it.
    const LOST: &str = "return String(window.fetch).includes('native code')";
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens(PAGE).await;
        fills_in(keys).await;
        keys.loses_next_answer("POST").await;
        keys.presses(button("Send the report")).await;
        keys.sees(button("Try again")).await;
        assert_eq!(reports(app).await.len(), 1, "the server has it already");
        keys.loses_next_answer("POST").await;
        keys.presses(button("Try again")).await;
        keys.until("it was asked once more", async || keys.script(LOST).await == true).await;

        // Even if one gives up, and comes back.
        keys.opens(PAGE).await;
        assert_eq!(written(visitor).await, "Floods come every year.");
        keys.presses(button("Send the report")).await;
        keys.lands_at(THANKS).await;
        let [(id, city, _)] = &reports(app).await[..] else { panic!("it arrives once") };
        assert_eq!(city, "accra");
        keys.reads(id).await;
    })
    .await;
}

#[tokio::test]
async fn a_draft_waits_until_it_is_sent_or_thrown_away() {
    const KEPT: &str = "return (localStorage.getItem('c2r.report.accra') ?? '').includes('https://example.org/floods')";
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(PAGE).await;
        fills_in(keys).await;
        keys.until("the draft is kept", async || keys.script(KEPT).await == true).await;
        keys.open("/en/cities/lagos/report").await;
        assert_eq!(written(visitor).await, "", "each city has its own");
        keys.opens(PAGE).await;
        assert_eq!(written(visitor).await, "Floods come every year.");
        assert_eq!(keys.property(choice("Which fact?"), "value").await, "shocks");
        keys.presses(button("Empty the form")).await;
        assert_eq!(written(visitor).await, "");
        keys.presses(button("Bring my text back")).await;
        assert_eq!(written(visitor).await, "Floods come every year.");
        keys.presses(button("Send the report")).await;
        keys.lands_at(THANKS).await;
        keys.open(PAGE).await;
        assert_eq!(written(visitor).await, "", "what was sent is no draft");
    })
    .await;
}

#[tokio::test]
async fn too_many_reports_are_told_to_wait() {
    let strict = TestApp::builder().settings(|settings| settings.limits.writes_per_minute = 1);
    journey_on(strict, async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens(PAGE).await;
        fills_in(keys).await;
        keys.presses(button("Send the report")).await;
        keys.lands_at(THANKS).await;
        keys.expects_console("429");
        keys.opens("/en/cities/lagos/report").await;
        fills_in(keys).await;
        keys.presses(button("Send the report")).await;
        keys.reads("Too many requests came from your network.").await;
        keys.reads("Request id: ").await;
        assert_eq!(written(visitor).await, "Floods come every year.");
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}
