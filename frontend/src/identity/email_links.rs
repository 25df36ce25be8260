//! The links of the mails about another address: the new one makes the change, the old one stops or undoes it. The act is
//! the button's: programs that look into mails open links, too.

use super::mailed::NoToken;
use super::token::use_token;
use crate::address;
use crate::messages::{Key, fill, t};
use crate::parts::{Form, FormView, use_new_heading, use_page};
use crate::state::{Identity, identity};
use client::{Client, Error};
use domain::identity::{KeptEmail, LinkToken};
use leptos::prelude::*;
use std::pin::Pin;
use ui::{Link, Rank};

/// What came of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// The account has this new address.
    Changed(String),
    /// The account keeps this address.
    Kept(String),
    /// The account has this address again.
    Undone(String),
    /// The link is no longer good.
    Over,
}

impl Outcome {
    const fn title(&self) -> Key {
        match self {
            Self::Changed(_) => Key::ConfirmEmailDone,
            Self::Kept(_) => Key::KeepEmailKept,
            Self::Undone(_) => Key::KeepEmailUndone,
            Self::Over => Key::LinkOver,
        }
    }
}

type Called = Pin<Box<dyn Future<Output = Result<Outcome, Error>>>>;

/// What a link is for.
#[derive(Clone, Copy)]
struct Purpose {
    title: Key,
    lede: Key,
    button: Key,
    /// What to do where the link is no longer good.
    over: Key,
    /// Where to ask for another one: the account, else the sign-in leads there.
    again: (fn() -> String, Key),
    call: fn(Client, LinkToken) -> Called,
}

const CONFIRM: Purpose = Purpose {
    title: Key::ConfirmEmailTitle,
    lede: Key::ConfirmEmailLede,
    button: Key::ConfirmSend,
    over: Key::ConfirmEmailOver,
    again: (address::email, Key::ConfirmEmailAsk),
    call: |client, token| {
        Box::pin(async move { client.confirm_email_change(&token).await.map(|mail| Outcome::Changed(mail.sent_to)) })
    },
};
const KEEP: Purpose = Purpose {
    title: Key::KeepEmailTitle,
    lede: Key::KeepEmailLede,
    button: Key::KeepEmailSend,
    over: Key::KeepEmailOver,
    again: (address::forgotten, Key::ResetTitle),
    call: |client, token| {
        let told = |KeptEmail { email, undone }| if undone { Outcome::Undone(email) } else { Outcome::Kept(email) };
        Box::pin(async move { client.cancel_email_change(&token).await.map(told) })
    },
};

/// The page of the link that went to the new address.
#[component]
pub(super) fn ConfirmEmailPage() -> impl IntoView {
    view! { <Page purpose=CONFIRM/> }
}

/// The page of the links that went to the old address.
#[component]
pub(super) fn KeepEmailPage() -> impl IntoView {
    view! { <Page purpose=KEEP/> }
}

#[component]
fn Page(purpose: Purpose) -> impl IntoView {
    let token = use_token();
    let outcome = RwSignal::new(None::<Outcome>);
    Effect::new(move |_| {
        token.track();
        // Another link was opened in the same tab.
        if outcome.with_untracked(Option::is_some) {
            outcome.set(None);
        }
    });
    let title = move || outcome.with(|outcome| outcome.as_ref().map_or(purpose.title, Outcome::title));
    use_page(move || Some(t(title()).to_owned()));
    move || match outcome.get() {
        Some(outcome) => view! { <Told outcome purpose/> }.into_any(),
        None => view! { <Asking purpose token outcome/> }.into_any(),
    }
}

#[component]
fn Asking(purpose: Purpose, token: RwSignal<String>, outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let identity = identity();
    let form = Form::new(&[], |_| Vec::new());
    let send = move || {
        let token = LinkToken { token: token.get_untracked() };
        form.send(|| follow(identity, purpose, token), move |came| outcome.set(Some(came)));
    };
    let has_token = Memo::new(move |_| token.with(|token| !token.is_empty()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(purpose.title)}</h1>
            <p class="lede">{t(purpose.lede)}</p>
            {move || {
                if has_token.get() {
                    view! { <FormView form send button=purpose.button/> }.into_any()
                } else {
                    view! { <NoToken/> }.into_any()
                }
            }}
        </div>
    }
}

/// Does what the link is for.
async fn follow(identity: Identity, purpose: Purpose, token: LinkToken) -> Result<Outcome, Error> {
    // Whoever is signed in here must be known by then: the login that asks is the one that does not end.
    if identity.has_login() && identity.account_now().is_none() {
        identity.renew().await;
    }
    match identity.ask(|client| (purpose.call)(client, token.clone())).await {
        Err(error) if is_over(&error) => Ok(Outcome::Over),
        Err(error) => Err(error),
        Ok(outcome) => {
            // The access token so far is worthless now; where the login has ended as well, this tells.
            if identity.has_login() {
                identity.renew().await;
            }
            Ok(outcome)
        }
    }
}

fn is_over(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.errors.iter().any(|fault| fault.code == "bad_link"))
}

/// What has happened, and the way on.
#[component]
fn Told(outcome: Outcome, purpose: Purpose) -> impl IntoView {
    use_new_heading();
    let (identity, title) = (identity(), outcome.title());
    let with = |key, address: &str| fill(key, &[("address", address)]);
    let sign_in = (address::sign_in(), Key::NavSignIn);
    let password = (address::forgotten(), Key::ResetTitle);
    let (text, ways) = match &outcome {
        Outcome::Changed(address) if identity.account_now().is_some_and(|account| account.email == *address) => {
            (with(Key::ConfirmEmailDoneHere, address), vec![(address::account(), Key::NavAccount)])
        }
        Outcome::Changed(address) => (with(Key::ConfirmEmailDoneText, address), vec![sign_in]),
        Outcome::Kept(address) => (with(Key::KeepEmailKeptText, address), vec![password]),
        Outcome::Undone(address) => (with(Key::KeepEmailUndoneText, address), vec![password]),
        Outcome::Over => (t(purpose.over).to_owned(), vec![((purpose.again.0)(), purpose.again.1), sign_in]),
    };
    let ways =
        ways.into_iter().map(|(href, name)| view! { <Link rank=Rank::Plain href=href>{t(name)}</Link> }).collect_view();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <p class="lede ids">{text}</p>
            <p class="acts">{ways}</p>
        </div>
    }
}
