//! The components of the design system in every state, a page for each group. A page of its own for who builds pages:
//! its words come from its own section of texts, those of maps from theirs, its numbers from the reference data.

mod actions;
mod charts;
mod data;
mod facts;
mod forms;
mod maps;
mod overlays;

use crate::address;
use crate::messages::{Key, fill, t};
use crate::parts::use_page;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Switch, Tab, Tabs};

/// The groups, as their addresses have them, and their names.
const GROUPS: [(&str, Key); 5] = [
    ("actions", Key::GalleryActions),
    ("forms", Key::GalleryForms),
    ("overlays", Key::GalleryOverlays),
    ("data", Key::GalleryData),
    ("charts", Key::GalleryCharts),
];

/// Whether all that can be busy is: not at first, since who waits for the page would wait for ever.
#[derive(Clone, Copy)]
struct Busy(RwSignal<bool>);

/// Whether it is.
fn busy() -> Signal<bool> {
    expect_context::<Busy>().0.into()
}

fn address_of(group: &str) -> String {
    [&address::landing(), "gallery/", group].concat()
}

/// A page of the gallery.
#[component]
fn Group(
    /// Its group.
    group: &'static str,
    /// The name of the group.
    name: Key,
    /// Its components.
    show: fn() -> AnyView,
) -> impl IntoView {
    let title = fill(Key::GalleryPage, &[("group", t(name))]);
    let heading = title.clone();
    use_page(move || Some(title.clone()));
    let tabs = GROUPS.map(|(group, name)| Tab::new(address_of(group), t(name)));
    let (tabs, busy) = (Signal::stored(tabs.to_vec()), RwSignal::new(false));
    provide_context(Busy(busy));
    let words = || [t(Key::GalleryOn), t(Key::GalleryNotOn)].map(Signal::from);
    view! {
        <div class="page">
            <header class="head">
                <h1 tabindex="-1">{heading}</h1>
                <p>{t(Key::GalleryLede)}</p>
            </header>
            <Tabs label=t(Key::GalleryGroups) tabs current=address_of(group)/>
            <Switch label=t(Key::GalleryShowBusy) words=words() on=busy on_change=move |to| busy.set(to)/>
            {show()}
        </div>
    }
}

/// A component: its name, when to use it, its states, and the rest of its rules.
#[component]
fn Part(
    /// Its name in the code.
    name: &'static str,
    /// Its rules.
    readme: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    let (when, rules) = readme.split_once("\n\n").unwrap_or((readme, ""));
    view! {
        <section class="part" id=name.to_lowercase()>
            <h2 lang="en" dir="ltr">{name}</h2>
            <p class="muted" lang="en" dir="ltr">{when}</p>
            {children()}
            <details><summary>{t(Key::GalleryRules)}</summary><pre lang="en" dir="ltr">{rules}</pre></details>
        </section>
    }
}

/// The chunk of buttons, links, tags and the like.
pub(crate) struct GalleryActionsRoute;

#[lazy_route]
impl LazyRoute for GalleryActionsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Group group="actions" name=Key::GalleryActions show=actions::show/> }.into_any()
    }
}

/// The chunk of fields.
pub(crate) struct GalleryFormsRoute;

#[lazy_route]
impl LazyRoute for GalleryFormsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Group group="forms" name=Key::GalleryForms show=forms::show/> }.into_any()
    }
}

/// The chunk of what lies over a page.
pub(crate) struct GalleryOverlaysRoute;

#[lazy_route]
impl LazyRoute for GalleryOverlaysRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Group group="overlays" name=Key::GalleryOverlays show=overlays::show/> }.into_any()
    }
}

/// The chunk of tables, lists, maps and how far things are.
pub(crate) struct GalleryDataRoute;

#[lazy_route]
impl LazyRoute for GalleryDataRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Group group="data" name=Key::GalleryData show=data::show/> }.into_any()
    }
}

/// The chunk of charts.
pub(crate) struct GalleryChartsRoute;

#[lazy_route]
impl LazyRoute for GalleryChartsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Group group="charts" name=Key::GalleryCharts show=charts::show/> }.into_any()
    }
}
