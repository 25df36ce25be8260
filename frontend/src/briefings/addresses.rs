//! The addresses of the pages about briefings.

use crate::address::{language, page};

/// The pages below the list that are no issue's.
const DESK: &str = "desk";
const RULES: &str = "rules";
/// What stands between the desk and the slug of a publication.
const PUBLICATIONS: &str = "/publications/";

/// All issues that have gone out.
pub(crate) fn briefings() -> String {
    page("briefings")
}

/// One issue.
pub(crate) fn issue(slug: &str) -> String {
    page("briefings/") + slug
}

/// By which rules an issue drafts itself.
pub(crate) fn rules() -> String {
    issue(RULES)
}

/// Where editors make issues.
pub(crate) fn desk() -> String {
    issue(DESK)
}

/// Where editors work on an issue, by its id.
pub(crate) fn desk_issue(id: &str) -> String {
    desk() + "/" + id
}

/// The settings of a publication, by its slug.
pub(crate) fn desk_publication(slug: &str) -> String {
    [&desk(), PUBLICATIONS, slug].concat()
}

/// Slug of the issue that a path is about.
pub(crate) fn issue_slug(path: &str) -> Option<&str> {
    below(path).filter(|slug| ![DESK, RULES].contains(slug) && !slug.contains('/'))
}

/// Id of the issue that a path of the desk is about.
pub(crate) fn desk_issue_id(path: &str) -> Option<&str> {
    below(path)?.strip_prefix(DESK)?.strip_prefix('/').filter(|id| !id.is_empty() && !id.contains('/'))
}

/// Slug of the publication whose settings a path is about.
pub(crate) fn publication_slug(path: &str) -> Option<&str> {
    let slug = below(path)?.strip_prefix(DESK)?.strip_prefix(PUBLICATIONS)?;
    Some(slug).filter(|slug| !slug.is_empty() && !slug.contains('/'))
}

/// Whether a path is the page of a publication's settings.
pub(crate) fn is_desk_publication(path: &str) -> bool {
    publication_slug(path).is_some()
}

fn below(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?.strip_prefix(language().as_str())?.strip_prefix("/briefings/")?;
    Some(rest.trim_end_matches('/')).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{desk_issue_id, desk_publication, issue_slug, publication_slug};

    #[test]
    fn names_are_found_in_paths() {
        assert_eq!(issue_slug("/en/briefings/weekly-briefing-2026-11-26"), Some("weekly-briefing-2026-11-26"));
        for other in [
            "/en/briefings",
            "/en/briefings/",
            "/en/briefings/desk",
            "/en/briefings/desk/1",
            "/en/briefings/rules",
            "/en/lessons/a",
        ] {
            assert_eq!(issue_slug(other), None, "{other}");
        }
        assert_eq!(desk_issue_id("/en/briefings/desk/1"), Some("1"));
        for other in ["/en/briefings/desk", "/en/briefings/desk/", "/en/briefings/desk/1/2", "/en/briefings/a"] {
            assert_eq!(desk_issue_id(other), None, "{other}");
        }
        let settings = desk_publication("weekly-briefing");
        assert_eq!(settings, "/en/briefings/desk/publications/weekly-briefing");
        assert_eq!((publication_slug(&settings), desk_issue_id(&settings)), (Some("weekly-briefing"), None));
        for other in ["/en/briefings/desk/publications", "/en/briefings/desk/publications/", "/en/briefings/desk/1"] {
            assert_eq!(publication_slug(other), None, "{other}");
        }
    }
}
