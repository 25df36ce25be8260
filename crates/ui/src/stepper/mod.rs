//! The steps of a way, and where one is on it.

use crate::icon;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is done.
    Done,
    /// One is in it.
    Now,
    /// Something is wrong in it.
    Wrong,
    /// It comes later.
    Later,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// How far it is.
    pub stage: Stage,
    /// The word of that, such as “done”.
    pub word: String,
    /// Its address, where one can go there.
    pub href: Option<String>,
}

/// The steps of a way.
#[component]
pub fn Stepper(
    /// What the way is.
    #[prop(into)]
    label: Signal<String>,
    /// Its steps.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
    /// The page stays where it is read: a step is only another address of it.
    #[prop(optional)]
    stays: bool,
) -> impl IntoView {
    let stays = stays.then_some("");
    let step = move |(at, step): (usize, Step)| {
        let (class, sign) = match step.stage {
            Stage::Done => ("ui-step ui-done", icon::draw(icon::CHECK).into_any()),
            Stage::Wrong => ("ui-step ui-bad", icon::draw(icon::BAD).into_any()),
            Stage::Now => ("ui-step ui-now", (at + 1).into_any()),
            Stage::Later => ("ui-step", (at + 1).into_any()),
        };
        let current = (step.stage == Stage::Now).then_some("step");
        let label = match step.href {
            Some(href) => view! { <a href=href data-noscroll=stays>{step.label}</a> }.into_any(),
            None => view! { <span>{step.label}</span> }.into_any(),
        };
        view! {
            <li class=class aria-current=current>
                <span class="ui-step-sign" aria-hidden="true">{sign}</span>
                <span class="ui-step-words">{label} <span class="ui-step-word">{step.word}</span></span>
            </li>
        }
    };
    view! { <ol class="ui-stepper" aria-label=label>{move || steps.get().into_iter().enumerate().map(step).collect_view()}</ol> }
}
