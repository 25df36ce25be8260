//! What notes said each time they were published. Everyone may see it.

use super::small;
use crate::entities::{from_json, note_version};
use crate::memberships::{people, to_person};
use crate::{Db, Result, Scope, Source};
use chrono::{DateTime, Utc};
use domain::identity::Person;
use domain::notes::{NoteCitation, NoteContent, NoteVersionSummary};
use ids::{AccountId, NoteId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// A version as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptVersion {
    /// Its number.
    pub number: i32,
    /// What it said.
    pub content: NoteContent,
    /// What it cited, as it was then.
    pub citations: Vec<NoteCitation>,
    /// Who wrote it, of those who are still here.
    pub authors: Vec<Person>,
    /// What changed.
    pub change: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// What a list shows of a version: number, title, authors as JSON, what changed and when.
type Row = (i64, String, String, Option<String>, DateTime<Utc>);

/// The versions of a note, the newest first, before the one of the number `before`, at most `limit`. Everyone may see
/// them, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    _scope: Scope,
    note: NoteId,
    before: Option<i32>,
    limit: u64,
) -> Result<Vec<NoteVersionSummary>> {
    use note_version::Column::{Authors, Change, NoteId as Of, Number, PublishedAt, Title};
    let wanted = Condition::all().add(Of.eq(note)).add_option(before.map(|before| Number.lt(i64::from(before))));
    let query = note_version::Entity::find().select_only().columns([Number, Title, Authors, Change, PublishedAt]);
    let query = query.filter(wanted).order_by_desc(Number).limit(limit);
    let rows: Vec<Row> = query.into_tuple().all(db.read()).await?;
    let authors = authors(db, rows.iter().map(|row| row.2.as_str())).await?;
    let version = |((number, title, _, change, published_at), authors): (Row, Vec<Person>)| {
        let number = small("note_versions.number", number)?;
        Ok(NoteVersionSummary { number, title, authors, change, published_at })
    };
    rows.into_iter().zip(authors).map(version).collect()
}

/// One version of a note; everyone may see it, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, _scope: Scope, note: NoteId, number: i32) -> Result<Option<KeptVersion>> {
    let row = note_version::Entity::find_by_id((note, i64::from(number))).one(db.read()).await?;
    let Some(row) = row else { return Ok(None) };
    let authors = authors(db, std::iter::once(row.authors.as_str())).await?.pop().unwrap_or_default();
    Ok(Some(KeptVersion {
        number: small("note_versions.number", row.number)?,
        content: from_json("note_versions.content", &row.content)?,
        citations: from_json("note_versions.citations", &row.citations)?,
        authors,
        change: row.change,
        published_at: row.published_at,
    }))
}

/// The people whose ids stand in each of these columns. Those who have gone are named no more.
async fn authors<'a>(source: &impl Source, columns: impl Iterator<Item = &'a str>) -> Result<Vec<Vec<Person>>> {
    let written = columns.map(|column| from_json("note_versions.authors", column));
    let written = written.collect::<Result<Vec<Vec<AccountId>>>>()?;
    let known = people(source, written.iter().flatten().copied().collect()).await?;
    let of = |ids: &Vec<AccountId>| ids.iter().filter_map(|id| known.get(id)).map(to_person).collect();
    Ok(written.iter().map(of).collect())
}
