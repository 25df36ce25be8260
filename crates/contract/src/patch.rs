//! A field of a merge patch (RFC 7396): left alone, emptied, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a patch says of one field. Stands in structs with `#[serde(default, skip_serializing_if = "Patch::is_absent")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The field is not in the patch: it stays as it is.
    #[default]
    Absent,
    /// The field is `null`: it becomes empty.
    Empty,
    /// The field gets this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field stays as it is.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value to set, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Empty => None,
        }
    }

    /// What becomes of `current`.
    #[must_use]
    pub fn over(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Absent => current,
            Self::Empty => None,
            Self::Set(value) => Some(value),
        }
    }

    /// What becomes of a value that cannot be empty; rules refuse [`Patch::Empty`] of such a field before.
    #[must_use]
    pub fn or(self, current: T) -> T {
        match self {
            Self::Set(value) => value,
            Self::Absent | Self::Empty => current,
        }
    }

    /// The same of another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Empty => Patch::Empty,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => serializer.serialize_some(value),
            Self::Absent | Self::Empty => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only called where the key is there: what is not comes from `Default`.
        Ok(Option::deserialize(deserializer)?.map_or(Self::Empty, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::Patch;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Change {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        name: Patch<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let table = [
            ("{}", Patch::Absent),
            (r#"{"name":null}"#, Patch::Empty),
            (r#"{"name":"a"}"#, Patch::Set("a".to_owned())),
        ];
        for (json, expected) in table {
            let change: Change = serde_json::from_str(json).unwrap();
            assert_eq!(change.name, expected, "{json}");
            assert_eq!(serde_json::to_string(&change).unwrap(), json);
        }
    }

    #[test]
    fn what_becomes_of_a_value() {
        let kept = || Some("old".to_owned());
        assert_eq!(Patch::Absent.over(kept()), kept());
        assert_eq!(Patch::Empty.over(kept()), None);
        assert_eq!(Patch::Set("new".to_owned()).over(kept()), Some("new".to_owned()));
        assert_eq!(Patch::Empty.or(1), 1);
    }
}
