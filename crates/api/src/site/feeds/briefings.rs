//! Issues of publications as they are followed.

use super::{Followed, Part};
use crate::State;
use crate::http::ApiError;
use crate::site::fill::escape;
use app::briefings::{FEED_MADE_FROM, FollowedIssue};
use domain::briefings::{BriefingIssue, BriefingIssueFilter, ShownEntry, ShownSection, ShownThing};
use domain::feeds::FeedQuery;
use domain::live::ThingKind;
use domain::policy::Actor;
use domain::vocabularies::Language;
use feeds::{Category, Entry};

/// The issues.
pub(super) struct Briefings;

impl Followed for Briefings {
    type Filter = BriefingIssueFilter;
    const NAME: &'static str = "briefings";
    const MADE_FROM: &'static [ThingKind] = FEED_MADE_FROM;

    async fn page(state: &State, actor: &Actor, query: &FeedQuery<BriefingIssueFilter>) -> Result<Part, ApiError> {
        let feed = app::briefings::feed(&state.ctx, actor, query).await?;
        let (url, language) = (&state.settings.public_url, query.language());
        let entries = feed.issues.into_iter().map(|followed| entry(url, language, followed)).collect();
        Ok(Part { about: feed.about, entries, next: feed.next })
    }
}

fn entry(public_url: &str, language: Language, followed: FollowedIssue) -> Entry {
    let FollowedIssue { summary, issue } = followed;
    let own = summary.language;
    let category = Category { term: summary.briefing.slug, label: summary.briefing.title };
    Entry {
        id: format!("urn:uuid:{}", summary.id),
        url: format!("{public_url}/{language}/briefings/{}", summary.slug),
        summary: Some(summary.excerpt),
        content_html: Some(content(public_url, own, &issue)),
        published: summary.sent_at.unwrap_or(summary.created_at),
        // What has gone out stays as it went out: that it comes to its end is no change of what it says.
        updated: summary.sent_at.unwrap_or(summary.updated_at),
        authors: Vec::new(),
        categories: vec![category],
        language: (own != language).then(|| own.to_string()),
        title: summary.title,
    }
}

/// What an issue says, as HTML: of texts that have been cleaned, and of titles, which are escaped.
fn content(public_url: &str, language: Language, issue: &BriefingIssue) -> String {
    let direction = if language == Language::Arabic { "rtl" } else { "ltr" };
    let sections: String = issue.sections.iter().map(|one| section(public_url, language, one)).collect();
    let intro = super::whole_links(public_url, &issue.intro_html);
    format!("<div lang=\"{language}\" dir=\"{direction}\">{intro}{sections}</div>")
}

fn section(public_url: &str, language: Language, section: &ShownSection) -> String {
    let entries: String = section.entries.iter().map(|one| shown(public_url, language, one)).collect();
    let intro = super::whole_links(public_url, &section.intro_html);
    format!("<h3>{}</h3>{intro}{entries}", escape(&section.title))
}

fn shown(public_url: &str, language: Language, entry: &ShownEntry) -> String {
    let title = escape(&entry.title);
    let title = match &entry.thing {
        Some(thing) => format!("<a href=\"{}\">{title}</a>", escape(&address(public_url, language, thing))),
        None => title,
    };
    format!("<h4>{title}</h4>{}", super::whole_links(public_url, &entry.text_html))
}

fn address(public_url: &str, language: Language, thing: &ShownThing) -> String {
    let below = if thing.item_kind.is_some() { "library" } else { "lessons" };
    format!("{public_url}/{language}/{below}/{}", thing.slug)
}
