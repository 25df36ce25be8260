//! Lists that facets narrow down: what is chosen stands in the address, so that every view can be shared and gone back
//! to. There is one such page for all kinds of things, so that its code is there once.

mod filters;
mod page;
mod query;
mod results;
mod state;

pub(crate) use page::FacetedList;

use crate::messages::Key;
use crate::parts::Source;
use crate::state::Vocabularies;
use contract::FacetValue;
use domain::saved_searches::SavedSearchOf;
use leptos::prelude::*;

/// What a list is of, how its address is read, and what it says.
#[derive(Clone, Copy)]
pub(crate) struct Catalogue {
    /// What it fetches, and what its address can hold.
    pub(crate) source: Source,
    /// Whether a path is the list's.
    pub(crate) is_here: fn(&str) -> bool,
    /// What it is narrowed down by.
    pub(crate) facets: Facets,
    /// The orders that are offered, as they are asked for.
    pub(crate) sorts: &'static [(&'static str, Key)],
    /// The order where none is asked for; to words it is the best match.
    pub(crate) usual: &'static str,
    /// The longest words to look for, in characters.
    pub(crate) most: usize,
    /// The files that hold all that the filters let through.
    pub(crate) files: &'static [Export],
    /// Where the server has its feed, without the end that says in which format; `None` where it cannot be followed.
    pub(crate) feed: Option<&'static str>,
    /// As what a search in it is kept; `None` where none is.
    pub(crate) saved: Option<SavedSearchOf>,
    /// What it says.
    pub(crate) words: Words,
    /// What one can do besides looking for something.
    pub(crate) acts: fn() -> AnyView,
}

/// The facets of a list, by their names in its address.
#[derive(Clone, Copy)]
pub(crate) struct Facets {
    /// All that the address can hold, in the order in which they stand there.
    pub(crate) all: &'static [&'static str],
    /// Those that are offered, the most telling first.
    pub(crate) offered: &'static [&'static str],
    /// Those that are open from the start.
    pub(crate) open: &'static [&'static str],
    /// Those of whose values only one is chosen: yes or no.
    pub(crate) either: &'static [&'static str],
    /// A value in words.
    pub(crate) label: fn(Vocabularies, &str, &str) -> String,
    /// What a value means, where that needs a sentence.
    pub(crate) meaning: fn(&str, &str) -> Option<String>,
    /// The values in the order in which they are looked for.
    pub(crate) in_order: fn(&str, Vec<FacetValue>) -> Vec<FacetValue>,
}

/// A file that holds all that the filters let through.
#[derive(Clone, Copy)]
pub(crate) struct Export {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Where the API has it.
    pub(crate) path: &'static str,
    /// Its name on the device.
    pub(crate) file: &'static str,
}

/// What a list says.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// What the page is called.
    pub(crate) title: Key,
    /// What stands below that.
    pub(crate) lede: Key,
    /// What the list is called.
    pub(crate) list: Key,
    /// The address asks for something unknown.
    pub(crate) odd: Key,
    /// The field for words.
    pub(crate) find: Key,
    /// How many there are, and how many are shown where there are more.
    pub(crate) count: [Key; 2],
    /// What stands before the files.
    pub(crate) take: Key,
    /// The way to the next page.
    pub(crate) more: Key,
    /// The way out of all filters.
    pub(crate) clear: Key,
    /// The way out of the words.
    pub(crate) without_words: Key,
    /// Nothing passes the filters, and what to do then.
    pub(crate) none: [Key; 2],
    /// There is nothing at all.
    pub(crate) empty: Key,
    /// What would stand there.
    pub(crate) what: Key,
}
