//! Lessons about the same themes.

use super::one::Shared;
use crate::lessons::addresses::{lesson, lessons_where};
use crate::lessons::words::{marks, place};
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
const SHOWN: usize = 5;
/// Those of which the nearest are chosen.
const LOOKED_AT: u32 = 50;

/// The section of the page; nothing where no lesson shares a theme.
#[component]
pub(super) fn Lessons(item: Shared) -> impl IntoView {
    let themes = item.with_value(|item| item.themes.clone());
    let filter = LessonFilter { themes: themes.clone(), ..LessonFilter::default() };
    let all = StoredValue::new(lessons_where(&filter));
    let client = api();
    let found = Remote::new(
        move || Some(filter.clone()).filter(|filter| !filter.themes.is_empty()),
        move |filter| {
            let client = client.clone();
            let query = LessonQuery { filter, limit: Some(LOOKED_AT), ..LessonQuery::default() };
            async move { client.list_lessons(&query).await.map(|page| Arc::new(page.items)) }
        },
    );
    let near = Memo::new(move |_| found.with(|found| nearest(found, &themes)).unwrap_or_default());
    let is_there = Memo::new(move |_| match found.stage() {
        Stage::Pending => found.is_busy(),
        Stage::Failed => true,
        Stage::Ready => !near.with(Vec::is_empty),
    });
    let body = move || match found.stage() {
        Stage::Pending => view! { <Skeleton lines=3 rows=true/> }.into_any(),
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || found.error()) retry=move || found.retry()/> }.into_any()
        }
        Stage::Ready => {
            let rows = near.get().into_iter().map(|(lesson, common)| view! { <Row lesson common/> }).collect_view();
            view! { <ol class="rows">{rows}</ol> <p><Link href=all.get_value()>{t(Key::NearAll)}</Link></p> }.into_any()
        }
    };
    move || {
        is_there.get().then(|| {
            view! {
                <section aria-labelledby="near-title">
                    <h2 id="near-title">{t(Key::NearTitle)}</h2>
                    {body}
                </section>
            }
        })
    }
}

/// Those that have the most themes in common with these, each with which; of equals the last published.
fn nearest(lessons: &[LessonSummary], themes: &[String]) -> Vec<(LessonSummary, Vec<String>)> {
    let common = |lesson: &LessonSummary| -> Vec<String> {
        lesson.themes.iter().filter(|theme| themes.contains(theme)).cloned().collect()
    };
    let mut near: Vec<_> = lessons.iter().map(|lesson| (lesson.clone(), common(lesson))).collect();
    near.sort_by_key(|(_, common)| Reverse(common.len()));
    near.truncate(SHOWN);
    near
}

#[component]
fn Row(lesson: LessonSummary, common: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = marks(lesson.language);
    let (href, title) = (self::lesson(&lesson.slug), lesson.title.clone());
    let facts = move || {
        let place = Some(place(vocabularies, &lesson)).filter(|place| !place.is_empty());
        place.into_iter().chain(lesson.year.map(|year| year.to_string())).collect::<Vec<_>>().join(" · ")
    };
    let why = move || {
        let themes = enumeration(&vocabularies.labels(VocabularyName::PriorityThemes, &common));
        fill(Key::NearWhy, &[("themes", &themes)])
    };
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" lang=lang dir=dir>{title}</a>
            <span class="row-facts">{facts}</span>
            <span class="row-faces">{why}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use domain::lessons::LessonSummary;

    fn lesson(slug: &str, themes: &[&str]) -> LessonSummary {
        let value = serde_json::json!({
            "id": "0190163d-8694-739b-aea5-966c26f8ad91", "slug": slug, "title": "Do it", "excerpt": "",
            "topic": "health", "stage": "recovery", "themes": themes, "shocks": [], "groups": [], "cities": [],
            "countries": [], "place": null, "year": null, "basis": "reported", "grade": "reported",
            "contested": false, "outcomes": { "worked": 0, "partly": 0, "did_not_work": 0, "too_early": 0 },
            "cost_band": "unknown", "time_to_effect": "unknown", "language": "en", "status": "published",
            "published_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "version": 1,
        });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn those_that_share_most_come_first() {
        let lessons = [lesson("one", &["water"]), lesson("two", &["water", "heat"]), lesson("other", &["heat"])];
        let themes = ["water".to_owned(), "heat".to_owned()];
        let slugs: Vec<String> = nearest(&lessons, &themes).into_iter().map(|(lesson, _)| lesson.slug).collect();
        assert_eq!(slugs, ["two", "one", "other"]);
    }
}
