//! What one looks for on a page: a role and a name.

use std::fmt;

/// Something on the page, by its role and its name for assistive technology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The roles that fit, as the browser calls them.
    pub(crate) roles: &'static [&'static str],
    pub(crate) name: Name,
    /// Where it must be.
    pub(crate) within: Option<Box<Self>>,
}

/// How the name is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    Is(String),
    BeginsWith(String),
    Any,
}

impl Name {
    pub(crate) fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(wanted) => name.trim() == wanted,
            Self::BeginsWith(start) => name.trim().starts_with(start),
            Self::Any => true,
        }
    }
}

impl Target {
    fn new(roles: &'static [&'static str], name: &str) -> Self {
        Self { roles, name: Name::Is(name.to_owned()), within: None }
    }

    /// Whatever the rest of its name is.
    #[must_use]
    pub fn and_more(self) -> Self {
        match self.name {
            Name::Is(start) if start.is_empty() => Self { name: Name::Any, ..self },
            Name::Is(start) => Self { name: Name::BeginsWith(start), ..self },
            name => Self { name, ..self },
        }
    }

    /// Only inside of `place`.
    #[must_use]
    pub fn within(self, place: Self) -> Self {
        Self { within: Some(Box::new(place)), ..self }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = self.roles.first().unwrap_or(&"thing");
        match &self.name {
            Name::Is(name) => write!(f, "{role} “{name}”")?,
            Name::BeginsWith(start) => write!(f, "{role} “{start}…”")?,
            Name::Any => write!(f, "{role}")?,
        }
        self.within.as_ref().map_or(Ok(()), |place| write!(f, " within {place}"))
    }
}

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident: $($role:literal),+;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(name: &str) -> Target {
            Target::new(&[$($role),+], name)
        }
    )*};
}

targets! {
    /// A link.
    link: "link";
    /// A button, or what opens a `<details>`.
    button: "button", "DisclosureTriangle";
    /// A field to write in.
    field: "textbox", "searchbox";
    /// A box to tick.
    checkbox: "checkbox";
    /// One of several, of which one is chosen.
    option: "radio";
    /// A list to choose one from.
    choice: "combobox";
    /// Something that is on or off.
    switch: "switch";
    /// A slider.
    slider: "slider";
    /// A heading.
    heading: "heading";
    /// The content of the page, without what stands around every page.
    content: "main";
    /// A named part of the page.
    region: "region";
    /// A group of things that belong together.
    group: "group", "list";
    /// A group of links that lead around.
    navigation: "navigation";
    /// Something that is said at once.
    alert: "alert";
}
