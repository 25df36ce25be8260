//! Accepting a city: its facts, put right where they are not.

use crate::browser::focus_id;
use crate::city_proposals::{
    COUNTRY, Existing, LATITUDE, LONGITUDE, NAME, POPULATION, TIME_ZONE, countries, degrees, existing_of, judged,
    number, people,
};
use crate::identity::faults;
use crate::memberships::decide::Desk;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, SelectField, TextField, Texts};
use crate::state::{Vocabularies, identity};
use contract::Patch;
use domain::cities::City;
use domain::city_proposals::{CityProposal, CityProposalDecision};
use ids::CityProposalId;
use leptos::prelude::*;

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

/// The form below a proposal.
#[component]
pub(super) fn Accepting(
    /// The page.
    desk: Desk,
    /// What was proposed.
    proposal: CityProposal,
    /// Which form is open.
    opened: RwSignal<Option<CityProposalId>>,
    /// How the proposal was decided, once it is.
    outcome: RwSignal<Option<Key>>,
    /// What waits, in words.
    title: String,
    /// Where it says how it was decided.
    place: String,
) -> impl IntoView {
    let (identity, existing, id) = (identity(), RwSignal::new(None::<City>), proposal.id);
    let (form, vocabularies) = (filled(&proposal), expect_context::<Vocabularies>());
    request_animation_frame(|| focus_id(NAME.id));
    let send = move || {
        existing.set(None);
        let decided = decision(&form.texts());
        let sending = || async move {
            let call = |client: client::Client| {
                let decided = decided.clone();
                async move { existing_of(&client, client.create_city_proposal_decision(id, &decided).await).await }
            };
            identity.ask(call).await
        };
        let (title, place) = (title.clone(), place.clone());
        form.send(sending, move |answer| match answer {
            Ok(_) => desk.tell(outcome, Key::DecideAccepted, &title, place),
            Err(city) => {
                existing.set(Some(city));
                request_animation_frame(|| focus_id("city-existing"));
            }
        });
    };
    let cancel = move |_| {
        opened.set(None);
        let place = ["proposal-", &id.to_string()].concat();
        request_animation_frame(move || focus_id(&place));
    };
    view! {
        <div class="row-facts accepting" role="group" aria-label=t(Key::AcceptTitle)>
            <p class="small muted">{t(Key::AcceptText)}</p>
            <FormView form send button=Key::AcceptSend>
                <TextField form field=NAME/>
                {move || view! { <SelectField form field=COUNTRY options=countries(vocabularies)/> }}
                <TextField form field=LATITUDE/>
                <TextField form field=LONGITUDE/>
                <TextField form field=POPULATION/>
                <TextField form field=ZONE/>
                <TextField form field=SEA/>
                <Existing city=existing/>
            </FormView>
            <button type="button" class="btn quiet" on:click=cancel>{t(Key::FormCancel)}</button>
        </div>
    }
}
