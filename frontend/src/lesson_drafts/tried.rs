//! "We tried it": a city's report of what became of a lesson, by those who work for it.

use super::report::Reporting;
use crate::address::{join, own_address, parts};
use crate::lessons::addresses::{lesson, lesson_slug, lesson_tried, lessons};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Entered, Skeleton, use_new_heading, use_page};
use crate::state::{Remote, Stage, Standing, api, use_standing};
use client::{Client, Error};
use domain::lessons::{Lesson, LessonOutcome, LessonRef, OutcomeQuery};
use domain::memberships::MembershipStatus;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Choice, Empty, Field, Link, Rank, Select};

/// Reports asked for at once.
const AT_ONCE: u32 = 100;

fn is_tried_page(path: &str) -> bool {
    lesson_slug(path).is_some_and(|slug| path == lesson_tried(slug))
}

/// A lesson and what cities report of it.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) lesson: Lesson,
    reports: Vec<LessonOutcome>,
}

impl Subject {
    /// What a city reports, by its slug.
    fn report_of(&self, city: &str) -> Option<LessonOutcome> {
        self.reports.iter().find(|report| report.city.slug == city).cloned()
    }
}

/// The lesson with all reports; `None` where there is no such lesson.
async fn find(client: &Client, slug: &str) -> Result<Option<Arc<Subject>>, Error> {
    let Ok(name) = slug.parse::<LessonRef>() else { return Ok(None) };
    let lesson = match client.get_lesson(&name).await {
        Err(error) if error.status() == Some(404) => return Ok(None),
        answer => answer?,
    };
    let mut query = OutcomeQuery { limit: Some(AT_ONCE), ..OutcomeQuery::default() };
    let mut reports = Vec::new();
    loop {
        let page = client.list_lesson_outcomes(&name, &query).await?;
        reports.extend(page.items);
        if page.next.is_none() {
            return Ok(Some(Arc::new(Subject { lesson, reports })));
        }
        query.cursor = page.next;
    }
}

/// The page.
#[component]
pub(super) fn TriedPage() -> impl IntoView {
    view! { <Entered show=|| view! { <Found/> }.into_any()/> }
}

#[component]
fn Found() -> impl IntoView {
    let own = own_address(is_tried_page);
    let slug = Memo::new(move |_| own.with(|own| lesson_slug(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { find(&client, &slug).await }
        },
    );
    let standing = use_standing();
    move || match (found.stage(), found.get(), standing.get()) {
        (Stage::Ready, Some(None), _) => view! { <Missing/> }.into_any(),
        (Stage::Ready, Some(Some(subject)), Some(standing)) => view! { <Shown found subject standing/> }.into_any(),
        (Stage::Failed, ..) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::TryTitle error retry=move || found.retry()/> }.into_any()
        }
        _ if standing.stage() == Stage::Failed => {
            let error = Signal::derive(move || standing.error());
            view! { <Broken title=Key::TryTitle error retry=move || standing.retry()/> }.into_any()
        }
        _ => view! { <div class="page narrow"><Skeleton lines=9 heading=true/></div> }.into_any(),
    }
}

/// The cities that somebody works for, by their slugs.
fn cities(standing: &Standing) -> Vec<Choice> {
    let active = standing.mine.items.iter().filter(|one| one.status == MembershipStatus::Active);
    let city = |one: &domain::memberships::Membership| {
        Some(Choice::new(one.organisation.city.clone()?, one.organisation.name.clone()))
    };
    active.filter_map(city).collect()
}

/// What was done with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// It is on the page of the lesson.
    Told,
    /// It is not there any more.
    Withdrawn,
}

/// The lesson with all reports, on its way.
type Asked = Remote<Option<Arc<Subject>>>;

#[component]
fn Shown(found: Asked, subject: Arc<Subject>, standing: Arc<Standing>) -> impl IntoView {
    let done = RwSignal::new(None::<Done>);
    use_page(move || Some(t(title(done.get())).to_owned()));
    let (slug, name) = (subject.lesson.slug.clone(), subject.lesson.content.title.clone());
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned()), (lesson(&slug), name.clone())];
    let cities = cities(&standing);
    let content = move || match done.get() {
        Some(done) => view! { <AllDone done href=lesson(&slug)/> }.into_any(),
        None if cities.is_empty() => view! {
            <Empty title=t(Key::TryNobody)>
                <p>{t(Key::TryNobodyText)}</p>
                <Link rank=Rank::Primary href=join()>{t(Key::TryJoin)}</Link>
            </Empty>
        }
        .into_any(),
        None => {
            let (subject, cities) = (Arc::clone(&subject), cities.clone());
            view! { <OfCity found subject cities done/> }.into_any()
        }
    };
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::TryTitle)/>
            <h1 tabindex="-1">{move || t(title(done.get()))}</h1>
            <p class="lede">{fill(Key::TryLede, &[("title", &name)])}</p>
            {content}
        </div>
    }
}

const fn title(done: Option<Done>) -> Key {
    match done {
        None => Key::TryTitle,
        Some(Done::Told) => Key::TryDone,
        Some(Done::Withdrawn) => Key::TryWithdrawn,
    }
}

/// The form of a city; who works for several chooses which.
#[component]
fn OfCity(found: Asked, subject: Arc<Subject>, cities: Vec<Choice>, done: RwSignal<Option<Done>>) -> impl IntoView {
    let city = RwSignal::new(cities.first().map(|city| city.value.clone()).unwrap_or_default());
    let only = cities.first().map(|city| city.label.clone()).unwrap_or_default();
    let choice = if cities.len() > 1 {
        let options = cities.clone();
        view! { <Select field=Field::new("tried-city", t(Key::TryCity)) options value=city/> }.into_any()
    } else {
        view! { <p><strong>{fill(Key::TryFor, &[("city", &only)])}</strong></p> }.into_any()
    };
    let form = move || {
        let slug = city.get();
        let name = cities.iter().find(|city| city.value == slug).map(|city| city.label.clone()).unwrap_or_default();
        let (subject, report) = (Arc::clone(&subject), subject.report_of(&slug));
        let look_again = Callback::new(move |()| found.retry());
        view! { <Reporting subject city=Choice::new(slug, name) report look_again done/> }
    };
    view! {
        {choice}
        {form}
    }
}

/// What happens next.
#[component]
fn AllDone(done: Done, href: String) -> impl IntoView {
    use_new_heading();
    let text = match done {
        Done::Told => Key::TryDoneText,
        Done::Withdrawn => Key::TryWithdrawnText,
    };
    view! {
        <p>{t(text)}</p>
        <p class="acts"><Link rank=Rank::Primary href=href>{t(Key::TrySee)}</Link></p>
    }
}
