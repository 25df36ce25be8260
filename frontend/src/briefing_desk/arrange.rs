//! Putting the parts of an issue in another order: the same for buttons, for keys and for dragging.

use domain::briefings::{
    BriefingContent, BriefingEntry, BriefingSection, EntryKind, MAX_ENTRIES, MAX_SECTIONS, SectionKind,
};

/// Where an entry stands: the place of its section, and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The place of the section in the issue.
    pub(super) section: usize,
    /// The place in the section.
    pub(super) entry: usize,
}

impl Place {
    /// A place.
    pub(super) const fn new(section: usize, entry: usize) -> Self {
        Self { section, entry }
    }
}

/// Puts an entry where another one stands, which makes room. Answers where it stands then; `None` where there is no such
/// entry, no such section, or no room in it.
pub(super) fn put(content: &mut BriefingContent, from: Place, to: Place) -> Option<Place> {
    let room = content.sections.get(to.section)?.entries.len() < MAX_ENTRIES;
    if from == to || (from.section != to.section && !room) {
        return None;
    }
    let entries = &mut content.sections.get_mut(from.section)?.entries;
    if from.entry >= entries.len() {
        return None;
    }
    let entry = entries.remove(from.entry);
    let entries = &mut content.sections.get_mut(to.section)?.entries;
    let place = to.entry.min(entries.len());
    entries.insert(place, entry);
    Some(Place::new(to.section, place))
}

/// Where an entry goes with one step up: before the one above it, or to the end of the section above.
pub(super) fn above(content: &BriefingContent, at: Place) -> Option<Place> {
    match (at.entry.checked_sub(1), at.section.checked_sub(1)) {
        (Some(entry), _) => Some(Place { entry, ..at }),
        (None, Some(section)) => Some(Place::new(section, content.sections.get(section)?.entries.len())),
        (None, None) => None,
    }
}

/// Where an entry goes with one step down: behind the one below it, or to the beginning of the section below.
pub(super) fn below(content: &BriefingContent, at: Place) -> Option<Place> {
    if at.entry + 1 < content.sections.get(at.section)?.entries.len() {
        return Some(Place { entry: at.entry + 1, ..at });
    }
    (at.section + 1 < content.sections.len()).then(|| Place::new(at.section + 1, 0))
}

/// Takes an entry out. Answers it, where there was one.
pub(super) fn take_out(content: &mut BriefingContent, at: Place) -> Option<BriefingEntry> {
    let entries = &mut content.sections.get_mut(at.section)?.entries;
    (at.entry < entries.len()).then(|| entries.remove(at.entry))
}

/// Puts another entry in the place of one, or at the end of the section where there is none.
pub(super) fn replace(content: &mut BriefingContent, at: Place, with: BriefingEntry) {
    let Some(section) = content.sections.get_mut(at.section) else { return };
    let room = section.entries.len() < MAX_ENTRIES;
    match section.entries.get_mut(at.entry) {
        Some(entry) => *entry = with,
        None if room => section.entries.push(with),
        None => {}
    }
}

/// A text that is still to be written.
pub(super) fn text(title: &str) -> BriefingEntry {
    BriefingEntry {
        kind: EntryKind::Text,
        lesson: None,
        item: None,
        title: Some(title.to_owned()),
        text: None,
        reasons: Vec::new(),
    }
}

/// Adds an empty section at the end. Answers its place; `None` where there are enough.
pub(super) fn add_section(content: &mut BriefingContent, title: &str) -> Option<usize> {
    if content.sections.len() >= MAX_SECTIONS {
        return None;
    }
    let key = |number: usize| ["own-", &number.to_string()].concat();
    let is_free = |key: &String| content.sections.iter().all(|section| section.key != *key);
    let key = (1..).map(key).find(is_free)?;
    content.sections.push(BriefingSection {
        key,
        kind: SectionKind::Own,
        topic: None,
        title: title.to_owned(),
        intro: String::new(),
        entries: Vec::new(),
    });
    Some(content.sections.len() - 1)
}

/// Exchanges two sections. Says whether there are both.
pub(super) fn swap_sections(content: &mut BriefingContent, one: usize, other: usize) -> bool {
    let there = one.max(other) < content.sections.len() && one != other;
    if there {
        content.sections.swap(one, other);
    }
    there
}

