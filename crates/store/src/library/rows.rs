//! From rows of items to items.

use crate::Result;
use crate::entities::{from_json, key, library_item};
use domain::library::{ItemLink, LibraryFile, LibraryItem, LibraryItemSummary};
use ids::LibraryItemId;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{FromQueryResult, QuerySelect, Select};

/// The columns of an item in a list.
#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    pub(super) id: LibraryItemId,
    slug: String,
    title: String,
    pub(super) title_key: String,
    kind: String,
    publisher: Option<String>,
    excerpt: String,
    themes: String,
    stages: String,
    sectors: String,
    shocks: String,
    language: String,
    year: Option<i64>,
    licence_kind: String,
    url: Option<String>,
    file_name: Option<String>,
    file_type: Option<String>,
    file_bytes: Option<i64>,
    file_sha256: Option<String>,
    is_copy: bool,
    named_by_programme: bool,
    link_state: String,
    link_dead: bool,
    link_checked_at: Option<DateTimeUtc>,
    pub(super) link_since: Option<DateTimeUtc>,
    link_moved_to: Option<String>,
    pub(super) published_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
    version: i64,
}

/// Picks the columns of [`SummaryRow`].
pub(super) fn summary(query: Select<library_item::Entity>) -> Select<library_item::Entity> {
    use library_item::Column::{
        Excerpt, FileBytes, FileName, FileSha256, FileType, Id, IsCopy, Kind, Language, LicenceKind, LinkCheckedAt,
        LinkDead, LinkMovedTo, LinkSince, LinkState, NamedByProgramme, PublishedAt, Publisher, Sectors, Shocks, Slug,
        Stages, Themes, Title, TitleKey, UpdatedAt, Url, Version, Year,
    };
    let query = query.select_only().columns([Id, Slug, Title, TitleKey, Kind, Publisher, Excerpt, Themes, Stages]);
    let query = query.columns([Sectors, Shocks, Language, Year, LicenceKind, Url, FileName, FileType, FileBytes]);
    let query = query.columns([FileSha256, IsCopy, NamedByProgramme, LinkState, LinkDead, LinkCheckedAt, LinkSince]);
    query.columns([LinkMovedTo, PublishedAt, UpdatedAt, Version])
}

/// A year as it was kept.
fn year(number: Option<i64>) -> Option<i32> {
    number.and_then(|year| i32::try_from(year).ok())
}

/// What is kept of a file: all of it, or nothing.
pub(super) type FileColumns = (Option<String>, Option<String>, Option<i64>, Option<String>);

pub(super) fn file((name, kind, bytes, sha256): FileColumns) -> Result<Option<LibraryFile>> {
    let (Some(name), Some(kind), Some(bytes), Some(sha256)) = (name, kind, bytes, sha256) else { return Ok(None) };
    let media_type = key("library_items.file_type", &kind)?;
    Ok(Some(LibraryFile { name, media_type, bytes, sha256 }))
}

impl SummaryRow {
    pub(super) fn into_summary(self) -> Result<LibraryItemSummary> {
        Ok(LibraryItemSummary {
            id: self.id,
            slug: self.slug,
            title: self.title,
            kind: self.kind,
            publisher: self.publisher,
            excerpt: self.excerpt,
            themes: from_json("library_items.themes", &self.themes)?,
            stages: from_json("library_items.stages", &self.stages)?,
            sectors: from_json("library_items.sectors", &self.sectors)?,
            shocks: from_json("library_items.shocks", &self.shocks)?,
            language: self.language,
            year: year(self.year),
            licence_kind: key("library_items.licence_kind", &self.licence_kind)?,
            url: self.url,
            file: file((self.file_name, self.file_type, self.file_bytes, self.file_sha256))?,
            is_copy: self.is_copy,
            named_by_programme: self.named_by_programme,
            link: ItemLink {
                state: key("library_items.link_state", &self.link_state)?,
                dead: self.link_dead,
                checked_at: self.link_checked_at,
                since: self.link_since,
                moved_to: self.link_moved_to,
            },
            published_at: self.published_at,
            updated_at: self.updated_at,
            version: self.version,
        })
    }
}

/// How the link of a row is.
pub(super) fn link(row: &library_item::Model) -> Result<ItemLink> {
    Ok(ItemLink {
        state: key("library_items.link_state", &row.link_state)?,
        dead: row.link_dead,
        checked_at: row.link_checked_at,
        since: row.link_since,
        moved_to: row.link_moved_to.clone(),
    })
}

pub(super) fn to_item(row: library_item::Model) -> Result<LibraryItem> {
    Ok(LibraryItem {
        id: row.id,
        link: link(&row)?,
        slug: row.slug,
        title: row.title,
        kind: row.kind,
        publisher: row.publisher,
        authors: from_json("library_items.authors", &row.authors)?,
        summary: row.summary,
        summary_html: row.summary_html,
        themes: from_json("library_items.themes", &row.themes)?,
        stages: from_json("library_items.stages", &row.stages)?,
        sectors: from_json("library_items.sectors", &row.sectors)?,
        shocks: from_json("library_items.shocks", &row.shocks)?,
        language: row.language,
        year: year(row.year),
        licence: row.licence,
        licence_kind: key("library_items.licence_kind", &row.licence_kind)?,
        url: row.url,
        file: file((row.file_name, row.file_type, row.file_bytes, row.file_sha256))?,
        note: row.note,
        is_copy: row.is_copy,
        named_by_programme: row.named_by_programme,
        published_at: row.published_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}
