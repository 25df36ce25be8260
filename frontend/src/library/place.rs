//! Where a work is: its address, the file that is kept of it, and how its link is.

use super::card::file_facts;
use super::one::Shared;
use super::words;
use crate::messages::{Key, day, fill, t};
use crate::parts::SourceLink;
use domain::library::{LibraryItem, LinkState};
use leptos::prelude::*;
use ui::{Badge, Link, Rank, Tag};

/// The section of the page.
#[component]
pub(super) fn Place(item: Shared) -> impl IntoView {
    let item = item.get_value();
    let nowhere =
        (item.url.is_none() && item.file.is_none()).then(|| view! { <p class="muted">{t(Key::NotStated)}</p> });
    view! {
        <section aria-labelledby="place-title">
            <h2 id="place-title">{t(Key::ItemPlace)}</h2>
            {address(&item)}
            {file(&item)}
            {nowhere}
        </section>
    }
}

/// The address with whose it is, and how its link is.
fn address(item: &LibraryItem) -> impl IntoView + use<> {
    let url = item.url.clone()?;
    let publisher =
        item.publisher.clone().map(|publisher| view! { <span class="small muted note" dir="auto">{publisher}</span> });
    let copy = item.is_copy.then(
        || view! { <p class="small"><Tag label=t(Key::ItemCopy)/> " " <span class="muted">{t(Key::ItemCopyText)}</span></p> },
    );
    Some(view! {
        <p class="item-address"><SourceLink url/> {publisher}</p>
        {copy}
        {link(item)}
    })
}

/// How the link is, since when, and where it leads now.
fn link(item: &LibraryItem) -> impl IntoView + use<> {
    let link = &item.link;
    let (tone, label) = (words::link_tone(link), words::item_link(link));
    let looked = link.checked_at.map(|at| fill(Key::ItemChecked, &[("day", &day(at.timestamp_millis()))]));
    let refused = (link.state == LinkState::Refused).then(|| t(Key::ItemRefusedText));
    let moved = link
        .moved_to
        .clone()
        .map(|url| view! { <p class="small item-moved">{t(Key::ItemMoved)} " " <SourceLink url/></p> });
    view! {
        <p class="small"><Badge tone label/> " " <span class="muted">{looked} " " {refused}</span></p>
        {moved}
    }
}

/// The file that is kept of the work.
fn file(item: &LibraryItem) -> impl IntoView + use<> {
    let file = item.file.as_ref()?;
    let href = ["/api/v1/library-items/", &item.slug, "/file"].concat();
    Some(view! {
        <p>
            <Link rank=Rank::Primary href external=true>{t(Key::ItemFile)}</Link>
            " " <span class="small muted"><bdi>{file.name.clone()}</bdi> " · " {file_facts(file)}</span>
        </p>
    })
}
