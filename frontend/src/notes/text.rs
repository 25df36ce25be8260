//! A note as it is read: its summary, its sections with their figures, what it cites and where else it can be checked.

use super::references::References;
use crate::lessons::words::marks;
use crate::library::addresses::library_item;
use crate::messages::{Key, enumeration, fill, t};
use crate::parts::SourceLink;
use domain::notes::{NoteSource, NoteText, ShownFigure, ShownNoteSection};
use domain::vocabularies::Language;
use leptos::prelude::*;
use ui::Link;

/// The sections, what they cite, and the sources.
#[component]
pub(crate) fn Body(
    /// The texts.
    text: NoteText,
    /// Where it can be checked besides what it cites.
    sources: Vec<NoteSource>,
    /// The language that they are written in.
    written: Language,
    /// It stands below a heading of the page: its own are a step lower.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let sections = text.sections.into_iter().enumerate();
    let sections = sections.map(|(at, section)| view! { <Section at section written nested/> }).collect_view();
    view! {
        {sections}
        <References references=text.references nested/>
        <Sources sources nested/>
    }
}

/// A heading of the note.
pub(super) fn heading(nested: bool, id: &'static str, text: Key) -> AnyView {
    if nested { view! { <h3>{t(text)}</h3> }.into_any() } else { view! { <h2 id=id>{t(text)}</h2> }.into_any() }
}

/// The id of a section in the page, by its place.
pub(super) fn section_id(at: usize) -> String {
    ["section-", &(at + 1).to_string()].concat()
}

#[component]
fn Section(at: usize, section: ShownNoteSection, written: Language, nested: bool) -> impl IntoView {
    let (lang, dir) = marks(written);
    let figures = section.figures.into_iter().map(|figure| view! { <Figure figure/> }).collect_view();
    let title = section.heading;
    let title = if nested {
        view! { <h3 lang=lang dir=dir>{title}</h3> }.into_any()
    } else {
        view! { <h2 id=section_id(at) tabindex="-1" lang=lang dir=dir>{title}</h2> }.into_any()
    };
    view! {
        <section class="note-section">
            {title}
            // Made by the server, which alone makes HTML of what people write.
            <div class="note-text" lang=lang dir=dir inner_html=section.html></div>
            <div lang=lang dir=dir>{figures}</div>
        </section>
    }
}

/// A picture of an item of the library; what it shows stands there in words where there is none any more.
#[component]
fn Figure(figure: ShownFigure) -> impl IntoView {
    let ShownFigure { number, item, url, alt, caption, credit } = figure;
    let picture = match url {
        Some(url) => view! { <img src=url alt=alt loading="lazy"/> }.into_any(),
        None => view! { <p class="muted">{t(Key::NoteFigureGone)} " " {alt}</p> }.into_any(),
    };
    let credit =
        credit.map(|credit| view! { " " <span class="muted">{fill(Key::NoteFigureBy, &[("who", &credit)])}</span> });
    view! {
        <figure class="note-figure">
            {picture}
            <figcaption class="small">
                <strong>{fill(Key::NoteFigure, &[("n", &number.to_string())])}</strong> " " {caption} {credit} " "
                <Link href=library_item(&item)>{t(Key::NoteFigureFrom)}</Link>
            </figcaption>
        </figure>
    }
}

/// Where it can be checked, besides what it cites; nothing where nothing is named.
#[component]
fn Sources(sources: Vec<NoteSource>, nested: bool) -> impl IntoView {
    (!sources.is_empty()).then(|| {
        view! {
            <section class="note-sources">
                {heading(nested, "sources-title", Key::NoteSources)}
                <ul class="lesson-sources">{sources.into_iter().map(source).collect_view()}</ul>
            </section>
        }
    })
}

fn source(source: NoteSource) -> impl IntoView {
    let address = source.url.clone();
    // A title is written in its own language, whatever the page's is.
    let title = match source.url {
        Some(url) => view! { <SourceLink url name=source.title/> }.into_any(),
        None => source.title.into_any(),
    };
    let about: Vec<String> = source.publisher.into_iter().chain(source.year.map(|year| year.to_string())).collect();
    let quote = source.quote.map(|quote| view! { <blockquote class="small" dir="auto">{quote}</blockquote> });
    let address = address.map(|address| view! { <span class="print-only">{address}</span> });
    view! {
        <li>
            <span dir="auto">{title}</span> " "
            <span class="small muted" dir="auto">{enumeration(&about)}</span>
            {address}
            {quote}
        </li>
    }
}
