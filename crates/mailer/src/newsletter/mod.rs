//! A newsletter in two parts: written once, and filled with each subscriber's links.
//!
//! What editors wrote comes as HTML that has been cleaned and as plain text beside it; all else is escaped here. The HTML
//! part is made of tables and inline styles, because some programs know nothing else; it is whole without pictures, and
//! loads nothing. Surroundings may be light or dark: each colour stands inline, and again in the sheet for the dark.

mod html;
mod pieces;
mod text;
mod words;

use crate::clean;
use crate::render::{RenderError, Rendered, Site, own_link};
use crate::texts::Language;
use pieces::Pieces;

/// Stands where a subscriber's link goes. People's texts never hold one: see [`plain`].
const MANAGE: &str = "\u{E000}\u{E001}";
/// The same for the link by which one leaves.
const LEAVE: &str = "\u{E000}\u{E002}";

/// Longest line of the plain part, in characters, but for links.
const COLUMNS: usize = 72;

/// A newsletter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newsletter {
    /// In which language its fixed words are, and the texts that name no other.
    pub language: Language,
    /// What the list is called that it goes to.
    pub list: String,
    /// Its number; without one it is not said.
    pub number: Option<u32>,
    /// Its title, and the subject of the mail.
    pub title: String,
    /// What an inbox shows beside the subject.
    pub preheader: String,
    /// How it begins.
    pub intro: Passage,
    /// Its sections.
    pub sections: Vec<NewsletterSection>,
    /// Where it can be read on the web: a page of the site.
    pub web: String,
    /// Who sends it, and from where: a line of the operator.
    pub imprint: Option<String>,
}

/// A text in two forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// HTML that has been cleaned: elements of text alone, nothing that runs, loads or styles.
    pub html: String,
    /// The same without markup.
    pub text: String,
}

/// A section of a newsletter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsletterSection {
    /// Its title.
    pub title: String,
    /// How it begins.
    pub intro: Passage,
    /// Its entries.
    pub entries: Vec<NewsletterEntry>,
}

/// An entry of a newsletter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsletterEntry {
    /// Its title.
    pub title: String,
    /// What stands below the title, such as a place; may be empty.
    pub facts: String,
    /// What it says.
    pub text: Passage,
    /// Where it can be read: a page of the site; `None` where there is none.
    pub link: Option<String>,
    /// The language of what it says (BCP 47), where it is another one.
    pub language: Option<String>,
}

/// The links of one subscriber: pages of the site.
#[derive(Clone, PartialEq, Eq)]
pub struct NewsletterLinks {
    /// Where they change what they get.
    pub manage: String,
    /// Where they leave.
    pub leave: String,
}

impl std::fmt::Debug for NewsletterLinks {
    /// Nothing: who knows the links can take somebody off the list.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewsletterLinks")
    }
}

/// A newsletter that lacks nothing but a subscriber's links.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedNewsletter {
    subject: String,
    html: Pieces,
    text: Pieces,
    /// Bytes that it holds for itself.
    own: usize,
}

impl std::fmt::Debug for PreparedNewsletter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreparedNewsletter").field("subject", &self.subject).finish_non_exhaustive()
    }
}

impl Newsletter {
    /// Writes it, but for the links of a subscriber.
    ///
    /// # Errors
    /// [`RenderError::ForeignLink`] if a link leads elsewhere than to the site, and [`RenderError::PublicUrl`] for a site
    /// without an address.
    pub fn prepare(&self, site: &Site) -> Result<PreparedNewsletter, RenderError> {
        let home = own_link(site, &site.public_url).ok_or(RenderError::PublicUrl)?;
        let own =
            |link: &str, field| own_link(site, link).ok_or(RenderError::ForeignLink { letter: "newsletter", field });
        let web = own(&self.web, "web")?;
        for link in self.sections.iter().flat_map(|section| &section.entries).filter_map(|entry| entry.link.as_ref()) {
            own(link, "link")?;
        }
        let page = Page { newsletter: self, site, home, web, words: words::of(self.language) };
        let (html, text) = (html::write(&page), text::write(&page));
        Ok(PreparedNewsletter {
            subject: clean::subject(&plain(&self.title)),
            own: html.len() + text.len(),
            html: Pieces::of(&html),
            text: Pieces::of(&text),
        })
    }
}

impl PreparedNewsletter {
    /// The mail of one subscriber.
    #[must_use]
    pub fn render(&self, links: &NewsletterLinks) -> Rendered {
        let escaped = NewsletterLinks { manage: html::escape(&links.manage), leave: html::escape(&links.leave) };
        Rendered { subject: self.subject.clone(), html: self.html.filled(&escaped), text: self.text.filled(links) }
    }

    /// The same newsletter, which holds what it has in common with another together with that: of thousands that differ
    /// in one section, each weighs no more than the section.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        let ((html, of_html), (text, of_text)) = (self.html.beside(&other.html), self.text.beside(&other.text));
        Self { subject: self.subject.clone(), html, text, own: of_html + of_text }
    }

    /// Bytes that it holds for itself alone.
    #[must_use]
    pub const fn own_bytes(&self) -> usize {
        self.own
    }
}

/// What both parts are made of.
struct Page<'a> {
    newsletter: &'a Newsletter,
    site: &'a Site,
    home: String,
    web: String,
    words: words::Words,
}

impl Page<'_> {
    fn rtl(&self) -> bool {
        self.newsletter.language == Language::Ar
    }

    fn number(&self) -> Option<String> {
        Some(self.words.number.replace("{n}", &self.newsletter.number?.to_string()))
    }

    /// Why somebody gets it. Names are set apart, so that the words around them stay where they are.
    fn why(&self) -> String {
        let name = |text: &str| clean::isolated(&plain(text), self.rtl());
        let list = self.words.why.replace("{list}", &name(&self.newsletter.list));
        list.replace("{site}", &name(&self.site.name))
    }
}

/// One text of somebody without what stands for links here, and without what cannot be seen.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\u{E000}'..='\u{E002}')).collect()
}
