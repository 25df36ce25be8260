//! Cursors: where the last page ended, as one opaque word.

use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::{Fault, Page};
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

/// A page of at most `limit` of `items`, which hold one more where there is a next page; `place` is where it begins.
pub(crate) fn page<T, P: Serialize>(mut items: Vec<T>, limit: u64, place: impl Fn(&T) -> &P) -> Result<Page<T>> {
    let more = items.len() as u64 > limit;
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|item| encode(place(item))).transpose()?;
    Ok(Page::new(items, next))
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

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
}
