//! Places that would lie upon each other, drawn as one.

use super::geometry::{Point, View};

/// The nearest view of a cluster leaves this much around its points.
const ROOM: f64 = 1.5;
/// Coming nearer to a cluster at least halves what is seen.
const NEARER: f64 = 0.5;

/// Points that are drawn as one: where, and which.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cluster {
    /// The middle of its points.
    pub(super) middle: Point,
    /// Their places among all points, in their order.
    pub(super) members: Vec<usize>,
}

impl Cluster {
    fn take_in(&mut self, other: Self) {
        let (n, m) = (self.members.len() as f64, other.members.len() as f64);
        let mean = |mine: f64, theirs: f64| (mine * n + theirs * m) / (n + m);
        self.middle = Point { x: mean(self.middle.x, other.middle.x), y: mean(self.middle.y, other.middle.y) };
        self.members.extend(other.members);
    }

    /// A view in which it falls apart, or falls apart further.
    pub(super) fn nearer(&self, points: &[Point], from: View) -> View {
        let own = self.members.iter().filter_map(|at| points.get(*at));
        let far = own.fold(0.0, |far: f64, point| {
            far.max((point.x - self.middle.x).abs()).max((point.y - self.middle.y).abs() * from.aspect())
        });
        View::centred(self.middle, (far * 2.0 * ROOM).min(from.width * NEARER), from.aspect())
    }
}

/// Joins points that are within `reach` of each other, and what was joined once more, until all that is left lies apart:
/// greedy, in the order of the points, so that the same points make the same clusters. What stays alone makes no cluster;
/// `reach` 0 joins nothing.
pub(super) fn clusters(points: &[Point], reach: f64) -> Vec<Cluster> {
    let alone = |(at, point): (usize, &Point)| Cluster { middle: *point, members: vec![at] };
    let mut clusters: Vec<Cluster> = points.iter().enumerate().map(alone).collect();
    loop {
        let before = clusters.len();
        clusters = joined(clusters, reach);
        if clusters.len() == before {
            break;
        }
    }
    clusters.retain(|cluster| cluster.members.len() > 1);
    clusters
}

fn joined(clusters: Vec<Cluster>, reach: f64) -> Vec<Cluster> {
    let mut joined: Vec<Cluster> = Vec::new();
    for cluster in clusters {
        let near = |other: &&mut Cluster| other.middle.squared_distance_to(cluster.middle) < reach * reach;
        match joined.iter_mut().find(near) {
            Some(other) => other.take_in(cluster),
            None => joined.push(cluster),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Cluster, Point, View, clusters};

    fn point(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn no_point_is_in_two_clusters_and_none_is_in_a_cluster_alone() {
        let points: Vec<Point> = (0..100).map(|n| point(f64::from(n * 37 % 100), f64::from(n * 91 % 100))).collect();
        for reach in [0.0, 3.0, 20.0, 1_000.0] {
            let found = clusters(&points, reach);
            let mut members: Vec<usize> = found.iter().flat_map(|cluster| cluster.members.clone()).collect();
            let all = members.len();
            members.sort_unstable();
            members.dedup();
            assert_eq!(members.len(), all, "{reach}");
            assert!(found.iter().all(|cluster| cluster.members.len() > 1), "{reach}");
            for (at, one) in found.iter().enumerate() {
                let apart = |other: &Cluster| one.middle.squared_distance_to(other.middle) >= reach * reach;
                assert!(found.iter().skip(at + 1).all(apart), "{reach}");
            }
        }
        assert!(clusters(&points, 0.0).is_empty());
        assert_eq!(clusters(&points, 1_000.0)[0].members.len(), 100);
    }

    #[test]
    fn near_points_are_one_and_it_lies_between_them() {
        let found = clusters(&[point(0.0, 0.0), point(50.0, 0.0), point(2.0, 0.0)], 5.0);
        assert_eq!(found, [Cluster { middle: point(1.0, 0.0), members: vec![0, 2] }]);
    }

    #[test]
    fn coming_nearer_shows_all_of_a_cluster_and_less_of_the_world() {
        let points = [point(500.0, 200.0), point(540.0, 210.0), point(520.0, 190.0)];
        let cluster = Cluster { middle: point(520.0, 200.0), members: vec![0, 1, 2] };
        let near = cluster.nearer(&points, View::WORLD);
        assert!(points.iter().all(|point| near.holds(*point)));
        assert!(near.width <= View::WORLD.width / 2.0);
    }
}
