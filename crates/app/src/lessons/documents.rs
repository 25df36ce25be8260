//! Lessons as the search index keeps them.

use crate::indexing::Names;
use domain::lessons::{Lesson, LessonFacet, LessonGrade, LessonStatus};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName as Name;
use search::Document;

/// A lesson as a document. Its own words are in its language; those of what it is filed under in every language that the
/// vocabularies are labelled in.
pub(crate) fn document(lesson: &Lesson, names: &Names) -> Document {
    let content = &lesson.content;
    let filed = content.key_lists().into_iter().flat_map(|(_, name, keys)| keys.iter().map(move |key| (name, key)));
    let filed = filed.map(|(name, key)| names.words(name, key));
    let countries = lesson.countries.iter().map(|country| names.words(Name::Countries, country));
    let others = [&content.organisation, &content.place].into_iter().flatten().cloned();
    let words: Vec<String> = filed.chain(countries).chain(others).chain(content.tags.iter().cloned()).collect();
    let body = std::iter::once(markdown::to_text(&content.summary)).chain(content.consider.iter().cloned());
    Document {
        kind: SearchKind::Lesson.as_str().to_owned(),
        id: lesson.id.as_uuid(),
        slug: lesson.slug.clone(),
        title: content.title.clone(),
        subtitle: subtitle(lesson, names),
        body: body.collect::<Vec<_>>().join("\n"),
        words: words.join("\n"),
        language: Some(content.language.to_string()),
        tags: tags(lesson).into_iter().chain(names.places(&lesson.countries)).collect(),
        published: Some(lesson.published_at.timestamp_micros()),
        boost: boost(lesson),
    }
}

/// Where it comes from, and what it is about.
fn subtitle(lesson: &Lesson, names: &Names) -> String {
    let cities: Vec<&str> = lesson.cities.iter().map(|city| city.name.as_str()).collect();
    let place = match (&lesson.content.place, cities.is_empty()) {
        (_, false) => Some(cities.join(", ")),
        (Some(place), true) => Some(place.clone()),
        (None, true) => lesson.countries.first().map(|country| names.english(Name::Countries, country)),
    };
    let topic = lesson.content.topic.as_ref().map(|topic| names.english(Name::LessonTopics, topic));
    place.into_iter().chain(topic).collect::<Vec<_>>().join(", ")
}

/// What is better supported comes first among equals; what was superseded comes last.
const fn boost(lesson: &Lesson) -> f32 {
    match (lesson.status, lesson.grade) {
        (LessonStatus::Superseded, _) => 0.6,
        (LessonStatus::Published, LessonGrade::Evaluated) => 1.15,
        (LessonStatus::Published, LessonGrade::SeveralCities) => 1.1,
        (LessonStatus::Published, LessonGrade::Reported) => 1.0,
        (LessonStatus::Published, LessonGrade::None) => 0.95,
    }
}

fn tags(lesson: &Lesson) -> Vec<(String, String)> {
    let content = &lesson.content;
    let lists = [
        (LessonFacet::Topic, content.topic.as_slice()),
        (LessonFacet::Stage, content.stage.as_slice()),
        (LessonFacet::Keyword, &content.keywords),
        (LessonFacet::Theme, &content.themes),
        (LessonFacet::Shock, &content.shocks),
        (LessonFacet::Stress, &content.stresses),
        (LessonFacet::Sector, &content.sectors),
        (LessonFacet::Group, &content.groups),
        (LessonFacet::Country, &lesson.countries),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let cities = lesson.cities.iter().map(|city| (LessonFacet::City, city.slug.clone()));
    let single = [
        (LessonFacet::Grade, Some(lesson.grade.to_string())),
        (LessonFacet::Basis, content.basis.map(|basis| basis.to_string())),
        (LessonFacet::CostBand, Some(content.cost_band.to_string())),
        (LessonFacet::TimeToEffect, Some(content.time_to_effect.to_string())),
        (LessonFacet::Year, content.year.map(|year| year.to_string())),
        (LessonFacet::Language, Some(content.language.to_string())),
        (LessonFacet::Contested, Some(lesson.contested.to_string())),
        (LessonFacet::Status, Some(lesson.status.to_string())),
    ];
    let single = single.into_iter().filter_map(|(facet, value)| Some((facet, value?)));
    listed.chain(cities).chain(single).map(|(facet, value)| (facet.as_str().to_owned(), value)).collect()
}
