//! The profile: what others see of somebody, and what the platform needs to know.

use super::choices::{language, languages, zone, zones};
use super::{PROFILE, Personal};
use crate::address;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Boxes, ChoiceField, Failure, Field, Form, FormView, Kind, Options, SelectField, TextField, Texts};
use crate::shell::Announcer;
use crate::state::{Identity, identity, own_name};
use client::Error;
use contract::Patch;
use domain::identity::{Account, AccountUpdate, PublicField};
use domain::vocabularies::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::{Banner, Button, Choice, Link, Tone, Value};

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Key, kind: Kind) -> Field {
    Field { id, pointer, label, hint: Some(hint), kind, autocomplete: "off", required: false }
}

const NAME: Field = Field {
    autocomplete: "name",
    required: true,
    ..field("profile-name", "/name", Key::FieldName, Key::FieldNameHint, Kind::Line)
};
const WORK: Field = Field {
    autocomplete: "organization-title",
    ..field("profile-work", "/work_role", Key::FieldWork, Key::FieldWorkHint, Kind::Line)
};
const LANGUAGES: Field =
    field("profile-languages", "/languages", Key::FieldLanguages, Key::FieldLanguagesHint, Kind::Line);
const SKILLS: Field = field("profile-skills", "/skills", Key::FieldSkills, Key::FieldSkillsHint, Kind::Lines);
const LANGUAGE: Field = field("profile-language", "/language", Key::FieldLanguage, Key::FieldLanguageHint, Kind::Line);
const ZONE: Field = field("profile-zone", "/time_zone", Key::FieldZone, Key::FieldZoneHint, Kind::Line);

/// The page.
#[component]
pub(super) fn ProfilePage() -> impl IntoView {
    view! { <Personal place=PROFILE lede=Key::ProfileLede show=|account| view! { <Profile account/> }.into_any()/> }
}

/// What has been typed and chosen.
#[derive(Clone, Copy)]
struct Draft {
    form: Form,
    public: RwSignal<Vec<PublicField>>,
    /// The version that it changes.
    version: StoredValue<i64>,
    saved: RwSignal<bool>,
    /// Whether the profile has changed elsewhere meanwhile.
    stale: RwSignal<bool>,
}

impl Draft {
    fn of(account: &Account) -> Self {
        let public = RwSignal::new(Vec::new());
        let form = Form::new(&[NAME, WORK, LANGUAGES, SKILLS, LANGUAGE, ZONE], |texts| faults(change(texts, &[])));
        let draft = Self {
            form,
            public,
            version: StoredValue::new(0),
            saved: RwSignal::new(false),
            stale: RwSignal::new(false),
        };
        draft.take(account);
        draft
    }

    /// Shows the account as it is.
    fn take(self, account: &Account) {
        self.form.put(NAME, account.name.as_str());
        self.form.put(WORK, account.work_role.as_deref().unwrap_or_default());
        self.form.put(LANGUAGES, account.languages.join(","));
        self.form.put(SKILLS, account.skills.join("\n"));
        self.form.put(LANGUAGE, account.language.as_str());
        self.form.put(ZONE, account.time_zone.as_deref().unwrap_or_default());
        self.public.set(account.public.clone());
        self.version.set_value(account.version);
    }

