//! What an issue says as it is read: its entries with the lessons and items that they are.

use crate::{Context, Result};
use domain::briefings::{
    BriefingContent, BriefingEntry, BriefingIssue, EntryKind, ShownEntry, ShownSection, ShownThing,
};
use domain::lessons::LessonSummary;
use domain::library::LibraryItemSummary;
use domain::policy::Scope;
use ids::{LessonId, LibraryItemId};
use std::collections::HashMap;
use store::briefings::StoredIssue;

/// Lessons and items that are shown, each with the beginning of what it says.
#[derive(Debug, Default)]
pub(super) struct Things {
    lessons: HashMap<LessonId, (ShownThing, String)>,
    items: HashMap<LibraryItemId, (ShownThing, String)>,
}

impl Things {
    /// Those that an issue names, as far as they are still here.
    pub(super) async fn of(ctx: &Context, content: &BriefingContent) -> Result<Self> {
        let lessons: Vec<LessonId> = content.lessons().into_iter().map(|(id, _)| id).collect();
        let items: Vec<LibraryItemId> = content.items().into_iter().map(|(id, _)| id).collect();
        let lessons = store::lessons::by_ids(ctx.db(), Scope::Public, &lessons).await?;
        let items = store::library::by_ids(ctx.db(), Scope::Public, &items).await?;
        Ok(Self {
            lessons: lessons.iter().map(|lesson| (lesson.id, (of_lesson(lesson), lesson.excerpt.clone()))).collect(),
            items: items.iter().map(|item| (item.id, (of_item(item), item.excerpt.clone()))).collect(),
        })
    }

    fn of_entry(&self, entry: &BriefingEntry) -> Option<&(ShownThing, String)> {
        entry.lesson.and_then(|id| self.lessons.get(&id)).or_else(|| entry.item.and_then(|id| self.items.get(&id)))
    }
}

/// What is shown of a lesson.
pub(super) fn of_lesson(lesson: &LessonSummary) -> ShownThing {
    let cities: Vec<&str> = lesson.cities.iter().map(|city| city.name.as_str()).collect();
    let place = if cities.is_empty() { lesson.place.clone() } else { Some(cities.join(", ")) };
    ShownThing {
        id: lesson.id.as_uuid(),
        slug: lesson.slug.clone(),
        title: lesson.title.clone(),
        place,
        countries: lesson.countries.clone(),
        topic: Some(lesson.topic.clone()),
        grade: Some(lesson.grade),
        item_kind: None,
        publisher: None,
        year: lesson.year,
        language: lesson.language.to_string(),
    }
}

/// What is shown of an item of the library.
pub(super) fn of_item(item: &LibraryItemSummary) -> ShownThing {
    ShownThing {
        id: item.id.as_uuid(),
        slug: item.slug.clone(),
        title: item.title.clone(),
        place: None,
        countries: Vec::new(),
        topic: None,
        grade: None,
        item_kind: Some(item.kind.clone()),
        publisher: item.publisher.clone(),
        year: item.year,
        language: item.language.clone(),
    }
}

/// The sections as they are read. What is no longer here is left out, unless an editor gave it a title and a text.
pub(super) async fn sections(ctx: &Context, content: &BriefingContent) -> Result<Vec<ShownSection>> {
    let (things, content) = (Things::of(ctx, content).await?, content.clone());
    // Long texts take milliseconds: others are answered meanwhile.
    Ok(tokio::task::spawn_blocking(move || written(&content, &things)).await?)
}

fn written(content: &BriefingContent, things: &Things) -> Vec<ShownSection> {
    let section = |section: &domain::briefings::BriefingSection| ShownSection {
        key: section.key.clone(),
        kind: section.kind,
        topic: section.topic.clone(),
        title: section.title.clone(),
        intro: markdown::to_text(&section.intro),
        intro_html: markdown::to_html(&section.intro),
        entries: section.entries.iter().filter_map(|one| entry(one, things)).collect(),
    };
    content.sections.iter().map(section).collect()
}

