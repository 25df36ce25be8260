//! Bars and dots: a row for each category.

use super::{Anchor, EDGE, Frame, LINE, Rows, axis, legend, nth, ticks, with_zero};
use crate::charts::data::ChartData;
use crate::charts::scale::Scale;
use crate::charts::svg::{Svg, width_of};

/// The first series, each bar with its number at its end.
pub(super) fn bars(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let rows = Rows::of(data, frame);
    let number = |at: usize| data.value(0, at).map_or_else(|| frame.nothing.to_owned(), frame.number);
    let widest = (0..data.categories.len()).map(|at| width_of(&number(at))).fold(0.0, f64::max) + EDGE;
    let range = with_zero(data);
    let before = if range.0 < 0.0 { widest } else { 0.0 };
    let scale = Scale::new(range, (rows.start + before, (frame.width - widest).max(rows.start + before)));
    for (at, category) in data.categories.iter().enumerate() {
        rows.label(svg, 0.0, at, category);
        let (middle, zero) = (rows.middle(0.0, at), scale.at(0.0));
        let value = data.value(0, at).unwrap_or_default();
        let end = scale.at(value);
        svg.rect([zero.min(end), middle - 9.0, (end - zero).abs(), 18.0], "one", "");
        let (x, anchor) = if value < 0.0 { (end - 6.0, Anchor::End) } else { (end + 6.0, Anchor::Start) };
        svg.text((x, middle + 4.5), anchor, "value", &number(at));
    }
    let height = nth(data.categories.len()) * rows.height;
    svg.line((scale.at(0.0), 0.0), (scale.at(0.0), height), "zero");
    height + EDGE
}

/// A mark for each series, and a line from the least to the most of a row.
pub(super) fn dots(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let rows = Rows::of(data, frame);
    let top = legend(svg, data, frame, true) + LINE;
    let ticks = ticks(with_zero(data), frame.width);
    let ends = (ticks.first().copied().unwrap_or_default(), ticks.last().copied().unwrap_or(1.0));
    let scale = Scale::new(ends, (rows.start + EDGE, (frame.width - EDGE).max(rows.start + EDGE)));
    let bottom = top + nth(data.categories.len()) * rows.height;
    axis(svg, &ticks, scale, (top, bottom), frame);
    for (at, category) in data.categories.iter().enumerate() {
        rows.label(svg, top, at, category);
        let middle = rows.middle(top, at);
        let places: Vec<(usize, f64)> =
            (0..data.series.len()).filter_map(|series| Some((series, scale.at(data.value(series, at)?)))).collect();
        let from = places.iter().map(|(_, x)| *x).fold(f64::INFINITY, f64::min);
        let to = places.iter().map(|(_, x)| *x).fold(f64::NEG_INFINITY, f64::max);
        if from < to {
            svg.line((from, middle), (to, middle), "span");
        }
        for (series, x) in places {
            svg.mark((x, middle), series);
        }
    }
    bottom + EDGE
}
