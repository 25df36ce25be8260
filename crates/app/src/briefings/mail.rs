//! An issue as a mail.

use super::{authorised, edition, shown, words};
use crate::vocabularies::{KnownKeys, known_keys};
use crate::{Context, Error, Result};
use domain::briefings::{
    BriefingCityEdition, BriefingIssue, BriefingIssueMail, BriefingIssueRef, EditionLesson, ShownEntry, ShownThing,
};
use domain::cities::CityRef;
use domain::lessons::excerpt;
use domain::policy::{Action, Actor, Scope};
use domain::vocabularies::{Language, VocabularyName};
use ids::{BriefingIssueId, LessonId};
use mailer::{
    List, Newsletter, NewsletterEntry, NewsletterLinks, NewsletterSection, Passage, PreparedNewsletter, Rendered,
};

/// What some programs show of a mail, in bytes; the rest is behind a link.
const CLIPPED_AT: usize = 102_000;
/// Longest key of a list, in characters.
const MAX_LIST_KEY: usize = 40;

/// The mail of an issue, which lacks nothing but the links of whom it is to.
#[derive(Debug, Clone)]
pub struct IssueMail {
    prepared: PreparedNewsletter,
    list: List,
    lessons: Vec<LessonId>,
}

impl IssueMail {
    /// The mail of an issue, whatever it stands at; with the edition of a city where one is named.
    ///
    /// # Errors
    /// [`Error::Hidden`] where there is no such issue; [`Error::Missing`] where there is no such city; when the database
    /// fails.
    pub async fn load(ctx: &Context, id: BriefingIssueId, city: Option<&CityRef>) -> Result<Self> {
        let stored = store::briefings::get(ctx.db(), Scope::Everything, &BriefingIssueRef::Id(id)).await?;
        let stored = stored.ok_or(Error::Hidden)?;
        let edition = match city {
            Some(city) => Some(edition::edition(ctx, &Actor::Visitor, &stored.content, city).await?),
            None => None,
        };
        let issue = shown::issue(ctx, Scope::Everything, stored).await?;
        let (site, imprint) = ctx.site();
        let (url, language) = (site.public_url.clone(), issue.content.language);
        let labels = known_keys(ctx).await?;
        let writing = Writing { url: &url, language, labels: &labels };
        let newsletter = Newsletter { imprint, ..writing.newsletter(&issue, edition.as_ref()) };
        let prepared = newsletter.prepare(&site).map_err(|error| Error::Internal(format!("newsletter: {error}")))?;
        let list = List::new(&list_key(&issue.briefing.slug), &issue.briefing.title);
        let list = list.map_err(|error| Error::Internal(format!("list: {error}")))?;
        Ok(Self { prepared, list, lessons: issue.content.lessons().into_iter().map(|(id, _)| id).collect() })
    }

    /// The same mail, which holds what it has in common with another together with that.
    pub(super) fn beside(self, other: &Self) -> Self {
        Self { prepared: self.prepared.beside(&other.prepared), ..self }
    }

    /// Bytes that it holds for itself alone.
    pub(super) const fn own_bytes(&self) -> usize {
        self.prepared.own_bytes()
    }

    /// The list that it goes to.
    #[must_use]
    pub const fn list(&self) -> &List {
        &self.list
    }

    /// The lessons that it shows.
    #[must_use]
    pub fn lessons(&self) -> &[LessonId] {
        &self.lessons
    }

    /// The mail of one subscriber.
    #[must_use]
    pub fn render(&self, links: &NewsletterLinks) -> Rendered {
        self.prepared.render(links)
    }
}

/// The name of a publication in addresses, as far as an id of a list may hold it.
fn list_key(slug: &str) -> String {
    let key: String = slug.chars().take(MAX_LIST_KEY).collect();
    let key = key.trim_matches('-');
    if key.is_empty() { "briefing".to_owned() } else { key.to_owned() }
}

/// The mail of an issue as somebody would get it; its links to change and to leave lead to the page for that alone.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Malformed`] where there is no such city; when the database fails.
pub async fn get_briefing_issue_mail(
    ctx: &Context,
    actor: &Actor,
    id: BriefingIssueId,
    city: Option<&str>,
) -> Result<BriefingIssueMail> {
    authorised(ctx, actor, Action::GetBriefingIssueMail, id).await?;
    let mail = preview(ctx, id, city).await?;
    let bytes = mail.html.len();
    Ok(BriefingIssueMail {
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        clipped: bytes > CLIPPED_AT,
    })
}

/// The mail for nobody in particular.
pub(super) async fn preview(ctx: &Context, id: BriefingIssueId, city: Option<&str>) -> Result<Rendered> {
    let unknown = || {
        let message = "There is no such city. Give its id or its slug.";
        Error::Malformed(vec![contract::Fault::new("city", "unknown_city", message)])
    };
    let city: Option<CityRef> = city.map(str::parse).transpose().map_err(|_| unknown())?;
    let mail = match IssueMail::load(ctx, id, city.as_ref()).await {
        Err(Error::Missing(_)) => return Err(unknown()),
        mail => mail?,
    };
    let page = format!("{}/en/subscription", ctx.site().0.public_url);
    Ok(mail.render(&NewsletterLinks { manage: page.clone(), leave: page }))
}

