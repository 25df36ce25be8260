//! Foreign text on an operator's screen and in an operator's files. Anyone may report a fact of a city, so
//! what is reported must neither play with the terminal nor run in a spreadsheet.

use std::fmt::Write as _;

/// Control characters (escape sequences among them) and those that reorder or hide what stands beside them.
fn is_unseemly(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text in one line, with everything that cannot be seen written as `\n` or `\u{1b}`.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_unseemly(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// JSON in which even those characters are escaped that JSON would let pass as they are. Outside of its
/// strings JSON holds none of them but line ends, which stay.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        if !is_unseemly(letter) || letter == '\n' {
            shown.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{unit:04x}");
        }
    }
    shown
}

/// A cell of a CSV file: visible, and with an apostrophe before what a spreadsheet would take for a formula
/// (CWE-1236).
pub(crate) fn cell(text: &str) -> String {
    let shown = visible(text);
    if domain::spreadsheets::looks_like_a_formula(text) { format!("'{shown}") } else { shown }
}

/// At most `width` characters, the last of them `…` when there were more.
pub(crate) fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{cell, clip, visible, visible_json};

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        for (text, shown) in [
            ("Heat wave", "Heat wave"),
            ("São Paulo, 北京, عمّان", "São Paulo, 北京, عمّان"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("\u{9b}31mred", "\\u{9b}31mred"),
            ("a\r\nb\tc\u{7}", "a\\r\\nb\\tc\\u{7}"),
            ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"),
            ("a\u{200b}b\u{2028}c\u{e0041}", "a\\u{200b}b\\u{2028}c\\u{e0041}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn json_stays_json() {
        let foreign = "\u{1b}[0m\u{9b}\u{202e}\u{e0041}\u{7f}é\n";
        let json = serde_json::json!({ "value": foreign }).to_string();
        let shown = visible_json(&json);
        assert!(shown.is_ascii() || shown.chars().all(|letter| !letter.is_control()), "{shown}");
        assert!(shown.contains("\\u009b") && shown.contains("\\udb40\\udc41"), "{shown}");
        let back: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(back["value"], foreign);
    }

    #[test]
    fn formulas_are_made_harmless() {
        for bad in ["=1+1", "+1", "-1", "@x"] {
            assert_eq!(cell(bad), format!("'{bad}"));
        }
        assert_eq!(cell("\t=1"), "'\\t=1");
        assert_eq!(cell("Accra"), "Accra");
    }

    #[test]
    fn long_texts_are_cut_by_characters() {
        assert_eq!(clip("Ängste", 6), "Ängste");
        assert_eq!(clip("Ängste!", 6), "Ängst…");
        assert_eq!(clip("ab", 0), "…");
    }
}
