//! Not there, not yet there: each says what to do next.

use e2e::{button, heading, journey, link, navigation};

#[tokio::test]
async fn what_is_not_there_leads_on() {
    journey(async |visitor, app| {
        visitor.expects_console("404");
        for path in ["/en/lessons/nowhere", "/en/library/nowhere", "/en/collections/nowhere"] {
            visitor.open(path).await;
            visitor.arrives_at("There is nothing here").await;
        }
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
async fn code_and_texts_that_do_not_come_are_asked_for_again_on_the_first_page_too() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        visitor.blocks(&["*/split___about_route*"]).await;
        visitor.click(link("About").within(navigation("Main"))).await;
        visitor.reads("The server could not be reached.").await;
        visitor.sees(heading("Cities recover better when they learn from each other")).await;
        // Other pages can still be reached.
        visitor.click(link("Glossary").within(navigation("Main"))).await;
        visitor.arrives_at("Glossary").await;

        // On the first page nothing else is to be seen yet.
        visitor.blocks(&["*/split___search_route*"]).await;
        visitor.visit("/en/search").await;
        visitor.reads("The server could not be reached.").await;
        visitor.blocks(&[]).await;
        visitor.script("return window.dispatchEvent(new Event('c2r:chunk-retry'))").await;
        visitor.arrives_at("Search").await;
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
