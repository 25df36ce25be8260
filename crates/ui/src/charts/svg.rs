//! Writes SVG. Places are told as from the left; where one reads from the right, they are mirrored here and nowhere else.

use std::fmt::Write as _;

/// About how wide a letter of the charts is, in pixels.
const LETTER: f64 = 7.2;

/// About how wide a text is.
#[expect(clippy::cast_precision_loss, reason = "no label has so many letters")]
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER
}

/// A text that is no wider than some pixels.
pub(super) fn shortened(text: &str, width: f64) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if width_of(&short) + 2.0 * LETTER > width {
            break;
        }
        short.push(letter);
    }
    short.trim_end().to_owned() + "…"
}

/// Where a text stands by its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// It is around it.
    Middle,
    /// It ends there.
    End,
}

/// An SVG as it is written.
pub(super) struct Svg {
    body: String,
    width: f64,
    rtl: bool,
}

impl Svg {
    pub(super) const fn new(width: f64, rtl: bool) -> Self {
        Self { body: String::new(), width, rtl }
    }

    /// The whole picture, which is called `title`. Its id tells its patterns from those of other charts.
    pub(super) fn finish(self, height: f64, title: &str, id: &str) -> String {
        let (w, h) = (short(self.width), short(height));
        let direction = if self.rtl { "rtl" } else { "ltr" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" direction=\"{direction}\" \
             role=\"img\" aria-label=\"{}\" font-family=\"Inter Variable, Arial, sans-serif\" font-size=\"13\"><defs>{}</defs>{}</svg>",
            escape(title),
            patterns(id),
            self.body
        )
    }

    fn x(&self, x: f64) -> f64 {
        if self.rtl { self.width - x } else { x }
    }

    fn write(&mut self, part: std::fmt::Arguments) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(part);
    }

    /// A rectangle from `x` to `x + width`; `more` are further attributes.
    pub(super) fn rect(&mut self, [x, y, width, height]: [f64; 4], class: &str, more: &str) {
        let x = if self.rtl { self.width - x - width } else { x };
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(short);
        self.write(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"{class}\"{more}/>"
        ));
    }

    /// A rectangle of a category's colour, with its pattern above it.
    pub(super) fn filled(&mut self, place: [f64; 4], series: usize, id: &str) {
        self.rect(place, &format!("f{}", colour(series)), "");
        if pattern(series) > 0 {
            self.rect(place, "pattern", &format!(" fill=\"url(#{id}-p{})\"", pattern(series)));
        }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let [x1, y1, x2, y2] = [self.x(from.0), from.1, self.x(to.0), to.1].map(short);
        self.write(format_args!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>"));
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, words: &str) {
        let (x, y) = (short(self.x(x)), short(y));
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let words = escape(words);
        self.write(format_args!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{words}</text>"));
    }

    /// A text that climbs from its place, for headings of narrow columns.
    pub(super) fn climbing(&mut self, (x, y): (f64, f64), class: &str, words: &str) {
        let (x, y, angle) = (short(self.x(x)), short(y), if self.rtl { 50 } else { -50 });
        let words = escape(words);
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\" transform=\"rotate({angle} {x} {y})\" text-anchor=\"start\" class=\"{class}\">{words}</text>"
        ));
    }

    /// Lines through points, closed or open. Points that are not known break an open line.
    pub(super) fn path(&mut self, points: &[Option<(f64, f64)>], closed: bool, class: &str) {
        let mut d = String::new();
        let mut down = false;
        for point in points {
            match point {
                Some((x, y)) => {
                    let _ = write!(d, "{}{} {}", if down { "L" } else { "M" }, short(self.x(*x)), short(*y));
                    down = true;
                }
                None => down = closed && down,
            }
        }
        let end = if closed { "Z" } else { "" };
        self.write(format_args!("<path d=\"{d}{end}\" class=\"{class}\"/>"));
    }

    /// The mark of a series: each has a shape of its own besides its colour.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), series: usize) {
        let (x, class) = (self.x(x), format!("mark f{}", colour(series)));
        let at = |points: &[(f64, f64)]| {
            let points: Vec<_> = points.iter().map(|(dx, dy)| format!("{},{}", short(x + dx), short(y + dy))).collect();
            points.join(" ")
        };
        let points = match series % 4 {
            0 => {
                let (x, y) = (short(x), short(y));
                return self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" class=\"{class}\"/>"));
            }
            1 => at(&[(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]),
            2 => at(&[(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)]),
            _ => at(&[(0.0, -6.0), (6.0, 5.0), (-6.0, 5.0)]),
        };
        self.write(format_args!("<polygon points=\"{points}\" class=\"{class}\"/>"));
    }
}

/// The number of a series' colour: there are eight.
pub(super) const fn colour(series: usize) -> usize {
    series % 8
}

/// The number of a series' pattern: the first is plain.
const fn pattern(series: usize) -> usize {
    series % 6
}

/// What lies over the colours, so that they are told apart without them.
fn patterns(id: &str) -> String {
    let shapes =
        ["M0 8 8 0M-2 2 2-2M6 10 10 6", "M1 4h2M5 0h2M5 8h2", "M0 4h8", "M0 0 8 8M-2 6 2 10M6-2 10 2", "M4 0v8"];
    let pattern = |(at, d): (usize, &str)| {
        format!(
            "<pattern id=\"{id}-p{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"{d}\" class=\"hatch\"/></pattern>",
            at + 1
        )
    };
    shapes.into_iter().enumerate().map(pattern).collect()
}

/// A number as SVG has it, to a hundredth of a pixel.
fn short(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_markup() {
        let mut svg = Svg::new(100.0, false);
        svg.text((1.0, 2.0), Anchor::Start, "t", "<script> & \"x\"");
        let drawn = svg.finish(10.0, "a\"b", "id");
        assert!(
            drawn.contains(">&lt;script&gt; &amp; &quot;x&quot;<") && drawn.contains("aria-label=\"a&quot;b\""),
            "{drawn}"
        );
    }

    #[test]
    fn reading_from_the_right_mirrors_places() {
        let mut svg = Svg::new(100.0, true);
        svg.rect([10.0, 0.0, 20.0, 5.0], "c", "");
        svg.text((10.0, 2.0), Anchor::Start, "t", "x");
        let drawn = svg.finish(10.0, "t", "id");
        assert!(
            drawn.contains("<rect x=\"70\"") && drawn.contains("<text x=\"90\"") && drawn.contains("direction=\"rtl\"")
        );
    }

    #[test]
    fn long_labels_are_shortened() {
        assert_eq!(shortened("Accra", 100.0), "Accra");
        assert_eq!(shortened("Ho Chi Minh City", 60.0), "Ho Chi…");
    }
}
