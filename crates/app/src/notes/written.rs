//! From what a note says to what is kept of it, and to what is read of it.

use crate::names::name_key;
use crate::vocabularies::odd_keys;
use crate::{Context, Result};
use contract::Fault;
use domain::lessons::{LessonCity, excerpt};
use domain::library::FileType;
use domain::notes::{Cite, NoteCitation, NoteContent, NoteText, without_marks};
use domain::policy::Scope;
use ids::NoteId;
use std::collections::HashMap;
use store::Source;
use store::notes::{NoteHtml, Written};

/// Characters of a title that notes are ordered by: a cursor holds them.
const SORTED_BY: usize = 40;

/// What is kept of a note that says this: its cities by name, what it cites as it is now, its texts as HTML. What is not
/// here is left out; who writes has been told of it.
pub(super) async fn written(
    source: &impl Source,
    (id, slug): (NoteId, String),
    content: NoteContent,
) -> Result<Written> {
    let mut cities = store::lessons::cities_by_slugs(source, &content.cities).await?;
    cities.sort_by_key(|city| content.cities.iter().position(|slug| *slug == city.slug));
    let citations = cited(source, &content).await?;
    let html = html(&content, &citations).await?;
    Ok(Written {
        id,
        slug,
        title_key: name_key(&content.title).chars().take(SORTED_BY).collect(),
        excerpt: excerpt(&markdown::to_text(&without_marks(&content.summary))),
        html,
        countries: countries(&cities),
        cities,
        citations,
        content,
    })
}

async fn cited(source: &impl Source, content: &NoteContent) -> Result<Vec<NoteCitation>> {
    let cites: Vec<Cite> = content.cites().into_iter().map(|(cite, _)| cite).collect();
    Ok(store::notes::cited(source, &cites).await?)
}

/// Each once, in the order of the cities.
fn countries(cities: &[LessonCity]) -> Vec<String> {
    let mut countries: Vec<String> = Vec::new();
    for city in cities {
        if !countries.contains(&city.country) {
            countries.push(city.country.clone());
        }
    }
    countries
}

/// The texts of a note as HTML, in which what it cites is a link to its number.
pub(super) async fn html(content: &NoteContent, citations: &[NoteCitation]) -> Result<NoteHtml> {
    let numbers: HashMap<Cite, i32> =
        citations.iter().map(|cited| (Cite { kind: cited.kind, slug: cited.slug.clone() }, cited.number)).collect();
    let summary = content.summary.clone();
    let sections: Vec<String> = content.sections.iter().map(|section| section.text.clone()).collect();
    let render = move || {
        let number = |mark: &str| numbers.get(&Cite::of(mark)?).copied();
        NoteHtml {
            summary: markdown::to_html_cited(&summary, &number),
            sections: sections.iter().map(|text| markdown::to_html_cited(text, &number)).collect(),
        }
    };
    // A long text takes milliseconds: others are answered meanwhile.
    Ok(tokio::task::spawn_blocking(render).await?)
}

/// What somebody would read of a draft that says this.
pub(super) async fn preview(source: &impl Source, content: &NoteContent) -> Result<NoteText> {
    let citations = cited(source, content).await?;
    let html = html(content, &citations).await?;
    let references = store::notes::references(source, &[citations]).await?.pop().unwrap_or_default();
    Ok(store::notes::text(source, content, html, references).await?)
}

/// What is wrong with what a content names: keys that no vocabulary holds; cities, lessons and items that are not here;
/// pictures that are none. `within` goes in front of the pointers.
///
/// # Errors
/// When the database fails.
pub(super) async fn check_names(ctx: &Context, content: &NoteContent, within: &str) -> Result<Vec<Fault>> {
    let mut faults = odd_keys(ctx, &content.key_lists(), within).await?;
    let cities = store::lessons::cities_by_slugs(ctx.db(), &content.cities).await?;
    if let Some(slug) = content.cities.iter().find(|slug| cities.iter().all(|city| city.slug != **slug)) {
        let message = format!("There is no city '{slug}'. Use a slug from the list of cities.");
        faults.push(Fault::new(format!("{within}/cities"), "unknown_value", message));
    }
    faults.extend(odd_cites(ctx, content, within).await?);
    faults.extend(odd_figures(ctx, content, within).await?);
    Ok(faults)
}

/// Marks that cite what is not here.
async fn odd_cites(ctx: &Context, content: &NoteContent, within: &str) -> Result<Vec<Fault>> {
    let cites = content.cites();
    let known = cited(ctx.db(), content).await?;
    let is_known = |cite: &Cite| known.iter().any(|cited| cited.kind == cite.kind && cited.slug == cite.slug);
    let odd = cites.into_iter().filter(|(cite, _)| !is_known(cite)).map(|(cite, pointer)| {
        let message = format!("{} cites what is not here. Use a slug of a lesson or of an item.", cite.mark());
        Fault::new(format!("{within}{pointer}"), "unknown_mark", message)
    });
    Ok(odd.collect())
}

/// Figures whose item is not here, or has no picture.
async fn odd_figures(ctx: &Context, content: &NoteContent, within: &str) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for (place, section) in content.sections.iter().enumerate() {
        for (number, figure) in section.figures.iter().enumerate() {
            let item = match figure.item.parse() {
                Ok(reference) => store::library::get(ctx.db(), Scope::Public, &reference).await?,
                Err(_) => None,
            };
            let kind = item.filter(|item| item.slug == figure.item).map(|item| item.file.map(|file| file.media_type));
            let message = match kind {
                Some(Some(FileType::Png | FileType::Jpeg)) => continue,
                Some(_) => "The file of this item is no picture. Choose one with a PNG or a JPEG.",
                None => "There is no item of this slug in the library.",
            };
            let pointer = format!("{within}/sections/{place}/figures/{number}/item");
            faults.push(Fault::new(pointer, "unknown_value", message));
        }
    }
    Ok(faults)
}
