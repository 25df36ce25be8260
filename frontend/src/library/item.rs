//! The page of one item: what it is, where to read it, what one may do with it, and how to cite it.

use super::addresses::{self, is_item, item_edit};
use super::cite::Cite;
use super::facts::{Facts, Origin};
use super::held::Lists;
use super::near::Lessons;
use super::one::{ITEM, Shared};
use super::place::Place;
use super::words;
use crate::messages::{Key, day, fill, language_name, t};
use crate::notes::{CitingNotes, CitingWords};
use crate::parts::{About, Answer, Crumbs, One, Share};
use crate::state::{Vocabularies, use_standing};
use client::Client;
use contract::Page;
use domain::library::{LibraryFacet, LibraryItem, LibraryItemRef};
use domain::notes::{CitingQuery, NoteSummary};
use domain::policy::Action;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Badge, Banner, Link, Rank, Tone};

/// The page.
#[component]
pub(super) fn ItemPage() -> impl IntoView {
    let one = One::new(ITEM, is_item, |item| item.title.clone());
    view! { <About one show=|item| view! { <Shown item/> }.into_any()/> }
}

#[component]
fn Shown(item: Arc<LibraryItem>) -> impl IntoView {
    let item: Shared = StoredValue::new(item);
    view! {
        <article class="page">
            <Way item/>
            <Dead item/>
            <div class="reading">
                <div class="reading-main">
                    <Header item/>
                    <Place item/>
                    <Licence item/>
                    <Cite item/>
                    <Lists item/>
                    <Lessons item/>
                    <Citing item/>
                </div>
                <div class="reading-side">
                    <Facts item/>
                    <Origin item/>
                </div>
            </div>
        </article>
    }
}

/// The way back up: the library, and what is of this kind.
#[component]
fn Way(item: Shared) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let kind = item.with_value(|item| item.kind.clone());
    // The label may come later than the item.
    move || {
        let label = vocabularies.label(VocabularyName::ResourceTypes, &kind);
        let above = vec![
            (addresses::library(), t(Key::NavLibrary).to_owned()),
            (addresses::library_with(LibraryFacet::Kind, &kind), label),
        ];
        view! { <Crumbs above here=t(Key::ItemHere)/> }
    }
}

/// Says that the address leads nowhere any more, and since when.
#[component]
fn Dead(item: Shared) -> impl IntoView {
    let link = item.with_value(|item| item.link.clone());
    let said = |key: Key, at: i64| fill(key, &[("day", &day(at))]);
    link.dead.then(|| {
        let word = link
            .since
            .map_or_else(|| t(Key::LinkIsDead).to_owned(), |since| said(Key::ItemDead, since.timestamp_millis()));
        let looked = link.checked_at.map(|at| said(Key::ItemChecked, at.timestamp_millis()));
        view! { <Banner tone=Tone::Warn word><p>{looked} " " {t(Key::ItemDeadText)}</p></Banner> }
    })
}

#[component]
fn Header(item: Shared) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let shared = item;
    let item = item.get_value();
    let (lang, dir) = words::marks(&item.language);
    let kind = item.kind.clone();
    let kind = move || vocabularies.label(VocabularyName::ResourceTypes, &kind);
    view! {
        <header class="reading-head">
            <p class="eyebrow harbour">{kind}</p>
            <h1 tabindex="-1" lang=lang dir=dir>{item.title.clone()}</h1>
            // Made by the server, which alone makes HTML of what people write. Which language it is in, nobody says.
            <div class="stand" dir="auto" inner_html=item.summary_html.clone()></div>
            <Strip item=shared/>
            <Acts item=shared/>
        </header>
    }
}

/// By whom, from when, in which language, and what one may do with it.
#[component]
fn Strip(item: Shared) -> impl IntoView {
    let item = item.get_value();
    let stated = |value: Option<String>| value.unwrap_or_else(|| t(Key::NotStated).to_owned());
    let (publisher, year) = (stated(item.publisher.clone()), stated(item.year.map(|year| year.to_string())));
    let licence = item.licence_kind;
    view! {
        <dl class="strip">
            <div><dt>{t(Key::ItemFactPublisher)}</dt> <dd><bdi>{publisher}</bdi></dd></div>
            <div><dt>{t(Key::ItemFactYear)}</dt> <dd class="num">{year}</dd></div>
            <div><dt>{t(Key::ItemFactLanguage)}</dt> <dd>{language_name(&item.language)}</dd></div>
            <div>
                <dt>{t(Key::ItemFactLicence)}</dt>
                <dd><Badge tone=words::licence_tone(licence) label=words::licence(licence)/></dd>
            </div>
        </dl>
    }
}

/// What one can do with the item.
#[component]
fn Acts(item: Shared) -> impl IntoView {
    let (slug, title) = item.with_value(|item| (item.slug.clone(), item.title.clone()));
    let standing = use_standing();
    let edit = move || {
        let may = standing.with(|standing| standing.may(Action::UpdateLibraryItem)).unwrap_or_default();
        may.then(|| view! { <Link rank=Rank::Plain href=item_edit(&slug)>{t(Key::ItemEdit)}</Link> })
    };
    view! { <div class="acts">{edit} <Share title/></div> }
}

/// What one may do with the work, in words, and what the work itself says.
#[component]
fn Licence(item: Shared) -> impl IntoView {
    let item = item.get_value();
    let kind = item.licence_kind;
    let said = item.licence.clone().map(|licence| {
        view! { <p>{t(Key::ItemLicenceSaid)} " " <q dir="auto">{licence}</q></p> }
    });
    view! {
        <section aria-labelledby="licence-title">
            <h2 id="licence-title">{t(Key::ItemLicence)}</h2>
            <p><Badge tone=words::licence_tone(kind) label=words::licence(kind)/></p>
            <p>{words::licence_meaning(kind)}</p>
            {said}
        </section>
    }
}

/// Notes that cite the item; nothing where none does.
#[component]
fn Citing(item: Shared) -> impl IntoView {
    let words = CitingWords { title: Key::ItemCitingTitle, more: Key::ItemCitingMore };
    let slug = item.with_value(|item| item.slug.clone());
    let fetch = |client: Client, slug: String, query: CitingQuery| -> Answer<Page<NoteSummary>> {
        Box::pin(async move { client.list_library_item_notes(&LibraryItemRef::Slug(slug), &query).await })
    };
    view! { <CitingNotes slug fetch words/> }
}
