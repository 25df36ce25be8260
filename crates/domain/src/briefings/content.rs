//! What an issue says: its sections with their entries, as editors put them together.

use super::{BriefingLayout, EntryKind, ReasonCode, SectionKind};
use crate::cities::Region;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use ids::{LessonId, LibraryItemId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest title of an issue, a section or an entry, in characters.
pub const MAX_TITLE: usize = 160;
/// Longest opening of an issue, in characters.
pub const MAX_INTRO: usize = 3_000;
/// Longest opening of a section, in characters.
pub const MAX_SECTION_INTRO: usize = 1_000;
/// Longest text of an entry, in characters.
pub const MAX_TEXT: usize = 3_000;
/// Most sections of an issue.
pub const MAX_SECTIONS: usize = 12;
/// Most entries of a section.
pub const MAX_ENTRIES: usize = 20;
/// Longest text of all of an issue's own texts, in characters: what is longer, some programs cut off.
pub const MAX_OWN_TEXTS: usize = 24_000;
/// Most reasons of one entry.
const MAX_REASONS: usize = 8;
/// Longest key of a section, in characters.
const MAX_KEY: usize = 40;
/// Most values of one property of a segment.
const MAX_SEGMENT: usize = 50;
/// Longest key in a segment, in characters.
const MAX_SEGMENT_KEY: usize = 100;

/// Why something was picked: a code, and what the sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PickReason {
    /// Which reason.
    pub code: ReasonCode,
    /// The key that it is about, such as a topic, a region or a grade; `null` where it is about none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "africa"))]
    pub value: Option<String>,
    /// How many; `null` where nothing is counted.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 1))]
    pub count: Option<u32>,
}

impl PickReason {
    /// A reason that says nothing but its code.
    #[must_use]
    pub const fn of(code: ReasonCode) -> Self {
        Self { code, value: None, count: None }
    }

    /// The same about a key.
    #[must_use]
    pub fn about(self, value: &str) -> Self {
        Self { value: Some(value.to_owned()), ..self }
    }

    /// The same with a number.
    #[must_use]
    pub fn counting(self, count: u32) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// An entry of a section: a lesson, an item of the library, or a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The lesson, where it is one; `null` elsewhere.
    #[serde(default)]
    pub lesson: Option<LessonId>,
    /// The item of the library, where it is one; `null` elsewhere.
    #[serde(default)]
    pub item: Option<LibraryItemId>,
    /// A title in the editor's words; `null` for the title of the lesson or the item. A text has one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Shade the stops where people wait"))]
    pub title: Option<String>,
    /// A text in the editor's words, in Markdown; `null` for the beginning of what the lesson or the item says.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 3000, example = "Accra shaded *forty* stops in a month."))]
    pub text: Option<String>,
    /// Why it was picked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 8))]
    pub reasons: Vec<PickReason>,
}

impl BriefingEntry {
    /// A lesson as it stands.
    #[must_use]
    pub const fn lesson(lesson: LessonId, reasons: Vec<PickReason>) -> Self {
        Self { kind: EntryKind::Lesson, lesson: Some(lesson), item: None, title: None, text: None, reasons }
    }

    /// An item of the library as it stands.
    #[must_use]
    pub const fn item(item: LibraryItemId, reasons: Vec<PickReason>) -> Self {
        Self { kind: EntryKind::Item, lesson: None, item: Some(item), title: None, text: None, reasons }
    }

    fn check(&self, at: &str, faults: &mut Faults) {
        let (lesson, item) = (self.lesson.is_some(), self.item.is_some());
        let fits = match self.kind {
            EntryKind::Lesson => lesson && !item,
            EntryKind::Item => item && !lesson,
            EntryKind::Text => !item && !lesson,
        };
        if !fits {
            let message = "Give `lesson` where it is a lesson, `item` where it is an item, and neither for a text.";
            faults.add(&format!("{at}/kind"), "does_not_fit", message);
        }
        let least = usize::from(self.kind == EntryKind::Text);
        faults.line(&format!("{at}/title"), self.title.as_deref().unwrap_or_default(), least..=MAX_TITLE);
        faults.text(&format!("{at}/text"), self.text.as_deref().unwrap_or_default(), 0..=MAX_TEXT);
        faults.most(&format!("{at}/reasons"), self.reasons.len(), MAX_REASONS);
        for (place, reason) in self.reasons.iter().enumerate().take(MAX_REASONS) {
            let value = reason.value.as_deref().unwrap_or_default();
            faults.line(&format!("{at}/reasons/{place}/value"), value, 0..=MAX_SEGMENT_KEY);
        }
    }
}

/// A section of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingSection {
    /// Tells it from others of the issue: small ASCII letters, digits and `-` or `_`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "key_topic"))]
    pub key: String,
    /// What it is for.
    pub kind: SectionKind,
    /// The topic that it is about, key of the vocabulary `lesson_topics`; `null` where it is about none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "health"))]
    pub topic: Option<String>,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 160, example = "Lessons from across the world")
    )]
    pub title: String,
    /// How it begins, in Markdown; empty where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Five lessons of this week."))]
    pub intro: String,
    /// Its entries, in their order.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub entries: Vec<BriefingEntry>,
}

