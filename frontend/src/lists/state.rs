//! What the parts of a list share.

use super::Catalogue;
use super::query::{Query, RELEVANCE};
use crate::address::{own_address, parts};
use crate::messages::count;
use crate::parts::Line;
use crate::state::{Pages, Stage, api};
use contract::Fault;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The list of a page.
#[derive(Clone, Copy)]
pub(super) struct ListState {
    /// What it is of.
    pub(super) catalogue: &'static Catalogue,
    /// The query of the address, as it stands there.
    pub(super) search: Memo<String>,
    /// What is unknown of it by its shape.
    unknown: Memo<Vec<Fault>>,
    /// What it asks for; `None` where something in it is unknown.
    asked: Memo<Option<Query>>,
    /// What has been fetched of it.
    pub(super) pages: Pages<Line>,
}

impl ListState {
    pub(super) fn new(catalogue: &'static Catalogue) -> Self {
        let own = own_address(catalogue.is_here);
        let search = Memo::new(move |_| own.with(|own| parts(own).1.to_owned()));
        let unknown = Memo::new(move |_| search.with(|search| (catalogue.source.faults)(search)));
        let asked = Memo::new(move |_| {
            let is_known = unknown.with(Vec::is_empty);
            is_known.then(|| search.with(|search| Query::read(search, &catalogue.facets)))
        });
        // As a text: what is equal is fetched once. An unknown address is none, not the empty one: else nothing would
        // be fetched on the way out of it.
        let text = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(Query::text)));
        let client = api();
        let pages =
            Pages::new(move || text.get(), move |text, cursor| (catalogue.source.fetch)(client.clone(), text, cursor));
        Self { catalogue, search, unknown, asked, pages }
    }

    /// What is unknown of the address: to the app by its shape, or to the API, which has the vocabularies.
    pub(super) fn faults(self) -> Vec<Fault> {
        let unknown = self.unknown.get();
        if !unknown.is_empty() {
            return unknown;
        }
        let refused = self.pages.first.error().filter(is_refused);
        let mut faults =
            refused.and_then(|error| error.problem().map(|problem| problem.errors.clone())).unwrap_or_default();
        // While the next answer is on its way the last one is still there: it may be of another address.
        self.search.with(|search| faults.retain(|fault| has_parameter(search, &fault.pointer)));
        faults
    }

    /// Whether there is nothing to narrow down, because the list has never come.
    pub(super) fn is_down(self) -> bool {
        self.pages.facets.with(Option::is_none) && self.pages.first.stage() == Stage::Failed
    }

    /// What the address asks for; everything where it says something unknown.
    pub(super) fn query(self) -> Query {
        self.asked.get().unwrap_or_default()
    }

    /// The same, for a handler of events.
    pub(super) fn query_now(self) -> Query {
        untrack(|| self.query())
    }

    /// The order in which the list stands.
    pub(super) fn order(self) -> String {
        let query = self.query();
        query.sort.unwrap_or_else(|| self.usual(query.words.is_some()).to_owned())
    }

    /// The order where none is asked for.
    pub(super) const fn usual(self, has_words: bool) -> &'static str {
        if has_words { RELEVANCE } else { self.catalogue.usual }
    }

    /// The address of the list that asks for this.
    pub(super) fn href(self, query: &Query) -> String {
        let text = query.text();
        let mark = if text.is_empty() { "" } else { "?" };
        [&(self.catalogue.source.parameters.path)(), mark, &text].concat()
    }

    /// The name of a facet.
    pub(super) fn name(self, facet: &'static str) -> &'static str {
        (self.catalogue.source.parameters.name)(facet).unwrap_or(facet)
    }

    /// Whether only one value of a facet is chosen.
    pub(super) fn is_either(self, facet: &str) -> bool {
        self.catalogue.facets.either.contains(&facet)
    }

    /// How many things are to be seen; `None` while unknown.
    pub(super) fn counted(self) -> Option<String> {
        self.pages.first.with(|_| ())?;
        let [all, first] = self.catalogue.words.count;
        let key = if self.pages.has_more.get() { first } else { all };
        Some(count(key, self.pages.items.with(Vec::len)))
    }
}

/// Whether the API cannot read the address, rather than cannot answer.
pub(super) fn is_refused(error: &client::Error) -> bool {
    error.problem().is_some_and(|problem| problem.status == 400 && !problem.errors.is_empty())
}

fn has_parameter(search: &str, name: &str) -> bool {
    search.trim_start_matches('?').split('&').any(|pair| pair.split('=').next() == Some(name))
}

/// Goes to another address of the list, staying where one is on the page.
pub(super) fn use_go(state: ListState) -> impl Fn(&Query, bool) + Clone {
    let navigate = use_navigate();
    move |query, replace| {
        navigate(&state.href(query), NavigateOptions { scroll: false, replace, ..NavigateOptions::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::has_parameter;

    #[test]
    fn a_fault_of_another_address_is_not_this_ones() {
        assert!(has_parameter("topic=a&q=b", "q") && !has_parameter("topic=q", "q"));
    }
}
