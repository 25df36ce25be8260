//! Whether anything is in anybody's way: on every screen, by day and by night.

use crate::screen::{Scheme, pictures_wanted};
use crate::{Browser, Texts};

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

/// A screen: its width, and how closely a page is looked at there.
type Screen = (u64, Scheme, Closely);

/// The screens: the narrowest that has to do (WCAG 2.2, 1.4.10), a phone, a tablet, a desk. By night the layout is that of
/// the day, and so are the rules but those about colours.
const SCREENS: [Screen; 7] = [
    (320, Scheme::Light, Closely::Size),
    (360, Scheme::Light, Closely::All),
    (768, Scheme::Light, Closely::Size),
    (360, Scheme::Dark, Closely::Size),
    (768, Scheme::Dark, Closely::Size),
    (1440, Scheme::Dark, Closely::Colours),
    (1440, Scheme::Light, Closely::All),
];
/// What of a page in Arabic is looked at where nobody wants pictures of it: that it runs the other way and says other
/// words does not depend on the screen.
const IN_ARABIC: [Screen; 1] = [(1440, Scheme::Light, Closely::All)];
/// Of what pictures are taken, where somebody wants them. What has a picture is looked at as closely as can be.
const PICTURED: [u64; 3] = [360, 768, 1440];

/// The name in the top bar takes more than a line although it has room for it.
const BRAND_IS_BROKEN: &str = "const name = document.querySelector('#app .mark span');
    const lines = name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight);
    return innerWidth >= 768 && Math.round(lines) !== 1";

impl Browser {
    /// Opens pages, by the names of their pictures and their addresses, and tells what is in anybody's way on each, and on
    /// the same page in Arabic.
    ///
    /// # Panics
    /// When a page does not come to stand, or the browser does not answer.
    pub async fn tours(&self, pages: &[(&str, &str)]) -> Vec<String> {
        let mut found = Vec::new();
        for (name, path) in pages {
            self.goes_to(path).await;
            found.extend(self.inspects(name, &SCREENS).await);
            if let Some(path) = in_arabic(path) {
                let screens = if pictures_wanted().is_some() { &SCREENS[..] } else { &IN_ARABIC[..] };
                self.goes_to(&path).await;
                found.extend(self.inspects(&[*name, "-ar"].concat(), screens).await);
            }
        }
        found
    }

    /// Opens a page in English, brings it to a state by doing something there, and tells what is in anybody's way then.
    /// Where pictures are wanted it is done in Arabic, too: `reach` presses what the texts say.
    ///
    /// # Panics
    /// When the page does not come to stand, when `reach` does, or the browser does not answer.
    pub async fn inspects_after(&self, name: &str, path: &str, reach: impl AsyncFn(&Texts)) -> Vec<String> {
        self.goes_to(path).await;
        reach(&Texts::of("en")).await;
        let mut found = self.inspects(name, &SCREENS).await;
        if let Some(path) = in_arabic(path).filter(|_| pictures_wanted().is_some()) {
            self.goes_to(&path).await;
            reach(&Texts::of("ar")).await;
            found.extend(self.inspects(&[name, "-ar"].concat(), &SCREENS).await);
        }
        found
    }

    async fn goes_to(&self, path: &str) {
        // Another page in between: a change behind the hash alone would load nothing.
        self.visit("/healthz").await;
        self.open(path).await;
    }

    /// Tells what is in anybody's way on the page as it stands, on these screens, and takes pictures under this name where
    /// they are wanted. Leaves the last screen behind.
    async fn inspects(&self, name: &str, screens: &[Screen]) -> Vec<String> {
        let mut found = Vec::new();
        for (width, scheme, closely) in screens {
            self.prefers(*scheme).await;
            self.is_wide(*width).await;
            self.settled().await;
            let pictured = PICTURED.contains(width) && pictures_wanted().is_some();
            let closely = if pictured { Closely::All } else { *closely };
            let place = format!("{name} at {width}, {}", scheme.as_str());
            found.extend(self.in_the_way(closely).await.into_iter().map(|barrier| format!("{place}: {barrier}")));
            if pictured {
                self.takes_picture(&format!("{name}-{width}-{}", scheme.as_str())).await;
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

/// The address of a page in Arabic; `None` where it is not one in English.
fn in_arabic(path: &str) -> Option<String> {
    path.strip_prefix("/en/").map(|rest| ["/ar/", rest].concat())
}
