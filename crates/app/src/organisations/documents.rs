//! Organisations as the search index keeps them.

use crate::indexing::Names;
use domain::organisations::{Organisation, OrganisationKind, PartnerKind};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use search::Document;

/// An organisation as a document. `None` for that of a city: it bears the name of its city, which is found already and
/// leads to it, and in every search for the city both would stand beside each other.
pub(crate) fn document(organisation: &Organisation, names: &Names) -> Option<Document> {
    let what = what(organisation)?;
    let country = organisation.country.as_deref();
    let place = country.map(|code| names.english(VocabularyName::Countries, code));
    let country = country.map(|code| names.words(VocabularyName::Countries, code));
    let words: Vec<String> = country.into_iter().chain(organisation.website.as_deref().map(bare)).collect();
    Some(Document {
        kind: SearchKind::Organisation.as_str().to_owned(),
        id: organisation.id.as_uuid(),
        slug: organisation.slug.clone(),
        title: organisation.name.clone(),
        subtitle: place.map_or_else(|| what.to_owned(), |place| format!("{what}, {place}")),
        body: organisation.about.clone().unwrap_or_default(),
        words: words.join("\n"),
        // What it says about itself may be in another one; that is found word by word.
        language: Some("en".to_owned()),
        tags: tags(organisation).into_iter().chain(names.places(organisation.country.as_slice())).collect(),
        published: None,
        // Among equals, a city or a country comes before who bears its name.
        boost: 0.9,
    })
}

/// What it is, in English as all that the index shows; `None` for what is not found by itself.
const fn what(organisation: &Organisation) -> Option<&'static str> {
    match (organisation.kind, organisation.partner_kind) {
        (OrganisationKind::City, _) => None,
        (OrganisationKind::Network, _) => Some("Network"),
        (OrganisationKind::Partner, None) => Some("Partner"),
        (OrganisationKind::Partner, Some(PartnerKind::International)) => Some("Partner (international organisation)"),
        (OrganisationKind::Partner, Some(PartnerKind::Private)) => Some("Partner (company)"),
        (OrganisationKind::Partner, Some(PartnerKind::NonProfit)) => Some("Partner (non-profit organisation)"),
        (OrganisationKind::Partner, Some(PartnerKind::Academic)) => Some("Partner (university or institute)"),
    }
}

/// A web address without what stands in front of most: who looks for one types its name, and `https` would find all.
fn bare(website: &str) -> String {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).to_owned()
}

fn tags(organisation: &Organisation) -> Vec<(String, String)> {
    let mut tags = vec![("organisation_kind".to_owned(), organisation.kind.to_string())];
    tags.extend(organisation.partner_kind.map(|kind| ("partner_kind".to_owned(), kind.to_string())));
    tags.extend(organisation.country.clone().map(|code| ("country".to_owned(), code)));
    tags
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn addresses_are_found_by_their_name() {
        for (website, name) in [
            ("https://example.org/", "example.org/"),
            ("http://www.example.org/heat", "example.org/heat"),
            ("https://wwwater.example", "wwwater.example"),
            ("example.org", "example.org"),
        ] {
            assert_eq!(bare(website), name);
        }
    }
}
