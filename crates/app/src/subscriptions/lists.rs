//! Subscribers as editors see them: page by page, as a file, in figures.

use crate::access::authorise;
use crate::cursor::List;
use crate::export::{Cell, Column, Parts, Source, Table, TableFormat, write_table};
use crate::{Context, Error, Result};
use chrono::TimeDelta;
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::policy::{Action, Actor};
use domain::subscriptions::{
    Subscriber, SubscriberExportQuery, SubscriberFilter, SubscriberQuery, SubscriptionFigures,
};
use futures_util::future::BoxFuture;
use ids::{CityId, SubscriberId};
use store::subscriptions::Walk;

/// What is lately.
const LATELY: TimeDelta = TimeDelta::days(30);

/// A page of subscribers, the last come first.
///
/// # Errors
/// [`Error::Malformed`] for an unknown city or a bad cursor; when the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &SubscriberQuery) -> Result<Page<Subscriber>> {
    authorise(actor, Action::ListSubscribers)?;
    let list = List::of(Action::ListSubscribers, &query.filter.to_query());
    let before: Option<SubscriberId> = list.read(query.cursor.as_deref())?;
    let city = city_of(ctx, &query.filter).await?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::subscriptions::page(ctx.db(), &query.filter, city, before, limit + 1).await?;
    list.page(items, limit, |subscriber| subscriber.id)
}

async fn city_of(ctx: &Context, filter: &SubscriberFilter) -> Result<Option<CityId>> {
    let Some(name) = &filter.city else { return Ok(None) };
    let found = store::subscriptions::city_of(ctx.db(), name).await?;
    let unknown = || Fault::new("city", "unknown_city", "There is no such city. Give its id or its slug.");
    found.map(Some).ok_or_else(|| Error::Malformed(vec![unknown()]))
}

/// Subscriptions in figures.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn figures(ctx: &Context, actor: &Actor) -> Result<SubscriptionFigures> {
    authorise(actor, Action::GetSubscriptionFigures)?;
    Ok(store::subscriptions::figures(ctx.db(), ctx.now() - LATELY).await?)
}

/// Begins the CSV of every subscriber that passes the filter, the last come first.
///
/// # Errors
/// As for the list. What fails later comes as a part.
pub async fn export_csv(ctx: &Context, actor: &Actor, query: &SubscriberExportQuery) -> Result<Parts> {
    authorise(actor, Action::ExportSubscribersCsv)?;
    let city = city_of(ctx, &query.filter).await?;
    write_table(ctx, Rows(Walk::new(query.filter.clone(), city)), TableFormat::Csv).await
}

struct Rows(Walk);

impl Source for Rows {
    type Row = Subscriber;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<Subscriber>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

impl Table for Subscriber {
    const NAME: &'static str = "subscribers";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |subscriber| Cell::key(subscriber.id)),
        ("email", |subscriber| Cell::text(Some(&subscriber.email))),
        ("language", |subscriber| Cell::key(subscriber.language)),
        ("status", |subscriber| Cell::key(subscriber.status)),
        ("city", |subscriber| subscriber.city.as_ref().map_or(Cell::Empty, |city| Cell::key(&city.slug))),
        ("filter", |subscriber| Cell::text(subscriber.filter.as_deref())),
        ("paused_until", |subscriber| subscriber.paused_until.map_or(Cell::Empty, Cell::moment)),
        ("created_at", |subscriber| Cell::moment(subscriber.created_at)),
        ("confirmed_at", |subscriber| subscriber.confirmed_at.map_or(Cell::Empty, Cell::moment)),
    ];
}
