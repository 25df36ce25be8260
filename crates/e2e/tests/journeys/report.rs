//! Reporting a fact: what goes wrong is said where it is mended, and nothing typed is lost.

use crate::reports;
use e2e::{Browser, alert, button, choice, field, heading, journey, journey_on, link};
use test_support::TestApp;

const PAGE: &str = "/en/cities/accra/report";
const VALUE: &str = "What is right?";
const SOURCE: &str = "Where can it be checked?";

async fn fill_in(visitor: &Browser) {
    visitor.choose(choice("Which fact?"), "Shocks").await;
    visitor.fill(field(VALUE), "Floods come every year.").await;
    visitor.fill(field(SOURCE), "https://example.org/floods").await;
}

async fn thanks(visitor: &Browser) {
    visitor.arrives_at("Thank you, your report has arrived").await;
}

#[tokio::test]
async fn an_empty_report_is_told_what_is_missing() {
    journey(async |visitor, app| {
        visitor.open(PAGE).await;
        let structure = visitor.structure().await;
        assert!(!structure.contains("(invalid)"), "nobody has touched anything yet:\n{structure}");
        visitor.click(button("Send the report")).await;
        visitor.sees(alert("").and_more()).await;
        visitor.sees(heading("Some things are missing or not right")).await;
        visitor.until("the summary has the focus", async || visitor.focused().await.role == "alert").await;
        for id in ["report-fact", "report-value", "report-source"] {
            let fault = format!("return document.getElementById('{id}').getAttribute('aria-describedby').includes('{id}-fault') && document.getElementById('{id}-fault').innerText.length > 15");
            assert_eq!(visitor.script(&fault).await, true, "{id} says what is wrong with it");
            assert_eq!(visitor.script(&format!("return document.getElementById('{id}').ariaInvalid")).await, "true");
        }
        visitor.pictures("report-faults-1440-light").await;

        visitor.click(link("Where can it be checked? — Fill this in.")).await;
        assert!(visitor.focused().await.is(&field(SOURCE)));
        visitor.types("example").await;
        visitor.reads("Use a web address that begins with https:// or http://.").await;
        visitor.fill(field(SOURCE), "https://example.org/").await;
        visitor.misses(link("Where can it be checked? —").and_more()).await;
        assert!(reports(app).await.is_empty(), "nothing was sent");
    })
    .await;
}

#[tokio::test]
async fn the_word_of_the_server_stands_beside_the_field() {
    journey(async |visitor, app| {
        visitor.open(PAGE).await;
        fill_in(visitor).await;
        visitor.damages_next_post("source", "somewhere").await;
        visitor.expects_console("422");
        visitor.click(button("Send the report")).await;
        visitor.sees(link("Where can it be checked? —").and_more()).await;
        let beside = "return document.getElementById('report-source-fault')?.innerText ?? ''";
        assert!(visitor.script(beside).await.as_str().unwrap().contains("web address"));
        assert!(reports(app).await.is_empty());

        visitor.click(button("Send the report")).await;
        thanks(visitor).await;
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn without_a_network_nothing_typed_is_lost() {
    journey(async |visitor, app| {
        visitor.open(PAGE).await;
        fill_in(visitor).await;
        visitor.goes_offline(true).await;
        visitor.reads("You are offline.").await;
        visitor.click(button("Send the report")).await;
        visitor.reads("The server could not be reached.").await;
        visitor.pictures("report-offline-1440-light").await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "Floods come every year.");

        visitor.goes_offline(false).await;
        visitor.click(button("Try again")).await;
        thanks(visitor).await;
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_report_whose_answer_was_lost_is_not_sent_twice() {
    journey(async |visitor, app| {
        visitor.open(PAGE).await;
        fill_in(visitor).await;
        visitor.loses_next_answer("POST").await;
        visitor.click(button("Send the report")).await;
        visitor.sees(button("Try again")).await;
        assert_eq!(reports(app).await.len(), 1, "the server has it already");

        // Even if one gives up first, and comes back.
        visitor.reload().await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "Floods come every year.");
        visitor.click(button("Send the report")).await;
        thanks(visitor).await;
        let [(id, city, _)] = &reports(app).await[..] else { panic!("it arrives once") };
        assert_eq!(city, "accra");
        visitor.reads(id).await;
    })
    .await;
}

#[tokio::test]
async fn a_draft_waits_until_it_is_sent_or_thrown_away() {
    journey(async |visitor, _| {
        visitor.open(PAGE).await;
        fill_in(visitor).await;
        visitor.until("the draft is kept", async || visitor.script(KEPT).await == true).await;
        visitor.reload().await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "Floods come every year.");
        assert_eq!(visitor.property(choice("Which fact?"), "value").await, "shocks");

        visitor.open("/en/cities/lagos/report").await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "", "each city has its own");

        visitor.open(PAGE).await;
        visitor.click(button("Empty the form")).await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "");
        visitor.click(button("Bring my text back")).await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "Floods come every year.");

        visitor.click(button("Send the report")).await;
        thanks(visitor).await;
        visitor.open(PAGE).await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "", "what was sent is no draft");
    })
    .await;
}

const KEPT: &str = "return (localStorage.getItem('c2r.report.accra') ?? '').includes('https://example.org/floods')";

#[tokio::test]
async fn too_many_reports_are_told_to_wait() {
    let strict = TestApp::builder().settings(|settings| settings.limits.writes_per_minute = 1);
    journey_on(strict, async |visitor, app| {
        visitor.open(PAGE).await;
        fill_in(visitor).await;
        visitor.click(button("Send the report")).await;
        thanks(visitor).await;

        visitor.expects_console("429");
        visitor.open("/en/cities/lagos/report").await;
        fill_in(visitor).await;
        visitor.click(button("Send the report")).await;
        visitor.reads("Too many requests came from your network.").await;
        visitor.reads("Request id: ").await;
        assert_eq!(visitor.property(field(VALUE), "value").await, "Floods come every year.");
        assert_eq!(reports(app).await.len(), 1);
    })
    .await;
}
