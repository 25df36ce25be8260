//! Making a key: what it is called, what it may be used for, how long it holds.

use super::{Room, words};
use crate::identity::faults;
use crate::messages::{Key, count, t};
use crate::parts::{Boxes, Field, Form, FormView, Kind, Options, SelectField, TextField, Texts};
use domain::api_keys::{CreatedApiKey, NewApiKey, ends_after};
use domain::organisations::OrganisationKind;
use domain::policy::KeyScope;
use leptos::prelude::*;
use ui::{Choice, Value};

/// How long a key may hold, in days, the usual choice first.
const DAYS: [u16; 4] = [90, 30, 180, 365];

const NAME: Field = Field {
    id: "key-name",
    pointer: "/name",
    label: Key::KeysName,
    hint: Some(Key::KeysNameHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};
const END: Field = Field {
    id: "key-end",
    pointer: "/expires_at",
    label: Key::KeysHolds,
    hint: Some(Key::KeysHoldsHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: false,
};

fn wish(texts: &Texts, scopes: Vec<KeyScope>) -> NewApiKey {
    let days = texts.of(END).parse().unwrap_or(DAYS[0]);
    NewApiKey { name: texts.of(NAME), scopes, expires_at: ends_after(js_sys::Date::now(), days) }
}

#[component]
pub(super) fn Make(room: Room) -> impl IntoView {
    let scopes = RwSignal::new(Vec::<KeyScope>::new());
    let form = Form::new(&[NAME, END], |texts| faults(wish(texts, Vec::new())));
    let send = move || {
        let (new, slug) = (wish(&form.texts(), scopes.get_untracked()), room.slug());
        let sending = || async move {
            let call = |client: client::Client| {
                let (slug, new) = (slug.clone(), new.clone());
                async move { client.create_api_key(&slug, &new).await }
            };
            room.deed.identity.ask(call).await
        };
        form.send(sending, move |made: CreatedApiKey| {
            room.deed.tell(Key::KeysMade);
            room.changed();
            room.made.set(Some(made));
        });
    };
    let ends: Options = DAYS.iter().map(|days| (days.to_string(), count(Key::KeysDays, usize::from(*days)))).collect();
    view! {
        <section class="part">
            <h2 id="make-key" tabindex="-1">{t(Key::KeysMake)}</h2>
            <FormView form send button=Key::KeysMakeIt>
                <TextField form field=NAME/>
                <Scopes room scopes/>
                <SelectField form field=END options=ends/>
            </FormView>
        </section>
    }
}

#[component]
fn Scopes(room: Room, scopes: RwSignal<Vec<KeyScope>>) -> impl IntoView {
    let is_city = room.organisation.with_value(|organisation| organisation.city.is_some());
    let is_network = room.organisation.with_value(|organisation| organisation.kind == OrganisationKind::Network);
    let opens = |scope: &KeyScope| (is_city || !scope.needs_city()) && (is_network || !scope.needs_network());
    let offered = KeyScope::ALL.iter().copied().filter(opens);
    let options = offered.map(|scope| Choice::new(scope.as_str(), words::scope(scope)).with_detail(scope.as_str()));
    let chosen = move || scopes.with(|scopes| scopes.iter().map(|scope| scope.as_str().to_owned()).collect::<Vec<_>>());
    let values = Value::new(Signal::derive(chosen), move |values: Vec<String>| {
        scopes.set(values.iter().filter_map(|value| value.parse().ok()).collect());
    });
    view! { <Boxes id="key-scopes" words=[Key::KeysScopes, Key::KeysScopesHint] options=options.collect() values/> }
}
