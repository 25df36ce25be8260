//! Keys that make a repeated request count once.

use std::fmt;

/// Names one intention to write. Sent again with the same content, the server does it once and answers the same.
///
/// Keep the key for as long as the content is the same, whatever happens in between; make a new one for new content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A new key (a random UUID, version 4).
    #[must_use]
    pub fn generate() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for IdempotencyKey {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::IdempotencyKey;

    #[test]
    fn every_key_is_another() {
        assert_ne!(IdempotencyKey::generate(), IdempotencyKey::generate());
        assert_eq!(IdempotencyKey::generate().as_str().len(), 36);
    }
}
