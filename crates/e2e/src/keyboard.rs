//! Everything without a mouse.

use crate::{Browser, Key, Seen, Target, heading, link};
use std::ops::Deref;

/// Presses of the tab key before one gives up: more than there are stops on the way to anything.
const PRESSES: usize = 150;

/// Whether what has the focus shows it: by a line around it, a city of a map by its ring. Where nothing has it, as between
/// the last stop of a page and the first, there is nothing to show. Of a field for a day or a time the browser shows which
/// of its own parts has it.
const SHOWS_FOCUS: &str = "const focused = document.activeElement;
    if (!focused || focused === document.body || ['date', 'time'].includes(focused.type)) return true;
    if (!focused.matches(':focus-visible')) return false;
    const style = getComputedStyle(focused), dot = focused.closest('svg') && focused.querySelector('circle');
    return dot ? parseFloat(getComputedStyle(dot).strokeWidth) > 2
        : style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'";

/// Somebody before a browser who has nothing but its keys. What they see and wait for is the browser's own.
#[derive(Clone, Copy)]
pub struct Keyboard<'a>(&'a Browser);

impl Browser {
    /// Puts the mouse away for good: from now on a click fails.
    pub fn by_keys(&self) -> Keyboard<'_> {
        self.keys_only.set(true);
        Keyboard(self)
    }
}

impl Deref for Keyboard<'_> {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.0
    }
}

impl Keyboard<'_> {
    /// Goes to a path of the server as by a link from elsewhere, and skips what stands around every page.
    ///
    /// # Panics
    /// When the page does not come to stand, or its content does not take the focus.
    pub async fn opens(&self, path: &str) {
        self.0.open(path).await;
        self.presses(link("Skip to the content")).await;
        self.0.until("the content has the focus", async || self.0.focused().await.role == "main").await;
    }

    /// Goes on with the tab key until `target` has the focus; each stop on the way shows that it has it. Where in the page
    /// the target must be is left aside: the first of its role and name is the one.
    ///
    /// # Panics
    /// When there is no such thing within the time, when the tab key does not come to it, with the stops on the way, or
    /// when one of these does not show that it has the focus.
    pub async fn tab_to(&self, target: Target) {
        self.walk(target, &[char::from(Key::Tab)]).await;
    }

    /// Goes back with the tab key until `target` has the focus.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn tab_back_to(&self, target: Target) {
        self.walk(target, &[char::from(Key::Shift), char::from(Key::Tab)]).await;
    }

    /// Goes on to a link or a button and presses Enter there.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn presses(&self, target: Target) {
        self.tab_to(target).await;
        self.0.press(Key::Enter).await;
    }

    /// Goes back to a link or a button and presses Enter there.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn presses_before(&self, target: Target) {
        self.tab_back_to(target).await;
        self.0.press(Key::Enter).await;
    }

    /// Goes on to a box and ticks it.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn ticks(&self, target: Target) {
        self.tab_to(target).await;
        self.0.press(' ').await;
    }

    /// Goes on to a field and writes into it, in the place of what is there.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn writes(&self, target: Target, text: &str) {
        self.tab_to(target).await;
        self.0.chord(&[char::from(Key::Control), 'a']).await;
        self.0.types(text).await;
    }

    /// Goes on to a list and chooses from it by the first letters of a label.
    ///
    /// # Panics
    /// As [`Keyboard::tab_to`].
    pub async fn chooses(&self, target: Target, letters: &str) {
        self.tab_to(target).await;
        self.0.types(letters).await;
    }

    /// Waits until `target` has the focus, wherever it came from.
    ///
    /// # Panics
    /// When it does not have it within the time.
    pub async fn is_on(&self, target: Target) {
        let what = format!("the {target} has the focus");
        self.0.until(&what, async || self.0.focused().await.is(&target)).await;
    }

    /// Waits until a heading has the focus: so does every page that one comes to within the app.
    ///
    /// # Panics
    /// When none has it within the time.
    pub async fn lands(&self) {
        self.is_on(heading("").and_more()).await;
    }

    /// Waits until the page called `title` stands and its heading has the focus.
    ///
    /// # Panics
    /// When it does not within the time.
    pub async fn lands_at(&self, title: &str) {
        self.0.arrives_at(title).await;
        self.is_on(heading(title)).await;
    }

    async fn walk(&self, target: Target, keys: &[char]) {
        self.0.sees(target.clone()).await;
        if self.0.focused().await.is(&target) {
            return;
        }
        let mut passed = Vec::new();
        for _ in 0..PRESSES {
            self.0.chord(keys).await;
            let stop = self.stop().await;
            if stop.is(&target) {
                return;
            }
            passed.push(stop.to_string());
        }
        let (here, passed) = (self.0.address().await, passed.join(", "));
        panic!("{PRESSES} presses of the tab key do not come to the {target}, at {here}; they came to: {passed}");
    }

    /// What has the focus, and shows it.
    async fn stop(&self) -> Seen {
        let stop = self.0.focused().await;
        if self.0.script(SHOWS_FOCUS).await != true {
            panic!("the {stop} does not show that it has the focus, at {}", self.0.address().await);
        }
        stop
    }
}
