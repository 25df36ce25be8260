//! A draft as its readers will see it.

use crate::drafting::{name_among, use_names};
use crate::lessons::words::{basis, cost, effect, marks};
use crate::messages::{Key, enumeration, language_name, t};
use crate::parts::{Fact, Load, Skeleton, SourceLink};
use crate::state::{Remote, Vocabularies, api};
use domain::lessons::{LessonContent, LessonSource};
use domain::markdown::NewMarkdownPreview;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;

/// The summary as HTML that a page may hold: the server alone makes it.
fn use_html(text: String) -> Remote<String> {
    let client = api();
    Remote::new(
        move || Some(text.clone()),
        move |text| {
            let client = client.clone();
            async move {
                let preview = client.create_markdown_preview(&NewMarkdownPreview { text }).await;
                preview.map(|preview| preview.html)
            }
        },
    )
}

/// The draft.
#[component]
pub(super) fn Shown(
    /// What it says.
    content: LessonContent,
) -> impl IntoView {
    let (lang, dir) = marks(content.language);
    let html = use_html(content.summary.clone());
    let points = content.consider.clone().into_iter().map(|point| view! { <li>{point}</li> }).collect_view();
    let sources = content.sources.clone().into_iter().map(source).collect_view();
    let summary = move |html: String| view! { <div inner_html=html></div> }.into_any();
    view! {
        <article class="panel shown">
            <div lang=lang dir=dir>
                <p class="eyebrow harbour">{t(Key::LessonConsider)}</p>
                <h3>{content.title.clone()}</h3>
                <Load remote=html skeleton=|| view! { <Skeleton lines=3/> }.into_any() show=summary/>
                <ul class="bullets">{points}</ul>
            </div>
            <Facts content/>
            <h4>{t(Key::DraftFieldSources)}</h4>
            <ul class="bullets">{sources}</ul>
        </article>
    }
}

fn source(source: LessonSource) -> impl IntoView {
    let facts = source.publisher.into_iter().chain(source.year.map(|year| year.to_string()));
    let facts: Vec<String> = facts.chain(source.is_copy.then(|| t(Key::LessonCopy).to_owned())).collect();
    let title = match source.url {
        Some(url) => view! { <SourceLink url name=source.title/> }.into_any(),
        None => view! { <span>{source.title}</span> }.into_any(),
    };
    view! { <li>{title} " " <span class="small muted">{facts.join(" · ")}</span></li> }
}

/// What is known of it besides its texts; what is not said is left out.
#[component]
fn Facts(content: LessonContent) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let names = use_names(content.cities.clone());
    move || {
        let label = |name, key: Option<&str>| key.map(|key| vocabularies.label(name, key));
        let labels = |name, keys: &[String]| some(enumeration(&vocabularies.labels(name, keys)));
        let known = names.get().unwrap_or_default();
        let cities: Vec<String> = content.cities.iter().map(|slug| name_among(&known, slug)).collect();
        let facts = [
            (Key::LessonFactTopic, label(VocabularyName::LessonTopics, content.topic.as_deref())),
            (Key::LessonFactKeyword, labels(VocabularyName::LessonKeywords, &content.keywords)),
            (Key::LessonFactStage, label(VocabularyName::RecoveryStages, content.stage.as_deref())),
            (Key::DraftFieldThemes, labels(VocabularyName::PriorityThemes, &content.themes)),
            (Key::LessonFactShock, labels(VocabularyName::Shocks, &content.shocks)),
            (Key::LessonFactStress, labels(VocabularyName::Stresses, &content.stresses)),
            (Key::LessonFactSector, labels(VocabularyName::CitySystems, &content.sectors)),
            (Key::LessonFactGroup, labels(VocabularyName::VulnerableGroups, &content.groups)),
            (Key::DraftFieldCities, some(enumeration(&cities))),
            (Key::DraftFieldCountries, labels(VocabularyName::Countries, &content.countries)),
            (Key::LessonFactSaid, content.place.clone()),
            (Key::LessonFactOrganisation, content.organisation.clone()),
            (Key::LessonFactYear, content.year.map(|year| year.to_string())),
            (Key::LessonFactCost, some(cost(content.cost_band).to_owned())),
            (Key::LessonFactEffect, some(effect(content.time_to_effect).to_owned())),
            (Key::DraftFieldBasis, content.basis.map(|one| basis(one).to_owned())),
            (Key::LessonFactTags, some(enumeration(&content.tags))),
            (Key::LessonFactLanguage, some(language_name(content.language.as_str()))),
        ];
        let said = facts.into_iter().filter_map(|(key, text)| Some((key, text?)));
        let lines = said.map(|(key, text)| view! { <Fact term=t(key)>{text}</Fact> }).collect_view();
        view! { <dl class="facts">{lines}</dl> }
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
