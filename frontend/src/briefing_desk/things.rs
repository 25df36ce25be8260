//! What is known of the lessons and items that stand in an issue, or could: an issue itself only names them.

use domain::briefings::{BriefingAlternative, BriefingEntry, BriefingIssue, ShownEntry, ShownThing};
use domain::lessons::LessonSummary;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A lesson or an item, and the beginning of what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// What is shown of it.
    pub(super) thing: ShownThing,
    /// The beginning of what it says, without markup; empty where that is not known, because an editor's text stands
    /// in its place.
    pub(super) excerpt: String,
}

/// The id of what an entry is about; `None` for a text.
pub(super) fn id_of(entry: &BriefingEntry) -> Option<String> {
    entry.lesson.map(|id| id.to_string()).or_else(|| entry.item.map(|id| id.to_string()))
}

/// What is known, by id.
#[derive(Clone, Copy)]
pub(super) struct Things(RwSignal<BTreeMap<String, Arc<Thing>>>);

impl Things {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// What is known of the thing of this id.
    pub(super) fn get(self, id: &str) -> Option<Arc<Thing>> {
        self.0.with(|known| known.get(id).cloned())
    }

    fn learn(self, things: impl Iterator<Item = Thing>) {
        let things = things.map(|thing| (thing.thing.id.to_string(), Arc::new(thing)));
        self.0.update(|known| known.extend(things));
    }

    /// What an issue shows.
    pub(super) fn learn_issue(self, issue: &BriefingIssue) {
        let entries = issue.sections.iter().flat_map(|section| &section.entries);
        let before = self.0.get_untracked();
        let of = |entry: &ShownEntry| {
            let thing = entry.thing.clone()?;
            let known = || before.get(&thing.id.to_string()).map(|known| known.excerpt.clone()).unwrap_or_default();
            let excerpt = if entry.rewritten { known() } else { entry.text.clone() };
            Some(Thing { thing, excerpt })
        };
        self.learn(entries.filter_map(of));
    }

    /// Something that could stand in it.
    pub(super) fn learn_alternative(self, one: &BriefingAlternative) {
        self.learn(std::iter::once(Thing { thing: one.thing.clone(), excerpt: one.excerpt.clone() }));
    }

    /// A lesson that was looked for.
    pub(super) fn learn_lesson(self, one: &LessonSummary) {
        let names: Vec<&str> = one.cities.iter().map(|city| city.name.as_str()).collect();
        let place = if names.is_empty() { one.place.clone() } else { Some(names.join(", ")) };
        let thing = ShownThing {
            id: one.id.as_uuid(),
            slug: one.slug.clone(),
            title: one.title.clone(),
            place,
            countries: one.countries.clone(),
            topic: Some(one.topic.clone()),
            grade: Some(one.grade),
            item_kind: None,
            publisher: None,
            year: one.year,
            language: one.language.as_str().to_owned(),
        };
        self.learn(std::iter::once(Thing { thing, excerpt: one.excerpt.clone() }));
    }
}
