//! What an issue says to one city besides: lessons from cities like it, each with the reason.

use super::one::is_issue;
use super::words;
use crate::address::{own_address, parameter, parts, with_parameter};
use crate::lessons::addresses::lesson;
use crate::library::words::marks;
use crate::messages::{Key, fill, t};
use crate::parts::{Load, Skeleton, city_source, words_of_choosing};
use crate::state::{Remote, Vocabularies, api, words_of};
use domain::briefings::{BriefingCityEdition, BriefingIssueRef, EditionLesson};
use domain::cities::CityRef;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Choice, Combobox, Field};

/// The section. The city stands in the address, so that the edition of a city can be shared.
#[component]
pub(super) fn Edition(
    /// The issue.
    slug: String,
) -> impl IntoView {
    let (own, vocabularies) = (own_address(is_issue), expect_context::<Vocabularies>());
    let city = Memo::new(move |_| own.with(|own| parameter(parts(own).1, "city")));
    let field = Field::new("edition-city", t(Key::EditionCity)).hint(t(Key::EditionCityHint));
    let source = city_source(api(), vocabularies);
    let issue = StoredValue::new(slug);
    let edition = move || {
        let city = city.get();
        (!city.is_empty()).then(|| view! { <Lessons issue city/> })
    };
    view! {
        <section aria-labelledby="edition-title">
            <h2 id="edition-title">{t(Key::EditionTitle)}</h2>
            <Combobox field source chosen=in_address(own, city) words=words_of_choosing()/>
            {edition}
        </section>
    }
}

/// What is chosen, tied to the address: each follows only what differs.
fn in_address(own: Memo<String>, city: Memo<String>) -> RwSignal<Vec<Choice>> {
    // Its name is known when it is chosen here; until the edition has come, the words of its address stand for it.
    let choice = |slug: &str| Choice::new(slug, words_of(&slug.replace('-', " ")));
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let value = move || chosen.with_untracked(|chosen| chosen.first().map(|one| one.value.clone()).unwrap_or_default());
    Effect::new(move |_| {
        let city = city.get();
        if value() != city {
            chosen.set(if city.is_empty() { Vec::new() } else { vec![choice(&city)] });
        }
    });
    let navigate = use_navigate();
    Effect::new(move |before: Option<()>| {
        chosen.track();
        let (now, there) = (value(), city.get_untracked());
        if before.is_some() && now != there {
            let href = own.with_untracked(|own| {
                let (path, search) = parts(own);
                [path, &with_parameter(search, "city", &now)].concat()
            });
            navigate(&href, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
    chosen
}

#[component]
fn Lessons(issue: StoredValue<String>, city: String) -> impl IntoView {
    let client = api();
    let found = Remote::new(
        move || Some(city.clone()),
        move |city| {
            let (client, issue) = (client.clone(), BriefingIssueRef::Slug(issue.get_value()));
            let city = city.parse::<CityRef>();
            async move {
                match city {
                    Ok(city) => client.get_briefing_city_edition(&issue, &city).await.map(Some).map(Arc::new),
                    Err(_) => Ok(Arc::new(None)),
                }
            }
        },
    );
    let show = |edition: Arc<Option<BriefingCityEdition>>| match edition.as_ref() {
        Some(edition) if !edition.lessons.is_empty() => {
            let title = fill(Key::EditionOf, &[("city", &edition.city.name)]);
            let lessons = edition.lessons.iter().map(one).collect_view();
            view! { <h3 class="edition-of">{title}</h3> <ol class="rows">{lessons}</ol> }.into_any()
        }
        _ => view! { <p class="muted">{t(Key::EditionNone)}</p> }.into_any(),
    };
    view! { <Load remote=found skeleton=|| view! { <Skeleton lines=3 rows=true/> }.into_any() show/> }
}

fn one(one: &EditionLesson) -> impl IntoView + use<> {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = marks(&one.lesson.language);
    let (href, title, excerpt) = (lesson(&one.lesson.slug), one.lesson.title.clone(), one.excerpt.clone());
    let (from, reasons) = (one.from.name.clone(), one.reasons.clone());
    let why = move || {
        let phrases = reasons.iter().map(|reason| words::similarity(vocabularies, reason));
        let phrases = phrases.collect::<Vec<_>>().join(" · ");
        fill(Key::EditionWhy, &[("city", &from), ("reasons", &phrases)])
    };
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" lang=lang.clone() dir=dir>{title}</a>
            <span class="row-facts" lang=lang dir=dir>{excerpt}</span>
            <span class="why small">{why}</span>
        </li>
    }
}
