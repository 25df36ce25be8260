//! Cities: lists, filters, pages, one, similar ones, exports.

use domain::cities::{CityFilter, CityQuery, CitySort, Region};
use test_support::TestApp;

#[tokio::test]
async fn pages_hold_every_city_once_in_order() {
    let app = TestApp::start().await;
    let client = app.client();
    for sort in CitySort::ALL {
        let mut query = CityQuery { sort: Some(*sort), limit: Some(50), ..CityQuery::default() };
        let mut slugs = Vec::new();
        loop {
            let page = client.list_cities(&query).await.unwrap();
            slugs.extend(page.items.into_iter().map(|city| city.slug));
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        assert_eq!(slugs.len(), 297, "{sort}");
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), 297, "{sort}: a city came twice");
    }
}

#[tokio::test]
async fn filters_are_or_within_and_and_between() {
    let app = TestApp::start().await;
    let filter = CityFilter { regions: vec![Region::Africa, Region::AsiaPacific], member: Some(true), q: Some("acra".into()), ..CityFilter::default() };
    let page = app.client().list_cities(&CityQuery { filter, ..CityQuery::default() }).await.unwrap();
    assert!(page.items.iter().any(|city| city.slug == "accra"));
}
