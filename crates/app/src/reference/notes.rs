//! `content/notes_topics.json`: topics of monthly notes. Each becomes a draft of the network's own, which its editors write
//! on from there; what they have worked on, published or thrown away no load touches.

use super::lessons::Loaded as Lesson;
use super::library::Loaded as Item;
use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::{Error, Result};
use domain::Valid;
use domain::lessons::LessonCity;
use domain::live::ThingKind;
use domain::notes::{Cite, CitedKind, NoteContent, NoteDraft, NoteKind, NoteSection, NoteSource};
use domain::vocabularies::{Language, VocabularyName};
use ids::NoteDraftId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use store::Tx;
use store::drafting::{Drafts as _, NewDraft};
use store::notes::topics;
use store::reference::Stamp;
use store::vocabularies::Entry;

const FILE: &str = "notes_topics.json";
/// What the section is called that the points of a topic stand in.
const POINTS: &str = "Key points";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The month for which the topic is meant, from 1 to 12; the order of the file.
    #[serde(rename = "order")]
    _order: u8,
    slug: String,
    title: String,
    note_type: NoteKind,
    themes: Vec<String>,
    audience: String,
    guiding_question: String,
    key_points: Vec<Point>,
    sources: Vec<NoteSource>,
}

/// Something to say, with the slugs of what bears it out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    text: String,
    lessons: Vec<String>,
    resources: Vec<String>,
}

/// A topic of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loaded {
    slug: String,
    content: NoteContent,
}

/// What the rows are checked against. What a file holds that was not given is not known: nothing is said of it.
struct Known<'a> {
    themes: HashSet<&'a str>,
    lessons: HashSet<&'a str>,
    items: HashSet<&'a str>,
}

pub(super) fn parse(
    text: &str,
    terms: &[Entry],
    (lessons, items): (&[Lesson], &[Item]),
    bad: &mut Vec<BadRow>,
) -> Vec<Loaded> {
    let mut checker = Checker::new(FILE, bad);
    let themes = terms.iter().filter(|entry| entry.vocabulary == VocabularyName::PriorityThemes);
    let known = Known {
        themes: themes.map(|entry| entry.term.key.as_str()).collect(),
        lessons: lessons.iter().map(Lesson::slug).collect(),
        items: items.iter().map(Item::slug).collect(),
    };
    let rows: Vec<Value> = checker.json(text).unwrap_or_default();
    let (mut topics, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = row_name(place, key_of(&value, "slug"));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let Some(loaded) = to_topic(row, &name, &known, &mut checker) else { continue };
        topics.push(loaded);
        names.push(name);
    }
    checker.unique("slug", names.iter().zip(topics.iter().map(|topic| topic.slug.as_str())));
    topics
}

fn to_topic(row: Row, name: &str, known: &Known<'_>, checker: &mut Checker<'_>) -> Option<Loaded> {
    checker.slug(name, &row.slug);
    let slug = row.slug.clone();
    let content = match Valid::check(content(row)) {
        Ok(content) => content.into_inner(),
        Err(faults) => {
            for fault in faults {
                checker.bad(name, field_of(&fault.pointer), fault.message);
            }
            return None;
        }
    };
    let odd_theme = content.themes.iter().find(|theme| !known.themes.contains(theme.as_str()));
    if let Some(theme) = odd_theme {
        checker.bad(name, "themes", format!("'{theme}' is not in {}", VocabularyName::PriorityThemes));
    }
    for (cite, _) in content.cites() {
        let (there, file) = match cite.kind {
            CitedKind::Lesson => (&known.lessons, "lessons.json"),
            CitedKind::LibraryItem => (&known.items, "resources.json"),
        };
        if !there.is_empty() && !there.contains(cite.slug.as_str()) {
            checker.bad(name, "key_points", format!("'{}' is not in {file}", cite.slug));
        }
    }
    Some(Loaded { slug, content })
}

/// What the file calls a field.
fn field_of(pointer: &str) -> &str {
    match pointer.trim_start_matches('/').split('/').next().unwrap_or_default() {
        "question" => "guiding_question",
        "sections" => "key_points",
        field => field,
    }
}

