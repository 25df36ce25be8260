//! What the address of a list asks for, and how its filters change that.

use super::Facets;
use contract::query::{Reader, Writer};

/// The order of the best match first, which there is to words alone.
pub(super) const RELEVANCE: &str = "relevance";

/// What is asked for. How much comes at once and where that begins is the page's own business.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Query {
    /// Every facet with the values that are chosen of it.
    choices: Vec<(&'static str, Vec<String>)>,
    /// Since when it was published, as it stands in the address.
    pub(super) since: Option<String>,
    /// Words to look for.
    pub(super) words: Option<String>,
    /// The order, where one is asked for.
    pub(super) sort: Option<String>,
}

impl Query {
    /// Reads the query of an address in which nothing is unknown.
    pub(super) fn read(search: &str, facets: &Facets) -> Self {
        let mut reader = Reader::new(search);
        let choices = facets.all.iter().map(|facet| (*facet, reader.list(facet, ""))).collect();
        let since = reader.text("published_since", usize::MAX);
        Self { choices, since, words: reader.text("q", usize::MAX), sort: reader.one("sort", "") }
    }

    /// As it stands in an address, without the mark.
    pub(super) fn text(&self) -> String {
        let writer = self.choices.iter().fold(Writer::new(), |writer, (facet, values)| writer.list(facet, values));
        let writer = writer.text("published_since", self.since.as_deref());
        writer.text("q", self.words.as_deref()).text("sort", self.sort.as_deref()).finish()
    }

    /// Whether it lets everything through.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_none() && self.since.is_none() && self.chosen().next().is_none()
    }

    /// Facet and value of all that is chosen.
    pub(super) fn chosen(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.choices.iter().flat_map(|(facet, values)| values.iter().map(move |value| (*facet, value.as_str())))
    }

    /// The values that are chosen of a facet.
    pub(super) fn values(&self, facet: &str) -> &[String] {
        self.choices.iter().find(|(name, _)| *name == facet).map_or(&[], |(_, values)| values)
    }

    /// Whether a value of a facet is chosen.
    pub(super) fn has(&self, facet: &str, value: &str) -> bool {
        self.values(facet).iter().any(|one| one == value)
    }

    /// With a value of a facet chosen where it was not, and not where it was; `alone` where only one can be.
    pub(super) fn toggled(&self, facet: &str, value: &str, alone: bool) -> Self {
        let (mut next, had) = (self.clone(), self.has(facet, value));
        if let Some((_, values)) = next.choices.iter_mut().find(|(name, _)| *name == facet) {
            values.retain(|one| !alone && one != value);
            if !had {
                values.push(value.to_owned());
            }
        }
        next
    }

    /// With other words, or none: then in an order that needs none.
    pub(super) fn with_words(self, words: Option<String>) -> Self {
        let sort = self.sort.filter(|sort| words.is_some() || sort != RELEVANCE);
        Self { words, sort, ..self }
    }

    /// Whenever it was published.
    pub(super) fn of_any_time(self) -> Self {
        Self { since: None, ..self }
    }

    /// The same order of everything.
    pub(super) fn unfiltered(self) -> Self {
        let Self { sort, .. } = self.with_words(None);
        Self { sort, ..Self::default() }
    }

    /// The same things in the usual order.
    pub(super) fn unsorted(self) -> Self {
        Self { sort: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::lists::Facets;

    const FACETS: Facets = Facets {
        all: &["kind", "year", "contested"],
        offered: &[],
        open: &[],
        either: &["contested"],
        label: |_, _, value| value.to_owned(),
        meaning: |_, _| None,
        in_order: |_, values| values,
    };

    fn read(search: &str) -> Query {
        Query::read(search, &FACETS)
    }

    #[test]
    fn a_query_goes_there_and_back() {
        for text in ["", "kind=a,b&year=2020&q=two+words&sort=title", "contested=true&sort=-title"] {
            assert_eq!(read(text).text(), text);
        }
        assert_eq!(read("sort=title&limit=5&cursor=x&facets=kind&kind=b").text(), "kind=b&sort=title");
    }

    #[test]
    fn since_when_is_a_filter() {
        let text = "kind=a&published_since=2026-11-01T00%3A00%3A00Z&q=heat";
        let query = read(text);
        assert_eq!((query.text().as_str(), query.is_empty()), (text, false));
        assert_eq!(query.clone().of_any_time().text(), "kind=a&q=heat");
        assert_eq!(query.unfiltered().text(), "");
    }

    #[test]
    fn choosing_twice_changes_nothing() {
        let start = read("kind=a&q=heat");
        let chosen = start.toggled("year", "2020", false);
        assert!(chosen.has("year", "2020") && chosen.has("kind", "a") && !start.has("year", "2020"));
        assert_eq!(chosen.values("year"), ["2020"]);
        assert_eq!(chosen.toggled("year", "2020", false), start);
        assert_eq!(start.toggled("kind", "b", false).text(), "kind=a,b&q=heat");
    }

    #[test]
    fn of_yes_and_no_only_one_is_chosen() {
        let yes = read("").toggled("contested", "true", true);
        assert_eq!(yes.text(), "contested=true");
        assert_eq!(yes.toggled("contested", "false", true).text(), "contested=false");
        assert!(yes.toggled("contested", "true", true).is_empty());
    }

    #[test]
    fn the_best_match_goes_with_its_words() {
        let query = read("kind=a&q=heat&sort=relevance");
        assert_eq!(query.clone().with_words(None).text(), "kind=a");
        assert_eq!(query.clone().with_words(Some("cold".to_owned())).text(), "kind=a&q=cold&sort=relevance");
        assert_eq!(query.clone().unfiltered().text(), "");
        assert_eq!(read("kind=a&sort=title").unfiltered().text(), "sort=title");
        assert_eq!(query.unsorted().text(), "kind=a&q=heat");
    }

    #[test]
    fn an_order_is_no_filter() {
        assert!(read("sort=title").is_empty() && !read("q=heat").is_empty() && !read("kind=a").is_empty());
    }
}
