//! What a lesson said before: its versions, and what changed between two of them.

use super::addresses::{self, is_history};
use super::diff::Changes;
use super::one::LESSON;
use super::sources::author;
use super::words;
use crate::address::{own_address, parameter, parts};
use crate::messages::{Key, day, fill, number, t};
use crate::parts::{About, Crumbs, Failure, Load, More, One, Skeleton};
use crate::state::{Pages, Remote, Stage, api};
use domain::lessons::{Lesson, LessonRef, LessonRevision, RevisionDiffQuery, RevisionQuery};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Choice, Field, Link, Select, Value};

/// Versions that come at once.
const PAGE: u32 = 20;

/// Two versions, the older one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    against: i32,
    number: i32,
}

impl Pair {
    /// The two that an address asks for, by number or not: else the last one, and the one before.
    fn new(number: Option<i32>, against: Option<i32>, last: i32) -> Self {
        let known = |number: &i32| (1..=last).contains(number);
        let number = number.filter(known).unwrap_or(last);
        let against = against.filter(known).unwrap_or(if number > 1 { number - 1 } else { last });
        Self { against: against.min(number), number: against.max(number) }
    }
}

/// The page.
#[component]
pub(super) fn HistoryPage() -> impl IntoView {
    let one = One::new(LESSON, is_history, |lesson| fill(Key::HistoryOf, &[("lesson", &lesson.content.title)]));
    view! { <About one show=|lesson| view! { <Shown lesson/> }.into_any()/> }
}

#[component]
fn Shown(lesson: Arc<Lesson>) -> impl IntoView {
    let (lang, dir) = words::marks(lesson.content.language);
    let (href, title) = (addresses::lesson(&lesson.slug), lesson.content.title.clone());
    let above =
        vec![(addresses::lessons(), t(Key::NavLessons).to_owned()), (href.clone(), t(Key::LessonHere).to_owned())];
    let last = lesson.revision;
    let slug = StoredValue::new(lesson.slug.clone());
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::HistoryTitle)/>
            <div class="head-row"><h1 tabindex="-1">{t(Key::HistoryTitle)}</h1></div>
            <p class="lede"><a href=href lang=lang dir=dir>{title}</a></p>
            {(last == 1).then(|| view! { <p>{t(Key::HistoryOne)}</p> })}
            {(last > 1).then(|| view! { <Compared slug last/> })}
            <Versions slug/>
        </div>
    }
}

/// Two versions, chosen in the address.
#[component]
fn Compared(slug: StoredValue<String>, last: i32) -> impl IntoView {
    let own = own_address(is_history);
    let pair = Memo::new(move |_| {
        let asked = |name: &str| own.with(|own| parameter(parts(own).1, name).parse::<i32>().ok());
        Pair::new(asked("version"), asked("against"), last)
    });
    let client = api();
    let diff = Remote::new(
        move || Some(pair.get()),
        move |Pair { against, number }| {
            let client = client.clone();
            let lesson = LessonRef::Slug(slug.get_value());
            let query = RevisionDiffQuery { against: u32::try_from(against).ok() };
            async move { client.get_lesson_revision_diff(&lesson, number, &query).await }
        },
    );
    let navigate = use_navigate();
    let go = Callback::new(move |(number, against): (i32, i32)| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&addresses::lesson_versions(&slug.get_value(), number, against), options);
    });
    let newer = Value::new(Signal::derive(move || pair.get().number.to_string()), move |text: String| {
        go.run((text.parse().unwrap_or(last), pair.get_untracked().against));
    });
    let older = Value::new(Signal::derive(move || pair.get().against.to_string()), move |text: String| {
        go.run((pair.get_untracked().number, text.parse().unwrap_or(1)));
    });
    view! {
        <section class="compared" aria-live="polite">
            <div class="ui-row">
                <Select field=Field::new("version-older", t(Key::HistoryOlder)).beside() options=versions(last) value=older/>
                <Select field=Field::new("version-newer", t(Key::HistoryNewer)).beside() options=versions(last) value=newer/>
            </div>
            <Load remote=diff skeleton=|| view! { <Skeleton lines=4/> }.into_any() show=|diff| view! { <Changes diff/> }.into_any()/>
        </section>
    }
}

/// All versions to choose from, the last one first.
fn versions(last: i32) -> Vec<Choice> {
    (1..=last).rev().map(|n| Choice::new(n.to_string(), version(n))).collect()
}

fn version(n: i32) -> String {
    fill(Key::LessonVersion, &[("n", &number(f64::from(n)))])
}

/// Each version with when, by whom and why.
#[component]
fn Versions(slug: StoredValue<String>) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(slug.get_value()),
        move |slug, cursor| {
            let client = client.clone();
            let query = RevisionQuery { cursor, limit: Some(PAGE) };
            Box::pin(async move { client.list_lesson_revisions(&LessonRef::Slug(slug), &query).await })
        },
    );
    let stage = Memo::new(move |_| pages.first.stage());
    let body = move || match stage.get() {
        Stage::Pending => view! { <Skeleton lines=4 rows=true/> }.into_any(),
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        Stage::Ready => view! {
            <ol class="rows">
                <For each=move || pages.items.get() key=|one| one.number let:revision><Version slug revision/></For>
            </ol>
            <Failure error=pages.failure retry=move || pages.grow()/>
            <More pages word=Key::HistoryMore/>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="versions-title">
            <h2 id="versions-title">{t(Key::HistoryVersions)}</h2>
            {body}
        </section>
    }
}

#[component]
fn Version(slug: StoredValue<String>, revision: LessonRevision) -> impl IntoView {
    let LessonRevision { number, authors, note, published_at, .. } = revision;
    let on = fill(Key::LessonPublished, &[("day", &day(published_at.timestamp_millis()))]);
    let who = (!authors.is_empty())
        .then(|| view! { <ul class="row-faces lesson-authors">{authors.iter().map(author).collect_view()}</ul> });
    let note = note.map(|note| view! { <span class="row-faces" dir="auto">{note}</span> });
    let compare = (number > 1).then(|| {
        let href = addresses::lesson_versions(&slug.get_value(), number, number - 1);
        let name = Signal::stored([t(Key::HistoryCompare), ": ", &version(number)].concat());
        view! { <span class="row-faces"><Link href name stays=true>{t(Key::HistoryCompare)}</Link></span> }
    });
    view! {
        <li class="row">
            <span class="row-name">{version(number)}</span>
            <span class="row-facts">{on}</span>
            {who}
            {note}
            {compare}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::Pair;

    #[test]
    fn without_a_word_the_last_two_are_compared() {
        let pair = |number, against| {
            let pair = Pair::new(number, against, 5);
            (pair.against, pair.number)
        };
        assert_eq!(pair(None, None), (4, 5));
        assert_eq!(pair(Some(3), None), (2, 3));
        assert_eq!(pair(Some(1), None), (1, 5));
        assert_eq!(pair(Some(2), Some(4)), (2, 4), "the older one first");
        assert_eq!(pair(Some(9), Some(0)), (4, 5), "there are no such");
        assert_eq!(pair(None, Some(1)), (1, 5));
    }
}