fn entry(entry: &BriefingEntry, things: &Things) -> Option<ShownEntry> {
    let known = things.of_entry(entry);
    if known.is_none() && entry.kind != EntryKind::Text && (entry.title.is_none() || entry.text.is_none()) {
        return None;
    }
    let (thing, excerpt) = known.cloned().unzip();
    let title = entry.title.clone().or_else(|| thing.as_ref().map(|thing: &ShownThing| thing.title.clone()));
    // The beginning of what a lesson says is text without markup: nothing in it is read as any.
    let (text, text_html) = match &entry.text {
        Some(text) => (markdown::to_text(text), markdown::to_html(text)),
        None => {
            let text: String = excerpt.unwrap_or_default();
            let html = if text.is_empty() { String::new() } else { format!("<p>{}</p>\n", escaped(&text)) };
            (text, html)
        }
    };
    let (kind, rewritten, reasons) = (entry.kind, entry.text.is_some(), entry.reasons.clone());
    Some(ShownEntry { kind, thing, title: title.unwrap_or_default(), text, text_html, rewritten, reasons })
}

/// Text as it may stand in an element.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The issue as it is read: as it went out where it has, and else as its lessons and items are now. To others than its
/// editors its segment is not told.
pub(super) async fn issue(ctx: &Context, scope: Scope, stored: StoredIssue) -> Result<BriefingIssue> {
    let StoredIssue { summary, mut content, shown } = stored;
    let sections = match shown {
        Some(shown) => shown,
        None => sections(ctx, &content).await?,
    };
    if !matches!(scope, Scope::Everything) {
        content.segment = domain::briefings::BriefingSegment::default();
    }
    let text = content.intro.clone();
    let (intro, intro_html) =
        tokio::task::spawn_blocking(move || (markdown::to_text(&text), markdown::to_html(&text))).await?;
    Ok(BriefingIssue {
        id: summary.id,
        briefing: summary.briefing,
        number: summary.number,
        slug: summary.slug,
        content,
        intro,
        intro_html,
        sections,
        status: summary.status,
        scheduled_at: summary.scheduled_at,
        time_zone: summary.time_zone,
        created_at: summary.created_at,
        updated_at: summary.updated_at,
        sent_at: summary.sent_at,
        version: summary.version,
    })
}

#[cfg(test)]
mod tests {
    use super::{Things, written};
    use domain::briefings::{
        BriefingContent, BriefingEntry, BriefingLayout, BriefingSection, BriefingSegment, EntryKind, SectionKind,
        ShownThing,
    };
    use domain::vocabularies::Language;
    use ids::LessonId;

    fn shown(entries: Vec<BriefingEntry>, things: &Things) -> Vec<(String, String)> {
        let section = BriefingSection {
            key: "a".into(),
            kind: SectionKind::Own,
            topic: None,
            title: "A".into(),
            intro: String::new(),
            entries,
        };
        let content = BriefingContent {
            title: "T".into(),
            intro: String::new(),
            layout: BriefingLayout::AToD,
            language: Language::English,
            sections: vec![section],
            segment: BriefingSegment::default(),
        };
        let sections = written(&content, things);
        sections[0].entries.iter().map(|entry| (entry.title.clone(), entry.text_html.clone())).collect()
    }

    #[test]
    fn an_entry_is_read_in_the_words_of_its_editor_or_its_own() {
        let id = LessonId(uuid::Uuid::from_u128(1));
        let thing = ShownThing {
            id: id.as_uuid(),
            slug: "shade".into(),
            title: "Shade".into(),
            place: None,
            countries: Vec::new(),
            topic: None,
            grade: None,
            item_kind: None,
            publisher: None,
            year: None,
            language: "en".into(),
        };
        let mut things = Things::default();
        things.lessons.insert(id, (thing, "Not <b>*bold*</b>.".into()));
        let own = BriefingEntry::lesson(id, Vec::new());
        let rewritten = BriefingEntry { text: Some("*So* <img src=x onerror=alert(1)>".into()), ..own.clone() };
        let gone = BriefingEntry::lesson(LessonId(uuid::Uuid::from_u128(2)), Vec::new());
        let kept = BriefingEntry { title: Some("Kept".into()), text: Some("x".into()), ..gone.clone() };
        let text = BriefingEntry { kind: EntryKind::Text, lesson: None, ..kept.clone() };
        let found = shown(vec![own, rewritten, gone, kept, text], &things);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], ("Shade".into(), "<p>Not &lt;b&gt;*bold*&lt;/b&gt;.</p>\n".into()));
        assert!(found[1].1.starts_with("<p><em>So</em> &lt;img"), "{}", found[1].1);
        assert_eq!(found[2].0, "Kept");
    }
}
