//! Cursors: where the last page ended, as one opaque word.

use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::{Fault, Page};
use domain::policy::Action;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes a cursor.
pub(crate) fn encode<T: Serialize>(place: &T) -> Result<String> {
    let json = serde_json::to_vec(place).map_err(|error| Error::Internal(format!("cursor: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// Reads a cursor that somebody sent back.
pub(crate) fn decode<T: DeserializeOwned>(parameter: &str, text: &str) -> Result<T> {
    let place = URL_SAFE_NO_PAD.decode(text).ok().and_then(|json| serde_json::from_slice(&json).ok());
    place.ok_or_else(|| bad(parameter))
}

/// Stands for what a list was asked for: a place in one list means nothing in another. FNV-1a (Fowler, Noll and Vo,
/// 1991): the same in every process and version, which the standard library does not promise of its own hasher.
pub(crate) fn mark<'t>(texts: impl Iterator<Item = &'t str>) -> u32 {
    texts.flat_map(str::bytes).fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What is said of a cursor that is none.
pub(crate) fn bad(parameter: &str) -> Error {
    let message =
        "This cursor was not given by this list. Start without one and follow `next`, with the same sort and filters.";
    Error::Malformed(vec![Fault::new(parameter, "bad_cursor", message)])
}

/// A list and what it was filtered by, to which its cursors belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List(u32);

impl List {
    /// The list of an operation. `filter` is what was asked for but for the page, or whose list it is.
    pub(crate) fn of(operation: Action, filter: &str) -> Self {
        Self(mark([operation.as_str(), "?", filter].into_iter()))
    }

    /// Where the page begins that somebody asks for.
    pub(crate) fn read<P: DeserializeOwned>(self, cursor: Option<&str>) -> Result<Option<P>> {
        let Some(text) = cursor else { return Ok(None) };
        let (of, place): (u32, P) = decode("cursor", text)?;
        if of == self.0 { Ok(Some(place)) } else { Err(bad("cursor")) }
    }

    /// A page of at most `limit` of `items`, which hold one more where there is a next page; `place` is where it begins.
    pub(crate) fn page<T, P: Serialize>(
        self,
        mut items: Vec<T>,
        limit: u64,
        place: impl Fn(&T) -> P,
    ) -> Result<Page<T>> {
        let more = items.len() as u64 > limit;
        items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = items.last().filter(|_| more).map(|item| encode(&(self.0, place(item)))).transpose()?;
        Ok(Page::new(items, next))
    }
}

#[cfg(test)]
mod tests {
    use super::{List, decode, encode};
    use domain::policy::Action;

    #[test]
    fn there_and_back_and_nothing_else() {
        let text = encode(&("name", "são paulo", 7)).unwrap();
        assert_eq!(
            decode::<(String, String, i32)>("cursor", &text).unwrap(),
            ("name".to_owned(), "são paulo".to_owned(), 7)
        );
        for bad in ["", "!", "eyJ4IjoxfQ", "x".repeat(300).as_str()] {
            assert!(decode::<(String, String, i32)>("cursor", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn cursors_belong_to_their_list_and_filter() {
        let accounts = List::of(Action::ListAccounts, "?role=editor");
        let next = accounts.page(vec![1, 2, 3], 2, |number| *number).unwrap().next.unwrap();
        assert_eq!(accounts.read::<i32>(Some(&next)).unwrap(), Some(2));
        assert_eq!(accounts.read::<i32>(None).unwrap(), None);
        for other in [
            List::of(Action::ListAccounts, ""),
            List::of(Action::ListAccounts, "?role=expert"),
            List::of(Action::ListJobs, "?role=editor"),
        ] {
            assert!(other.read::<i32>(Some(&next)).is_err());
        }
        assert!(accounts.page(vec![1, 2], 2, |number| *number).unwrap().next.is_none());
    }
}
