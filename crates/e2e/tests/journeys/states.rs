//! Empty, broken, not there: each says what to do next.

use e2e::{button, checkbox, field, heading, journey, journey_on, link, navigation, region};
use test_support::TestApp;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_search_without_results_shows_a_way_out() {
    journey(async |visitor, _| {
        visitor.open("/en/cities?region=africa&q=zzzzzz").await;
        visitor.reads("No city fits all of this").await;
        visitor.pictures("cities-none-1440-light").await;
        visitor.click(link("Try without the words")).await;
        visitor.is_at("/en/cities?region=africa").await;
        visitor.sees(button("Show more cities")).await;

        visitor.open("/en/search?q=zzzzzzzzzz").await;
        visitor.reads("Nothing found").await;
        visitor.click(link("See all cities")).await;
        visitor.is_at("/en/cities").await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_asks_for_nonsense_says_so() {
    journey(async |visitor, _| {
        visitor.open("/en/cities?colour=red").await;
        visitor.reads("This address asks for something that the list does not know").await;
        visitor.reads("“colour” is nothing that one can ask for here.").await;
        visitor.click(link("Show all cities")).await;
        visitor.is_at("/en/cities").await;
        visitor.sees(button("Show more cities")).await;
    })
    .await;
}

#[tokio::test]
async fn a_value_that_only_the_server_knows_to_be_nonsense_is_left_out_with_one_click() {
    journey(async |visitor, _| {
        visitor.expects_console("400");
        visitor.open("/en/cities?shock=atlantis&region=africa&country=XX").await;
        visitor.reads("This address asks for something that the list does not know").await;
        visitor.reads("Shocks: there is no “atlantis”.").await;
        visitor.reads("Country: there is no “XX”.").await;
        visitor.pictures("cities-odd-1440-light").await;
        assert!(!visitor.text().await.contains("/api/"), "in the app's words, not the API's");
        visitor.misses(button("Try again")).await;
        visitor.click(link("Leave it out, keep the rest")).await;
        visitor.is_at("/en/cities?region=africa").await;
        visitor.sees(button("Show more cities")).await;

        visitor.open("/en/search?q=flood&kind=ship").await;
        visitor.reads("Kinds: there is no “ship”.").await;
        visitor.click(link("Leave it out, keep the rest")).await;
        visitor.is_at("/en/search?q=flood").await;
    })
    .await;
}

#[tokio::test]
async fn a_list_that_did_not_come_can_be_asked_for_again() {
    journey(async |visitor, _| {
        visitor.open("/en/about").await;
        visitor.blocks(&["*/api/v1/cities?*"]).await;
        visitor.click(link("Cities")).await;
        visitor.reads("The server could not be reached.").await;
        visitor.misses(button("Region")).await;
        visitor.misses(field("Find by name, country or what it faces")).await;
        visitor.misses(region("Map of cities")).await;
        visitor.pictures("cities-failed-1440-light").await;
        visitor.blocks(&[]).await;
        visitor.click(button("Try again")).await;
        visitor.sees(button("Show more cities")).await;
        visitor.misses(button("Try again")).await;
        visitor.sees(button("Region")).await;

        // Once there are filters they stay: one of them may be what led here.
        visitor.blocks(&["*/api/v1/cities?*"]).await;
        visitor.click(checkbox("Africa").and_more()).await;
        visitor.reads("The server could not be reached.").await;
        visitor.sees(button("Region")).await;
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_not_ready_gives_the_id_of_the_request() {
    journey_on(TestApp::builder().unindexed(), async |visitor, app| {
        visitor.expects_console("503");
        visitor.open("/en/search?q=accra").await;
        visitor.reads("The service is not available for the moment.").await;
        visitor.reads("Request id: ").await;
        visitor.pictures("search-failed-1440-light").await;

        let stop = CancellationToken::new();
        tokio::spawn(app::keep_indexed(app.ctx.clone(), stop.clone()));
        app.wait_until_indexed().await;
        visitor.click(button("Try again")).await;
        visitor.sees(link("Accra")).await;
        stop.cancel();
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_leads_on() {
    journey(async |visitor, app| {
        visitor.expects_console("404");
        for path in ["/en/cities/atlantis", "/en/cities/atlantis/report", "/en/nowhere"] {
            assert_eq!(app.get(path).header("accept", "text/html").send().await.status, 404, "{path}");
            visitor.open(path).await;
            visitor.arrives_at("There is nothing here").await;
            assert_eq!(visitor.title().await, "There is nothing here · Cities for a Resilient Recovery");
        }
        visitor.click(link("See all cities")).await;
        visitor.is_at("/en/cities").await;
    })
    .await;
}

#[tokio::test]
async fn texts_that_do_not_come_are_asked_for_again() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        visitor.blocks(&["*/texts/en/about.json"]).await;
        visitor.click(link("About").within(navigation("Main"))).await;
        visitor.reads("The server could not be reached.").await;
        visitor.sees(heading("Cities recover better when they learn from each other")).await;
        visitor.blocks(&[]).await;
        visitor.click(button("Try again")).await;
        visitor.arrives_at("About").await;
        visitor.misses(button("Try again")).await;

        // The same on the first page, of which nothing else is to be seen yet.
        visitor.blocks(&["*/texts/en/search.json"]).await;
        visitor.visit("/en/search").await;
        visitor.reads("The server could not be reached.").await;
        visitor.blocks(&[]).await;
        visitor.click(button("Try again")).await;
        visitor.arrives_at("Search").await;

        // Without what every page says there is no app: the page itself says so.
        visitor.expects_console("Failed to fetch");
        visitor.blocks(&["*/texts/en/common.json"]).await;
        visitor.visit("/en/about").await;
        visitor.reads("The app could not be started.").await;
    })
    .await;
}

#[tokio::test]
async fn code_that_does_not_come_is_asked_for_again() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        visitor.blocks(&["*/split___about_route*"]).await;
        visitor.click(link("About").within(navigation("Main"))).await;
        visitor.reads("The server could not be reached.").await;
        visitor.sees(heading("Cities recover better when they learn from each other")).await;
        visitor.click(button("Try again")).await;
        visitor.reads("The server could not be reached.").await;
        // Other pages can still be reached.
        visitor.click(link("Glossary").within(navigation("Main"))).await;
        visitor.arrives_at("Glossary").await;
        visitor.click(link("About").within(navigation("Main"))).await;
        visitor.reads("The server could not be reached.").await;
        // It asks again by itself.
        visitor.blocks(&[]).await;
        visitor.arrives_at("About").await;
        visitor.misses(button("Try again")).await;

        // The same on the first page, of which nothing else is to be seen yet.
        visitor.blocks(&["*/split___search_route*"]).await;
        visitor.visit("/en/search").await;
        visitor.reads("The server could not be reached.").await;
        visitor.blocks(&[]).await;
        visitor.script("return window.dispatchEvent(new Event('c2r:chunk-retry'))").await;
        visitor.arrives_at("Search").await;
    })
    .await;
}

#[tokio::test]
async fn an_app_that_breaks_says_so_and_keeps_what_happened() {
    journey(async |visitor, _| {
        for part in ["CompileError", "WebAssembly", "SplitLoaderError", "unreachable"] {
            visitor.expects_console(part);
        }
        visitor.open("/en/").await;
        // Code that is none.
        visitor
            .script(
                "const real = window.fetch;
                window.fetch = async (asked, ...more) => String(asked.url ?? asked).includes('split___about_route')
                    ? new Response('none', { headers: { 'content-type': 'application/wasm' } })
                    : real(asked, ...more);",
            )
            .await;
        visitor.click(link("About").within(navigation("Main"))).await;
        visitor.sees(heading("Something broke on this page")).await;
        assert_eq!(visitor.title().await, "Something broke on this page");
        assert!(visitor.focused().await.is(&heading("Something broke on this page")));
        visitor.sees(button("Copy what happened")).await;
        let kept = "const kept = JSON.parse(localStorage.getItem('c2r-broken'));
            return [kept.length, kept[0].page, kept[0].text.includes('SplitLoaderError'), 'time' in kept[0]].join()";
        assert_eq!(visitor.script(kept).await, "1,/en/,true,true");
    })
    .await;
}
