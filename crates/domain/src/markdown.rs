//! What people write in Markdown, and how it will look.

use crate::validation::{Faults, Validate};
use serde::{Deserialize, Serialize};

/// Longest text that is taken, in characters.
pub const MAX_TEXT: usize = 20_000;

/// A text in Markdown (CommonMark, with the tables, struck text and bare links of GitHub's).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMarkdownPreview {
    /// The text.
    #[cfg_attr(feature = "openapi", schema(max_length = 20000, example = "Shade for *schools* first."))]
    pub text: String,
}

impl Validate for NewMarkdownPreview {
    fn validate(&self, faults: &mut Faults) {
        faults.text("/text", &self.text, 0..=MAX_TEXT);
    }
}

/// How a text looks on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkdownPreview {
    /// HTML that a page may hold as it is: nothing in it runs, loads or styles. Headings begin at `h3`; pictures are
    /// links.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1_000_000, example = "<p>Shade for <em>schools</em> first.</p>\n")
    )]
    pub html: String,
}

#[cfg(test)]
mod tests {
    use super::{MAX_TEXT, NewMarkdownPreview};
    use crate::Valid;

    #[test]
    fn lines_are_fine_and_too_much_is_not() {
        let check = |text: String| {
            Valid::check(NewMarkdownPreview { text }).map(|_| ()).map_err(|faults| faults[0].code.clone())
        };
        assert_eq!(check(String::new()), Ok(()));
        assert_eq!(check("# Heat\n\n\tcode".to_owned()), Ok(()));
        assert_eq!(check("é".repeat(MAX_TEXT)), Ok(()));
        assert_eq!(check("é".repeat(MAX_TEXT + 1)), Err("too_long".into()));
        assert_eq!(check("\u{7}".to_owned()), Err("control_character".into()));
    }
}
