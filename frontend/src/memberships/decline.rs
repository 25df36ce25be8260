//! Declining an invitation: whoever holds its word may, with an account or without.

use crate::messages::{Key, t};
use crate::parts::{Answer, Deed, Failure, use_new_heading};
use client::Client;
use domain::identity::LinkToken;
use leptos::prelude::*;
use ui::Button;

/// The button, and what it does. The act is the button's: programs that look into mails open links, too.
#[component]
pub(super) fn Decline(token: RwSignal<String>, declined: RwSignal<bool>) -> impl IntoView {
    let deed = Deed::new();
    let decline = move || {
        let word = LinkToken { token: token.get_untracked() };
        let call = move |client: Client| -> Answer<()> {
            let word = word.clone();
            Box::pin(async move { client.decline_invitation(&word).await })
        };
        deed.run(call, move |()| declined.set(true));
    };
    view! {
        <p class="muted">{t(Key::InvitedDeclineText)}</p>
        <p class="acts"><Button on_press=move |()| decline()>{t(Key::InvitedDecline)}</Button></p>
        <Failure error=deed.failure retry=decline/>
    }
}

/// What is said afterwards.
#[component]
pub(super) fn Declined() -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::InvitedDeclined)}</h1>
            <p class="lede">{t(Key::InvitedDeclinedText)}</p>
        </div>
    }
}
