//! What a note cites, and how that stands today.

use super::{CitedKind, ReferenceState};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a version of a note cites, as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteCitation {
    /// Its number in the note, from 1 on.
    pub number: i32,
    /// What it is.
    pub kind: CitedKind,
    /// Its id.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// What it was called.
    pub title: String,
    /// Which revision of a lesson, or version of an item, it was.
    pub version: i64,
}

/// Something by its name in addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CitedName {
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
}

/// Something that a note cites, with how it stands today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteReference {
    /// Its number in the text, from 1 on; the text links to `#reference-{number}`.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200, example = 1))]
    pub number: i32,
    /// What it is.
    pub kind: CitedKind,
    /// Id of the lesson or of the item.
    pub id: Uuid,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// Its title today; the one that it had where it was withdrawn.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
    /// The revision of the lesson, or the version of the item, that was cited.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub cited_version: i64,
    /// The one of today; `null` where it was withdrawn.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub current_version: Option<i64>,
    /// How it stands today.
    pub state: ReferenceState,
    /// Since when it stands so; `null` where it is as it was cited, and where that is not known.
    pub since: Option<DateTime<Utc>>,
    /// The lesson that took its place or contradicts it; `null` where none does.
    pub by: Option<CitedName>,
}

/// Something that happened to what is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// When.
    pub since: DateTime<Utc>,
    /// The lesson that brought it about.
    pub by: Option<CitedName>,
}

/// What is cited, as it is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedNow {
    /// Its title.
    pub title: String,
    /// Its revision, or its version.
    pub version: i64,
    /// When the first revision behind the cited one was published.
    pub corrected_at: Option<DateTime<Utc>>,
    /// That another lesson took its place.
    pub superseded: Option<Turned>,
    /// That another lesson contradicts it, the last to do so.
    pub contradicted: Option<Turned>,
}

impl NoteCitation {
    /// How it stands, given what it is today; `Err` says since when it is not here any more, where that is known.
    /// Of several things that happened the gravest is told.
    #[must_use]
    pub fn stands(&self, now: Result<CitedNow, Option<DateTime<Utc>>>) -> NoteReference {
        let reference = |title: String, version, state, since, by| NoteReference {
            number: self.number,
            kind: self.kind,
            id: self.id,
            slug: self.slug.clone(),
            title,
            cited_version: self.version,
            current_version: version,
            state,
            since,
            by,
        };
        let now = match now {
            Ok(now) => now,
            Err(since) => return reference(self.title.clone(), None, ReferenceState::Withdrawn, since, None),
        };
        let (state, since, by) = match (now.superseded, now.contradicted) {
            (Some(turned), _) => (ReferenceState::Superseded, Some(turned.since), turned.by),
            (None, Some(turned)) => (ReferenceState::Contradicted, Some(turned.since), turned.by),
            (None, None) if now.version > self.version => (ReferenceState::Corrected, now.corrected_at, None),
            (None, None) => (ReferenceState::Current, None, None),
        };
        reference(now.title, Some(now.version), state, since, by)
    }
}

/// Which page of the notes that cite something, the last published first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitingQuery {
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl CitingQuery {
    /// Reads the query string of `GET /lessons/{lesson}/notes` and of `GET /library-items/{item}/notes`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { limit: Some(reader.limit()), cursor: reader.cursor() };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// How many of these who reads should know of.
#[must_use]
pub fn warnings(references: &[NoteReference]) -> i32 {
    let count = references.iter().filter(|reference| reference.state.warns()).count();
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{CitedKind, CitedName, CitedNow, NoteCitation, ReferenceState, Turned, warnings};
    use chrono::DateTime;

    #[test]
    fn the_gravest_is_told() {
        let cited = NoteCitation {
            number: 1,
            kind: CitedKind::Lesson,
            id: uuid::Uuid::nil(),
            slug: "a".into(),
            title: "Then".into(),
            version: 2,
        };
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let by = CitedName { slug: "b".into(), title: "Other".into() };
        let turned = |seconds| Some(Turned { since: at(seconds), by: Some(by.clone()) });
        let now = |version, superseded, contradicted| {
            let corrected_at = (version > 2).then(|| at(1));
            Ok(CitedNow { title: "Now".into(), version, corrected_at, superseded, contradicted })
        };
        let table = [
            (now(2, None, None), ReferenceState::Current, None),
            (now(3, None, None), ReferenceState::Corrected, Some(at(1))),
            (now(3, None, turned(2)), ReferenceState::Contradicted, Some(at(2))),
            (now(3, turned(3), turned(2)), ReferenceState::Superseded, Some(at(3))),
            (Err(None), ReferenceState::Withdrawn, None),
            (Err(Some(at(4))), ReferenceState::Withdrawn, Some(at(4))),
        ];
        let mut all = Vec::new();
        for (now, state, since) in table {
            let gone = now.is_err();
            let reference = cited.stands(now);
            assert_eq!((reference.state, reference.since), (state, since));
            assert_eq!(reference.title, if gone { "Then" } else { "Now" });
            all.push(reference);
        }
        assert_eq!(warnings(&all), 5);
    }
}
