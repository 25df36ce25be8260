//! What the shell says of a page before the app has come: title, description and heading by address, so that a shared
//! link shows what it is. Read through the same use cases, and so by the same policy, as the API.

use super::data;
use super::issue::of_issue;
use super::notes;
use super::private;
use super::words::{self, PageWords};
use crate::State;
use domain::cities::CityRef;
use domain::lessons::{LessonRef, excerpt};
use domain::library::{CollectionRef, LibraryItemRef};
use domain::organisations::{Organisation, OrganisationKind};
use domain::policy::Actor;
use domain::vocabularies::{Language, VocabularyName};
use serde_json::Value;

/// The groups of components in the gallery.
const GALLERY: [&str; 5] = ["actions", "forms", "overlays", "data", "charts"];

/// Pages below the list of lessons that are there for who writes.
const UNREAD: [&str; 2] = ["drafts", "new"];

/// Pages below the list of notes that are there for who writes.
const UNREAD_NOTES: [&str; 2] = ["drafts", "new"];

/// Pages below the library that are there for its editors.
const DESK: [&str; 2] = ["dead-links", "new"];

/// How the app lays out the beginning of a page: the shell does the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// The heading, and what it says below.
    Plain,
    /// A page of text, as narrow as text is read well.
    Narrow,
    /// The landing page.
    Front,
    /// The list of cities, over the whole width.
    Wide,
    /// A city, beside its place on the map.
    City,
}

/// How the page of a lesson or of an item of the library begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Article {
    /// What stands above the heading.
    pub(super) label: String,
    /// The language of the heading (BCP 47), which may not be that of the page.
    pub(super) language: String,
    /// The language of what stands below it; `None` where nobody says which it is.
    pub(super) text: Option<String>,
    /// What stands below the heading: HTML that a page may hold as it is.
    pub(super) html: String,
}

/// What the shell says of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageHead {
    pub(super) status: u16,
    /// The language of the address; English where it names none.
    pub(super) language: Language,
    pub(super) title: String,
    /// The page's own heading, in the words that the app will use: it stands before the app has come.
    pub(super) heading: String,
    pub(super) description: String,
    /// What the app says below the heading: it is the largest thing on the first screen, and painted before the app is.
    pub(super) lede: Option<String>,
    pub(super) opening: Opening,
    /// The beginning of a lesson or of an item of the library, where it is one.
    pub(super) article: Option<Article>,
    /// Whether everybody may see the page, in every language: search engines are told so.
    pub(super) public: bool,
    /// Whether it is the landing page, which has no rail.
    pub(super) front: bool,
    /// Whether mails of a demonstration are shown here: the app asks the page, so that nobody waits for an answer.
    pub(super) demo_mails: bool,
    /// The name of the feed by which one can follow what the page lists.
    pub(super) feed: Option<&'static str>,
    /// What machines may know of the page, as <https://schema.org> has it.
    pub(super) data: Option<Value>,
}

impl PageHead {
    pub(super) fn new(language: Language, words: PageWords) -> Self {
        Self {
            status: 200,
            language,
            heading: words.heading.unwrap_or_else(|| words.title.clone()),
            title: words.title,
            description: words.description,
            lede: words.lede,
            opening: Opening::Plain,
            article: None,
            public: false,
            front: false,
            demo_mails: false,
            feed: None,
            data: None,
        }
    }

    pub(super) fn of(language: Language, page: &str) -> Self {
        Self::new(language, words::of(language, page))
    }

    pub(super) fn missing(language: Language) -> Self {
        Self { status: 404, ..Self::of(language, "missing") }
    }

    pub(super) fn public(self) -> Self {
        Self { public: true, ..self }
    }
}

/// What to say of the page at `path`.
pub(super) async fn page(state: &State, path: &str) -> PageHead {
    PageHead { demo_mails: app::identity::demo_mails_page(&state.ctx).is_some(), ..of_path(state, path).await }
}

