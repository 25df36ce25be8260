//! What something means: always a sign and a word, the colour only helps.

use crate::icon::{self, Icon};

/// The tone in which something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It went well.
    Good,
    /// Look out.
    Warn,
    /// It went wrong.
    Bad,
}

impl Tone {
    /// The class that colours it.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Info => "ui-info",
            Self::Good => "ui-good",
            Self::Warn => "ui-warn",
            Self::Bad => "ui-bad",
        }
    }

    /// Its sign.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Info => icon::INFO,
            Self::Good => icon::CHECK,
            Self::Warn => icon::WARN,
            Self::Bad => icon::BAD,
        }
    }
}
