//! The sections of the form, from what a lesson says to how it is found.

use super::consider::Considered;
use super::fields::{
    BASIS, CITIES, COST, COUNTRIES, GROUPS, KEYWORDS, LANGUAGE, ORGANISATION, PLACE, SECTORS, SHOCKS, STAGE, STRESSES,
    SUMMARY, TAGS, THEMES, TIME, TITLE, TOPIC, YEAR,
};
use super::sources::Sources;
use super::words;
use super::work::Work;
use super::written::Written;
use crate::drafting::{Cities, Line, Lines, Picked, Radios, Section, Several, languages, options};
use crate::lessons::words::{basis, cost, effect};
use crate::messages::Key;
use domain::lessons::{CostBand, LessonBasis, TimeToEffect};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::Choice;

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

/// Keywords are those of the topic.
fn topic(written: &Written) -> Option<String> {
    written.content.topic.clone()
}

#[component]
fn About(work: Work) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartAbout>
            <Radios work text=TOPIC options=options(VocabularyName::LessonTopics)/>
            <Several work keys=KEYWORDS of=VocabularyName::LessonKeywords below=topic/>
            <Picked work text=STAGE options=options(VocabularyName::RecoveryStages) none=Key::DraftChoose/>
            <Several work keys=THEMES of=VocabularyName::PriorityThemes/>
        </Section>
    }
}

#[component]
fn Where(work: Work) -> impl IntoView {
    view! {
        <Section title=Key::DraftPartWhere>
            <Cities work keys=CITIES/>
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