    fn save(self, identity: Identity, announcer: Announcer) {
        let (change, version) = (change(&self.form.texts(), &self.public.get_untracked()), self.version.get_value());
        let sending = || async move {
            let call = |client: client::Client| {
                let change = change.clone();
                async move { client.update_me(version, &change).await }
            };
            match identity.ask(call).await {
                Ok(account) => Ok(Some(account)),
                Err(error) if error.status() == Some(412) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.saved.set(false);
        self.stale.set(false);
        self.form.send(sending, move |account: Option<Account>| match account {
            Some(account) => {
                self.take(&account);
                self.form.rest();
                self.saved.set(true);
                announcer.say(t(Key::ProfileSaved).to_owned());
                identity.know(account);
            }
            None => self.stale.set(true),
        });
    }
}

/// The change that the texts mean, by the rules of the domain.
fn change(texts: &Texts, public: &[PublicField]) -> AccountUpdate {
    let languages = texts.of(LANGUAGES);
    let tags = languages.split(',').filter(|tag| !tag.is_empty());
    let skills = texts.of(SKILLS);
    let skills = skills.lines().map(str::trim).filter(|skill| !skill.is_empty());
    AccountUpdate {
        name: Patch::Set(texts.of(NAME)),
        work_role: Patch::Set(texts.of(WORK)),
        languages: Patch::Set(tags.map(str::to_owned).collect()),
        language: texts.of(LANGUAGE).parse().map_or(Patch::Absent, Patch::Set),
        time_zone: Patch::Set(texts.of(ZONE)),
        skills: Patch::Set(skills.map(str::to_owned).collect()),
        public: Patch::Set(public.to_vec()),
    }
}

#[component]
fn Profile(account: Arc<Account>) -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let draft = Draft::of(&account);
    let (id, email) = (account.id.to_string(), account.email.clone());
    let form = draft.form;
    view! {
        <FormView form send=move || draft.save(identity, announcer) button=Key::ProfileSave>
            <TextField form field=NAME/>
            <TextField form field=WORK/>
            <ChoiceField form field=LANGUAGES source=languages() option=language several=true/>
            <SelectField form field=LANGUAGE options=languages_of_mails()/>
            <ChoiceField form field=ZONE source=zones() option=zone/>
            <TextField form field=SKILLS/>
            <Public draft/>
            <Stale draft/>
            {move || draft.saved.get().then(|| view! { <Banner tone=Tone::Good word=t(Key::ProfileSaved)/> })}
        </FormView>
        <p><Link href=crate::people::address_of(&id)>{t(Key::ProfileSee)}</Link></p>
        <p class="small muted">
            {t(Key::ProfileEmail)} " " <strong>{email}</strong> " " <a href=address::email()>{t(Key::EmailTitle)}</a>
        </p>
    }
}

/// The languages of the app and of mails, each in its own words.
fn languages_of_mails() -> Options {
    Language::ALL.iter().map(|language| (language.as_str().to_owned(), own_name(*language).to_owned())).collect()
}

/// What of the profile everyone may see.
#[component]
fn Public(draft: Draft) -> impl IntoView {
    let name = |field| match field {
        PublicField::WorkRole => Key::FieldWork,
        PublicField::Languages => Key::FieldLanguages,
        PublicField::TimeZone => Key::FieldZone,
        PublicField::Skills => Key::FieldSkills,
    };
    let options = PublicField::ALL.iter().map(|field| Choice::new(field.as_str(), t(name(*field)))).collect();
    let chosen =
        move || draft.public.with(|public| public.iter().map(|field| field.as_str().to_owned()).collect::<Vec<_>>());
    let values = Value::new(Signal::derive(chosen), move |values: Vec<String>| {
        draft.public.set(values.iter().filter_map(|value| value.parse().ok()).collect());
    });
    view! { <Boxes id="profile-public" words=[Key::FieldPublic, Key::FieldPublicHint] options values/> }
}

/// The profile has changed elsewhere: what is typed here stays until one asks for the other.
#[component]
fn Stale(draft: Draft) -> impl IntoView {
    let identity = identity();
    let failure = RwSignal::new(None::<Error>);
    let load = move || {
        failure.set(None);
        spawn_local(async move {
            match identity.ask(|client| async move { client.get_me().await }).await {
                Ok(account) => {
                    draft.take(&account);
                    draft.stale.set(false);
                    identity.know(account);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    move || {
        draft.stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::ProfileStale)>
                    <p>{t(Key::ProfileStaleText)}</p>
                    <Button on_press=move |()| load()>{t(Key::ProfileReload)}</Button>
                    <Failure error=failure retry=load/>
                </Banner>
            }
        })
    }
}
