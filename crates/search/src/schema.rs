//! The fields of the index, and a document in their terms.

use std::collections::HashMap;

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use uuid::Uuid;

use crate::document::Document;
use crate::fold;
use crate::place::{Place, SEPARATOR};
use crate::stem::Language;
use crate::tokens::{Reading, Words};

/// The version of what stands in the index. To be raised whenever folding, the cutting of words or a field's content
/// changes, and when documents of another kind come: an index of another version is made anew.
pub(crate) const VERSION: u32 = 6;

/// The name under which [`crate::tokens::WordTokenizer`] is registered.
pub(crate) const WORDS: &str = "words";
/// The name under which tantivy knows the tokenizer that takes a text as it is.
const AS_IS: &str = "raw";

/// Characters of a folded title that a typed text is compared with from the start.
const OPENING_LENGTH: usize = 100;

/// Names of the columns ("fast fields"), by which tantivy hands them out.
pub(crate) mod columns {
    pub(crate) const OPENING: &str = "opening";
    pub(crate) const TAGS: &str = "tags";
    pub(crate) const BOOST: &str = "boost";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const ID_HIGH: &str = "id_high";
    pub(crate) const ID_LOW: &str = "id_low";
    pub(crate) const PUBLISHED: &str = "published";
}

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Kind and id, by which a document is replaced, removed and read back.
    pub(crate) key: Field,
    pub(crate) kind: Field,
    pub(crate) slug: Field,
    pub(crate) title: Field,
    pub(crate) subtitle: Field,
    pub(crate) body: Field,
    pub(crate) words: Field,
    /// The language that title, subtitle and body are in, if it is one with stems.
    language: Field,
    /// Every word of title, subtitle, body and other words, with its place: terms of [`Place::term`].
    pub(crate) text: Field,
    /// The stems of title, subtitle and body: terms of [`stem`], each with the weightiest place it stands in.
    pub(crate) stems: Field,
    /// The folded title as a whole, for "starts with" and "equals".
    opening: Field,
    /// Terms of [`tag`].
    pub(crate) tags: Field,
    /// The bits of the `f32`.
    boost: Field,
    /// The first bytes of the folded title: equal scores are ordered by it.
    order: Field,
    id_high: Field,
    id_low: Field,
    /// Microseconds since 1970; not there where nothing was published.
    published: Field,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |tokenizer, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
    };
    let fields = Fields {
        key: builder.add_text_field("key", STRING | STORED),
        kind: builder.add_text_field("kind", STRING),
        slug: builder.add_text_field("slug", STORED),
        title: builder.add_text_field("title", STORED),
        subtitle: builder.add_text_field("subtitle", STORED),
        body: builder.add_text_field("body", STORED),
        words: builder.add_text_field("words", STORED),
        language: builder.add_text_field("language", STORED),
        text: builder.add_text_field("text", indexed(WORDS, IndexRecordOption::WithFreqs)),
        stems: builder.add_text_field("stems", indexed(AS_IS, IndexRecordOption::Basic)),
        opening: builder.add_text_field(columns::OPENING, FAST),
        tags: builder.add_text_field(columns::TAGS, STRING | FAST),
        boost: builder.add_u64_field(columns::BOOST, FAST),
        order: builder.add_u64_field(columns::ORDER, FAST),
        id_high: builder.add_u64_field(columns::ID_HIGH, FAST),
        id_low: builder.add_u64_field(columns::ID_LOW, FAST),
        published: builder.add_i64_field(columns::PUBLISHED, FAST),
    };
    (builder.build(), fields)
}

impl Fields {
    /// The document in tantivy's terms.
    pub(crate) fn to_engine(self, document: &Document) -> TantivyDocument {
        let mut engine = TantivyDocument::new();
        let opening = fold::flat(&document.title, OPENING_LENGTH);
        let (high, low) = document.id.as_u64_pair();
        engine.add_text(self.key, key(&document.kind, document.id));
        engine.add_text(self.kind, &document.kind);
        engine.add_text(self.slug, &document.slug);
        for place in Place::ALL {
            let text = said(document, place);
            engine.add_text(self.stored(place), text);
            engine.add_text(self.text, placed(text, place));
        }
        if let Some(language) = document.language.as_deref().and_then(Language::of_tag) {
            engine.add_text(self.language, language.key());
            for (stem, place) in stems(document, language) {
                engine.add_text(self.stems, self::stem(language, &stem, place));
            }
        }
        engine.add_u64(self.boost, u64::from(held(document.boost).to_bits()));
        engine.add_u64(self.order, order(&opening));
        engine.add_u64(self.id_high, high);
        engine.add_u64(self.id_low, low);
        engine.add_text(self.opening, opening);
        if let Some(published) = document.published {
            engine.add_i64(self.published, published);
        }
        let mut tags: Vec<String> = document.tags.iter().map(|(name, value)| tag(name, value)).collect();
        // A document counts once for a value, however often it is named.
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            engine.add_text(self.tags, tag);
        }
        engine
    }

    /// Where the text of a place is stored.
    fn stored(self, place: Place) -> Field {
        match place {
            Place::Title => self.title,
            Place::Subtitle => self.subtitle,
            Place::Body => self.body,
            Place::Words => self.words,
        }
    }

    /// The language of a document; `None` if it is one without stems.
    pub(crate) fn language_of(self, engine: &TantivyDocument) -> Option<Language> {
        Language::of_tag(Self::text(engine, self.language))
    }

    /// The stored text of a field; empty if there is none.
    pub(crate) fn text(engine: &TantivyDocument, field: Field) -> &str {
        engine.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
    }
}

