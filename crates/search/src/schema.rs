//! The fields of the index, and a document in their terms.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use uuid::Uuid;

use crate::document::Document;
use crate::fold;

/// The version of what stands in the index. To be raised whenever folding, the cutting of words or a field's content
/// changes, and when documents of another kind come: an index of another version is made anew.
pub(crate) const VERSION: u32 = 3;

/// The name under which [`crate::tokens::WordTokenizer`] is registered.
pub(crate) const WORDS: &str = "words";

/// Parts a kind from an id and a facet's name from a value: the "unit separator" of ASCII.
const SEPARATOR: char = '\u{1f}';

/// Characters of a folded title that a typed text is compared with from the start.
const OPENING_LENGTH: usize = 100;

/// Names of the columns ("fast fields"), by which tantivy hands them out.
pub(crate) mod columns {
    pub(crate) const KIND: &str = "kind";
    pub(crate) const TAGS: &str = "tags";
    pub(crate) const BOOST: &str = "boost";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const ID_HIGH: &str = "id_high";
    pub(crate) const ID_LOW: &str = "id_low";
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
    /// The folded title as one term, for "starts with" and "equals".
    pub(crate) opening: Field,
    /// Terms of [`tag`].
    pub(crate) tags: Field,
    /// The bits of the `f32`.
    boost: Field,
    /// The first bytes of the folded title: equal scores are ordered by it.
    order: Field,
    id_high: Field,
    id_low: Field,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_stored().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        key: builder.add_text_field("key", STRING | STORED),
        kind: builder.add_text_field(columns::KIND, STRING | FAST),
        slug: builder.add_text_field("slug", STORED),
        title: builder.add_text_field("title", words.clone()),
        subtitle: builder.add_text_field("subtitle", words.clone()),
        body: builder.add_text_field("body", words.clone()),
        words: builder.add_text_field("words", words),
        opening: builder.add_text_field("opening", STRING),
        tags: builder.add_text_field(columns::TAGS, STRING | FAST),
        boost: builder.add_u64_field(columns::BOOST, FAST),
        order: builder.add_u64_field(columns::ORDER, FAST),
        id_high: builder.add_u64_field(columns::ID_HIGH, FAST),
        id_low: builder.add_u64_field(columns::ID_LOW, FAST),
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
        engine.add_text(self.title, &document.title);
        engine.add_text(self.subtitle, &document.subtitle);
        engine.add_text(self.body, &document.body);
        engine.add_text(self.words, &document.words);
        engine.add_u64(self.boost, u64::from(held(document.boost).to_bits()));
        engine.add_u64(self.order, order(&opening));
        engine.add_u64(self.id_high, high);
        engine.add_u64(self.id_low, low);
        engine.add_text(self.opening, opening);
        let mut tags: Vec<String> = document.tags.iter().map(|(name, value)| tag(name, value)).collect();
        // A document counts once for a value, however often it is named.
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            engine.add_text(self.tags, tag);
        }
        engine
    }

    /// The stored text of a field; empty if there is none.
    pub(crate) fn text(engine: &TantivyDocument, field: Field) -> &str {
        engine.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
    }
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
    fn boosts_are_held() {
        assert_eq!(held(f32::NAN), 1.0);
        assert_eq!(held(f32::INFINITY), 2.0);
        assert_eq!(held(-3.0), 0.5);
        assert_eq!(held(1.25), 1.25);
    }
}
