//! Changing, pausing and ending a subscription.

use super::choices::{ChoiceFields, Choices};
use super::own::Own;
use crate::messages::{Key, count, day, fill, t};
use crate::parts::{Answer, Failure, Form, FormView, use_new_heading, use_page};
use client::Client;
use contract::Patch;
use domain::identity::LinkToken;
use domain::subscriptions::{Subscription, SubscriptionUpdate};
use leptos::prelude::*;
use ui::{Banner, Button, Choice, Field, Rank, Select, Tone};

/// For how many weeks one can pause.
const WEEKS: [u32; 4] = [2, 4, 8, 26];
const WEEK_MS: f64 = 7.0 * 86_400_000.0;

/// The page of who gets mails, now or after a pause.
#[component]
pub(super) fn Settings(
    /// The subscription.
    own: Own,
    /// It has just begun to hold.
    fresh: bool,
) -> impl IntoView {
    let title = if fresh { Key::SubscriptionConfirmed } else { Key::SubscriptionTitle };
    if fresh {
        use_new_heading();
    }
    use_page(move || Some(t(title).to_owned()));
    let address = own.now.with_untracked(|now| now.email.clone());
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <p class="lede ids">{fill(Key::SubscriptionLede, &[("address", &address)])}</p>
            <Failure error=own.deed.failure retry=move || own.deed.failure.set(None)/>
            <Changing own/>
            <Pausing own/>
            <Leaving own/>
        </div>
    }
}

/// Language, city and topics.
#[component]
fn Changing(own: Own) -> impl IntoView {
    let choices = own.now.with_untracked(Choices::of);
    let form = Form::new(&[], |_| Vec::new());
    let send = move || {
        let change = choices.change(own.word.get_value());
        let sending = || async move {
            let call = |client: Client| {
                let change = change.clone();
                async move { client.update_subscription(&change).await }
            };
            own.deed.identity.ask(call).await
        };
        form.send(sending, move |after| {
            own.now.set(after);
            own.deed.tell(Key::SubscriptionSaved);
        });
    };
    view! {
        <FormView form send button=Key::SubscriptionSave>
            <ChoiceFields choices/>
        </FormView>
    }
}

/// Sets or ends a pause.
fn pause(own: Own, until: Option<String>, done: Key) {
    let token = own.word.get_value();
    let call = move |client: Client| -> Answer<Subscription> {
        let until = until.as_ref().map_or(Patch::Empty, |until| until.parse().map_or(Patch::Absent, Patch::Set));
        let change = SubscriptionUpdate { token: token.clone(), paused_until: until, ..SubscriptionUpdate::default() };
        Box::pin(async move { client.update_subscription(&change).await })
    };
    own.deed.run(call, move |after: Subscription| {
        own.now.set(after);
        own.deed.tell(done);
    });
}

/// The moment that is so many weeks from now, by RFC 3339.
fn in_weeks(weeks: f64) -> String {
    let then = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(js_sys::Date::now() + weeks * WEEK_MS));
    String::from(then.to_iso_string())
}

#[component]
fn Pausing(own: Own) -> impl IntoView {
    let until = Memo::new(move |_| own.now.with(|now| now.paused_until.map(|until| until.timestamp_millis())));
    let weeks = RwSignal::new(WEEKS[1].to_string());
    let options: Vec<Choice> =
        WEEKS.map(|n| Choice::new(n.to_string(), count(Key::SubscriptionWeeks, n as usize))).to_vec();
    let begin = move |()| {
        let n = weeks.with_untracked(|weeks| weeks.parse().unwrap_or(4.0));
        pause(own, Some(in_weeks(n)), Key::SubscriptionPaused);
    };
    let content = move || match until.get() {
        Some(until) => {
            let word = fill(Key::SubscriptionPausedUntil, &[("day", &day(until))]);
            view! {
                <Banner tone=Tone::Info word>
                    <Button on_press=move |()| pause(own, None, Key::SubscriptionGoesOn)>{t(Key::SubscriptionGoOn)}</Button>
                </Banner>
            }
            .into_any()
        }
        None => {
            let field = Field::new("subscription-pause", t(Key::SubscriptionPauseFor));
            let options = options.clone();
            view! {
                <Select field options value=weeks/>
                <p><Button on_press=begin>{t(Key::SubscriptionPause)}</Button></p>
            }
            .into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="pause-title">
            <h2 id="pause-title">{t(Key::SubscriptionPauseTitle)}</h2>
            <p>{t(Key::SubscriptionPauseText)}</p>
            {content}
        </section>
    }
}

fn leave(client: Client, word: LinkToken) -> Answer<Subscription> {
    Box::pin(async move { client.delete_subscription(&word).await })
}

#[component]
fn Leaving(own: Own) -> impl IntoView {
    let press = move |()| own.act(leave, Key::SubscriptionLeft);
    view! {
        <section class="part" aria-labelledby="leave-title">
            <h2 id="leave-title">{t(Key::SubscriptionLeaveTitle)}</h2>
            <p>{t(Key::SubscriptionLeaveText)}</p>
            <p><Button rank=Rank::Grave on_press=press>{t(Key::SubscriptionLeave)}</Button></p>
        </section>
    }
}
