//! What the index holds, and how it is told of changes.

use uuid::Uuid;

/// One public thing, as a person may look for it.
///
/// A document is known by its `kind` and `id` together; a later one replaces an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is, for instance `city`: a short name of the caller's choosing.
    pub kind: String,
    /// Its identity within the kind.
    pub id: Uuid,
    /// The part of its address that people read; handed back with a hit, not searched.
    pub slug: String,
    /// Its name: searched, and what it ranks highest by.
    pub title: String,
    /// What tells it from others of the same name, such as a country: searched.
    pub subtitle: String,
    /// Its text, without markup: searched, and where the excerpt of a hit comes from.
    pub body: String,
    /// Other words that it is looked for by, such as its names in other languages, one a line: searched as the body is,
    /// and where the excerpt comes from, a line of it, only if no word matches in the body.
    pub words: String,
    /// The language of title, subtitle and body as a BCP 47 tag, of which the first part counts. Where it is Arabic
    /// (`ar`), English (`en`), French (`fr`), Portuguese (`pt`) or Spanish (`es`), their words are found by their stems
    /// as well.
    pub language: Option<String>,
    /// Facet name and value key, as in `("region", "africa")`; several values of one name are allowed.
    /// A name must not hold the control character U+001F.
    pub tags: Vec<(String, String)>,
    /// A gentle multiplier of the score: 1 is neutral, values are held within 0.5 to 2.
    pub boost: f32,
    /// When it was published, in microseconds since 1970 UTC. `None` for what has no such moment: nothing that asks for a
    /// span of time finds it.
    pub published: Option<i64>,
}

/// One change to the index.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Adds the document, in place of the one of the same kind and id.
    Put(Document),
    /// Takes the document out; nothing happens if there is none.
    Remove {
        /// The document's kind.
        kind: String,
        /// The document's identity within the kind.
        id: Uuid,
    },
}
