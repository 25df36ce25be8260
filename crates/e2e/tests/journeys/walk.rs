//! The way of a newcomer.

use crate::reports;
use e2e::{button, choice, field, journey, link, region};

#[tokio::test]
async fn a_newcomer_walks_from_the_landing_page_to_a_report() {
    journey(async |visitor, app| {
        visitor.open("/en/").await;
        visitor.arrives_at("Cities recover better when they learn from each other").await;
        visitor.reads("297").await;

        visitor.click(link("Find your city")).await;
        visitor.arrives_at("Cities").await;
        assert_eq!(visitor.title().await, "Cities · Cities for a Resilient Recovery");

        visitor.click(link("Honolulu, ").and_more().within(region("Map of cities"))).await;
        visitor.arrives_at("Honolulu").await;
        assert_eq!(visitor.address().await, "/en/cities/honolulu");
        visitor.reads("Both at the coast").await;

        let alike = region("Similar cities");
        let more = "return [...document.querySelectorAll('.similar .row')].every(row => row.querySelector('.reasons').children.length <= 3)";
        assert_eq!(visitor.script(more).await, true, "few reasons at once, the rest on demand");
        let name = visitor.sees(link("").and_more().within(alike.clone())).await;
        visitor.click(link(&name).within(alike)).await;
        visitor.arrives_at(&name).await;
        assert_ne!(name, "Honolulu");

        visitor.click(link("Report a wrong or missing fact")).await;
        visitor.arrives_at(&format!("Report a wrong or missing fact of {name}")).await;
        visitor.choose(choice("Which fact?"), "Population").await;
        visitor.fill(field("What is right?"), "The city counts its people every year.").await;
        visitor.fill(field("Where can it be checked?"), "https://example.org/census").await;
        visitor.click(button("Send the report")).await;

        visitor.arrives_at("Thank you, your report has arrived").await;
        let [(id, _, text)] = &reports(app).await[..] else { panic!("one report arrives") };
        assert_eq!(text, "The city counts its people every year.");
        visitor.reads(id).await;
        visitor.pictures("report-sent-1440-light").await;

        visitor.click(link(&format!("Back to {name}"))).await;
        visitor.arrives_at(&name).await;
    })
    .await;
}