/// What the row says, in the shape of a note. What it does not say is left to who writes it.
fn content(row: Row) -> NoteContent {
    let points = row.key_points.into_iter().map(|point| {
        let cites = |kind, slugs: Vec<String>| slugs.into_iter().map(move |slug| Cite { kind, slug }.mark());
        let marks = cites(CitedKind::Lesson, point.lessons).chain(cites(CitedKind::LibraryItem, point.resources));
        std::iter::once(format!("- {}", point.text)).chain(marks).collect::<Vec<_>>().join(" ")
    });
    let points = points.collect::<Vec<_>>().join("\n");
    NoteContent {
        themes: row.themes,
        audience: row.audience,
        question: row.guiding_question,
        sections: vec![NoteSection::new(POINTS.to_owned(), points)],
        sources: row.sources,
        ..NoteContent::titled(row.note_type, row.title, Language::English)
    }
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, loaded: &[Loaded]) -> Result<Counts> {
    let mut table = Table::new(ThingKind::NoteDraft, topics::known(tx).await?);
    for (topic, id) in loaded.iter().zip(loader.ids_in_order(loaded.len())) {
        if table.known.get(&topic.slug).is_some_and(|known| known.digest == topics::TAKEN) {
            table.known.remove(&topic.slug);
            table.counts.unchanged += 1;
            continue;
        }
        let content = serde_json::to_string(&topic.content).map_err(|error| Error::Internal(error.to_string()))?;
        let Some(mut stamp) = table.stamp(loader, &topic.slug, digest(&content), |_| id) else { continue };
        let id = NoteDraftId::from(stamp.id);
        stamp.version = match NoteDraft::find(tx, id).await? {
            Some(before) => NoteDraft::put_content(tx, &before, &topic.content, None, loader.now).await?,
            None => begin(tx, loader, id, topic).await?,
        };
        topics::put(tx, &topic.slug, &stamp.digest, (id, stamp.version)).await?;
        table.tell(tx, loader, &stamp, &topic.slug).await?;
    }
    Ok(table.finish())
}

/// The first version of a draft of the network's own.
async fn begin(tx: &Tx<'_>, loader: &Loader, id: NoteDraftId, topic: &Loaded) -> Result<i64> {
    let new: NewDraft<NoteDraft> =
        NewDraft { id, account: None, of: None, content: topic.content.clone(), at: loader.now };
    NoteDraft::insert(tx, &new).await?;
    Ok(1)
}

/// Notes bear the names of their cities: those of one that is named otherwise from now on say so.
pub(super) async fn rename_city(tx: &Tx<'_>, loader: &Loader, old_slug: &str, to: &LessonCity) -> Result<()> {
    let table = Table::new(ThingKind::Note, Vec::new());
    for (id, slug, version) in store::notes::rename_city(tx, old_slug, to, loader.now).await? {
        let stamp = Stamp { id: id.as_uuid(), version, new: false, digest: String::new(), at: loader.now };
        table.tell(tx, loader, &stamp, &slug).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Point, Row, content};
    use domain::notes::NoteKind;

    #[test]
    fn a_topic_becomes_a_list_of_points_with_what_bears_them_out() {
        let point = |text: &str, lessons: &[&str], resources: &[&str]| Point {
            text: text.to_owned(),
            lessons: lessons.iter().map(|&slug| slug.to_owned()).collect(),
            resources: resources.iter().map(|&slug| slug.to_owned()).collect(),
        };
        let row = Row {
            _order: 1,
            slug: "heat".to_owned(),
            title: "Heat".to_owned(),
            note_type: NoteKind::Technical,
            themes: vec!["climate_resilience".to_owned()],
            audience: "teams".to_owned(),
            guiding_question: "How?".to_owned(),
            key_points: vec![point("Run one operation.", &["a", "b"], &["c"]), point("Review.", &[], &[])],
            sources: Vec::new(),
        };
        let content = content(row);
        let expected = "- Run one operation. [@lesson:a] [@lesson:b] [@item:c]\n- Review.";
        assert_eq!(content.sections[0].text, expected);
        assert_eq!((content.audience.as_str(), content.question.as_str()), ("teams", "How?"));
    }
}
