//! Whether anything is in anybody's way: on every screen, by day and by night.

use crate::Browser;
use crate::screen::{Scheme, pictures_wanted};

/// By day: the narrowest that has to do (WCAG 2.2, 1.4.10), a phone, a tablet, a desk.
const BY_DAY: [u64; 4] = [320, 360, 768, 1440];
/// By night the layout is that of the day: the narrowest and the widest screen show all its colours.
const BY_NIGHT: [u64; 2] = [320, 1440];
/// Of what pictures are taken, where somebody wants them.
const PICTURED: [u64; 3] = [360, 768, 1440];

/// The name in the top bar takes more than a line although it has room for it.
const BRAND_IS_BROKEN: &str = "const name = document.querySelector('#app .mark span');
    const lines = name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight);
    return innerWidth >= 768 && Math.round(lines) !== 1";

/// The screens to look at: where pictures are wanted, every one that is pictured.
fn widths(scheme: Scheme) -> &'static [u64] {
    match scheme {
        Scheme::Light => &BY_DAY,
        Scheme::Dark if pictures_wanted().is_some() => &PICTURED,
        Scheme::Dark => &BY_NIGHT,
    }
}

impl Browser {
    /// Opens pages, by the names of their pictures and their addresses, and tells what is in anybody's way on each.
    ///
    /// # Panics
    /// When a page does not come to stand, or the browser does not answer.
    pub async fn tours(&self, pages: &[(&str, &str)]) -> Vec<String> {
        let mut found = Vec::new();
        for (name, path) in pages {
            // Another page in between: a change behind the hash alone would load nothing.
            self.visit("/healthz").await;
            self.open(path).await;
            found.extend(self.inspects(name).await);
        }
        found
    }

    /// Tells what is in anybody's way on the page as it stands, on every screen, by day and by night, and takes
    /// pictures under this name where they are wanted. Leaves a wide screen and daylight behind.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn inspects(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        for scheme in [Scheme::Dark, Scheme::Light] {
            self.prefers(scheme).await;
            for &width in widths(scheme) {
                self.is_wide(width).await;
                self.settled().await;
                let place = format!("{name} at {width}, {}", scheme.as_str());
                found.extend(self.in_the_way().await.into_iter().map(|barrier| format!("{place}: {barrier}")));
                if PICTURED.contains(&width) {
                    self.pictures(&format!("{name}-{width}-{}", scheme.as_str())).await;
                }
            }
        }
        found
    }

    /// What is in anybody's way on this screen.
    async fn in_the_way(&self) -> Vec<String> {
        let mut found = self.barriers().await;
        if self.overhang().await > 0 {
            found.push("wider than the screen".to_owned());
        }
        if self.script(BRAND_IS_BROKEN).await == true {
            found.push("the name in the bar is broken".to_owned());
        }
        found
    }
}
