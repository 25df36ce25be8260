//! The addresses of the app's pages, and what a page reads from its own address.

use domain::cities::{CityFilter, CityQuery};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::sync::OnceLock;

/// The language of the page that was loaded, once it is known.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// The language of the page, first part of every address; English where the address names none of ours. Another
/// language is another page: a link to one is no link within the app.
pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or(Language::English)
}

/// Takes the language from the address that was loaded.
pub(crate) fn take_language(path: &str) {
    let named = language_of(path);
    // Only the first one counts.
    let _ = LANGUAGE.set(named.unwrap_or(Language::English));
}

/// The language that a path names.
pub(crate) fn language_of(path: &str) -> Option<Language> {
    path.trim_start_matches('/').split('/').next()?.parse().ok()
}

/// The address of the same page in another language.
pub(crate) fn in_language(path_and_query: &str, other: Language) -> String {
    let rest = path_and_query.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
    ["/", other.as_str(), "/", rest].concat()
}

pub(crate) fn page(rest: &str) -> String {
    ["/", language().as_str(), "/", rest].concat()
}

/// The landing page.
pub(crate) fn landing() -> String {
    page("")
}

/// The page of who has signed in: what is next, what changed, one's city.
pub(crate) fn home() -> String {
    page("home")
}

/// Cities side by side.
pub(crate) fn compare() -> String {
    page("compare")
}

/// These cities side by side, by their slugs.
pub(crate) fn compare_with(slugs: &[&str]) -> String {
    [&compare(), "?cities=", &slugs.join(",")].concat()
}

/// Two minutes with the platform.
pub(crate) fn tour() -> String {
    page("tour")
}

/// A step of it, from 1 on.
pub(crate) fn tour_step(step: usize) -> String {
    [&tour(), "?step=", &step.to_string()].concat()
}

/// What the words of the platform mean.
pub(crate) fn glossary() -> String {
    page("glossary")
}

/// All cities.
pub(crate) fn cities() -> String {
    page("cities")
}

/// The cities that a filter lets through.
pub(crate) fn cities_where(filter: &CityFilter) -> String {
    cities() + &filter.to_query()
}

/// One city.
pub(crate) fn city(slug: &str) -> String {
    page("cities/") + slug
}

/// The form to report a fact of a city.
pub(crate) fn report(slug: &str) -> String {
    city(slug) + "/report"
}

/// What a city says of itself, to change it.
pub(crate) fn city_profile(slug: &str) -> String {
    city(slug) + "/profile"
}

/// All organisations.
pub(crate) fn organisations() -> String {
    page("organisations")
}

/// One organisation.
pub(crate) fn organisation(slug: &str) -> String {
    organisations() + "/" + slug
}

/// The keys of an organisation's machines.
pub(crate) fn keys(slug: &str) -> String {
    organisation(slug) + "/keys"
}

/// Making a partner organisation.
pub(crate) fn new_organisation() -> String {
    organisation("new")
}

/// Joining a city or an organisation.
pub(crate) fn join() -> String {
    page("join")
}

/// Joining a city.
pub(crate) fn join_city(slug: &str) -> String {
    join() + "?city=" + slug
}

/// Claiming a city that nobody leads.
pub(crate) fn claim_city(slug: &str) -> String {
    join_city(slug) + "&as=lead"
}

/// Joining an organisation.
pub(crate) fn join_organisation(slug: &str) -> String {
    join() + "?organisation=" + slug
}

/// Proposing a city that is not here yet.
pub(crate) fn propose() -> String {
    join() + "/propose"
}

/// What waits for one's decision.
pub(crate) fn waiting() -> String {
    page("waiting")
}

/// The invitation whose word stands behind the address.
pub(crate) fn invitation() -> String {
    page("invitation")
}

/// The search page.
pub(crate) fn search() -> String {
    page("search")
}

/// Getting an account.
pub(crate) fn register() -> String {
    page("register")
}

/// Signing in.
pub(crate) fn sign_in() -> String {
    page("sign-in")
}

/// Signing in, and then going on to a page.
pub(crate) fn sign_in_to(path: &str) -> String {
    before(&sign_in(), path)
}

/// Getting an account, and then going on to a page.
pub(crate) fn register_to(path: &str) -> String {
    before(&register(), path)
}

