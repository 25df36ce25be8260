//! Proposing a city, and what happens next.

use super::fields::{
    COUNTRY, Existing, LATITUDE, LONGITUDE, NAME, POPULATION, TIME_ZONE, countries, degrees, existing_of, field,
    judged, people, show_existing,
};
use crate::address;
use crate::identity::faults;
use crate::messages::{Key, fill, t};
use crate::parts::{Crumbs, Field, Form, FormView, Kind, SelectField, TextField, Texts, use_new_heading, use_page};
use crate::state::{Vocabularies, identity};
use client::IdempotencyKey;
use domain::cities::City;
use domain::city_proposals::{CityProposal, NewCityProposal};
use leptos::prelude::*;
use ui::{Link, Rank};

const LOCAL_NAME: Field =
    Field { hint: Some(Key::ProposeLocalNameHint), ..field("city-local-name", "/local_name", Key::ProposeLocalName) };
const YEAR: Field = field("city-population-year", "/population_year", Key::ProposeYear);
const SOURCE: Field = Field {
    hint: Some(Key::ProposeSourceHint),
    autocomplete: "url",
    required: true,
    ..field("city-source", "/source", Key::ProposeSource)
};
const NOTE: Field =
    Field { hint: Some(Key::ProposeNoteHint), kind: Kind::Lines, ..field("city-note", "/note", Key::ProposeNote) };

fn proposal(texts: &Texts) -> NewCityProposal {
    let said = |field| Some(texts.of(field)).filter(|text| !text.trim().is_empty());
    NewCityProposal {
        name: texts.of(NAME),
        local_name: said(LOCAL_NAME),
        country: texts.of(COUNTRY),
        latitude: degrees(&texts.of(LATITUDE)),
        longitude: degrees(&texts.of(LONGITUDE)),
        population: people(&texts.of(POPULATION)),
        // What is no number is no year.
        population_year: said(YEAR).map(|year| year.trim().parse().unwrap_or(0)),
        time_zone: said(TIME_ZONE),
        source: texts.of(SOURCE),
        note: said(NOTE),
    }
}

/// The page.
#[component]
pub(super) fn ProposePage() -> impl IntoView {
    let done = RwSignal::new(None::<CityProposal>);
    use_page(move || Some(t(if done.with(Option::is_some) { Key::ProposeDone } else { Key::ProposeTitle }).to_owned()));
    move || match done.get() {
        Some(made) => view! { <Made made/> }.into_any(),
        None => view! { <Proposing done/> }.into_any(),
    }
}

/// Sends what the form says, or names the city that is here already.
fn sender(
    form: Form,
    existing: RwSignal<Option<City>>,
    done: RwSignal<Option<CityProposal>>,
) -> impl Fn() + Clone + Send + Sync + 'static {
    let identity = identity();
    // The same content goes out under the same key: a lost answer does not propose twice.
    let attempt = StoredValue::new(None::<(NewCityProposal, IdempotencyKey)>);
    move || {
        let new = proposal(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        existing.set(None);
        let sending = || async move {
            let call = |client: client::Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { existing_of(&client, client.create_city_proposal(&key, &new).await).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |answer| match answer {
            Ok(made) => done.set(Some(made)),
            Err(city) => show_existing(existing, city),
        });
    }
}

#[component]
fn Proposing(done: RwSignal<Option<CityProposal>>) -> impl IntoView {
    let existing = RwSignal::new(None::<City>);
    let fields = &[NAME, LOCAL_NAME, COUNTRY, LATITUDE, LONGITUDE, POPULATION, YEAR, TIME_ZONE, SOURCE, NOTE];
    let form = Form::new(fields, |texts| judged(faults(proposal(texts)), texts, &[LATITUDE, LONGITUDE]));
    let send = sender(form, existing, done);
    let above = vec![(address::join(), t(Key::ProposeJoin).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::ProposeTitle)/>
            <h1 tabindex="-1">{t(Key::ProposeTitle)}</h1>
            <p class="lede">{t(Key::ProposeLede)}</p>
            <FormView form send button=Key::ProposeSend>
                <Fields form/>
                <Existing city=existing/>
            </FormView>
        </div>
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    view! {
        <TextField form field=NAME/>
        <TextField form field=LOCAL_NAME/>
        {move || view! { <SelectField form field=COUNTRY options=countries(vocabularies)/> }}
        <TextField form field=LATITUDE/>
        <TextField form field=LONGITUDE/>
        <TextField form field=POPULATION/>
        <TextField form field=YEAR/>
        <TextField form field=TIME_ZONE/>
        <TextField form field=SOURCE/>
        <TextField form field=NOTE/>
    }
}

/// What happens next.
#[component]
fn Made(made: CityProposal) -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ProposeDone)}</h1>
            <p class="lede">{fill(Key::ProposeDoneText, &[("name", &made.name)])}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::memberships()>{t(Key::ProposeSee)}</Link>
                <Link rank=Rank::Plain href=address::cities()>{t(Key::NavCities)}</Link>
            </p>
        </div>
    }
}