/// To whom an issue goes: values of one property are *or*, properties are *and*; empty means everyone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingSegment {
    /// Subscribers who chose any of these languages.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50, example = json!(["en"])))]
    pub languages: Vec<Language>,
    /// Subscribers whose city is in any of these regions.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50, example = json!([])))]
    pub regions: Vec<Region>,
    /// Subscribers whose city is in any of these countries, ISO 3166-1 alpha-2.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50, example = json!([])))]
    pub countries: Vec<String>,
    /// Subscribers whose city is any of these, slugs.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50, example = json!([])))]
    pub cities: Vec<String>,
}

impl BriefingSegment {
    /// Whether it lets everyone through.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        *self == Self::default()
    }
}

/// What an issue says, and to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingContent {
    /// Its title, which is the subject of its mail.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 160, example = "Heat, shade and open streets")
    )]
    pub title: String,
    /// How it begins, in Markdown; empty where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 3000, example = "This week: what cities do before the heat."))]
    pub intro: String,
    /// How it is laid out.
    pub layout: BriefingLayout,
    /// Language of its texts, and of the fixed words around them.
    pub language: Language,
    /// Its sections, in their order.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub sections: Vec<BriefingSection>,
    /// To whom it goes.
    #[serde(default)]
    pub segment: BriefingSegment,
}

impl BriefingContent {
    /// The lessons that it shows, each once, in their order, with the key of their section.
    #[must_use]
    pub fn lessons(&self) -> Vec<(LessonId, &str)> {
        let all = self.sections.iter().flat_map(|section| section.entries.iter().map(|entry| (entry, &section.key)));
        let mut seen = BTreeSet::new();
        let lessons = all.filter_map(|(entry, key)| Some((entry.lesson?, key.as_str())));
        lessons.filter(|(lesson, _)| seen.insert(*lesson)).collect()
    }

    /// The items of the library that it shows, each once, in their order, with the key of their section.
    #[must_use]
    pub fn items(&self) -> Vec<(LibraryItemId, &str)> {
        let all = self.sections.iter().flat_map(|section| section.entries.iter().map(|entry| (entry, &section.key)));
        let mut seen = BTreeSet::new();
        let items = all.filter_map(|(entry, key)| Some((entry.item?, key.as_str())));
        items.filter(|(item, _)| seen.insert(*item)).collect()
    }

    /// Whether there is anything in it that could be sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.entries.is_empty())
    }

    fn check_sections(&self, faults: &mut Faults) {
        faults.most("/sections", self.sections.len(), MAX_SECTIONS);
        let mut keys = BTreeSet::new();
        for (place, section) in self.sections.iter().enumerate().take(MAX_SECTIONS) {
            let at = format!("/sections/{place}");
            check_key(&format!("{at}/key"), &section.key, faults);
            if !keys.insert(section.key.as_str()) {
                faults.add(&format!("{at}/key"), "given_twice", "Give each section a key of its own.");
            }
            faults.line(&format!("{at}/topic"), section.topic.as_deref().unwrap_or_default(), 0..=MAX_SEGMENT_KEY);
            faults.line(&format!("{at}/title"), &section.title, 1..=MAX_TITLE);
            faults.text(&format!("{at}/intro"), &section.intro, 0..=MAX_SECTION_INTRO);
            faults.most(&format!("{at}/entries"), section.entries.len(), MAX_ENTRIES);
            for (entry_place, entry) in section.entries.iter().enumerate().take(MAX_ENTRIES) {
                entry.check(&format!("{at}/entries/{entry_place}"), faults);
            }
        }
    }

    /// A thing that stands twice in an issue would be read twice.
    fn check_once(&self, faults: &mut Faults) {
        let (mut lessons, mut items) = (BTreeSet::new(), BTreeSet::new());
        for (place, section) in self.sections.iter().enumerate() {
            for (entry_place, entry) in section.entries.iter().enumerate() {
                let again = entry.lesson.is_some_and(|lesson| !lessons.insert(lesson))
                    || entry.item.is_some_and(|item| !items.insert(item));
                if again {
                    let at = format!("/sections/{place}/entries/{entry_place}");
                    faults.add(&at, "given_twice", "This stands in the issue already.");
                }
            }
        }
    }

    fn own_texts(&self) -> usize {
        let of_entry = |entry: &BriefingEntry| entry.text.as_deref().map_or(0, |text| text.chars().count());
        let of_section = |section: &BriefingSection| {
            section.intro.chars().count() + section.entries.iter().map(of_entry).sum::<usize>()
        };
        self.intro.chars().count() + self.sections.iter().map(of_section).sum::<usize>()
    }
}

fn check_key(pointer: &str, key: &str, faults: &mut Faults) {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    if !(1..=MAX_KEY).contains(&key.len()) || !key.bytes().all(plain) {
        faults.add(pointer, "not_a_key", "Use 1 to 40 small letters, digits, `-` and `_`.");
    }
}

