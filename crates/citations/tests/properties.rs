//! What holds for works of any texts: they come back as they were, and none leaves its field.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

use std::collections::BTreeSet;

use biblatex::{Bibliography, ChunksExt as _, Entry};
use chrono::NaiveDate;
use citations::{Kind, Name, Words, Work, bibtex, csl_json, reference, ris};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What means something to one of the formats.
const PIECES: &[&str] = &[
    "{",
    "}",
    "\\",
    "\\{",
    "\\input{x}",
    "\"",
    "@book{x,",
    "\n@book{x,\n",
    "},\n  title = {",
    " and ",
    "and",
    "others",
    ",",
    "=",
    "#",
    "$",
    "%",
    "&",
    "_",
    "~",
    "^",
    "--",
    "---",
    "`",
    "''",
    "\r\nER  - \r\n",
    "\r\nTY  - BOOK\r\n",
    "\r",
    "\n",
    "\t",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{202e}",
    "\u{301}",
    "<i>",
    "|",
    "-",
    "Ville de São Paulo",
    "القاهرة",
    "恢复",
    " ",
    "x",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(any::<char>(), 0..30).prop_map(|letters| letters.into_iter().collect()),
        vec(select(PIECES), 0..10).prop_map(|pieces| pieces.concat()),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        text().prop_map(Name::Whole),
        (text(), text()).prop_map(|(given, family)| Name::Person { given, family })
    ]
}

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((1990..2100, 1_u32..=366)).prop_map(|day| NaiveDate::from_yo_opt(day?.0, day?.1))
}

fn work() -> impl Strategy<Value = Work> {
    let head = (select(&Kind::ALL), maybe(), text(), vec(name(), 0..4), maybe());
    let middle = (maybe(), maybe(), maybe(), proptest::option::of(any::<i32>()), maybe());
    let rest = (day(), maybe(), maybe(), maybe());
    (head, middle, rest).prop_map(|(head, middle, rest)| {
        let (kind, genre, title, authors, publisher) = head;
        let (series, number, version, year, url) = middle;
        let (accessed, language, summary, licence) = rest;
        let key = String::new();
        Work {
            key,
            kind,
            genre,
            title,
            authors,
            publisher,
            series,
            number,
            version,
            year,
            url,
            accessed,
            language,
            summary,
            licence,
        }
    })
}

/// Works with keys that are unique.
fn works() -> impl Strategy<Value = Vec<Work>> {
    vec(work(), 0..4).prop_map(|works| {
        let keyed = works.into_iter().enumerate();
        keyed.map(|(number, work)| Work { key: format!("work-{number}"), ..work }).collect()
    })
}

