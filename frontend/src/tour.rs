//! Two minutes with the platform, a step at a time; each step stands in the address, and can be tried at once.

use crate::address::{self, own_address, parameter, parts};
use crate::messages::{Key, fill, number, t};
use crate::parts::{Share, use_page};
use crate::state::{Who, identity};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use std::cmp::Ordering;
use ui::{Link, Rank, Stage, Stepper};

/// The page's chunk.
pub(crate) struct TourRoute;

#[lazy_route]
impl LazyRoute for TourRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Tour/> }.into_any()
    }
}

/// An address, made when it is asked for.
type Place = fn() -> String;

/// What a step says, and where it can be tried.
const STEPS: [(Key, Key, Place); 5] = [
    (Key::TourFind, Key::TourFindText, address::cities),
    (Key::TourLike, Key::TourLikeText, || address::city("melbourne") + "#similar-title"),
    (Key::TourCompare, Key::TourCompareText, || address::compare_with(&["melbourne", "cape-town"])),
    (Key::TourTakePart, Key::TourTakePartText, address::join),
    (Key::TourData, Key::TourDataText, || "/api/v1/docs/".to_owned()),
];

#[component]
fn Tour() -> impl IntoView {
    use_page(|| Some(t(Key::TourTitle).to_owned()));
    let own = own_address(|path| path == address::tour());
    let at = Memo::new(move |_| {
        let step = own.with(|own| parameter(parts(own).1, "step").parse::<usize>().unwrap_or(1));
        step.clamp(1, STEPS.len()) - 1
    });
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::TourTitle)}</h1>
                <Share title=t(Key::TourTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::TourLede)}</p>
            <Spine at/>
            {move || view! { <Step at=at.get()/> }}
        </div>
    }
}

/// All steps, with the one where one is.
#[component]
fn Spine(at: Memo<usize>) -> impl IntoView {
    let steps = move || {
        let step = |(n, (title, ..)): (usize, &(Key, Key, Place))| {
            let (stage, word) = match n.cmp(&at.get()) {
                Ordering::Less => (Stage::Done, Key::TourStepSeen),
                Ordering::Equal => (Stage::Now, Key::TourStepNow),
                Ordering::Greater => (Stage::Later, Key::TourStepLater),
            };
            let (label, word) = (t(*title).to_owned(), t(word).to_owned());
            ui::Step { label, stage, word, href: Some(address::tour_step(n + 1)) }
        };
        STEPS.iter().enumerate().map(step).collect::<Vec<_>>()
    };
    view! { <nav class="spine" aria-label=t(Key::TourSteps)><Stepper label=t(Key::TourSteps) steps stays=true/></nav> }
}

#[component]
fn Step(at: usize) -> impl IntoView {
    let (title, text, place) = STEPS[at];
    let href = place();
    let elsewhere = href.starts_with("/api/").then_some("external");
    let place = fill(Key::TourStep, &[("n", &number((at + 1) as f64)), ("all", &number(STEPS.len() as f64))]);
    let home = if matches!(identity().who(), Who::Somebody(_)) { address::home() } else { address::landing() };
    let back = (at > 0)
        .then(|| view! { <Link rank=Rank::Plain href=address::tour_step(at) stays=true>{t(Key::TourBack)}</Link> });
    let on = if at + 1 < STEPS.len() {
        view! { <Link rank=Rank::Primary href=address::tour_step(at + 2) stays=true>{t(Key::TourNext)}</Link> }
            .into_any()
    } else {
        view! { <Link rank=Rank::Primary href=address::cities()>{t(Key::TourDone)}</Link> }.into_any()
    };
    view! {
        <section class="panel tour" aria-labelledby="tour-step" aria-live="polite">
            <p class="small muted">{place}</p>
            <h2 id="tour-step">{t(title)}</h2>
            <p>{t(text)}</p>
            <p><a href=href rel=elsewhere>{t(Key::TourTry)} <span class="visually-hidden">": " {t(title)}</span></a></p>
        </section>
        <div class="acts">{back} {on} <Link rank=Rank::Quiet href=home>{t(Key::TourLeave)}</Link></div>
    }
}
