//! What somebody prefers on this device: the language, and light or dark. Kept as cookies, which the server reads: so
//! the very first paint is in the right language and colours. They hold no more than the choice.

use crate::browser::{find, set_cookie};
use domain::vocabularies::Language;

/// The cookie of the language.
const LANGUAGE: &str = "c2r_language";
/// The cookie of light or dark, and the attribute of the page that styles ask for.
const THEME: &str = "c2r_theme";
const ATTRIBUTE: &str = "data-theme";

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system has it.
    System,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Theme {
    /// All of them, in the order of the menu.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As the cookie and the styles have it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one that the page has.
    pub(crate) fn current() -> Self {
        let given = find("html").and_then(|root| root.get_attribute(ATTRIBUTE)).unwrap_or_default();
        Self::ALL.into_iter().find(|theme| theme.key() == given).unwrap_or(Self::System)
    }

    /// Gives it to the page, and keeps it.
    pub(crate) fn choose(self) {
        set_cookie(THEME, self.key());
        let Some(root) = find("html") else { return };
        // Names that are written here are allowed ones.
        let _ = match self {
            Self::System => root.remove_attribute(ATTRIBUTE),
            Self::Light | Self::Dark => root.set_attribute(ATTRIBUTE, self.key()),
        };
    }
}

/// Keeps the language for addresses that name none.
pub(crate) fn keep_language(language: Language) {
    set_cookie(LANGUAGE, language.as_str());
}

/// What a language is called by those who speak it.
pub(crate) const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Arabic => "العربية",
        Language::English => "English",
        Language::Spanish => "Español",
        Language::French => "Français",
        Language::Portuguese => "Português",
    }
}
