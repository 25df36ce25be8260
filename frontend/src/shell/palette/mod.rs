//! Everything that can be found or done from anywhere: opened by `/`, by Ctrl-K and by the bar on top. Its code and its
//! texts are fetched when it is first opened. How it is used is a matter of the design system; here stands what there is
//! to choose, and what comes of it.

mod entries;
mod panel;

use super::Announcer;
use crate::messages::{Key, Section, fetch, t};
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel::Panel;

/// Whether the palette is open. Lives as long as the app.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    open: RwSignal<bool>,
    announcer: Announcer,
}

impl Palette {
    /// It is closed.
    pub(super) fn new(announcer: Announcer) -> Self {
        Self { open: RwSignal::new(false), announcer }
    }

    /// Opens it, as soon as what it says is there.
    pub(super) fn open(self) {
        spawn_local(async move {
            match fetch(&[Section::Palette]).await {
                Ok(()) => self.open.set(true),
                Err(_) => self.announcer.say(t(Key::ShellSearchFailed).to_owned()),
            }
        });
    }

    /// The palette, while it is open.
    pub(super) fn view(self) -> impl IntoView {
        let content = RwSignal::new_local(None::<AnyView>);
        Effect::new(move |_| {
            if !self.open.get() {
                content.set(None);
                return;
            }
            let owner = Owner::current().unwrap_or_default();
            spawn_local(async move {
                let made = panel(self, owner).await;
                content.set(Some(made));
            });
        });
        move || {
            content.track();
            content.try_update_untracked(Option::take).flatten()
        }
    }
}

/// A chunk of its own: who never opens the palette never fetches it.
#[lazy]
async fn panel(palette: Palette, owner: Owner) -> AnyView {
    owner.with(|| view! { <Panel palette/> }.into_any())
}