async fn of_path(state: &State, path: &str) -> PageHead {
    let mut parts = path.trim_matches('/').split('/');
    let Some(language) = parts.next().and_then(|part| part.parse::<Language>().ok()) else {
        return PageHead::missing(Language::English);
    };
    let rest: Vec<&str> = parts.collect();
    let city = |slug, page| of_city(state, language, slug, page);
    match rest.as_slice() {
        [] => landing(state, language),
        [
            page @ ("briefings" | "cities" | "collections" | "compare" | "glossary" | "lessons" | "library" | "notes"),
        ]
        | [page @ ("organisations" | "search" | "subscribe" | "tour" | "about")] => of_public(state, language, page),
        ["cities", slug] => city(slug, "city").await,
        ["cities", slug, page @ ("report" | "profile")] => city(slug, page).await,
        ["lessons", "grades"] => of_rule(state, language, ("lesson_grades", "lessons/grades")),
        ["briefings", "rules"] => of_rule(state, language, ("briefing_rules", "briefings/rules")),
        ["lessons", name] if !UNREAD.contains(name) => of_lesson(state, language, name, false).await,
        ["lessons", name, "history"] => of_lesson(state, language, name, true).await,
        ["library", name] if !DESK.contains(name) => of_item(state, language, name).await,
        ["notes", name] if !UNREAD_NOTES.contains(name) => notes::of_note(state, language, name, None).await,
        ["notes", name, "versions"] if !UNREAD_NOTES.contains(name) => notes::of_versions(state, language, name).await,
        ["notes", name, "versions", number] => notes::of_note(state, language, name, Some(number)).await,
        ["collections", name] => of_collection(state, language, name).await,
        ["briefings", name] if *name != "desk" => of_issue(state, language, name).await,
        ["organisations", _, "keys"] => PageHead::of(language, "keys"),
        ["organisations", "new"] => PageHead::of(language, "new_organisation"),
        ["organisations", name] => of_organisation(state, language, name).await,
        ["people", id] => of_person(state, language, id).await,
        ["demo", "mails"] if app::identity::demo_mails_page(&state.ctx).is_some() => {
            PageHead::of(language, "demo_mails")
        }
        ["demo", "mails", id] => of_mail(state, language, id).await,
        ["gallery", group] if GALLERY.contains(group) => {
            PageHead::new(language, words::of(language, "gallery").fill(&[("{group}", group)]))
        }
        rest => {
            private::of_account(rest).map_or_else(|| PageHead::missing(language), |page| PageHead::of(language, page))
        }
    }
}

fn landing(state: &State, language: Language) -> PageHead {
    let data = Some(data::of_site(state, language));
    PageHead { front: true, opening: Opening::Front, data, ..PageHead::of(language, "landing").public() }
}

/// A page that everybody may see and that is the same for everybody.
fn of_public(state: &State, language: Language, page: &str) -> PageHead {
    let opening = match page {
        "cities" => Opening::Wide,
        "compare" | "lessons" | "library" | "notes" => Opening::Plain,
        _ => Opening::Narrow,
    };
    let feed = ["briefings", "lessons", "library", "notes"].into_iter().find(|followed| *followed == page);
    let head = PageHead { opening, feed, ..PageHead::of(language, page).public() };
    PageHead { data: Some(data::of_page(state, &head, page)), ..head }
}

async fn of_mail(state: &State, language: Language, id: &str) -> PageHead {
    let caller = app::Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
    match app::identity::get_demo_mail(&state.ctx, &caller, id).await {
        Ok(mail) => {
            let words = PageWords { title: mail.summary.subject, ..words::of(language, "demo_mails") };
            PageHead::new(language, words)
        }
        Err(_) => PageHead::missing(language),
    }
}

/// The page of a person: for people who have the link, not for search engines.
async fn of_person(state: &State, language: Language, id: &str) -> PageHead {
    let Ok(id) = id.parse() else { return PageHead::missing(language) };
    match app::identity::get_person(&state.ctx, &Actor::Visitor, id).await {
        Ok((_, person)) => {
            let words = PageWords { title: person.name, heading: None, ..words::of(language, "person") };
            PageHead::new(language, words)
        }
        Err(_) => PageHead::missing(language),
    }
}

/// The page of an organisation. One that nobody verified is its people's alone: its page says no name, and to everyone
/// else that there is none.
async fn of_organisation(state: &State, language: Language, name: &str) -> PageHead {
    let words = words::of(language, "organisation");
    match app::organisations::get_organisation(&state.ctx, &Actor::Visitor, name).await {
        Ok(one) => {
            let description = match &one.about {
                Some(about) => about.clone(),
                None => description_of(state, language, &one).await,
            };
            let data = Some(data::of_organisation(state, language, &one, &description));
            let head = PageHead::new(language, PageWords { title: one.name, heading: None, description, lede: None });
            PageHead { data, opening: Opening::Narrow, ..head.public() }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead { status: 404, ..PageHead::new(language, words) },
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead::new(language, words),
    }
}

/// What is said of an organisation that says nothing of itself: what it is, where, and how many take part.
async fn description_of(state: &State, language: Language, one: &Organisation) -> String {
    let kind = match (one.kind, one.partner_kind) {
        (OrganisationKind::Partner, Some(partner)) => partner.as_str(),
        (kind, _) => kind.as_str(),
    };
    let name = match &one.country {
        Some(country) => {
            let country = label(state, language, VocabularyName::Countries, country).await;
            country.map_or_else(|| one.name.clone(), |country| format!("{} ({country})", one.name))
        }
        None => one.name.clone(),
    };
    let words = words::of(language, &format!("organisation_{kind}"));
    words.fill(&[("{people}", &one.members.to_string()), ("{name}", &name)]).description
}

async fn of_city(state: &State, language: Language, name: &str, page: &str) -> PageHead {
    let Ok(reference) = name.parse::<CityRef>() else { return PageHead::missing(language) };
    match app::cities::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(city) => {
            let country = label(state, language, VocabularyName::Countries, city.country.as_str()).await;
            let country = country.unwrap_or_else(|| city.country_name.clone());
            let words = words::of(language, page).fill(&[("{city}", &city.name), ("{country}", &country)]);
            let head = PageHead::new(language, words).public();
            if page == "city" {
                let region = label(state, language, VocabularyName::Regions, city.region.as_str()).await;
                let lede = region.map(|region| format!("{country} · {region}"));
                let data = Some(data::of_city(state, language, &city, &country));
                PageHead { data, lede, opening: Opening::City, ..head }
            } else {
                head
            }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: words::brand(language), lede: None, ..PageHead::of(language, "landing") },
    }
}

