//! Whether anything is in anybody's way: on every screen, by day and by night.

use crate::Browser;
use crate::screen::{Scheme, pictures_wanted};

/// How closely a page is looked at on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closely {
    /// Whether it fits.
    Size,
    /// Whether its colours can be read.
    Colours,
    /// All that a machine can see.
    All,
}

/// The screens, by width, and how closely a page is looked at there: the narrowest that has to do (WCAG 2.2, 1.4.10), a
/// phone, a tablet, a desk. By night the layout is that of the day, and so are the rules but those about colours.
const SCREENS: [(u64, Scheme, Closely); 7] = [
    (320, Scheme::Light, Closely::Size),
    (360, Scheme::Light, Closely::All),
    (768, Scheme::Light, Closely::Size),
    (360, Scheme::Dark, Closely::Size),
    (768, Scheme::Dark, Closely::Size),
    (1440, Scheme::Dark, Closely::Colours),
    (1440, Scheme::Light, Closely::All),
];
/// Of what pictures are taken, where somebody wants them.
const PICTURED: [u64; 3] = [360, 768, 1440];

/// The name in the top bar takes more than a line although it has room for it.
const BRAND_IS_BROKEN: &str = "const name = document.querySelector('#app .mark span');
    const lines = name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight);
    return innerWidth >= 768 && Math.round(lines) !== 1";

impl Browser {
    /// Opens pages, by the names of their pictures and their addresses, and tells what is in anybody's way on each; where
    /// pictures are wanted, of the pages in Arabic, too.
    ///
    /// # Panics
    /// When a page does not come to stand, or the browser does not answer.
    pub async fn tours(&self, pages: &[(&str, &str)]) -> Vec<String> {
        let mut found = Vec::new();
        for (name, path) in pages {
            found.extend(self.tour(name, path).await);
            if let Some(rest) = path.strip_prefix("/en/").filter(|_| pictures_wanted().is_some()) {
                found.extend(self.tour(&format!("{name}-ar"), &format!("/ar/{rest}")).await);
            }
        }
        found
    }

    async fn tour(&self, name: &str, path: &str) -> Vec<String> {
        // Another page in between: a change behind the hash alone would load nothing.
        self.visit("/healthz").await;
        self.open(path).await;
        self.inspects(name).await
    }

    /// Tells what is in anybody's way on the page as it stands, on every screen, by day and by night, and takes
    /// pictures under this name where they are wanted. Leaves a wide screen and daylight behind.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn inspects(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (width, scheme, closely) in SCREENS {
            self.prefers(scheme).await;
            self.is_wide(width).await;
            self.settled().await;
            let place = format!("{name} at {width}, {}", scheme.as_str());
            found.extend(self.in_the_way(closely).await.into_iter().map(|barrier| format!("{place}: {barrier}")));
            if PICTURED.contains(&width) {
                self.pictures(&format!("{name}-{width}-{}", scheme.as_str())).await;
            }
        }
        found
    }

    /// What is in anybody's way on this screen.
    async fn in_the_way(&self, closely: Closely) -> Vec<String> {
        let mut found = match closely {
            Closely::Size => Vec::new(),
            Closely::Colours => self.unreadable().await,
            Closely::All => self.barriers().await,
        };
        if self.overhang().await > 0 {
            found.push("wider than the screen".to_owned());
        }
        if self.script(BRAND_IS_BROKEN).await == true {
            found.push("the name in the bar is broken".to_owned());
        }
        found
    }
}
