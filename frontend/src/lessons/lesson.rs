//! The page of one lesson: it reads like an article.

use super::addresses::{self, is_lesson};
use super::facts::{Facts, Strip};
use super::grade::Bars;
use super::one::{LESSON, Shared};
use super::outcomes::{Outcomes, works_for_a_city};
use super::sources::{Links, Origin, Sources};
use super::words;
use crate::messages::{Key, fill, language_name, t};
use crate::notes::{CitingNotes, CitingWords};
use crate::parts::{About, Answer, Crumbs, One, Share};
use crate::state::{Remote, Standing, Vocabularies, use_standing};
use client::Client;
use contract::Page;
use domain::lessons::{Lesson, LessonFacet, LessonRef, LessonStatus};
use domain::notes::{CitingQuery, NoteSummary};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Badge, Banner, Link, Rank, Tone};

/// The page.
#[component]
pub(super) fn LessonPage() -> impl IntoView {
    let one = One::new(LESSON, is_lesson, |lesson| lesson.content.title.clone());
    view! { <About one show=|lesson| view! { <Shown lesson/> }.into_any()/> }
}

#[component]
fn Shown(lesson: Arc<Lesson>) -> impl IntoView {
    let lesson: Shared = StoredValue::new(lesson);
    let standing = use_standing();
    view! {
        <article class="page">
            <Way lesson/>
            <Superseded lesson/>
            <div class="reading">
                <div class="reading-main">
                    <Header lesson standing/>
                    <Considerations lesson/>
                    <Outcomes lesson standing/>
                    <Support lesson/>
                    <Sources lesson/>
                    <Links lesson/>
                    <Citing lesson/>
                </div>
                <div class="reading-side">
                    <Facts lesson/>
                    <Origin lesson/>
                </div>
            </div>
        </article>
    }
}

/// The way back up: all lessons, those of the topic.
#[component]
fn Way(lesson: Shared) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let topic = lesson.with_value(|lesson| lesson.content.topic.clone());
    // The label may come later than the lesson.
    move || {
        let topic = topic.as_deref().map(|topic| {
            let label = vocabularies.label(VocabularyName::LessonTopics, topic);
            (addresses::lessons_with(LessonFacet::Topic, topic), label)
        });
        let above =
            [(addresses::lessons(), t(Key::NavLessons).to_owned())].into_iter().chain(topic).collect::<Vec<_>>();
        view! { <Crumbs above here=t(Key::LessonHere)/> }
    }
}

/// Leads on from a lesson that does not hold any more.
#[component]
fn Superseded(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    (lesson.status == LessonStatus::Superseded).then(|| {
        let newer = lesson.superseded_by.clone().map(|newer| {
            view! { <p><Link href=addresses::lesson(&newer.slug)>{newer.title}</Link></p> }
        });
        view! { <Banner tone=Tone::Warn word=t(Key::LessonSuperseded)>{newer}</Banner> }
    })
}

#[component]
fn Header(lesson: Shared, standing: Remote<Arc<Standing>>) -> impl IntoView {
    let shared = lesson;
    let lesson = lesson.get_value();
    let (lang, dir) = words::marks(lesson.content.language);
    let foreign = lang.map(|tag| {
        let text = fill(Key::LessonLanguage, &[("language", &language_name(tag))]);
        view! { <p class="small muted">{text}</p> }
    });
    let contested = lesson
        .contested
        .then(|| view! { <p class="ui-tags"><Badge tone=Tone::Warn label=t(Key::LessonContestedLong)/></p> });
    view! {
        <header class="reading-head">
            <p class="eyebrow harbour">{t(Key::LessonConsider)}</p>
            <h1 tabindex="-1" lang=lang dir=dir>{lesson.content.title.clone()}</h1>
            // Made by the server, which alone makes HTML of what people write.
            <div class="stand" lang=lang dir=dir inner_html=lesson.summary_html.clone()></div>
            {foreign}
            <Strip lesson=shared/>
            {contested}
            <Acts lesson=shared standing/>
        </header>
    }
}

/// What one can do with the lesson.
#[component]
fn Acts(lesson: Shared, standing: Remote<Arc<Standing>>) -> impl IntoView {
    let (slug, title) = lesson.with_value(|lesson| (lesson.slug.clone(), lesson.content.title.clone()));
    let tried_in = slug.clone();
    let tried = move || {
        let works = standing.with(|standing| works_for_a_city(standing)).unwrap_or_default();
        works.then(|| {
            let href = addresses::lesson_tried(&tried_in);
            view! { <Link rank=Rank::Primary href>{t(Key::LessonTried)}</Link> }
        })
    };
    view! {
        <div class="acts">
            {tried}
            <Link rank=Rank::Plain href=addresses::lesson_edit(&slug)>{t(Key::LessonPropose)}</Link>
            <Share title/>
        </div>
    }
}

#[component]
fn Considerations(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    let (lang, dir) = words::marks(lesson.content.language);
    let points = lesson.content.consider.iter().map(|point| view! { <li>{point.clone()}</li> }).collect_view();
    view! {
        <section aria-labelledby="consider-title">
            <h2 id="consider-title">{t(Key::LessonWhat)}</h2>
            <ol class="considerations" lang=lang dir=dir>{points}</ol>
        </section>
    }
}

/// What it rests on, and how well that supports it.
#[component]
fn Support(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    let basis = lesson.content.basis.map(|basis| {
        view! { <p>{t(Key::LessonRests)} " " {words::basis(basis)} "."</p> }
    });
    view! {
        <section aria-labelledby="support-title">
            <h2 id="support-title">{t(Key::LessonSupport)}</h2>
            <p class="grade"><Bars grade=lesson.grade/> <strong>{words::grade(lesson.grade)}</strong></p>
            <p>{words::grade_meaning(lesson.grade)}</p>
            {basis}
            <p><Link href=addresses::lesson_grades()>{t(Key::GradeHow)}</Link></p>
        </section>
    }
}

/// Notes that cite the lesson; nothing where none does.
#[component]
fn Citing(lesson: Shared) -> impl IntoView {
    let words = CitingWords { title: Key::LessonCitingTitle, more: Key::LessonCitingMore };
    let slug = lesson.with_value(|lesson| lesson.slug.clone());
    let fetch = |client: Client, slug: String, query: CitingQuery| -> Answer<Page<NoteSummary>> {
        Box::pin(async move { client.list_lesson_notes(&LessonRef::Slug(slug), &query).await })
    };
    view! { <CitingNotes slug fetch words/> }
}