#[cfg(test)]
mod tests {
    use super::{Place, above, add_section, below, put, replace, swap_sections, take_out, text};
    use domain::Valid;
    use domain::briefings::{BriefingContent, BriefingLayout, BriefingSegment};
    use domain::vocabularies::Language;

    /// An issue with a section of each of these lists of entries.
    fn issue(sections: &[&[&str]]) -> BriefingContent {
        let mut content = BriefingContent {
            title: "An issue".to_owned(),
            intro: String::new(),
            layout: BriefingLayout::AToD,
            language: Language::English,
            sections: Vec::new(),
            segment: BriefingSegment::default(),
        };
        for entries in sections {
            let at = add_section(&mut content, "A section").unwrap();
            content.sections[at].entries = entries.iter().map(|title| text(title)).collect();
        }
        content
    }

    fn titles(content: &BriefingContent) -> Vec<String> {
        let titles = |section: &domain::briefings::BriefingSection| {
            section.entries.iter().filter_map(|entry| entry.title.clone()).collect::<String>()
        };
        content.sections.iter().map(titles).collect()
    }

    #[test]
    fn an_entry_goes_up_and_down_through_all_sections() {
        let mut content = issue(&[&["a", "b"], &[], &["c"]]);
        let mut at = Place::new(2, 0);
        let mut seen = Vec::new();
        while let Some(to) = above(&content, at) {
            at = put(&mut content, at, to).unwrap();
            seen.push(titles(&content).join("|"));
        }
        assert_eq!(seen, ["ab|c|", "abc||", "acb||", "cab||"]);
        while let Some(to) = below(&content, at) {
            at = put(&mut content, at, to).unwrap();
        }
        assert_eq!(titles(&content), ["ab", "", "c"]);
    }

    #[test]
    fn a_dragged_entry_stands_where_it_was_dropped() {
        let mut content = issue(&[&["a", "b", "c"], &["d"]]);
        assert_eq!(put(&mut content, Place::new(0, 0), Place::new(0, 2)), Some(Place::new(0, 2)));
        assert_eq!(titles(&content), ["bca", "d"]);
        assert_eq!(put(&mut content, Place::new(0, 1), Place::new(1, 9)), Some(Place::new(1, 1)));
        assert_eq!(titles(&content), ["ba", "dc"]);
        for (from, to) in [((0, 0), (0, 0)), ((0, 7), (1, 0)), ((0, 0), (7, 0)), ((7, 0), (0, 0))] {
            assert_eq!(put(&mut content, Place::new(from.0, from.1), Place::new(to.0, to.1)), None, "{from:?} {to:?}");
        }
        assert_eq!(titles(&content), ["ba", "dc"], "and nothing is lost");
    }

    #[test]
    fn a_full_section_takes_no_more_and_keeps_its_order() {
        let many: Vec<&str> = std::iter::repeat_n("x", super::MAX_ENTRIES).collect();
        let mut content = issue(&[&many, &["a"]]);
        assert_eq!(put(&mut content, Place::new(1, 0), Place::new(0, 0)), None);
        assert_eq!(titles(&content)[1], "a");
        assert!(put(&mut content, Place::new(0, 0), Place::new(0, 5)).is_some());
        replace(&mut content, Place::new(0, 99), text("y"));
        assert!(!titles(&content)[0].contains('y'));
    }

    #[test]
    fn parts_come_and_go() {
        let mut content = issue(&[&["a"], &["b"]]);
        replace(&mut content, Place::new(0, 0), text("x"));
        replace(&mut content, Place::new(0, 1), text("y"));
        assert_eq!(take_out(&mut content, Place::new(1, 0)).unwrap().title.as_deref(), Some("b"));
        assert_eq!(take_out(&mut content, Place::new(1, 0)), None);
        assert!(swap_sections(&mut content, 0, 1) && !swap_sections(&mut content, 1, 2));
        assert_eq!(titles(&content), ["", "xy"]);
        while add_section(&mut content, "Another").is_some() {}
        assert!(Valid::check(content).is_ok(), "every section has a key of its own");
    }
}
