//! Cities: reading and loading.

mod list;
mod load;
mod profile;
mod rows;

pub use list::{After, CitySelection, SortValue, Walk, Window, page};
pub use load::{known, put};
pub use profile::{profile, put_profile};

use crate::entities::city;
use crate::{Db, Result, Scope};
use domain::cities::{City, CityRef, CitySummary};
use ids::CityId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// One city, by id or slug; `None` when there is none that `scope` may see. Everyone may see every city.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, _scope: Scope, reference: &CityRef) -> Result<Option<City>> {
    let query = match reference {
        CityRef::Id(id) => city::Entity::find_by_id(*id),
        CityRef::Slug(slug) => city::Entity::find().filter(city::Column::Slug.eq(slug)),
    };
    query.one(db.read()).await?.map(rows::to_city).transpose()
}

/// The cities of these ids, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(db: &Db, _scope: Scope, ids: &[CityId]) -> Result<Vec<CitySummary>> {
    let query = city::Entity::find().filter(city::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<rows::SummaryRow> = rows::summary(query).into_model().all(db.read()).await?;
    rows.into_iter().map(rows::SummaryRow::into_summary).collect()
}
