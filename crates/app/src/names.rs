//! Names as they are sorted and written into addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

/// Longest slug, in characters.
const MAX_SLUG: usize = 80;

/// The name to sort by: small letters without accents, so that Córdoba stands beside Cordova.
pub(crate) fn name_key(name: &str) -> String {
    name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The name in addresses: ASCII letters and digits with hyphens between; `None` where nothing of the name is left, as
/// of one in another script.
pub(crate) fn slug(name: &str) -> Option<String> {
    let key = name_key(name);
    let words = key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-");
    slug.truncate(MAX_SLUG);
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// The slug, or one that begins with `kind` where an address with it would be read as something else: as an id, or as a
/// page of the app.
pub(crate) fn beside_pages(slug: &str, pages: &[&str], kind: &str) -> String {
    let is_id = slug.parse::<Uuid>().is_ok();
    if is_id || pages.contains(&slug) { format!("{kind}-{slug}") } else { slug.to_owned() }
}

/// Names in addresses for a thing of this title, the best first: its own, then those with a number behind it, then one
/// that nothing else has. `kind` is what it is called where nothing of the title is left.
pub(crate) fn slugs(title: &str, kind: &str, pages: &[&str], id: Uuid) -> Vec<String> {
    let wanted = slug(title).unwrap_or_else(|| kind.to_owned());
    let wanted = beside_pages(&wanted, pages, kind);
    let numbered = (2..=20).map(|number| format!("{wanted}-{number}"));
    let last = format!("{wanted}-{}", id.simple());
    std::iter::once(wanted.clone()).chain(numbered).chain([last]).collect()
}

/// Whether two names to sort by may be of the same place: but for spaces and signs one is the other, its beginning or
/// its end, or differs from it in a letter out of five.
pub(crate) fn are_similar(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    // Names of three letters and fewer begin many others.
    let part = short.len() > 3 && (long.starts_with(&short) || long.ends_with(&short));
    short == long || part || edits(&short, &long) <= long.len() / 5
}

/// How many letters have to be put in, taken out or changed to make one of the other (Levenshtein, 1966).
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (done, letter) in one.iter().enumerate() {
        let (mut corner, mut left) = (done, done + 1);
        for (cell, wanted) in row.iter_mut().skip(1).zip(other) {
            let change = corner + usize::from(letter != wanted);
            corner = *cell;
            left = change.min(corner + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = done + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{are_similar, beside_pages, name_key, slug};

    #[test]
    fn names_sort_without_accents_and_case() {
        assert_eq!(name_key("São Paulo"), "sao paulo");
        assert_eq!(name_key("Medellín"), "medellin");
    }

    #[test]
    fn similar_names_by_table() {
        for (one, other, expected) in [
            ("leticia", "leticia", true),
            ("leticia", "letica", true),
            ("ciudad juarez", "juarez", true),
            ("port-louis", "port louis", true),
            ("melbourne", "melbourne city", true),
            ("kyiv", "kiev", false),
            ("ho", "houston", false),
            ("leticia", "tabatinga", false),
            ("", "leticia", false),
        ] {
            assert_eq!(are_similar(one, other), expected, "{one} {other}");
            assert_eq!(are_similar(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn slugs_by_table() {
        assert_eq!(slug("Universidad de Córdoba (ES)").as_deref(), Some("universidad-de-cordoba-es"));
        assert_eq!(slug("  A & B  ").as_deref(), Some("a-b"));
        assert_eq!(slug("مدينة"), None);
        assert_eq!(slug(&"x ".repeat(100)).map(|slug| slug.len()), Some(79));
    }

    #[test]
    fn no_slug_is_read_as_an_id_or_a_page() {
        for (wanted, expected) in [
            ("institute", "institute"),
            ("new", "organisation-new"),
            ("news", "news"),
            ("0190163d-8694-739b-aea5-966c26f8ad91", "organisation-0190163d-8694-739b-aea5-966c26f8ad91"),
            ("0190163d8694739baea5966c26f8ad91", "organisation-0190163d8694739baea5966c26f8ad91"),
        ] {
            assert_eq!(beside_pages(wanted, &["new"], "organisation"), expected);
        }
    }
}
