//! One's own subscription, by the word of a link. Opening the page changes nothing: programs that look into mails open
//! links, too.

use super::addresses::subscribe;
use super::settings::Settings;
use super::word::{forget_word, use_word};
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Deed, Failure, Skeleton, use_new_heading, use_page};
use crate::state::{Remote, Stage, api};
use client::{Client, Error};
use domain::identity::LinkToken;
use domain::subscriptions::{SubscriberStatus, Subscription};
use leptos::prelude::*;
use ui::{Button, Link, Rank};

/// A subscription and the word by which it is known.
#[derive(Clone, Copy)]
pub(super) struct Own {
    /// How it stands.
    pub(super) now: RwSignal<Subscription>,
    /// The word of the link.
    pub(super) word: StoredValue<String>,
    /// What is done with it.
    pub(super) deed: Deed,
}

impl Own {
    /// Does something by the word, and goes on with the subscription as it is then.
    pub(super) fn act(self, call: fn(Client, LinkToken) -> Answer<Subscription>, done: Key) {
        let word = self.word.get_value();
        let call = move |client: Client| call(client, LinkToken { token: word.clone() });
        self.deed.run(call, move |after| {
            self.now.set(after);
            self.deed.tell(done);
        });
    }
}

fn confirm(client: Client, word: LinkToken) -> Answer<Subscription> {
    Box::pin(async move { client.confirm_subscription(&word).await })
}

/// Whether nobody has such a word.
fn is_unknown(error: &Error) -> bool {
    let is_bad = |problem: &contract::Problem| problem.errors.iter().any(|fault| fault.code == "bad_link");
    error.status() == Some(404) || error.problem().is_some_and(is_bad)
}

/// The page.
#[component]
pub(super) fn SubscriptionPage() -> impl IntoView {
    let word = StoredValue::new(use_word());
    let has_word = word.with_value(|word| !word.is_empty());
    let client = api();
    let opened = Remote::new(
        move || has_word.then(|| word.get_value()),
        move |token| {
            let client = client.clone();
            async move { client.open_subscription(&LinkToken { token }).await }
        },
    );
    let stage = Memo::new(move |_| opened.stage());
    let is_gone = Memo::new(move |_| opened.error().is_some_and(|error| is_unknown(&error)));
    Effect::new(move |_| is_gone.get().then(forget_word));
    move || match (stage.get(), is_gone.get()) {
        _ if !has_word => view! { <NoLink/> }.into_any(),
        (_, true) => view! { <NoLink/> }.into_any(),
        (Stage::Failed, false) => {
            let error = Signal::derive(move || opened.error());
            view! { <Frame title=Key::SubscriptionTitle><Failure error retry=move || opened.retry()/></Frame> }
                .into_any()
        }
        (Stage::Ready, false) => untrack(|| opened.get()).map_or_else(
            || ().into_any(),
            |found| view! { <Opened own=Own { now: RwSignal::new(found), word, deed: Deed::new() }/> }.into_any(),
        ),
        (Stage::Pending, false) => view! { <div class="page narrow"><Skeleton lines=5 heading=true/></div> }.into_any(),
    }
}

/// A heading, and what stands below it.
#[component]
fn Frame(title: Key, children: Children) -> impl IntoView {
    use_page(move || Some(t(title).to_owned()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            {children()}
        </div>
    }
}

/// The page was opened without a word, or with one that nobody has.
#[component]
fn NoLink() -> impl IntoView {
    view! {
        <Frame title=Key::SubscriptionNoLink>
            <p class="lede">{t(Key::SubscriptionNoLinkText)}</p>
            <p class="acts"><Link rank=Rank::Plain href=subscribe()>{t(Key::SubscribeTitle)}</Link></p>
        </Frame>
    }
}

/// What can be done: to confirm, to change, to come back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Asked,
    Subscribed,
    Gone { bounced: bool },
}

impl From<SubscriberStatus> for Stand {
    fn from(status: SubscriberStatus) -> Self {
        match status {
            SubscriberStatus::Pending => Self::Asked,
            // A pause is a setting among others.
            SubscriberStatus::Active | SubscriberStatus::Paused => Self::Subscribed,
            SubscriberStatus::Left | SubscriberStatus::Complained => Self::Gone { bounced: false },
            SubscriberStatus::Bounced => Self::Gone { bounced: true },
        }
    }
}

#[component]
fn Opened(own: Own) -> impl IntoView {
    let stand = Memo::new(move |_| own.now.with(|now| Stand::from(now.status)));
    let before = StoredValue::new(None::<Stand>);
    move || {
        let stand = stand.get();
        let fresh = before.get_value().is_some();
        before.set_value(Some(stand));
        match stand {
            Stand::Asked => view! { <Confirming own/> }.into_any(),
            Stand::Subscribed => view! { <Settings own fresh/> }.into_any(),
            Stand::Gone { bounced } => view! { <Gone own bounced fresh/> }.into_any(),
        }
    }
}

/// The last step.
#[component]
fn Confirming(own: Own) -> impl IntoView {
    let address = own.now.with_untracked(|now| now.email.clone());
    let press = move || own.act(confirm, Key::SubscriptionConfirmed);
    view! {
        <Frame title=Key::SubscriptionConfirm>
            <p class="lede ids">{fill(Key::SubscriptionConfirmText, &[("address", &address)])}</p>
            <p class="small muted">{t(Key::SubscriptionsConsent)}</p>
            <p class="acts">
                <Button rank=Rank::Primary on_press=move |()| press()>{t(Key::SubscriptionConfirmSend)}</Button>
            </p>
            <Failure error=own.deed.failure retry=press/>
            <p>{t(Key::SubscriptionConfirmNot)}</p>
        </Frame>
    }
}

/// Nothing is sent any more. Whoever did not mean it comes back with one press.
#[component]
fn Gone(
    own: Own,
    /// Nobody can be reached there.
    bounced: bool,
    /// It has just happened.
    fresh: bool,
) -> impl IntoView {
    if fresh {
        use_new_heading();
    }
    let address = own.now.with_untracked(|now| now.email.clone());
    let text = if bounced { Key::SubscriptionBounced } else { Key::SubscriptionLeftText };
    let press = move || own.act(confirm, Key::SubscriptionBack);
    let back = (!bounced).then(|| {
        view! {
            <p>{t(Key::SubscriptionMistake)}</p>
            <p class="acts"><Button on_press=move |()| press()>{t(Key::SubscriptionAgain)}</Button></p>
        }
    });
    view! {
        <Frame title=Key::SubscriptionLeft>
            <p class="lede ids">{fill(text, &[("address", &address)])}</p>
            {back}
            <Failure error=own.deed.failure retry=press/>
        </Frame>
    }
}
