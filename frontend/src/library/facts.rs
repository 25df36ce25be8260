//! What is known of a work besides, each with the way to what shares it.

use super::addresses;
use super::choice::name;
use super::one::Shared;
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::Fact;
use crate::state::Vocabularies;
use domain::library::LibraryFacet;
use leptos::prelude::*;
use ui::Tag;

/// What it is about.
#[component]
pub(super) fn Facts(item: Shared) -> impl IntoView {
    let item = item.get_value();
    let authors = (!item.authors.is_empty()).then(|| {
        let text = enumeration(&item.authors);
        view! { <Fact term=t(Key::ItemFactAuthors)><bdi>{text}</bdi></Fact> }
    });
    view! {
        <section aria-labelledby="item-facts-title">
            <h2 id="item-facts-title">{t(Key::ItemFacts)}</h2>
            <dl class="facts">
                <Terms facet=LibraryFacet::Kind keys=vec![item.kind.clone()]/>
                <Terms facet=LibraryFacet::Theme keys=item.themes.clone()/>
                <Terms facet=LibraryFacet::Stage keys=item.stages.clone()/>
                <Terms facet=LibraryFacet::Sector keys=item.sectors.clone()/>
                <Terms facet=LibraryFacet::Shock keys=item.shocks.clone()/>
                {authors}
            </dl>
        </section>
    }
}

/// The keys of a facet, each with the way to the items that share it; nothing where there are none.
#[component]
fn Terms(facet: LibraryFacet, keys: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let vocabulary = facet.vocabulary().filter(|_| !keys.is_empty())?;
    let tags = keys.into_iter().map(|key| {
        let href = addresses::library_with(facet, &key);
        view! { <li><Tag href label=move || vocabularies.label(vocabulary, &key)/></li> }
    });
    let tags = tags.collect_view();
    Some(view! { <Fact term=name(facet)><ul class="ui-tags">{tags}</ul></Fact> })
}

/// How it came here, and what to know about that.
#[component]
pub(super) fn Origin(item: Shared) -> impl IntoView {
    let item = item.get_value();
    let on = |key: Key, at: i64| fill(key, &[("day", &day(at))]);
    let added = on(Key::ItemAdded, item.published_at.timestamp_millis());
    let changed = (item.updated_at > item.published_at)
        .then(|| view! { <p class="small muted">{on(Key::ItemChanged, item.updated_at.timestamp_millis())}</p> });
    let named = item.named_by_programme.then(|| view! { <p>{t(Key::ItemNamed)}</p> });
    let note = item.note.clone().map(|note| view! { <p>{t(Key::ItemNote)} " " <span dir="auto">{note}</span></p> });
    view! {
        <section aria-labelledby="item-origin-title">
            <h2 id="item-origin-title">{t(Key::ItemOrigin)}</h2>
            {named}
            {note}
            <p class="small muted">{added}</p>
            {changed}
        </section>
    }
}
