//! The app in the browser: its shell at every address that people use, its files as immutable.

mod data;
mod feeds;
mod fill;
mod head;
mod issue;
mod letter;
mod negotiate;
mod notes;
mod private;
mod serve;
mod sitemap;
mod words;

pub(crate) use serve::{answer, configure};

use std::borrow::Cow;

/// Encodings in which a file may be kept beside its plain form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// gzip, ending `.gz`.
    Gzip,
    /// Brotli, ending `.br`.
    Brotli,
}

impl Encoding {
    /// What is added to the file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

/// Where the files of the built app are: in the binary, or in a folder.
pub trait Site: Send + Sync + 'static {
    /// The bytes of a file by its path below the root, such as `index.html` or `assets/0a1b/app.css.br`;
    /// `None` when there is none. The path never begins with a slash and never holds `..`.
    fn file(&self, path: &str) -> Option<Cow<'static, [u8]>>;
}

/// No app at all: the API alone.
#[derive(Debug, Clone, Copy)]
pub struct NoSite;

impl Site for NoSite {
    fn file(&self, _path: &str) -> Option<Cow<'static, [u8]>> {
        None
    }
}
