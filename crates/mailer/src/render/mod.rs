//! A letter in words: subject, HTML and plain text, out of the same data.

mod fill;
mod links;
mod templates;

use crate::letters::Letter;
use crate::texts::{Language, Texts};

/// The installation that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// Where it is, as it was configured: `https://c2r.example`. All links begin with it. It never comes from a request,
    /// whose `Host` anybody can write (CVE-2025-25198).
    pub public_url: String,
    /// Where people turn to with a question: an e-mail address, or a page.
    pub support: String,
}

/// A mail in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The part for programs that show HTML: whole, with nothing to fetch.
    pub html: String,
    /// The part for all others, at most 72 columns but for links.
    pub text: String,
}

impl std::fmt::Debug for Rendered {
    /// Its size alone: what it says is between us and whom it is for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rendered({} + {} bytes)", self.html.len(), self.text.len())
    }
}

/// Why a letter could not be written. None of these is about the person whom it is for, and none goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The configured address is none.
    #[error("the public address of the site must be http or https with a host, such as https://c2r.example")]
    PublicUrl,
    /// A link does not lead to a page of the site.
    #[error("`{letter}`: `{field}` does not lead to the site's own public address, so the mail is not written")]
    ForeignLink {
        /// The key of the letter.
        letter: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The texts of the language are incomplete. Tests find this before a release does.
    #[error("the texts of mails are wrong: {0}")]
    Texts(String),
    /// The layout is wrong. Tests find this before a release does.
    #[error("the layout of mails is wrong: {0}")]
    Layout(String),
}

/// Writes a letter.
///
/// # Errors
///
/// [`RenderError::ForeignLink`] if a link leads elsewhere than to the site; the others are faults of the configuration or
/// of this crate.
pub fn render(letter: &Letter, language: Language, site: &Site) -> Result<Rendered, RenderError> {
    let texts = language.texts().map_err(|error| RenderError::Texts(error.to_owned()))?;
    render_with(texts, letter, site)
}

/// A link in its one normal form, if it leads to a page of the site.
pub(crate) fn own_link(site: &Site, link: &str) -> Option<String> {
    links::Home::parse(&site.public_url)?.own(link)
}

fn render_with(texts: &Texts, letter: &Letter, site: &Site) -> Result<Rendered, RenderError> {
    let filled = fill::fill(texts, letter, site)?;
    let html = templates::html(&filled)?;
    let text = templates::text(&filled)?;
    Ok(Rendered { subject: filled.subject, html, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Direction;

    fn site() -> Site {
        Site { name: "Cities".into(), public_url: "https://c2r.example".into(), support: "help@c2r.example".into() }
    }

    #[test]
    fn the_layout_goes_from_right_to_left_where_the_language_does() {
        let mut texts = Language::En.texts().unwrap().clone();
        "ar".clone_into(&mut texts.language);
        texts.dir = Direction::Rtl;
        let letter = Letter::ClaimApproved {
            name: "آنا".into(),
            city: "Medellín".into(),
            link: "https://c2r.example/cities/medellin".into(),
        };
        let Rendered { html, text, .. } = render_with(&texts, &letter, &site()).unwrap();
        assert!(html.contains(r#"lang="ar" dir="rtl""#), "{html}");
        assert!(html.contains("direction:rtl") && !html.contains("direction:ltr"), "{html}");
        assert!(html.contains("text-align:right") && !html.contains(r#"align="left""#), "{html}");
        assert_eq!(html.matches("You now represent \u{2068}Medellín\u{2069}").count(), 3, "title, label and heading");
        assert!(text.contains("you represent \u{2068}Medellín\u{2069} at"), "{text}");
        assert!(text.contains("Hello آنا,"), "{text}");
    }

    #[test]
    fn texts_that_ask_for_what_is_not_there_are_told() {
        let mut texts = Language::En.texts().unwrap().clone();
        let letter = Letter::AccountRestored { name: "Ana".into() };
        texts.letters.get_mut("account_restored").unwrap().heading = "{mood}".into();
        let error = render_with(&texts, &letter, &site()).unwrap_err();
        assert_eq!(error, RenderError::Texts("account_restored: no {mood}".into()));
        texts.letters.remove("account_restored");
        let error = render_with(&texts, &letter, &site()).unwrap_err();
        assert_eq!(error, RenderError::Texts("account_restored: no texts".into()));
    }
}
