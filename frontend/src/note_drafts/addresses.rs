//! The addresses of the pages of drafts of notes.

use crate::address::page;

/// One's own drafts.
pub(crate) fn drafts() -> String {
    page("notes/drafts")
}

/// The drafts that wait for an editor.
pub(crate) fn to_review() -> String {
    draft("review")
}

/// One draft, by its id.
pub(crate) fn draft(id: &str) -> String {
    [&drafts(), "/", id].concat()
}

/// Id of the draft that a path is about: `/en/notes/drafts/1`; `None` for the lists.
pub(super) fn draft_id(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(&draft(""))?.trim_end_matches('/');
    (!rest.is_empty() && !rest.contains('/') && rest != "review").then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{draft, draft_id, drafts, to_review};

    #[test]
    fn paths_name_drafts() {
        assert_eq!(draft_id(&draft("1")), Some("1"));
        for other in [drafts(), draft(""), to_review(), "/en/notes/1".to_owned(), "/en/lessons/drafts/1".to_owned()] {
            assert_eq!(draft_id(&other), None, "{other}");
        }
    }
}
