//! What is said when a mail is on its way.

use crate::address;
use crate::browser::shows_demo_mails;
use crate::messages::{Key, fill, t};
use crate::parts::use_new_heading;
use leptos::prelude::*;
use ui::{Banner, Button, Link};

/// Says to look into the mail: the same for every address, known or not.
#[component]
pub(super) fn Mailed(
    /// The address.
    sent_to: RwSignal<Option<String>>,
    /// What the mail brings.
    text: Key,
) -> impl IntoView {
    use_new_heading();
    let address = sent_to.get_untracked().unwrap_or_default();
    view! {
        <div class="page narrow prose">
            <h1 tabindex="-1">{t(Key::MailedTitle)}</h1>
            <p class="lede">{fill(text, &[("address", &address)])}</p>
            <DemoMails/>
            <p>{t(Key::MailedNothing)}</p>
            <p class="acts"><Button on_press=move |()| sent_to.set(None)>{t(Key::MailedAgain)}</Button></p>
        </div>
    }
}

/// In a demonstration: where its mails can be read.
#[component]
pub(super) fn DemoMails() -> impl IntoView {
    shows_demo_mails().then(|| {
        view! {
            <Banner word=t(Key::NoteWord)>
                <p>{t(Key::FormDemo)}</p>
                <Link alone=true href=address::demo_mails()>{t(Key::FormDemoMails)}</Link>
            </Banner>
        }
    })
}

/// The link of the mail is missing in the address.
#[component]
pub(super) fn NoToken() -> impl IntoView {
    view! { <Banner word=t(Key::NoteWord)><p>{t(Key::FormNoLink)}</p></Banner> }
}
