//! Names as they are sorted and written into addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

#[cfg(test)]
mod tests {
    use super::{name_key, slug};

    #[test]
    fn names_sort_without_accents_and_case() {
        assert_eq!(name_key("São Paulo"), "sao paulo");
        assert_eq!(name_key("Medellín"), "medellin");
    }

    #[test]
    fn slugs_by_table() {
        assert_eq!(slug("Universidad de Córdoba (ES)").as_deref(), Some("universidad-de-cordoba-es"));
        assert_eq!(slug("  A & B  ").as_deref(), Some("a-b"));
        assert_eq!(slug("مدينة"), None);
        assert_eq!(slug(&"x ".repeat(100)).map(|slug| slug.len()), Some(79));
    }
}
