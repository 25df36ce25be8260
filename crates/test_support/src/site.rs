//! The built app from a folder, for tests in a browser.

use api::Site;
use std::borrow::Cow;
use std::path::PathBuf;

/// Reads files below a folder.
#[derive(Debug, Clone)]
pub struct FolderSite(pub PathBuf);

impl FolderSite {
    /// The app as the build leaves it, in `target/app`.
    #[must_use]
    pub fn built() -> Self {
        Self(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/app")))
    }
}

impl Site for FolderSite {
    fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        std::fs::read(self.0.join(path)).ok().map(Cow::Owned)
    }
}
