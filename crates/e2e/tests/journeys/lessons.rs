//! Lessons: seeing what cities made of one.

use crate::identity::signs_in_as;
use domain::lessons::{LessonRef, NewLessonOutcome, OutcomeBasis, OutcomeResult};
use e2e::{content, journey_on, link};
use test_support::TestApp;

const TITLE: &str = "Cool the busiest streets with connected planting, and train local people to keep it alive";
const SLUG: &str = "medellin-green-corridors-jobs";

/// A report of a city.
fn report(city: &str, result: OutcomeResult, context: &str) -> NewLessonOutcome {
    NewLessonOutcome {
        city: city.to_owned(),
        result,
        year: Some(2024),
        context: context.to_owned(),
        basis: OutcomeBasis::Experience,
        evidence: None,
        url: Some("https://example.org/report".to_owned()),
    }
}

#[tokio::test]
async fn what_cities_report_stands_side_by_side() {
    const MELBOURNE: &str = "melbourne@example.org";
    journey_on(TestApp::builder(), async |visitor, app| {
        let lesson = LessonRef::Slug(SLUG.to_owned());
        for (email, report) in [
            (MELBOURNE, report("melbourne", OutcomeResult::Worked, "It held through a hot summer.")),
            ("dakar@example.org", report("dakar", OutcomeResult::DidNotWork, "The trees died for want of water.")),
        ] {
            let lead = app.with_city(email, &report.city).await;
            let key = format!("report-of-{}", report.city).into();
            lead.client.create_lesson_outcome(&key, &lesson, &report).await.expect("a report");
        }
        visitor.open(&format!("/en/lessons/{SLUG}")).await;
        visitor.reads("Worked in 1 city · Did not work in 1 city").await;
        visitor.reads("Cities contradict each other about this lesson").await;
        visitor.reads("The trees died for want of water.").await;
        let apart =
            "const [good, bad] = [...document.querySelectorAll('.side')].map(side => side.getBoundingClientRect());
            return good.top === bad.top && good.right < bad.left";
        assert_eq!(visitor.script(apart).await, true, "side by side where there is room");
        visitor.misses(link("We tried it")).await;
        visitor.sees(link("Join your city to say how it went")).await;
        assert_eq!(visitor.barriers().await, [""; 0]);

        signs_in_as(visitor, MELBOURNE).await;
        visitor.open(&format!("/en/lessons/{SLUG}")).await;
        visitor.sees(link("We tried it")).await;
        visitor.sees(link("Propose a change")).await;
        visitor.open("/en/lessons?contested=true").await;
        visitor.sees(link(TITLE).within(content("").and_more())).await;
        visitor.sees(link("Share what your city tried")).await;
    })
    .await;
}