impl Validate for BriefingSegment {
    fn validate(&self, faults: &mut Faults) {
        faults.most("/languages", self.languages.len(), MAX_SEGMENT);
        faults.most("/regions", self.regions.len(), MAX_SEGMENT);
        for (pointer, values, longest) in
            [("/countries", &self.countries, 2), ("/cities", &self.cities, MAX_SEGMENT_KEY)]
        {
            faults.most(pointer, values.len(), MAX_SEGMENT);
            for (place, value) in values.iter().enumerate().take(MAX_SEGMENT) {
                faults.line(&format!("{pointer}/{place}"), value, 1..=longest);
            }
        }
    }
}

impl Validate for BriefingContent {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.text("/intro", &self.intro, 0..=MAX_INTRO);
        self.check_sections(faults);
        self.check_once(faults);
        if self.own_texts() > MAX_OWN_TEXTS {
            let message = format!(
                "The texts together have more than {MAX_OWN_TEXTS} characters: mail programs would cut the issue off."
            );
            faults.add("/sections", "too_long", message);
        }
        faults.within("/segment", &self.segment);
    }

    fn tidied(self) -> Self {
        let entry = |entry: BriefingEntry| BriefingEntry { title: tidy(entry.title), text: tidy(entry.text), ..entry };
        let section = |section: BriefingSection| BriefingSection {
            topic: tidy(section.topic),
            title: section.title.trim().to_owned(),
            intro: section.intro.trim().to_owned(),
            entries: section.entries.into_iter().map(entry).collect(),
            ..section
        };
        let segment = BriefingSegment {
            countries: self.segment.countries.into_iter().map(|code| code.trim().to_uppercase()).collect(),
            cities: self.segment.cities.into_iter().map(|slug| slug.trim().to_owned()).collect(),
            ..self.segment
        };
        Self {
            title: self.title.trim().to_owned(),
            intro: self.intro.trim().to_owned(),
            sections: self.sections.into_iter().map(section).collect(),
            segment,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BriefingContent, BriefingEntry, BriefingSection, BriefingSegment, MAX_OWN_TEXTS};
    use crate::Valid;
    use crate::briefings::{BriefingLayout, EntryKind, SectionKind};
    use crate::vocabularies::Language;
    use ids::LessonId;

    fn lesson(number: u128) -> BriefingEntry {
        BriefingEntry::lesson(LessonId(uuid::Uuid::from_u128(number)), Vec::new())
    }

    fn section(key: &str, entries: Vec<BriefingEntry>) -> BriefingSection {
        BriefingSection {
            key: key.into(),
            kind: SectionKind::Own,
            topic: None,
            title: "A section".into(),
            intro: String::new(),
            entries,
        }
    }

    fn issue(sections: Vec<BriefingSection>) -> BriefingContent {
        BriefingContent {
            title: "An issue".into(),
            intro: String::new(),
            layout: BriefingLayout::AToD,
            language: Language::English,
            sections,
            segment: BriefingSegment::default(),
        }
    }

    fn pointers(content: BriefingContent) -> Vec<String> {
        Valid::check(content).unwrap_err().into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_thing_stands_in_an_issue_once() {
        let twice = issue(vec![section("a", vec![lesson(1)]), section("b", vec![lesson(2), lesson(1)])]);
        assert_eq!(pointers(twice), ["/sections/1/entries/1"]);
        assert_eq!(pointers(issue(vec![section("a", vec![]), section("a", vec![])])), ["/sections/1/key"]);
    }

    #[test]
    fn an_entry_is_what_it_says() {
        let odd = BriefingEntry { kind: EntryKind::Item, ..lesson(1) };
        let untitled = BriefingEntry { kind: EntryKind::Text, lesson: None, text: Some("x".into()), ..lesson(1) };
        let faults = pointers(issue(vec![section("a", vec![odd, untitled])]));
        assert_eq!(faults, ["/sections/0/entries/0/kind", "/sections/0/entries/1/title"]);
        assert_eq!(pointers(issue(vec![section("A B", vec![])])), ["/sections/0/key"]);
    }

    #[test]
    fn what_programs_would_cut_off_is_refused() {
        let long = |number| BriefingEntry { text: Some("word ".repeat(550)), ..lesson(number) };
        let entries: Vec<_> = (0..9).map(long).collect();
        assert!(entries.len() * 2_700 > MAX_OWN_TEXTS);
        assert_eq!(pointers(issue(vec![section("a", entries)])), ["/sections"]);
    }

    #[test]
    fn what_it_shows_is_told_once_in_order() {
        let shown = issue(vec![section("a", vec![lesson(3), lesson(1)]), section("b", vec![lesson(2)])]);
        let keys: Vec<_> =
            shown.lessons().into_iter().map(|(id, key)| (id.as_uuid().as_u128(), key.to_owned())).collect();
        assert_eq!(keys, [(3, "a".to_owned()), (1, "a".to_owned()), (2, "b".to_owned())]);
        assert!(!shown.is_empty() && issue(vec![section("a", vec![])]).is_empty());
    }
}
