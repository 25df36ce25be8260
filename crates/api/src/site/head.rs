//! What the shell says of a page before the app has come: title, description and heading by address, so that a shared
//! link shows what it is. Read through the same use cases, and so by the same policy, as the API.

use super::words::{self, PageWords};
use crate::State;
use domain::cities::{City, CityRef};
use domain::policy::Actor;
use domain::vocabularies::{Language, VocabularyName};
use serde_json::{Value, json};

/// Name of the product, behind every title.
pub(super) const NAME: &str = "Cities for a Resilient Recovery";

/// The groups of components in the gallery.
const GALLERY: [&str; 5] = ["actions", "forms", "overlays", "data", "charts"];

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
            PageHead::of(language, page).public()
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
    let url = &state.settings.public_url;
    let search = format!("{url}/{language}/search?q={{search_term_string}}");
    let data = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": NAME,
        "url": format!("{url}/{language}/"),
        "inLanguage": language.as_str(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": search },
            "query-input": "required name=search_term_string",
        },
    });
    PageHead { front: true, data: Some(data), ..PageHead::of(language, "landing").public() }
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
            let description = one.about.unwrap_or(words.description);
            PageHead::new(language, PageWords { title: one.name, heading: None, description }).public()
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead { status: 404, ..PageHead::new(language, words) },
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead::new(language, words),
    }
}

async fn of_city(state: &State, language: Language, name: &str, page: &str) -> PageHead {
    let Ok(reference) = name.parse::<CityRef>() else { return PageHead::missing(language) };
    match app::cities::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(city) => {
            let country = country_name(state, language, &city).await;
            let words = words::of(language, page).fill(&[("{city}", &city.name), ("{country}", &country)]);
            let head = PageHead::new(language, words).public();
            if page == "city" {
                PageHead { data: Some(data_of(state, language, &city, &country)), ..head }
            } else {
                head
            }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: NAME.to_owned(), ..PageHead::of(language, "landing") },
    }
}

/// The name of the city's country in the language of the page.
async fn country_name(state: &State, language: Language, city: &City) -> String {
    let countries = app::vocabularies::get(&state.ctx, &Actor::Visitor, VocabularyName::Countries).await;
    let terms = countries.ok().and_then(|countries| countries.terms).unwrap_or_default();
    let term = terms.into_iter().find(|term| term.key == city.country.as_str());
    term.map_or_else(|| city.country_name.clone(), |term| term.labels.get(language).to_owned())
}

fn data_of(state: &State, language: Language, city: &City, country: &str) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "City",
        "name": city.name,
        "url": format!("{}/{language}/cities/{}", state.settings.public_url, city.slug),
        "containedInPlace": { "@type": "Country", "name": country, "identifier": city.country.as_str() },
        "geo": { "@type": "GeoCoordinates", "latitude": city.latitude, "longitude": city.longitude },
    })
}
