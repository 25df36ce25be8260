//! Lessons on the page of a city: those that come from it, and those of others that may help it.

use super::addresses;
use super::card::Brief;
use crate::messages::{Key, enumeration, fill, t};
use crate::parts::{Failure, Skeleton};
use crate::state::{Remote, Stage, Vocabularies, api};
use domain::lessons::{LessonFilter, LessonQuery, LessonSummary};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;
use ui::Link;

/// Lessons that are shown.
const SHOWN: u32 = 5;
/// Those of other cities of which the most helpful are chosen.
const LOOKED_AT: u32 = 50;

type Lessons = Arc<Vec<LessonSummary>>;

/// Both sections; nothing where no lesson fits.
#[component]
pub(crate) fn LessonsOfCity(
    /// Slug of the city.
    slug: String,
    /// Its name.
    name: String,
    /// What it faces.
    shocks: Vec<String>,
) -> impl IntoView {
    let own = LessonFilter { cities: vec![slug.clone()], ..LessonFilter::default() };
    let shared = LessonFilter { shocks: shocks.clone(), ..LessonFilter::default() };
    let from = fetched(Some(own.clone()), SHOWN);
    let may_help = fetched(Some(shared.clone()).filter(|_| !shocks.is_empty()), LOOKED_AT);
    let faced = shocks.clone();
    let helpful = Memo::new(move |_| may_help.with(|found| most_alike(found, &slug, &faced)).unwrap_or_default());
    let all_own = (addresses::lessons_where(&own), fill(Key::CityLessonsAll, &[("city", &name)]));
    let all_shared = (addresses::lessons_where(&shared), t(Key::CityHelpAll).to_owned());
    let own = Memo::new(move |_| from.with(|found| found.to_vec()).unwrap_or_default());
    view! {
        <Section id="city-lessons" title=Key::CityLessons found=from lessons=own all=all_own shocks=Vec::new()/>
        <Section id="city-help" title=Key::CityHelp found=may_help lessons=helpful all=all_shared shocks/>
    }
}

/// The lessons that a filter lets through, the last published first; nothing is asked without one.
fn fetched(filter: Option<LessonFilter>, limit: u32) -> Remote<Lessons> {
    let client = api();
    Remote::new(
        move || filter.clone(),
        move |filter| {
            let client = client.clone();
            let query = LessonQuery { filter, limit: Some(limit), ..LessonQuery::default() };
            async move { client.list_lessons(&query).await.map(|page| Arc::new(page.items)) }
        },
    )
}

/// Those of other cities that have the most shocks in common with these; of equals the last published.
fn most_alike(lessons: &[LessonSummary], city: &str, shocks: &[String]) -> Vec<LessonSummary> {
    let others = lessons.iter().filter(|lesson| lesson.cities.iter().all(|own| own.slug != city));
    let mut others: Vec<LessonSummary> = others.cloned().collect();
    others.sort_by_key(|lesson| Reverse(in_common(lesson, shocks).len()));
    others.truncate(SHOWN as usize);
    others
}

/// The shocks of a lesson that are among these.
fn in_common(lesson: &LessonSummary, shocks: &[String]) -> Vec<String> {
    lesson.shocks.iter().filter(|shock| shocks.contains(shock)).cloned().collect()
}

#[component]
fn Section(
    id: &'static str,
    title: Key,
    /// What was asked for, for its state.
    found: Remote<Lessons>,
    lessons: Memo<Vec<LessonSummary>>,
    /// Where all of them are, and the words of the link there.
    all: (String, String),
    /// What the city faces, where that is why they are here.
    shocks: Vec<String>,
) -> impl IntoView {
    let all = StoredValue::new(all);
    let shocks = StoredValue::new(shocks);
    let is_empty = Memo::new(move |_| lessons.with(Vec::is_empty));
    let stage = Memo::new(move |_| found.stage());
    let list = move || {
        let (href, words) = all.get_value();
        let rows = lessons.get().into_iter().map(|lesson| row(lesson, shocks)).collect_view();
        view! { <ol class="rows">{rows}</ol> <p><Link href>{words}</Link></p> }
    };
    let body = move || match (stage.get(), is_empty.get()) {
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || found.error()) retry=move || found.retry()/> }.into_any()
        }
        (Stage::Ready, false) => list().into_any(),
        _ => view! { <Skeleton lines=3 rows=true/> }.into_any(),
    };
    let is_there = Memo::new(move |_| match stage.get() {
        // Nobody waits for what is not asked for.
        Stage::Pending => found.is_busy(),
        Stage::Failed => true,
        Stage::Ready => !is_empty.get(),
    });
    move || is_there.get().then(|| view! { <section aria-labelledby=id><h2 id=id>{t(title)}</h2> {body}</section> })
}

fn row(lesson: LessonSummary, shocks: StoredValue<Vec<String>>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let common = shocks.with_value(|shocks| in_common(&lesson, shocks));
    let more = move || {
        let labels = vocabularies.labels(VocabularyName::Shocks, &common);
        if labels.is_empty() { String::new() } else { fill(Key::CityHelpWhy, &[("shocks", &enumeration(&labels))]) }
    };
    view! { <Brief lesson more=Signal::derive(more)/> }
}

#[cfg(test)]
mod tests {
    use super::most_alike;
    use domain::lessons::LessonSummary;

    fn lesson(slug: &str, city: &str, shocks: &[&str]) -> LessonSummary {
        let id = "0190163d-8694-739b-aea5-966c26f8ad91";
        let value = serde_json::json!({
            "id": id, "slug": slug, "title": "Do it", "excerpt": "", "topic": "health", "stage": "recovery",
            "themes": [], "shocks": shocks, "groups": [],
            "cities": [{ "id": id, "slug": city, "name": city, "country": "GH" }], "countries": ["GH"],
            "place": null, "year": null, "basis": "reported", "grade": "reported", "contested": false,
            "outcomes": { "worked": 0, "partly": 0, "did_not_work": 0, "too_early": 0 },
            "cost_band": "unknown", "time_to_effect": "unknown", "language": "en", "status": "published",
            "published_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "version": 1,
        });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn those_of_others_that_share_most_come_first() {
        let lessons = [
            lesson("one-shared", "lagos", &["flood"]),
            lesson("own", "accra", &["flood", "heat"]),
            lesson("two-shared", "dakar", &["flood", "heat"]),
            lesson("also-one", "lagos", &["heat", "fire"]),
        ];
        let shocks = ["flood".to_owned(), "heat".to_owned()];
        let found = most_alike(&lessons, "accra", &shocks);
        let slugs: Vec<&str> = found.iter().map(|lesson| lesson.slug.as_str()).collect();
        assert_eq!(slugs, ["two-shared", "one-shared", "also-one"]);
    }
}
