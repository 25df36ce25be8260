//! Notes as they are read: their HTML, what they cite, and their pictures, which are files of the library's items.

use crate::entities::library_item;
use crate::{Result, Source};
use domain::library::FileType;
use domain::notes::{Note, NoteContent, NoteReference, NoteText, ShownFigure, ShownNoteSection};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The texts of a note as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoteHtml {
    /// The summary.
    pub summary: String,
    /// The sections, in their order.
    pub sections: Vec<String>,
}

/// What somebody reads of a content; the addresses of the pictures are left empty.
pub(super) fn shown(content: &NoteContent, html: NoteHtml, references: Vec<NoteReference>) -> NoteText {
    let mut numbers = 1..;
    let mut html_of = html.sections.into_iter();
    let sections = content.sections.iter().map(|section| ShownNoteSection {
        heading: section.heading.clone(),
        html: html_of.next().unwrap_or_default(),
        figures: section
            .figures
            .iter()
            .map(|figure| ShownFigure {
                number: numbers.next().unwrap_or_default(),
                item: figure.item.clone(),
                url: None,
                alt: figure.alt.clone(),
                caption: figure.caption.clone(),
                credit: figure.credit.clone(),
            })
            .collect(),
    });
    NoteText { sections: sections.collect(), summary_html: html.summary, references }
}

/// What somebody reads of a content, given its HTML and how what it cites stands today.
///
/// # Errors
/// When the database fails.
pub async fn text(
    source: &impl Source,
    content: &NoteContent,
    html: NoteHtml,
    references: Vec<NoteReference>,
) -> Result<NoteText> {
    let mut text = shown(content, html, references);
    let pictures = pictures(source, figures_of([&text].into_iter())).await?;
    fill(&mut text, &pictures);
    Ok(text)
}

pub(super) async fn fill_figures(source: &impl Source, notes: &mut [Note]) -> Result<()> {
    let pictures = pictures(source, figures_of(notes.iter().map(|note| &note.text))).await?;
    notes.iter_mut().for_each(|note| fill(&mut note.text, &pictures));
    Ok(())
}

fn figures_of<'a>(texts: impl Iterator<Item = &'a NoteText>) -> Vec<String> {
    let sections = texts.flat_map(|text| &text.sections);
    sections.flat_map(|section| section.figures.iter().map(|figure| figure.item.clone())).collect()
}

/// What is kept of a picture: who published its item.
type Pictures = HashMap<String, Option<String>>;

/// The items of these slugs whose file is a picture.
async fn pictures(source: &impl Source, mut slugs: Vec<String>) -> Result<Pictures> {
    slugs.sort_unstable();
    slugs.dedup();
    if slugs.is_empty() {
        return Ok(Pictures::new());
    }
    let images = [FileType::Png, FileType::Jpeg].map(FileType::as_str);
    let query = library_item::Entity::find()
        .select_only()
        .columns([library_item::Column::Slug, library_item::Column::Publisher])
        .filter(library_item::Column::Slug.is_in(slugs))
        .filter(library_item::Column::FileType.is_in(images));
    let rows: Vec<(String, Option<String>)> = query.into_tuple().all(source.reading()).await?;
    Ok(rows.into_iter().collect())
}

fn fill(text: &mut NoteText, pictures: &Pictures) {
    for figure in text.sections.iter_mut().flat_map(|section| &mut section.figures) {
        if let Some(publisher) = pictures.get(&figure.item) {
            figure.url = Some(["/api/v1/library-items/", &figure.item, "/image"].concat());
            figure.credit = figure.credit.take().or_else(|| publisher.clone());
        }
    }
}
