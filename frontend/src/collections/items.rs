//! The items of a collection, in their order.

use super::board::Board;
use super::row::Row;
use crate::library::addresses::library;
use crate::messages::{Key, t};
use leptos::prelude::*;
use ui::{Empty, Link, Rank};

/// The list.
#[component]
pub(super) fn Items(
    /// The collection.
    board: Board,
) -> impl IntoView {
    let count = Memo::new(move |_| board.items.with(Vec::len));
    move || match count.get() {
        0 => view! {
            <Empty title=t(Key::CollectionEmpty)>
                <p>{t(Key::CollectionEmptyText)}</p>
                <p class="acts"><Link rank=Rank::Plain href=library()>{t(Key::LibraryAll)}</Link></p>
            </Empty>
        }
        .into_any(),
        all => {
            let rows = (0..all).map(|at| view! { <Row board at/> }).collect_view();
            view! { <ol class="rows">{rows}</ol> }.into_any()
        }
    }
}
