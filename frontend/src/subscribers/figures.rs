//! Subscriptions in figures. Nobody is followed: there are none of who opens or clicks.

use super::words;
use crate::messages::{Key, language_name, number, t};
use crate::parts::{Fact, Load, Skeleton};
use crate::state::{Remote, identity};
use domain::subscriptions::{StatusCount, SubscriptionFigures};
use leptos::prelude::*;

/// The figures.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let identity = identity();
    let figures = Remote::new(
        || Some(()),
        move |()| identity.ask(|client| async move { client.get_subscription_figures().await }),
    );
    view! { <Load remote=figures skeleton=|| view! { <Skeleton lines=3/> }.into_any() show/> }
}

fn show(figures: SubscriptionFigures) -> AnyView {
    let count = |n: i64| number(n as f64);
    let fact = |one: StatusCount| view! { <Fact term=words::status(one.status)>{count(one.count)}</Fact> };
    let statuses = figures.statuses.into_iter().filter(|one| one.count > 0).map(fact).collect_view();
    let languages =
        figures.languages.iter().map(|one| [&language_name(one.language.as_str()), ": ", &count(one.count)].concat());
    let languages = languages.collect::<Vec<_>>().join(" · ");
    let languages =
        (!languages.is_empty()).then(|| view! { <Fact term=t(Key::SubscribersLanguages)>{languages}</Fact> });
    view! {
        <dl class="facts">
            {statuses}
            {languages}
            <Fact term=t(Key::SubscribersJoined)>{count(figures.joined_lately)}</Fact>
            <Fact term=t(Key::SubscribersLeft)>{count(figures.left_lately)}</Fact>
            <Fact term=t(Key::SubscribersSuppressed)>{count(figures.suppressions)}</Fact>
        </dl>
        <p class="small muted">{t(Key::SubscribersUnfollowed)}</p>
    }
    .into_any()
}
