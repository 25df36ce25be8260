//! How addresses name things: by id or by slug, and by keys in filters.

use crate::UnknownKey;
use std::fmt;
use std::str::FromStr;

/// Longest slug in an address, in characters.
const MAX_SLUG: usize = 120;
/// Longest key in a filter, in characters.
const MAX_KEY: usize = 100;

/// How an address names a thing: by id or by slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlugRef<I> {
    /// By id.
    Id(I),
    /// By slug.
    Slug(String),
}

impl<I: FromStr> FromStr for SlugRef<I> {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let fine = !text.is_empty()
            && text.len() <= MAX_SLUG
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        // Slugs are lower case; who types one by hand may begin it with a capital.
        if fine { Ok(Self::Slug(text.to_ascii_lowercase())) } else { Err(UnknownKey) }
    }
}

impl<I: fmt::Display> fmt::Display for SlugRef<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Slug(slug) => slug.fmt(f),
        }
    }
}

/// Key of a vocabulary, a slug, a language or a country code as a filter takes it; whether there is such a thing is
/// seen where the vocabularies are at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilterKey(String);

impl FilterKey {
    /// The texts of keys.
    pub(crate) fn texts(keys: Vec<Self>) -> Vec<String> {
        keys.into_iter().map(|key| key.0).collect()
    }

    /// The text of a slug: lower case, however somebody typed it.
    pub(crate) fn into_slug(self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl FromStr for FilterKey {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fine =
            text.len() <= MAX_KEY && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if fine { Ok(Self(text.to_owned())) } else { Err(UnknownKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::SlugRef;
    use ids::LessonId;

    #[test]
    fn ids_and_slugs_are_told_apart() {
        let named = |text: &str| text.parse::<SlugRef<LessonId>>();
        assert_eq!(named("Heat-action"), Ok(SlugRef::Slug("heat-action".to_owned())));
        assert!(matches!(named("0190163d-8694-739b-aea5-966c26f8ad91"), Ok(SlugRef::Id(_))));
        for bad in ["", "a/b", "é", "a b", "x".repeat(121).as_str()] {
            assert!(named(bad).is_err(), "{bad}");
        }
    }
}
