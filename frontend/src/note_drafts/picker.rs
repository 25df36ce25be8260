//! The dialog in which one finds what is put into a section: a lesson or an item of the library to cite where one was
//! writing, or a picture of the library.

use super::field::id_of;
use super::kind::Work;
use super::sections::text_pointer;
use crate::browser::{caret, focus_id, put_caret};
use crate::messages::{Key, fill, t};
use crate::parts::words_of_choosing;
use crate::state::api;
use client::{Client, Error};
use domain::lessons::LessonQuery;
use domain::library::{FileType, LibraryFilter, LibraryItemSummary, LibraryQuery};
use domain::notes::{Cite, CitedKind, NoteFigure};
use domain::search::{SearchKind, SearchQuery};
use leptos::prelude::*;
use ui::{Choice, Combobox, Dialog, Field, Source};

/// Things that are offered at once.
const OFFERED: u32 = 12;
/// Items of the library that are looked through for pictures.
const LOOKED_THROUGH: u32 = 100;
/// The field of the dialog.
const FIELD: &str = "note-picker";

/// What is looked for, and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Something to cite in the text of a section, behind so many UTF-16 units.
    Citation { section: usize, behind: u32 },
    /// A picture for a section.
    Picture { section: usize },
}

/// The dialog: there is one for all sections.
#[derive(Clone, Copy)]
pub(super) struct Picker {
    open: RwSignal<bool>,
    wanted: RwSignal<Option<Wanted>>,
    chosen: RwSignal<Vec<Choice>>,
}

impl Picker {
    /// Nothing is looked for yet.
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), wanted: RwSignal::new(None), chosen: RwSignal::new(Vec::new()) }
    }

    /// Looks for something to cite where one was writing in a section; at its end where one was not.
    pub(super) fn cite(self, section: usize) {
        let behind = caret(&id_of(&text_pointer(section))).unwrap_or(u32::MAX);
        self.look_for(Wanted::Citation { section, behind });
    }

    /// Looks for a picture for a section.
    pub(super) fn picture(self, section: usize) {
        self.look_for(Wanted::Picture { section });
    }

    fn look_for(self, wanted: Wanted) {
        self.chosen.set(Vec::new());
        self.wanted.set(Some(wanted));
        self.open.set(true);
        // In the next frame the field is in the dialog.
        request_animation_frame(|| focus_id(FIELD));
    }
}

/// Puts a mark into a text behind so many UTF-16 units, set apart from the word before it; tells where it ends.
fn with_mark(text: &str, behind: u32, mark: &str) -> (String, u32) {
    let (mut at, mut units) = (text.len(), 0_u32);
    for (place, letter) in text.char_indices() {
        if units >= behind {
            at = place;
            break;
        }
        units = units.saturating_add(if u32::from(letter) > 0xffff { 2 } else { 1 });
    }
    let (before, after) = text.split_at(at);
    let apart = if before.is_empty() || before.ends_with(char::is_whitespace) { "" } else { " " };
    let put = [apart, mark].concat();
    let end = units.saturating_add(u32::try_from(put.len()).unwrap_or_default());
    ([before, &put, after].concat(), end)
}

/// Does what somebody has chosen.
fn take(work: Work, wanted: Wanted, choice: &Choice) {
    match wanted {
        Wanted::Citation { section, behind } => {
            let pointer = text_pointer(section);
            let text = work.written.with_untracked(|written| {
                written.content.sections.get(section).map(|section| section.text.clone()).unwrap_or_default()
            });
            let (text, end) = with_mark(&text, behind, &choice.value);
            work.write(&pointer, |written| {
                if let Some(section) = written.content.sections.get_mut(section) {
                    section.text = text;
                }
            });
            let id = id_of(&pointer);
            request_animation_frame(move || {
                focus_id(&id);
                put_caret(&id, end);
            });
            work.deed.say(fill(Key::AuthorCited, &[("title", &choice.label)]));
        }
        Wanted::Picture { section } => {
            let pointer = ["/sections/", &section.to_string(), "/figures"].concat();
            let figure =
                NoteFigure { item: choice.value.clone(), alt: String::new(), caption: String::new(), credit: None };
            let mut at = 0;
            work.write(&pointer, |written| {
                if let Some(section) = written.content.sections.get_mut(section) {
                    at = section.figures.len();
                    section.figures.push(figure);
                }
            });
            let id = id_of(&[&pointer, "/", &at.to_string(), "/alt"].concat());
            request_animation_frame(move || focus_id(&id));
        }
    }
}

