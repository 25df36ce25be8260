//! A note or a version of it, as one reads and prints it.

use super::addresses::{self, note_version};
use super::choice::name;
use super::cite::Cite;
use super::text::{Body, section_id};
use super::words;
use crate::address;
use crate::browser::origin;
use crate::lessons::words::marks;
use crate::messages::{Key, day, fill, language_name, t};
use crate::parts::Fact;
use crate::people;
use crate::state::Vocabularies;
use domain::identity::Person;
use domain::lessons::LessonCity;
use domain::notes::{Note, NoteContent, NoteFacet, NoteText, NoteVersion};
use leptos::prelude::*;
use ui::{Button, Link, Tag};

/// What a note and a version of it have in common.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paper {
    pub(super) slug: String,
    /// Which version it is, and which is the newest.
    pub(super) number: i32,
    pub(super) newest: i32,
    pub(super) content: NoteContent,
    text: NoteText,
    cities: Vec<LessonCity>,
    pub(super) authors: Vec<Person>,
    /// When the version was published, in milliseconds of Unix time.
    pub(super) on: i64,
}

/// The paper of the page, as its parts share it.
pub(super) type Shared = StoredValue<Paper>;

impl From<&Note> for Paper {
    fn from(note: &Note) -> Self {
        Self {
            slug: note.slug.clone(),
            number: note.number,
            newest: note.number,
            content: note.content.clone(),
            text: note.text.clone(),
            cities: note.cities.clone(),
            authors: note.authors.clone(),
            on: note.updated_at.timestamp_millis(),
        }
    }
}

impl From<&NoteVersion> for Paper {
    fn from(version: &NoteVersion) -> Self {
        Self {
            slug: version.note.slug.clone(),
            number: version.number,
            newest: version.note.number,
            content: version.content.clone(),
            text: version.text.clone(),
            cities: version.cities.clone(),
            authors: version.authors.clone(),
            on: version.published_at.timestamp_millis(),
        }
    }
}

/// The paper below the way back up and what is to be known first.
#[component]
pub(super) fn Reading(
    /// The paper.
    paper: Shared,
    /// What one can do with it.
    children: Children,
) -> impl IntoView {
    let (text, sources, written) =
        paper.with_value(|paper| (paper.text.clone(), paper.content.sources.clone(), paper.content.language));
    view! {
        <div class="reading">
            <div class="reading-main">
                <Header paper>{children()}</Header>
                <Body text sources written/>
                <Cite paper/>
            </div>
            <div class="reading-side">
                <Contents paper/>
                <Facts paper/>
                <Origin paper/>
            </div>
        </div>
    }
}

/// Title, question, summary; and for paper which version this is, and where it stays.
#[component]
fn Header(paper: Shared, children: Children) -> impl IntoView {
    let paper = paper.get_value();
    let (lang, dir) = marks(paper.content.language);
    let foreign = lang.map(|tag| {
        let text = fill(Key::NoteLanguage, &[("language", &language_name(tag))]);
        view! { <p class="small muted">{text}</p> }
    });
    view! {
        <header class="reading-head">
            <p class="eyebrow harbour">{words::kind(paper.content.kind)}</p>
            <h1 tabindex="-1" lang=lang dir=dir>{paper.content.title.clone()}</h1>
            <Imprint paper=paper.clone()/>
            // Made by the server, which alone makes HTML of what people write.
            <div class="stand" lang=lang dir=dir inner_html=paper.text.summary_html.clone()></div>
            {foreign}
            <Strip paper/>
            <div class="acts">
                {children()}
                <Button small=true on_press=|()| print()>{t(Key::NotePrint)}</Button>
            </div>
        </header>
    }
}

/// The question that it answers, for whom, and which version this is.
#[component]
fn Strip(paper: Paper) -> impl IntoView {
    let (lang, dir) = marks(paper.content.language);
    let said = |text: String| if text.is_empty() { t(Key::NotStated).to_owned() } else { text };
    let version = fill(Key::NoteVersion, &[("n", &paper.number.to_string())]);
    view! {
        <dl class="strip note-strip">
            <div><dt>{t(Key::NoteFactQuestion)}</dt> <dd lang=lang dir=dir>{said(paper.content.question)}</dd></div>
            <div><dt>{t(Key::NoteFactAudience)}</dt> <dd lang=lang dir=dir>{said(paper.content.audience)}</dd></div>
            <div><dt>{version}</dt> <dd>{day(paper.on)}</dd></div>
        </dl>
    }
}

