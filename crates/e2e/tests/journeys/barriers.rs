//! Every page that visitors see, on every screen: nothing in anybody's way.

use e2e::journey;

/// Names for pictures, and addresses.
pub(super) const PAGES: [(&str, &str); 21] = [
    ("landing", "/en/"),
    ("cities", "/en/cities"),
    ("cities-map", "/en/cities?view=map"),
    ("cities-filtered", "/en/cities?region=africa&shock=urban_fire&q=accra"),
    ("city", "/en/cities/accra"),
    ("report", "/en/cities/accra/report"),
    ("compare", "/en/compare?cities=accra,lagos,dakar"),
    ("glossary", "/en/glossary"),
    ("tour", "/en/tour?step=3"),
    ("lessons", "/en/lessons"),
    ("lessons-none", "/en/lessons?topic=health&q=zzzzzz"),
    ("lesson", "/en/lessons/medellin-green-corridors-jobs"),
    ("lesson-history", "/en/lessons/medellin-green-corridors-jobs/history"),
    ("lesson-grades", "/en/lessons/grades"),
    ("library", "/en/library"),
    ("library-none", "/en/library?licence=open&q=zzzzzz"),
    ("library-item", "/en/library/heat-action-platform"),
    ("collections", "/en/collections"),
    ("search", "/en/search?q=flood"),
    ("about", "/en/about"),
    ("missing", "/en/nowhere"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_visitors() {
    journey(async |visitor, _| {
        visitor.expects_console("404");
        let found = visitor.tours(&PAGES).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn a_barrier_would_be_found() {
    journey(async |visitor, _| {
        visitor.open("/en/about").await;
        visitor
            .script("document.querySelector('main h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
            .await;
        let found = visitor.barriers().await;
        assert!(found.len() == 1 && found[0].starts_with("image-alt"), "{found:?}");
        visitor.script("document.querySelector('main img').style.width = '200vw'").await;
        assert!(visitor.overhang().await > 0);
    })
    .await;
}
