//! Stacked bars: what each category is made of.

use super::{Anchor, EDGE, Frame, Rows, legend, nth};
use crate::charts::data::ChartData;
use crate::charts::scale::Scale;
use crate::charts::svg::{Svg, width_of};

/// A bar for each category with a part for each series; parts below zero have no place in a whole and are left out.
pub(super) fn bars(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let rows = Rows::of(data, frame);
    let top = legend(svg, data, frame, false);
    let most = (0..data.categories.len()).map(|at| data.sum(at)).fold(0.0, f64::max);
    let room = width_of(&(frame.number)(most)) + 2.0 * EDGE;
    let scale = Scale::new((0.0, most), (rows.start, (frame.width - room).max(rows.start)));
    for (at, category) in data.categories.iter().enumerate() {
        rows.label(svg, top, at, category);
        let (middle, mut sum) = (rows.middle(top, at), 0.0);
        for series in 0..data.series.len() {
            let value = data.value(series, at).unwrap_or_default().max(0.0);
            let (from, to) = (scale.at(sum), scale.at(sum + value));
            sum += value;
            if value > 0.0 {
                svg.filled([from, middle - 11.0, to - from, 22.0], series, frame.id);
                let words = (frame.number)(value);
                if to - from > width_of(&words) + EDGE {
                    svg.text((f64::midpoint(from, to), middle + 4.5), Anchor::Middle, "inside", &words);
                }
            }
        }
        svg.text((scale.at(sum) + 6.0, middle + 4.5), Anchor::Start, "value", &(frame.number)(sum));
    }
    top + nth(data.categories.len()) * rows.height + EDGE
}
