//! Fields.

use super::facts::{CITIES, choices};
use super::{Part, busy};
use crate::browser::time_zones;
use crate::messages::{Key, count, fill, number, t};
use crate::parts;
use leptos::prelude::*;
use std::time::Duration;
use ui::{
    Checkbox, CheckboxGroup, Choice, Combobox, ComboboxWords, DateTime, DateTimeWords, Field, FileDrop, FileDropWords,
    PasswordInput, PasswordWords, RadioGroup, Select, Slider, Source, Switch, TextArea, TextInput,
};

/// All of them.
pub(super) fn show() -> AnyView {
    view! { <Lines/> <Selects/> <Comboboxes/> <Boxes/> <Radios/> <Switches/> <Moments/> <Numbers/> <Files/> }.into_any()
}

fn field(id: &str, label: Key) -> Field {
    Field::new(["gallery-", id].concat(), t(label))
}

fn text(content: &str) -> RwSignal<String> {
    RwSignal::new(content.to_owned())
}

#[component]
fn Lines() -> impl IntoView {
    let (words, notes) =
        ([t(Key::GalleryWrite), t(Key::GalleryLook), t(Key::GalleryNothingYet)].map(Signal::from), text(""));
    let preview = parts::preview(words);
    let left = move |text: String| {
        let left = 500_usize.saturating_sub(text.chars().count());
        fill(Key::GalleryLeft, &[("n", &left.to_string())])
    };
    let password = PasswordWords {
        show: [t(Key::GalleryShow), t(Key::GalleryShowPassword)].map(Signal::from),
        hide: [t(Key::GalleryHide), t(Key::GalleryHidePassword)].map(Signal::from),
    };
    let wrong = field("wrong", Key::GalleryCity).required().error(t(Key::GalleryError), t(Key::GalleryCityError));
    view! {
        <Part name="Field" readme=ui::field::README>
            <TextInput field=field("hinted", Key::GalleryCity).hint(t(Key::GalleryCityHint)).note(t(Key::GalleryOptional)) value=text("")/>
        </Part>
        <Part name="TextInput" readme=ui::text::README>
            <div class="ui-fields">
                <TextInput field=field("plain", Key::GalleryCity) value=text("Accra")/>
                <TextInput field=wrong value=text("")/>
                <TextInput field=field("locked", Key::GalleryLocked) value=text("accra") read_only=true/>
                <TextInput field=field("off", Key::GalleryOff).disabled(true) value=text("")/>
                <TextInput field=field("checked", Key::GalleryLookedAt) value=text("Lagos") busy=busy()/>
            </div>
        </Part>
        <Part name="PasswordInput" readme=ui::password::README>
            <PasswordInput field=field("password", Key::GalleryPassword) value=text("") autocomplete="off" words=password/>
        </Part>
        <Part name="TextArea" readme=ui::textarea::README>
            <TextArea field=field("notes", Key::GalleryNotes).hint(t(Key::GalleryNotesHint)) value=notes count=left preview/>
        </Part>
    }
}

fn zones() -> Vec<Choice> {
    let mut zones: Vec<&str> = CITIES.iter().map(|city| city.climate).collect();
    zones.sort_unstable();
    zones.dedup();
    zones.into_iter().map(|zone| Choice::new(zone, zone)).collect()
}

#[component]
fn Selects() -> impl IntoView {
    let wrong = field("select-wrong", Key::GalleryClimate).error(t(Key::GalleryError), t(Key::GalleryCityError));
    view! {
        <Part name="Select" readme=ui::select::README>
            <div class="ui-fields">
                <Select field=field("select", Key::GalleryClimate) options=zones() value=text("Aw") none=t(Key::GalleryAny) busy=busy()/>
                <Select field=field("select-beside", Key::GalleryClimate).beside() options=zones() value=text("Aw")/>
                <Select field=wrong options=zones() value=text("") none=t(Key::GalleryAny)/>
                <Select field=field("select-off", Key::GalleryOff).disabled(true) options=zones() value=text("Aw")/>
            </div>
        </Part>
    }
}

fn combobox_words() -> ComboboxWords {
    ComboboxWords {
        nothing: t(Key::GalleryNoneFound).into(),
        pending: t(Key::GalleryPending).into(),
        failed: t(Key::GalleryNotFetched).into(),
        found: Callback::new(|n| count(Key::GalleryFound, n)),
        remove: Callback::new(|what: String| fill(Key::GalleryRemove, &[("what", &what)])),
        chosen: t(Key::GalleryChosen).into(),
    }
}

/// Answers as a server would, a moment later.
async fn asked(text: String) -> Result<Vec<Choice>, ()> {
    let (told, waits) = futures_util::future::abortable(std::future::pending::<()>());
    set_timeout(move || waits.abort(), Duration::from_millis(300));
    // Ends by being aborted, which is what was wanted.
    let _ = told.await;
    let text = text.to_lowercase();
    Ok(choices().into_iter().filter(|choice| choice.label.to_lowercase().contains(&text)).collect())
}

#[component]
fn Comboboxes() -> impl IntoView {
    let words = combobox_words();
    let chosen = |count: usize| RwSignal::new(choices().into_iter().take(count).collect::<Vec<_>>());
    let broken = Source::asked(|_| async { Err(()) });
    view! {
        <Part name="Combobox" readme=ui::combobox::README>
            <div class="ui-fields">
                <Combobox field=field("combobox", Key::GalleryCity) source=Source::fixed(choices()) chosen=chosen(0) words/>
                <Combobox field=field("several", Key::GalleryTwin) source=Source::fixed(choices()) chosen=chosen(2) several=true words/>
                <Combobox field=field("asked", Key::GalleryAsked) source=Source::asked(asked) chosen=chosen(0) words/>
                <Combobox field=field("broken", Key::GalleryBroken) source=broken chosen=chosen(0) words/>
            </div>
        </Part>
    }
}

