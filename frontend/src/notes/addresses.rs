//! The addresses of the pages about notes.

use crate::address::{language, page};
use domain::notes::NoteFacet;

/// Pages below the list that are no note's.
const PAGES: [&str; 2] = ["drafts", "new"];

/// All notes.
pub(crate) fn notes() -> String {
    page("notes")
}

/// The notes that have a value of a facet: a key, a code or a slug, which need no encoding.
pub(crate) fn notes_with(facet: NoteFacet, value: &str) -> String {
    [&notes(), "?", facet.as_str(), "=", value].concat()
}

/// One note.
pub(crate) fn note(slug: &str) -> String {
    notes() + "/" + slug
}

/// What a note said each time it was published.
pub(crate) fn note_versions(slug: &str) -> String {
    note(slug) + "/versions"
}

/// One of these, at an address that stays.
pub(crate) fn note_version(slug: &str, number: i32) -> String {
    [&note_versions(slug), "/", &number.to_string()].concat()
}

/// What changed between two of these.
pub(super) fn note_compared(slug: &str, number: i32, against: i32) -> String {
    [&note_versions(slug), "?version=", &number.to_string(), "&against=", &against.to_string()].concat()
}

/// Writing a note.
pub(crate) fn new_note() -> String {
    note("new")
}

/// Proposing a change of a note.
pub(crate) fn note_edit(slug: &str) -> String {
    note(slug) + "/edit"
}

/// Slug of the note that a path is about: `/en/notes/cool-rooms`, `/en/notes/cool-rooms/versions/1`.
pub(crate) fn note_slug(path: &str) -> Option<&str> {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next().filter(|part| *part == language().as_str())?;
    parts.next().filter(|part| *part == "notes")?;
    parts.next().filter(|slug| !slug.is_empty() && !PAGES.contains(slug))
}

/// Number of the version that a path is about.
pub(super) fn version_number(path: &str) -> Option<i32> {
    let (slug, number) = (note_slug(path)?, path.rsplit('/').next()?.parse().ok()?);
    (path == note_version(slug, number)).then_some(number)
}

/// Whether a path is a note's page, and not one below it.
pub(super) fn is_note(path: &str) -> bool {
    note_slug(path).is_some_and(|slug| path == note(slug))
}

/// Whether a path is the page of all versions of a note.
pub(super) fn is_versions(path: &str) -> bool {
    note_slug(path).is_some_and(|slug| path == note_versions(slug))
}

/// Whether a path is the page of one version.
pub(super) fn is_version(path: &str) -> bool {
    version_number(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::{is_note, is_version, is_versions, note_slug, note_version, version_number};

    #[test]
    fn slugs_are_found_in_paths() {
        assert_eq!(note_slug("/en/notes/cool-rooms"), Some("cool-rooms"));
        assert_eq!(note_slug("/en/notes/cool-rooms/versions/2"), Some("cool-rooms"));
        for other in ["/en/notes", "/en/notes/", "/en/notes/drafts/1", "/en/notes/new", "/en/lessons/a", "/"] {
            assert_eq!(note_slug(other), None, "{other}");
        }
    }

    #[test]
    fn a_note_its_versions_and_one_of_them_are_told_apart() {
        let (one, all, version) = ("/en/notes/a", "/en/notes/a/versions", note_version("a", 2));
        assert!(is_note(one) && !is_versions(one) && !is_version(one));
        assert!(is_versions(all) && !is_note(all) && !is_version(all));
        assert!(is_version(&version) && !is_note(&version) && !is_versions(&version));
        assert_eq!(version_number(&version), Some(2));
        assert_eq!(version_number("/en/notes/a/versions/x"), None);
    }
}
