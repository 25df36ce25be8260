//! The rule by which lessons get their grades, in plain words.

use super::addresses;
use super::grade::Bars;
use super::words::{self, with_cities};
use crate::messages::{Key, t};
use crate::parts::{Crumbs, Share, use_page};
use domain::lessons::LessonGrade;
use leptos::prelude::*;
use ui::{Link, Rank};

/// The page.
#[component]
pub(super) fn GradesPage() -> impl IntoView {
    use_page(|| Some(t(Key::GradesTitle).to_owned()));
    let above = vec![(addresses::lessons(), t(Key::NavLessons).to_owned())];
    let grades = LessonGrade::ALL.iter().rev().map(|grade| view! { <Meaning grade=*grade/> }).collect_view();
    let steps = [Key::GradesStepGuidance, Key::GradesStepEvaluated, Key::GradesStepCities, Key::GradesStepRest];
    let steps = steps.map(|step| view! { <li>{with_cities(step)}</li> }).collect_view();
    view! {
        <article class="page narrow prose">
            <Crumbs above here=t(Key::GradesTitle)/>
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::GradesTitle)}</h1>
                <Share title=t(Key::GradesTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::GradesLede)}</p>
            <h2>{t(Key::GradesAll)}</h2>
            <dl class="glossary">{grades}</dl>
            <h2>{t(Key::GradesRule)}</h2>
            <p>{t(Key::GradesRuleText)}</p>
            <ol class="considerations">{steps}</ol>
            <p>{t(Key::GradesWhen)}</p>
            <h2>{t(Key::GradesContested)}</h2>
            <p>{t(Key::GradesContestedText)}</p>
            <h2>{t(Key::GradesLimits)}</h2>
            <p>{t(Key::GradesLimitsText)}</p>
            <p class="small muted">{t(Key::GradesSource)}</p>
            <p class="acts"><Link rank=Rank::Plain href=addresses::lessons()>{t(Key::LessonsAll)}</Link></p>
        </article>
    }
}

/// A grade with what it means.
#[component]
fn Meaning(grade: LessonGrade) -> impl IntoView {
    view! {
        <div class="word">
            <dt><span class="grade"><Bars grade/> <span>{words::grade(grade)}</span></span></dt>
            <dd>{words::grade_meaning(grade)}</dd>
        </div>
    }
}