fn regions() -> Vec<Choice> {
    vec![
        Choice::new("africa", t(Key::GalleryAfrica)),
        Choice::new("asia_pacific", t(Key::GalleryAsia)).with_detail(t(Key::GalleryAsiaHint)),
    ]
}

#[component]
fn Boxes() -> impl IntoView {
    let ticked = RwSignal::new(true);
    let wrong = field("regions-wrong", Key::GalleryRegions).error(t(Key::GalleryError), t(Key::GalleryCityError));
    view! {
        <Part name="Checkbox" readme=ui::checkbox::README>
            <div>
                <Checkbox id="gallery-box" label=t(Key::GalleryAgree) hint=t(Key::GalleryAgreeHint) checked=ticked on_change=move |to| ticked.set(to)/>
                <Checkbox id="gallery-counted" label=t(Key::GalleryAfrica) count="54" checked=false on_change=|_| ()/>
                <Checkbox id="gallery-mixed" label=t(Key::GallerySome) checked=false mixed=true on_change=|_| ()/>
                <Checkbox id="gallery-box-off" label=t(Key::GalleryNever) checked=false disabled=true on_change=|_| ()/>
            </div>
            <CheckboxGroup field=field("regions", Key::GalleryRegions) options=regions() values=RwSignal::new(vec!["africa".to_owned()])/>
            <CheckboxGroup field=wrong options=regions() values=RwSignal::default()/>
        </Part>
    }
}

#[component]
fn Radios() -> impl IntoView {
    let units = || vec![Choice::new("km", t(Key::GalleryKm)), Choice::new("mi", t(Key::GalleryMiles))];
    let wrong = field("units-wrong", Key::GalleryUnits).error(t(Key::GalleryError), t(Key::GalleryCityError));
    view! {
        <Part name="RadioGroup" readme=ui::radio::README>
            <div class="ui-fields">
                <RadioGroup field=field("units", Key::GalleryUnits) options=units() value=text("km")/>
                <RadioGroup field=wrong options=units() value=text("")/>
                <RadioGroup field=field("units-off", Key::GalleryOff).disabled(true) options=units() value=text("km")/>
            </div>
        </Part>
    }
}

#[component]
fn Switches() -> impl IntoView {
    let on = RwSignal::new(true);
    let words = || [t(Key::GalleryOn), t(Key::GalleryNotOn)].map(Signal::from);
    view! {
        <Part name="Switch" readme=ui::switch::README>
            <div class="ui-row">
                <Switch label=t(Key::GalleryShortcuts) words=words() on=on on_change=move |to| on.set(to)/>
                <Switch label=t(Key::GallerySaving) words=words() on=false busy=busy() on_change=|_| ()/>
                <Switch label=t(Key::GalleryLockedSwitch) words=words() on=true disabled=true on_change=|_| ()/>
            </div>
        </Part>
    }
}

#[component]
fn Moments() -> impl IntoView {
    let words = DateTimeWords {
        day: t(Key::GalleryDay).into(),
        time: t(Key::GalleryTime).into(),
        zone: t(Key::GalleryZone).into(),
        never: t(Key::GalleryNoTime).into(),
        twice: t(Key::GalleryTwoTimes).into(),
    };
    view! {
        <Part name="DateTime" readme=ui::date_time::README>
            <DateTime field=field("moment", Key::GallerySession) moment=RwSignal::new(None) zone=text("Africa/Accra") zones=time_zones() words/>
        </Part>
    }
}

#[component]
fn Numbers() -> impl IntoView {
    let spoken = |value: f64| fill(Key::GalleryPercent, &[("n", &number(value))]);
    view! {
        <Part name="Slider" readme=ui::slider::README>
            <div class="ui-fields">
                <Slider field=field("weight", Key::GalleryWeight).hint(t(Key::GalleryWeightHint)) value=RwSignal::new(40.0) spoken exact=t(Key::GalleryExact)/>
                <Slider field=field("weight-off", Key::GalleryOff).disabled(true) value=RwSignal::new(25.0) spoken exact=t(Key::GalleryExact)/>
                <Slider field=field("weight-shown", Key::GalleryWeight) value=RwSignal::new(60.0) spoken/>
            </div>
        </Part>
    }
}

#[component]
fn Files() -> impl IntoView {
    let file = |(name, bytes): (String, f64)| {
        fill(Key::GalleryOneFile, &[("name", &name), ("kb", &number((bytes / 1000.0).ceil()))])
    };
    let words = FileDropWords {
        drop: t(Key::GalleryDrop).into(),
        file: Callback::new(file),
        clear: t(Key::GalleryClear).into(),
    };
    let wrong = field("file-wrong", Key::GalleryFile).error(t(Key::GalleryError), t(Key::GalleryFileError));
    view! {
        <Part name="FileDrop" readme=ui::file_drop::README>
            <div class="ui-fields">
                <FileDrop field=field("file", Key::GalleryFile).hint(t(Key::GalleryFileHint)) accept=".csv" files=RwSignal::new_local(Vec::new()) words busy=busy()/>
                <FileDrop field=wrong accept=".csv" files=RwSignal::new_local(Vec::new()) words/>
                <FileDrop field=field("file-off", Key::GalleryOff).disabled(true) accept=".csv" files=RwSignal::new_local(Vec::new()) words/>
            </div>
        </Part>
    }
}
