//! What changes in an item.

use super::{LibraryItem, LicenceKind, NewLibraryItem};
use crate::validation::{Faults, Validate};
use contract::Patch;
use serde::{Deserialize, Serialize};

/// What changes in an item; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryItemUpdate {
    /// Title of the work.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 300, example = "Heat Action Platform"))]
    pub title: Patch<String>,
    /// What it is, key of the vocabulary `resource_types`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 100, example = "toolkit"))]
    pub kind: Patch<String>,
    /// Who published it; `null` when not known.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 200, example = "Resilience Center"))]
    pub publisher: Patch<String>,
    /// Who made it, in the order of the work.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!([])))]
    pub authors: Patch<Vec<String>>,
    /// What it is about, in Markdown.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 3000, example = "Online guide to heat measures."))]
    pub summary: Patch<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Patch<Vec<String>>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!(["renewal"])))]
    pub stages: Patch<Vec<String>>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!([])))]
    pub sectors: Patch<Vec<String>>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!(["extreme_heat"])))]
    pub shocks: Patch<Vec<String>>,
    /// Language of the work, BCP 47.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 2, max_length = 35, example = "en"))]
    pub language: Patch<String>,
    /// Year of publication; `null` when not known.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, required = false, minimum = 1900, maximum = 2200, example = 2022))]
    pub year: Patch<i32>,
    /// Its licence as the work has it; `null` where none was seen.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 300, example = "CC BY 4.0"))]
    pub licence: Patch<String>,
    /// What one may do with it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = LicenceKind, required = false))]
    pub licence_kind: Patch<LicenceKind>,
    /// Web address of the work; `null` where it is a file alone.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 500, example = "https://example.org/heat"))]
    pub url: Patch<String>,
    /// What to know about it; `null` where there is nothing to know.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 500, example = "The page shows no date."))]
    pub note: Patch<String>,
    /// Whether the address is a mirror, a document-sharing site or a re-publication.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false, example = false))]
    pub is_copy: Patch<bool>,
    /// Whether the programme itself names it among its resources.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false, example = false))]
    pub named_by_programme: Patch<bool>,
}

impl LibraryItemUpdate {
    /// The item as it is after the change: to be checked as a new one is.
    #[must_use]
    pub fn over(self, before: &LibraryItem) -> NewLibraryItem {
        let before = NewLibraryItem::from(before);
        NewLibraryItem {
            title: self.title.or(before.title),
            kind: self.kind.or(before.kind),
            publisher: self.publisher.over(before.publisher),
            authors: self.authors.or(before.authors),
            summary: self.summary.or(before.summary),
            themes: self.themes.or(before.themes),
            stages: self.stages.or(before.stages),
            sectors: self.sectors.or(before.sectors),
            shocks: self.shocks.or(before.shocks),
            language: self.language.or(before.language),
            year: self.year.over(before.year),
            licence: self.licence.over(before.licence),
            licence_kind: self.licence_kind.or(before.licence_kind),
            url: self.url.over(before.url),
            note: self.note.over(before.note),
            is_copy: self.is_copy.or(before.is_copy),
            named_by_programme: self.named_by_programme.or(before.named_by_programme),
        }
    }
}

impl Validate for LibraryItemUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/title", &self.title);
        faults.never_empty("/kind", &self.kind);
        faults.never_empty("/authors", &self.authors);
        faults.never_empty("/summary", &self.summary);
        faults.never_empty("/themes", &self.themes);
        faults.never_empty("/stages", &self.stages);
        faults.never_empty("/sectors", &self.sectors);
        faults.never_empty("/shocks", &self.shocks);
        faults.never_empty("/language", &self.language);
        faults.never_empty("/licence_kind", &self.licence_kind);
        faults.never_empty("/is_copy", &self.is_copy);
        faults.never_empty("/named_by_programme", &self.named_by_programme);
    }
}

/// What is said of an item, as if it were said anew.
impl From<&LibraryItem> for NewLibraryItem {
    fn from(item: &LibraryItem) -> Self {
        Self {
            title: item.title.clone(),
            kind: item.kind.clone(),
            publisher: item.publisher.clone(),
            authors: item.authors.clone(),
            summary: item.summary.clone(),
            themes: item.themes.clone(),
            stages: item.stages.clone(),
            sectors: item.sectors.clone(),
            shocks: item.shocks.clone(),
            language: item.language.clone(),
            year: item.year,
            licence: item.licence.clone(),
            licence_kind: item.licence_kind,
            url: item.url.clone(),
            note: item.note.clone(),
            is_copy: item.is_copy,
            named_by_programme: item.named_by_programme,
        }
    }
}

/// The fields that two versions of an item differ in.
#[must_use]
pub fn touched(before: &NewLibraryItem, after: &NewLibraryItem) -> Vec<&'static str> {
    let fields = [
        ("title", before.title != after.title),
        ("kind", before.kind != after.kind),
        ("publisher", before.publisher != after.publisher),
        ("authors", before.authors != after.authors),
        ("summary", before.summary != after.summary),
        ("themes", before.themes != after.themes),
        ("stages", before.stages != after.stages),
        ("sectors", before.sectors != after.sectors),
        ("shocks", before.shocks != after.shocks),
        ("language", before.language != after.language),
        ("year", before.year != after.year),
        ("licence", before.licence != after.licence),
        ("licence_kind", before.licence_kind != after.licence_kind),
        ("url", before.url != after.url),
        ("note", before.note != after.note),
        ("is_copy", before.is_copy != after.is_copy),
        ("named_by_programme", before.named_by_programme != after.named_by_programme),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::touched;
    use crate::Valid;
    use crate::library::NewLibraryItem;
    use crate::library::new::tests::item;

    #[test]
    fn what_a_change_touches_is_named() {
        let kept = Valid::check(item()).unwrap().into_inner();
        assert_eq!(touched(&kept, &NewLibraryItem { year: None, ..kept.clone() }), ["year"]);
        assert!(touched(&kept, &kept.clone()).is_empty());
    }
}
