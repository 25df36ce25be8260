//! What lies over a page, or comes up in it.

use super::facts::CITIES;
use super::{GROUPS, Part, address_of};
use crate::address;
use crate::browser;
use crate::messages::{Key, count, fill, t};
use domain::cities::CityFilter;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use ui::{
    Banner, Button, CommandPalette, Dialog, Drawer, Menu, MenuItem, PaletteLine, PaletteState, PaletteWords, Popover,
    Rank, Toaster, Toasts, Toggletip, Tone, Tooltip,
};

/// All of them.
pub(super) fn show() -> AnyView {
    let toasts = Toasts::new();
    view! {
        <Sheets toasts/> <Palettes/> <Menus toasts/> <Tips/> <Messages toasts/> <Banners/>
        <Toaster toasts label=t(Key::GalleryMessages) close=t(Key::GalleryClose)/>
    }
    .into_any()
}

#[component]
fn Sheets(toasts: Toasts) -> impl IntoView {
    let (dialog, drawer) = (RwSignal::new(false), RwSignal::new(false));
    let withdraw = move |()| {
        dialog.set(false);
        toasts.say(t(Key::GalleryWithdrawn));
    };
    view! {
        <Part name="Dialog" readme=ui::dialog::README>
            <p><Button rank=Rank::Grave on_press=move |()| dialog.set(true)>{t(Key::GalleryOpenDialog)}</Button></p>
            <Dialog open=dialog title=t(Key::GalleryDialogTitle) close=t(Key::GalleryClose)>
                <p>{t(Key::GalleryDialogText)}</p>
                <div class="ui-row">
                    <Button rank=Rank::Grave on_press=withdraw>{t(Key::GalleryGrave)}</Button>
                    <Button rank=Rank::Quiet on_press=move |()| dialog.set(false)>{t(Key::GalleryQuiet)}</Button>
                </div>
            </Dialog>
        </Part>
        <Part name="Drawer" readme=ui::drawer::README>
            <p><Button on_press=move |()| drawer.set(true)>{t(Key::GalleryOpenDrawer)}</Button></p>
            <Drawer open=drawer title=t(Key::GalleryDrawerTitle) close=t(Key::GalleryClose)>
                <p>{t(Key::GalleryDrawerText)}</p>
                <p><a href=address::city("accra")>{t(Key::GalleryOpenCity)}</a></p>
            </Drawer>
        </Part>
    }
}

/// Cities, and the groups of this gallery.
fn fitting(text: &str) -> Vec<PaletteLine> {
    let cities = CITIES.iter().map(|city| PaletteLine::new(address::city(city.slug), city.name, t(Key::GalleryCity)));
    let groups = GROUPS.map(|(group, name)| PaletteLine::new(address_of(group), t(name), t(Key::GalleryPaletteGroup)));
    let text = text.trim().to_lowercase();
    cities.chain(groups).filter(|line| line.name.to_lowercase().contains(&text)).collect()
}

/// All cities that have what is written.
fn all_cities(words: &str) -> PaletteLine {
    let filter = CityFilter { q: Some(words.to_owned()), ..CityFilter::default() };
    let name = fill(Key::GalleryPaletteAll, &[("words", words)]);
    PaletteLine::new(address::cities_where(&filter), name, t(Key::GalleryPaletteList))
}

fn palette_words() -> PaletteWords {
    PaletteWords {
        title: t(Key::GalleryPalette).into(),
        hint: t(Key::GalleryPaletteHint).into(),
        keys: t(Key::GalleryPaletteKeys).into(),
        nothing: t(Key::GalleryNoneFound).into(),
        pending: t(Key::GalleryPending).into(),
        failed: t(Key::GalleryNotFetched).into(),
        found: Callback::new(|n| count(Key::GalleryFound, n)),
    }
}

#[component]
fn Palettes() -> impl IntoView {
    view! {
        <Part name="CommandPalette" readme=ui::palette::README>
            <div class="ui-row">
                <OnePalette button=Key::GalleryOpenPalette/>
                <OnePalette button=Key::GalleryOpenPaletteNothing written="zz"/>
                <OnePalette button=Key::GalleryOpenPalettePending written="a" state=PaletteState::Pending/>
                <OnePalette button=Key::GalleryOpenPaletteFailed written="a" state=PaletteState::Failed/>
            </div>
        </Part>
    }
}

