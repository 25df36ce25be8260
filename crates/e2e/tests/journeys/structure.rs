//! The structure of the pages, so that a change of it is seen.

use e2e::journey;

#[tokio::test]
async fn pages_keep_their_structure() {
    journey(async |visitor, _| {
        for (name, path) in [
            ("landing", "/en/"),
            ("cities", "/en/cities?region=africa&shock=urban_fire"),
            ("city", "/en/cities/accra"),
            ("report", "/en/cities/accra/report"),
            ("search", "/en/search?q=accra"),
            ("lessons", "/en/lessons?topic=environment&grade=evaluated"),
            ("lesson", "/en/lessons/medellin-green-corridors-jobs"),
            ("library", "/en/library?kind=toolkit"),
            ("library-item", "/en/library/heat-action-platform"),
        ] {
            visitor.open(path).await;
            insta::assert_snapshot!(name, visitor.structure().await);
        }
    })
    .await;
}
