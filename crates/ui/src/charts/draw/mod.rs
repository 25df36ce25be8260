//! The forms of charts.

mod bar;
mod heat;
mod line;
mod radar;
mod stacked;

use super::data::{ChartData, Series};
use super::scale::{Scale, nice_ticks};
use super::svg::{Anchor, Svg, width_of};

/// How data are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A bar for each category: which is how large.
    Bar,
    /// A line for each series: how it changes.
    Line,
    /// Parts of a bar for each category: what it is made of.
    Stacked,
    /// A mark for each series in the row of a category: how far they are apart.
    Dot,
    /// A field for each pair: where there is much.
    Heat,
    /// A line round an axis for each category: a profile.
    Radar,
}

/// What a chart needs to know of the page.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Its id in the page.
    pub id: &'a str,
    /// The finding, which is its name.
    pub title: &'a str,
    /// How wide it may be, in pixels.
    pub width: f64,
    /// Whether one reads from right to left.
    pub rtl: bool,
    /// How a number is written.
    pub number: &'a dyn Fn(f64) -> String,
    /// What stands for a number that is not known.
    pub nothing: &'a str,
}

/// The chart as SVG.
#[must_use]
pub fn draw(form: Form, data: &ChartData, frame: Frame) -> String {
    let mut svg = Svg::new(frame.width, frame.rtl);
    let height = match form {
        Form::Bar => bar::bars(&mut svg, data, frame),
        Form::Dot => bar::dots(&mut svg, data, frame),
        Form::Line => line::lines(&mut svg, data, frame),
        Form::Stacked => stacked::bars(&mut svg, data, frame),
        Form::Heat => heat::fields(&mut svg, data, frame),
        Form::Radar => radar::profile(&mut svg, data, frame),
    };
    svg.finish(height, frame.title, frame.id)
}

/// Below this width labels stand above what they name.
const NARROW: f64 = 520.0;
/// Height of a line of text.
const LINE: f64 = 20.0;
/// Room round a chart.
const EDGE: f64 = 8.0;

/// The rows of a chart that has one for each category.
struct Rows {
    /// Where they begin: labels stand before.
    start: f64,
    /// How high one is.
    height: f64,
    /// Labels stand above.
    above: bool,
}

impl Rows {
    fn of(data: &ChartData, frame: Frame) -> Self {
        let above = frame.width < NARROW;
        let widest = data.categories.iter().map(|label| width_of(label)).fold(0.0, f64::max);
        let start = if above { 0.0 } else { widest.min(frame.width * 0.35) + 2.0 * EDGE };
        Self { start, height: if above { 52.0 } else { 34.0 }, above }
    }

    /// Where the middle of a row's marks is.
    fn middle(&self, top: f64, at: usize) -> f64 {
        top + nth(at) * self.height + if self.above { self.height - 16.0 } else { self.height / 2.0 }
    }

    fn label(&self, svg: &mut Svg, top: f64, at: usize, words: &str) {
        if self.above {
            svg.text((0.0, self.middle(top, at) - 17.0), Anchor::Start, "label", words);
        } else {
            let words = super::svg::shortened(words, self.start - 2.0 * EDGE);
            svg.text((self.start - EDGE, self.middle(top, at) + 4.5), Anchor::End, "label", &words);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no chart has so many things")]
const fn nth(at: usize) -> f64 {
    at as f64
}

/// Colours, patterns and marks with the names of their series; answers where it ends.
fn legend(svg: &mut Svg, data: &ChartData, frame: Frame, marks: bool) -> f64 {
    let (mut x, mut y) = (0.0, 6.0);
    for (series, Series { name, .. }) in data.series.iter().enumerate() {
        let width = 22.0 + width_of(name) + 16.0;
        if x > 0.0 && x + width > frame.width {
            (x, y) = (0.0, y + LINE);
        }
        if marks {
            svg.mark((x + 7.0, y + 7.0), series);
        } else {
            svg.filled([x, y, 14.0, 14.0], series, frame.id);
        }
        svg.text((x + 22.0, y + 11.5), Anchor::Start, "label", name);
        x += width;
    }
    y + LINE + EDGE
}

/// Numbers at the top of a chart with rows, and the hairlines below them.
fn axis(svg: &mut Svg, ticks: &[f64], scale: Scale, (top, bottom): (f64, f64), frame: Frame) {
    let last = ticks.len().saturating_sub(1);
    for (at, tick) in ticks.iter().enumerate() {
        let x = scale.at(*tick);
        svg.line((x, top), (x, bottom), if *tick == 0.0 { "zero" } else { "grid" });
        let anchor = if at == last {
            Anchor::End
        } else if at == 0 {
            Anchor::Start
        } else {
            Anchor::Middle
        };
        svg.text((x, top - 6.0), anchor, "tick", &(frame.number)(*tick));
    }
}

/// The range of the numbers with zero in it.
fn with_zero(data: &ChartData) -> (f64, f64) {
    data.numbers().fold((0.0, 0.0), |(min, max), number| (f64::min(min, number), f64::max(max, number)))
}

/// Round numbers for a range, fewer where there is little room.
fn ticks(range: (f64, f64), width: f64) -> Vec<f64> {
    nice_ticks(range.0, range.1, if width < NARROW { 4 } else { 6 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> ChartData {
        let mut data =
            ChartData::of_one("Region", "Coastal", &[("Africa", 31.0), ("Asia <Pacific>", 52.0), ("Europe", -4.0)]);
        data.series.push(Series { name: "Inland".to_owned(), values: vec![Some(22.0), None, Some(9.0)] });
        data
    }

    fn drawn(form: Form, width: f64, rtl: bool) -> String {
        let number = |number: f64| number.to_string();
        let frame = Frame { id: "c", title: "Most are by the sea", width, rtl, number: &number, nothing: "–" };
        draw(form, &data(), frame)
    }

    const FORMS: [Form; 6] = [Form::Bar, Form::Line, Form::Stacked, Form::Dot, Form::Heat, Form::Radar];

    #[test]
    fn every_form_says_its_finding_and_names_all_it_shows() {
        for (form, width) in FORMS.into_iter().flat_map(|form| [(form, 320.0), (form, 900.0)]) {
            let svg = drawn(form, width, false);
            assert!(svg.contains("aria-label=\"Most are by the sea\""), "{form:?}");
            assert!(svg.contains("Africa") && svg.contains("Asia &lt;"), "{form:?}: {svg}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{form:?}: {svg}");
        }
    }

    #[test]
    fn nothing_is_drawn_beside_the_picture() {
        for (form, rtl) in FORMS.into_iter().flat_map(|form| [(form, false), (form, true)]) {
            let svg = drawn(form, 600.0, rtl);
            for part in svg.split(" x=\"").skip(1) {
                let x: f64 = part.split('"').next().unwrap().parse().unwrap();
                assert!((-1.0..=601.0).contains(&x), "{form:?} {rtl}: {x}");
            }
        }
    }

    #[test]
    fn no_data_is_no_panic() {
        let number = |number: f64| number.to_string();
        let frame = Frame { id: "c", title: "", width: 0.0, rtl: false, number: &number, nothing: "" };
        for form in FORMS {
            assert!(draw(form, &ChartData::default(), frame).starts_with("<svg"));
        }
    }
}
