//! A reference that people read.

use crate::text::told;
use crate::{Name, Work};

/// Up to how many authors are named; of more, the first ones and the last (APA, 2020, section 9.8).
const MOST_AUTHORS: usize = 20;

/// What ends a sentence, so that no full stop follows.
const ENDS: [char; 8] = ['.', '!', '?', '…', '؟', '。', '！', '？'];

/// The few words of a reference that do not come from the work, in the reader's language. By default English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// In place of a year that is not known: `n.d.`
    pub no_date: &'a str,
    /// Before the last of several authors: `&`
    pub and: &'a str,
    /// A number in a series, with `{number}`: `No. {number}`
    pub number: &'a str,
    /// A version that is a bare number, with `{version}`: `Version {version}`
    pub version: &'a str,
    /// Where it was looked at and when, with `{url}` and `{date}`: `Retrieved {date}, from {url}`. The date is written
    /// as in ISO 8601, which is the same in every language.
    pub accessed: &'a str,
}

impl Default for Words<'_> {
    fn default() -> Self {
        Self {
            no_date: "n.d.",
            and: "&",
            number: "No. {number}",
            version: "Version {version}",
            accessed: "Retrieved {date}, from {url}",
        }
    }
}

/// A work as a line of a list of references, much as the American Psychological Association writes it (7th edition,
/// 2020): who, when, what, from whom, where. Plain text: nothing is in italics.
///
/// Without authors the publisher stands in their place, and without a publisher the title. A publisher who is the only
/// author is named once.
#[must_use]
pub fn reference(work: &Work, words: &Words<'_>) -> String {
    let publisher = told(work.publisher.as_deref());
    let (who, publisher) = match (authors(&work.named(), words.and), publisher) {
        (None, publisher) => (publisher, None),
        (who, publisher) => (who.clone(), publisher.filter(|name| who.as_ref() != Some(name))),
    };
    let year = work.told_year().map_or_else(|| words.no_date.to_owned(), |year| year.to_string());
    let (first, title) = match (who, title(work, words)) {
        (Some(who), title) => (Some(who), title),
        (None, title) => (title, None),
    };
    let year = Some(format!("({year})."));
    let parts = [first.map(sentence), year, title.map(sentence), publisher.map(sentence), place(work, words)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The authors; `None` without any.
fn authors(names: &[Name], and: &str) -> Option<String> {
    let told: Vec<String> = names.iter().map(author).collect();
    let (last, first) = told.split_last()?;
    if told.len() > MOST_AUTHORS {
        return Some(format!("{}, … {last}", first[..MOST_AUTHORS - 1].join(", ")));
    }
    let organisations = names.iter().all(|name| matches!(name, Name::Whole(_)));
    let comma = if organisations && told.len() == 2 { "" } else { "," };
    Some(if first.is_empty() { last.clone() } else { format!("{}{comma} {and} {last}", first.join(", ")) })
}

fn author(name: &Name) -> String {
    match name {
        Name::Whole(name) => name.clone(),
        Name::Person { given, family } => {
            let words: Vec<String> = given.split_whitespace().map(initials).collect();
            format!("{family}, {}", words.join(" "))
        }
    }
}

/// `Jean-Paul` as `J.-P.` What has no capitals has no initials: it stays.
fn initials(word: &str) -> String {
    let initial = |part: &str| match part.chars().next() {
        Some(first) if first.is_uppercase() => format!("{first}."),
        _ => part.to_owned(),
    };
    word.split('-').map(initial).collect::<Vec<_>>().join("-")
}

/// The title with what tells this one from others: version, series, number, and in brackets what it is.
fn title(work: &Work, words: &Words<'_>) -> Option<String> {
    let version = told(work.version.as_deref()).map(|version| {
        let bare = version.chars().all(|character| character.is_ascii_digit() || character == '.');
        if bare { words.version.replace("{version}", &version) } else { version }
    });
    let number = told(work.number.as_deref()).map(|number| words.number.replace("{number}", &number));
    let series = [told(work.series.as_deref()), number].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let details = [version, (!series.is_empty()).then_some(series)].into_iter().flatten().collect::<Vec<_>>();
    let details = (!details.is_empty()).then(|| format!("({})", details.join("; ")));
    let genre = told(work.genre.as_deref()).filter(|_| work.kind.is_told_in_brackets());
    let parts = [told(Some(&work.title)), details, genre.map(|genre| format!("[{genre}]"))];
    let title = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// Where it is, and when that was looked at. No full stop follows an address: it would seem to belong to it.
fn place(work: &Work, words: &Words<'_>) -> Option<String> {
    let url = work.address()?;
    Some(match work.accessed {
        Some(date) => words.accessed.replace("{date}", &date.to_string()).replace("{url}", &url),
        None => url,
    })
}

fn sentence(text: String) -> String {
    if text.ends_with(ENDS) { text } else { text + "." }
}
