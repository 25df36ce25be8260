//! The world with its cities. One stop for the tab key; within it the arrow keys go from city to city. Whatever it
//! says stands in a list as well.

use super::Dot;
use super::geometry::{Direction, Point, View, nearest, neighbour};
use crate::address;
use crate::messages::{Key, fill, t};
use crate::state::World;
use leptos::prelude::*;
use leptos::svg::Svg;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use wasm_bindgen::JsCast as _;
use web_sys::{KeyboardEvent, MouseEvent};

/// How far beside a city one may point and still mean it, in pixels of the screen: 24 across, as WCAG asks of targets.
const REACH: f64 = 12.0;
/// A hand trembles: so many pixels are a click, not a drag.
const TREMOR: f64 = 4.0;
/// How much nearer one press of the button comes.
const STEP: f64 = 0.6;

/// What a map holds while it is shown.
#[derive(Clone, Copy)]
struct State {
    dots: Signal<Arc<Vec<Dot>>>,
    /// What is seen; `None` while nobody has moved the map: then all cities are.
    chosen: RwSignal<Option<View>>,
    /// Slug of the city that has the focus, or had it last.
    current: RwSignal<Option<String>>,
    /// Slug of the city that is pointed at.
    pointed: RwSignal<Option<String>>,
    /// Where the pointer went down, and the view at that time, while the map is dragged.
    dragged: StoredValue<Option<(f64, f64, View)>>,
    svg: NodeRef<Svg>,
}

impl State {
    fn view(self) -> View {
        self.chosen.get().unwrap_or_else(|| self.dots.with(|dots| View::around(&points(dots))))
    }

    fn zoom(self, factor: f64) {
        let view = untrack(|| self.view());
        let focused = untrack(|| self.dot(self.current.get().as_deref())).filter(|dot| view.holds(dot.point));
        let middle = focused.map_or_else(|| view.middle(), |dot| dot.point);
        self.chosen.set(Some(view.scaled(factor, middle)));
    }

    fn dot(self, slug: Option<&str>) -> Option<Dot> {
        self.dots.with(|dots| dots.iter().find(|dot| Some(dot.slug.as_str()) == slug).cloned())
    }

    /// Units of the map a pixel of the screen.
    fn scale(self) -> f64 {
        let width = self.svg.get_untracked().map_or(0.0, |svg| svg.get_bounding_client_rect().width());
        if width > 0.0 { untrack(|| self.view()).width / width } else { 1.0 }
    }

    /// The city that a mouse or a finger means.
    fn city_at(self, event: &MouseEvent) -> Option<String> {
        let corner = self.svg.get_untracked()?.get_bounding_client_rect();
        let (scale, view) = (self.scale(), untrack(|| self.view()));
        let x = view.x + (f64::from(event.client_x()) - corner.left()) * scale;
        let y = view.y + (f64::from(event.client_y()) - corner.top()) * scale;
        let dots = self.dots.get_untracked();
        nearest(&points(&dots), Point { x, y }, REACH * scale).map(|at| dots[at].slug.clone())
    }

