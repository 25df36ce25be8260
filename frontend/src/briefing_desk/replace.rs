//! Choosing what stands at a place: from what the rules suggest, each with its reasons, or any lesson by its words.

use super::arrange::{self, Place};
use super::things::id_of;
use super::work::Work;
use crate::briefings::words;
use crate::lessons::words::marks;
use crate::library::words::marks as marks_of;
use crate::messages::{Key, fill, t};
use crate::parts::{Load, Skeleton, words_of_choosing};
use crate::state::{Remote, Vocabularies, identity};
use client::Client;
use domain::briefings::{
    AlternativesQuery, BriefingAlternative, BriefingAlternatives, BriefingEntry, EntryKind, PickReason, ReasonCode,
};
use domain::lessons::{LessonFilter, LessonQuery, LessonSummary};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Button, Choice, Combobox, Dialog, Empty, Field, Source};

/// So many lessons are offered at once.
const OFFERED: u32 = 12;

/// The dialog of the page: there is one for all places.
#[derive(Clone, Copy)]
pub(super) struct Replacing {
    work: Work,
    open: RwSignal<bool>,
    at: RwSignal<Option<Place>>,
}

impl Replacing {
    /// Nothing is asked yet.
    pub(super) fn new(work: Work) -> Self {
        Self { work, open: RwSignal::new(false), at: RwSignal::new(None) }
    }

    /// Asks what is to stand at a place. What is written is saved first: the suggestions are made for it.
    pub(super) fn ask(self, at: Place) {
        self.work.save_then(Box::new(move || {
            self.at.set(Some(at));
            self.open.set(true);
        }));
    }

    /// Puts an entry there.
    fn take(self, entry: BriefingEntry, title: &str) {
        let Some(at) = self.at.get_untracked() else { return };
        self.open.set(false);
        let said = fill(Key::ReplaceDone, &[("title", title)]);
        self.work.step(said, |written| arrange::replace(written, at, entry));
    }

    /// The key of the section of the place.
    fn section(self) -> Option<String> {
        let at = self.at.get()?;
        self.work.written.with_untracked(|written| written.sections.get(at.section).map(|section| section.key.clone()))
    }

    /// Whether something stands in the issue already.
    fn has(self, id: &str) -> bool {
        self.work.written.with(|written| {
            let mut entries = written.sections.iter().flat_map(|section| &section.entries);
            entries.any(|entry| id_of(entry).as_deref() == Some(id))
        })
    }
}

/// The dialog.
#[component]
pub(super) fn ReplaceDialog(
    /// What it asks.
    replacing: Replacing,
) -> impl IntoView {
    let identity = identity();
    let found = Remote::new(
        move || replacing.open.get().then(|| replacing.section()).flatten(),
        move |section| {
            let id = replacing.work.issue.with_untracked(|issue| issue.id);
            let call = move |client: Client| {
                let query = AlternativesQuery { section: section.clone() };
                async move { client.list_briefing_alternatives(id, &query).await }
            };
            async move { identity.ask(call).await.map(Arc::new) }
        },
    );
    let title = move || match replacing.at.get() {
        Some(at) => replacing.work.written.with(|written| {
            let title = written.sections.get(at.section).map(|section| section.title.clone()).unwrap_or_default();
            fill(Key::ReplaceTitle, &[("section", &title)])
        }),
        None => String::new(),
    };
    let content = move || {
        replacing.open.get().then(|| {
            let show = move |found: Arc<BriefingAlternatives>| suggested(replacing, &found);
            view! {
                <Finding replacing/>
                <h3>{t(Key::ReplaceSuggested)}</h3>
                <Load remote=found skeleton=|| view! { <Skeleton lines=6 rows=true/> }.into_any() show/>
            }
        })
    };
    view! { <Dialog open=replacing.open title=Signal::derive(title) close=t(Key::FormClose)>{content}</Dialog> }
}

