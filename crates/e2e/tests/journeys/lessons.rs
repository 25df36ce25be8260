//! Lessons: finding one by what it is about, reading it, seeing what cities made of it and by which rule it is graded.

use crate::identity::signs_in_as;
use domain::lessons::{LessonRef, NewLessonOutcome, OutcomeBasis, OutcomeResult};
use e2e::{Target, button, checkbox, choice, content, field, heading, journey, journey_on, link, navigation, region};
use test_support::TestApp;

const TITLE: &str = "Cool the busiest streets with connected planting, and train local people to keep it alive";
const SLUG: &str = "medellin-green-corridors-jobs";

/// Not what stands around every page.
fn in_page(target: Target) -> Target {
    target.within(content("").and_more())
}

#[tokio::test]
async fn a_lesson_is_found_and_read_and_its_grade_is_explained() {
    journey(async |visitor, app| {
        visitor.open("/en/").await;
        visitor.click(link("Lessons").within(navigation("Main"))).await;
        visitor.arrives_at("Lessons").await;
        visitor.click(checkbox("Environment").and_more()).await;
        visitor.is_at("/en/lessons?topic=environment").await;
        visitor.click(checkbox("Evaluated").and_more()).await;
        visitor.is_at("/en/lessons?topic=environment&grade=evaluated").await;
        visitor.sees(link("Remove filter Topic: Environment")).await;
        visitor.reload().await;
        assert_eq!(visitor.property(checkbox("Evaluated").and_more(), "checked").await, "true");

        let csv = visitor.property(link("CSV"), "href").await;
        let path = csv.strip_prefix(&app.url).expect("the file is the server's own");
        assert_eq!(path, "/api/v1/lessons.csv?topic=environment&grade=evaluated");
        let lines = app.get(path).send().await.text().lines().count();
        assert!(lines > 2, "the names of the columns, and lessons: {lines}");

        visitor.click(link(TITLE)).await;
        visitor.arrives_at(TITLE).await;
        assert!(visitor.title().await.starts_with(TITLE));
        visitor.reads("What to consider").await;
        visitor.sees(heading("Sources")).await;
        visitor.click(button("What does “Evaluated” mean?")).await;
        visitor.reads("evaluated does not mean proved").await;
        visitor.click(in_page(link("How grades are given"))).await;
        visitor.arrives_at("How lessons are graded").await;
        visitor.reads("The first of these that fits decides:").await;
        visitor.back().await;
        visitor.arrives_at(TITLE).await;
        visitor.click(link("See earlier versions")).await;
        visitor.arrives_at("Earlier versions").await;
        visitor.reads("There is one version so far.").await;
    })
    .await;
}

#[tokio::test]
async fn lessons_stand_on_the_page_of_their_city() {
    journey(async |visitor, _| {
        visitor.open(&format!("/en/lessons/{SLUG}")).await;
        visitor.click(in_page(link("Medellín"))).await;
        visitor.arrives_at("Medellín").await;
        visitor.sees(link(TITLE).within(region("Lessons from this city"))).await;
        visitor.click(link("All lessons from Medellín")).await;
        visitor.is_at("/en/lessons?city=medellin").await;
        visitor.sees(link("Remove filter City: Medellin")).await;
        visitor.sees(link(TITLE)).await;
    })
    .await;
}

#[tokio::test]
async fn words_find_lessons_and_where_none_fits_it_is_said_what_one_is() {
    journey(async |visitor, _| {
        visitor.open("/en/lessons").await;
        visitor.fill(field("Find by words"), "roofs").await;
        visitor.is_at("/en/lessons?q=roofs").await;
        visitor.choose(choice("Sort by"), "Title, A to Z").await;
        visitor.is_at("/en/lessons?q=roofs&sort=title").await;
        visitor.sees(in_page(link("Whiten roofs").and_more())).await;
        visitor.fill(field("Find by words"), "zzzzzz").await;
        visitor.reads("No lesson fits all of this").await;
        visitor.reads("A lesson says what a city tried").await;
        visitor.sees(in_page(link("Join to share what your city tried"))).await;
        visitor.click(link("Try without the words")).await;
        visitor.is_at("/en/lessons?sort=title").await;
        visitor.sees(button("Show more lessons")).await;

        visitor.expects_console("400");
        visitor.open("/en/lessons?topic=atlantis&stage=recovery").await;
        visitor.reads("Topic: there is no “atlantis”.").await;
        visitor.click(link("Leave it out, keep the rest")).await;
        visitor.is_at("/en/lessons?stage=recovery").await;
        visitor.expects_console("404");
        visitor.open("/en/lessons/nowhere").await;
        visitor.arrives_at("There is nothing here").await;
    })
    .await;
}

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
        visitor.sees(in_page(link(TITLE))).await;
        visitor.sees(link("Share what your city tried")).await;
    })
    .await;
}
