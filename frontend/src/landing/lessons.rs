//! The newest lessons, on the landing page.

use crate::lessons::addresses::{lesson, lessons};
use crate::lessons::words::{marks, place};
use crate::messages::{Key, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, Vocabularies, api};
use domain::lessons::{LessonQuery, LessonSummary};
use domain::vocabularies::VocabularyName;
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::{Link, Rank};

/// So many are shown.
const SHOWN: u32 = 3;

#[component]
pub(super) fn Newest() -> impl IntoView {
    view! {
        <section class="wrap section">
            <h2>{t(Key::NewestTitle)}</h2>
            <p class="lede">{t(Key::NewestText)}</p>
            {list()}
            <p class="acts"><Link rank=Rank::Plain href=lessons()>{t(Key::NewestAll)}</Link></p>
        </section>
    }
}

/// The list, as soon as it is there; until then its place.
fn list() -> impl IntoView {
    let content = RwSignal::new_local(None::<AnyView>);
    // Gone when the page is.
    let here = RwSignal::new(());
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let made = landing_lessons(here, owner).await;
        content.try_set(Some(made));
    });
    move || {
        content.track();
        content.try_update_untracked(Option::take).flatten().unwrap_or_else(waiting)
    }
}

fn waiting() -> AnyView {
    view! { <Skeleton lines={SHOWN as usize} rows=true/> }.into_any()
}

/// A chunk of its own: the page is read and used before the list is there.
#[lazy]
async fn landing_lessons(here: RwSignal<()>, owner: Owner) -> AnyView {
    // It may come long after one has left.
    if here.is_disposed() {
        return ().into_any();
    }
    owner.with(|| view! { <List/> }.into_any())
}

#[component]
fn List() -> impl IntoView {
    let client = api();
    let newest = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            let query = LessonQuery { limit: Some(SHOWN), ..LessonQuery::default() };
            async move { client.list_lessons(&query).await.map(|page| Arc::new(page.items)) }
        },
    );
    let show = |lessons: Arc<Vec<LessonSummary>>| {
        let rows = lessons.iter().map(row).collect_view();
        view! { <ol class="rows">{rows}</ol> }.into_any()
    };
    view! { <Load remote=newest skeleton=waiting show/> }
}

fn row(one: &LessonSummary) -> impl IntoView + use<> {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = marks(one.language);
    let (href, title, one) = (lesson(&one.slug), one.title.clone(), one.clone());
    let facts = move || {
        let topic = vocabularies.label(VocabularyName::LessonTopics, &one.topic);
        let place = Some(place(vocabularies, &one)).filter(|place| !place.is_empty());
        place.into_iter().chain([topic]).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li class="row">
            <a class="row-name" href=href lang=lang dir=dir>{title}</a>
            <span class="row-facts">{facts}</span>
        </li>
    }
}