/// The words of a text: what all formats keep of it.
fn words(text: &str) -> String {
    let gap = |character: char| character.is_whitespace() || character.is_control();
    text.split(gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn told(text: Option<&str>) -> Option<String> {
    text.map(words).filter(|text| !text.is_empty())
}

/// The names that are not blank, as `(given, family)` or `(None, whole)`.
fn names(work: &Work) -> Vec<(Option<String>, String)> {
    let names = work.authors.iter().filter_map(|name| match name {
        Name::Whole(name) => told(Some(name)).map(|name| (None, name)),
        Name::Person { given, family } => match (told(Some(given)), told(Some(family))) {
            (Some(given), Some(family)) => Some((Some(given), family)),
            (given, family) => given.or(family).map(|name| (None, name)),
        },
    });
    names.collect()
}

fn year(work: &Work) -> Option<i32> {
    work.year.filter(|year| (1..=9999).contains(year))
}

/// A field of an entry, as another's parser reads it.
fn field(entry: &Entry, name: &str) -> Option<String> {
    entry.get(name).map(|chunks| words(&chunks.format_verbatim()))
}

fn assert_entry(entry: &Entry, work: &Work) {
    assert_eq!(field(entry, "title"), told(Some(&work.title)));
    assert_eq!(field(entry, "series"), told(work.series.as_deref()));
    assert_eq!(field(entry, "number"), told(work.number.as_deref()));
    assert_eq!(field(entry, "abstract"), told(work.summary.as_deref()));
    assert_eq!(field(entry, "copyright"), told(work.licence.as_deref()));
    let publishers = ["institution", "organization", "publisher", "journal", "howpublished"];
    let publisher: Vec<String> = publishers.iter().filter_map(|name| field(entry, name)).collect();
    assert_eq!(publisher.first().cloned(), told(work.publisher.as_deref()));
    assert_eq!(field(entry, "edition").or(field(entry, "version")), told(work.version.as_deref()));
    assert_eq!(field(entry, "year").map(|year| year.parse().unwrap()), year(work));
    assert_eq!(field(entry, "urldate"), work.accessed.map(|date| date.to_string()));
    assert_eq!(field(entry, "url").is_some(), told(work.url.as_deref()).is_some());
    let language = told(work.language.as_deref()).is_some();
    assert_eq!(field(entry, "langid").or(field(entry, "language")).is_some(), language);
    let authors = if entry.fields.contains_key("author") { entry.author().unwrap() } else { Vec::new() };
    assert_eq!(authors.len(), names(work).len());
}

/// The records of a RIS file, each a list of tags with their values; panics where a line is no field.
fn records(file: &str) -> Vec<Vec<(String, String)>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    for line in file.split("\r\n").filter(|line| !line.is_empty()) {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        let (tag, value) = line.split_once("  - ").unwrap();
        assert!(tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()), "{line}");
        assert_eq!(tag == "TY", record.is_empty(), "{file}");
        match tag {
            "ER" => records.push(std::mem::take(&mut record)),
            _ => record.push((tag.to_owned(), words(value))),
        }
    }
    assert!(record.is_empty(), "{file}");
    records
}

fn values<'a>(record: &'a [(String, String)], tag: &str) -> Vec<&'a str> {
    record.iter().filter(|(found, _)| found == tag).map(|(_, value)| value.as_str()).collect()
}

