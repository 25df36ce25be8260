//! Profiles: an axis for each category, a line round them for each series. Areas mislead, so none are filled.

use super::{Anchor, EDGE, Frame, LINE, legend, nth, ticks, with_zero};
use crate::charts::data::ChartData;
use crate::charts::scale::Scale;
use crate::charts::svg::{Svg, shortened};
use std::f64::consts::TAU;

pub(super) fn profile(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let top = legend(svg, data, frame, true) + LINE;
    let radius = (frame.width / 2.0 - 90.0).clamp(60.0, 170.0);
    let (middle, centre) = (frame.width / 2.0, top + radius + 1.5 * LINE);
    let ticks: Vec<f64> = ticks(with_zero(data), 0.0);
    let ends = (ticks.first().copied().unwrap_or_default(), ticks.last().copied().unwrap_or(1.0));
    let scale = Scale::new(ends, (0.0, radius));
    let count = data.categories.len();
    // The first axis points up, the others follow the clock.
    let turn = |at: usize| TAU * nth(at) / nth(count.max(1));
    let place = |at: usize, far: f64| (middle + far * libm::sin(turn(at)), centre - far * libm::cos(turn(at)));
    for tick in &ticks {
        let ring: Vec<_> = (0..count).map(|at| Some(place(at, scale.at(*tick)))).collect();
        svg.path(&ring, true, "ring");
        svg.text((middle + 4.0, centre - scale.at(*tick) - 2.0), Anchor::Start, "tick", &(frame.number)(*tick));
    }
    for (at, category) in data.categories.iter().enumerate() {
        svg.line((middle, centre), place(at, radius), "grid");
        let (x, y) = place(at, radius + 14.0);
        let side = libm::sin(turn(at));
        let (anchor, room) = if side > 0.2 {
            (Anchor::Start, frame.width - x)
        } else if side < -0.2 {
            (Anchor::End, x)
        } else {
            (Anchor::Middle, frame.width)
        };
        // Above the number of the outermost ring.
        let lift = if matches!(anchor, Anchor::Middle) && y < centre { 10.0 } else { 0.0 };
        svg.text((x, y + 4.5 - lift), anchor, "label", &shortened(category, room));
    }
    for series in 0..data.series.len() {
        let points: Vec<_> =
            (0..count).map(|at| data.value(series, at).map(|value| place(at, scale.at(value)))).collect();
        svg.path(&points, true, &format!("line s{} d{}", crate::charts::svg::colour(series), series % 4));
        for point in points.into_iter().flatten() {
            svg.mark(point, series);
        }
    }
    centre + radius + 2.0 * LINE + EDGE
}
