//! A grid of fields: series across, categories down; the more, the deeper.

use super::{Anchor, EDGE, Frame, LINE, nth};
use crate::charts::data::ChartData;
use crate::charts::svg::{Svg, shortened, width_of};

/// The steps of the ramp.
const STEPS: usize = 6;
/// How high a field is.
const FIELD: f64 = 34.0;
/// Which step of the ramp a number has between the least and the most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1, times few")]
fn step(value: f64, (least, most): (f64, f64)) -> usize {
    let share = if most > least { (value - least) / (most - least) } else { 0.0 };
    ((share * nth(STEPS)) as usize).min(STEPS - 1)
}

pub(super) fn fields(svg: &mut Svg, data: &ChartData, frame: Frame) -> f64 {
    let ends = (|| Some((data.numbers().reduce(f64::min)?, data.numbers().reduce(f64::max)?)))().unwrap_or((0.0, 1.0));
    let widest = data.categories.iter().map(|label| width_of(label)).fold(0.0, f64::max);
    let start = widest.min(frame.width * 0.32) + EDGE;
    let column = (frame.width - start) / nth(data.series.len().max(1));
    let names = data.series.iter().map(|series| width_of(&series.name)).fold(0.0, f64::max);
    // Headings that are wider than their columns climb.
    let climbs = names + EDGE > column;
    // A climbing heading rises by about three quarters of its length and leans over the columns beside it.
    let top = if climbs { names.min(150.0) * 0.77 + LINE } else { LINE + EDGE };
    for (series, of_series) in data.series.iter().enumerate() {
        let middle = start + (nth(series) + 0.5) * column;
        if climbs {
            let room = (frame.width - middle) / 0.65 + 8.0;
            svg.climbing((middle, top - 6.0), "label", &shortened(&of_series.name, room.clamp(30.0, 150.0)));
        } else {
            svg.text((middle, top - EDGE), Anchor::Middle, "label", &shortened(&of_series.name, column - EDGE));
        }
    }
    for (at, category) in data.categories.iter().enumerate() {
        let y = top + nth(at) * FIELD;
        svg.text((start - EDGE, y + FIELD / 2.0 + 4.5), Anchor::End, "label", &shortened(category, start - EDGE));
        for series in 0..data.series.len() {
            let x = start + nth(series) * column;
            let place = [x + 1.0, y + 1.0, column - 2.0, FIELD - 2.0];
            let middle = (x + column / 2.0, y + FIELD / 2.0 + 4.5);
            if let Some(value) = data.value(series, at) {
                let step = step(value, ends);
                svg.rect(place, &format!("r{step}"), "");
                svg.text(middle, Anchor::Middle, &format!("t{step}"), &(frame.number)(value));
            } else {
                svg.rect(place, "unknown", "");
                svg.text(middle, Anchor::Middle, "tick", frame.nothing);
            }
        }
    }
    top + nth(data.categories.len()) * FIELD + EDGE
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn the_ramp_goes_from_the_least_to_the_most() {
        let steps: Vec<_> = [0.0, 1.9, 2.0, 11.0, 12.0].map(|value| step(value, (0.0, 12.0))).to_vec();
        assert_eq!(steps, [0, 0, 1, 5, 5]);
        assert_eq!(step(3.0, (3.0, 3.0)), 0);
    }
}
