//! The form: what is typed, and what becomes of it when somebody else was faster.

use super::entries::{CONTACTS, Entries, Entry, MOST, Named, STRATEGIES, filled, put};
use crate::address::language;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Answer, Boxes, Deed, Failure, Field, Form, FormView, Kind, Options, SelectField, TextField, Texts};
use crate::state::Vocabularies;
use client::Client;
use contract::{Fault, Patch};
use domain::cities::{CityContact, CityProfile, CityProfileUpdate, CityStrategy};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Banner, Button, Choice, Tone};

pub(super) const fn field(id: &'static str, pointer: &'static str, label: Key, kind: Kind) -> Field {
    Field { id, pointer, label, hint: None, kind, autocomplete: "off", required: false }
}

const STAGE: Field = field("profile-stage", "/stage", Key::CityProfileStage, Kind::Line);
const NOTE: Field =
    Field { hint: Some(Key::CityProfileNoteHint), ..field("profile-note", "/note", Key::CityProfileNote, Kind::Lines) };

/// All fields of the form: the two above, and three of each entry.
const FIELDS: [Field; 2 + 6 * MOST] = {
    let mut all = [STAGE; 2 + 6 * MOST];
    all[1] = NOTE;
    let mut place = 0;
    while place < MOST {
        let mut part = 0;
        while part < 3 {
            all[2 + 3 * place + part] = CONTACTS[place][part];
            all[2 + 3 * (MOST + place) + part] = STRATEGIES[place][part];
            part += 1;
        }
        place += 1;
    }
    all
};

/// Entries as the app keeps them.
const CONTACT_FIELDS: &[Entry; MOST] = &CONTACTS;
const STRATEGY_FIELDS: &[Entry; MOST] = &STRATEGIES;

/// The change that the texts mean.
fn change(texts: &Texts, priorities: &[String]) -> CityProfileUpdate {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let contacts = filled(texts, CONTACT_FIELDS).into_iter().map(|[name, email, url]| CityContact {
        name,
        email: given(email),
        url: given(url),
    });
    let strategies = filled(texts, STRATEGY_FIELDS).into_iter().map(|[title, year, url]| CityStrategy {
        title,
        year: year.parse().ok(),
        url,
    });
    CityProfileUpdate {
        stage: Patch::Set(texts.of(STAGE)),
        priorities: Patch::Set(priorities.to_vec()),
        note: Patch::Set(texts.of(NOTE)),
        contacts: Patch::Set(contacts.collect()),
        strategies: Patch::Set(strategies.collect()),
    }
}

/// What is wrong with the texts: by the rules of the domain, and years that are no numbers.
fn check(texts: &Texts, priorities: &[String]) -> Vec<Fault> {
    let mut found = faults(change(texts, priorities));
    for (place, [_, year, _]) in filled(texts, STRATEGY_FIELDS).into_iter().enumerate() {
        if !year.is_empty() && year.parse::<i32>().is_err() {
            let pointer = ["/strategies/", &place.to_string(), "/year"].concat();
            found.push(Fault::new(&pointer, "out_of_range", t(Key::CityProfileBadYear)));
        }
    }
    found
}

/// What is typed and chosen, and which version it changes.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) form: Form,
    priorities: RwSignal<Vec<String>>,
    contacts: RwSignal<usize>,
    strategies: RwSignal<usize>,
    city: StoredValue<String>,
    version: StoredValue<i64>,
    saved: RwSignal<bool>,
    stale: RwSignal<bool>,
    deed: Deed,
}

impl Draft {
    fn of(profile: &CityProfile) -> Self {
        let priorities = RwSignal::new(Vec::new());
        let draft = Self {
            form: Form::new(&FIELDS, move |texts| priorities.with(|priorities: &Vec<String>| check(texts, priorities))),
            priorities,
            contacts: RwSignal::new(0),
            strategies: RwSignal::new(0),
            city: StoredValue::new(profile.city.clone()),
            version: StoredValue::new(0),
            saved: RwSignal::new(false),
            stale: RwSignal::new(false),
            deed: Deed::new(),
        };
        draft.take(profile);
        draft
    }

