//! The sections of the form, from what a lesson says to how it is found.

use super::cities::Cities;
use super::consider::Considered;
use super::fields::{
    BASIS, COST, COUNTRIES, GROUPS, KEYWORDS, LANGUAGE, Line, Lines, ORGANISATION, PLACE, Picked, Radios, SECTORS,
    SHOCKS, STAGE, STRESSES, SUMMARY, Several, TAGS, THEMES, TIME, TITLE, TOPIC, YEAR, options,
};
use super::sources::Sources;
use super::words;
use super::work::Work;
use crate::lessons::words::{basis, cost, effect};
use crate::messages::{Key, t};
use crate::state::own_name;
use domain::lessons::{CostBand, LessonBasis, TimeToEffect};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use ui::Choice;

/// A section with its heading.
#[component]
fn Section(
    /// Its heading.
    title: Key,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="part">
            <h2>{t(title)}</h2>
            {children()}
        </section>
    }
}

/// All sections.
#[component]
pub(super) fn Sections(
    /// The draft.
    work: Work,
    /// What stands below the title.
    children: Children,
) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartSays>
            <Line work text=TITLE/>
            {children()}
            <Lines work text=SUMMARY/>
            <Considered work/>
        </Section>
        <About work/>
        <Where work/>
        <Section title=Key::DraftPartSure>
            <Radios work text=BASIS options=bases()/>
            <Sources work/>
        </Section>
        <Took work/>
        <Concerns work/>
        <Section title=Key::DraftPartFound>
            <Line work text=TAGS/>
            <Picked work text=LANGUAGE options=languages()/>
        </Section>
    }
}

#[component]
fn About(work: Work) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartAbout>
            <Radios work text=TOPIC options=options(VocabularyName::LessonTopics)/>
            <Several work keys=KEYWORDS of=VocabularyName::LessonKeywords/>
            <Picked work text=STAGE options=options(VocabularyName::RecoveryStages) none=Key::DraftChoose/>
            <Several work keys=THEMES of=VocabularyName::PriorityThemes/>
        </Section>
    }
}

#[component]
fn Where(work: Work) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartWhere>
            <Cities work/>
            <Several work keys=COUNTRIES of=VocabularyName::Countries/>
            <Line work text=PLACE/>
            <Line work text=ORGANISATION/>
            <Line work text=YEAR/>
        </Section>
    }
}

#[component]
fn Took(work: Work) -> impl IntoView {
    let costs: Vec<Choice> = CostBand::ALL.iter().map(|band| Choice::new(band.as_str(), cost(*band))).collect();
    let times: Vec<Choice> = TimeToEffect::ALL.iter().map(|time| Choice::new(time.as_str(), effect(*time))).collect();
    view! {
        <Section title=Key::DraftPartTook>
            <Picked work text=COST options=costs/>
            <Picked work text=TIME options=times/>
        </Section>
    }
}

#[component]
fn Concerns(work: Work) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartConcerns>
            <Several work keys=SHOCKS of=VocabularyName::Shocks/>
            <Several work keys=STRESSES of=VocabularyName::Stresses/>
            <Several work keys=SECTORS of=VocabularyName::CitySystems/>
            <Several work keys=GROUPS of=VocabularyName::VulnerableGroups/>
        </Section>
    }
}

/// What a lesson can rest on, each with what that means.
fn bases() -> Vec<Choice> {
    let choice = |one: &LessonBasis| Choice::new(one.as_str(), basis(*one)).with_detail(words::basis_meaning(*one));
    LessonBasis::ALL.iter().map(choice).collect()
}

/// The languages of the app, each in its own words.
fn languages() -> Vec<Choice> {
    Language::ALL.iter().map(|language| Choice::new(language.as_str(), own_name(*language))).collect()
}
