//! The second factor: setting it up with an authenticator, recovery codes, taking it off.

use super::qr::qr_code;
use super::{Personal, SECOND_FACTOR};
use crate::browser::{can_copy, copy, focus_id};
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Failure, Field, Form, FormView, Kind, TextField, use_new_heading};
use crate::shell::Announcer;
use crate::state::{Identity, identity};
use client::Error;
use domain::identity::{NewSecondFactor, RecoveryCodes, SecondFactorCode, SecondFactorRemoval};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Banner, Button, Link, Rank, Tone};

const CODE: Field = Field {
    id: "second-factor-code",
    pointer: "/code",
    label: Key::FieldFirstCode,
    hint: Some(Key::FieldFirstCodeHint),
    kind: Kind::Line,
    autocomplete: "one-time-code",
    required: true,
};
const PASSWORD: Field = Field {
    id: "second-factor-password",
    pointer: "/password",
    label: Key::FieldPassword,
    hint: Some(Key::FieldProofHint),
    kind: Kind::Password,
    autocomplete: "current-password",
    required: true,
};

/// The page.
#[component]
pub(super) fn SecondFactorPage() -> impl IntoView {
    view! { <Personal place=SECOND_FACTOR lede=Key::SecondFactorLede show=|_| view! { <SecondFactor/> }.into_any()/> }
}

/// What is shown besides whether the factor is on.
#[derive(Clone, Copy)]
struct Steps {
    identity: Identity,
    announcer: Announcer,
    /// What an authenticator reads, between the first step and the first code.
    new: RwSignal<Option<NewSecondFactor>>,
    /// The codes that are shown this once.
    codes: RwSignal<Option<RecoveryCodes>>,
}

#[component]
fn SecondFactor() -> impl IntoView {
    let identity = identity();
    let (new, codes) = (RwSignal::new(None), RwSignal::new(None));
    let steps = Steps { identity, announcer: expect_context(), new, codes };
    let is_on = Memo::new(move |_| identity.account().is_some_and(|account| account.second_factor));
    move || {
        if let Some(codes) = steps.codes.get() {
            return view! { <Codes steps codes/> }.into_any();
        }
        match (is_on.get(), steps.new.get()) {
            (true, _) => view! { <On steps/> }.into_any(),
            (false, Some(new)) => view! { <FirstCode steps new/> }.into_any(),
            (false, None) => view! { <Off steps/> }.into_any(),
        }
    }
}

