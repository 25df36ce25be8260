//! Valid is a type: a `Valid<T>` can only come from [`Valid::check`], which reports every fault at once.
//! The API answers 422 with them; the app runs the same rules while one types.

use contract::Fault;
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

    /// Text that must be there: between `min` and `max` characters once trimmed, no control characters but line ends and tabs.
    pub fn text(&mut self, pointer: &str, text: &str, bounds: std::ops::RangeInclusive<usize>) {
        let length = text.trim().chars().count();
        if length == 0 && *bounds.start() > 0 {
            self.add(pointer, "required", "Fill this in.");
        } else if length < *bounds.start() {
            self.add(pointer, "too_short", format!("Use at least {} characters.", bounds.start()));
        } else if length > *bounds.end() {
            self.add(pointer, "too_long", format!("Use at most {} characters.", bounds.end()));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(pointer, "control_character", "Remove the control characters.");
        }
    }

    /// An e-mail address. Only its shape is checked: one `@`, a name, a domain with a dot, no spaces.
    pub fn email(&mut self, pointer: &str, address: &str) {
        if !is_email(address.trim()) {
            self.add(pointer, "not_an_address", "Use an e-mail address such as name@example.org.");
        }
    }

    /// A web address: absolute, `http` or `https`, with a host.
    pub fn web_address(&mut self, pointer: &str, text: &str) {
        let fine =
            url::Url::parse(text.trim()).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if !fine {
            self.add(pointer, "not_a_web_address", "Use a web address that begins with https:// or http://.");
        }
    }
}

/// The shape of an address as the HTML standard's `input type=email` asks for it, with a dotted domain.
fn is_email(address: &str) -> bool {
    let Some((name, domain)) = address.split_once('@') else { return false };
    let name_fine = !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let label_fine = |label: &str| {
        let ends_fine = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && ends_fine && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    name_fine && domain.len() <= 255 && domain.contains('.') && domain.split('.').all(label_fine)
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
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn web_addresses_by_table() {
        let faults = |text: &str| {
            let mut faults = Faults::default();
            faults.web_address("/x", text);
            faults.0.len()
        };
        assert_eq!(faults(" https://example.org/a?b#c "), 0);
        for bad in ["javascript:alert(1)", "data:text/html,x", "example.org", "https://", "ftp://example.org", ""] {
            assert_eq!(faults(bad), 1, "{bad}");
        }
    }
}
