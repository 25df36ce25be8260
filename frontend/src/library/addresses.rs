//! The addresses of the pages about the library.

use crate::address::{language, page};
use domain::library::LibraryFacet;
use domain::vocabularies::VocabularyName;

/// Pages below the list that are no item's.
const PAGES: [&str; 2] = ["dead-links", "new"];

/// The library.
pub(crate) fn library() -> String {
    page("library")
}

/// One item of the library.
pub(crate) fn library_item(slug: &str) -> String {
    page("library/") + slug
}

/// The items that have a value of a facet: a key, a tag or a year, which need no encoding.
pub(crate) fn library_with(facet: LibraryFacet, value: &str) -> String {
    [&library(), "?", facet.as_str(), "=", value].concat()
}

/// The items that carry a term; `None` for vocabularies by which something else is found.
pub(crate) fn library_of_term(vocabulary: VocabularyName, key: &str) -> Option<String> {
    (vocabulary == VocabularyName::ResourceTypes).then(|| library_with(LibraryFacet::Kind, key))
}

/// Links that lead nowhere any more, for editors.
pub(crate) fn dead_links() -> String {
    library_item("dead-links")
}

/// Adding an item, for editors.
pub(crate) fn new_item() -> String {
    library_item("new")
}

/// Changing an item, for editors.
pub(crate) fn item_edit(slug: &str) -> String {
    library_item(slug) + "/edit"
}

/// Name of the item that a path is about: `/en/library/a-guide`, `/en/library/a-guide/edit`.
pub(crate) fn item_slug(path: &str) -> Option<&str> {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next().filter(|part| *part == language().as_str())?;
    parts.next().filter(|part| *part == "library")?;
    parts.next().filter(|slug| !slug.is_empty() && !PAGES.contains(slug))
}

/// Whether a path is an item's page, and not one below it.
pub(super) fn is_item(path: &str) -> bool {
    item_slug(path).is_some_and(|slug| path == library_item(slug))
}

/// Whether a path is where an item is changed.
pub(crate) fn is_item_edit(path: &str) -> bool {
    item_slug(path).is_some_and(|slug| path == item_edit(slug))
}

#[cfg(test)]
mod tests {
    use super::{is_item, is_item_edit, item_slug, library_of_term};
    use domain::library::LibraryFilter;
    use domain::lists::ListFilter as _;
    use domain::vocabularies::VocabularyName;

    #[test]
    fn names_are_found_in_paths() {
        assert_eq!(item_slug("/en/library/a-guide"), Some("a-guide"));
        assert_eq!(item_slug("/en/library/a-guide/edit"), Some("a-guide"));
        for other in ["/en/library", "/en/library/", "/en/library/dead-links", "/en/library/new", "/en/lessons/a", "/"]
        {
            assert_eq!(item_slug(other), None, "{other}");
        }
    }

    #[test]
    fn an_item_and_its_form_are_told_apart() {
        assert!(is_item("/en/library/a-guide") && !is_item_edit("/en/library/a-guide"));
        assert!(is_item_edit("/en/library/a-guide/edit") && !is_item("/en/library/a-guide/edit"));
    }

    #[test]
    fn a_kind_leads_to_the_items_of_it() {
        let guides = library_of_term(VocabularyName::ResourceTypes, "guide");
        assert_eq!(guides.as_deref(), Some("/en/library?kind=guide"));
        assert_eq!(LibraryFilter::parse("kind=guide").unwrap().kinds, ["guide"]);
        assert_eq!(library_of_term(VocabularyName::Shocks, "flood"), None);
    }
}
