//! The world with its cities. One stop for the tab key; within it the arrow keys go from city to city. Whatever it
//! says stands in a list as well.

use super::Dot;
use super::clustering::{Clustering, Clusters, hint};
use super::geometry::{Direction, Point, View, nearest, neighbour};
use crate::address;
use crate::messages::{Key, fill, t};
use crate::state::World;
use leptos::prelude::*;
use leptos::svg::Svg;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::Button;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{KeyboardEvent, MouseEvent, ResizeObserver};

/// How far beside a city one may point and still mean it, in pixels of the screen: 24 across, as WCAG asks of targets.
const REACH: f64 = 12.0;
/// A hand trembles: so many pixels are a click, not a drag.
const TREMOR: f64 = 4.0;
/// How wide a map is taken to be before it is laid out, in pixels.
const USUAL_WIDTH: f64 = 640.0;
/// How much nearer one press of the button comes.
const STEP: f64 = 0.6;

/// What a pointer points at.
#[derive(Debug, Clone, PartialEq)]
enum Pointed {
    /// A city, by its slug.
    City(String),
    /// A cluster, by its number.
    Cluster(usize),
}

/// What a map holds while it is shown.
#[derive(Clone, Copy)]
struct State {
    dots: Signal<Arc<Vec<Dot>>>,
    /// What is seen; `None` while nobody has moved the map: then all cities are.
    chosen: RwSignal<Option<View>>,
    view: Signal<View>,
    /// Units of the map a pixel of the screen.
    pixel: Signal<f64>,
    clustering: Clustering,
    /// Slug of the city that has the focus, or had it last.
    current: RwSignal<Option<String>>,
    /// What is pointed at, or has the focus.
    pointed: RwSignal<Option<Pointed>>,
    /// Where the pointer went down, and the view at that time, while the map is dragged.
    dragged: StoredValue<Option<(f64, f64, View)>>,
    svg: NodeRef<Svg>,
}

impl State {
    fn of(dots: Signal<Arc<Vec<Dot>>>, clustered: bool) -> Self {
        let chosen = RwSignal::new(None);
        let svg = NodeRef::new();
        let width = width_of(svg);
        let view: Signal<View> =
            Memo::new(move |_| chosen.get().unwrap_or_else(|| dots.with(|dots| View::around(&points(dots))))).into();
        let pixel = Signal::derive(move || view.get().width / width.get().unwrap_or(USUAL_WIDTH));
        Self {
            dots,
            chosen,
            view,
            pixel,
            clustering: Clustering::of(dots, view, pixel, clustered),
            current: RwSignal::new(None),
            pointed: RwSignal::new(None),
            dragged: StoredValue::new(None),
            svg,
        }
    }

    fn zoom(self, factor: f64) {
        let view = self.view.get_untracked();
        let focused = untrack(|| self.dot(self.current.get().as_deref())).filter(|dot| view.holds(dot.point));
        let middle = focused.map_or_else(|| view.middle(), |dot| dot.point);
        self.chosen.set(Some(view.scaled(factor, middle)));
    }

    fn dot(self, slug: Option<&str>) -> Option<Dot> {
        self.dots.with(|dots| dots.iter().find(|dot| Some(dot.slug.as_str()) == slug).cloned())
    }

    /// What a mouse or a finger means.
    fn at(self, event: &MouseEvent) -> Option<Pointed> {
        let corner = self.svg.get_untracked()?.get_bounding_client_rect();
        let (pixel, view) = (self.pixel.get_untracked(), self.view.get_untracked());
        let x = view.x + (f64::from(event.client_x()) - corner.left()) * pixel;
        let y = view.y + (f64::from(event.client_y()) - corner.top()) * pixel;
        if let Some(cluster) = self.clustering.at(Point { x, y }, pixel) {
            return Some(Pointed::Cluster(cluster));
        }
        let dots = self.dots.get_untracked();
        let alone: Vec<&Dot> = dots.iter().filter(|dot| !untrack(|| self.clustering.hides(&dot.slug))).collect();
        let places: Vec<Point> = alone.iter().map(|dot| dot.point).collect();
        nearest(&places, Point { x, y }, REACH * pixel).map(|at| Pointed::City(alone[at].slug.clone()))
    }

