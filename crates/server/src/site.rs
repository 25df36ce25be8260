//! The files of the app, compiled into the binary; a debug build reads them from `target/app` when asked.

use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "../../target/app"]
struct Files;

/// The app that `cargo xtask app` built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Embedded;

impl api::Site for Embedded {
    fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        Files::get(path).map(|file| file.data)
    }
}

#[cfg(test)]
mod tests {
    use super::Embedded;
    use api::Site as _;

    #[test]
    fn files_outside_the_folder_are_none_of_the_app() {
        for path in ["../../Cargo.toml", "/etc/passwd", "no/such/file", ""] {
            assert!(Embedded.file(path).is_none(), "{path}");
        }
    }
}
