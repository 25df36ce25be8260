//! What a map knows, and what pointer and keyboard do to it.

use super::clustering::Clustering;
use super::geometry::{Direction, Point, View, nearest, neighbour};
use super::{MapWords, Place};
use leptos::prelude::*;
use leptos::svg::Svg;
use std::sync::Arc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{KeyboardEvent, MouseEvent, ResizeObserver, SvgElement};

/// How far beside a place one may point and still mean it, in pixels of the screen: 24 across, as WCAG asks of targets.
const REACH: f64 = 12.0;
/// A hand trembles: so many pixels are a click, not a drag.
const TREMOR: f64 = 4.0;
/// How wide a map is taken to be before it is laid out, in pixels.
const USUAL_WIDTH: f64 = 640.0;
/// How much nearer one press of the button comes.
const STEP: f64 = 0.6;

/// What a pointer points at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pointed {
    /// A place, by its key.
    Place(String),
    /// A cluster, by its number.
    Cluster(usize),
}

/// What a callout tells.
pub(super) struct Told {
    pub(super) point: Point,
    pub(super) what: String,
    pub(super) more: String,
    pub(super) note: Signal<String>,
}

/// What a map holds while it is shown.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) places: Signal<Arc<Vec<Place>>>,
    /// Key of the place that is chosen.
    pub(super) chosen: Option<Signal<Option<String>>>,
    pub(super) words: MapWords,
    /// What is seen since somebody moved the map; `None` while nobody has: then all places are.
    pub(super) moved: RwSignal<Option<View>>,
    pub(super) view: Signal<View>,
    /// Units of the map a pixel of the screen.
    pub(super) pixel: Signal<f64>,
    pub(super) clustering: Clustering,
    /// Key of the place that has the focus, or had it last.
    pub(super) current: RwSignal<Option<String>>,
    /// What is pointed at, or has the focus.
    pub(super) pointed: RwSignal<Option<Pointed>>,
    /// Where the pointer went down, and the view at that time, while the map is dragged.
    dragged: StoredValue<Option<(f64, f64, View)>>,
    pub(super) svg: NodeRef<Svg>,
}

impl State {
    pub(super) fn of(
        places: Signal<Arc<Vec<Place>>>,
        chosen: Option<Signal<Option<String>>>,
        clustered: bool,
        words: MapWords,
    ) -> Self {
        let moved: RwSignal<Option<View>> = RwSignal::new(None);
        let svg = NodeRef::new();
        let size = size_of(svg);
        let view: Signal<View> = Memo::new(move |_| seen(moved.get(), places, aspect(size.get()))).into();
        let width = move || size.get().map_or(USUAL_WIDTH, |[width, _]| width);
        let pixel = Signal::derive(move || view.get().width / width());
        Self {
            places,
            chosen,
            words,
            moved,
            view,
            pixel,
            clustering: Clustering::of(places, view, pixel, clustered),
            current: RwSignal::new(None),
            pointed: RwSignal::new(None),
            dragged: StoredValue::new(None),
            svg,
        }
    }

    /// The place with a key.
    pub(super) fn place(self, key: &str) -> Option<Place> {
        self.places.with(|places| places.iter().find(|place| place.key == key).cloned())
    }

    /// The key of the place that is chosen.
    fn chosen_key(self) -> Option<String> {
        self.chosen.and_then(|chosen| chosen.get())
    }

    /// The key of the place that the tab key comes to: where one was, else what is chosen, else the first.
    pub(super) fn stop(self) -> Option<String> {
        let wanted = self.current.get().or_else(|| self.chosen_key());
        self.places.with(|places| {
            let there = places.iter().find(|place| Some(&place.key) == wanted.as_ref());
            there.or(places.first()).map(|place| place.key.clone())
        })
    }

    /// What is told beside the map: of what is pointed at, else of what is chosen.
    pub(super) fn told(self) -> Option<Told> {
        match self.pointed.get().or_else(|| self.chosen_key().map(Pointed::Place))? {
            Pointed::Place(key) => self.place(&key).map(|place| {
                let [filled, ring] = self.words.kinds;
                let note = if place.filled { filled } else { ring };
                Told { point: place.point, what: place.name, more: place.detail, note }
            }),
            Pointed::Cluster(at) => {
                let told = |(point, what, more)| Told { point, what, more, note: self.words.hint };
                self.clustering.said(at, self.words).map(told)
            }
        }
    }

    /// What a mouse or a finger means.
    pub(super) fn at(self, event: &MouseEvent) -> Option<Pointed> {
        let corner = self.svg.get_untracked()?.get_bounding_client_rect();
        let (pixel, view) = (self.pixel.get_untracked(), self.view.get_untracked());
        let x = view.x + (f64::from(event.client_x()) - corner.left()) * pixel;
        let y = view.y + (f64::from(event.client_y()) - corner.top()) * pixel;
        if let Some(cluster) = self.clustering.at(Point { x, y }, pixel) {
            return Some(Pointed::Cluster(cluster));
        }
        let places = self.places.get_untracked();
        let alone: Vec<&Place> = places.iter().filter(|place| !untrack(|| self.clustering.hides(&place.key))).collect();
        let points: Vec<Point> = alone.iter().map(|place| place.point).collect();
        nearest(&points, Point { x, y }, REACH * pixel).map(|at| Pointed::Place(alone[at].key.clone()))
    }

