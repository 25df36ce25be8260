//! Closed sets of keys: one definition gives the type, its text form and its list of values.

/// A text that is none of the keys of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown key")]
pub struct UnknownKey;

/// What the values of every closed set can do.
pub trait Key: Copy + Eq + std::fmt::Debug + std::fmt::Display + std::str::FromStr + Send + Sync + 'static {
    /// The key as text.
    fn as_str(self) -> &'static str;

    /// The known keys in one sentence, for a message to somebody who used another.
    fn expected() -> &'static str;
}

/// Declares an enum whose values are written as fixed texts, the same in JSON, in a query and in the database.
macro_rules! keys {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[$value_meta:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$value_meta])* #[serde(rename = $text)] $value,)+
        }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The key as text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }

            /// The known keys in one sentence, for a message to somebody who used another.
            #[must_use]
            pub fn expected() -> &'static str {
                // Asked for with every parameter of every query, and told to hardly anybody.
                static EXPECTED: std::sync::OnceLock<String> = std::sync::OnceLock::new();
                EXPECTED.get_or_init(|| {
                    let texts: Vec<&str> = Self::ALL.iter().map(|value| value.as_str()).collect();
                    format!("Use {}.", texts.join(", "))
                })
            }
        }

        impl $crate::keys::Key for $name {
            fn as_str(self) -> &'static str {
                self.as_str()
            }

            fn expected() -> &'static str {
                Self::expected()
            }
        }

        /// Written out, because the derive does not see the texts that a macro hands on.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let texts = Self::ALL.iter().map(|value| value.as_str());
                let schema = utoipa::openapi::schema::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String);
                schema.enum_values(Some(texts)).description(Some(concat!($($doc),*).trim())).build().into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownKey;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok(Self::$value),)+ _ => Err($crate::UnknownKey) }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::cities::IncomeGroup;

    #[test]
    fn every_key_goes_there_and_back() {
        for group in IncomeGroup::ALL {
            assert_eq!(group.as_str().parse(), Ok(*group));
            assert_eq!(serde_json::to_string(group).unwrap(), format!("\"{group}\""));
        }
        assert!("middling".parse::<IncomeGroup>().is_err());
        assert_eq!(IncomeGroup::expected(), "Use low, lower_middle, upper_middle, high, not_classified.");
    }
}
