//! The edition of a city: lessons from cities like it, with why.

use super::{edited, first, of, sent};
use crate::lessons::refusal;
use domain::cities::CityRef;
use std::collections::BTreeSet;

fn city(slug: &str) -> CityRef {
    CityRef::Slug(slug.to_owned())
}

#[tokio::test]
async fn three_lessons_from_cities_like_it() {
    let (app, editor) = edited().await;
    let issue = sent(&app, &editor, first(&editor).await.id).await;
    let edition = app.client().get_briefing_city_edition(&of(issue.id), &city("melbourne")).await.unwrap();
    assert_eq!((edition.city.slug.as_str(), edition.lessons.len()), ("melbourne", 3));
    let shown: BTreeSet<_> = issue.content.lessons().into_iter().map(|(id, _)| id.as_uuid()).collect();
    let places: BTreeSet<&str> = edition.lessons.iter().map(|lesson| lesson.from.slug.as_str()).collect();
    assert_eq!(places.len(), 3, "one a city");
    assert!(!places.contains("melbourne"));
    for lesson in &edition.lessons {
        assert!(!shown.contains(&lesson.lesson.id), "what stands in the issue is not said twice");
        assert!(!lesson.reasons.is_empty() && (0.0..=1.0).contains(&lesson.similarity));
    }
    assert!(edition.lessons.is_sorted_by(|one, other| one.similarity >= other.similarity));
    let nowhere = app.client().get_briefing_city_edition(&of(issue.id), &city("atlantis")).await;
    assert_eq!(refusal(nowhere).0, 404);
}