/// What a mail is written with.
struct Writing<'a> {
    url: &'a str,
    language: Language,
    labels: &'a KnownKeys,
}

impl Writing<'_> {
    fn newsletter(&self, issue: &BriefingIssue, edition: Option<&BriefingCityEdition>) -> Newsletter {
        let section = |section: &domain::briefings::ShownSection| NewsletterSection {
            title: section.title.clone(),
            intro: self.passage(&section.intro_html, &section.intro),
            entries: section.entries.iter().map(|entry| self.entry(entry)).collect(),
        };
        let own = edition.filter(|edition| !edition.lessons.is_empty()).map(|edition| self.edition(edition));
        let first = issue.sections.iter().flat_map(|section| &section.entries).map(|entry| entry.title.as_str());
        let preheader =
            if issue.intro.is_empty() { first.take(3).collect::<Vec<_>>().join(" · ") } else { issue.intro.clone() };
        Newsletter {
            language: mailer::Language::from_tag(self.language.as_str()),
            list: issue.briefing.title.clone(),
            number: issue.number.and_then(|number| u32::try_from(number).ok()),
            title: issue.content.title.clone(),
            preheader: excerpt(&preheader),
            intro: self.passage(&issue.intro_html, &issue.intro),
            sections: own.into_iter().chain(issue.sections.iter().map(section)).collect(),
            web: self.page("briefings", &issue.slug),
            imprint: None,
        }
    }

    fn page(&self, below: &str, slug: &str) -> String {
        format!("{}/{}/{below}/{slug}", self.url, self.language)
    }

    /// Links within the site say where that is: a mail is read elsewhere.
    fn passage(&self, html: &str, text: &str) -> Passage {
        let own = format!("href=\"{}/", shown::escaped(self.url));
        // Two slashes lead to another server, over the same protocol.
        let html = html.replace("href=\"/", &own).replace(&format!("{own}/"), "href=\"//");
        Passage { html, text: text.to_owned() }
    }

    fn entry(&self, entry: &ShownEntry) -> NewsletterEntry {
        let thing = entry.thing.as_ref();
        let foreign = thing.filter(|thing| !entry.rewritten && thing.language != self.language.as_str());
        NewsletterEntry {
            title: entry.title.clone(),
            facts: thing.map(|thing| self.facts(thing)).unwrap_or_default(),
            text: self.passage(&entry.text_html, &entry.text),
            link: thing.map(|thing| self.link(thing)),
            language: foreign.map(|thing| thing.language.clone()),
        }
    }

    fn link(&self, thing: &ShownThing) -> String {
        self.page(if thing.item_kind.is_some() { "library" } else { "lessons" }, &thing.slug)
    }

    /// Where a lesson comes from and how well it is supported; what an item is, by whom and of when.
    fn facts(&self, thing: &ShownThing) -> String {
        let label = |vocabulary, key: &String| self.labels.label(vocabulary, key, self.language);
        let country = || thing.countries.first().map(|country| label(VocabularyName::Countries, country));
        let facts = match &thing.item_kind {
            None => vec![
                thing.place.clone().or_else(country),
                thing.grade.map(|grade| words::grade(grade, self.language).to_owned()),
            ],
            Some(kind) => vec![
                Some(label(VocabularyName::ResourceTypes, kind)),
                thing.publisher.clone(),
                thing.year.map(|year| year.to_string()),
            ],
        };
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn edition(&self, edition: &BriefingCityEdition) -> NewsletterSection {
        let entry = |lesson: &EditionLesson| {
            let aspects: Vec<_> = lesson.reasons.iter().map(|reason| reason.aspect).collect();
            let alike = words::alike(&aspects, self.language);
            let text = lesson.excerpt.clone();
            NewsletterEntry {
                title: lesson.lesson.title.clone(),
                facts: [self.facts(&lesson.lesson), alike].join(" · "),
                text: Passage { html: format!("<p>{}</p>\n", shown::escaped(&text)), text },
                link: Some(self.link(&lesson.lesson)),
                language: Some(lesson.lesson.language.clone()).filter(|tag| tag != self.language.as_str()),
            }
        };
        NewsletterSection {
            title: words::edition(&edition.city.name, self.language),
            intro: Passage::default(),
            entries: edition.lessons.iter().map(entry).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::list_key;

    #[test]
    fn a_list_has_a_key_whatever_its_publication_is_called() {
        assert_eq!(list_key("weekly-briefing"), "weekly-briefing");
        assert_eq!(list_key(&format!("{}-x", "a".repeat(39))), "a".repeat(39));
        assert_eq!(list_key("---"), "briefing");
    }
}
