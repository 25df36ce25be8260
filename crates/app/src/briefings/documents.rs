//! Issues that have gone out as the search index keeps them.

use crate::indexing::Names;
use domain::briefings::ShownSection;
use domain::search::{SearchFacet, SearchKind};
use domain::vocabularies::VocabularyName;
use search::Document;
use store::briefings::StoredIssue;

/// An issue as a document. What only its editors see is none.
pub(crate) fn document(issue: &StoredIssue, names: &Names) -> Option<Document> {
    let StoredIssue { summary, content, shown } = issue;
    let sections = shown.as_ref().filter(|_| summary.status.is_public())?;
    let topics = sections.iter().filter_map(|section| section.topic.as_ref());
    let words: Vec<String> = topics.map(|topic| names.words(VocabularyName::LessonTopics, topic)).collect();
    let number = summary.number.map(|number| format!(" {number}")).unwrap_or_default();
    let body = std::iter::once(markdown::to_text(&content.intro)).chain(sections.iter().map(said));
    Some(Document {
        kind: SearchKind::BriefingIssue.as_str().to_owned(),
        id: summary.id.as_uuid(),
        slug: summary.slug.clone(),
        title: summary.title.clone(),
        subtitle: format!("{}{number}", summary.briefing.title),
        body: body.collect::<Vec<_>>().join("\n"),
        words: words.join("\n"),
        language: Some(summary.language.to_string()),
        tags: tags(issue, sections),
        published: summary.sent_at.map(|at| at.timestamp_micros()),
        // A lesson that an issue shows is what is looked for; the issue comes behind it.
        boost: 0.7,
    })
}

/// Its language and the topics that it speaks of.
fn tags(issue: &StoredIssue, sections: &[ShownSection]) -> Vec<(String, String)> {
    let entries = sections.iter().flat_map(|section| &section.entries).filter_map(|entry| entry.thing.as_ref());
    let topics = entries.filter_map(|thing| thing.topic.as_ref());
    let mut topics: Vec<String> =
        topics.chain(sections.iter().filter_map(|section| section.topic.as_ref())).map(ToString::to_string).collect();
    topics.sort_unstable();
    topics.dedup();
    let language = (SearchFacet::Language.as_str().to_owned(), issue.summary.language.to_string());
    let topics = topics.into_iter().map(|topic| (SearchFacet::Topic.as_str().to_owned(), topic));
    std::iter::once(language).chain(topics).collect()
}

fn said(section: &ShownSection) -> String {
    let entries = section.entries.iter().flat_map(|entry| [entry.title.as_str(), entry.text.as_str()]);
    [section.title.as_str(), section.intro.as_str()].into_iter().chain(entries).collect::<Vec<_>>().join("\n")
}
