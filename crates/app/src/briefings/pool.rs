//! What the rules of an issue read, gathered from the store: bounded, however much knowledge there is.

use super::shown::{of_item, of_lesson};
use crate::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::briefings::{
    Candidate, Counts, Coverage, EntryKind, Kinds, LOOK_BACK, Pool, ReadingCandidate, Shown, ShownThing,
};
use domain::lessons::{LessonFilter, LessonGrade, LessonSort, LessonSummary, Tried, grade};
use domain::library::{LibraryFilter, LibraryItemSummary, LibrarySort};
use domain::policy::Scope;
use ids::{BriefingId, CityId, LessonId, LibraryItemId};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::briefings::picks::{Report, ShownPick};
use store::lessons::{LessonSelection, Wholes, Window};
use store::library::{LibrarySelection, Window as LibraryWindow};

/// Lessons that are looked at for each topic, theme and region; and those that came last, and that cities tried.
const EACH: u64 = 100;
/// Items of the library that are looked at.
const ITEMS: u64 = 500;
/// What counts as new where no issue has gone out yet.
const FIRST_SINCE: TimeDelta = TimeDelta::days(7);

/// What the rules read, and what is shown of it.
pub(super) struct Knowledge {
    pub(super) pool: Pool,
    lessons: HashMap<LessonId, LessonSummary>,
    items: HashMap<LibraryItemId, LibraryItemSummary>,
}

impl Knowledge {
    /// What is shown of a lesson, with the beginning of what it says.
    pub(super) fn lesson(&self, id: LessonId) -> Option<(ShownThing, String)> {
        self.lessons.get(&id).map(|lesson| (of_lesson(lesson), lesson.excerpt.clone()))
    }

    /// The same of an item of the library.
    pub(super) fn item(&self, id: LibraryItemId) -> Option<(ShownThing, String)> {
        self.items.get(&id).map(|item| (of_item(item), item.excerpt.clone()))
    }
}

/// Gathers what the rules read for the next issue of a publication.
pub(super) async fn load(ctx: &Context, briefing: BriefingId) -> Result<Knowledge> {
    let (shown, last) = store::briefings::picks::shown(ctx.db(), Scope::Public, briefing, u64::from(LOOK_BACK)).await?;
    let since = last.unwrap_or_else(|| ctx.now() - FIRST_SINCE);
    let (topics, themes, countries) = store::briefings::picks::stock(ctx.db(), Scope::Public).await?;
    let regions = regions(ctx).await?;
    let by_region = by_region(&countries, &regions);
    let stock = Kinds { topics, themes, regions: by_region };
    let reported = store::briefings::picks::reported_since(ctx.db(), since, EACH * 3).await?;
    let lessons = lessons(ctx, &stock, (&countries, &regions), &reported).await?;
    let seen: Vec<LessonId> = lessons_of(&shown);
    let known: Vec<LessonId> = reported.iter().copied().chain(seen.iter().copied()).collect();
    let reports = store::briefings::picks::reports(ctx.db(), &known).await?;
    let sources = sources(ctx, &lessons).await?;
    let view = View { since, shown: &shown, reports: &reports, regions: &regions, sources: &sources };
    let candidates: Vec<Candidate> = lessons.values().map(|lesson| view.candidate(lesson)).collect();
    let covered = covered(ctx, &seen, &shown, &regions).await?;
    let items = items(ctx, &shown).await?;
    let reading = items.values().map(reading).collect();
    let pool = Pool { lessons: candidates, reading, coverage: Coverage { stock, shown: covered }, since };
    Ok(Knowledge { pool, lessons, items })
}

