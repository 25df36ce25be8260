//! Comparing cities, and pages that are read from right to left.

use e2e::{content, field, heading, journey, link};

#[tokio::test]
async fn cities_stand_side_by_side_and_nobody_is_scored() {
    journey(async |visitor, _| {
        visitor.open("/en/compare").await;
        visitor.reads("Choose two cities to begin with").await;
        visitor.fill(field("Add a city"), "accra").await;
        visitor.click(link("Accra").within(content("").and_more())).await;
        visitor.is_at("/en/compare?cities=accra").await;
        visitor.reads("These are most like Accra:").await;
        visitor.fill(field("Add a city"), "lagos").await;
        visitor.click(link("Lagos").within(content("").and_more())).await;
        visitor.is_at("/en/compare?cities=accra,lagos").await;
        visitor.reads("All of them face").await;
        visitor.sees(heading("What they are like")).await;
        assert_eq!(visitor.barriers().await, [""; 0]);
        visitor.click(link("Take off Accra")).await;
        visitor.is_at("/en/compare?cities=lagos").await;
        visitor.open("/en/compare?cities=lagos,atlantis").await;
        visitor.expects_console("404");
        visitor.reads("atlantis").await;
        visitor.sees(heading("Choose a second city")).await;
        // What names no city takes no place, and can be left out.
        visitor.open("/en/compare?cities=lagos,atlantis,nowhere,foo").await;
        visitor.expects_console("404");
        visitor.sees(field("Add a city")).await;
        visitor.click(link("Leave these out")).await;
        visitor.is_at("/en/compare?cities=lagos").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_stated_is_said_to_be_not_stated() {
    journey(async |visitor, _| {
        visitor.open("/en/compare?cities=melbourne,accra").await;
        visitor.reads("Shocks are not stated: Melbourne.").await;
        visitor.reads("In what is stated there is nothing that all of them share.").await;
        let starts = "return new Set([...document.querySelectorAll('.compare thead th:nth-child(2)')]                      .map(head => Math.round(head.getBoundingClientRect().left))).size";
        assert_eq!(visitor.script(starts).await, 1, "the columns of all tables begin at the same place");
    })
    .await;
}

const PAGES: [(&str, &str); 12] = [
    ("landing-ar", "/ar/"),
    ("cities-ar", "/ar/cities"),
    ("city-ar", "/ar/cities/accra"),
    ("compare-ar", "/ar/compare?cities=accra,lagos,dakar"),
    ("glossary-ar", "/ar/glossary"),
    ("tour-ar", "/ar/tour"),
    ("lessons-ar", "/ar/lessons"),
    ("lesson-ar", "/ar/lessons/medellin-green-corridors-jobs"),
    ("library-ar", "/ar/library"),
    ("library-item-ar", "/ar/library/heat-action-platform"),
    ("collections-ar", "/ar/collections"),
    ("sign-in-ar", "/ar/sign-in"),
];

/// Pages of the first visit in the language that is written from right to left.
#[tokio::test]
async fn nothing_is_in_the_way_from_right_to_left() {
    journey(async |visitor, _| {
        let found = visitor.tours(&PAGES).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
