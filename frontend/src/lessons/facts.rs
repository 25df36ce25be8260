//! What is known of a lesson: the strip below its title, and everything else beside it.

use super::addresses;
use super::choice::name;
use super::grade::Grade;
use super::one::Shared;
use super::words;
use crate::address;
use crate::messages::{Key, enumeration, t};
use crate::parts::Fact;
use crate::state::Vocabularies;
use domain::lessons::{Lesson, LessonCity, LessonFacet};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::Tag;

/// Where, when, at which stage, and how well supported.
#[component]
pub(super) fn Strip(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    let year = lesson.content.year.map_or_else(|| t(Key::NotStated).to_owned(), |year| year.to_string());
    let (grade, stage) = (lesson.grade, lesson.content.stage.clone().into_iter().collect::<Vec<_>>());
    view! {
        <dl class="strip">
            <div><dt>{t(Key::LessonFactPlace)}</dt> <dd>{places(&lesson)}</dd></div>
            <div><dt>{t(Key::LessonFactYear)}</dt> <dd class="num">{year}</dd></div>
            <div><dt>{name(LessonFacet::Stage)}</dt> <dd><Words facet=LessonFacet::Stage keys=stage/></dd></div>
            <div><dt>{name(LessonFacet::Grade)}</dt> <dd><Grade grade/></dd></div>
        </dl>
    }
}

/// The cities, each with its page; where there is none, the place as the source names it, and the countries.
fn places(lesson: &Lesson) -> AnyView {
    let vocabularies: Vocabularies = expect_context();
    if lesson.cities.is_empty() {
        let (place, countries) = (lesson.content.place.clone(), lesson.countries.clone());
        let said = move || {
            let countries = vocabularies.labels(VocabularyName::Countries, &countries);
            let parts: Vec<String> = place.iter().cloned().chain(countries).collect();
            if parts.is_empty() { t(Key::NotStated).to_owned() } else { enumeration(&parts) }
        };
        return view! { <span>{said}</span> }.into_any();
    }
    let one = |city: &LessonCity| {
        let (href, name, code) = (address::city(&city.slug), city.name.clone(), city.country.clone());
        let country = move || vocabularies.label(VocabularyName::Countries, &code);
        view! { <li><a href=href>{name}</a> {t(Key::ListComma)} {country}</li> }
    };
    view! { <ul class="lesson-places">{lesson.cities.iter().map(one).collect_view()}</ul> }.into_any()
}

/// What the keys of a facet are called.
#[component]
fn Words(facet: LessonFacet, keys: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    move || match facet.vocabulary() {
        Some(vocabulary) if !keys.is_empty() => enumeration(&vocabularies.labels(vocabulary, &keys)),
        _ => t(Key::NotStated).to_owned(),
    }
}

/// Everything else that is stated.
#[component]
pub(super) fn Facts(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    let content = &lesson.content;
    let (cost, effect) = (words::cost(content.cost_band), words::effect(content.time_to_effect));
    let topic = content.topic.clone().into_iter().collect::<Vec<_>>();
    let organisation = content.organisation.clone().map(|organisation| {
        view! { <Fact term=t(Key::LessonFactOrganisation)><bdi>{organisation}</bdi></Fact> }
    });
    // Where cities say it, the place as the source names it may say more.
    let place = content.place.clone().filter(|_| !lesson.cities.is_empty()).map(|place| {
        view! { <Fact term=t(Key::LessonFactSaid)><bdi>{place}</bdi></Fact> }
    });
    let tags = (!content.tags.is_empty()).then(|| {
        let text = enumeration(&content.tags);
        view! { <Fact term=t(Key::LessonFactTags)><bdi>{text}</bdi></Fact> }
    });
    view! {
        <section aria-labelledby="lesson-facts-title">
            <h2 id="lesson-facts-title">{t(Key::LessonFacts)}</h2>
            <dl class="facts">
                <Terms facet=LessonFacet::Topic keys=topic/>
                <Terms facet=LessonFacet::Theme keys=content.themes.clone()/>
                <Terms facet=LessonFacet::Shock keys=content.shocks.clone()/>
                <Terms facet=LessonFacet::Stress keys=content.stresses.clone()/>
                <Terms facet=LessonFacet::Sector keys=content.sectors.clone()/>
                <Terms facet=LessonFacet::Group keys=content.groups.clone()/>
                <Terms facet=LessonFacet::Keyword keys=content.keywords.clone()/>
                <Terms facet=LessonFacet::Country keys=lesson.countries.clone()/>
                {place}
                {organisation}
                <Fact term=name(LessonFacet::CostBand)>{cost}</Fact>
                <Fact term=name(LessonFacet::TimeToEffect)>{effect}</Fact>
                {tags}
            </dl>
        </section>
    }
}

/// The keys of a facet, each with the way to the lessons that share it; nothing where there are none.
#[component]
fn Terms(facet: LessonFacet, keys: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let vocabulary = facet.vocabulary().filter(|_| !keys.is_empty())?;
    let tags = keys.into_iter().map(|key| {
        let href = addresses::lessons_with(facet, &key);
        view! { <li><Tag href label=move || vocabularies.label(vocabulary, &key)/></li> }
    });
    let tags = tags.collect_view();
    Some(view! { <Fact term=name(facet)><ul class="ui-tags">{tags}</ul></Fact> })
}
