//! Items as they are shown.

use super::{FileType, ItemLink, LicenceKind};
use chrono::{DateTime, Utc};
use ids::LibraryItemId;
use serde::{Deserialize, Serialize};

/// A file that is kept with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryFile {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 150, example = "heat-action-plan.pdf"))]
    pub name: String,
    /// What it is, by what is in it.
    pub media_type: FileType,
    /// How long it is, in bytes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20_971_520, example = 482_133))]
    pub bytes: i64,
    /// SHA-256 of it, in hexadecimal.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 64,
            max_length = 64,
            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        )
    )]
    pub sha256: String,
}

/// An item in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryItemSummary {
    /// Id of the item.
    pub id: LibraryItemId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "heat-action-platform"))]
    pub slug: String,
    /// Title of the work.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "Heat Action Platform"))]
    pub title: String,
    /// What it is, key of the vocabulary `resource_types`.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "toolkit"))]
    pub kind: String,
    /// Who published it; `null` when not known.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, example = "Arsht-Rockefeller Foundation Resilience Center and partners")
    )]
    pub publisher: Option<String>,
    /// The beginning of the summary, without markup.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 400, example = "Online guide to assess, plan, carry out and evaluate heat measures.")
    )]
    pub excerpt: String,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["renewal"])))]
    pub stages: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub sectors: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub shocks: Vec<String>,
    /// Language of the work, BCP 47.
    #[cfg_attr(feature = "openapi", schema(max_length = 35, example = "en"))]
    pub language: String,
    /// Year of publication; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2022))]
    pub year: Option<i32>,
    /// What one may do with it.
    pub licence_kind: LicenceKind,
    /// Web address of the work; `null` where it is a file alone.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 500,
            example = "https://onebillionresilient.org/2022/05/23/new-tool-empowers-cities-to-address-extreme-heat"
        )
    )]
    pub url: Option<String>,
    /// The file that is kept with it; `null` where it is a link alone. Read it at `/library-items/{item}/file`.
    pub file: Option<LibraryFile>,
    /// Whether the address is a mirror, a document-sharing site or a re-publication.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_copy: bool,
    /// Whether the programme itself names it among its resources.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub named_by_programme: bool,
    /// How its link is.
    pub link: ItemLink,
    /// When it came to the library.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it. Looking at the link is none.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// An item of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryItem {
    /// Id of the item.
    pub id: LibraryItemId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "heat-action-platform"))]
    pub slug: String,
    /// Title of the work.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "Heat Action Platform"))]
    pub title: String,
    /// What it is, key of the vocabulary `resource_types`.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "toolkit"))]
    pub kind: String,
    /// Who published it; `null` when not known.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, example = "Arsht-Rockefeller Foundation Resilience Center and partners")
    )]
    pub publisher: Option<String>,
    /// Who made it, in the order of the work; empty when not known.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub authors: Vec<String>,
    /// What it is about, in Markdown.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 3000, example = "Online guide to assess, plan, carry out and evaluate heat measures.")
    )]
    pub summary: String,
    /// The same as HTML that a page may hold as it is: nothing in it runs, loads or styles.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 100_000,
            example = "<p>Online guide to assess, plan, carry out and evaluate heat measures.</p>\n"
        )
    )]
    pub summary_html: String,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["renewal"])))]
    pub stages: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub sectors: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub shocks: Vec<String>,
    /// Language of the work, BCP 47.
    #[cfg_attr(feature = "openapi", schema(max_length = 35, example = "en"))]
    pub language: String,
    /// Year of publication; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2022))]
    pub year: Option<i32>,
    /// Its licence as the work has it; `null` where none was seen.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "CC BY 4.0"))]
    pub licence: Option<String>,
    /// What one may do with it.
    pub licence_kind: LicenceKind,
    /// Web address of the work; `null` where it is a file alone.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 500,
            example = "https://onebillionresilient.org/2022/05/23/new-tool-empowers-cities-to-address-extreme-heat"
        )
    )]
    pub url: Option<String>,
    /// The file that is kept with it; `null` where it is a link alone. Read it at `/library-items/{item}/file`.
    pub file: Option<LibraryFile>,
    /// What to know about it, such as what could not be verified; `null` where there is nothing to know.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
    /// Whether the address is a mirror, a document-sharing site or a re-publication.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_copy: bool,
    /// Whether the programme itself names it among its resources.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub named_by_programme: bool,
    /// How its link is.
    pub link: ItemLink,
    /// When it came to the library.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it. Looking at the link is none.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}
