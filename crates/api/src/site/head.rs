//! What the shell says of a page before the app has come: title, description and heading by address, so that a shared
//! link shows what it is. Read through the same use cases, and so by the same policy, as the API.

use super::data;
use super::words::{self, PageWords};
use crate::State;
use domain::cities::CityRef;
use domain::organisations::{Organisation, OrganisationKind};
use domain::policy::Actor;
use domain::vocabularies::{Language, VocabularyName};
use serde_json::Value;

/// The groups of components in the gallery.
const GALLERY: [&str; 5] = ["actions", "forms", "overlays", "data", "charts"];

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
    /// Whether everybody may see the page, in every language: search engines are told so.
    pub(super) public: bool,
    /// Whether it is the landing page, which has no rail.
    pub(super) front: bool,
    /// Whether mails of a demonstration are shown here: the app asks the page, so that nobody waits for an answer.
    pub(super) demo_mails: bool,
    /// What machines may know of the page, as <https://schema.org> has it.
    pub(super) data: Option<Value>,
}

impl PageHead {
    fn new(language: Language, words: PageWords) -> Self {
        Self {
            status: 200,
            language,
            heading: words.heading.unwrap_or_else(|| words.title.clone()),
            title: words.title,
            description: words.description,
            lede: words.lede,
            opening: Opening::Plain,
            public: false,
            front: false,
            demo_mails: false,
            data: None,
        }
    }

    fn of(language: Language, page: &str) -> Self {
        Self::new(language, words::of(language, page))
    }

    fn missing(language: Language) -> Self {
        Self { status: 404, ..Self::of(language, "missing") }
    }

    fn public(self) -> Self {
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
        [page @ ("cities" | "compare" | "glossary" | "organisations" | "search" | "tour" | "about")] => {
            of_public(state, language, page)
        }
        ["cities", slug] => city(slug, "city").await,
        ["cities", slug, page @ ("report" | "profile")] => city(slug, page).await,
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
        rest => of_account(rest).map_or_else(|| PageHead::missing(language), |page| PageHead::of(language, page)),
    }
}

/// Pages of signing in, of one's own account, and of administrators.
fn of_account(rest: &[&str]) -> Option<&'static str> {
    Some(match rest {
        ["home"] => "home",
        ["register"] => "register",
        ["confirm"] => "confirm",
        ["sign-in"] => "sign_in",
        ["forgotten"] => "forgotten",
        ["reset"] => "reset",
        ["confirm-email"] => "confirm_email",
        ["keep-email"] => "keep_email",
        ["join"] => "join",
        ["join", "propose"] => "propose",
        ["waiting"] => "waiting",
        ["invitation"] => "invitation",
        ["account"] => "account",
        ["account", "memberships"] => "memberships",
        ["account", "email"] => "email",
        ["account", "logins"] => "logins",
        ["account", "password"] => "password",
        ["account", "second-factor"] => "second_factor",
        ["account", "data"] => "data",
        ["account", "leave"] => "leave",
        ["admin", "accounts", ..] => "accounts",
        ["admin", "audit-log"] => "audit_log",
        ["admin", "jobs"] => "jobs",
        ["admin", "permissions"] => "permissions",
        _ => return None,
    })
}

fn landing(state: &State, language: Language) -> PageHead {
    let data = Some(data::of_site(state, language));
    PageHead { front: true, opening: Opening::Front, data, ..PageHead::of(language, "landing").public() }
}

/// A page that everybody may see and that is the same for everybody.
fn of_public(state: &State, language: Language, page: &str) -> PageHead {
    let opening = match page {
        "cities" => Opening::Wide,
        "compare" => Opening::Plain,
        _ => Opening::Narrow,
    };
    let head = PageHead { opening, ..PageHead::of(language, page).public() };
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

/// What a term of a vocabulary is called in the language of the page.
async fn label(state: &State, language: Language, vocabulary: VocabularyName, key: &str) -> Option<String> {
    let vocabulary = app::vocabularies::get(&state.ctx, &Actor::Visitor, vocabulary).await;
    let term = vocabulary.ok()?.terms?.into_iter().find(|term| term.key == key)?;
    Some(term.labels.get(language).to_owned())
}