    /// Moves the focus to another city, and the map with it where it has to.
    fn go(self, direction: Direction) {
        let dots = self.dots.get_untracked();
        let from =
            self.current.get_untracked().and_then(|slug| dots.iter().position(|dot| dot.slug == slug)).unwrap_or(0);
        let Some(dot) = neighbour(&points(&dots), from, direction).and_then(|at| dots.get(at)) else { return };
        let view = self.view.get_untracked();
        if !view.holds(dot.point) {
            self.chosen.set(Some(View::centred(dot.point, view.width)));
        }
        let selector = ["[data-slug=\"", &dot.slug, "\"]"].concat();
        let link = self.svg.get_untracked().and_then(|svg| svg.query_selector(&selector).ok().flatten());
        if let Some(link) = link {
            let _ = link.unchecked_into::<web_sys::SvgElement>().focus();
        }
    }

    fn press(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "ArrowUp" => self.go(Direction::Up),
            "ArrowDown" => self.go(Direction::Down),
            "ArrowLeft" => self.go(Direction::Left),
            "ArrowRight" => self.go(Direction::Right),
            "+" | "=" => self.zoom(STEP),
            "-" => self.zoom(1.0 / STEP),
            _ => return,
        }
        event.prevent_default();
    }

    fn come_near(self, cluster: usize) {
        let nearer = self.clustering.nearer(cluster, self.view.get_untracked());
        self.pointed.set(None);
        self.chosen.set(nearer);
    }

    fn drag(self, event: &MouseEvent) {
        let Some((x, y, view)) = self.dragged.get_value() else { return };
        let (dx, dy) = (f64::from(event.client_x()) - x, f64::from(event.client_y()) - y);
        if dx * dx + dy * dy > TREMOR * TREMOR || self.chosen.get_untracked().is_some_and(|chosen| chosen != view) {
            let pixel = self.pixel.get_untracked();
            self.chosen.set(Some(view.moved(-dx * pixel, -dy * pixel)));
        }
    }
}

/// How wide a picture is on the screen, in pixels, once and as long as it is laid out.
fn width_of(svg: NodeRef<Svg>) -> Signal<Option<f64>> {
    let width = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(svg) = svg.get() else { return };
        let measured = svg.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            let now = measured.get_bounding_client_rect().width();
            width.set((now > 0.0).then_some(now));
        });
        if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&svg);
            let kept = StoredValue::new_local((observer, measure));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
    width.into()
}

/// Where cities are drawn.
pub(super) fn points(dots: &[Dot]) -> Vec<Point> {
    dots.iter().map(|dot| dot.point).collect()
}

/// A map of the world with cities that lead to their pages.
#[component]
pub(crate) fn WorldMap(
    /// The cities.
    #[prop(into)]
    dots: Signal<Arc<Vec<Dot>>>,
    /// What the map shows, for people who do not see it.
    label: &'static str,
    /// Whether cities that would lie upon each other are drawn as one.
    #[prop(optional)]
    clustered: bool,
) -> impl IntoView {
    let world: World = expect_context();
    Effect::new(move |_| world.want());
    let state = State::of(dots, clustered);
    // Other cities: what somebody looked at before is no longer what they look for.
    Effect::new(move |_| {
        dots.with(|_| state.chosen.set(None));
    });
    // Heard here: a picture that listens for the focus gets a stop of its own for the tab key in Chromium.
    view! {
        <div class="map" dir="ltr" on:focusout=move |_| state.pointed.set(None)>
            <div class="map-frame">
                <Picture state label world/>
                <Callout state/>
            </div>
            <Buttons state/>
        </div>
    }
}

#[component]
fn Picture(state: State, label: &'static str, world: World) -> impl IntoView {
    let navigate = use_navigate();
    let click = move |event: MouseEvent| {
        let moved = state.dragged.get_value().is_some_and(|(_, _, view)| state.view.get_untracked() != view);
        state.dragged.set_value(None);
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if modified {
            return;
        }
        // The router does not know links within pictures. Enter on a link comes without a place.
        let from_keyboard = event.detail() == 0;
        let meant = if from_keyboard { state.current.get_untracked().map(Pointed::City) } else { state.at(&event) };
        event.prevent_default();
        match meant.filter(|_| !moved) {
            Some(Pointed::City(slug)) => navigate(&address::city(&slug), Default::default()),
            Some(Pointed::Cluster(at)) => state.come_near(at),
            None => {}
        }
    };
    let stop = Memo::new(move |_| {
        let current = state.current.get();
        state.dots.with(|dots| {
            dots.iter().find(|dot| Some(&dot.slug) == current.as_ref()).or(dots.first()).map(|dot| dot.slug.clone())
        })
    });
    view! {
        <svg
            class="map-world" role="group" aria-label=label
            aria-roledescription=t(Key::MapRole)
            node_ref=state.svg viewBox=move || state.view.get().to_view_box()
            style:--pixel=move || state.pixel.get().to_string()
            class:over=move || state.pointed.with(Option::is_some)
            on:click=click
            on:keydown=move |event| state.press(&event)
            on:pointerdown=move |event| {
                let view = state.view.get_untracked();
                state.dragged.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()), view)));
            }
            on:pointermove=move |event| {
                state.drag(&event);
                let meant = state.at(&event);
                if state.pointed.with_untracked(|pointed| *pointed != meant) { state.pointed.set(meant) }
            }
            on:pointerleave=move |_| {
                state.dragged.set_value(None);
                state.pointed.set(None);
            }
        >
            <path class="land" d=move || world.outline().to_string()/>
            <g>
                <For each=move || state.dots.get().to_vec() key=|dot| dot.slug.clone() let:dot>
                    <City dot state stop/>
                </For>
            </g>
            <Clusters clustering=state.clustering/>
        </svg>
    }
}

