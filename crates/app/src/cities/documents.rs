//! Cities as the search index keeps them.

use crate::indexing::Names;
use domain::cities::{CityFacet, CitySummary};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use search::Document;

/// A city as a document. Its words are in every language that its vocabularies are labelled in, so that
/// *ola de calor* finds the cities that face heat waves.
pub(crate) fn document(city: &CitySummary, names: &Names) -> Document {
    let faced = || {
        let shocks = city.shocks.iter().map(|key| (VocabularyName::Shocks, key));
        shocks.chain(city.stresses.iter().map(|key| (VocabularyName::Stresses, key)))
    };
    let english: Vec<String> = faced().map(|(vocabulary, key)| names.english(vocabulary, key)).collect();
    let words: Vec<String> = faced().map(|(vocabulary, key)| names.words(vocabulary, key)).collect();
    let country = names.words(VocabularyName::Countries, &city.country);
    let region = names.english(VocabularyName::Regions, city.region.as_str());
    Document {
        kind: SearchKind::City.as_str().to_owned(),
        id: city.id.as_uuid(),
        slug: city.slug.clone(),
        title: city.name.clone(),
        subtitle: format!("{}, {region}", city.country_name),
        body: english.join(". "),
        words: format!("{country}\n{}", words.join("\n")),
        language: Some("en".to_owned()),
        tags: tags(city),
        published: None,
        // Members come first among equals.
        boost: if city.member { 1.2 } else { 1.0 },
    }
}

fn tags(city: &CitySummary) -> Vec<(String, String)> {
    let mut tags = vec![
        (CityFacet::Region, city.region.to_string()),
        (CityFacet::Country, city.country.clone()),
        (CityFacet::Member, city.member.to_string()),
        (CityFacet::Coastal, city.coastal.to_string()),
        (CityFacet::IncomeGroup, city.income_group.to_string()),
    ];
    tags.extend(city.population_band.map(|band| (CityFacet::PopulationBand, band.to_string())));
    tags.extend(city.climate.map(|zone| (CityFacet::Climate, zone.to_string())));
    tags.extend(city.shocks.iter().map(|key| (CityFacet::Shock, key.clone())));
    tags.extend(city.stresses.iter().map(|key| (CityFacet::Stress, key.clone())));
    // By which a search for a city knows it, and those like it.
    let itself = ("city".to_owned(), city.slug.clone());
    tags.into_iter().map(|(facet, value)| (facet.as_str().to_owned(), value)).chain([itself]).collect()
}
