//! What cities report of lessons that they tried. Everyone may see it.

use super::rows::year;
use crate::entities::{any_of, city, key, lesson_outcome};
use crate::memberships::{people, to_person};
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{LessonCity, LessonOutcome, NewLessonOutcome, OutcomeResult};
use ids::{AccountId, CityId, LessonId, LessonOutcomeId};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A report that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutcomeRow {
    /// Its id.
    pub id: LessonOutcomeId,
    /// Of which lesson.
    pub lesson: LessonId,
    /// Of which city.
    pub city: CityId,
    /// Who reports.
    pub account: AccountId,
    /// What it says; its city is named above.
    pub report: NewLessonOutcome,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Adds a report. The lesson is graded anew by [`regrade`](super::regrade).
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when the city has one of this lesson; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewOutcomeRow) -> Result<()> {
    let NewOutcomeRow { id, lesson, city, account, report, at } = new;
    let row = lesson_outcome::ActiveModel {
        id: ActiveValue::Set(id),
        lesson_id: ActiveValue::Set(lesson),
        city_id: ActiveValue::Set(city),
        account_id: ActiveValue::Set(Some(account)),
        created_at: ActiveValue::Set(at),
        ..said(report, at, 1)
    };
    lesson_outcome::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The columns that say what became of it.
fn said(report: NewLessonOutcome, at: DateTime<Utc>, version: i64) -> lesson_outcome::ActiveModel {
    lesson_outcome::ActiveModel {
        result: ActiveValue::Set(report.result.as_str().to_owned()),
        year: ActiveValue::Set(report.year.map(i64::from)),
        context: ActiveValue::Set(report.context),
        basis: ActiveValue::Set(report.basis.as_str().to_owned()),
        evidence: ActiveValue::Set(report.evidence),
        url: ActiveValue::Set(report.url),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    }
}

/// Puts what a report says from now on; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, before: &LessonOutcome, report: NewLessonOutcome, at: DateTime<Utc>) -> Result<i64> {
    let version = before.version + 1;
    let row = lesson_outcome::ActiveModel { id: ActiveValue::Unchanged(before.id), ..said(report, at, version) };
    lesson_outcome::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Removes a report.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: LessonOutcomeId) -> Result<()> {
    lesson_outcome::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// One report. The HTML of its text is left empty: who answers renders it.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, id: LessonOutcomeId) -> Result<Option<LessonOutcome>> {
    let row = lesson_outcome::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(to_outcomes(source, row.into_iter().collect()).await?.pop())
}

/// The report of a city about a lesson, where there is one.
///
/// # Errors
/// When the database fails.
pub async fn id_of(source: &impl Source, lesson: LessonId, city: CityId) -> Result<Option<LessonOutcomeId>> {
    let query = lesson_outcome::Entity::find()
        .select_only()
        .column(lesson_outcome::Column::Id)
        .filter(lesson_outcome::Column::LessonId.eq(lesson))
        .filter(lesson_outcome::Column::CityId.eq(city));
    Ok(query.into_tuple().one(source.reading()).await?)
}

/// How many cities report of a lesson.
///
/// # Errors
/// When the database fails.
pub async fn count(source: &impl Source, lesson: LessonId) -> Result<u64> {
    let query = lesson_outcome::Entity::find().filter(lesson_outcome::Column::LessonId.eq(lesson));
    Ok(query.count(source.reading()).await?)
}

/// Reports of a lesson that say any of `results` (any at all when none is named), the newest first, before the report
/// `before`, at most `limit`. Everyone may see them, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    _scope: Scope,
    (lesson, results): (LessonId, &[OutcomeResult]),
    before: Option<LessonOutcomeId>,
    limit: u64,
) -> Result<Vec<LessonOutcome>> {
    let wanted = Condition::all()
        .add(lesson_outcome::Column::LessonId.eq(lesson))
        .add_option(any_of(lesson_outcome::Column::Result, results.iter().map(|result| result.as_str())))
        .add_option(before.map(|before| lesson_outcome::Column::Id.lt(before)));
    let query = lesson_outcome::Entity::find().filter(wanted);
    let rows = query.order_by_desc(lesson_outcome::Column::Id).limit(limit).all(db.read()).await?;
    to_outcomes(db, rows).await
}

/// The reports that an account made, the newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<LessonOutcome>> {
    let query = lesson_outcome::Entity::find().filter(lesson_outcome::Column::AccountId.eq(account));
    let rows = query.order_by_desc(lesson_outcome::Column::Id).limit(limit).all(db.read()).await?;
    to_outcomes(db, rows).await
}

async fn cities(source: &impl Source, rows: &[lesson_outcome::Model]) -> Result<Vec<LessonCity>> {
    use city::Column::{Country, Id, Name, Slug};
    let query = city::Entity::find().select_only().columns([Id, Slug, Name, Country]);
    let query = query.filter(Id.is_in(rows.iter().map(|row| row.city_id)));
    let found: Vec<(CityId, String, String, String)> = query.into_tuple().all(source.reading()).await?;
    Ok(found.into_iter().map(|(id, slug, name, country)| LessonCity { id, slug, name, country }).collect())
}

async fn to_outcomes(source: &impl Source, rows: Vec<lesson_outcome::Model>) -> Result<Vec<LessonOutcome>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let people = people(source, rows.iter().filter_map(|row| row.account_id).collect()).await?;
    let cities = cities(source, &rows).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // It goes with the city: a row without it is being deleted right now.
        let Some(city) = cities.iter().find(|city| city.id == row.city_id) else { continue };
        found.push(LessonOutcome {
            id: row.id,
            lesson_id: row.lesson_id,
            city: city.clone(),
            person: row.account_id.and_then(|account| people.get(&account)).map(to_person),
            result: key("lesson_outcomes.result", &row.result)?,
            year: year(row.year),
            context: row.context,
            context_html: String::new(),
            basis: key("lesson_outcomes.basis", &row.basis)?,
            evidence: row.evidence,
            url: row.url,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        });
    }
    Ok(found)
}
