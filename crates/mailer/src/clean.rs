//! Texts that people wrote, made fit for somebody else's mail.
//!
//! A mail of ours goes to addresses that a stranger may have typed in, with names that the stranger chose. So whatever a
//! person wrote is one line of bounded length without invisible letters, and nothing in it turns into a link: mail programs
//! make one of everything that looks like an address.

/// Longest name, in characters.
const MAX_NAME: usize = 80;
/// Longest passage, in characters.
const MAX_PASSAGE: usize = 600;
/// Longest subject, in characters. Inboxes show a quarter of it.
const MAX_SUBJECT: usize = 200;

/// A name: `None` if nothing is left of it, or if it holds a web or mail address. Who has something to sell writes it there,
/// so a neutral word stands in for the whole name. A name like `Dr.Smith` gets the space that it lacks.
pub(crate) fn name(text: &str) -> Option<String> {
    let text = line(text, MAX_NAME);
    let plain = text.replace(JOINERS, "");
    if text.is_empty() || holds_address(&plain) { None } else { Some(spaced(&text)) }
}

/// Sentences: web and mail addresses stay readable and become `example[.]org`, which no program takes for a link.
pub(crate) fn passage(text: &str) -> String {
    let words: Vec<String> = line(text, MAX_PASSAGE).split(' ').map(defanged).collect();
    words.join(" ")
}

/// A whole subject, whose parts have been cleaned: bounded, and one line whatever the texts hold.
pub(crate) fn subject(text: &str) -> String {
    let one_line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if one_line.chars().count() > MAX_SUBJECT { bounded(&one_line, MAX_SUBJECT) } else { one_line }
}

/// A whole part, which others have made: its lines end in one way, and no character controls anything. A carriage return
/// alone is a line's end to some servers, and a dot between two of them would be the mail's.
pub(crate) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// One line: white space collapsed, control and invisible characters gone, at most so many characters.
pub(crate) fn line(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split(char::is_whitespace) {
        let visible: String = word.chars().filter(|letter| is_visible(*letter)).take(max + 1).collect();
        if visible.trim_matches(JOINERS).is_empty() {
            continue;
        }
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        length += visible.chars().count();
        out.push_str(&visible);
        if length > max {
            return bounded(&out, max);
        }
    }
    out
}

/// Cut before a character that would be too many, with a sign that something is missing.
fn bounded(text: &str, max: usize) -> String {
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches(|letter: char| letter == ' ' || JOINERS.contains(&letter)))
}

/// Zero-width joiner and non-joiner: invisible, but Persian, Hindi and others do not read right without them.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Whether a character can be seen, or shapes one that can. What cannot may turn the direction of the text around it (U+202E
/// makes `exe.txt` of `txt.exe`) or hide words from a filter.
fn is_visible(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Full stops, also the ideographic and wide ones, which browsers take for a dot in a host.
const DOTS: [char; 4] = ['.', '\u{3002}', '\u{FF0E}', '\u{FF61}'];
/// At-signs.
const AT_SIGNS: [char; 3] = ['@', '\u{FE6B}', '\u{FF20}'];

/// What a full stop within a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    /// As in `3.5`, `e.V.` or at the end of a sentence.
    Harmless,
    /// As in `Dr.Smith`: the space is missing. Programs make links of some of these.
    Unspaced,
    /// As in `example.org`.
    Address,
}

/// Judges the full stop at this place. A last label of a host has two letters or more, and is written in one case; names that
/// follow a full stop start with a capital.
fn judge(before: Option<char>, after: &str) -> Dot {
    let label: String = after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '-').collect();
    let in_word = before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    let starts = label.chars().next().is_some_and(char::is_alphabetic);
    if !in_word || !starts || label.chars().count() < 2 {
        return Dot::Harmless;
    }
    let lower = label.chars().any(char::is_lowercase);
    let upper = label.chars().any(char::is_uppercase);
    if lower != upper { Dot::Address } else { Dot::Unspaced }
}

/// The text with each of its full stops judged, in the order of its characters.
fn dots(text: &str) -> impl Iterator<Item = (char, Dot)> {
    let mut before = None;
    text.char_indices().map(move |(at, letter)| {
        let dot = if DOTS.contains(&letter) { judge(before, &text[at + letter.len_utf8()..]) } else { Dot::Harmless };
        before = Some(letter);
        (letter, dot)
    })
}

fn holds_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let at_sign = lower.split(' ').any(|word| {
        word.find(AT_SIGNS).is_some_and(|at| at > 0 && !word[at..].trim_start_matches(AT_SIGNS).is_empty())
    });
    at_sign
        || ["://", "www.", "mailto:"].iter().any(|mark| lower.contains(mark))
        || dots(text).any(|(_, dot)| dot == Dot::Address)
}

fn spaced(text: &str) -> String {
    let mut out = String::new();
    for (letter, dot) in dots(text) {
        out.push(letter);
        if dot == Dot::Unspaced {
            out.push(' ');
        }
    }
    out
}