/// Whether somebody who signs in wants to come back to a page: not to the first one, nor to those of getting in.
pub(crate) fn worth_coming_back(path: &str) -> bool {
    let entrance = ["", "sign-in", "register", "confirm", "forgotten", "reset", "confirm-email", "keep-email"];
    is_page(path) && !entrance.contains(&path.rsplit('/').next().unwrap_or_default())
}

fn before(first: &str, path: &str) -> String {
    [first, "?to=", &String::from(js_sys::encode_uri_component(path))].concat()
}

/// Where somebody who signs in wanted to go: a page of the app and nothing else.
pub(crate) fn destination(search: &str) -> Option<String> {
    let to = search.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("to="))?;
    let path = String::from(js_sys::decode_uri_component(to).ok()?);
    is_page(&path).then_some(path)
}

/// Whether it is the path of a page, and cannot be read as the address of another site.
fn is_page(path: &str) -> bool {
    path.starts_with(&page("")) && !path.contains(|c: char| c == '\\' || c.is_control())
}

/// Asking for another password.
pub(crate) fn forgotten() -> String {
    page("forgotten")
}

/// One's own account: the profile.
pub(crate) fn account() -> String {
    page("account")
}

/// Where one is signed in.
pub(crate) fn logins() -> String {
    page("account/logins")
}

/// Where one belongs.
pub(crate) fn memberships() -> String {
    page("account/memberships")
}

/// Changing the password.
pub(crate) fn password() -> String {
    page("account/password")
}

/// Changing the address.
pub(crate) fn email() -> String {
    page("account/email")
}

/// The second factor.
pub(crate) fn second_factor() -> String {
    page("account/second-factor")
}

/// Deleting the account.
pub(crate) fn leave() -> String {
    page("account/leave")
}

/// What is kept about oneself, to take away.
pub(crate) fn own_data() -> String {
    page("account/data")
}

/// All accounts, for administrators.
pub(crate) fn admin_accounts() -> String {
    page("admin/accounts")
}

/// One account, for administrators.
pub(crate) fn admin_account(id: &str) -> String {
    admin_accounts() + "/" + id
}

/// The audit log, for administrators.
pub(crate) fn audit_log() -> String {
    page("admin/audit-log")
}

/// The jobs, for administrators.
pub(crate) fn jobs() -> String {
    page("admin/jobs")
}

/// Who may do what, for administrators.
pub(crate) fn permissions() -> String {
    page("admin/permissions")
}

/// The mails of a demonstration.
pub(crate) fn demo_mails() -> String {
    page("demo/mails")
}

/// One mail of a demonstration.
pub(crate) fn demo_mail(id: &str) -> String {
    demo_mails() + "/" + id
}

/// About the platform.
pub(crate) fn about() -> String {
    page("about")
}

/// The page of the cities that carry a term; `None` for vocabularies that cities are not filtered by.
pub(crate) fn term(vocabulary: VocabularyName, key: &str) -> Option<String> {
    let parameter = match vocabulary {
        VocabularyName::ClimateZones => "climate",
        VocabularyName::Countries => "country",
        VocabularyName::IncomeGroups => "income_group",
        VocabularyName::PopulationBands => "population_band",
        VocabularyName::Regions => "region",
        VocabularyName::Shocks => "shock",
        VocabularyName::Stresses => "stress",
        _ => return None,
    };
    CityFilter::parse(&[parameter, "=", key].concat()).ok().map(|filter| cities_where(&filter))
}

/// Slug of the city that a path is about: `/en/cities/accra`, `/en/cities/accra/report`.
pub(crate) fn city_slug(path: &str) -> Option<&str> {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next().filter(|part| *part == language().as_str())?;
    parts.next().filter(|part| *part == "cities")?;
    parts.next().filter(|slug| !slug.is_empty())
}

/// The path and query of the page that this component belongs to.
///
/// While the next page's code is on its way the address already is the next page's, and the old page still stands:
/// it must not take the new address for its own. `mine` tells by the path.
pub(crate) fn own_address(mine: fn(&str) -> bool) -> Memo<String> {
    let location = use_location();
    Memo::new(move |last: Option<&String>| {
        let path = location.pathname.get();
        let search = location.search.get();
        match last {
            Some(last) if !mine(&path) => last.clone(),
            _ => [&path, "?", &search].concat(),
        }
    })
}

