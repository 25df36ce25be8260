//! Where things are on the map, and what of it is seen.

/// A place on the map, in its units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    /// The place of a longitude and a latitude (degrees, WGS 84): the projection of the outline.
    pub(super) fn of(longitude: f64, latitude: f64) -> Self {
        Self { x: (longitude + 180.0) / 360.0 * 1000.0, y: (90.0 - latitude) / 180.0 * 500.0 }
    }

    /// The square of the distance: to compare, that is enough.
    pub(super) fn squared_distance_to(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        dx * dx + dy * dy
    }
}

/// The part of the map that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// North of it nobody lives, south of it there are only Antarctica's ice and the sea.
const TOP: f64 = 10.0;
const BOTTOM: f64 = 434.0;
/// So much sea is seen beyond the edges of the map: some places lie at them, and are drawn wider than a point.
const MARGIN: f64 = 30.0;
/// Smallest width that is seen: about 12 degrees.
const CLOSEST: f64 = 34.0;
/// Around a few places there is at least this much of the world to see, so that one knows where one is.
const FITTED: f64 = 150.0;

impl View {
    /// The inhabited world.
    pub(super) const WORLD: Self = Self { x: -MARGIN, y: TOP, width: 1000.0 + 2.0 * MARGIN, height: BOTTOM - TOP };

    /// All of `points` with some room around them, in the shape of a picture that is `aspect` times as wide as it is
    /// high; the world when there are none.
    pub(super) fn around(points: &[Point], aspect: f64) -> Self {
        let Some(first) = points.first() else {
            return Self::centred(Self::WORLD.middle(), f64::INFINITY, aspect);
        };
        let (mut low, mut high) = (*first, *first);
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let middle = Point { x: f64::midpoint(low.x, high.x), y: f64::midpoint(low.y, high.y) };
        let width = (high.x - low.x).max((high.y - low.y) * aspect) * 1.2;
        Self::centred(middle, width.max(FITTED), aspect)
    }

    /// `width` units around `middle`, as far as there is world, `aspect` times as wide as high. Where all of the world is
    /// seen and there is more room, it lies in the middle.
    pub(super) fn centred(middle: Point, width: f64, aspect: f64) -> Self {
        let width = width.clamp(CLOSEST, Self::WORLD.width.max(Self::WORLD.height * aspect));
        let height = width / aspect;
        let x = start(middle.x, width, [-MARGIN, Self::WORLD.width - MARGIN]);
        Self { x, y: start(middle.y, height, [TOP, BOTTOM]), width, height }
    }

    /// The same in another shape.
    pub(super) fn shaped(self, aspect: f64) -> Self {
        let is_same = (self.aspect() - aspect).abs() < 1e-9;
        if is_same { self } else { Self::centred(self.middle(), self.width, aspect) }
    }

    /// Seen from `factor` times as far, around `middle`.
    pub(super) fn scaled(self, factor: f64, middle: Point) -> Self {
        Self::centred(middle, self.width * factor, self.aspect())
    }

    /// Moved, as far as there is world.
    pub(super) fn moved(self, dx: f64, dy: f64) -> Self {
        let middle = self.middle();
        Self::centred(Point { x: middle.x + dx, y: middle.y + dy }, self.width, self.aspect())
    }

    pub(super) fn middle(self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    pub(super) fn holds(self, point: Point) -> bool {
        (self.x..=self.x + self.width).contains(&point.x) && (self.y..=self.y + self.height).contains(&point.y)
    }

    pub(super) fn aspect(self) -> f64 {
        self.width / self.height
    }

    /// Whether one cannot come nearer.
    pub(super) fn is_closest(self) -> bool {
        self.width <= CLOSEST
    }

    /// As SVG's `viewBox`.
    pub(super) fn to_view_box(self) -> String {
        [self.x, self.y, self.width, self.height].map(|number| ((number * 100.0).round() / 100.0).to_string()).join(" ")
    }
}

/// Where `size` units around `middle` begin, between `low` and `high`; where they do not fit there, around all of it.
fn start(middle: f64, size: f64, [low, high]: [f64; 2]) -> f64 {
    if size < high - low {
        (middle - size / 2.0).clamp(low, high - size)
    } else {
        f64::midpoint(low, high) - size / 2.0
    }
}

/// The directions of the arrow keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
    Left,
    Right,
}

