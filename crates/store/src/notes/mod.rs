//! Notes: reading, putting, and what stands around them.

mod drafts;
mod list;
mod references;
mod rows;
mod text;
pub mod topics;
pub mod versions;
mod write;

pub use list::{After, NoteSelection, Walk, Window, by_ids, page};
pub use references::{cited, citing, references};
pub use text::{NoteHtml, text};
pub use write::{Written, delete, put, rename_city, slug_is_taken};

use crate::entities::{note, note_author, note_citation};
use crate::memberships::{people, to_person};
use crate::{Db, Error, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::identity::Person;
use domain::notes::{Note, NoteCitation, NoteName, NoteRef};
use ids::{AccountId, NoteId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;

/// One note, by id or slug; `None` when there is none that `scope` may see. Everyone may see every published note.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, _scope: Scope, reference: &NoteRef) -> Result<Option<Note>> {
    let row = named(reference).one(source.reading()).await?;
    Ok(filled(source, row.into_iter().collect()).await?.pop())
}

/// The note of this id or slug.
fn named(reference: &NoteRef) -> Select<note::Entity> {
    match reference {
        NoteRef::Id(id) => note::Entity::find_by_id(*id),
        NoteRef::Slug(slug) => note::Entity::find().filter(note::Column::Slug.eq(slug)),
    }
}

/// Adds what stands in other tables.
async fn filled(source: &impl Source, rows: Vec<note::Model>) -> Result<Vec<Note>> {
    let ids: Vec<NoteId> = rows.iter().map(|row| row.id).collect();
    let mut cited = citations(source, &ids).await?;
    let lists: Vec<Vec<NoteCitation>> = ids.iter().map(|id| cited.remove(id).unwrap_or_default()).collect();
    let references = references(source, &lists).await?;
    let mut authors = authors_of(source, &ids).await?;
    let mut notes = Vec::with_capacity(rows.len());
    for (row, references) in rows.into_iter().zip(references) {
        let mut note = rows::to_note(row, references)?;
        note.authors = authors.remove(&note.id).unwrap_or_default();
        notes.push(note);
    }
    text::fill_figures(source, &mut notes).await?;
    Ok(notes)
}

/// What notes cite, in the order of the numbers.
async fn citations(source: &impl Source, ids: &[NoteId]) -> Result<HashMap<NoteId, Vec<NoteCitation>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = note_citation::Entity::find().filter(note_citation::Column::NoteId.is_in(ids.iter().copied()));
    let rows = query.order_by_asc(note_citation::Column::Number).all(source.reading()).await?;
    let mut found: HashMap<NoteId, Vec<NoteCitation>> = HashMap::new();
    for row in rows {
        found.entry(row.note_id).or_default().push(references::to_citation(row)?);
    }
    Ok(found)
}

/// Who wrote notes, in their order.
async fn authors_of(source: &impl Source, ids: &[NoteId]) -> Result<HashMap<NoteId, Vec<Person>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = note_author::Entity::find().filter(note_author::Column::NoteId.is_in(ids.iter().copied()));
    let rows = query.order_by_asc(note_author::Column::Place).all(source.reading()).await?;
    let known = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
    let mut found: HashMap<NoteId, Vec<Person>> = HashMap::new();
    for row in rows {
        found.entry(row.note_id).or_default().extend(known.get(&row.account_id).map(to_person));
    }
    Ok(found)
}

/// The names of notes, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn names(source: &impl Source, ids: &[NoteId]) -> Result<Vec<NoteName>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = name_columns(note::Entity::find().filter(note::Column::Id.is_in(ids.iter().copied())));
    let rows: Vec<(NoteId, String, String, i64)> = query.into_tuple().all(source.reading()).await?;
    rows.into_iter().map(to_name).collect()
}

/// The name of one note; `None` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn name(source: &impl Source, reference: &NoteRef) -> Result<Option<NoteName>> {
    name_columns(named(reference)).into_tuple().one(source.reading()).await?.map(to_name).transpose()
}

fn name_columns(query: Select<note::Entity>) -> Select<note::Entity> {
    use note::Column::{Id, Number, Slug, Title};
    query.select_only().columns([Id, Slug, Title, Number])
}

fn to_name((id, slug, title, number): (NoteId, String, String, i64)) -> Result<NoteName> {
    Ok(NoteName { id, slug, title, number: small("notes.number", number)? })
}

/// A number that the API promises to be small.
fn small(column: &'static str, number: i64) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::unreadable(column, "out of range"))
}

/// Names in addresses with the moment of the last change, in the order of the names: after `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn slugs(db: &Db, after: &str, limit: u64) -> Result<Vec<(String, DateTime<Utc>)>> {
    let query = note::Entity::find()
        .select_only()
        .columns([note::Column::Slug, note::Column::UpdatedAt])
        .filter(note::Column::Slug.gt(after))
        .order_by_asc(note::Column::Slug)
        .limit(limit);
    Ok(query.into_tuple().all(db.read()).await?)
}

/// Who wrote a note.
///
/// # Errors
/// When the database fails.
pub async fn authors(source: &impl Source, id: NoteId) -> Result<Vec<AccountId>> {
    let query = note_author::Entity::find()
        .select_only()
        .column(note_author::Column::AccountId)
        .filter(note_author::Column::NoteId.eq(id))
        .order_by_asc(note_author::Column::Place);
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// The notes that an account wrote, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn written_by(db: &Db, account: AccountId, limit: u64) -> Result<Vec<NoteName>> {
    let query = note_author::Entity::find()
        .select_only()
        .column(note_author::Column::NoteId)
        .filter(note_author::Column::AccountId.eq(account))
        .order_by_desc(note_author::Column::NoteId);
    let ids: Vec<NoteId> = query.limit(limit).into_tuple().all(db.read()).await?;
    names(db, &ids).await
}

/// Which notes with all that they say.
#[derive(Debug, Clone, Copy)]
pub enum Wholes<'a> {
    /// Those of these ids; ids that name none are left out.
    Of(&'a [NoteId]),
    /// Those behind this id, in the order of ids; from the first when `None`. At most so many.
    Behind(Option<NoteId>, u64),
}

/// Notes with all that they say: for the search index, and for feeds.
///
/// # Errors
/// When the database fails.
pub async fn wholes(db: &Db, _scope: Scope, which: Wholes<'_>) -> Result<Vec<Note>> {
    let query = match which {
        Wholes::Of([]) => return Ok(Vec::new()),
        Wholes::Of(ids) => note::Entity::find().filter(note::Column::Id.is_in(ids.iter().copied())),
        Wholes::Behind(after, limit) => {
            let behind = Condition::all().add_option(after.map(|after| note::Column::Id.gt(after)));
            note::Entity::find().filter(behind).order_by_asc(note::Column::Id).limit(limit)
        }
    };
    filled(db, query.all(db.read()).await?).await
}

/// The number of the newest version of a note that nobody else puts until the transaction ends.
///
/// # Errors
/// When there is no such note or the database fails.
pub async fn number(tx: &Tx<'_>, id: NoteId) -> Result<i32> {
    let found = name(tx, &NoteRef::Id(id)).await?;
    found.map(|name| name.number).ok_or_else(|| Error::Other(format!("there is no note {id}")))
}