    /// Shows what the city says now.
    fn take(self, profile: &CityProfile) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        self.form.put(STAGE, text(&profile.stage));
        self.form.put(NOTE, text(&profile.note));
        self.priorities.set(profile.priorities.clone());
        let contacts: Vec<_> =
            profile.contacts.iter().map(|one| [one.name.clone(), text(&one.email), text(&one.url)]).collect();
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let strategies: Vec<_> =
            profile.strategies.iter().map(|one| [one.title.clone(), year(one.year), one.url.clone()]).collect();
        put(self.form, CONTACT_FIELDS, &contacts);
        put(self.form, STRATEGY_FIELDS, &strategies);
        self.contacts.set(contacts.len());
        self.strategies.set(strategies.len());
        self.version.set_value(profile.version);
    }

    fn save(self) {
        // Faults of the server point to places among those that are filled in: they stand without gaps.
        let (contacts, strategies) =
            (filled(&self.form.texts(), CONTACT_FIELDS), filled(&self.form.texts(), STRATEGY_FIELDS));
        put(self.form, CONTACT_FIELDS, &contacts);
        put(self.form, STRATEGY_FIELDS, &strategies);
        self.contacts.set(contacts.len());
        self.strategies.set(strategies.len());
        let change = change(&self.form.texts(), &self.priorities.get_untracked());
        let (identity, city, version) = (self.deed.identity, self.city.get_value(), self.version.get_value());
        let sending = || async move {
            let call = |client: Client| {
                let (city, change) = (city.clone(), change.clone());
                async move { client.update_city_profile(&city, version, &change).await }
            };
            match identity.ask(call).await {
                Ok(profile) => Ok(Some(profile)),
                Err(error) if error.status() == Some(412) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.saved.set(false);
        self.stale.set(false);
        self.form.send(sending, move |profile: Option<CityProfile>| match profile {
            Some(profile) => {
                self.take(&profile);
                self.form.rest();
                self.saved.set(true);
                self.deed.tell(Key::CityProfileSaved);
            }
            None => self.stale.set(true),
        });
    }

    /// Asks for the newer version: to be shown, or to be written over.
    fn look_again(self, show: bool) {
        let city = self.city.get_value();
        let call = move |client: Client| -> Answer<CityProfile> {
            let city = city.clone();
            Box::pin(async move { client.get_city_profile(&city).await })
        };
        self.deed.run(call, move |profile| {
            if show {
                self.take(&profile);
            }
            self.version.set_value(profile.version);
            self.stale.set(false);
        });
    }
}

#[component]
pub(super) fn Editing(profile: CityProfile) -> impl IntoView {
    let draft = Draft::of(&profile);
    let form = draft.form;
    let vocabularies: Vocabularies = expect_context();
    let contacts = Named {
        title: Key::CityProfileContacts,
        hint: Some(Key::CityProfileContactsHint),
        one: Key::CityProfileContact,
        add: Key::CityProfileAddContact,
    };
    let strategies = Named {
        title: Key::CityProfileStrategies,
        hint: None,
        one: Key::CityProfileStrategy,
        add: Key::CityProfileAddStrategy,
    };
    view! {
        <FormView form send=move || draft.save() button=Key::CityProfileSave>
            {move || view! { <SelectField form field=STAGE options=stages(vocabularies)/> }}
            <Priorities draft/>
            <TextField form field=NOTE/>
            <Entries draft entries=CONTACT_FIELDS shown=draft.contacts named=contacts/>
            <Entries draft entries=STRATEGY_FIELDS shown=draft.strategies named=strategies/>
            <Stale draft/>
            {move || draft.saved.get().then(|| view! { <Banner tone=Tone::Good word=t(Key::CityProfileSaved)/> })}
        </FormView>
    }
}

/// The stages by their labels, and none of them.
fn stages(vocabularies: Vocabularies) -> Options {
    let none = (String::new(), t(Key::NotStated).to_owned());
    let terms = vocabularies.terms(VocabularyName::RecoveryStages).into_iter();
    std::iter::once(none).chain(terms.map(|term| (term.key.clone(), term.labels.get(language()).to_owned()))).collect()
}

#[component]
fn Priorities(draft: Draft) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let options = move || {
        let terms = vocabularies.terms(VocabularyName::PriorityThemes).into_iter();
        terms.map(|term| Choice::new(term.key.clone(), term.labels.get(language()))).collect::<Vec<_>>()
    };
    move || {
        let words = [Key::CityProfilePriorities, Key::CityProfilePrioritiesHint];
        view! { <Boxes id="profile-priorities" words options=options() values=draft.priorities/> }
    }
}

/// Somebody else was faster: what is typed stays until one asks for the newer version.
#[component]
fn Stale(draft: Draft) -> impl IntoView {
    move || {
        draft.stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::CityProfileStale)>
                    <p>{t(Key::CityProfileStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| draft.look_again(true)>{t(Key::CityProfileNewer)}</Button>
                        <Button on_press=move |()| draft.look_again(false)>{t(Key::CityProfileMine)}</Button>
                    </p>
                    <Failure error=draft.deed.failure retry=move || draft.look_again(false)/>
                </Banner>
            }
        })
    }
}
