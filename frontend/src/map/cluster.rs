//! Cities that would lie upon each other, drawn as one.

use super::geometry::Point;

/// Points that are drawn as one: where, and which.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cluster {
    /// The middle of its points.
    pub(super) middle: Point,
    /// Their places among all points, in their order.
    pub(super) members: Vec<usize>,
}

/// Joins each point with those within `reach` of it, from the first on: greedy, in the order of the points, so that the
/// same points make the same clusters. `reach` 0 joins nothing.
pub(super) fn clusters(points: &[Point], reach: f64) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let near = |cluster: &&mut Cluster| cluster.middle.squared_distance_to(*point) < reach * reach;
        match clusters.iter_mut().find(near) {
            Some(cluster) => {
                let n = cluster.members.len() as f64;
                let Point { x, y } = cluster.middle;
                cluster.middle = Point { x: (x * n + point.x) / (n + 1.0), y: (y * n + point.y) / (n + 1.0) };
                cluster.members.push(at);
            }
            None => clusters.push(Cluster { middle: *point, members: vec![at] }),
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::{Point, clusters};

    fn point(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn every_point_is_in_one_cluster() {
        let points: Vec<Point> = (0..100).map(|n| point(f64::from(n * 37 % 100), f64::from(n * 91 % 100))).collect();
        for reach in [0.0, 3.0, 20.0, 1_000.0] {
            let found = clusters(&points, reach);
            let mut members: Vec<usize> = found.iter().flat_map(|cluster| cluster.members.clone()).collect();
            members.sort_unstable();
            assert_eq!(members, (0..100).collect::<Vec<_>>(), "{reach}");
        }
        assert_eq!(clusters(&points, 0.0).len(), 100);
        assert_eq!(clusters(&points, 1_000.0).len(), 1);
    }

    #[test]
    fn near_points_are_one_and_it_lies_between_them() {
        let found = clusters(&[point(0.0, 0.0), point(50.0, 0.0), point(2.0, 0.0)], 5.0);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].middle, found[0].members.clone()), (point(1.0, 0.0), vec![0, 2]));
    }
}
