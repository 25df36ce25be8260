//! Lessons as they are followed.

use super::{Followed, Part, whole_links};
use crate::State;
use crate::http::ApiError;
use crate::site::fill::escape;
use crate::site::words;
use app::lessons::{FEED_MADE_FROM, FollowedLesson};
use domain::feeds::FeedQuery;
use domain::lessons::{Lesson, LessonFilter, LessonSource};
use domain::live::ThingKind;
use domain::policy::Actor;
use domain::vocabularies::Language;
use feeds::{Category, Entry};

/// The lessons.
pub(super) struct Lessons;

impl Followed for Lessons {
    type Filter = LessonFilter;
    const NAME: &'static str = "lessons";
    const MADE_FROM: &'static [ThingKind] = FEED_MADE_FROM;

    async fn page(state: &State, actor: &Actor, query: &FeedQuery<LessonFilter>) -> Result<Part, ApiError> {
        let feed = app::lessons::feed(&state.ctx, actor, query).await?;
        let (url, language) = (&state.settings.public_url, query.language());
        let entries = feed.lessons.into_iter().map(|followed| entry(url, language, followed)).collect();
        Ok(Part { about: feed.about, entries, next: feed.next })
    }
}

fn entry(public_url: &str, language: Language, followed: FollowedLesson) -> Entry {
    let FollowedLesson { lesson, excerpt, terms } = followed;
    let own = lesson.content.language;
    Entry {
        id: format!("urn:uuid:{}", lesson.id),
        url: format!("{public_url}/{language}/lessons/{}", lesson.slug),
        summary: Some(excerpt),
        content_html: Some(content(public_url, language, &lesson)),
        published: lesson.published_at,
        updated: lesson.updated_at,
        authors: Vec::new(),
        categories: terms.into_iter().map(|(term, label)| Category { term, label }).collect(),
        language: (own != language).then(|| own.to_string()),
        title: lesson.content.title,
    }
}

/// What was done, what to consider and where it can be checked, as HTML: of the summary, which has been cleaned, and of
/// texts, which are escaped.
fn content(public_url: &str, language: Language, lesson: &Lesson) -> String {
    let content = &lesson.content;
    let points = content.consider.iter().map(|point| format!("<li>{}</li>", escape(point)));
    let sources = content.sources.iter().map(source);
    let parts = [
        whole_links(public_url, &lesson.summary_html),
        section(language, "lesson_points", points.collect()),
        section(language, "lesson_sources", sources.collect()),
    ];
    format!("<div{}>{}</div>", marks(content.language), parts.concat())
}

/// A list below its heading, which is in the language of the feed; nothing where there is nothing to list.
pub(super) fn section(language: Language, heading: &str, lines: String) -> String {
    if lines.is_empty() {
        return lines;
    }
    let heading = escape(&words::of(language, heading).title);
    format!("<h3{}>{heading}</h3><ul>{lines}</ul>", marks(language))
}

/// In which language something is, and which way it is read.
pub(super) fn marks(language: Language) -> String {
    let direction = if language == Language::Arabic { "rtl" } else { "ltr" };
    format!(" lang=\"{language}\" dir=\"{direction}\"")
}

fn source(source: &LessonSource) -> String {
    let title = escape(&source.title);
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let linked = match source.url.as_deref().filter(web) {
        Some(url) => format!("<a href=\"{}\" rel=\"nofollow noopener noreferrer\">{title}</a>", escape(url)),
        None => title,
    };
    let year = source.year.map(|year| year.to_string());
    let more = source.publisher.as_deref().map(escape).into_iter().chain(year);
    format!("<li>{}</li>", std::iter::once(linked).chain(more).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::{LessonSource, section, source, whole_links};
    use domain::vocabularies::Language;

    #[test]
    fn links_within_the_site_become_whole() {
        let html = "<p><a href=\"/en/cities/accra\">a</a> <a href=\"//b.example/\">b</a> <a href=\"https://c.example/\">c</a></p>";
        let whole = "<p><a href=\"https://c2r.example/en/cities/accra\">a</a> <a href=\"//b.example/\">b</a> <a href=\"https://c.example/\">c</a></p>";
        assert_eq!(whole_links("https://c2r.example", html), whole);
    }

    #[test]
    fn a_source_is_a_link_where_it_leads_to_the_web() {
        let plan = |url: Option<&str>| LessonSource {
            title: "<Plan>".to_owned(),
            publisher: Some("A & B".to_owned()),
            url: url.map(str::to_owned),
            year: Some(2019),
            is_copy: false,
        };
        assert_eq!(source(&plan(None)), "<li>&lt;Plan&gt;, A &amp; B, 2019</li>");
        assert_eq!(source(&plan(Some("javascript:alert(1)"))), source(&plan(None)));
        let linked = source(&plan(Some("https://example.org/?a=1&b=\"")));
        assert!(linked.starts_with("<li><a href=\"https://example.org/?a=1&amp;b=&quot;\" rel=\""), "{linked}");
    }

    #[test]
    fn headings_are_in_the_language_of_the_feed() {
        let html = section(Language::Arabic, "lesson_sources", "<li>x</li>".to_owned());
        assert!(html.starts_with("<h3 lang=\"ar\" dir=\"rtl\">") && html.ends_with("<ul><li>x</li></ul>"), "{html}");
        assert_eq!(section(Language::English, "lesson_sources", String::new()), "");
    }
}