    pub(super) fn press(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "ArrowUp" => self.go(Direction::Up),
            "ArrowDown" => self.go(Direction::Down),
            "ArrowLeft" => self.go(Direction::Left),
            "ArrowRight" => self.go(Direction::Right),
            "+" | "=" => self.come_nearer(),
            "-" => self.go_further(),
            _ => return,
        }
        event.prevent_default();
    }

    /// Moves the focus to another place, and the map with it where it has to.
    fn go(self, direction: Direction) {
        let places = self.places.get_untracked();
        let from =
            self.current.get_untracked().and_then(|key| places.iter().position(|place| place.key == key)).unwrap_or(0);
        let Some(to) = neighbour(&points(&places), from, direction) else { return };
        let Some(place) = places.get(to) else { return };
        let view = self.view.get_untracked();
        if !view.holds(place.point) {
            self.moved.set(Some(View::centred(place.point, view.width, view.aspect())));
        }
        if let Some(link) = self.link(to) {
            // A link takes the focus.
            let _ = link.focus();
        }
    }

    /// The link of a place: they stand in the order of the places.
    fn link(self, at: usize) -> Option<SvgElement> {
        let links = self.svg.get_untracked()?.query_selector_all("a").ok()?;
        links.get(u32::try_from(at).ok()?).map(|link| link.unchecked_into())
    }

    /// Shows less of the world.
    pub(super) fn come_nearer(self) {
        self.zoom(STEP);
    }

    /// Shows more of it.
    pub(super) fn go_further(self) {
        self.zoom(1.0 / STEP);
    }

    fn zoom(self, factor: f64) {
        let view = self.view.get_untracked();
        let focused = untrack(|| self.current.get().and_then(|key| self.place(&key)));
        let focused = focused.filter(|place| view.holds(place.point));
        let middle = focused.map_or_else(|| view.middle(), |place| place.point);
        self.moved.set(Some(view.scaled(factor, middle)));
    }

    /// Comes so near to a cluster that it falls apart.
    pub(super) fn come_near(self, cluster: usize) {
        let nearer = self.clustering.nearer(cluster, self.view.get_untracked());
        self.pointed.set(None);
        self.moved.set(nearer);
    }

    /// The pointer goes down: what follows may be a drag.
    pub(super) fn hold(self, event: &MouseEvent) {
        let view = self.view.get_untracked();
        self.dragged.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()), view)));
    }

    pub(super) fn drag(self, event: &MouseEvent) {
        let Some((x, y, view)) = self.dragged.get_value() else { return };
        let (dx, dy) = (f64::from(event.client_x()) - x, f64::from(event.client_y()) - y);
        if dx * dx + dy * dy > TREMOR * TREMOR || self.moved.get_untracked().is_some_and(|moved| moved != view) {
            let pixel = self.pixel.get_untracked();
            self.moved.set(Some(view.moved(-dx * pixel, -dy * pixel)));
        }
    }

    /// The pointer is let go. Answers whether the map was dragged meanwhile.
    pub(super) fn let_go(self) -> bool {
        let moved = self.dragged.get_value().is_some_and(|(_, _, view)| self.view.get_untracked() != view);
        self.dragged.set_value(None);
        moved
    }
}

/// What is seen in a picture of a shape: where somebody has moved it, else all places.
fn seen(moved: Option<View>, places: Signal<Arc<Vec<Place>>>, aspect: f64) -> View {
    let all = || places.with(|places| View::around(&points(places), aspect));
    moved.map_or_else(all, |view| view.shaped(aspect))
}

/// How many times as wide as high a picture is; as the world while it is not laid out, and where it differs by less than
/// what browsers round.
fn aspect(size: Option<[f64; 2]>) -> f64 {
    let of_the_world = View::WORLD.aspect();
    let measured = size.map_or(of_the_world, |[width, height]| width / height);
    if (measured - of_the_world).abs() < 0.05 { of_the_world } else { measured }
}

/// How wide and how high a picture is on the screen, in pixels, once and as long as it is laid out.
fn size_of(svg: NodeRef<Svg>) -> Signal<Option<[f64; 2]>> {
    let size = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(svg) = svg.get() else { return };
        let measured = svg.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            let corners = measured.get_bounding_client_rect();
            let now = [corners.width(), corners.height()];
            size.set((now[0] > 0.0 && now[1] > 0.0).then_some(now));
        });
        if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&svg);
            let kept = StoredValue::new_local((observer, measure));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
    size.into()
}

/// Where places are drawn.
pub(super) fn points(places: &[Place]) -> Vec<Point> {
    places.iter().map(|place| place.point).collect()
}
