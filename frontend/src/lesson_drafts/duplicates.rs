//! Lessons that say something like what somebody writes: told while they write, so that nothing is said twice.

use crate::lessons::addresses::{lesson, lesson_tried};
use crate::lessons::words::grade;
use crate::messages::{Key, count, t};
use crate::parts::Failure;
use crate::shell::Announcer;
use crate::state::{Debounce, Remote, api};
use domain::lessons::{SimilarLesson, SimilarLessonQuery, SimilarLessons};
use leptos::prelude::*;
use std::time::Duration;
use ui::{Link, Rank, Tag};

/// So long after the last key one looks.
const PAUSE: Duration = Duration::from_millis(400);
/// Fewer letters say too little to look for.
const LEAST: usize = 8;

/// The lessons like a text, once there is enough of it.
fn use_similar(text: Signal<String>, except: Option<String>) -> (RwSignal<String>, Remote<SimilarLessons>) {
    let (asked, debounce) = (RwSignal::new(String::new()), Debounce::new());
    Effect::new(move |_| {
        let words = text.get().trim().to_owned();
        let words = if words.chars().count() < LEAST { String::new() } else { words };
        debounce.run_after(PAUSE, move || {
            if asked.get_untracked() != words {
                asked.set(words);
            }
        });
    });
    let (client, announcer) = (api(), expect_context::<Announcer>());
    let found = Remote::new(
        move || Some(asked.get()).filter(|words| !words.is_empty()),
        move |text| {
            let (client, query) = (client.clone(), SimilarLessonQuery { text, except: except.clone() });
            async move {
                let found = client.list_similar_lessons(&query).await?;
                if !found.items.is_empty() {
                    announcer.say(count(Key::DraftAlikeFound, found.items.len()));
                }
                Ok(found)
            }
        },
    );
    (asked, found)
}

/// The lessons like a text; nothing where there are none.
#[component]
pub(super) fn Duplicates(
    /// What is written so far.
    text: Signal<String>,
    /// A lesson that is not named: the one that is changed, by its slug.
    #[prop(optional_no_strip)]
    except: Option<String>,
) -> impl IntoView {
    let (asked, found) = use_similar(text, except);
    let rows = move || {
        let found = found.get().filter(|found| !asked.with(String::is_empty) && !found.items.is_empty())?;
        let rows = found.items.into_iter().map(|like| view! { <Like like/> }).collect_view();
        Some(view! {
            <section class="alike" aria-labelledby="lesson-alike">
                <h2 id="lesson-alike">{t(Key::DraftAlike)}</h2>
                <p class="small muted">{t(Key::DraftAlikeText)}</p>
                <ul class="rows">{rows}</ul>
            </section>
        })
    };
    view! {
        {rows}
        <Failure error=Signal::derive(move || found.error()) retry=move || found.retry()/>
    }
}

#[component]
fn Like(like: SimilarLesson) -> impl IntoView {
    let name = [t(Key::DraftAlikeSame), ": ", &like.title].concat();
    view! {
        <li class="row">
            <a class="row-name" href=lesson(&like.slug)>{like.title}</a>
            <Tag label=grade(like.grade)/>
            <span class="row-facts">{like.excerpt}</span>
            <span class="row-facts">
                <Link rank=Rank::Plain small=true href=lesson_tried(&like.slug) name>{t(Key::DraftAlikeSame)}</Link>
            </span>
        </li>
    }
}
