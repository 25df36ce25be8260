//! A moment: day, time, and the zone in which they are meant.

mod zone;

pub use zone::{Local, instant, shown};

use crate::field::{Field, FieldSet};
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The words of a moment.
#[derive(Debug, Clone, Copy)]
pub struct DateTimeWords {
    /// Above the day.
    pub day: Signal<String>,
    /// Above the time.
    pub time: Signal<String>,
    /// Above the zone.
    pub zone: Signal<String>,
    /// The clock is put forward over this time: it does not exist on that day.
    pub never: Signal<String>,
    /// The clock is put back over this time: it comes twice on that day, and the first one is meant.
    pub twice: Signal<String>,
}

/// A field for a moment.
#[component]
pub fn DateTime(
    /// The field.
    field: Field,
    /// The moment in milliseconds since 1970 (UTC); nothing while day or time are missing or do not exist.
    moment: RwSignal<Option<i64>>,
    /// The zone, by its IANA name.
    zone: RwSignal<String>,
    /// The zones to choose from, by their IANA names.
    #[prop(into)]
    zones: Signal<Vec<String>>,
    /// Its words.
    words: DateTimeWords,
) -> impl IntoView {
    let (day, time) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    if let Some((known_day, known_time)) = moment.get_untracked().and_then(|ms| zone::shown(ms, &zone.get_untracked()))
    {
        day.set(known_day);
        time.set(known_time);
    }
    let local = Memo::new(move |_| zone::read(&day.get(), &time.get(), &zone.get()));
    Effect::new(move |_| {
        let meant = local.get().and_then(Local::first);
        if moment.get_untracked() != meant {
            moment.set(meant);
        }
    });
    let odd = move || match local.get() {
        Some(Local::Never) => Some(words.never.get()),
        Some(Local::Twice(..)) => Some(words.twice.get()),
        _ => None,
    };
    let (day_id, time_id, zone_id) =
        ([&field.id, "-day"].concat(), [&field.id, "-time"].concat(), [&field.id, "-zone"].concat());
    let option = move |name: String| {
        let (this, value) = (name.clone(), name.clone());
        view! { <option value=value prop:selected=move || zone.with(|zone| *zone == this)>{name}</option> }
    };
    view! {
        <FieldSet field>
            <div class="ui-moment">
                <label for=day_id.clone()>{words.day}</label>
                <input class="ui-control" type="date" id=day_id prop:value=move || day.get() on:input:target=move |event| day.set(event.target().value())/>
                <label for=time_id.clone()>{words.time}</label>
                <input class="ui-control" type="time" id=time_id prop:value=move || time.get() on:input:target=move |event| time.set(event.target().value())/>
                <label for=zone_id.clone()>{words.zone}</label>
                <select class="ui-control" id=zone_id on:change:target=move |event| zone.set(event.target().value())>
                    {move || zones.get().into_iter().map(option).collect_view()}
                </select>
            </div>
            <p class="ui-hint" role="status">{odd}</p>
        </FieldSet>
    }
}
