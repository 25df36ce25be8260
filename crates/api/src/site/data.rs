//! What machines may know of a page, as <https://schema.org> has it.

use super::head::PageHead;
use super::words;
use crate::State;
use domain::cities::City;
use domain::organisations::{Organisation, OrganisationKind};
use domain::vocabularies::Language;
use serde_json::{Value, json};

const CONTEXT: &str = "https://schema.org";

/// A page that everybody may see, by its first part of the address.
pub(super) fn of_page(state: &State, head: &PageHead, page: &str) -> Value {
    let site = site(state, head.language);
    let kind = match page {
        "cities" | "organisations" => "CollectionPage",
        "glossary" => "DefinedTermSet",
        "about" => "AboutPage",
        "search" => "SearchResultsPage",
        _ => "WebPage",
    };
    let mut data = json!({
        "@context": CONTEXT,
        "@type": kind,
        "name": head.title,
        "description": head.description,
        "url": format!("{}/{}/{page}", state.settings.public_url, head.language),
        "inLanguage": head.language.as_str(),
        "isPartOf": site,
    });
    if kind == "CollectionPage" {
        data["mainEntity"] = json!({ "@type": "ItemList", "name": head.title });
    }
    data
}

/// The whole of the site, shortly.
fn site(state: &State, language: Language) -> Value {
    let url = format!("{}/{language}/", state.settings.public_url);
    json!({ "@type": "WebSite", "name": words::brand(language), "url": url })
}

/// The landing page: the site, and how to search it.
pub(super) fn of_site(state: &State, language: Language) -> Value {
    let search = format!("{}/{language}/search?q={{search_term_string}}", state.settings.public_url);
    let mut data = site(state, language);
    data["@context"] = json!(CONTEXT);
    data["inLanguage"] = json!(language.as_str());
    data["potentialAction"] = json!({
        "@type": "SearchAction",
        "target": { "@type": "EntryPoint", "urlTemplate": search },
        "query-input": "required name=search_term_string",
    });
    data
}

/// The page of a city.
pub(super) fn of_city(state: &State, language: Language, city: &City, country: &str) -> Value {
    json!({
        "@context": CONTEXT,
        "@type": "City",
        "name": city.name,
        "url": format!("{}/{language}/cities/{}", state.settings.public_url, city.slug),
        "containedInPlace": { "@type": "Country", "name": country, "identifier": city.country.as_str() },
        "geo": { "@type": "GeoCoordinates", "latitude": city.latitude, "longitude": city.longitude },
    })
}

/// The page of an organisation; a city's own is its government.
pub(super) fn of_organisation(
    state: &State,
    language: Language,
    organisation: &Organisation,
    description: &str,
) -> Value {
    let city = organisation.kind == OrganisationKind::City;
    let mut data = json!({
        "@context": CONTEXT,
        "@type": if city { "GovernmentOrganization" } else { "Organization" },
        "name": organisation.name,
        "description": description,
        "url": format!("{}/{language}/organisations/{}", state.settings.public_url, organisation.slug),
    });
    if let Some(country) = &organisation.country {
        data["address"] = json!({ "@type": "PostalAddress", "addressCountry": country });
    }
    if let Some(website) = &organisation.website {
        data["sameAs"] = json!(website);
    }
    data
}
