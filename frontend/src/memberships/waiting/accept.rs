//! Accepting a city: its facts, put right where they are not.

use super::proposals::Opened;
use crate::browser::focus_id;
use crate::city_proposals::{
    COUNTRY, Existing, LATITUDE, LONGITUDE, NAME, POPULATION, TIME_ZONE, countries, degrees, existing_of, judged,
    number, people, show_existing,
};
use crate::identity::faults;
use crate::memberships::decide::Desk;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, SelectField, TextField, Texts};
use crate::state::{Vocabularies, identity};
use contract::Patch;
use domain::cities::City;
use domain::city_proposals::{CityProposal, CityProposalDecision};
use leptos::prelude::*;
use ui::{Button, Rank};

const SEA: Field = Field {
    id: "city-sea",
    pointer: "/coast_distance_km",
    label: Key::AcceptSea,
    hint: Some(Key::AcceptSeaHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};
const ZONE: Field = Field { required: true, ..TIME_ZONE };

fn decision(texts: &Texts) -> CityProposalDecision {
    let sea = Some(texts.of(SEA)).filter(|text| !text.trim().is_empty());
    CityProposalDecision {
        name: Some(texts.of(NAME)),
        country: Some(texts.of(COUNTRY)),
        latitude: Some(degrees(&texts.of(LATITUDE))),
        longitude: Some(degrees(&texts.of(LONGITUDE))),
        population: people(&texts.of(POPULATION)).map_or(Patch::Empty, Patch::Set),
        time_zone: Some(texts.of(ZONE)),
        coast_distance_km: sea.map(|text| number(&text).unwrap_or(f64::NAN)),
        ..CityProposalDecision::accepted(0.0)
    }
}

fn filled(proposal: &CityProposal) -> Form {
    let fields = &[NAME, COUNTRY, LATITUDE, LONGITUDE, POPULATION, ZONE, SEA];
    let form = Form::new(fields, |texts| judged(faults(decision(texts)), texts, &[LATITUDE, LONGITUDE, ZONE]));
    form.put(NAME, proposal.name.clone());
    form.put(COUNTRY, proposal.country.clone());
    form.put(LATITUDE, proposal.latitude.to_string());
    form.put(LONGITUDE, proposal.longitude.to_string());
    form.put(POPULATION, proposal.population.map(|people| people.to_string()).unwrap_or_default());
    form.put(ZONE, proposal.time_zone.clone().unwrap_or_default());
    form
}

/// Takes the city in as the form says, or names the one that is here already.
fn sender(
    (desk, outcome): (Desk, RwSignal<Option<Key>>),
    (form, existing): (Form, RwSignal<Option<City>>),
    proposal: CityProposal,
    title: String,
) -> impl Fn() + Clone + Send + Sync + 'static {
    let (identity, id) = (identity(), proposal.id);
    move || {
        existing.set(None);
        let decided = decision(&form.texts());
        let sending = || async move {
            let call = |client: client::Client| {
                let decided = decided.clone();
                async move { existing_of(&client, client.create_city_proposal_decision(id, &decided).await).await }
            };
            identity.ask(call).await
        };
        let (title, place) = (title.clone(), ["outcome-", &id.to_string()].concat());
        form.send(sending, move |answer| match answer {
            Ok(_) => desk.tell(outcome, Key::DecideAccepted, &title, place),
            Err(city) => show_existing(existing, city),
        });
    }
}

/// The form below a proposal.
#[component]
pub(super) fn Accepting(
    /// The page.
    desk: Desk,
    /// What was proposed.
    proposal: CityProposal,
    /// How the proposal was decided, once it is.
    outcome: RwSignal<Option<Key>>,
    /// What waits, in words.
    title: String,
) -> impl IntoView {
    let (existing, id, Opened(opened)) = (RwSignal::new(None::<City>), proposal.id, expect_context());
    let form = filled(&proposal);
    let send = sender((desk, outcome), (form, existing), proposal, title);
    let cancel = move |()| {
        opened.set(None);
        let place = ["proposal-", &id.to_string()].concat();
        request_animation_frame(move || focus_id(&place));
    };
    request_animation_frame(|| focus_id(NAME.id));
    view! {
        <div class="row-facts accepting" role="group" aria-label=t(Key::AcceptTitle)>
            <p class="small muted">{t(Key::AcceptText)}</p>
            <FormView form send button=Key::AcceptSend>
                <Facts form/>
                <Existing city=existing/>
            </FormView>
            <Button rank=Rank::Quiet on_press=cancel>{t(Key::FormCancel)}</Button>
        </div>
    }
}

#[component]
fn Facts(form: Form) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    view! {
        <TextField form field=NAME/>
        {move || view! { <SelectField form field=COUNTRY options=countries(vocabularies)/> }}
        <TextField form field=LATITUDE/>
        <TextField form field=LONGITUDE/>
        <TextField form field=POPULATION/>
        <TextField form field=ZONE/>
        <TextField form field=SEA/>
    }
}