/// Path and query of an own address.
pub(crate) fn parts(own: &str) -> (&str, &str) {
    own.split_once('?').unwrap_or((own, ""))
}

/// Name and value of each pair of a query, as they stand there.
pub(crate) fn pairs(search: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Without the encoding of addresses, where that gives a text.
pub(crate) fn readable(value: &str) -> String {
    let decoded = js_sys::decode_uri_component(&value.replace('+', " "));
    decoded.map_or_else(|_| value.to_owned(), String::from)
}

/// A query with its mark; empty where there is none.
pub(crate) fn query_of(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { ["?", search].concat() }
}

/// What a query gives for a parameter, as a person would write it; empty where it gives nothing.
pub(crate) fn parameter(search: &str, name: &str) -> String {
    pairs(search).find(|(other, _)| *other == name).map(|(_, value)| readable(value)).unwrap_or_default()
}

/// The query with another value for a parameter, or without it where the value is empty.
pub(crate) fn with_parameter(search: &str, name: &str, value: &str) -> String {
    let kept = pairs(search).filter(|(other, _)| *other != name).map(|(name, value)| [name, "=", value].concat());
    let added = (!value.is_empty()).then(|| [name, "=", &String::from(js_sys::encode_uri_component(value))].concat());
    let pairs: Vec<String> = kept.chain(added).collect();
    if pairs.is_empty() { String::new() } else { ["?", &pairs.join("&")].concat() }
}

/// The address of the list of cities: the API's own grammar, and which of list and map a small screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ListAddress {
    /// What is asked of the API.
    pub(crate) query: CityQuery,
    /// Whether a small screen shows the map instead of the list.
    pub(crate) map: bool,
}

const VIEW_MAP: &str = "view=map";

impl ListAddress {
    /// Reads a query string.
    ///
    /// # Errors
    /// Every fault of the query, as the API would report it.
    pub(crate) fn parse(search: &str) -> Result<Self, Vec<contract::Fault>> {
        let mut map = false;
        let pairs = search.split('&').filter(|pair| {
            let is_view = *pair == VIEW_MAP;
            map |= is_view;
            !is_view
        });
        let query: Vec<&str> = pairs.collect();
        Ok(Self { query: CityQuery { limit: None, ..CityQuery::parse(&query.join("&"))? }, map })
    }

    /// The address of the page.
    pub(crate) fn href(&self) -> String {
        let query = CityQuery { cursor: None, limit: None, ..self.query.clone() }.to_query();
        let mark = match (self.map, query.is_empty()) {
            (false, _) => "",
            (true, true) => "?view=map",
            (true, false) => "&view=map",
        };
        [&cities(), query.as_str(), mark].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::{ListAddress, city_slug, is_page, term};
    use domain::vocabularies::VocabularyName;

    #[test]
    fn the_address_of_the_list_goes_there_and_back() {
        for href in ["/en/cities", "/en/cities?region=africa&sort=-population&view=map", "/en/cities?view=map"] {
            let search = href.split_once('?').map_or("", |(_, search)| search);
            assert_eq!(ListAddress::parse(search).unwrap().href(), href);
        }
        assert!(ListAddress::parse("colour=red").is_err());
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for page in ["/en/", "/en/account", "/en/cities?q=a%20b&view=map"] {
            assert!(is_page(page), "{page}");
        }
        for other in [
            "",
            "//evil.example/en/",
            "https://evil.example/en/",
            "/\\evil.example",
            "/en/\\x",
            "/en/\n",
            "javascript:1",
        ] {
            assert!(!is_page(other), "{other}");
        }
    }

    #[test]
    fn slugs_are_found_in_paths() {
        assert_eq!(city_slug("/en/cities/accra"), Some("accra"));
        assert_eq!(city_slug("/en/cities/accra/report"), Some("accra"));
        for other in ["/en/cities", "/en/cities/", "/en/search", "/", "/xx/cities/accra"] {
            assert_eq!(city_slug(other), None, "{other}");
        }
    }

    #[test]
    fn terms_lead_to_the_cities_that_carry_them() {
        assert_eq!(term(VocabularyName::Shocks, "heatwave").as_deref(), Some("/en/cities?shock=heatwave"));
        assert_eq!(term(VocabularyName::Countries, "GH").as_deref(), Some("/en/cities?country=GH"));
        assert_eq!(term(VocabularyName::Sdgs, "sdg_01"), None);
    }
}
