//! Why, on what evidence, how, and for which themes.

use crate::address;
use crate::messages::{Key, percent, t};
use crate::parts::{Load, Skeleton, SourceLink};
use crate::state::Vocabularies;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;

/// Where the network states the share of its members.
const EVIDENCE_SOURCE: &str = "https://resilientcitiesnetwork.org/programs/cities-for-a-resilient-recovery/";
/// Of a hundred member cities.
const BELIEVE: usize = 68;

#[component]
pub(super) fn Why() -> impl IntoView {
    view! {
        <section class="wrap section">
            <h2>{t(Key::WhyTitle)}</h2>
            <div class="columns two">
                <p>{t(Key::WhyBefore)}</p>
                <p>{t(Key::WhyNow)}</p>
            </div>
        </section>
    }
}

#[component]
pub(super) fn Evidence() -> impl IntoView {
    let dots = (0..100).map(|at| {
        let (x, y) = (at % 20 * 20 + 10, at / 20 * 20 + 10);
        view! { <circle cx=x cy=y r="7" class:full={at < BELIEVE}></circle> }
    });
    view! {
        <section class="wrap section evidence" aria-labelledby="evidence-title">
            <div>
                <h2 id="evidence-title" class="eyebrow">{t(Key::EvidenceTitle)}</h2>
                <p class="big">{percent(BELIEVE as f64 / 100.0)}</p>
                <p class="lede">{t(Key::EvidenceText)}</p>
                <p class="small muted">
                    {t(Key::EvidenceCaption)} " " <SourceLink url=EVIDENCE_SOURCE.to_owned() name=t(Key::EvidenceSource).to_owned()/>
                </p>
            </div>
            <svg class="hundred" viewBox="0 0 400 100" role="img" aria-label=t(Key::EvidencePicture)>
                {dots.collect_view()}
            </svg>
        </section>
    }
}

#[component]
pub(super) fn Ways() -> impl IntoView {
    view! {
        <section class="wrap section">
            <h2>{t(Key::WaysTitle)}</h2>
            <Way kind="harbour" name=t(Key::WayExchange) title=t(Key::WayExchangeTitle) text=t(Key::WayExchangeText)/>
            <Way kind="moss" name=t(Key::WayToolkit) title=t(Key::WayToolkitTitle) text=t(Key::WayToolkitText)/>
            <Way kind="ochre" name=t(Key::WayResources) title=t(Key::WayResourcesTitle) text=t(Key::WayResourcesText)/>
        </section>
    }
}

#[component]
fn Way(kind: &'static str, name: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="way">
            <div>
                <p class=["eyebrow ", kind].concat()>{name}</p>
                <h3>{title}</h3>
            </div>
            <p>{text}</p>
        </div>
    }
}

/// What a theme means, in the language of the page, where that is known.
fn meaning(theme: &str) -> Option<Key> {
    Some(match theme {
        "community_economic_resilience" => Key::ThemesCommunity,
        "waste_circular_economy" => Key::ThemesWaste,
        "urban_finance_local_economies" => Key::ThemesFinance,
        "climate_resilience" => Key::ThemesClimate,
        _ => return None,
    })
}

#[component]
pub(super) fn Themes() -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let rows = move |_| {
        let terms = vocabularies.terms(VocabularyName::PriorityThemes).into_iter();
        let rows = terms.map(|term| {
            let label = term.labels.get(address::language()).to_owned();
            let meaning = match meaning(&term.key) {
                Some(meaning) => Some(view! { <p class="muted">{t(meaning)}</p> }.into_any()),
                // The vocabulary has it in English alone.
                None => {
                    term.definition.map(|text| view! { <p class="muted" lang="en" dir="ltr">{text}</p> }.into_any())
                }
            };
            view! { <li><h3>{label}</h3> {meaning}</li> }
        });
        view! { <ol class="themes">{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="wrap section">
            <h2>{t(Key::ThemesTitle)}</h2>
            <Load remote=vocabularies.remote() skeleton=|| view! { <Skeleton lines=4 rows=true/> }.into_any() show=rows/>
        </section>
    }
}
