//! The one filter grammar, used by the API, the app's address bar, saved filters and feeds.
//!
//! `?region=africa,asia_pacific&coastal=true&q=heat&sort=-population`: values within a parameter are
//! *or* (given by commas or by repeating the parameter), parameters are *and*. Parameters, sort keys
//! and filter keys are closed sets; whoever sends another one is told the known ones.

use crate::Fault;
use std::fmt::Display;
use std::str::FromStr;

/// Most values that one parameter may list.
pub const MAX_VALUES: usize = 50;
/// Page size when none is asked for.
pub const DEFAULT_LIMIT: u32 = 20;
/// Largest page size.
pub const MAX_LIMIT: u32 = 100;

/// Unknown parameters told of one by one.
const MOST_UNKNOWN: usize = 10;

/// Reads a query string and collects every fault in it, so that a caller hears of all at once.
#[derive(Debug)]
pub struct Reader {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
    refused: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl Reader {
    /// Splits `raw` (without the `?`) into decoded pairs.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(raw.as_bytes()).into_owned().collect();
        let mut faults = Vec::new();
        // Bytes that are no UTF-8 come out as this sign: who sent them would get an answer to another question.
        for (name, _) in pairs.iter().filter(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}')) {
            faults.push(Fault::new(shorten(name), "bad_encoding", "Send the query as percent-encoded UTF-8."));
        }
        // Nothing that can be asked for holds one, and PostgreSQL keeps no text with a NUL.
        for (name, _) in pairs.iter().filter(|(name, value)| has_control(name) || has_control(value.trim())) {
            faults.push(Fault::new(shorten(name), "control_character", "Remove the control characters."));
        }
        Self { pairs, known: Vec::new(), refused: Vec::new(), faults }
    }

    /// All values of a parameter that lists keys; an empty one is a fault.
    pub fn list<T: FromStr + PartialEq>(&mut self, name: &'static str, expected: &str) -> Vec<T> {
        let texts = self.texts(name);
        let mut values = Vec::new();
        for text in texts {
            match text.parse::<T>() {
                Ok(value) if values.contains(&value) => {}
                Ok(value) => values.push(value),
                Err(_) => self.fault(
                    name,
                    "unknown_value",
                    format!("'{}' is not a value of {name}. {expected}", shorten(&text)),
                ),
            }
        }
        if values.len() > MAX_VALUES {
            self.fault(name, "too_many", format!("Use at most {MAX_VALUES} values."));
        }
        values
    }

    /// The value of a parameter that takes one; several are a fault.
    pub fn one<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let text = self.filled(name)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.fault(name, "unknown_value", format!("'{}' is not a value of {name}. {expected}", shorten(&text)));
        }
        parsed
    }

    /// Free text of at most `max` characters, trimmed; commas stay. Empty text is a fault.
    pub fn text(&mut self, name: &'static str, max: usize) -> Option<String> {
        let text = self.filled(name)?;
        if text.chars().count() > max {
            self.fault(name, "too_long", format!("Use at most {max} characters."));
            return None;
        }
        Some(text)
    }

    /// Free text that must be there; `message` is for who leaves it out.
    pub fn needed_text(&mut self, name: &'static str, max: usize, message: &str) -> String {
        let given = self.pairs.iter().any(|(key, value)| key == name && !value.trim().is_empty());
        if !given {
            self.known.push(name);
            self.fault(name, "required", message.to_owned());
            return String::new();
        }
        self.text(name, max).unwrap_or_default()
    }

    /// A whole number within bounds.
    pub fn integer(&mut self, name: &'static str, bounds: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let text = self.filled(name)?;
        match text.parse::<u32>() {
            Ok(value) if bounds.contains(&value) => Some(value),
            _ => {
                self.fault(
                    name,
                    "out_of_range",
                    format!("Use a whole number from {} to {}.", bounds.start(), bounds.end()),
                );
                None
            }
        }
    }

    /// A finite decimal number within bounds.
    pub fn number(&mut self, name: &'static str, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let text = self.filled(name)?;
        match text.parse::<f64>() {
            Ok(value) if bounds.contains(&value) => Some(value),
            _ => {
                self.fault(name, "out_of_range", format!("Use a number from {} to {}.", bounds.start(), bounds.end()));
                None
            }
        }
    }

    /// The page size: 1 to [`MAX_LIMIT`], [`DEFAULT_LIMIT`] when absent.
    pub fn limit(&mut self) -> u32 {
        self.integer("limit", 1..=MAX_LIMIT).unwrap_or(DEFAULT_LIMIT)
    }

    /// The opaque cursor of a page.
    pub fn cursor(&mut self) -> Option<String> {
        self.text("cursor", 400)
    }

    /// Refuses a parameter that others would expect here, and says why it is not taken.
    pub fn refuse(&mut self, name: &'static str, reason: &str) {
        self.refused.push(name);
        if self.pairs.iter().any(|(key, _)| key == name) {
            self.fault(name, "not_taken_here", reason.to_owned());
        }
    }

    /// Whether a fault of this parameter was found already.
    #[must_use]
    pub fn has_fault(&self, name: &str) -> bool {
        self.faults.iter().any(|fault| fault.pointer == name)
    }

    /// Adds a fault of a parameter.
    pub fn fault(&mut self, name: &str, code: &str, message: String) {
        self.faults.push(Fault::new(name, code, message));
    }

    /// Ends the reading: unknown parameters become faults that name the known ones.
    ///
    /// # Errors
    /// All faults found, in the order of reading.
    pub fn finish(mut self) -> Result<(), Vec<Fault>> {
        let mut unknown: Vec<&str> = Vec::new();
        for (name, _) in &self.pairs {
            let told = self.known.contains(&name.as_str()) || self.refused.contains(&name.as_str());
            if !told && !unknown.contains(&name.as_str()) {
                unknown.push(name);
            }
        }
        let others = unknown.len().saturating_sub(MOST_UNKNOWN);
        for (place, name) in unknown.into_iter().take(MOST_UNKNOWN).enumerate() {
            let known = if self.known.is_empty() {
                "This address takes none.".to_owned()
            } else {
                format!("Known: {}.", self.known.join(", "))
            };
            let mut message = format!("There is no parameter '{}'. {known}", shorten(name));
            if others > 0 && place + 1 == MOST_UNKNOWN {
                message.push_str(&format!(" {others} more that do not exist are not listed."));
            }
            self.faults.push(Fault::new(shorten(name), "unknown_parameter", message));
        }
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }

    fn texts(&mut self, name: &'static str) -> Vec<String> {
        self.known.push(name);
        let given = self.pairs.iter().filter(|(key, _)| key == name);
        let texts = given.flat_map(|(_, value)| value.split(',')).map(|text| text.trim().to_owned());
        let (texts, empty): (Vec<String>, Vec<String>) = texts.partition(|text| !text.is_empty());
        if !empty.is_empty() {
            self.empty(name);
        }
        texts
    }

    /// The trimmed value of a parameter that takes one; an empty one is a fault.
    fn filled(&mut self, name: &'static str) -> Option<String> {
        let text = self.single(name)?.trim().to_owned();
        if text.is_empty() {
            self.empty(name);
            return None;
        }
        Some(text)
    }

    fn empty(&mut self, name: &'static str) {
        self.fault(name, "empty", format!("Give {name} a value, or leave it out."));
    }

    fn single(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let mut given = self.pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone());
        let first = given.next()?;
        if given.next().is_some() {
            self.fault(name, "given_twice", format!("Give {name} once."));
        }
        Some(first)
    }
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// At most 60 characters of what a caller sent, so that an answer never echoes a flood.
fn shorten(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Writes a query string in the same grammar; parameters that hold nothing are left out.
pub struct Writer {
    pairs: url::form_urlencoded::Serializer<'static, String>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty query.
    #[must_use]
    pub fn new() -> Self {
        Self { pairs: url::form_urlencoded::Serializer::new(String::new()) }
    }

    /// Adds a parameter that lists values.
    #[must_use]
    pub fn list<T: Display>(self, name: &str, values: &[T]) -> Self {
        let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
        self.text(name, (!texts.is_empty()).then(|| texts.join(",")).as_deref())
    }

    /// Adds a parameter that takes one value.
    #[must_use]
    pub fn one<T: Display>(self, name: &str, value: Option<T>) -> Self {
        self.text(name, value.map(|value| value.to_string()).as_deref())
    }

    /// Adds free text.
    #[must_use]
    pub fn text(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.pairs.append_pair(name, value);
        }
        self
    }

    /// The query without the `?`; commas stay readable.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.pairs.finish().replace("%2C", ",")
    }

    /// The query with its `?`, or nothing when it is empty.
    #[must_use]
    pub fn with_mark(self) -> String {
        let query = self.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};
    use proptest::prelude::*;

    #[test]
    fn commas_and_repetition_mean_or() {
        let mut reader = Reader::new("region=africa,asia&region=europe");
        assert_eq!(reader.list::<String>("region", ""), ["africa", "asia", "europe"]);
        assert!(reader.finish().is_ok());
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let mut reader = Reader::new("limit=0&colour=red&limit=3&coastal=perhaps");
        reader.limit();
        reader.one::<bool>("coastal", "Use true or false.");
        let faults = reader.finish().unwrap_err();
        let codes: Vec<_> = faults.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(codes, ["given_twice", "out_of_range", "unknown_value", "unknown_parameter"]);
        assert!(faults[3].message.contains("limit, coastal"));
    }

    #[test]
    fn what_is_empty_is_told() {
        let mut reader = Reader::new("region=&topic=a,,b&cursor=&q=%20&coastal=&limit=");
        assert_eq!(reader.list::<String>("region", ""), [""; 0]);
        assert_eq!(reader.list::<String>("topic", ""), ["a", "b"]);
        assert_eq!(reader.cursor(), None);
        assert_eq!(reader.text("q", 10), None);
        assert_eq!(reader.one::<bool>("coastal", ""), None);
        assert_eq!(reader.limit(), 20);
        let faults = reader.finish().unwrap_err();
        assert!(faults.iter().all(|fault| fault.code == "empty"), "{faults:?}");
        let names: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(names, ["region", "topic", "cursor", "q", "coastal", "limit"]);
    }

    #[test]
    fn many_unknown_ones_are_counted() {
        let raw: Vec<String> = (0..13).map(|number| format!("p{number}=1")).collect();
        let faults = Reader::new(&raw.join("&")).finish().unwrap_err();
        assert_eq!(faults.len(), 10);
        assert!(faults[9].message.ends_with("3 more that do not exist are not listed."), "{}", faults[9].message);
        assert!(!faults[8].message.contains("more that"));
    }

    #[test]
    fn what_is_not_taken_here_is_told_by_its_reason() {
        let mut reader = Reader::new("limit=5&colour=red");
        reader.refuse("limit", "All rows come.");
        reader.refuse("cursor", "All rows come.");
        let faults = reader.finish().unwrap_err();
        let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(told, [("limit", "not_taken_here"), ("colour", "unknown_parameter")]);
    }

    #[test]
    fn what_is_no_utf_8_is_refused() {
        for raw in ["q=%ff", "%ff=1", "q=%E0%A4"] {
            let mut reader = Reader::new(raw);
            reader.text("q", 10);
            assert_eq!(reader.finish().unwrap_err()[0].code, "bad_encoding", "{raw}");
        }
    }

    #[test]
    fn control_characters_are_refused_by_the_name_of_their_parameter() {
        for raw in ["q=a%00b", "q=%07", "q=a%0Ab", "q=x%C2%85x"] {
            let mut reader = Reader::new(raw);
            reader.text("q", 10);
            let faults = reader.finish().unwrap_err();
            assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("q", "control_character"), "{raw}");
        }
        let mut reader = Reader::new("q=%20heat%0A");
        assert_eq!(reader.text("q", 10).as_deref(), Some("heat"), "what is around a text is not of it");
        assert!(reader.finish().is_ok());
    }

    #[test]
    fn numbers_are_bounded_and_finite() {
        for text in ["NaN", "inf", "-1", "11", ""] {
            let mut reader = Reader::new(&format!("weight={text}"));
            assert_eq!(reader.number("weight", 0.0..=10.0), None, "{text}");
            assert!(reader.finish().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(values in proptest::collection::vec("[a-z_]{1,10}", 0..5), q in "[^\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffd}]{0,40}") {
            let query = Writer::new().list("topic", &values).text("q", Some(&q)).finish();
            let mut reader = Reader::new(&query);
            let mut unique: Vec<String> = Vec::new();
            for value in values {
                if !unique.contains(&value) {
                    unique.push(value);
                }
            }
            prop_assert_eq!(reader.list::<String>("topic", ""), unique);
            prop_assert_eq!(reader.text("q", 200).unwrap_or_default(), q.trim());
            prop_assert!(reader.finish().is_ok());
        }

        #[test]
        fn no_query_string_panics(raw in ".{0,300}") {
            let mut reader = Reader::new(&raw);
            reader.list::<String>("region", "");
            reader.text("q", 10);
            reader.limit();
            let _ = reader.finish();
        }
    }
}