/// It is off: the way to set it up.
#[component]
fn Off(steps: Steps) -> impl IntoView {
    let failure = RwSignal::new(None::<Error>);
    let begin = move || {
        failure.set(None);
        spawn_local(async move {
            match steps.identity.ask(|client| async move { client.create_second_factor().await }).await {
                Ok(new) => {
                    steps.new.try_set(Some(new));
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p>{t(Key::SecondFactorOff)}</p>
        <Failure error=failure retry=begin/>
        <p class="acts"><Button rank=Rank::Primary on_press=move |()| begin()>{t(Key::SecondFactorBegin)}</Button></p>
    }
}

/// The secret is in the authenticator: the first code proves it.
#[component]
fn FirstCode(steps: Steps, new: NewSecondFactor) -> impl IntoView {
    let form = Form::new(&[CODE], |texts| faults(SecondFactorCode { code: texts.of(CODE) }));
    let send = move || {
        let code = SecondFactorCode { code: form.texts().of(CODE) };
        let sending = || async move {
            let call = |client: client::Client| {
                let code = code.clone();
                async move { client.confirm_second_factor(&code).await }
            };
            steps.identity.ask(call).await
        };
        form.send(sending, move |codes| {
            steps.codes.set(Some(codes));
            steps.new.set(None);
            // The login has proved more now: the next access token says so.
            spawn_local(steps.identity.renew());
        });
    };
    view! {
        <h2>{t(Key::SecondFactorApp)}</h2>
        <p>{t(Key::SecondFactorAppText)}</p>
        {qr_code(&new.uri)}
        <p class="acts"><Link rank=Rank::Plain href=new.uri external=true>{t(Key::SecondFactorOpen)}</Link></p>
        <p>{t(Key::SecondFactorSecret)}</p>
        <p><code class="secret">{in_fours(&new.secret)}</code></p>
        <FormView form send button=Key::SecondFactorConfirm>
            <TextField form field=CODE/>
        </FormView>
    }
}

/// Easier to type: authenticators pass over spaces.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The recovery codes, this once.
#[component]
fn Codes(steps: Steps, codes: RecoveryCodes) -> impl IntoView {
    use_new_heading();
    let text = codes.codes.join("\n");
    let announcer = steps.announcer;
    let copied = move |()| {
        copy(&text);
        announcer.say(t(Key::SecondFactorCopied).to_owned());
    };
    let lines = codes.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    let button = can_copy().then(|| view! { <Button on_press=copied>{t(Key::SecondFactorCopy)}</Button> });
    view! {
        <Banner heading=true word=t(Key::SecondFactorCodes)>
            <p>{t(Key::SecondFactorCodesText)}</p>
            <ul class="secrets">{lines}</ul>
            <p class="acts">
                {button}
                <Button rank=Rank::Primary on_press=move |()| steps.codes.set(None)>{t(Key::SecondFactorKept)}</Button>
            </p>
        </Banner>
    }
}

/// What can be done with a second factor that is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    NewCodes,
    TakeOff,
}

impl Wish {
    fn name(self) -> &'static str {
        t(self.key())
    }

    const fn key(self) -> Key {
        match self {
            Self::NewCodes => Key::SecondFactorNewCodes,
            Self::TakeOff => Key::SecondFactorTakeOff,
        }
    }
}

/// It is on: new codes, or taking it off.
#[component]
fn On(steps: Steps) -> impl IntoView {
    let wish = RwSignal::new(None::<Wish>);
    let choose = move |chosen: Wish| {
        wish.set(Some(chosen));
        request_animation_frame(|| focus_id(PASSWORD.id));
    };
    view! {
        <Banner tone=Tone::Good word=t(Key::SecondFactorOn)/>
        {move || match wish.get() {
            Some(chosen) => view! { <Proof steps wish chosen/> }.into_any(),
            None => view! {
                <p>{t(Key::SecondFactorWishes)}</p>
                <p class="acts">
                    <Button on_press=move |()| choose(Wish::NewCodes)>{Wish::NewCodes.name()}</Button>
                    <Button on_press=move |()| choose(Wish::TakeOff)>{Wish::TakeOff.name()}</Button>
                </p>
            }
            .into_any(),
        }}
    }
}

/// The password, to be sure who wishes.
#[component]
fn Proof(steps: Steps, wish: RwSignal<Option<Wish>>, chosen: Wish) -> impl IntoView {
    let form = Form::new(&[PASSWORD], |texts| faults(SecondFactorRemoval { password: texts.of(PASSWORD) }));
    let identity = steps.identity;
    let send = move || {
        let proof = SecondFactorRemoval { password: form.texts().of(PASSWORD) };
        let sending = || async move {
            let call = |client: client::Client| {
                let proof = proof.clone();
                async move {
                    match chosen {
                        Wish::NewCodes => client.create_recovery_codes(&proof).await.map(Some),
                        Wish::TakeOff => client.delete_second_factor(&proof).await.map(|()| None),
                    }
                }
            };
            identity.ask(call).await
        };
        form.send(sending, move |codes: Option<RecoveryCodes>| {
            if codes.is_none() {
                steps.announcer.say(t(Key::SecondFactorOff).to_owned());
                spawn_local(identity.renew());
            }
            wish.set(None);
            steps.codes.set(codes);
        });
    };
    view! {
        <FormView form send button=chosen.key()>
            <TextField form field=PASSWORD/>
        </FormView>
        <p><Button rank=Rank::Quiet on_press=move |()| wish.set(None)>{t(Key::FormCancel)}</Button></p>
    }
}