/// Lessons and items that fit a text; without one the last lessons.
async fn citable(client: Client, text: String) -> Result<Vec<Choice>, Error> {
    let choice = |kind: CitedKind, slug: String, title: String| {
        let word = t(if kind == CitedKind::Lesson { Key::NoteCitesLesson } else { Key::NoteCitesItem });
        Choice::new(Cite { kind, slug }.mark(), title).with_detail(word)
    };
    if text.trim().is_empty() {
        let query = LessonQuery { limit: Some(OFFERED), ..LessonQuery::default() };
        let page = client.list_lessons(&query).await?;
        return Ok(page.items.into_iter().map(|one| choice(CitedKind::Lesson, one.slug, one.title)).collect());
    }
    let kinds = vec![SearchKind::Lesson, SearchKind::LibraryItem];
    let query = SearchQuery { q: text.trim().to_owned(), kinds, limit: Some(OFFERED), ..SearchQuery::default() };
    let page = client.search_everything(&query).await?;
    let found = page.items.into_iter().filter_map(|hit| {
        let kind = match hit.kind {
            SearchKind::Lesson => CitedKind::Lesson,
            SearchKind::LibraryItem => CitedKind::LibraryItem,
            _ => return None,
        };
        Some(choice(kind, hit.slug, hit.title.text))
    });
    Ok(found.collect())
}

/// Items of the library that are pictures and fit a text.
async fn pictures(client: Client, text: String) -> Result<Vec<Choice>, Error> {
    let q = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = LibraryFilter { q, ..LibraryFilter::default() };
    let query = LibraryQuery { filter, limit: Some(LOOKED_THROUGH), ..LibraryQuery::default() };
    let page = client.list_library_items(&query).await?;
    let is_picture = |item: &LibraryItemSummary| {
        item.file.as_ref().is_some_and(|file| matches!(file.media_type, FileType::Png | FileType::Jpeg))
    };
    let found = page
        .items
        .into_iter()
        .filter(is_picture)
        .map(|item| Choice::new(item.slug, item.title).with_detail(item.publisher.unwrap_or_default()));
    Ok(found.collect())
}

/// The dialog itself.
#[component]
pub(super) fn PickerDialog(
    /// What it looks for.
    picker: Picker,
    /// The draft.
    work: Work,
) -> impl IntoView {
    Effect::new(move |_| {
        let Some(choice) = picker.chosen.with(|chosen| chosen.first().cloned()) else { return };
        let Some(wanted) = picker.wanted.get_untracked() else { return };
        picker.wanted.set(None);
        picker.open.set(false);
        // The dialog gives the focus back to the button first.
        set_timeout(move || take(work, wanted, &choice), std::time::Duration::ZERO);
    });
    let client = StoredValue::new(api());
    let content = move || {
        picker.wanted.get().map(|wanted| {
            let client = client.get_value();
            let source = Source::asked(move |text| {
                let client = client.clone();
                async move {
                    let found = match wanted {
                        Wanted::Citation { .. } => citable(client, text).await,
                        Wanted::Picture { .. } => pictures(client, text).await,
                    };
                    found.map_err(|_| ())
                }
            });
            let (label, hint) = match wanted {
                Wanted::Citation { .. } => (Key::AuthorFind, Key::AuthorFindHint),
                Wanted::Picture { .. } => (Key::AuthorFindPicture, Key::AuthorFindPictureHint),
            };
            let field = Field::new(FIELD, t(label)).hint(t(hint));
            view! { <div class="picker"><Combobox field source chosen=picker.chosen words=words_of_choosing()/></div> }
        })
    };
    let title = move || {
        t(match picker.wanted.get() {
            Some(Wanted::Picture { .. }) => Key::AuthorAddPicture,
            _ => Key::AuthorCite,
        })
        .to_owned()
    };
    view! { <Dialog open=picker.open title close=t(Key::FormClose)>{content}</Dialog> }
}

#[cfg(test)]
mod tests {
    use super::with_mark;

    #[test]
    fn a_mark_stands_where_one_was_writing() {
        for (text, behind, expected, end) in [
            ("", u32::MAX, "[@item:a]", 9),
            ("Roofs.", 5, "Roofs [@item:a].", 15),
            ("Roofs ", 6, "Roofs [@item:a]", 15),
            ("Roofs", u32::MAX, "Roofs [@item:a]", 15),
            // Two UTF-16 units, four bytes.
            ("🏠 x", 2, "🏠 [@item:a] x", 12),
        ] {
            assert_eq!(with_mark(text, behind, "[@item:a]"), (expected.to_owned(), end), "{text}");
        }
    }
}
