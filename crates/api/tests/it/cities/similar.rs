//! Cities like one, and why.

use domain::cities::{SimilarQuery, SimilarityAspect};
use test_support::TestApp;

#[tokio::test]
async fn melbourne_explains_itself() {
    let app = TestApp::shared().await;
    let similar = app.client().list_similar_cities("melbourne", &SimilarQuery::default()).await.unwrap();
    assert_eq!(similar.items.len(), 10);
    assert_eq!(similar.method, app::cities::METHOD);
    assert_eq!(similar.weights, SimilarQuery::default().weights);
    assert!(similar.items.iter().rev().map(|item| item.similarity).is_sorted(), "most similar first");
    for item in &similar.items {
        assert_ne!(item.city.slug, "melbourne", "a city is not like itself");
        assert!((0.0..=1.0).contains(&item.similarity) && (0.0..=1.0).contains(&item.coverage));
        assert!(!item.reasons.is_empty(), "{} comes without a reason", item.city.slug);
        assert!(item.reasons.iter().rev().map(|reason| reason.share).is_sorted(), "weightiest reason first");
        let shares: f64 = item.reasons.iter().map(|reason| reason.share).sum();
        assert!(shares <= item.similarity + 1e-9, "{}: the reasons say more than the whole", item.city.slug);
    }
}

#[tokio::test]
async fn reasons_are_true_of_both_cities() {
    let app = TestApp::shared().await;
    let melbourne = app.client().get_city("melbourne").await.unwrap();
    let query = SimilarQuery { limit: 50, ..SimilarQuery::default() };
    let similar = app.client().list_similar_cities("melbourne", &query).await.unwrap();
    assert_eq!(similar.items.len(), 50);
    for item in similar.items {
        for reason in item.reasons {
            match reason.aspect {
                SimilarityAspect::Shocks => assert!(
                    !reason.shared.is_empty()
                        && reason
                            .shared
                            .iter()
                            .all(|key| melbourne.shocks.contains(key) && item.city.shocks.contains(key))
                ),
                SimilarityAspect::Stresses => assert!(
                    !reason.shared.is_empty()
                        && reason
                            .shared
                            .iter()
                            .all(|key| melbourne.stresses.contains(key) && item.city.stresses.contains(key))
                ),
                SimilarityAspect::Coast => assert_eq!(melbourne.coastal, item.city.coastal),
                SimilarityAspect::Region => assert_eq!(melbourne.region, item.city.region),
                SimilarityAspect::Income if reason.similarity >= 1.0 => {
                    assert_eq!(melbourne.income_group, item.city.income_group);
                    assert_eq!(reason.shared, [melbourne.income_group.as_str()]);
                }
                SimilarityAspect::Income => assert!(reason.shared.is_empty()),
                SimilarityAspect::Climate | SimilarityAspect::Population => {
                    assert!(reason.similarity > 0.0);
                }
            }
        }
    }
}

#[tokio::test]
async fn weights_decide_what_counts() {
    let app = TestApp::shared().await;
    let only = |aspect: &str| {
        let zero = ["shocks", "stresses", "population", "climate", "coast", "income", "region"]
            .into_iter()
            .filter(|name| *name != aspect);
        format!("weight_{aspect}=1&{}", zero.map(|name| format!("weight_{name}=0")).collect::<Vec<_>>().join("&"))
    };
    let slugs = async |query: &str| -> Vec<String> {
        let answer = app.get(&format!("/api/v1/cities/melbourne/similar?limit=20&{query}")).send().await.json();
        answer["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["city"]["slug"].as_str().unwrap().to_owned())
            .collect()
    };
    let (usual, by_region, by_size) = (slugs("").await, slugs(&only("region")).await, slugs(&only("population")).await);
    assert_ne!(usual, by_size);
    assert_ne!(by_region, by_size);
    let answer = app.get(&format!("/api/v1/cities/melbourne/similar?limit=50&{}", only("region"))).send().await.json();
    for item in answer["items"].as_array().unwrap() {
        assert_eq!(item["city"]["region"], "asia_pacific");
        assert_eq!(item["similarity"], 1.0);
    }
}

#[tokio::test]
async fn limits_and_names_are_checked() {
    let app = TestApp::shared().await;
    let one =
        app.client().list_similar_cities("accra", &SimilarQuery { limit: 1, ..SimilarQuery::default() }).await.unwrap();
    assert_eq!(one.items.len(), 1);
    let id = app.client().get_city("accra").await.unwrap().id.to_string();
    let by_id =
        app.client().list_similar_cities(&id, &SimilarQuery { limit: 1, ..SimilarQuery::default() }).await.unwrap();
    assert_eq!(one, by_id);
    for (path, status) in [
        ("atlantis/similar", 404),
        ("accra/similar?limit=51", 400),
        ("accra/similar?limit=0", 400),
        ("accra/similar?weight_region=11", 400),
    ] {
        assert_eq!(app.get(&format!("/api/v1/cities/{path}")).send().await.status, status, "{path}");
    }
}
