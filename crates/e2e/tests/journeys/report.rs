//! Reporting a fact: what is missing is said where it is mended.

use crate::reports;
use e2e::{alert, button, field, heading, journey, link};

const PAGE: &str = "/en/cities/accra/report";
const SOURCE: &str = "Where can it be checked?";

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
