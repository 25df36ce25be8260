//! Screens of several sizes, light and dark, and pictures of them.

use crate::{Browser, Target};
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

/// Whether all of an element is on the screen, and its middle is not below something else.
const IS_ON_SCREEN: &str = "function () {
    const box = this.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.width > 0 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
        && top !== null && (this.contains(top) || top.contains(this));
}";

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

    /// Shows the page as it is printed, or again as it is on the screen.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn prints(&self, on_paper: bool) {
        let media = if on_paper { "print" } else { "" };
        self.command("Emulation.setEmulatedMedia", json!({ "media": media })).await;
    }

    /// Waits until all of it is on the screen as the page stands, without scrolling, and nothing lies over it.
    ///
    /// # Panics
    /// When it is not within the time.
    pub async fn sees_at_once(&self, target: Target) {
        let what = format!("the {target} is on the screen without scrolling");
        self.until(&what, async || {
            let found = self.look(&target).await.ok().and_then(|found| found.into_iter().next());
            let Some(found) = found else { return false };
            self.ask(&found, IS_ON_SCREEN).await.is_ok_and(|is_there| is_there == true)
        })
        .await;
    }

    /// How many pixels the page is wider than the screen.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn overhang(&self) -> i64 {
        let script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
        self.script(script).await.as_i64().unwrap_or_default()
    }

    /// Keeps a picture of the whole page as it stands, where pictures are wanted. Whatever is in anybody's way there is
    /// told at the end of the journey.
    ///
    /// # Panics
    /// When it cannot be taken or kept.
    pub async fn pictures(&self, name: &str) {
        if pictures_wanted().is_none() {
            return;
        }
        let found = self.barriers().await.into_iter().map(|barrier| format!("{name}: {barrier}"));
        self.in_pictures.borrow_mut().extend(found);
        self.takes_picture(name).await;
    }

    /// Keeps a picture of the whole page, where pictures are wanted.
    pub(crate) async fn takes_picture(&self, name: &str) {
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
