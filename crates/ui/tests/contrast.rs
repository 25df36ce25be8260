//! Colours that people can read: the tokens of the sheets, by the contrast of WCAG 2.2.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::collections::BTreeMap;

/// By day and by night.
const SCHEMES: [&str; 2] = ["light", "dark"];
/// What text stands on.
const GROUNDS: [&str; 3] = ["paper", "surface", "sunken"];
const TEXTS: [&str; 8] = ["ink", "ink-2", "harbour", "moss", "ochre", "plum", "bad", "ember"];

/// Red, green and blue, linear.
type Linear = [f64; 3];

/// The tokens of both sheets by their names: by day, by night.
fn tokens() -> BTreeMap<String, [Linear; 2]> {
    let sheets = [include_str!("../../../frontend/style/10-tokens.css"), include_str!("../src/charts/style.css")];
    let mut tokens = BTreeMap::new();
    for line in sheets.iter().flat_map(|sheet| sheet.split(';')) {
        let Some((name, value)) = line.split_once("--").and_then(|(_, rest)| rest.split_once(':')) else { continue };
        let value = value.trim();
        let pair = match value.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')) {
            Some(pair) => {
                let at = comma_outside(pair);
                [colour(&pair[..at]), colour(&pair[at + 1..])]
            }
            None => match value.strip_prefix("var(--").and_then(|name| name.strip_suffix(')')) {
                Some(other) => tokens.get(other).copied().map_or([None; 2], |pair: [Linear; 2]| pair.map(Some)),
                None => [colour(value); 2],
            },
        };
        if let [Some(light), Some(dark)] = pair {
            tokens.insert(name.trim().to_owned(), [light, dark]);
        }
    }
    tokens
}

/// Where the comma is that is not between brackets.
fn comma_outside(pair: &str) -> usize {
    let mut depth = 0;
    pair.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0 && letter == ','
    })
    .unwrap()
}

fn colour(text: &str) -> Option<Linear> {
    let text = text.trim();
    if let Some(hex) = text.strip_prefix('#') {
        let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
        let parts: Vec<u32> = match digits.len() {
            3 => digits.iter().map(|digit| digit * 17).collect(),
            6 => digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect(),
            _ => return None,
        };
        return Some([0, 1, 2].map(|at| linear(f64::from(parts[at]) / 255.0)));
    }
    let inside = text.strip_prefix("oklch(")?.strip_suffix(')')?;
    let parts: Vec<f64> = inside.split_whitespace().map(|part| part.trim_end_matches('%').parse().unwrap()).collect();
    Some(of_oklch(parts[0] / 100.0, parts[1], parts[2]))
}

/// From sRGB to linear light (IEC 61966-2-1).
fn linear(part: f64) -> f64 {
    if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
}

/// B. Ottosson, “A perceptual color space for image processing”, 2020.
fn of_oklch(lightness: f64, chroma: f64, hue: f64) -> Linear {
    let (a, b) = (chroma * libm::cos(hue.to_radians()), chroma * libm::sin(hue.to_radians()));
    let cubed = |root: f64| root * root * root;
    let l = cubed(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cubed(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cubed(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    let rgb = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ];
    rgb.map(|part| part.clamp(0.0, 1.0))
}

/// WCAG 2.2, “contrast ratio”.
fn contrast(one: Linear, other: Linear) -> f64 {
    let luminance = |[red, green, blue]: Linear| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The pairs whose contrast is less than it has to be.
fn too_faint(pairs: &[(&str, &str)], least: f64) -> Vec<String> {
    let tokens = tokens();
    let mut faint = Vec::new();
    for (one, other) in pairs {
        for (at, scheme) in SCHEMES.iter().enumerate() {
            let found = contrast(tokens[*one][at], tokens[*other][at]);
            if found < least {
                faint.push(format!("--{one} on --{other}, {scheme}: {found:.2}"));
            }
        }
    }
    faint
}

fn each<'a>(ones: &[&'a str], others: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other))).collect()
}

#[test]
fn text_can_be_read_on_every_ground() {
    assert_eq!(too_faint(&each(&TEXTS, &GROUNDS), 4.5), [""; 0]);
}

#[test]
fn text_can_be_read_on_the_soft_colours_and_in_buttons() {
    let soft = ["harbour", "moss", "ochre", "plum", "bad"].map(|name| (name, format!("{name}-soft")));
    let soft: Vec<_> = soft.iter().map(|(name, soft)| (*name, soft.as_str())).collect();
    assert_eq!(too_faint(&soft, 4.5), [""; 0]);
    let ink: Vec<_> = soft.iter().map(|(_, soft)| ("ink", *soft)).collect();
    assert_eq!(too_faint(&ink, 4.5), [""; 0]);
    assert_eq!(too_faint(&each(&["on"], &["harbour", "ember"]), 4.5), [""; 0]);
}

#[test]
fn borders_of_fields_and_the_focus_are_seen() {
    assert_eq!(too_faint(&each(&["field", "ember", "harbour", "bad"], &["paper", "surface"]), 3.0), [""; 0]);
}

#[test]
fn numbers_can_be_read_on_every_step_of_the_ramp() {
    let steps: Vec<(String, String)> =
        (0..6).map(|step| (format!("ramp-text-{step}"), format!("ramp-{step}"))).collect();
    let pairs: Vec<_> = steps.iter().map(|(text, step)| (text.as_str(), step.as_str())).collect();
    assert_eq!(too_faint(&pairs, 4.5), [""; 0]);
}

#[test]
fn the_arithmetic_is_right() {
    let (white, black) = (colour("#fff").unwrap(), colour("#000").unwrap());
    assert!((contrast(white, black) - 21.0).abs() < 1e-9);
    // By the CSS Color 4 specification, oklch(62.8% 0.2577 29.23) is red.
    let red = of_oklch(0.627_955, 0.257_683, 29.233_9);
    assert!((red[0] - 1.0).abs() < 1e-3 && red[1] < 1e-3 && red[2] < 1e-3, "{red:?}");
    assert!(too_faint(&[("line", "paper")], 3.0).len() == 2, "hairlines are fainter than that");
}
