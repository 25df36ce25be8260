//! Asking for the briefing: an address, and what is kept of it.

use super::choices::{ChoiceFields, Choices};
use crate::address;
use crate::browser::shows_demo_mails;
use crate::identity::faults;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, FormView, Kind, TextField, Texts, use_new_heading, use_page};
use crate::state::api;
use client::IdempotencyKey;
use domain::subscriptions::NewSubscription;
use leptos::prelude::*;
use ui::{Banner, Button, Link};

const EMAIL: Field = Field {
    id: "subscribe-email",
    pointer: "/email",
    label: Key::SubscribeEmail,
    hint: None,
    kind: Kind::Email,
    autocomplete: "email",
    required: true,
};

fn wish(texts: &Texts, choices: Choices) -> NewSubscription {
    NewSubscription {
        email: texts.of(EMAIL),
        language: Some(choices.language()),
        filter: choices.filter(),
        city: choices.city(),
    }
}

/// The page.
#[component]
pub(super) fn SubscribePage() -> impl IntoView {
    let (sent_to, choices) = (RwSignal::new(None::<String>), Choices::none());
    let form = Form::new(&[EMAIL], move |texts| faults(wish(texts, choices)));
    let is_sent = Memo::new(move |_| sent_to.with(Option::is_some));
    use_page(move || Some(t(if is_sent.get() { Key::SubscribeMailed } else { Key::SubscribeTitle }).to_owned()));
    move || {
        if is_sent.get() {
            view! { <Mailed sent_to/> }.into_any()
        } else {
            view! { <Asking form choices sent_to/> }.into_any()
        }
    }
}

#[component]
fn Asking(form: Form, choices: Choices, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    // The same content goes out under the same key: a lost answer does not send two mails.
    let attempt = StoredValue::new(None::<(NewSubscription, IdempotencyKey)>);
    let client = StoredValue::new(api());
    let send = move || {
        let (client, new) = (client.get_value(), wish(&form.texts(), choices));
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move { client.create_subscription(&key, &new).await };
        form.send(sending, move |mail| sent_to.set(Some(mail.sent_to)));
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::SubscribeTitle)}</h1>
            <p class="lede">{t(Key::SubscribeLede)}</p>
            <FormView form send button=Key::SubscribeSend>
                <TextField form field=EMAIL/>
                <ChoiceFields choices/>
                <p class="small muted">{t(Key::SubscriptionsConsent)}</p>
            </FormView>
            <Kept/>
        </div>
    }
}

/// What is kept, and what for.
#[component]
fn Kept() -> impl IntoView {
    let points =
        [Key::SubscribeKeptAddress, Key::SubscribeKeptConsent, Key::SubscribeKeptNothing, Key::SubscribeKeptLeft];
    let points = points.map(|point| view! { <li>{t(point)}</li> }).collect_view();
    view! {
        <section class="part prose" aria-labelledby="kept-title">
            <h2 id="kept-title">{t(Key::SubscribeKept)}</h2>
            <ul class="bullets">{points}</ul>
        </section>
    }
}

/// Says to look into the mail: the same for every address, subscribed or not.
#[component]
fn Mailed(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    use_new_heading();
    let address = sent_to.get_untracked().unwrap_or_default();
    let demo = shows_demo_mails().then(|| {
        view! {
            <Banner word=t(Key::NoteWord)>
                <p>{t(Key::FormDemo)}</p>
                <Link alone=true href=address::demo_mails()>{t(Key::FormDemoMails)}</Link>
            </Banner>
        }
    });
    view! {
        <div class="page narrow prose">
            <h1 tabindex="-1">{t(Key::SubscribeMailed)}</h1>
            <p class="lede ids">{fill(Key::SubscribeMailedText, &[("address", &address)])}</p>
            {demo}
            <p>{t(Key::SubscribeMailedNothing)}</p>
            <p class="acts"><Button on_press=move |()| sent_to.set(None)>{t(Key::SubscribeAgain)}</Button></p>
        </div>
    }
}
