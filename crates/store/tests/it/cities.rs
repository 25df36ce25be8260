//! Lists of cities: whichever way a page is read, it holds the same.

use domain::cities::{CityFilter, CitySort, CitySummary};
use ids::CityId;
use store::cities::{After, CitySelection, Window};
use store::{Db, Scope};
use test_support::{Content, Database};

/// More than are loaded, and more than one page may have that is read where it is asked for.
const ALL: u64 = 1_000;

async fn page(db: &Db, filter: &CityFilter, window: Window) -> (Vec<CitySummary>, Option<After>) {
    let selection = CitySelection { filter: filter.clone(), found: None };
    store::cities::page(db, Scope::Public, &selection, window).await.unwrap()
}

#[tokio::test]
async fn pages_put_together_are_the_list() {
    let database = Database::create(Content::Loaded).await;
    let db = database.open().await;
    for query in
        ["", "region=africa", "country=US&coastal=true", "population_band=from_1m_to_5m&member=true", "climate=Af"]
    {
        let filter = CityFilter::parse(query).unwrap();
        for sort in CitySort::ALL {
            let (whole, end) = page(&db, &filter, Window { sort: *sort, after: None, limit: ALL }).await;
            assert_eq!(end, None);
            let (mut pages, mut after) = (Vec::new(), None);
            loop {
                let (cities, end) = page(&db, &filter, Window { sort: *sort, after, limit: 7 }).await;
                pages.extend(cities);
                after = end;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(pages, whole, "{query} by {sort}");
            assert!(!whole.is_empty(), "{query}");
        }
    }
}

#[tokio::test]
async fn one_city_says_what_the_list_says() {
    let database = Database::create(Content::Loaded).await;
    let db = database.open().await;
    let window = Window { sort: CitySort::Name, after: None, limit: ALL };
    for listed in page(&db, &CityFilter::default(), window).await.0 {
        let by_slug = store::cities::get(&db, Scope::Public, &listed.slug.parse().unwrap()).await.unwrap().unwrap();
        let by_id = store::cities::get(&db, Scope::Public, &listed.id.to_string().parse().unwrap()).await.unwrap();
        assert_eq!(by_id.as_ref(), Some(&by_slug));
        let (one, summary) = (serde_json::to_value(&by_slug).unwrap(), serde_json::to_value(&listed).unwrap());
        for (name, value) in summary.as_object().unwrap() {
            assert_eq!(one[name], *value, "{name} of {}", listed.slug);
        }
    }
    let nobody = CityId::generate(1).to_string().parse().unwrap();
    assert_eq!(store::cities::get(&db, Scope::Public, &nobody).await.unwrap(), None);
}