/// What a document says in a place.
fn said(document: &Document, place: Place) -> &str {
    match place {
        Place::Title => &document.title,
        Place::Subtitle => &document.subtitle,
        Place::Body => &document.body,
        Place::Words => &document.words,
    }
}

/// A text for [`crate::tokens::WordTokenizer`], which is told the place by the first letter.
fn placed(text: &str, place: Place) -> String {
    format!("{}{text}", place.letter())
}

/// The stems of a document, each with the weightiest place it stands in.
fn stems(document: &Document, language: Language) -> HashMap<String, Place> {
    let mut words = HashMap::new();
    for place in Place::SAID {
        let mut read = Words::new(said(document, place), Reading::Stored);
        while read.advance() {
            if !words.contains_key(read.folded()) {
                words.insert(read.folded().to_owned(), place);
            }
        }
    }
    let mut stems = HashMap::new();
    for (word, place) in words {
        if let Some(stem) = language.stem(&word) {
            let weightiest = stems.entry(stem).or_insert(place);
            *weightiest = place.min(*weightiest);
        }
    }
    stems
}

/// The term of a stem.
pub(crate) fn stem(language: Language, stem: &str, place: Place) -> String {
    place.term(&format!("{}{SEPARATOR}{stem}", language.key()))
}

/// A boost within its bounds; neutral if it is not a number.
fn held(boost: f32) -> f32 {
    if boost.is_nan() { 1.0 } else { boost.clamp(0.5, 2.0) }
}

/// The first eight bytes, so that comparing numbers compares texts.
fn order(opening: &str) -> u64 {
    let mut first = [0; 8];
    for (slot, byte) in first.iter_mut().zip(opening.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(first)
}

/// What a document is known by.
pub(crate) fn key(kind: &str, id: Uuid) -> String {
    format!("{kind}{SEPARATOR}{id}")
}

/// Kind and id of a key.
pub(crate) fn split_key(key: &str) -> Option<(&str, Uuid)> {
    let (kind, id) = key.rsplit_once(SEPARATOR)?;
    Some((kind, Uuid::try_parse(id).ok()?))
}

/// The term of a facet's value.
pub(crate) fn tag(name: &str, value: &str) -> String {
    format!("{name}{SEPARATOR}{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_both_ways() {
        let id = Uuid::from_u128(7);
        assert_eq!(split_key(&key("city", id)), Some(("city", id)));
        assert_eq!(split_key("city"), None);
    }

    #[test]
    fn titles_are_ordered_by_their_first_bytes() {
        assert!(order("") < order("accra"));
        assert!(order("lima") < order("limassol"));
        assert!(order("accra") < order("lima"));
    }

    #[test]
    fn a_stem_counts_where_it_weighs_most() {
        let document = Document {
            kind: String::new(),
            id: Uuid::from_u128(1),
            slug: String::new(),
            title: "Floods in cities".to_owned(),
            subtitle: "A city".to_owned(),
            body: "The flooding of 2024, planned for".to_owned(),
            words: "Inundaciones".to_owned(),
            language: None,
            tags: Vec::new(),
            boost: 1.0,
            published: None,
        };
        let mut stems: Vec<_> = stems(&document, Language::English).into_iter().collect();
        stems.sort_unstable();
        let expected = [("citi", Place::Title), ("flood", Place::Title), ("for", Place::Body), ("plan", Place::Body)];
        let expected: Vec<_> = expected.into_iter().chain([("the", Place::Body)]).collect();
        assert_eq!(stems.iter().map(|(stem, place)| (stem.as_str(), *place)).collect::<Vec<_>>(), expected);
        assert_eq!(stem(Language::English, "flood", Place::Title), "en\u{1f}flood\u{1f}t");
    }

    #[test]
    fn boosts_are_held() {
        assert_eq!(held(f32::NAN), 1.0);
        assert_eq!(held(f32::INFINITY), 2.0);
        assert_eq!(held(-3.0), 0.5);
        assert_eq!(held(1.25), 1.25);
    }
}
