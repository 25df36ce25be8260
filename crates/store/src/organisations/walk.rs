//! Organisations for the search index: some by their ids, or all of them, part by part.

use super::{OrganisationsAfter, rows, seen};
use crate::entities::organisation;
use crate::{Db, Result, Scope};
use domain::organisations::Organisation;
use ids::OrganisationId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 1_000;

/// The organisations of these ids that `scope` may see, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(db: &Db, scope: Scope, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
    let query = organisation::Entity::find().filter(seen(scope));
    let query = query.filter(organisation::Column::Id.is_in(ids.iter().copied()));
    rows::to_organisations(db, query.all(db.read()).await?).await
}

/// Goes through every organisation that `scope` may see, by name, part by part, so that any number passes through
/// little memory.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    after: Option<OrganisationsAfter>,
    done: bool,
}

impl Walk {
    /// Stands before the first organisation.
    #[must_use]
    pub const fn new(scope: Scope) -> Self {
        Self { scope, after: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<Organisation>>> {
        if self.done {
            return Ok(None);
        }
        let mut query = organisation::Entity::find().filter(seen(self.scope));
        if let Some(OrganisationsAfter { name_key, id }) = self.after.take() {
            // A comparison of pairs, which both engines answer from the index of the order.
            let row = Expr::tuple([Expr::col(organisation::Column::NameKey), Expr::col(organisation::Column::Id)]);
            query = query.filter(row.gt(Expr::tuple([Expr::value(name_key), Expr::value(id)])));
        }
        let query = query.order_by_asc(organisation::Column::NameKey).order_by_asc(organisation::Column::Id);
        let found = query.limit(PART).all(db.read()).await?;
        self.done = (found.len() as u64) < PART;
        self.after = found.last().map(|row| OrganisationsAfter { name_key: row.name_key.clone(), id: row.id });
        Ok(Some(rows::to_organisations(db, found).await?))
    }
}