/// A button, and the palette that it opens.
#[component]
fn OnePalette(
    /// What the button says.
    button: Key,
    /// What is written in the palette at first.
    #[prop(optional)]
    written: &'static str,
    /// What is known of its lines.
    #[prop(optional)]
    state: PaletteState,
) -> impl IntoView {
    let (open, text, navigate) = (RwSignal::new(false), RwSignal::new(written.to_owned()), use_navigate());
    let lines = Memo::new(move |_| text.with(|text| fitting(text)));
    let last = Callback::new(|words: String| all_cities(&words));
    let choose = move |line: PaletteLine| navigate(&line.key, Default::default());
    view! {
        <Button on_press=move |()| open.set(true)>{t(button)}</Button>
        <CommandPalette open text lines state last on_choose=choose words=palette_words()/>
    }
}

#[component]
fn Menus(toasts: Toasts) -> impl IntoView {
    let copy = move |()| {
        browser::copy(&browser::origin());
        toasts.say(t(Key::GalleryCopied));
    };
    let items = vec![
        MenuItem::follow(t(Key::GalleryOpenCity), address::city("accra")),
        MenuItem::press(t(Key::GalleryCopy), Callback::new(copy)),
        MenuItem::press(t(Key::GalleryExport), Callback::new(|()| ())).disabled(),
        MenuItem::press(t(Key::GalleryGrave), Callback::new(move |()| toasts.say(t(Key::GalleryWithdrawn)))).grave(),
    ];
    view! {
        <Part name="Menu" readme=ui::menu::README>
            <p><Menu label=t(Key::GalleryMore) items/></p>
        </Part>
        <Part name="Popover" readme=ui::popover::README>
            <Popover id="gallery-popover" rank=Rank::Plain button=|| t(Key::NavAccount)>
                <a href=address::city("accra")>{t(Key::GalleryOpenCity)}</a>
                <a href=address::glossary()>{t(Key::NavGlossary)}</a>
            </Popover>
        </Part>
    }
}

#[component]
fn Tips() -> impl IntoView {
    view! {
        <Part name="Tooltip" readme=ui::tooltip::README>
            <div class="ui-row">
                <Tooltip id="gallery-tip" text=t(Key::GalleryShockText)>
                    <button type="button" class="ui-button" aria-describedby="gallery-tip">{t(Key::GalleryShock)}</button>
                </Tooltip>
                <Toggletip label=t(Key::GalleryWhatShock) text=t(Key::GalleryStressText)/>
                <Toggletip label=t(Key::GalleryShock) text=t(Key::GalleryShockText) more=(address::glossary(), t(Key::NavGlossary).into())/>
            </div>
        </Part>
    }
}

#[component]
fn Messages(toasts: Toasts) -> impl IntoView {
    let restore = Callback::new(move |()| toasts.say(t(Key::GalleryRestored)));
    let withdraw = move |()| toasts.say_with_undo(t(Key::GalleryWithdrawn), t(Key::GalleryUndo), restore);
    view! {
        <Part name="Toaster" readme=ui::toast::README>
            <div class="ui-row">
                <Button on_press=move |()| toasts.say(t(Key::GallerySaved))>{t(Key::GallerySay)}</Button>
                <Button on_press=withdraw>{t(Key::GalleryWithdraw)}</Button>
            </div>
        </Part>
    }
}

#[component]
fn Banners() -> impl IntoView {
    let there = RwSignal::new(true);
    let off = (Signal::from(t(Key::GalleryClose)), Callback::new(move |()| there.set(false)));
    view! {
        <Part name="Banner" readme=ui::banner::README>
            {move || there.get().then(|| view! { <Banner word=t(Key::GalleryNote) off>{t(Key::GalleryBanner)}</Banner> })}
            <Banner tone=Tone::Good word=t(Key::GalleryDone)>{t(Key::GalleryBannerGood)}</Banner>
            <Banner tone=Tone::Warn word=t(Key::GalleryCareful)>{t(Key::GalleryBannerWarn)}</Banner>
            <Banner tone=Tone::Bad heading=true word=t(Key::GalleryWithdrawn)/>
            <Banner tone=Tone::Bad word=t(Key::GalleryWrong)>{t(Key::GalleryBannerBad)}</Banner>
        </Part>
    }
}