#[component]
fn City(dot: Dot, state: State, stop: Memo<Option<String>>) -> impl IntoView {
    let status = t(if dot.member { Key::CityMember } else { Key::CityOther });
    let label = fill(Key::MapCity, &[("city", &dot.name), ("country", &dot.country), ("status", status)]);
    let slug = dot.slug.clone();
    let focus = move |_| {
        state.current.set(Some(slug.clone()));
        state.pointed.set(Some(Pointed::City(slug.clone())));
    };
    let slug = dot.slug.clone();
    let hidden = dot.slug.clone();
    let hidden = move || state.clustering.hides(&hidden);
    let tab = move || if stop.with(|stop| stop.as_ref() == Some(&slug)) { "0" } else { "-1" };
    // Within a `g`, for alone an `a` would be taken for HTML's.
    view! {
        <g>
            <a
                href=address::city(&dot.slug) aria-label=label tabindex=tab data-slug=dot.slug class:member=dot.member
                class:within=hidden
                on:focus=focus
            >
                <circle cx=dot.point.x cy=dot.point.y r="3"></circle>
            </a>
        </g>
    }
}

/// What a callout tells.
struct Told {
    place: Point,
    what: String,
    more: String,
    note: &'static str,
}

impl State {
    fn told(self) -> Option<Told> {
        match self.pointed.get()? {
            Pointed::City(slug) => self.dot(Some(&slug)).map(|dot| Told {
                place: dot.point,
                what: dot.name,
                more: dot.country,
                note: t(if dot.member { Key::CityMember } else { Key::CityOther }),
            }),
            Pointed::Cluster(at) => {
                self.clustering.said(at).map(|(place, what, more)| Told { place, what, more, note: hint() })
            }
        }
    }
}

/// The name of what is pointed at, or has the focus.
#[component]
fn Callout(state: State) -> impl IntoView {
    let shown = move || {
        let view = state.view.get();
        state.told().filter(|told| view.holds(told.place)).map(|told| (told, view))
    };
    move || {
        shown().map(|(told, view)| {
            let share = |part: f64, whole: f64| [&(part / whole * 100.0).to_string(), "%"].concat();
            let (at_end, at_bottom) = (told.place.x > view.middle().x, told.place.y > view.middle().y);
            view! {
                <div
                    class="callout" class:at-end=at_end class:at-bottom=at_bottom aria-hidden="true"
                    style:inset-inline-start=share(told.place.x - view.x, view.width)
                    style:inset-block-start=share(told.place.y - view.y, view.height)
                >
                    <strong>{told.what}</strong>
                    <span>{told.more}</span>
                    <span class="muted">{told.note}</span>
                </div>
            }
        })
    }
}

#[component]
fn Buttons(state: State) -> impl IntoView {
    view! {
        <div class="map-buttons" role="group" aria-label=t(Key::MapButtons)>
            <Button small=true name=t(Key::MapNearer) on_press=move |()| state.zoom(STEP)>"+"</Button>
            <Button small=true name=t(Key::MapFurther) on_press=move |()| state.zoom(1.0 / STEP)>"−"</Button>
            <Button small=true on_press=move |()| state.chosen.set(None)>{t(Key::MapReset)}</Button>
        </div>
    }
}

/// What the dots mean.
#[component]
pub(crate) fn Legend() -> impl IntoView {
    view! {
        <p class="legend small muted">
            <span class="key member">{t(Key::MapLegendMember)}</span>
            <span class="key other">{t(Key::MapLegendOther)}</span>
        </p>
    }
}
