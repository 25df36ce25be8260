//! The addresses of collections and reading lists.

use crate::address::{language, page};

/// All that one may see, and one's own.
pub(crate) fn collections() -> String {
    page("collections")
}

/// One collection or reading list.
pub(crate) fn collection(slug: &str) -> String {
    collections() + "/" + slug
}

/// Name of the collection that a path is about.
pub(super) fn collection_slug(path: &str) -> Option<&str> {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next().filter(|part| *part == language().as_str())?;
    parts.next().filter(|part| *part == "collections")?;
    parts.next().filter(|slug| !slug.is_empty())
}

/// Whether a path is a collection's page.
pub(super) fn is_collection(path: &str) -> bool {
    collection_slug(path).is_some_and(|slug| path == collection(slug))
}

#[cfg(test)]
mod tests {
    use super::{collection_slug, is_collection};

    #[test]
    fn names_are_found_in_paths() {
        assert_eq!(collection_slug("/en/collections/heat"), Some("heat"));
        assert!(is_collection("/en/collections/heat") && !is_collection("/en/collections/heat/more"));
        for other in ["/en/collections", "/en/collections/", "/en/library/heat", "/"] {
            assert_eq!(collection_slug(other), None, "{other}");
        }
    }
}
