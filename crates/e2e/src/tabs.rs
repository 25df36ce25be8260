//! Tabs that links open, and what stands in frames.

use crate::Browser;
use fantoccini::Locator;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;

impl Browser {
    /// Follows a link in the frame of the page, by its text.
    ///
    /// # Panics
    /// When there is no frame or no such link within the time.
    pub async fn follows_in_frame(&self, text: &str) {
        let mut last = None;
        let what = format!("the frame has the link “{text}”");
        self.until(&what, async || {
            let done = self.follow_in_frame(text).await;
            self.client.enter_parent_frame().await.unwrap_or_else(|error| panic!("out of the frame: {error}"));
            last = done.err();
            last.is_none()
        })
        .await;
    }

    async fn follow_in_frame(&self, text: &str) -> Result<(), CmdError> {
        self.client.find(Locator::Css("iframe")).await?.enter_frame().await?;
        self.client.find(Locator::LinkText(text)).await?.click().await
    }

    /// Goes on in the tab that a link has opened, once its page stands.
    ///
    /// # Panics
    /// When none opens within the time.
    pub async fn goes_to_new_tab(&self) {
        let here = self.client.window().await.unwrap_or_else(|error| panic!("this tab: {error}"));
        let new = self.wait("there is a new tab", async || self.other_tab(&here).await).await;
        self.client.switch_to_window(new).await.unwrap_or_else(|error| panic!("to the new tab: {error}"));
        self.settled().await;
    }

    async fn other_tab(&self, here: &WindowHandle) -> Option<WindowHandle> {
        let tabs = self.client.windows().await.unwrap_or_else(|error| panic!("the tabs: {error}"));
        tabs.into_iter().find(|tab| tab != here)
    }
}
