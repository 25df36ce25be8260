//! What a map draws as one, and how one comes nearer to it.
//!
//! For the keyboard and for assistive technology every city stays where it is: clusters are for the pointer.

use super::Dot;
use super::cluster::{Cluster, clusters};
use super::geometry::{Point, View, nearest};
use super::world_map::points;
use crate::messages::{Key, count, list, number, t};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Cities nearer to each other than this are drawn as one, in pixels of the screen: so far apart, targets of 24 pixels
/// do not cover each other.
const TOGETHER: f64 = 24.0;
/// Half as wide as a cluster is drawn, in pixels.
const RADIUS: f64 = 12.0;
/// So many cities of a cluster are told by name.
const NAMED: usize = 3;

/// What a map draws as one while it is shown.
#[derive(Clone, Copy)]
pub(super) struct Clustering {
    dots: Signal<Arc<Vec<Dot>>>,
    clusters: Memo<Vec<Cluster>>,
    within: Memo<HashSet<String>>,
}

impl Clustering {
    /// The clusters of what is seen, from the width of a pixel in units of the map; none where a map does not cluster.
    pub(super) fn of(dots: Signal<Arc<Vec<Dot>>>, view: Signal<View>, pixel: Signal<f64>, wanted: bool) -> Self {
        let clusters = Memo::new(move |_| {
            let apart = !wanted || view.get().is_closest();
            dots.with(|dots| if apart { Vec::new() } else { clusters(&points(dots), TOGETHER * pixel.get()) })
        });
        let within = Memo::new(move |_| {
            dots.with(|dots| {
                let members = |cluster: &Cluster| cluster.members.clone();
                let all = clusters.with(|clusters| clusters.iter().flat_map(members).collect::<Vec<_>>());
                all.into_iter().filter_map(|at| dots.get(at)).map(|dot| dot.slug.clone()).collect()
            })
        });
        Self { dots, clusters, within }
    }

    /// Whether a city is drawn within a cluster.
    pub(super) fn hides(self, slug: &str) -> bool {
        self.within.with(|within| within.contains(slug))
    }

    /// The cluster that covers a place, if one does.
    pub(super) fn at(self, place: Point, pixel: f64) -> Option<usize> {
        let middles: Vec<Point> =
            self.clusters.with_untracked(|clusters| clusters.iter().map(|cluster| cluster.middle).collect());
        nearest(&middles, place, RADIUS * pixel)
    }

    /// A view that is nearer to a cluster.
    pub(super) fn nearer(self, at: usize, from: View) -> Option<View> {
        let points = self.dots.with_untracked(|dots| points(dots));
        self.clusters.with_untracked(|clusters| clusters.get(at).map(|cluster| cluster.nearer(&points, from)))
    }

    /// What is said of a cluster that is pointed at: where, how many, and some by name.
    pub(super) fn said(self, at: usize) -> Option<(Point, String, String)> {
        let cluster = self.clusters.with(|clusters| clusters.get(at).cloned())?;
        let names = self.dots.with(|dots| {
            let own = cluster.members.iter().filter_map(|at| dots.get(*at));
            own.take(NAMED).map(|dot| dot.name.clone()).collect::<Vec<_>>()
        });
        let more = cluster.members.len() - names.len();
        let names = if more == 0 { list(&names) } else { [&list(&names), " …"].concat() };
        Some((cluster.middle, count(Key::MapMany, cluster.members.len()), names))
    }
}

/// The clusters of a map.
#[component]
pub(super) fn Clusters(clustering: Clustering) -> impl IntoView {
    let drawn = move || {
        let one = |cluster: &Cluster| {
            let Point { x, y } = cluster.middle;
            view! {
                <g class="many">
                    <circle cx=x cy=y r="3"></circle>
                    <text x=x y=y>{number(cluster.members.len() as f64)}</text>
                </g>
            }
        };
        clustering.clusters.with(|clusters| clusters.iter().map(one).collect_view())
    };
    view! { <g aria-hidden="true">{drawn}</g> }
}

/// What a click on a cluster does.
pub(super) fn hint() -> &'static str {
    t(Key::MapManyHint)
}