    /// Moves the focus to another city, and the map with it where it has to.
    fn go(self, direction: Direction) {
        let dots = self.dots.get_untracked();
        let from =
            self.current.get_untracked().and_then(|slug| dots.iter().position(|dot| dot.slug == slug)).unwrap_or(0);
        let Some(dot) = neighbour(&points(&dots), from, direction).and_then(|at| dots.get(at)) else { return };
        let view = untrack(|| self.view());
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

    fn drag(self, event: &MouseEvent) {
        let Some((x, y, view)) = self.dragged.get_value() else { return };
        let (dx, dy) = (f64::from(event.client_x()) - x, f64::from(event.client_y()) - y);
        if dx * dx + dy * dy > TREMOR * TREMOR || self.chosen.get_untracked().is_some_and(|chosen| chosen != view) {
            let scale = self.scale();
            self.chosen.set(Some(view.moved(-dx * scale, -dy * scale)));
        }
    }
}

fn points(dots: &[Dot]) -> Vec<Point> {
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
) -> impl IntoView {
    let world: World = expect_context();
    Effect::new(move |_| world.want());
    let state = State {
        dots,
        chosen: RwSignal::new(None),
        current: RwSignal::new(None),
        pointed: RwSignal::new(None),
        dragged: StoredValue::new(None),
        svg: NodeRef::new(),
    };
    // Other cities: what somebody looked at before is no longer what they look for.
    Effect::new(move |_| {
        dots.with(|_| state.chosen.set(None));
    });
    view! {
        <div class="map" dir="ltr">
            <Picture state label world/>
            <Callout state/>
            <Buttons state/>
        </div>
    }
}

#[component]
fn Picture(state: State, label: &'static str, world: World) -> impl IntoView {
    let navigate = use_navigate();
    let click = move |event: MouseEvent| {
        let moved = state.dragged.get_value().is_some_and(|(_, _, view)| untrack(|| state.view()) != view);
        state.dragged.set_value(None);
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if modified {
            return;
        }
        // The router does not know links within pictures. Enter on a link comes without a place.
        let from_keyboard = event.detail() == 0;
        let slug = if from_keyboard { state.current.get_untracked() } else { state.city_at(&event) };
        event.prevent_default();
        if let Some(slug) = slug.filter(|_| !moved) {
            navigate(&address::city(&slug), Default::default());
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
            node_ref=state.svg viewBox=move || state.view().to_view_box()
            style:--zoom=move || state.view().zoom().to_string()
            on:click=click
            on:keydown=move |event| state.press(&event)
            on:focusout=move |_| state.pointed.set(None)
            on:pointerdown=move |event| {
                let view = untrack(|| state.view());
                state.dragged.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()), view)));
            }
            on:pointermove=move |event| {
                state.drag(&event);
                let city = state.city_at(&event);
                if state.pointed.with_untracked(|pointed| *pointed != city) { state.pointed.set(city) }
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
        state.pointed.set(Some(slug.clone()));
    };
    let slug = dot.slug.clone();
    let tab = move || if stop.with(|stop| stop.as_ref() == Some(&slug)) { "0" } else { "-1" };
    // Within a `g`, for alone an `a` would be taken for HTML's.
    view! {
        <g>
            <a
                href=address::city(&dot.slug) aria-label=label tabindex=tab data-slug=dot.slug class:member=dot.member
                on:focus=focus
            >
                <circle cx=dot.point.x cy=dot.point.y r="3"></circle>
            </a>
        </g>
    }
}

/// The name of the city that is pointed at, or has the focus.
#[component]
fn Callout(state: State) -> impl IntoView {
    let shown = move || {
        let slug = state.pointed.get()?;
        let dot = state.dot(Some(&slug))?;
        let view = state.view();
        view.holds(dot.point).then_some((dot, view))
    };
    move || {
        shown().map(|(dot, view)| {
            let share = |part: f64, whole: f64| [&(part / whole * 100.0).to_string(), "%"].concat();
            let at_end = dot.point.x > view.middle().x;
            view! {
                <div
                    class="callout" class:at-end=at_end aria-hidden="true"
                    style:inset-inline-start=share(dot.point.x - view.x, view.width)
                    style:inset-block-start=share(dot.point.y - view.y, view.height)
                >
                    <strong>{dot.name}</strong>
                    <span>{dot.country}</span>
                    <span class="muted">{t(if dot.member { Key::CityMember } else { Key::CityOther })}</span>
                </div>
            }
        })
    }
}

#[component]
fn Buttons(state: State) -> impl IntoView {
    view! {
        <div class="map-buttons" role="group" aria-label=t(Key::MapButtons)>
            <button type="button" class="btn sm" aria-label=t(Key::MapNearer) on:click=move |_| state.zoom(STEP)>"+"</button>
            <button type="button" class="btn sm" aria-label=t(Key::MapFurther) on:click=move |_| state.zoom(1.0 / STEP)>"−"</button>
            <button type="button" class="btn sm" on:click=move |_| state.chosen.set(None)>{t(Key::MapReset)}</button>
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
