//! Whose pages these are. The API refuses everybody else as well; here it is said before anything is asked.

use crate::address;
use crate::library::addresses::library;
use crate::messages::{Key, t};
use crate::parts::{Broken, Skeleton, use_page};
use crate::state::{Stage, use_standing};
use domain::policy::Action;
use leptos::prelude::*;
use ui::{Link, Rank};

/// What somebody gets to see.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    /// It is being asked.
    Unknown,
    /// It could not be asked.
    Failed,
    /// The page.
    Open,
    /// That it is not theirs; `waiting` where only a second factor is missing.
    Refused { waiting: bool },
}

/// Shows a page to the editors of the network.
#[component]
pub(super) fn ForEditors(
    /// The page.
    show: fn() -> AnyView,
) -> impl IntoView {
    let standing = use_standing();
    let access = Memo::new(move |_| match standing.stage() {
        Stage::Pending => Access::Unknown,
        Stage::Failed => Access::Failed,
        Stage::Ready => {
            let known = standing.with(|standing| match standing.may(Action::CreateLibraryItem) {
                true => Access::Open,
                false => Access::Refused { waiting: standing.waits_for_second_factor() },
            });
            known.unwrap_or(Access::Unknown)
        }
    });
    move || match access.get() {
        Access::Open => show(),
        Access::Refused { waiting } => view! { <Refused waiting/> }.into_any(),
        Access::Failed => {
            let error = Signal::derive(move || standing.error());
            view! { <Broken title=Key::NavLibrary error retry=move || standing.retry()/> }.into_any()
        }
        Access::Unknown => view! { <div class="page narrow"><Skeleton lines=4/></div> }.into_any(),
    }
}

/// Says whose the page is, and what to do.
#[component]
fn Refused(waiting: bool) -> impl IntoView {
    use_page(|| Some(t(Key::CatalogueRefused).to_owned()));
    let way = waiting.then(|| {
        view! { <Link rank=Rank::Primary href=address::second_factor()>{t(Key::CatalogueSetUp)}</Link> " " }
    });
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::CatalogueRefused)}</h1>
            <p class="lede">{t(if waiting { Key::CatalogueRefusedWaiting } else { Key::CatalogueRefusedText })}</p>
            <p class="acts">{way} <Link rank=Rank::Plain href=library()>{t(Key::LibraryAll)}</Link></p>
        </div>
    }
}