/// What the rules suggest and does not stand in the issue.
fn suggested(replacing: Replacing, found: &BriefingAlternatives) -> AnyView {
    let free: Vec<BriefingAlternative> =
        found.items.iter().filter(|one| !untrack(|| replacing.has(&one.thing.id.to_string()))).cloned().collect();
    if free.is_empty() {
        return view! { <Empty title=t(Key::ReplaceNone)><p>{t(Key::ReplaceNoneText)}</p></Empty> }.into_any();
    }
    let rows = free.into_iter().map(|one| view! { <Suggestion replacing one/> }).collect_view();
    view! { <ol class="rows">{rows}</ol> }.into_any()
}

/// The entry that a suggestion makes.
fn entry_of(one: &BriefingAlternative) -> Option<BriefingEntry> {
    let (id, reasons) = (one.thing.id.to_string(), one.reasons.clone());
    match one.kind {
        EntryKind::Lesson => Some(BriefingEntry::lesson(id.parse().ok()?, reasons)),
        EntryKind::Item => Some(BriefingEntry::item(id.parse().ok()?, reasons)),
        EntryKind::Text => None,
    }
}

#[component]
fn Suggestion(replacing: Replacing, one: BriefingAlternative) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = marks_of(&one.thing.language);
    let title = one.thing.title.clone();
    let name = fill(Key::ReplaceTakeIt, &[("title", &title)]);
    let (thing, reasons) = (one.thing.clone(), one.reasons.clone());
    let facts = move || words::facts(vocabularies, &thing);
    let why = move || words::reasons(vocabularies, &reasons);
    let excerpt = one.excerpt.clone();
    let take = move |()| {
        replacing.work.things.learn_alternative(&one);
        if let Some(entry) = entry_of(&one) {
            replacing.take(entry, &one.thing.title);
        }
    };
    view! {
        <li class="row">
            <span class="row-name" lang=lang.clone() dir=dir>{title}</span>
            <span class="row-facts">{facts}</span>
            <span class="row-faces" lang=lang dir=dir>{excerpt}</span>
            <span class="why small">{t(Key::IssueWhy)} " " {why}</span>
            <span class="row-facts"><Button small=true name on_press=take>{t(Key::ReplaceTake)}</Button></span>
        </li>
    }
}

async fn lessons_like(client: Client, text: String) -> Result<Vec<LessonSummary>, ()> {
    let q = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = LessonFilter { q, ..LessonFilter::default() };
    let query = LessonQuery { filter, limit: Some(OFFERED), ..LessonQuery::default() };
    client.list_lessons(&query).await.map(|page| page.items).map_err(|_| ())
}

/// Any lesson, by its words.
#[component]
fn Finding(replacing: Replacing) -> impl IntoView {
    let client = crate::state::api();
    let (met, chosen) = (RwSignal::new(Vec::<LessonSummary>::new()), RwSignal::new(Vec::<Choice>::new()));
    let source = Source::asked(move |text| {
        let client = client.clone();
        async move {
            let found = lessons_like(client, text).await?;
            let free = found.into_iter().filter(|one| !untrack(|| replacing.has(&one.id.to_string())));
            let free: Vec<LessonSummary> = free.collect();
            let choice = |one: &LessonSummary| {
                let tag = marks(one.language).0.unwrap_or_default();
                Choice::new(one.id.to_string(), &one.title).with_detail(tag)
            };
            let choices = free.iter().map(choice).collect();
            met.try_set(free);
            Ok(choices)
        }
    });
    Effect::new(move |_| {
        let Some(id) = chosen.with(|chosen| chosen.first().map(|one| one.value.clone())) else { return };
        let lesson = met.with_untracked(|met| met.iter().find(|one| one.id.to_string() == id).cloned());
        if let Some(lesson) = lesson {
            replacing.work.things.learn_lesson(&lesson);
            let entry = BriefingEntry::lesson(lesson.id, vec![PickReason::of(ReasonCode::Chosen)]);
            replacing.take(entry, &lesson.title);
        }
    });
    let field = Field::new("replace-find", t(Key::ReplaceFind)).hint(t(Key::ReplaceFindHint));
    view! { <Combobox field source chosen words=words_of_choosing()/> }
}