/// On paper: who publishes it, which version it is, from when, and at which address it stays.
#[component]
fn Imprint(paper: Paper) -> impl IntoView {
    let names: Vec<String> = paper.authors.iter().map(|author| author.name.clone()).collect();
    let by = (!names.is_empty()).then(|| view! { <p>{crate::messages::list(&names)}</p> });
    let (n, day) = (paper.number.to_string(), day(paper.on));
    let address = origin() + &note_version(&paper.slug, paper.number);
    view! {
        <div class="print-only imprint">
            {by}
            <p>{t(Key::SiteName)} " · " {fill(Key::NoteVersion, &[("n", &n)])} " · " {day}</p>
            <p>{fill(Key::NotePermanent, &[("address", &address)])}</p>
        </div>
    }
}

/// Lets the browser print the page, or keep it as a PDF.
fn print() {
    // It fails only where a page may not print.
    let _ = window().print();
}

/// The sections, each a link.
#[component]
fn Contents(paper: Shared) -> impl IntoView {
    let (lang, dir) = paper.with_value(|paper| marks(paper.content.language));
    let headings: Vec<String> =
        paper.with_value(|paper| paper.text.sections.iter().map(|section| section.heading.clone()).collect());
    (headings.len() > 1).then(|| {
        let line = |(at, heading): (usize, String)| {
            let href = ["#", &section_id(at)].concat();
            view! { <li><a href=href>{heading}</a></li> }
        };
        let lines = headings.into_iter().enumerate().map(line).collect_view();
        view! {
            <nav aria-labelledby="contents-title">
                <h2 id="contents-title">{t(Key::NoteContents)}</h2>
                <ol class="bullets" lang=lang dir=dir>{lines}</ol>
            </nav>
        }
    })
}

/// What it is about, each with the way to the notes that share it.
#[component]
fn Facts(paper: Shared) -> impl IntoView {
    let paper = paper.get_value();
    let city = |city: &LessonCity| view! { <li><a href=address::city(&city.slug)>{city.name.clone()}</a></li> };
    let cities = (!paper.cities.is_empty()).then(|| {
        let cities = paper.cities.iter().map(city).collect_view();
        view! { <Fact term=name(NoteFacet::City)><ul>{cities}</ul></Fact> }
    });
    view! {
        <section aria-labelledby="note-facts-title">
            <h2 id="note-facts-title">{t(Key::NoteFacts)}</h2>
            <dl class="facts">
                <Terms facet=NoteFacet::Topic keys=paper.content.topics.clone()/>
                <Terms facet=NoteFacet::Theme keys=paper.content.themes.clone()/>
                <Terms facet=NoteFacet::Stage keys=paper.content.stages/>
                {cities}
            </dl>
        </section>
    }
}

#[component]
fn Terms(facet: NoteFacet, keys: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let vocabulary = facet.vocabulary().filter(|_| !keys.is_empty())?;
    let tags = keys.into_iter().map(|key| {
        let href = addresses::notes_with(facet, &key);
        view! { <li><Tag href label=move || vocabularies.label(vocabulary, &key)/></li> }
    });
    let tags = tags.collect_view();
    Some(view! { <Fact term=name(facet)><ul class="ui-tags">{tags}</ul></Fact> })
}

/// Who wrote it, when, and what it said before.
#[component]
fn Origin(paper: Shared) -> impl IntoView {
    let paper = paper.get_value();
    let authors = if paper.authors.is_empty() {
        view! { <p>{t(Key::NoteByNetwork)}</p> }.into_any()
    } else {
        view! { <ul>{paper.authors.iter().map(author).collect_view()}</ul> }.into_any()
    };
    let published = fill(Key::NotePublished, &[("day", &day(paper.on))]);
    let version = fill(Key::NoteVersion, &[("n", &paper.number.to_string())]);
    let stays = note_version(&paper.slug, paper.number);
    view! {
        <section aria-labelledby="origin-title">
            <h2 id="origin-title">{t(Key::NoteOrigin)}</h2>
            {authors}
            <p>{version} " · " <span class="small muted">{published}</span></p>
            <p><Link href=stays>{t(Key::NoteStays)}</Link></p>
            <p><Link href=addresses::note_versions(&paper.slug)>{t(Key::NoteVersionsAll)}</Link></p>
        </section>
    }
}

/// Somebody who wrote it.
pub(super) fn author(person: &Person) -> impl IntoView + use<> {
    let demo = person.demo.then(|| view! { " (" {t(Key::NoteDemo)} ")" });
    let (href, name) = (people::address_of(&person.id.to_string()), person.name.clone());
    view! { <li><a href=href><bdi>{name}</bdi></a> {demo}</li> }
}
