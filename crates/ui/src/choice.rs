//! What can be chosen.

/// One of several things to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept when it is chosen.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What tells it from its like; empty where the label does.
    pub detail: String,
}

impl Choice {
    /// A choice that its label tells from the others.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), detail: String::new() }
    }

    /// With what tells it from its like, such as the country of a city.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}