fn lessons_of(shown: &[ShownPick]) -> Vec<LessonId> {
    let lessons = shown.iter().filter(|pick| pick.kind == EntryKind::Lesson);
    let mut ids: Vec<LessonId> = lessons.map(|pick| LessonId::from(pick.thing)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The region of each country.
async fn regions(ctx: &Context) -> Result<HashMap<String, String>> {
    let countries = store::countries::list(ctx.db(), Scope::Public).await?;
    Ok(countries.into_iter().map(|(_, country)| (country.code, country.region.to_string())).collect())
}

fn by_region(countries: &Counts, regions: &HashMap<String, String>) -> Counts {
    let mut counts = Counts::new();
    for (country, count) in countries {
        if let Some(region) = regions.get(country) {
            let sum = counts.entry(region.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
    counts
}

/// Lessons that may be picked: the last ones of each topic, theme and region, the best supported, the last of all, and
/// those that cities reported on.
async fn lessons(
    ctx: &Context,
    stock: &Kinds,
    (countries, regions): (&Counts, &HashMap<String, String>),
    reported: &[LessonId],
) -> Result<HashMap<LessonId, LessonSummary>> {
    let all = LessonFilter::default;
    let mut filters = vec![
        all(),
        LessonFilter { grades: vec![LessonGrade::Evaluated], ..all() },
        LessonFilter { grades: vec![LessonGrade::SeveralCities], ..all() },
    ];
    filters.extend(stock.topics.keys().map(|topic| LessonFilter { topics: vec![topic.clone()], ..all() }));
    filters.extend(stock.themes.keys().map(|theme| LessonFilter { themes: vec![theme.clone()], ..all() }));
    for region in stock.regions.keys() {
        let within = countries.keys().filter(|country| regions.get(*country) == Some(region)).cloned();
        filters.push(LessonFilter { countries: within.collect(), ..all() });
    }
    let mut found = HashMap::new();
    for filter in filters {
        let window = Window { sort: LessonSort::PublishedAtDescending, after: None, limit: EACH };
        let selection = LessonSelection { filter, found: None };
        let (part, _) = store::lessons::page(ctx.db(), Scope::Public, &selection, window).await?;
        found.extend(part.into_iter().map(|lesson| (lesson.id, lesson)));
    }
    let tried = store::lessons::by_ids(ctx.db(), Scope::Public, reported).await?;
    let holds = |lesson: &LessonSummary| lesson.status == domain::lessons::LessonStatus::Published;
    found.extend(tried.into_iter().filter(holds).map(|lesson| (lesson.id, lesson)));
    Ok(found)
}

/// How many sources the evaluated ones name: only of these is it asked.
async fn sources(ctx: &Context, lessons: &HashMap<LessonId, LessonSummary>) -> Result<HashMap<LessonId, u32>> {
    let evaluated = lessons.values().filter(|lesson| lesson.grade == LessonGrade::Evaluated);
    let ids: Vec<LessonId> = evaluated.map(|lesson| lesson.id).collect();
    let mut counts = HashMap::new();
    for part in ids.chunks(usize::try_from(EACH).unwrap_or(usize::MAX)) {
        let wholes = store::lessons::wholes(ctx.db(), Scope::Public, Wholes::Of(part)).await?;
        let count = |lesson: &domain::lessons::Lesson| u32::try_from(lesson.content.sources.len()).unwrap_or(u32::MAX);
        counts.extend(wholes.iter().map(|lesson| (lesson.id, count(lesson))));
    }
    Ok(counts)
}

/// Everything that is known beside a lesson itself.
struct View<'a> {
    since: DateTime<Utc>,
    shown: &'a [ShownPick],
    reports: &'a [Report],
    regions: &'a HashMap<String, String>,
    sources: &'a HashMap<LessonId, u32>,
}

impl View<'_> {
    fn candidate(&self, lesson: &LessonSummary) -> Candidate {
        let reports: Vec<&Report> = self.reports.iter().filter(|report| report.lesson == lesson.id).collect();
        let own: Vec<CityId> = lesson.cities.iter().map(|city| city.id).collect();
        let before: Vec<Tried> =
            reports.iter().filter(|report| report.at <= self.since).map(|report| report.tried).collect();
        let after = |moment: DateTime<Utc>| {
            u32::try_from(reports.iter().filter(|report| report.at > moment).count()).unwrap_or(u32::MAX)
        };
        // What was not reported on since then is as well supported as it was.
        let is_same = lesson.published_at > self.since || after(self.since) == 0;
        let shown = self.shown.iter().find(|pick| LessonId::from(pick.thing) == lesson.id);
        let mut regions: Vec<String> =
            lesson.countries.iter().filter_map(|country| self.regions.get(country)).cloned().collect();
        regions.sort_unstable();
        regions.dedup();
        Candidate {
            id: lesson.id,
            topic: lesson.topic.clone(),
            themes: lesson.themes.clone(),
            countries: lesson.countries.clone(),
            regions,
            has_city: !lesson.cities.is_empty(),
            sources: self.sources.get(&lesson.id).copied().unwrap_or_default(),
            grade: lesson.grade,
            grade_before: if is_same { lesson.grade } else { grade(lesson.basis, &own, &before) },
            reports: after(self.since),
            published_at: lesson.published_at,
            shown: shown.map(|pick| Shown {
                issue: pick.issue,
                grade: pick.grade.unwrap_or(lesson.grade),
                reports_since: after(pick.at),
            }),
        }
    }
}

/// How often topics, themes and regions stood in the last issues.
async fn covered(
    ctx: &Context,
    seen: &[LessonId],
    shown: &[ShownPick],
    regions: &HashMap<String, String>,
) -> Result<Kinds> {
    let lessons = store::lessons::by_ids(ctx.db(), Scope::Public, seen).await?;
    let mut kinds = Kinds::default();
    for pick in shown.iter().filter(|pick| pick.kind == EntryKind::Lesson) {
        let Some(lesson) = lessons.iter().find(|lesson| lesson.id.as_uuid() == pick.thing) else { continue };
        count(&mut kinds.topics, std::iter::once(lesson.topic.clone()));
        count(&mut kinds.themes, lesson.themes.iter().cloned());
        let of: HashSet<String> = lesson.countries.iter().filter_map(|country| regions.get(country)).cloned().collect();
        count(&mut kinds.regions, of.into_iter());
    }
    Ok(kinds)
}

fn count(counts: &mut BTreeMap<String, u32>, keys: impl Iterator<Item = String>) {
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
}

/// Items whose link is not dead, but for those that stood in the last issues.
async fn items(ctx: &Context, shown: &[ShownPick]) -> Result<HashMap<LibraryItemId, LibraryItemSummary>> {
    let selection = LibrarySelection { filter: LibraryFilter::default(), found: None };
    let window = LibraryWindow { sort: LibrarySort::PublishedAtDescending, after: None, limit: ITEMS };
    let (part, _) = store::library::page(ctx.db(), Scope::Public, &selection, window).await?;
    let seen: HashSet<uuid::Uuid> =
        shown.iter().filter(|pick| pick.kind == EntryKind::Item).map(|pick| pick.thing).collect();
    let fresh = part.into_iter().filter(|item| !item.link.dead && !seen.contains(&item.id.as_uuid()));
    Ok(fresh.map(|item| (item.id, item)).collect())
}

fn reading(item: &LibraryItemSummary) -> ReadingCandidate {
    ReadingCandidate {
        id: item.id,
        kind: item.kind.clone(),
        themes: item.themes.clone(),
        published_at: item.published_at,
    }
}
