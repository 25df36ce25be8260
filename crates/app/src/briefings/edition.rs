//! The edition of a city: three lessons from cities like it, with what they have in common.

use super::{reader, shown};
use crate::{Context, Result};
use domain::briefings::{BriefingCityEdition, BriefingContent, BriefingIssueRef, EDITION_LESSONS, EditionLesson};
use domain::cities::{CityRef, MAX_SIMILAR, SimilarCities, SimilarCity, SimilarQuery};
use domain::lessons::{LessonCity, LessonFilter, LessonSort, LessonSummary};
use domain::policy::{Action, Actor, Scope};
use ids::LessonId;
use std::collections::HashSet;
use store::lessons::{LessonSelection, Window};

/// Lessons that are looked at for each of the cities.
const LOOKED_AT: u64 = 20;

/// What an issue says to one city besides.
///
/// # Errors
/// [`crate::Error::Missing`] when there is no such issue that the actor may see, or no such city; when the database
/// fails.
pub async fn get_briefing_city_edition(
    ctx: &Context,
    actor: &Actor,
    named: &BriefingIssueRef,
    city: &CityRef,
) -> Result<BriefingCityEdition> {
    let scope = reader(actor, Action::GetBriefingCityEdition)?;
    let stored = super::list::found(ctx.db(), scope, named).await?;
    edition(ctx, actor, &stored.content, city).await
}

/// The edition of a city of an issue that says this.
pub(super) async fn edition(
    ctx: &Context,
    actor: &Actor,
    content: &BriefingContent,
    city: &CityRef,
) -> Result<BriefingCityEdition> {
    let of = crate::cities::get(ctx, actor, city).await?;
    let query = SimilarQuery { limit: MAX_SIMILAR, ..SimilarQuery::default() };
    let SimilarCities { method, items, .. } = crate::cities::similar(ctx, actor, city, query).await?;
    let mut taken: HashSet<LessonId> = content.lessons().into_iter().map(|(id, _)| id).collect();
    let mut lessons = Vec::new();
    for similar in items {
        if lessons.len() == EDITION_LESSONS {
            break;
        }
        if let Some(lesson) = best(ctx, &similar.city.slug, &taken).await? {
            taken.insert(lesson.id);
            lessons.push(of_city(&lesson, similar));
        }
    }
    let city = LessonCity { id: of.id, slug: of.slug, name: of.name, country: of.country };
    Ok(BriefingCityEdition { city, method, lessons })
}

/// The best supported lesson of a city that is not taken; among equals the last published.
async fn best(ctx: &Context, city: &str, taken: &HashSet<LessonId>) -> Result<Option<LessonSummary>> {
    let filter = LessonFilter { cities: vec![city.to_owned()], ..LessonFilter::default() };
    let window = Window { sort: LessonSort::PublishedAtDescending, after: None, limit: LOOKED_AT };
    let selection = LessonSelection { filter, found: None };
    let (lessons, _) = store::lessons::page(ctx.db(), Scope::Public, &selection, window).await?;
    // The last of equals is taken: the list begins with what was published last.
    let free = lessons.into_iter().filter(|lesson| !taken.contains(&lesson.id)).rev();
    Ok(free.max_by_key(|lesson| lesson.grade))
}

fn of_city(lesson: &LessonSummary, similar: SimilarCity) -> EditionLesson {
    let SimilarCity { city, similarity, reasons, .. } = similar;
    EditionLesson {
        lesson: shown::of_lesson(lesson),
        excerpt: lesson.excerpt.clone(),
        from: LessonCity { id: city.id, slug: city.slug, name: city.name, country: city.country },
        similarity,
        reasons,
    }
}