/// A rule in plain words: by which lessons are graded, by which issues draft themselves.
fn of_rule(state: &State, language: Language, (words, page): (&str, &str)) -> PageHead {
    let head = PageHead { opening: Opening::Narrow, ..PageHead::of(language, words).public() };
    PageHead { data: Some(data::of_page(state, &head, page)), ..head }
}

/// The page of a lesson, or of what it said before.
async fn of_lesson(state: &State, language: Language, name: &str, before: bool) -> PageHead {
    let Ok(reference) = name.parse::<LessonRef>() else { return PageHead::missing(language) };
    match app::lessons::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(lesson) if before => {
            let words = words::of(language, "lesson_history").fill(&[("{lesson}", &lesson.content.title)]);
            PageHead { opening: Opening::Narrow, ..PageHead::new(language, words) }
        }
        Ok(lesson) => {
            let (title, description) = (lesson.content.title.clone(), excerpt(&plain(&lesson.summary_html)));
            let data = Some(data::of_lesson(state, language, &lesson, &description));
            let label = words::of(language, "consider").title;
            let written = lesson.content.language.to_string();
            let text = Some(written.clone());
            let article = Article { label, language: written, text, html: lesson.summary_html };
            let head = PageHead::new(language, PageWords { title, heading: None, description, lede: None });
            PageHead { data, article: Some(article), ..head.public() }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: words::brand(language), lede: None, ..PageHead::of(language, "landing") },
    }
}

/// The page of an item of the library.
async fn of_item(state: &State, language: Language, name: &str) -> PageHead {
    let Ok(reference) = name.parse::<LibraryItemRef>() else { return PageHead::missing(language) };
    match app::library::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(item) => {
            let (title, description) = (item.title.clone(), excerpt(&plain(&item.summary_html)));
            let label = label(state, language, VocabularyName::ResourceTypes, &item.kind).await;
            let label = label.unwrap_or_else(|| words::of(language, "library").title);
            let data = Some(data::of_item(state, language, &item, &description));
            let article = Article { label, language: item.language, text: None, html: item.summary_html };
            let head = PageHead::new(language, PageWords { title, heading: None, description, lede: None });
            PageHead { data, article: Some(article), ..head.public() }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: words::brand(language), lede: None, ..PageHead::of(language, "landing") },
    }
}

/// The page of a collection or a public reading list. A private one is its owner's alone: its page says no name, and to
/// everyone else that there is none.
async fn of_collection(state: &State, language: Language, name: &str) -> PageHead {
    let Ok(reference) = name.parse::<CollectionRef>() else { return PageHead::missing(language) };
    let words = words::of(language, "collection");
    match app::library::get_collection(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(collection) => {
            let said = excerpt(&plain(&collection.summary_html));
            let description = if said.is_empty() { words.description } else { said };
            let data = Some(data::of_collection(state, language, &collection, &description));
            let head =
                PageHead::new(language, PageWords { title: collection.title, heading: None, description, lede: None });
            PageHead { data, opening: Opening::Narrow, ..head.public() }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead { status: 404, ..PageHead::new(language, words) },
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead::new(language, words),
    }
}

/// The text of HTML that was made of Markdown: without its elements, and with its signs as they are read.
pub(super) fn plain(html: &str) -> String {
    let text: String = html
        .split('<')
        .enumerate()
        .map(|(at, part)| match (at, part.split_once('>')) {
            (0, _) => part,
            (_, Some((_, text))) => text,
            (_, None) => "",
        })
        .collect();
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    signs.into_iter().fold(text, |text, (written, sign)| text.replace(written, sign))
}

/// What a term of a vocabulary is called in the language of the page.
async fn label(state: &State, language: Language, vocabulary: VocabularyName, key: &str) -> Option<String> {
    let vocabulary = app::vocabularies::get(&state.ctx, &Actor::Visitor, vocabulary).await;
    let term = vocabulary.ok()?.terms?.into_iter().find(|term| term.key == key)?;
    Some(term.labels.get(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn html_is_told_as_text() {
        assert_eq!(plain("<p>Roofs &amp; <em>walls</em>, 3 &lt; 4.</p>\n"), "Roofs & walls, 3 < 4.\n");
        assert_eq!(plain("a &amp;lt; b"), "a &lt; b", "each sign is read once");
        assert_eq!(plain("<p"), "");
    }
}
