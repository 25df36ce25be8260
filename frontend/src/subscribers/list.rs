//! Who gets the briefing.

use super::figures::Figures;
use super::{LIST, Office, words};
use crate::browser::save;
use crate::messages::{Key, day, fill, language_name, t};
use crate::parts::{
    Answer, Asked, Choice, Deed, Failure, Filters, Line, Listed, Parameters, Source, Word, lines, options,
};
use crate::state::own_name;
use crate::subscriptions::addresses::subscribers;
use client::Client;
use domain::subscriptions::{Subscriber, SubscriberExportQuery, SubscriberQuery, SubscriberStatus};
use domain::vocabularies::Language;
use leptos::prelude::*;
use ui::{Badge, Button};

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "status" => Some(t(Key::SubscribersStatus)),
        "language" => Some(t(Key::SubscribersLanguage)),
        "city" => Some(t(Key::SubscribersCity)),
        "q" => Some(t(Key::SubscribersAddress)),
        _ => None,
    },
    path: subscribers,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| SubscriberQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = SubscriberQuery { limit: None, cursor, ..SubscriberQuery::parse(&search).unwrap_or_default() };
        Box::pin(async move { client.list_subscribers(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn SubscribersPage() -> impl IntoView {
    let asked = Asked::new(subscribers, |path| path == subscribers());
    let statuses = options(SubscriberStatus::ALL, SubscriberStatus::as_str, words::status);
    let languages = options(Language::ALL, Language::as_str, own_name);
    view! {
        <Office place=LIST>
            <Figures/>
            <Filters>
                <Choice asked name="status" label=Key::SubscribersStatus options=statuses/>
                <Choice asked name="language" label=Key::SubscribersLanguage options=languages/>
                <Word asked name="q" label=Key::SubscribersAddress hint=Key::SubscribersAddressHint/>
                <Word asked name="city" label=Key::SubscribersCity hint=Key::SubscribersCityHint/>
            </Filters>
            <Taking asked/>
            <Listed asked source=SOURCE none=Key::SubscribersNone none_text=Key::SubscribersNoneText/>
        </Office>
    }
}

/// All that the filters let through, as a file.
#[component]
fn Taking(asked: Asked) -> impl IntoView {
    let deed = Deed::new();
    let take = move || {
        let query = untrack(|| asked.search());
        let filter = SubscriberQuery::parse(&query).unwrap_or_default().filter;
        let call = move |client: Client| -> Answer<String> {
            let query = SubscriberExportQuery { filter: filter.clone() };
            Box::pin(async move { client.export_subscribers_csv(&query).await })
        };
        deed.run(call, |csv: String| save("subscribers.csv", "text/csv", &csv));
    };
    view! {
        <p><Button small=true on_press=move |()| take()>{t(Key::SubscribersTake)}</Button></p>
        <Failure error=deed.failure retry=take/>
    }
}

fn line(subscriber: Subscriber) -> Line {
    Line::of([&subscriber.id.to_string(), "-", &subscriber.version.to_string()].concat(), subscriber, row)
}

/// Since when, in which language, for which city, narrowed down to what.
fn facts(subscriber: &Subscriber) -> String {
    let on = |key, at: i64| fill(key, &[("day", &day(at))]);
    let since = match subscriber.confirmed_at {
        Some(at) => on(Key::SubscribersSince, at.timestamp_millis()),
        None => on(Key::SubscribersAsked, subscriber.created_at.timestamp_millis()),
    };
    let until = subscriber.paused_until.map(|until| on(Key::SubscribersPausedUntil, until.timestamp_millis()));
    let language = language_name(subscriber.language.as_str());
    let city = subscriber.city.as_ref().map(|city| city.name.clone());
    [Some(since), until, Some(language), city, subscriber.filter.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn row(subscriber: Subscriber) -> AnyView {
    let (facts, tone, label) = (facts(&subscriber), words::tone(subscriber.status), words::status(subscriber.status));
    view! {
        <li class="row">
            <span class="row-name ids"><bdi>{subscriber.email}</bdi></span>
            <Badge tone label/>
            <span class="row-facts ids">{facts}</span>
        </li>
    }
    .into_any()
}
