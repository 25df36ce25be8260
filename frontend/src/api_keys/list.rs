//! The keys that there are, and ending one.

use super::{Room, words};
use crate::messages::{Key, day, fill, moment, t};
use crate::parts::{Answer, Line, Question, Rows, lines};
use crate::state::{Pages, api};
use domain::api_keys::{ApiKey, ApiKeyStatus, KEY_MARK};
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Badge, Button, Tone};

#[component]
pub(super) fn Keys(room: Room) -> impl IntoView {
    let (client, slug) = (api(), room.slug());
    let pages = Pages::new(
        move || Some(room.news.get()),
        move |_, cursor| {
            let (client, slug) = (client.clone(), slug.clone());
            Box::pin(
                async move { client.list_api_keys(&slug, None, cursor.as_deref()).await.map(|page| lines(page, line)) },
            )
        },
    );
    view! {
        <section class="part">
            <h2>{t(Key::KeysList)}</h2>
            <Rows pages none=Key::KeysNone none_text=Key::KeysNoneText/>
        </section>
    }
}

fn line(key: ApiKey) -> Line {
    let used = key.last_used_at.map_or(0, |at| at.timestamp());
    Line::of([&key.id.to_string(), "-", key.status.as_str(), "-", &used.to_string()].concat(), key, row)
}

/// When it was made, by whom, how long it holds and when it was last used.
fn facts(key: &ApiKey) -> String {
    let by = key.created_by.as_ref().map_or_else(|| t(Key::KeysByGone).to_owned(), |person| person.name.clone());
    let made = fill(Key::KeysMadeBy, &[("day", &day(key.created_at.timestamp_millis())), ("name", &by)]);
    let end = match (key.status, &key.revoked_at) {
        (ApiKeyStatus::Revoked, Some(at)) => fill(Key::KeysEndedOn, &[("day", &day(at.timestamp_millis()))]),
        (ApiKeyStatus::Expired, _) => fill(Key::KeysExpiredOn, &[("day", &day(key.expires_at.timestamp_millis()))]),
        _ => fill(Key::KeysEnds, &[("day", &day(key.expires_at.timestamp_millis()))]),
    };
    let used = key.last_used_at.map_or_else(
        || t(Key::KeysNeverUsed).to_owned(),
        |at| fill(Key::KeysLastUsed, &[("moment", &moment(at.timestamp_millis()))]),
    );
    [made, end, used].join(" · ")
}

fn row(key: ApiKey) -> AnyView {
    let room: Room = expect_context();
    let active = key.status == ApiKeyStatus::Active;
    let (facts, scopes) = (facts(&key), words::scopes(&key.scopes));
    let (name, prefix, status) = (key.name.clone(), key.prefix.clone(), key.status);
    let end_it = fill(Key::KeysEndIt, &[("name", &name)]);
    let key = StoredValue::new(key);
    let end = active.then(|| {
        let ask = move |()| key.with_value(|key| end(room, key));
        view! {
            <span class="row-facts buttons">
                <Button small=true on_press=ask>{end_it}</Button>
            </span>
        }
    });
    view! {
        <li class="row">
            <span class="row-name">{name}</span>
            <Badge tone=if active { Tone::Good } else { Tone::Info } label=words::status(status)/>
            <span class="row-facts"><code>{[KEY_MARK, &prefix, "_…"].concat()}</code></span>
            <span class="row-facts">{scopes}</span>
            <span class="row-facts">{facts}</span>
            {end}
        </li>
    }
    .into_any()
}

fn end(room: Room, key: &ApiKey) {
    let (id, slug, said) = (key.id, room.slug(), fill(Key::KeysEnded, &[("name", &key.name)]));
    room.questions.ask(Question {
        title: fill(Key::KeysEndQuestion, &[("name", &key.name)]),
        text: t(Key::KeysEndText).to_owned(),
        button: Key::KeysEnd,
        reason: false,
        act: Rc::new(move |client, _| -> Answer<()> {
            let slug = slug.clone();
            Box::pin(async move { client.delete_api_key(&slug, id).await })
        }),
        done: Rc::new(move || {
            room.deed.say(said.clone());
            room.changed();
        }),
    });
}
