//! Valid is a type: a `Valid<T>` can only come from [`Valid::check`], which reports every fault at once.
//! The API answers 422 with them; the app runs the same rules while one types.

use contract::{Fault, Patch};
use std::ops::Deref;

/// Something that has rules.
pub trait Validate {
    /// Reports every broken rule to `faults`, with JSON Pointers into the thing.
    fn validate(&self, faults: &mut Faults);

    /// The thing as it is kept: trimmed, of one form. Called after validation, must not change validity.
    #[must_use]
    fn tidied(self) -> Self
    where
        Self: Sized,
    {
        self
    }
}

/// A thing that obeys its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valid<T>(T);

impl<T: Validate> Valid<T> {
    /// Checks `thing`.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn check(thing: T) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        thing.validate(&mut faults);
        if faults.0.is_empty() { Ok(Self(thing.tidied())) } else { Err(faults.0) }
    }
}

impl<T> Valid<T> {
    /// The thing itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Collects faults.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault at `pointer`.
    pub fn add(&mut self, pointer: &str, code: &str, message: impl Into<String>) {
        self.0.push(Fault::new(pointer, code, message));
    }

    /// Text of several lines: within the bounds once trimmed, no control characters but line ends and tabs, and with
    /// something to be seen in it.
    pub fn text(&mut self, pointer: &str, text: &str, bounds: std::ops::RangeInclusive<usize>) {
        let (before, least) = (self.0.len(), *bounds.start());
        self.bounded(pointer, text, bounds);
        if self.0.len() == before {
            self.seen(pointer, text, least > 0);
        }
    }

    /// What is there can be seen.
    fn seen(&mut self, pointer: &str, text: &str, is_needed: bool) {
        if text.trim().is_empty() || text.chars().any(is_seen) {
            return;
        }
        let code = if is_needed { "required" } else { "control_character" };
        self.add(pointer, code, "Nothing of this can be seen.");
    }

    fn bounded(&mut self, pointer: &str, text: &str, bounds: std::ops::RangeInclusive<usize>) {
        let length = text.trim().chars().count();
        if length == 0 && *bounds.start() > 0 {
            self.add(pointer, "required", "Fill this in.");
        } else if length < *bounds.start() {
            self.add(pointer, "too_short", format!("Use at least {} characters.", bounds.start()));
        } else if length > *bounds.end() {
            self.add(pointer, "too_long", format!("Use at most {} characters.", bounds.end()));
        }
        if text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || turns_text(c)) {
            self.add(pointer, "control_character", "Remove the control characters.");
        }
    }

    /// Text on one line: as [`Faults::text`], without line ends and tabs, and with something to be seen in it.
    pub fn line(&mut self, pointer: &str, text: &str, bounds: std::ops::RangeInclusive<usize>) {
        let (before, least) = (self.0.len(), *bounds.start());
        self.bounded(pointer, text, bounds);
        if self.0.len() > before {
            return;
        }
        if text.trim().chars().any(|c| c.is_control() || is_blank(c)) {
            self.add(pointer, "control_character", "Use one line, without control characters.");
        } else if least > 0 && !text.chars().any(char::is_alphanumeric) {
            self.add(pointer, "required", "Use letters or digits.");
        } else {
            self.seen(pointer, text, least > 0);
        }
    }

    /// A field that a patch may leave out or set, but not empty.
    pub fn never_empty<T>(&mut self, pointer: &str, patch: &Patch<T>) {
        if matches!(patch, Patch::Empty) {
            self.add(pointer, "required", "This may not be null. Leave it out to keep it as it is.");
        }
    }

    /// A part that has rules of its own: its faults are pointed at within `pointer`.
    pub fn within(&mut self, pointer: &str, part: &impl Validate) {
        let mut inner = Self::default();
        part.validate(&mut inner);
        for fault in inner.0 {
            self.0.push(Fault { pointer: format!("{pointer}{}", fault.pointer), ..fault });
        }
    }

    /// A list of at most `most` values.
    pub fn most(&mut self, pointer: &str, count: usize, most: usize) {
        if count > most {
            self.add(pointer, "too_many", format!("Use at most {most}."));
        }
    }

    /// An e-mail address. Only its shape is checked: one `@`, a name, a domain with a dot, no spaces. What passes can be
    /// written to: nothing is looser here than where mails are made.
    pub fn email(&mut self, pointer: &str, address: &str) {
        if !is_email(address.trim()) {
            self.add(pointer, "not_an_address", "Use an e-mail address such as name@example.org.");
        }
    }

    /// A web address: absolute, `http` or `https`, with a host.
    pub fn web_address(&mut self, pointer: &str, text: &str) {
        if !is_web_address(text.trim()) {
            self.add(pointer, "not_a_web_address", "Use a web address that begins with https:// or http://.");
        }
    }
}

