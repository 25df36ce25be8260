//! The mail of an issue as mail programs show it.
//!
//! A mail is styled where it stands, and the policy of the app (`style-src 'self'`) forbids that; what a page writes into
//! a frame of its own (`srcdoc`, `blob:`, `data:`) inherits that policy. So the server answers it as a document with a
//! policy of its own, in which nothing runs and nothing is fetched. A frame cannot send a header: the access token goes
//! with a form that is posted into the frame, and so stands in no address, history or log.

use crate::messages::{Key, t};
use crate::state::api;
use leptos::html;
use leptos::prelude::*;

/// What the frame is called.
const NAME: &str = "issue-mail";

/// The frame.
#[component]
pub(super) fn MailFrame(
    /// Id of the issue.
    issue: String,
    /// Slug of the city whose edition it is; empty for none.
    city: String,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let token = api().access_token().unwrap_or_default();
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            // Fails only where there is no form.
            let _ = form.submit();
        }
    });
    view! {
        <div class="letter desk-mail">
            <form method="post" action="/briefing-previews" target=NAME node_ref=form hidden=true>
                <input type="hidden" name="token" value=token/>
                <input type="hidden" name="issue" value=issue/>
                <input type="hidden" name="city" value=city/>
            </form>
            <iframe name=NAME title=t(Key::PreviewFrame) sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
        </div>
    }
}
