//! Cities: reading and loading.

mod list;
mod load;
mod profile;
mod proposed;
mod rows;

pub use list::{After, CitySelection, SortValue, Walk, Window, page};
pub use load::{known, put};
pub use profile::{profile, put_profile};
pub use proposed::{Alike, Proposed, alike, insert_proposed, origin, proposed, set_slug, slug_is_taken};

use crate::db::near::Near;
use crate::entities::city;
use crate::{Db, Result, Scope, Source};
use domain::cities::{City, CityRef, CitySummary};
use ids::CityId;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Value};
use std::sync::LazyLock;

/// One city, by id or slug; `None` when there is none that `scope` may see. Everyone may see every city.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, _scope: Scope, reference: &CityRef) -> Result<Option<City>> {
    if let Some(near) = db.near() {
        return get_near(near, reference);
    }
    let query = match reference {
        CityRef::Id(id) => city::Entity::find_by_id(*id),
        CityRef::Slug(slug) => city::Entity::find().filter(city::Column::Slug.eq(slug)),
    };
    query.one(db.read()).await?.map(rows::to_city).transpose()
}

/// The name of a city, also for who is writing; `None` when there is none of this id.
///
/// # Errors
/// When the database fails.
pub async fn name(source: &impl Source, id: CityId) -> Result<Option<String>> {
    let query = city::Entity::find_by_id(id).select_only().column(city::Column::Name);
    Ok(query.into_tuple().one(source.reading()).await?)
}

fn get_near(near: &Near, reference: &CityRef) -> Result<Option<City>> {
    // The texts are always the same, and putting one together takes as long as SQLite for its answer.
    static BY_ID: LazyLock<String> = LazyLock::new(|| text_of(city::Column::Id));
    static BY_SLUG: LazyLock<String> = LazyLock::new(|| text_of(city::Column::Slug));
    let (sql, value) = match reference {
        CityRef::Id(id) => (&BY_ID, Value::from(id.as_uuid())),
        CityRef::Slug(slug) => (&BY_SLUG, Value::from(slug.as_str())),
    };
    Ok(near.ask(sql, &[value], rows::near_city)?.pop())
}

fn text_of(column: city::Column) -> String {
    city::Entity::find().filter(column.eq("")).build(DbBackend::Sqlite).sql
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
