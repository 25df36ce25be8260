//! What a map draws as one, and how one comes nearer to it.
//!
//! For the keyboard and for assistive technology every place stays where it is: clusters are for the pointer.

use super::cluster::{Cluster, clusters};
use super::geometry::{Point, View, nearest};
use super::state::points;
use super::{MapWords, Place};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Places nearer to each other than this are drawn as one, in pixels of the screen: so far apart, targets of 24 pixels
/// do not cover each other.
const TOGETHER: f64 = 24.0;
/// Half as wide as a cluster is drawn, in pixels.
const RADIUS: f64 = 12.0;
/// So many places of a cluster are told by name.
const NAMED: usize = 3;

/// What a map draws as one while it is shown.
#[derive(Clone, Copy)]
pub(super) struct Clustering {
    places: Signal<Arc<Vec<Place>>>,
    clusters: Memo<Vec<Cluster>>,
    /// The keys of what is in one.
    within: Memo<HashSet<String>>,
}

impl Clustering {
    /// The clusters of what is seen, from the width of a pixel in units of the map; none where a map does not cluster.
    pub(super) fn of(places: Signal<Arc<Vec<Place>>>, view: Signal<View>, pixel: Signal<f64>, wanted: bool) -> Self {
        let clusters = Memo::new(move |_| {
            let apart = !wanted || view.get().is_closest();
            places.with(|places| if apart { Vec::new() } else { clusters(&points(places), TOGETHER * pixel.get()) })
        });
        let within = Memo::new(move |_| {
            places.with(|places| {
                let members = |cluster: &Cluster| cluster.members.clone();
                let all = clusters.with(|clusters| clusters.iter().flat_map(members).collect::<Vec<_>>());
                all.into_iter().filter_map(|at| places.get(at)).map(|place| place.key.clone()).collect()
            })
        });
        Self { places, clusters, within }
    }

    /// Whether a place is drawn within a cluster.
    pub(super) fn hides(self, key: &str) -> bool {
        self.within.with(|within| within.contains(key))
    }

    /// The cluster that covers a point, if one does.
    pub(super) fn at(self, point: Point, pixel: f64) -> Option<usize> {
        let middles: Vec<Point> =
            self.clusters.with_untracked(|clusters| clusters.iter().map(|cluster| cluster.middle).collect());
        nearest(&middles, point, RADIUS * pixel)
    }

    /// A view that is nearer to a cluster.
    pub(super) fn nearer(self, at: usize, from: View) -> Option<View> {
        let points = self.places.with_untracked(|places| points(places));
        self.clusters.with_untracked(|clusters| clusters.get(at).map(|cluster| cluster.nearer(&points, from)))
    }

    /// What is said of a cluster that is pointed at: where, how many, and some by name.
    pub(super) fn said(self, at: usize, words: MapWords) -> Option<(Point, String, String)> {
        let cluster = self.clusters.with(|clusters| clusters.get(at).cloned())?;
        let names = self.places.with(|places| {
            let own = cluster.members.iter().filter_map(|at| places.get(*at));
            own.take(NAMED).map(|place| place.name.clone()).collect::<Vec<_>>()
        });
        let all = cluster.members.len();
        let more = all > names.len();
        let names = words.list.run(names);
        let names = if more { [&names, " …"].concat() } else { names };
        Some((cluster.middle, words.many.run(all), names))
    }
}

/// The clusters of a map.
#[component]
pub(super) fn Clusters(clustering: Clustering, number: Callback<f64, String>) -> impl IntoView {
    let drawn = move || {
        let one = |cluster: &Cluster| {
            let Point { x, y } = cluster.middle;
            view! {
                <g class="many">
                    <circle cx=x cy=y r="3"></circle>
                    <text x=x y=y>{number.run(cluster.members.len() as f64)}</text>
                </g>
            }
        };
        clustering.clusters.with(|clusters| clusters.iter().map(one).collect_view())
    };
    view! { <g aria-hidden="true">{drawn}</g> }
}
