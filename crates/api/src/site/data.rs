//! What machines may know of a page, as <https://schema.org> has it.

use super::head::PageHead;
use super::words;
use crate::State;
use domain::briefings::{BriefingIssue, EntryKind, ShownThing};
use domain::cities::City;
use domain::lessons::{Lesson, LessonCity, LessonSource};
use domain::library::{Collection, CollectionItem, LibraryFile, LibraryItem, LicenceKind};
use domain::organisations::{Organisation, OrganisationKind};
use domain::vocabularies::Language;
use serde_json::{Value, json};

pub(super) const CONTEXT: &str = "https://schema.org";

/// A page that everybody may see, by its first part of the address.
pub(super) fn of_page(state: &State, head: &PageHead, page: &str) -> Value {
    let site = site(state, head.language);
    let kind = match page {
        "briefings" | "cities" | "collections" | "lessons" | "library" | "notes" | "organisations" => "CollectionPage",
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
pub(super) fn site(state: &State, language: Language) -> Value {
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

/// The page of a lesson.
pub(super) fn of_lesson(state: &State, language: Language, lesson: &Lesson, description: &str) -> Value {
    let public_url = &state.settings.public_url;
    let content = &lesson.content;
    let publisher = json!({ "@type": "Organization", "name": words::brand(language) });
    let authors: Vec<Value> = lesson.authors.iter().map(|one| json!({ "@type": "Person", "name": one.name })).collect();
    let authors = if authors.is_empty() { json!(publisher) } else { json!(authors) };
    let city = |city: &LessonCity| {
        let url = format!("{public_url}/{language}/cities/{}", city.slug);
        json!({ "@type": "City", "name": city.name, "url": url })
    };
    let source = |source: &LessonSource| json!({ "@type": "CreativeWork", "name": source.title, "url": source.url });
    json!({
        "@context": CONTEXT,
        "@type": "Article",
        "headline": content.title,
        "description": description,
        "url": format!("{public_url}/{language}/lessons/{}", lesson.slug),
        "inLanguage": content.language.as_str(),
        "datePublished": lesson.published_at,
        "dateModified": lesson.updated_at,
        "version": lesson.revision,
        "author": authors,
        "publisher": publisher,
        "isPartOf": site(state, language),
        "contentLocation": lesson.cities.iter().map(city).collect::<Vec<_>>(),
        "citation": content.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

/// The page of an issue of a briefing, with the lessons and the works that it shows.
pub(super) fn of_issue(state: &State, language: Language, issue: &BriefingIssue, description: &str) -> Value {
    let public_url = &state.settings.public_url;
    let part = |(kind, thing): (EntryKind, &ShownThing)| {
        let below = if kind == EntryKind::Item { "library" } else { "lessons" };
        let url = format!("{public_url}/{language}/{below}/{}", thing.slug);
        json!({ "@type": "CreativeWork", "name": thing.title, "url": url })
    };
    let entries = issue.sections.iter().flat_map(|section| &section.entries);
    let parts: Vec<Value> = entries.filter_map(|entry| Some(part((entry.kind, entry.thing.as_ref()?)))).collect();
    let mut data = json!({
        "@context": CONTEXT,
        "@type": "PublicationIssue",
        "name": issue.content.title,
        "description": description,
        "url": format!("{public_url}/{language}/briefings/{}", issue.slug),
        "inLanguage": issue.content.language.as_str(),
        "datePublished": issue.sent_at,
        "publisher": { "@type": "Organization", "name": words::brand(language) },
        "isPartOf": { "@type": "Periodical", "name": issue.briefing.title, "url": format!("{public_url}/{language}/briefings") },
        "hasPart": parts,
    });
    if let Some(number) = issue.number {
        data["issueNumber"] = json!(number);
    }
    data
}

/// The page of an item of the library: the work that it is about.
pub(super) fn of_item(state: &State, language: Language, item: &LibraryItem, description: &str) -> Value {
    let public_url = &state.settings.public_url;
    let kind = match item.kind.as_str() {
        "report" | "evaluation" => "Report",
        "data_set" => "Dataset",
        "map" => "Map",
        "training" => "Course",
        _ => "CreativeWork",
    };
    let mut data = json!({
        "@context": CONTEXT,
        "@type": kind,
        "name": item.title,
        "description": description,
        "url": format!("{public_url}/{language}/library/{}", item.slug),
        "inLanguage": item.language,
        "isAccessibleForFree": item.licence_kind != LicenceKind::Paid,
        "isPartOf": site(state, language),
    });
    let work = |name: &String| json!({ "@type": "CreativeWork", "name": name });
    let publisher = |name: &String| json!({ "@type": "Organization", "name": name });
    let file = |file: &LibraryFile| {
        let content = format!("{public_url}/api/v1/library-items/{}/file", item.slug);
        json!({ "@type": "MediaObject", "contentUrl": content, "encodingFormat": file.media_type.as_str() })
    };
    let known = [
        ("sameAs", item.url.as_ref().map(|url| json!(url))),
        ("publisher", item.publisher.as_ref().map(publisher)),
        // Nobody says which of them are people.
        ("creditText", (!item.authors.is_empty()).then(|| json!(item.authors.join(", ")))),
        ("datePublished", item.year.map(|year| json!(year.to_string()))),
        ("license", item.licence.as_ref().map(work)),
        ("encoding", item.file.as_ref().map(file)),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            data[name] = value;
        }
    }
    data
}

/// The page of a collection or a reading list.
pub(super) fn of_collection(state: &State, language: Language, collection: &Collection, description: &str) -> Value {
    let public_url = &state.settings.public_url;
    let part = |one: &CollectionItem| {
        let url = format!("{public_url}/{language}/library/{}", one.item.slug);
        json!({ "@type": "CreativeWork", "name": one.item.title, "url": url })
    };
    json!({
        "@context": CONTEXT,
        "@type": "Collection",
        "name": collection.title,
        "description": description,
        "url": format!("{public_url}/{language}/collections/{}", collection.slug),
        "dateModified": collection.updated_at,
        "hasPart": collection.items.iter().map(part).collect::<Vec<_>>(),
        "isPartOf": site(state, language),
    })
}
