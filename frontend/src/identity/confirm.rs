//! Confirming an address. The act is the button's: programs that look into mails open links, too.

use super::DESTINATION;
use super::mailed::NoToken;
use super::token::use_token;
use crate::address;
use crate::browser::{forget, kept};
use crate::messages::{Key, fill, t};
use crate::parts::{Form, FormView, use_new_heading, use_page};
use crate::state::api;
use domain::identity::LinkToken;
use leptos::prelude::*;
use ui::{Link, Rank};

/// The page.
#[component]
pub(super) fn ConfirmPage() -> impl IntoView {
    let token = use_token();
    let confirmed = RwSignal::new(None::<String>);
    use_page(move || {
        Some(t(if confirmed.with(Option::is_some) { Key::ConfirmDone } else { Key::ConfirmTitle }).to_owned())
    });
    move || match confirmed.get() {
        Some(address) => view! { <Confirmed address/> }.into_any(),
        None => view! { <Confirming token confirmed/> }.into_any(),
    }
}

#[component]
fn Confirming(token: RwSignal<String>, confirmed: RwSignal<Option<String>>) -> impl IntoView {
    let client = StoredValue::new(api());
    let form = Form::new(&[], |_| Vec::new());
    let send = move || {
        let (client, token) = (client.get_value(), LinkToken { token: token.get_untracked() });
        let sending = || async move { client.create_confirmation(&token).await };
        form.send(sending, move |mail| confirmed.set(Some(mail.sent_to)));
    };
    let has_token = Memo::new(move |_| token.with(|token| !token.is_empty()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ConfirmTitle)}</h1>
            <p class="lede">{t(Key::ConfirmLede)}</p>
            {move || {
                if has_token.get() {
                    view! { <FormView form send button=Key::ConfirmSend/> }.into_any()
                } else {
                    view! { <NoToken/> }.into_any()
                }
            }}
            <p><a href=address::register()>{t(Key::ConfirmAgain)}</a></p>
        </div>
    }
}

#[component]
fn Confirmed(address: String) -> impl IntoView {
    use_new_heading();
    let wanted = kept(DESTINATION);
    forget(DESTINATION);
    let sign_in = wanted.map_or_else(address::sign_in, |path| address::sign_in_to(&path));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ConfirmDone)}</h1>
            <p class="lede">{fill(Key::ConfirmDoneText, &[("address", &address)])}</p>
            <p class="acts"><Link rank=Rank::Primary href=sign_in>{t(Key::NavSignIn)}</Link></p>
        </div>
    }
}
