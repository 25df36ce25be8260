//! The heading with the world of cities below it.

use super::world::{Counted, Counts, world};
use crate::address;
use crate::map::Legend;
use crate::messages::{Key, number, t};
use crate::parts::Share;
use leptos::prelude::*;
use ui::{Link, Rank};

#[component]
pub(super) fn Hero() -> impl IntoView {
    let counted = RwSignal::new(Counted::Waiting);
    let show = move |of: fn(&Counts) -> usize| {
        Signal::derive(move || match counted.get() {
            Counted::Known(counts) => number(of(&counts) as f64),
            Counted::Waiting => "…".to_owned(),
            // It is said below the map why.
            Counted::Failed => "–".to_owned(),
        })
    };
    view! {
        <section class="hero">
            <div class="wrap hero-text">
                <h1 tabindex="-1">{t(Key::LandingTitle)}</h1>
                <p class="lede">{t(Key::LandingLede)}</p>
                <div class="acts">
                    <Link rank=Rank::Primary href=address::cities()>{t(Key::LandingBrowse)}</Link>
                    <Link rank=Rank::Plain href=address::join()>{t(Key::LandingJoin)}</Link>
                    <Link rank=Rank::Quiet href=address::tour()>{t(Key::LandingTour)}</Link>
                    <Share title=t(Key::SiteName).to_owned()/>
                </div>
            </div>
            <div class="hero-map">{world(counted)}</div>
            <div class="wrap">
                <dl class="counts" aria-busy=move || (counted.get() == Counted::Waiting).to_string()>
                    <Count term=t(Key::CountCities) number=show(|counts| counts.cities)/>
                    <Count term=t(Key::CountCountries) number=show(|counts| counts.countries)/>
                    <Count term=t(Key::CountMembers) number=show(|counts| counts.members)/>
                </dl>
                <Legend/>
            </div>
        </section>
    }
}

#[component]
fn Count(term: &'static str, number: Signal<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{number}</dd>
        </div>
    }
}
