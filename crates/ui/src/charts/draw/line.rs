//! Lines: how something changes from category to category.

use super::{Anchor, EDGE, Frame, LINE, NARROW, legend, nth, ticks, with_zero};
use crate::charts::data::ChartData;
use crate::charts::scale::Scale;
use crate::charts::svg::{Svg, width_of};

/// A line for each series, with its name at its end; where there is no room, with a legend.
pub(super) fn lines(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let narrow = frame.width < NARROW;
    let top = if narrow { legend(svg, data, frame, true) + LINE } else { LINE };
    let height = if narrow { 220.0 } else { 300.0 };
    let ticks = ticks(with_zero(data), frame.width);
    let widest = |labels: &mut dyn Iterator<Item = f64>| labels.fold(0.0, f64::max);
    let before = widest(&mut ticks.iter().map(|tick| width_of(&(frame.number)(*tick)))) + EDGE;
    let names = widest(&mut data.series.iter().map(|series| width_of(&series.name)));
    let after = if narrow { 2.0 * EDGE } else { names.min(frame.width * 0.3) + 3.0 * EDGE };
    let ends = (ticks.first().copied().unwrap_or_default(), ticks.last().copied().unwrap_or(1.0));
    let y = Scale::new(ends, (top + height, top));
    let last = data.categories.len().saturating_sub(1);
    let x = Scale::new((0.0, nth(last)), (before + EDGE, (frame.width - after).max(before + EDGE)));
    for tick in &ticks {
        let at = y.at(*tick);
        svg.line((before, at), (x.at(nth(last)) + EDGE, at), if *tick == 0.0 { "zero" } else { "grid" });
        svg.text((before - 6.0, at + 4.5), Anchor::End, "tick", &(frame.number)(*tick));
    }
    categories(svg, data, x, top + height);
    for series in 0..data.series.len() {
        let points: Vec<_> =
            (0..=last).map(|at| data.value(series, at).map(|value| (x.at(nth(at)), y.at(value)))).collect();
        svg.path(&points, false, &format!("line s{} d{}", crate::charts::svg::colour(series), series % 4));
        for point in points.into_iter().flatten() {
            svg.mark(point, series);
        }
    }
    if !narrow {
        end_labels(svg, data, (x, y), after - 3.0 * EDGE);
    }
    top + height + LINE + EDGE
}

/// As many names of categories as fit below the axis.
fn categories(svg: &mut Svg, data: &ChartData, x: Scale, bottom: f64) {
    let mut free = f64::NEG_INFINITY;
    for (at, category) in data.categories.iter().enumerate() {
        let (place, half) = (x.at(nth(at)), width_of(category) / 2.0);
        if place - half > free {
            svg.text((place, bottom + LINE), Anchor::Middle, "tick", category);
            free = place + half + EDGE;
        }
    }
}

/// The name of each series beside its last point, pushed down where two would lie over each other.
fn end_labels(svg: &mut Svg, data: &ChartData, (x, y): (Scale, Scale), room: f64) {
    let mut ends: Vec<(f64, f64, &str)> = (0..data.series.len())
        .filter_map(|series| {
            let last = (0..data.categories.len()).rev().find(|at| data.value(series, *at).is_some())?;
            Some((x.at(nth(last)), y.at(data.value(series, last)?), data.series[series].name.as_str()))
        })
        .collect();
    ends.sort_by(|(_, one, _), (_, other, _)| one.total_cmp(other));
    let mut free = f64::NEG_INFINITY;
    for (at, height, name) in ends {
        let height = height.max(free);
        svg.text((at + 12.0, height + 4.5), Anchor::Start, "label", &crate::charts::svg::shortened(name, room));
        free = height + 16.0;
    }
}
