//! Screens of several sizes, light and dark, and pictures of them.

use crate::Browser;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What somebody has asked their system for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Scheme {
    /// As media queries and file names have it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The height of a screen in pixels, unless a picture needs a higher one.
const HEIGHT: u64 = 900;

/// The folder for pictures, where somebody has asked for them with `C2R_SHOTS_DIR`.
pub(crate) fn pictures_wanted() -> Option<PathBuf> {
    std::env::var_os("C2R_SHOTS_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

impl Browser {
    /// Makes the screen so many pixels wide.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn is_wide(&self, width: u64) {
        self.has_size(width, HEIGHT).await;
    }

    /// Asks for light or dark.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub(crate) async fn prefers(&self, scheme: Scheme) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.as_str() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.command("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// How many pixels the page is wider than the screen.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn overhang(&self) -> i64 {
        let script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
        self.script(script).await.as_i64().unwrap_or_default()
    }

    /// Keeps a picture of the whole page, where pictures are wanted.
    ///
    /// # Panics
    /// When it cannot be taken or kept.
    pub async fn pictures(&self, name: &str) {
        let Some(folder) = pictures_wanted() else { return };
        let size = self.script("return [innerWidth, document.documentElement.scrollHeight]").await;
        let (width, height) = (size[0].as_u64().unwrap_or(1440), size[1].as_u64().unwrap_or(HEIGHT));
        self.has_size(width, height.max(HEIGHT)).await;
        self.keeps_picture(&folder.join(name).with_extension("png")).await;
        self.is_wide(width).await;
    }

    pub(crate) async fn keeps_picture(&self, file: &Path) {
        let picture = self.client.screenshot().await.unwrap_or_else(|error| panic!("a picture: {error}"));
        let kept = file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(file, picture));
        kept.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    async fn has_size(&self, width: u64, height: u64) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", metrics).await;
    }
}