proptest! {
    #[test]
    fn bibtex_is_read_as_it_was_meant(works in works()) {
        let file = bibtex(&works);
        let read = Bibliography::parse(&file).map_err(|error| TestCaseError::fail(format!("{error}\n{file}")))?;
        let keys: Vec<&str> = read.keys().collect();
        prop_assert_eq!(keys, works.iter().map(|work| work.key.as_str()).collect::<Vec<_>>());
        for (entry, work) in read.iter().zip(&works) {
            assert_entry(entry, work);
        }
    }

    /// BibTeX itself counts braces without looking for backslashes.
    #[test]
    fn braces_of_bibtex_are_balanced_as_it_counts_them(works in works()) {
        let mut depth = 0_i32;
        for (number, line) in bibtex(&works).lines().enumerate() {
            for letter in line.chars() {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                prop_assert!(depth >= 0);
            }
            let within = line.starts_with('@') || line.starts_with("  ");
            prop_assert_eq!(depth, i32::from(within), "line {}: {}", number, line);
        }
    }

    #[test]
    fn names_of_persons_are_read_in_their_parts(
        given in "[A-Z][a-zé]{1,8}( [A-Z][a-z]{1,8}| and| y){0,2}",
        family in "((de|van) ){0,1}[A-Z][a-zñ]{1,8}( e| y| and| [A-Z][a-z]{1,8}){0,2}",
    ) {
        let authors = vec![Name::Person { given: given.clone(), family: family.clone() }, Name::Whole("UNDRR".into())];
        let file = bibtex(&[Work { key: "a".into(), authors, ..Work::default() }]);
        let read = Bibliography::parse(&file).unwrap().get("a").unwrap().author().unwrap();
        prop_assert_eq!(read.len(), 2, "{}", file);
        prop_assert_eq!(words(&format!("{} {}", read[0].prefix, read[0].name)), family);
        prop_assert_eq!(&read[0].given_name, &given);
        prop_assert_eq!(&read[1].name, "UNDRR");
    }

    #[test]
    fn addresses_hold_what_addresses_hold(url in text()) {
        let file = bibtex(&[Work { key: "a".into(), url: Some(url), ..Work::default() }]);
        let line = file.lines().find_map(|line| line.strip_prefix("  url = {")?.strip_suffix("},"));
        let allowed = |byte: u8| byte.is_ascii_graphic() && !b"{}\\\"<>^`|".contains(&byte);
        prop_assert!(line.unwrap_or_default().bytes().all(allowed), "{}", file);
    }

    #[test]
    fn ris_is_read_as_it_was_meant(works in works()) {
        let records = records(&ris(&works));
        prop_assert_eq!(records.len(), works.len());
        for (record, work) in records.iter().zip(&works) {
            let one = |tag: &str| values(record, tag).first().map(|value| (*value).to_owned());
            prop_assert_eq!(one("ID"), Some(work.key.clone()));
            prop_assert_eq!(one("TI"), told(Some(&work.title)));
            prop_assert_eq!(one("AB"), told(work.summary.as_deref()));
            prop_assert_eq!(one("N1"), told(work.licence.as_deref()));
            prop_assert_eq!(one("ET"), told(work.version.as_deref()));
            prop_assert_eq!(one("LA"), told(work.language.as_deref()));
            prop_assert_eq!(one("PY").map(|year| year.parse().unwrap()), year(work));
            let expected: Vec<String> = names(work)
                .into_iter()
                .map(|(given, name)| given.map_or_else(|| name.clone(), |given| format!("{name}, {given}")))
                .collect();
            prop_assert_eq!(values(record, "AU"), expected);
            let tags: BTreeSet<&str> = record.iter().map(|(tag, _)| tag.as_str()).filter(|tag| *tag != "AU").collect();
            prop_assert_eq!(tags.len() + values(record, "AU").len(), record.len(), "no other tag twice");
            prop_assert!(record.iter().all(|(_, value)| !value.is_empty()));
        }
    }

    #[test]
    fn csl_json_is_read_as_it_was_meant(works in works()) {
        let read: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&csl_json(&works)).unwrap();
        prop_assert_eq!(read.len(), works.len());
        for (item, work) in read.iter().zip(&works) {
            let text = |name: &str| item.get(name).map(|value| words(value.as_str().unwrap()));
            prop_assert_eq!(text("id"), Some(work.key.clone()));
            prop_assert_eq!(text("title"), told(Some(&work.title)));
            prop_assert_eq!(text("abstract"), told(work.summary.as_deref()));
            prop_assert_eq!(text("genre"), told(work.genre.as_deref()));
            prop_assert_eq!(text("collection-title"), told(work.series.as_deref()));
            prop_assert!(TYPES.contains(&item["type"].as_str().unwrap()));
            prop_assert!(item.keys().all(|name| VARIABLES.contains(&name.as_str())), "{:?}", item);
            let authors = item.get("author").map_or(0, |authors| authors.as_array().unwrap().len());
            prop_assert_eq!(authors, names(work).len());
            let issued = item.get("issued").map(|issued| issued["date-parts"][0][0].as_i64().unwrap());
            prop_assert_eq!(issued, year(work).map(i64::from));
        }
    }

    #[test]
    fn a_reference_is_one_line(work in work()) {
        let line = reference(&work, &Words::default());
        let ends = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
        prop_assert!(!line.contains(ends), "{:?}", line);
        prop_assert!(words(&line).contains(&words(&work.title)));
    }
}

/// Of the schema of CSL 1.0.2: the types that are used here.
const TYPES: [&str; 11] = [
    "article-magazine",
    "broadcast",
    "collection",
    "dataset",
    "map",
    "motion_picture",
    "periodical",
    "report",
    "speech",
    "standard",
    "webpage",
];

/// Of the same schema, which takes no others: the variables that are used here.
const VARIABLES: [&str; 19] = [
    "URL",
    "abstract",
    "accessed",
    "author",
    "collection-number",
    "collection-title",
    "container-title",
    "custom",
    "edition",
    "genre",
    "id",
    "issue",
    "issued",
    "language",
    "number",
    "publisher",
    "title",
    "type",
    "version",
];
