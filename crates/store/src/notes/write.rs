//! Putting notes: their row, their terms, what they cite, and their version.

use super::text::NoteHtml;
use crate::entities::{from_json, note, note_author, note_citation, note_term, note_version, to_json};
use crate::{Result, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::LessonCity;
use domain::notes::{NoteCitation, NoteContent, NoteFacet};
use ids::{AccountId, NoteId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

/// A note as it is put: complete, with what was derived from its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: NoteId,
    /// Its name in addresses.
    pub slug: String,
    /// The title to sort by.
    pub title_key: String,
    /// The beginning of the summary, without markup.
    pub excerpt: String,
    /// What it says.
    pub content: NoteContent,
    /// The same as HTML.
    pub html: NoteHtml,
    /// Its cities, with their names.
    pub cities: Vec<LessonCity>,
    /// The countries of those.
    pub countries: Vec<String>,
    /// What it cites, as it is now.
    pub citations: Vec<NoteCitation>,
}

/// Puts a note that is not there yet, or the next version of one that is; answers its version.
///
/// # Errors
/// When the database fails.
pub async fn put(
    tx: &Tx<'_>,
    written: &Written,
    change: Option<String>,
    authors: &[AccountId],
    at: DateTime<Utc>,
) -> Result<i64> {
    let before = note::Entity::find_by_id(written.id).one(tx.connection()).await?;
    let (published_at, version, number) =
        before.as_ref().map_or((at, 1, 1), |row| (row.published_at, row.version + 1, row.number + 1));
    let row = to_row(written, (published_at, at), (version, number))?;
    if before.is_some() {
        let row = note::ActiveModel { slug: ActiveValue::NotSet, ..row };
        note::Entity::update(row).exec(tx.connection()).await?;
    } else {
        note::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    put_terms(tx, written, published_at).await?;
    put_citations(tx, written).await?;
    add_authors(tx, written.id, authors).await?;
    let version_row = note_version::ActiveModel {
        note_id: ActiveValue::Set(written.id),
        number: ActiveValue::Set(number),
        title: ActiveValue::Set(written.content.title.clone()),
        content: ActiveValue::Set(to_json("note_versions.content", &written.content)?),
        citations: ActiveValue::Set(to_json("note_versions.citations", &written.citations)?),
        authors: ActiveValue::Set(to_json("note_versions.authors", &super::authors(tx, written.id).await?)?),
        change: ActiveValue::Set(change),
        published_at: ActiveValue::Set(at),
    };
    note_version::Entity::insert(version_row).exec_without_returning(tx.connection()).await?;
    Ok(version)
}

fn to_row(
    written: &Written,
    (published_at, updated_at): (DateTime<Utc>, DateTime<Utc>),
    (version, number): (i64, i64),
) -> Result<note::ActiveModel> {
    let Written { content, .. } = written;
    let set = |text: &str| ActiveValue::Set(text.to_owned());
    Ok(note::ActiveModel {
        id: ActiveValue::Set(written.id),
        slug: set(&written.slug),
        kind: set(content.kind.as_str()),
        title: set(&content.title),
        title_key: set(&written.title_key),
        excerpt: set(&written.excerpt),
        audience: set(&content.audience),
        question: set(&content.question),
        topics: ActiveValue::Set(to_json("notes.topics", &content.topics)?),
        themes: ActiveValue::Set(to_json("notes.themes", &content.themes)?),
        stages: ActiveValue::Set(to_json("notes.stages", &content.stages)?),
        cities: ActiveValue::Set(to_json("notes.cities", &written.cities)?),
        countries: ActiveValue::Set(to_json("notes.countries", &written.countries)?),
        language: set(content.language.as_str()),
        citations: ActiveValue::Set(i64::try_from(written.citations.len()).unwrap_or(i64::MAX)),
        number: ActiveValue::Set(number),
        published_at: ActiveValue::Set(published_at),
        updated_at: ActiveValue::Set(updated_at),
        version: ActiveValue::Set(version),
        content: ActiveValue::Set(to_json("notes.content", content)?),
        html: ActiveValue::Set(to_json("notes.html", &written.html)?),
    })
}

/// What a note can be filtered by that it may have several of.
fn terms(written: &Written) -> Vec<(NoteFacet, String)> {
    let Written { content, .. } = written;
    let lists = [
        (NoteFacet::Topic, &content.topics),
        (NoteFacet::Theme, &content.themes),
        (NoteFacet::Stage, &content.stages),
        (NoteFacet::Country, &written.countries),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let cities = written.cities.iter().map(|city| (NoteFacet::City, city.slug.clone()));
    let mut all: Vec<(NoteFacet, String)> = listed.chain(cities).collect();
    all.sort_unstable();
    all.dedup();
    all
}

async fn put_terms(tx: &Tx<'_>, written: &Written, published_at: DateTime<Utc>) -> Result<()> {
    let own = note_term::Entity::delete_many().filter(note_term::Column::NoteId.eq(written.id));
    own.exec(tx.connection()).await?;
    let rows = terms(written).into_iter().map(|(facet, key)| note_term::ActiveModel {
        note_id: ActiveValue::Set(written.id),
        facet: ActiveValue::Set(facet.as_str().to_owned()),
        key: ActiveValue::Set(key),
        published_at: ActiveValue::Set(published_at),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        note_term::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

async fn put_citations(tx: &Tx<'_>, written: &Written) -> Result<()> {
    let own = note_citation::Entity::delete_many().filter(note_citation::Column::NoteId.eq(written.id));
    own.exec(tx.connection()).await?;
    let rows = written.citations.iter().map(|cited| note_citation::ActiveModel {
        note_id: ActiveValue::Set(written.id),
        number: ActiveValue::Set(cited.number.into()),
        kind: ActiveValue::Set(cited.kind.as_str().to_owned()),
        thing_id: ActiveValue::Set(cited.id),
        slug: ActiveValue::Set(cited.slug.clone()),
        title: ActiveValue::Set(cited.title.clone()),
        version: ActiveValue::Set(cited.version),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        note_citation::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Adds who wrote it, behind those who wrote it before.
async fn add_authors(tx: &Tx<'_>, id: NoteId, authors: &[AccountId]) -> Result<()> {
    if authors.is_empty() {
        return Ok(());
    }
    let of_it = note_author::Entity::find().filter(note_author::Column::NoteId.eq(id));
    let before = i64::try_from(of_it.count(tx.connection()).await?).unwrap_or(i64::MAX);
    let rows = (before..).zip(authors).map(|(place, author)| note_author::ActiveModel {
        note_id: ActiveValue::Set(id),
        account_id: ActiveValue::Set(*author),
        place: ActiveValue::Set(place),
    });
    let columns = [note_author::Column::NoteId, note_author::Column::AccountId];
    let known = OnConflict::columns(columns).do_nothing().to_owned();
    let insert = note_author::Entity::insert_many(rows.collect::<Vec<_>>()).on_conflict(known);
    insert.exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whether a note has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = note::Entity::find().filter(note::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

/// Removes a note with its versions and all else that hangs on it.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: NoteId) -> Result<()> {
    note::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Tells the notes of a city its other name, or its other slug; answers which have changed, with their versions.
///
/// # Errors
/// When the database fails.
pub async fn rename_city(
    tx: &Tx<'_>,
    old_slug: &str,
    to: &LessonCity,
    at: DateTime<Utc>,
) -> Result<Vec<(NoteId, String, i64)>> {
    let is_of_city = Condition::all()
        .add(note_term::Column::Facet.eq(NoteFacet::City.as_str()))
        .add(note_term::Column::Key.eq(old_slug));
    let having = note_term::Entity::find().select_only().column(note_term::Column::NoteId);
    let ids: Vec<NoteId> = having.filter(is_of_city.clone()).into_tuple().all(tx.connection()).await?;
    let mut told = Vec::new();
    for id in ids {
        let Some(row) = note::Entity::find_by_id(id).one(tx.connection()).await? else { continue };
        if let Some(version) = rename_in(tx, &row, old_slug, to, at).await? {
            told.push((id, row.slug, version));
        }
    }
    if old_slug != to.slug {
        let moved = note_term::ActiveModel { key: ActiveValue::Set(to.slug.clone()), ..Default::default() };
        note_term::Entity::update_many().set(moved).filter(is_of_city).exec(tx.connection()).await?;
    }
    Ok(told)
}

/// The version of the note with the city's new name; `None` where it bears that already.
async fn rename_in(
    tx: &Tx<'_>,
    row: &note::Model,
    old_slug: &str,
    to: &LessonCity,
    at: DateTime<Utc>,
) -> Result<Option<i64>> {
    let before: Vec<LessonCity> = from_json("notes.cities", &row.cities)?;
    let mut cities = before.clone();
    cities.iter_mut().filter(|city| city.id == to.id).for_each(|city| city.clone_from(to));
    if cities == before {
        return Ok(None);
    }
    let mut content: NoteContent = from_json("notes.content", &row.content)?;
    content.cities.iter_mut().filter(|slug| *slug == old_slug).for_each(|slug| slug.clone_from(&to.slug));
    let version = row.version + 1;
    let changed = note::ActiveModel {
        id: ActiveValue::Unchanged(row.id),
        cities: ActiveValue::Set(to_json("notes.cities", &cities)?),
        content: ActiveValue::Set(to_json("notes.content", &content)?),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    note::Entity::update(changed).exec(tx.connection()).await?;
    Ok(Some(version))
}
