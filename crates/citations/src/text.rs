//! Texts as every format here wants them: on one line.

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// A text on one line: what controls or ends a line is a gap, gaps in a row are one space, and no space is at either
/// end. Spaces that do not break stay within.
pub(crate) fn line(text: &str) -> String {
    text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The same of a text that may be missing. A blank one is missing, too.
pub(crate) fn told(text: Option<&str>) -> Option<String> {
    text.map(line).filter(|line| !line.is_empty())
}

/// An address in the characters that addresses are made of (RFC 3986). All others are percent-encoded, as browsers do
/// it, so that none of them means something to TeX.
pub(crate) fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for byte in url.trim().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 0xf].map(|half| char::from(DIGITS[usize::from(half)]));
            address.extend(['%', digits[0], digits[1]]);
        }
    }
    address
}

fn is_gap(character: char) -> bool {
    character == ' ' || character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{address, line, told};

    #[test]
    fn a_text_is_one_line() {
        for (text, expected) in [
            ("", ""),
            ("  shade\r\n\r\nfor\tschools \0", "shade for schools"),
            ("one\u{2028}two\u{85}three", "one two three"),
            ("chaleur\u{a0}: agir\u{a0}", "chaleur\u{a0}: agir"),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_blank_is_missing() {
        for text in [None, Some(""), Some(" \n\0"), Some("\u{a0}")] {
            assert_eq!(told(text), None, "{text:?}");
        }
        assert_eq!(told(Some(" a ")).as_deref(), Some("a"));
    }

    #[test]
    fn an_address_holds_nothing_that_does_not_belong() {
        for (url, expected) in [
            (" https://example.org/a?b=c%20d&e#f ", "https://example.org/a?b=c%20d&e#f"),
            ("https://example.org/a b\\c{d}", "https://example.org/a%20b%5Cc%7Bd%7D"),
            ("https://example.org/é\n@article", "https://example.org/%C3%A9%0A@article"),
        ] {
            assert_eq!(address(url), expected, "{url:?}");
        }
    }
}