/// One word without its scheme, and with dots in brackets where it is an address.
fn defanged(word: &str) -> String {
    let scheme = word.rfind("://");
    let start = scheme.map_or(0, |at| at + "://".len());
    let rest = &word[start..];
    let host = scheme.map_or(0, |_| rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    // A bracket or quotation mark, as in `(https://…`, is no part of the scheme.
    let opening = word[..start].chars().take_while(|letter| !letter.is_alphanumeric() && !matches!(letter, ':' | '/'));
    let mut out: String = opening.collect();
    for ((at, letter), (_, dot)) in rest.char_indices().zip(dots(rest)) {
        let in_host = at < host && at + letter.len_utf8() < host && DOTS.contains(&letter);
        match dot {
            Dot::Unspaced if !in_host => out.extend([letter, ' ']),
            Dot::Harmless if !in_host => out.push(letter),
            Dot::Address | Dot::Unspaced | Dot::Harmless => out.push_str("[.]"),
        }
    }
    out
}

/// Whether a character is written from right to left.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Set apart (U+2068 … U+2069), so that a name in the other direction does not move the words around it. Only where there is
/// one: programs that do not know these characters show boxes.
pub(crate) fn isolated(text: &str, rtl: bool) -> String {
    let other = |letter: char| if rtl { letter.is_alphabetic() && !is_rtl(letter) } else { is_rtl(letter) };
    if text.chars().any(other) { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_one_visible_line() {
        for (text, expected) in [
            ("Ana López", Some("Ana López")),
            ("  Ana \t López\r\nBcc: eve", Some("Ana López Bcc: eve")),
            ("\u{202E}anA\u{200B}\u{0007}", Some("anA")),
            ("می\u{200C}خواهم", Some("می\u{200C}خواهم")),
            ("\u{200D}", None),
            ("", None),
            ("Dr.Smith", Some("Dr. Smith")),
            ("J.R.R.Tolkien", Some("J.R.R. Tolkien")),
            ("Freunde der Stadt e.V.", Some("Freunde der Stadt e.V.")),
            ("Ahmad Abdel-Rahman, M.Sc.", Some("Ahmad Abdel-Rahman, M. Sc.")),
            ("Rua 3.5", Some("Rua 3.5")),
            ("Ana @ home", Some("Ana @ home")),
        ] {
            assert_eq!(name(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_name_with_an_address_is_none() {
        for text in [
            "https://evil.example/x",
            "Win at evil.example now",
            "EVIL.COM",
            "x.com",
            "www.evil",
            "ana@example.org",
            "ana@localhost",
            "evil\u{3002}com",
            "evil\u{200B}.com",
            "evil.\u{200D}com",
            "evil.xn--p1ai/x",
            "hxxp://Evil.Com",
        ] {
            assert_eq!(name(text), None, "{text:?}");
        }
        assert_eq!(name("Evil.Com").as_deref(), Some("Evil. Com"));
    }

    #[test]
    fn addresses_in_a_passage_can_be_read_but_not_opened() {
        for (text, expected) in [
            ("See https://www.evil.co.uk/a.html?q=1.5 now.", "See www[.]evil[.]co[.]uk/a[.]html?q=1.5 now."),
            ("(http://evil.example)", "(evil[.]example)"),
            ("http://http://192.0.2.1/x", "192[.]0[.]2[.]1/x"),
            ("Write to ana@example.org.", "Write to ana@example[.]org."),
            ("It ended.Then we left, e.g. home", "It ended. Then we left, e.g. home"),
            ("HTTPS://EVIL.EXAMPLE", "EVIL[.]EXAMPLE"),
            ("https://Evil.Example", "Evil[.]Example"),
            ("https://evil.example.", "evil[.]example."),
            ("x://://y", "y"),
        ] {
            assert_eq!(passage(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let long = name(&"Ana ".repeat(3_000)).unwrap();
        assert_eq!(long.chars().count(), MAX_NAME);
        assert!(long.ends_with("Ana…") || long.ends_with('…'));
        assert_eq!(passage(&"x".repeat(10_000)).chars().count(), MAX_PASSAGE);
        assert_eq!(line("abcdef", 6), "abcdef");
        assert_eq!(line("abcdefg", 6), "abcde…");
    }

    #[test]
    fn a_text_in_the_other_direction_is_set_apart() {
        assert_eq!(isolated("Ana", false), "Ana");
        assert_eq!(isolated("آنا", false), "\u{2068}آنا\u{2069}");
        assert_eq!(isolated("آنا", true), "آنا");
        assert_eq!(isolated("Ana", true), "\u{2068}Ana\u{2069}");
    }

    proptest! {
        #[test]
        fn nothing_that_was_cleaned_can_break_a_line_or_be_opened(text in "\\PC{0,40}|[a-zA-Z.:/@ \\r\\n\u{202e}\u{3002}]{0,60}") {
            for cleaned in [name(&text).unwrap_or_default(), passage(&text)] {
                prop_assert!(cleaned.chars().all(|letter| is_visible(letter) && letter != '\n'));
                prop_assert!(!cleaned.contains("://"), "{cleaned:?}");
                prop_assert!(!dots(&cleaned).any(|(_, dot)| dot != Dot::Harmless), "{cleaned:?}");
            }
        }
    }
}