/// Shortest web address, in characters: none with a dot in its host is shorter.
const MIN_WEB_ADDRESS: usize = 10;

/// `http` or `https`, a host, and whatever comes after it. By hand: a parser of addresses would bring the tables of
/// international domain names into the browser, where they weigh as much as a page of the app.
fn is_web_address(text: &str) -> bool {
    if text.chars().count() < MIN_WEB_ADDRESS {
        return false;
    }
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return false;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let (host_fine, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (is_ipv6(host), port),
        None => {
            let (host, port) = place.split_at(place.find(':').unwrap_or(place.len()));
            (is_host(host), port)
        }
    };
    host_fine && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// A number that a port can have; WHATWG allows to leave it out after its colon.
fn is_port(port: &str) -> bool {
    port.is_empty() || (port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// The characters that an IPv6 address is made of, in a number that it may have.
fn is_ipv6(host: &str) -> bool {
    (2..=45).contains(&host.len())
        && host.contains(':')
        && host.chars().all(|c| c.is_ascii_hexdigit() || ":.".contains(c))
}

/// A name without what the URL standard (WHATWG, "forbidden domain code point") forbids in one. Letters of all
/// scripts are fine.
fn is_host(host: &str) -> bool {
    !host.is_empty() && !host.chars().any(|c| c.is_control() || c.is_whitespace() || "<>[]^|%:".contains(c))
}

/// Longest address, in bytes (RFC 5321, erratum 1690).
const MAX_ADDRESS: usize = 254;

/// The shape of an address as the HTML standard's `input type=email` asks for it, with a dotted domain, and with dots in
/// the name between other characters alone, as RFC 5322 (3.2.3) has it.
fn is_email(address: &str) -> bool {
    let Some((name, domain)) = address.split_once('@') else { return false };
    // Mails go to the domain in small letters, which some alphabets write with more bytes.
    let domain = domain.to_lowercase();
    if name.len() + 1 + domain.len() > MAX_ADDRESS {
        return false;
    }
    let atom_fine = |atom: &str| {
        !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c))
    };
    let name_fine = name.len() <= 64 && name.split('.').all(atom_fine);
    let label_fine = |label: &str| {
        let ends_fine = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && ends_fine && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    name_fine && domain.contains('.') && domain.split('.').all(label_fine)
}

/// Characters that make the text after them run the other way: what is read is not what stands there.
const fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that look like nothing, and that no script needs: the joiners that some do need are not among them.
const fn is_blank(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{200b}' | '\u{2060}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

/// Whether a character can be seen: no space, nothing that stands for something else, and nothing that only shapes,
/// turns or joins what stands beside it.
fn is_seen(c: char) -> bool {
    let shapes = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200f}'
        | '\u{2061}'..='\u{206f}' | '\u{2800}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}');
    !(c.is_whitespace() || c.is_control() || is_blank(c) || turns_text(c) || shapes)
}

#[cfg(test)]
mod tests {
    use super::{Faults, is_email};

    #[test]
    fn addresses_by_table() {
        for good in ["name@example.org", "a.b+c@sub.example.org", "o'neil@city.gov", "anna@zürich.ch"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "name",
            "@example.org",
            "name@",
            "name@example",
            "a b@example.org",
            "a@b..org",
            "a@-b.org",
            "a@b@c.org",
            "a@example.org\n",
            ".a@c.org",
            "a.@c.org",
            "a..b@c.org",
            "..@c.org",
            "a\"b@c.org",
            "a@c..org",
            "a@.org",
            "a@org.",
            &format!("a@{}.org", "b".repeat(64)),
            &format!("{}@c.org", "a".repeat(65)),
            &format!("a@{}.org", ["b".repeat(63), "b".repeat(63), "b".repeat(63), "b".repeat(60)].join(".")),
            &format!("a@{}.org", "ä".repeat(32)),
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn lines_can_be_seen() {
        let faults = |text: &str| {
            let mut faults = Faults::default();
            faults.line("/x", text, 1..=20);
            faults.0.iter().map(|fault| fault.code.to_string()).collect::<Vec<_>>()
        };
        for good in ["Ana", "نور", "می\u{200c}خواهم", "春", "C2", "O’Neil"] {
            assert!(faults(good).is_empty(), "{good:?}");
        }
        for hidden in ["\u{200b}\u{200b}", "\u{feff}", "\u{3164}", "Ana \u{202e}gro", "a\nb", "a\u{2066}b", "\u{7}"] {
            assert_eq!(faults(hidden), ["control_character"], "{hidden:?}");
        }
        for empty in ["", "  ", "—", "\u{200d}\u{200d}"] {
            assert_eq!(faults(empty), ["required"], "{empty:?}");
        }
    }

    #[test]
    fn texts_and_optional_lines_can_be_seen_too() {
        let faults = |text: &str, least: usize, on_one_line: bool| {
            let mut faults = Faults::default();
            if on_one_line {
                faults.line("/x", text, least..=20);
            } else {
                faults.text("/x", text, least..=20);
            }
            faults.0.iter().map(|fault| fault.code.to_string()).collect::<Vec<_>>()
        };
        for good in ["Heat", "a\nb", "—", "👩\u{200d}🚒", "春", "می\u{200c}خواهم"] {
            assert!(faults(good, 1, false).is_empty(), "{good:?}");
        }
        for unseen in ["\u{200b}", "\u{200b}\n\u{200d}", "\u{2800}", "\u{ad}\u{fe0f}", "\u{e0041}", "\u{200f}"] {
            assert_eq!(faults(unseen, 1, false), ["required"], "{unseen:?}");
            assert_eq!(faults(unseen, 0, false), ["control_character"], "{unseen:?}");
        }
        for unseen in ["\u{200d}", "\u{ad}", "\u{2800}"] {
            assert_eq!(faults(unseen, 0, true), ["control_character"], "{unseen:?}");
        }
        for (left_out, on_one_line) in [("", true), (" ", true), ("", false), (" \n", false)] {
            assert!(faults(left_out, 0, on_one_line).is_empty(), "{left_out:?}");
        }
    }

    #[test]
    fn web_addresses_by_table() {
        let faults = |text: &str| {
            let mut faults = Faults::default();
            faults.web_address("/x", text);
            faults.0.len()
        };
        for good in [
            " https://example.org/a?b#c ",
            "HTTP://Example.org",
            "https://münchen.de/bericht",
            "https://user@example.org:8443/a",
            "http://[2001:db8::1]:80/",
            "http://127.0.0.1",
            "https://example.org?q=a b",
        ] {
            assert_eq!(faults(good), 0, "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "example.org",
            "https://",
            "https:///path",
            "https://?q",
            "https://exa mple.org",
            "https://exa<mple.org",
            "https://example.org:port",
            "https://example.org:99999",
            "https://example.org:+80",
            "https://@",
            "http://[zz]/",
            "http://[::1",
            "ftp://example.org",
            "http://a",
            "http://ab",
            "",
        ] {
            assert_eq!(faults(bad), 1, "{bad}");
        }
    }
}
