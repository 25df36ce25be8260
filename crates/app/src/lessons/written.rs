//! From what a lesson says to what is kept of it.

use crate::names::name_key;
use crate::vocabularies::odd_keys;
use crate::{Context, Result};
use contract::Fault;
use domain::lessons::{LessonCity, LessonContent, excerpt};
use domain::vocabularies::VocabularyName;
use ids::LessonId;
use store::Source;
use store::lessons::Written;

/// Characters of a title that lessons are ordered by: a cursor holds them.
const SORTED_BY: usize = 40;

/// What is kept of a lesson that says this: its cities by name, its countries, its summary as HTML, its excerpt. Cities
/// that are not here are left out; who writes has been told of them.
pub(crate) async fn written(
    source: &impl Source,
    (id, slug): (LessonId, String),
    content: LessonContent,
    digest: String,
) -> Result<Written> {
    let mut cities = store::lessons::cities_by_slugs(source, &content.cities).await?;
    cities.sort_by_key(|city| content.cities.iter().position(|slug| *slug == city.slug));
    let countries = countries(&content, &cities);
    let text = content.summary.clone();
    // A long text takes milliseconds: others are answered meanwhile.
    let (summary_html, plain) =
        tokio::task::spawn_blocking(move || (markdown::to_html(&text), markdown::to_text(&text))).await?;
    Ok(Written {
        id,
        slug,
        title_key: name_key(&content.title).chars().take(SORTED_BY).collect(),
        excerpt: excerpt(&plain),
        content,
        summary_html,
        cities,
        countries,
        digest,
    })
}

/// Those of its cities, then those that it names besides, each once.
fn countries(content: &LessonContent, cities: &[LessonCity]) -> Vec<String> {
    let mut countries: Vec<String> = Vec::new();
    for country in cities.iter().map(|city| &city.country).chain(&content.countries) {
        if !countries.contains(country) {
            countries.push(country.clone());
        }
    }
    countries
}

/// What is wrong with the keys of a content: those that no vocabulary holds, and cities that are not here. `within` goes
/// in front of the pointers.
///
/// # Errors
/// When the database fails.
pub(crate) async fn check_keys(ctx: &Context, content: &LessonContent, within: &str) -> Result<Vec<Fault>> {
    let countries = ("/countries", VocabularyName::Countries, content.countries.as_slice());
    let lists: Vec<_> = content.key_lists().into_iter().chain([countries]).collect();
    let mut faults = odd_keys(ctx, &lists, within).await?;
    let cities = store::lessons::cities_by_slugs(ctx.db(), &content.cities).await?;
    if let Some(slug) = content.cities.iter().find(|slug| cities.iter().all(|city| city.slug != **slug)) {
        let message = format!("There is no city '{slug}'. Use a slug from the list of cities.");
        faults.push(Fault::new(format!("{within}/cities"), "unknown_value", message));
    }
    Ok(faults)
}
