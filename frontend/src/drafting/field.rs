//! The fields of a draft: what they are called, and where each stands in the page.

use super::Drafted;
use crate::messages::Key;

/// A field of a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Where its faults point, within the content.
    pub(crate) pointer: &'static str,
    /// What stands above it.
    pub(crate) label: Key,
    /// What helps to fill it in.
    pub(crate) hint: Option<Key>,
}

/// A field that needs no help.
pub(crate) const fn field(pointer: &'static str, label: Key) -> Field {
    Field { pointer, label, hint: None }
}

/// A field with a sentence that helps to fill it in.
pub(crate) const fn hinted(pointer: &'static str, label: Key, hint: Key) -> Field {
    Field { pointer, label, hint: Some(hint) }
}

/// The id in the page of what stands at a pointer.
pub(crate) fn id_of<K: Drafted>(pointer: &str) -> String {
    [K::NAME, &pointer.replace('/', "-")].concat()
}

/// The field that a pointer is of: `/sources/2/url` is of the sources.
pub(crate) fn at<K: Drafted>(pointer: &str) -> Option<Field> {
    K::FIELDS.iter().copied().find(|field| is_within(pointer, field.pointer))
}

/// Whether a pointer is the other one, or points into it.
pub(crate) fn is_within(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_pointer_is_within_itself_and_what_is_above_it() {
        assert!(is_within("/sources/1/url", "/sources") && is_within("/title", "/title"));
        assert!(!is_within("/titles", "/title") && !is_within("/sources", "/sources/1"));
    }
}
