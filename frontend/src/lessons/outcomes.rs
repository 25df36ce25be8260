//! What became of a lesson where cities tried it: each report as it is, what contradicts each other side by side.

use super::addresses;
use super::one::Shared;
use super::words;
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Failure, More, Skeleton, SourceLink};
use crate::people;
use crate::state::{Pages, Remote, Stage, Standing, Vocabularies, api};
use domain::lessons::{Lesson, LessonBasis, LessonOutcome, LessonRef, OutcomeQuery, OutcomeResult};
use domain::memberships::MembershipStatus;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Badge, Banner, Link, Rank, Tone};

/// Reports that come at once.
const PAGE: u32 = 50;

const GOOD: &[OutcomeResult] = &[OutcomeResult::Worked, OutcomeResult::Partly];
const BAD: &[OutcomeResult] = &[OutcomeResult::DidNotWork];
const EARLY: &[OutcomeResult] = &[OutcomeResult::TooEarly];

/// Whether somebody works for a city, and so can report what became of a lesson there.
pub(super) fn works_for_a_city(standing: &Standing) -> bool {
    let places = &standing.mine.items;
    places.iter().any(|one| one.status == MembershipStatus::Active && one.organisation.city.is_some())
}

/// The section of the page.
#[component]
pub(super) fn Outcomes(lesson: Shared, standing: Remote<Arc<Standing>>) -> impl IntoView {
    let lesson = lesson.get_value();
    let pages = fetched(&lesson);
    let phrases = words::outcomes(lesson.outcomes).join(" · ");
    let reports = if phrases.is_empty() {
        view! { <p class="muted">{t(Key::TriedNobody)}</p> }.into_any()
    } else {
        view! { <p>{phrases}</p> <Reports lesson=Arc::clone(&lesson) pages/> }.into_any()
    };
    let slug = lesson.slug.clone();
    view! {
        <section aria-labelledby="tried-title">
            <h2 id="tried-title">{t(Key::TriedTitle)}</h2>
            {reports}
            <Tell slug standing/>
        </section>
    }
}

/// The reports; nothing is asked for where there are none.
fn fetched(lesson: &Lesson) -> Pages<LessonOutcome> {
    let (client, slug) = (api(), Some(lesson.slug.clone()).filter(|_| lesson.outcomes.total() > 0));
    Pages::new(
        move || slug.clone(),
        move |slug, cursor| {
            let client = client.clone();
            let query = OutcomeQuery { cursor, limit: Some(PAGE), ..OutcomeQuery::default() };
            Box::pin(async move { client.list_lesson_outcomes(&LessonRef::Slug(slug), &query).await })
        },
    )
}

#[component]
fn Reports(lesson: Arc<Lesson>, pages: Pages<LessonOutcome>) -> impl IntoView {
    let stage = Memo::new(move |_| pages.first.stage());
    let contested = lesson.contested.then(
        || view! { <Banner tone=Tone::Warn word=t(Key::TriedContested)><p>{t(Key::TriedContestedText)}</p></Banner> },
    );
    let (good, early) = (lesson.outcomes.worked + lesson.outcomes.partly, lesson.outcomes.too_early);
    // The lesson itself is a report that it worked, where it is no advice.
    let origin = (good == 0 && lesson.content.basis.is_some_and(|basis| basis != LessonBasis::Guidance))
        .then_some(Key::TriedOrigin);
    let body = move || match stage.get() {
        Stage::Pending => view! { <Skeleton lines=4 rows=true/> }.into_any(),
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        Stage::Ready => view! {
            <div class="sides">
                <Side title=Key::TriedGood none=origin.unwrap_or(Key::TriedNoneGood) results=GOOD pages/>
                <Side title=Key::TriedBad none=Key::TriedNoneBad results=BAD pages/>
            </div>
            {(early > 0).then(|| view! { <Side title=Key::TriedEarly none=Key::TriedNoneEarly results=EARLY pages/> })}
            <Failure error=pages.failure retry=move || pages.grow()/>
            <More pages word=Key::TriedMore/>
        }
        .into_any(),
    };
    view! {
        {contested}
        <div class="tried" aria-busy=move || pages.first.is_busy().to_string()>{body}</div>
    }
}

/// The reports of some results.
#[component]
fn Side(title: Key, none: Key, results: &'static [OutcomeResult], pages: Pages<LessonOutcome>) -> impl IntoView {
    let reports = Memo::new(move |_| {
        pages.items.with(|items| items.iter().filter(|one| results.contains(&one.result)).cloned().collect::<Vec<_>>())
    });
    let nobody = move || reports.with(Vec::is_empty).then(|| view! { <p class="muted">{t(none)}</p> });
    view! {
        <div class="side">
            <h3>{t(title)}</h3>
            {nobody}
            <ol class="reports">
                <For each=move || reports.get() key=|one| (one.id, one.version) let:report><Report report/></For>
            </ol>
        </div>
    }
}

/// One city's report.
#[component]
fn Report(report: LessonOutcome) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let code = report.city.country.clone();
    let country = move || vocabularies.label(VocabularyName::Countries, &code);
    let year = report.year.map(|year| view! { " · " <span class="num">{year.to_string()}</span> });
    let tone = match report.result {
        OutcomeResult::Worked => Tone::Good,
        OutcomeResult::Partly => Tone::Warn,
        OutcomeResult::DidNotWork => Tone::Bad,
        OutcomeResult::TooEarly => Tone::Info,
    };
    let evidence = report.evidence.clone().map(|text| view! { <p class="small" dir="auto">{text}</p> });
    let link = report.url.clone().map(|url| view! { <p class="small"><SourceLink url/></p> });
    view! {
        <li class="report">
            <p class="report-city"><a href=address::city(&report.city.slug)>{report.city.name.clone()}</a> {t(Key::ListComma)} {country} {year}</p>
            <p><Badge tone label=words::result(report.result)/></p>
            // Made by the server, as the summary is. Which language it is in, nobody says.
            <div class="report-text" dir="auto" inner_html=report.context_html.clone()></div>
            <p class="small muted">{t(Key::LessonRests)} " " {words::outcome_basis(report.basis)} "."</p>
            {evidence}
            {link}
            <Signed report/>
        </li>
    }
}

/// Who reported it, and when.
#[component]
fn Signed(report: LessonOutcome) -> impl IntoView {
    let day = day(report.updated_at.timestamp_millis());
    match report.person {
        Some(person) => {
            let href = people::address_of(&person.id.to_string());
            let demo = person.demo.then(|| view! { " (" {t(Key::LessonDemo)} ")" });
            let when = fill(Key::TriedOn, &[("day", &day)]);
            view! { <p class="small muted"><a href=href><bdi>{person.name}</bdi></a> {demo} " · " {when}</p> }
                .into_any()
        }
        None => view! { <p class="small muted">{fill(Key::TriedOn, &[("day", &day)])}</p> }.into_any(),
    }
}

/// The way to a report of one's own: for who works for a city; how one gets there for everyone else.
#[component]
fn Tell(slug: String, standing: Remote<Arc<Standing>>) -> impl IntoView {
    let works = Memo::new(move |_| standing.with(|standing| works_for_a_city(standing)).unwrap_or_default());
    move || {
        if works.get() {
            let href = addresses::lesson_tried(&slug);
            return view! { <p class="acts"><Link rank=Rank::Plain href>{t(Key::LessonTried)}</Link></p> }.into_any();
        }
        let way = view! { <Link href=address::join()>{t(Key::TriedJoinLink)}</Link> };
        view! { <p class="small muted">{t(Key::TriedJoin)} " " {way}</p> }.into_any()
    }
}