/// Which of `points` is nearest to `place`, if one is within `reach`.
pub(super) fn nearest(points: &[Point], place: Point, reach: f64) -> Option<usize> {
    let distances = points.iter().map(|point| point.squared_distance_to(place)).enumerate();
    distances.filter(|(_, distance)| *distance <= reach * reach).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// Which of `points` an arrow key leads to from the one at `from`: near, and rather straight than aside.
pub(super) fn neighbour(points: &[Point], from: usize, direction: Direction) -> Option<usize> {
    let here = points.get(from)?;
    let cost = |point: &Point| {
        let (dx, dy) = (point.x - here.x, point.y - here.y);
        let (ahead, aside) = match direction {
            Direction::Up => (-dy, dx),
            Direction::Down => (dy, dx),
            Direction::Left => (-dx, dy),
            Direction::Right => (dx, dy),
        };
        (ahead > 1e-9).then(|| ahead + 2.0 * aside.abs())
    };
    let costs = points.iter().enumerate().filter_map(|(at, point)| Some((at, cost(point)?)));
    costs.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{Direction, Point, View, nearest, neighbour};

    fn point(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn corners_of_the_world() {
        assert_eq!(Point::of(-180.0, 90.0), point(0.0, 0.0));
        assert_eq!(Point::of(180.0, -90.0), point(1000.0, 500.0));
        assert_eq!(Point::of(0.0, 0.0), point(500.0, 250.0));
    }

    #[test]
    fn views_stay_within_the_world_and_keep_its_shape() {
        let aspect = View::WORLD.aspect();
        let corner = View::around(&[point(1.0, 30.0)], aspect);
        assert_eq!((corner.x, corner.y, corner.width), (-30.0, 10.0, 150.0));
        assert!(corner.holds(point(1.0, 30.0)));
        let pushed = corner.moved(-50.0, -50.0);
        assert_eq!(pushed, corner);
        let wide = View::around(&[point(10.0, 100.0), point(990.0, 300.0)], aspect);
        assert_eq!(wide, View::WORLD);
        assert!((wide.scaled(0.5, wide.middle()).aspect() - wide.aspect()).abs() < 1e-9);
        assert!(View::around(&[Point::of(178.4, -18.1)], aspect).holds(point(1020.0, 300.0)), "room beside Fiji");
        assert_eq!(View::around(&[], aspect).to_view_box(), "-30 10 1060 424");
    }

    #[test]
    fn a_high_picture_shows_all_points_and_the_world_in_its_middle() {
        let world = View::around(&[], 0.5);
        assert_eq!((world.x, world.width, world.height), (-30.0, 1060.0, 2120.0));
        assert!((world.middle().y - View::WORLD.middle().y).abs() < 1e-9);
        let [north, south] = [point(450.0, 150.0), point(600.0, 350.0)];
        let near = View::around(&[north, south], 0.5);
        assert!(near.holds(north) && near.holds(south) && near.width < 300.0);
        assert!((10.0..=434.0).contains(&near.y) && near.y + near.height <= 434.0 + 1e-9, "no more than there is");
        assert_eq!(near.scaled(100.0, near.middle()).width, 1060.0);
        assert_eq!(near.shaped(near.aspect()), near);
        assert!((near.shaped(2.0).aspect() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn the_nearest_point_is_found_within_reach_only() {
        let points = [point(0.0, 0.0), point(10.0, 0.0)];
        assert_eq!(nearest(&points, point(7.0, 0.0), 5.0), Some(1));
        assert_eq!(nearest(&points, point(100.0, 0.0), 5.0), None);
    }

    #[test]
    fn arrows_lead_straight_ahead() {
        let points = [point(0.0, 0.0), point(10.0, 1.0), point(5.0, 9.0), point(0.0, -20.0)];
        assert_eq!(neighbour(&points, 0, Direction::Right), Some(1));
        assert_eq!(neighbour(&points, 0, Direction::Up), Some(3));
        assert_eq!(neighbour(&points, 0, Direction::Left), None);
        assert_eq!(neighbour(&points, 9, Direction::Left), None);
    }
}
