//! A small set of real cities and what is asked of them.

use search::{Document, Found, Index, Operation, Query, Selection};
use uuid::Uuid;

/// Title, subtitle, region, country code.
pub(crate) const CITIES: [(&str, &str, &str, &str); 20] = [
    ("Ahmedabad", "India", "asia", "IN"),
    ("Melbourne", "Australia", "oceania", "AU"),
    ("São Paulo", "Brazil", "latin-america", "BR"),
    ("Medellín", "Colombia", "latin-america", "CO"),
    ("Lima", "Peru", "latin-america", "PE"),
    ("Limassol", "Cyprus", "europe", "CY"),
    ("Lille", "France", "europe", "FR"),
    ("Perm", "Russia", "europe", "RU"),
    ("Xi'an", "China", "asia", "CN"),
    ("N'Djamena", "Chad", "africa", "TD"),
    ("Nuku\u{2bb}alofa", "Tonga", "oceania", "TO"),
    ("İstanbul", "Türkiye", "europe", "TR"),
    ("Accra", "Ghana", "africa", "GH"),
    ("Nairobi", "Kenya", "africa", "KE"),
    ("New York", "United States", "north-america", "US"),
    ("York", "United Kingdom", "europe", "GB"),
    ("القاهرة", "مصر", "africa", "EG"),
    ("東京", "日本", "asia", "JP"),
    ("Rio de Janeiro", "Brazil", "latin-america", "BR"),
    ("Paulínia", "Brazil", "latin-america", "BR"),
];

pub(crate) fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128)
}

pub(crate) fn city(number: usize) -> Document {
    let (title, subtitle, region, country) = CITIES[number];
    Document {
        kind: "city".to_owned(),
        id: id(number),
        slug: format!("city-{number}"),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        body: String::new(),
        words: String::new(),
        language: None,
        tags: vec![("region".to_owned(), region.to_owned()), ("country".to_owned(), country.to_owned())],
        boost: 1.0,
        published: None,
    }
}

pub(crate) fn lesson(number: usize, title: &str, body: &str) -> Document {
    Document {
        kind: "lesson".to_owned(),
        id: id(number),
        slug: format!("lesson-{number}"),
        title: title.to_owned(),
        subtitle: String::new(),
        body: body.to_owned(),
        words: String::new(),
        language: None,
        tags: Vec::new(),
        boost: 1.0,
        published: None,
    }
}

/// The cities and two lessons, in memory.
pub(crate) fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut documents: Vec<Document> = (0..CITIES.len()).map(city).collect();
    documents.push(lesson(0, "Early warning of floods", "Sirens along the river warned Lima before the flood."));
    documents.push(lesson(1, "Shade for bus stops", "Heat plan: a canopy over every stop. The plan was cheap."));
    index.apply(documents.into_iter().map(Operation::Put).collect(), 1).unwrap();
    index
}

pub(crate) fn search(index: &Index, text: &str) -> Found {
    index.search(&Query { text: text.to_owned(), limit: 100, ..Query::default() }).unwrap()
}

pub(crate) fn titles(index: &Index, text: &str) -> Vec<String> {
    search(index, text).hits.into_iter().map(|hit| hit.title.text).collect()
}

pub(crate) fn cities(tags: &[(&str, &[&str])]) -> Selection {
    let tags = tags
        .iter()
        .map(|(name, values)| ((*name).to_owned(), values.iter().map(|value| (*value).to_owned()).collect()))
        .collect();
    Selection { kind: "city".to_owned(), text: None, tags, published: None }
}
