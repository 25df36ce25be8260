//! Terms of the vocabularies.

use crate::entities::{from_json, key, term, to_json};
use crate::reference::{Known, Stamp};
use crate::{Db, Result, Scope, Tx};
use domain::vocabularies::{Definitions, Term, VocabularyName};
use ids::TermId;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

/// A term with its vocabulary and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of the term.
    pub id: TermId,
    /// Vocabulary that it belongs to.
    pub vocabulary: VocabularyName,
    /// Place in the vocabulary.
    pub position: i64,
    /// The term.
    pub term: Term,
}

/// Terms in the order to show them, of one vocabulary or of all. Everyone may see them, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, _scope: Scope, name: Option<VocabularyName>) -> Result<Vec<Entry>> {
    let mut query = term::Entity::find().order_by_asc(term::Column::Vocabulary).order_by_asc(term::Column::Position);
    if let Some(name) = name {
        query = query.filter(term::Column::Vocabulary.eq(name.as_str()));
    }
    query.all(db.read()).await?.into_iter().map(to_entry).collect()
}

fn to_entry(row: term::Model) -> Result<Entry> {
    let definitions = match &row.definitions {
        Some(text) => Some(from_json("terms.definitions", text)?),
        // Of a row that an older replica has loaded, the English one is known.
        None => row.definition.clone().map(Definitions::english),
    };
    Ok(Entry {
        id: row.id,
        vocabulary: key("terms.vocabulary", &row.vocabulary)?,
        position: row.position,
        term: Term {
            key: row.key,
            labels: from_json("terms.labels", &row.labels)?,
            definition: row.definition,
            definitions,
            parent: row.parent,
        },
    })
}

/// Terms that are there already, keyed `vocabulary/key`.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>) -> Result<Vec<Known>> {
    let rows = term::Entity::find().all(tx.connection()).await?;
    let known = |row: term::Model| Known {
        id: row.id.as_uuid(),
        key: format!("{}/{}", row.vocabulary, row.key),
        digest: row.digest,
        version: row.version,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Writes a loaded term.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, entry: &Entry, stamp: &Stamp) -> Result<()> {
    let row = term::Model {
        id: stamp.id.into(),
        vocabulary: entry.vocabulary.as_str().to_owned(),
        key: entry.term.key.clone(),
        position: entry.position,
        labels: to_json("terms.labels", &entry.term.labels)?,
        definition: entry.term.definition.clone(),
        definitions: entry.term.definitions.as_ref().map(|all| to_json("terms.definitions", all)).transpose()?,
        parent: entry.term.parent.clone(),
        digest: stamp.digest.clone(),
        version: stamp.version,
        updated_at: stamp.at,
    };
    let row = row.into_active_model().reset_all();
    if stamp.new {
        term::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    } else {
        term::Entity::update(term::ActiveModel { id: ActiveValue::Unchanged(stamp.id.into()), ..row })
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
