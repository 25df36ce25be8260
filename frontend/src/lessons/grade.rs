//! How well a lesson is supported, at a glance: bars, a word, and what it means one press away.

use super::{addresses, words};
use crate::messages::{Key, fill, t};
use domain::lessons::LessonGrade;
use leptos::prelude::*;
use ui::Toggletip;

/// A bar a step.
const STEPS: usize = 3;

/// The bars; the word beside them says the same.
#[component]
pub(super) fn Bars(
    /// How well it is supported.
    grade: LessonGrade,
) -> impl IntoView {
    let filled = match grade {
        LessonGrade::None => 0,
        LessonGrade::Reported => 1,
        LessonGrade::SeveralCities => 2,
        LessonGrade::Evaluated => STEPS,
    };
    let bars = (0..STEPS).map(|at| view! { <span class:full={at < filled}></span> }).collect_view();
    view! { <span class="grade-bars" aria-hidden="true">{bars}</span> }
}

/// The grade of a lesson.
#[component]
pub(super) fn Grade(
    /// How well it is supported.
    grade: LessonGrade,
) -> impl IntoView {
    let word = words::grade(grade);
    let more = (addresses::lesson_grades(), Signal::from(t(Key::GradeHow)));
    view! {
        <span class="grade">
            <Bars grade/> <span>{word}</span>
            <Toggletip label=fill(Key::ExplainedAsk, &[("word", word)]) text=words::grade_meaning(grade) more/>
        </span>
    }
}
