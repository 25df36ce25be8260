//! One's city in a few lines, and the cities that are like it.

use super::Own;
use crate::address;
use crate::cities::phrase;
use crate::messages::{Key, count, enumeration, fill, number, t};
use crate::parts::Fact;
use crate::state::Vocabularies;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank};

/// Reasons that are told beside a city: the strongest.
const REASONS: usize = 2;

#[component]
pub(super) fn Glance(own: Arc<Own>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (city, profile) = (&own.city, &own.profile);
    let stage = profile.stage.clone().map(|key| {
        view! { <Fact term=t(Key::GlanceStage)>{move || vocabularies.label(VocabularyName::RecoveryStages, &key)}</Fact> }
    });
    let keys = profile.priorities.clone();
    let priorities = (!keys.is_empty()).then(|| {
        let labels = move || enumeration(&vocabularies.labels(VocabularyName::PriorityThemes, &keys));
        view! { <Fact term=t(Key::GlancePriorities)>{labels}</Fact> }
    });
    let people = city.population.map(|people| {
        view! { <Fact term=t(Key::GlancePeople)><span class="num">{number(people as f64)}</span></Fact> }
    });
    let climate = city.climate.map(|zone| {
        view! { <Fact term=t(Key::GlanceClimate)>{move || vocabularies.label(VocabularyName::ClimateZones, zone.as_str())}</Fact> }
    });
    let faces = faces(city.shocks.len(), city.stresses.len());
    let open = fill(Key::HomeOpen, &[("city", &city.name)]);
    view! {
        <section class="panel" aria-labelledby="glance-title">
            <h2 id="glance-title">{fill(Key::HomeYours, &[("city", &city.name)])}</h2>
            <dl class="facts">
                {stage}
                {priorities}
                {people}
                {climate}
                <Fact term=t(Key::GlanceFaces)>{faces}</Fact>
            </dl>
            <p class="acts"><Link rank=Rank::Plain small=true href=address::city(&city.slug)>{open}</Link></p>
        </section>
    }
}

/// How much a city faces. Nothing named means that nobody said, not that there is nothing.
fn faces(shocks: usize, stresses: usize) -> String {
    let told = |n: usize, counted: Key, none: Key| if n == 0 { t(none).to_owned() } else { count(counted, n) };
    let said = [
        told(shocks, Key::GlanceShocks, Key::GlanceShocksNone),
        told(stresses, Key::GlanceStresses, Key::GlanceStressesNone),
    ];
    match (shocks, stresses) {
        (0, 0) => t(Key::NotStated).to_owned(),
        (0, _) | (_, 0) => said.join(" · "),
        _ => fill(Key::GlanceFacesText, &[("shocks", &said[0]), ("stresses", &said[1])]),
    }
}

#[component]
pub(super) fn Like(own: Arc<Own>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let all = address::city(&own.city.slug) + "#similar-title";
    let title = fill(Key::HomeLike, &[("city", &own.city.name)]);
    let rows = move || {
        let row = |other: &domain::cities::SimilarCity| {
            let reasons =
                other.reasons.iter().take(REASONS).map(|reason| phrase(vocabularies, &own.city, other, reason));
            let reasons: Vec<String> = reasons.collect();
            view! {
                <li>
                    <a href=address::city(&other.city.slug)>{other.city.name.clone()}</a>
                    <span class="small muted">{reasons.join(" · ")}</span>
                </li>
            }
        };
        own.similar.items.iter().map(row).collect_view()
    };
    view! {
        <section aria-labelledby="like-title">
            <h2 id="like-title">{title}</h2>
            <ul class="like">{rows}</ul>
            <p class="small"><a href=all>{t(Key::HomeLikeAll)}</a></p>
        </section>
    }
}
