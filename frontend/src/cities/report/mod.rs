//! The report of a wrong or missing fact.

mod draft;
mod fields;
mod form;

use crate::address::{self, city_slug, own_address, parts};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Crumbs, Failure, Skeleton, use_new_heading, use_page};
use crate::state::{Remote, api};
use domain::cities::City;
use domain::corrections::Correction;
use form::ReportForm;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank};

/// Whether a path is this page for some city.
fn is_report_page(path: &str) -> bool {
    city_slug(path).is_some_and(|slug| path == address::report(slug))
}

/// The page.
#[component]
pub(super) fn ReportPage() -> impl IntoView {
    let own = own_address(is_report_page);
    let slug = Memo::new(move |_| own.with(|own| city_slug(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let city = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { client.get_city(&slug).await.map(Arc::new) }
        },
    );
    let done = RwSignal::new(None::<Correction>);
    let here = Memo::new(move |_| city.get());
    let is_missing = Memo::new(move |_| city.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    use_page(move || {
        let city = here.get()?;
        Some(if done.with(Option::is_some) { t(Key::ReportDone).to_owned() } else { title(&city) })
    });
    move || match (here.get(), is_missing.get()) {
        (_, true) => view! { <Missing/> }.into_any(),
        (Some(city), false) => match done.get() {
            Some(correction) => view! { <Done city correction/> }.into_any(),
            None => view! { <Form city done/> }.into_any(),
        },
        (None, false) => view! {
            <div class="page narrow">
                <Skeleton lines=1 heading=true/>
                <Failure error=Signal::derive(move || city.error()) retry=move || city.retry()/>
            </div>
        }
        .into_any(),
    }
}

fn title(city: &City) -> String {
    fill(Key::ReportTitle, &[("city", &city.name)])
}

#[component]
fn Crumb(city: Arc<City>) -> impl IntoView {
    let above = vec![(address::cities(), t(Key::NavCities).to_owned()), (address::city(&city.slug), city.name.clone())];
    view! {
        <Crumbs above here=t(Key::ReportCrumb)/>
    }
}

#[component]
fn Form(city: Arc<City>, done: RwSignal<Option<Correction>>) -> impl IntoView {
    view! {
        <div class="page narrow">
            <Crumb city=Arc::clone(&city)/>
            <h1 tabindex="-1">{title(&city)}</h1>
            <p class="lede">{t(Key::ReportLede)}</p>
            <ReportForm slug=city.slug.clone() done/>
        </div>
    }
}

#[component]
fn Done(city: Arc<City>, correction: Correction) -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <Crumb city=Arc::clone(&city)/>
            <h1 tabindex="-1">{t(Key::ReportDone)}</h1>
            <p class="lede">{fill(Key::ReportDoneText, &[("city", &city.name)])}</p>
            <dl class="facts">
                <div class="fact"><dt>{t(Key::ReportId)}</dt><dd><code>{correction.id.to_string()}</code></dd></div>
                <div class="fact"><dt>{t(Key::ReportFact)}</dt><dd>{fields::fact_name(correction.fact)}</dd></div>
                <div class="fact"><dt>{t(Key::ReportValue)}</dt><dd>{correction.value}</dd></div>
            </dl>
            <p class="acts">
                <Link rank=Rank::Primary href=address::city(&city.slug)>{fill(Key::ReportBack, &[("city", &city.name)])}</Link>
                <Link rank=Rank::Quiet href=address::cities()>{t(Key::MissingCities)}</Link>
            </p>
        </div>
    }
}
