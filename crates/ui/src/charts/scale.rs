//! From numbers to places, and the numbers that stand at an axis.

/// Maps a range of numbers to a range of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// From the numbers `from.0 … from.1` to the places `to.0 … to.1`.
    #[must_use]
    pub const fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The place of a number; the first place where the range of numbers is a point.
    #[must_use]
    pub fn at(self, number: f64) -> f64 {
        let range = self.from.1 - self.from.0;
        if range == 0.0 { self.to.0 } else { self.to.0 + (number - self.from.0) / range * (self.to.1 - self.to.0) }
    }
}

/// Round numbers from at or below `min` to at or above `max`, about `count` of them (“nice numbers for graph labels”,
/// P. S. Heckbert, Graphics Gems, 1990). Each is a multiple of the step, so that no error adds up.
#[must_use]
pub fn nice_ticks(min: f64, max: f64, count: usize) -> Vec<f64> {
    if !(min.is_finite() && max.is_finite()) || max < min {
        return Vec::new();
    }
    let (min, max) = if min == max { around(min) } else { (min, max) };
    let steps = count.max(2) as f64 - 1.0;
    let step = nice(nice(max - min, false) / steps, true);
    let (first, last) = ((min / step).floor(), (max / step).ceil());
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        ticks.push(clean(at, step));
        at += 1.0;
    }
    ticks
}

/// A range about a single number.
fn around(number: f64) -> (f64, f64) {
    let half = if number == 0.0 { 1.0 } else { number.abs() / 2.0 };
    (number - half, number + half)
}

/// A multiple of the step without the last bits of the multiplication: 3 × 0.1 is 0.3.
fn clean(times: f64, step: f64) -> f64 {
    let (_, power) = magnitude(step);
    if power >= 1.0 {
        return times * step;
    }
    let whole = (1.0 / power).round();
    (times * (step * whole).round()) / whole
}

/// 1, 2, 5 or 10 times a power of ten: the next one above, or the nearest.
fn nice(range: f64, nearest: bool) -> f64 {
    let (fraction, power) = magnitude(range);
    let bounds = if nearest { [1.5, 3.0, 7.0] } else { [1.0, 2.0, 5.0] };
    let within = |bound: f64| if nearest { fraction < bound } else { fraction <= bound };
    let round =
        [1.0, 2.0, 5.0].into_iter().zip(bounds).find(|(_, bound)| within(*bound)).map_or(10.0, |(round, _)| round);
    round * power
}

/// A positive number as a fraction from 1 to below 10, and a power of ten. Without logarithms, which differ between
/// machines.
fn magnitude(number: f64) -> (f64, f64) {
    let (mut up, mut down) = (1.0_f64, 1.0_f64);
    while number / up >= 10.0 {
        up *= 10.0;
    }
    while number * down < 1.0 {
        down *= 10.0;
    }
    (number / up * down, up / down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_maps_both_ways_round() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(5.0), scale.at(10.0)), (100.0, 50.0, 0.0));
        assert_eq!(Scale::new((3.0, 3.0), (7.0, 9.0)).at(3.0), 7.0);
    }

    #[test]
    fn ticks_are_round_and_hold_the_range() {
        assert_eq!(nice_ticks(0.0, 100.0, 6), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(nice_ticks(0.0, 24_874_500.0, 6), [0.0, 10_000_000.0, 20_000_000.0, 30_000_000.0]);
        assert_eq!(nice_ticks(-3.0, 7.0, 5), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(nice_ticks(2013.0, 2018.0, 6), [2013.0, 2014.0, 2015.0, 2016.0, 2017.0, 2018.0]);
    }

    #[test]
    fn small_ticks_have_no_last_bits() {
        assert_eq!(nice_ticks(0.0, 0.5, 6), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]);
        assert_eq!(nice_ticks(0.0, 0.004, 5), [0.0, 0.001, 0.002, 0.003, 0.004]);
    }

    #[test]
    fn odd_ranges_are_no_panic() {
        assert_eq!(nice_ticks(5.0, 5.0, 3).first(), Some(&2.0));
        assert_eq!(nice_ticks(0.0, 0.0, 3), [-1.0, 0.0, 1.0]);
        assert!(nice_ticks(f64::NAN, 1.0, 3).is_empty() && nice_ticks(2.0, 1.0, 3).is_empty());
        assert!(nice_ticks(0.0, f64::INFINITY, 3).is_empty());
    }
}
