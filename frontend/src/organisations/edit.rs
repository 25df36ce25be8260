//! What an organisation says of itself, changed by its lead. Whoever saves second is told, and loses nothing.

use super::one::Here;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Failure, Field, Form, FormView, Kind, TextField, Texts};
use client::Client;
use contract::Patch;
use domain::organisations::{Organisation, OrganisationKind, OrganisationUpdate};
use leptos::prelude::*;
use ui::{Banner, Button, Tone};

const fn field(id: &'static str, pointer: &'static str, label: Key, kind: Kind) -> Field {
    Field { id, pointer, label, hint: None, kind, autocomplete: "off", required: false }
}

const NAME: Field = Field { required: true, ..field("edit-name", "/name", Key::NewName, Kind::Line) };
const WEBSITE: Field =
    Field { hint: Some(Key::NewWebsiteHint), ..field("edit-website", "/website", Key::NewWebsite, Kind::Line) };
const ABOUT: Field =
    Field { hint: Some(Key::NewAboutHint), ..field("edit-about", "/about", Key::NewAbout, Kind::Lines) };

fn change(texts: &Texts, named: bool) -> OrganisationUpdate {
    OrganisationUpdate {
        name: if named { Patch::Set(texts.of(NAME)) } else { Patch::Absent },
        website: Patch::Set(texts.of(WEBSITE)),
        about: Patch::Set(texts.of(ABOUT)),
    }
}

/// What is typed, and which version it changes.
#[derive(Clone, Copy)]
struct Draft {
    here: Here,
    form: Form,
    /// Whether it has a name of its own: a city's organisation has the city's.
    named: bool,
    version: StoredValue<i64>,
    saved: RwSignal<bool>,
    stale: RwSignal<bool>,
}

impl Draft {
    fn take(self, one: &Organisation) {
        self.form.put(NAME, one.name.as_str());
        self.form.put(WEBSITE, one.website.as_deref().unwrap_or_default());
        self.form.put(ABOUT, one.about.as_deref().unwrap_or_default());
        self.version.set_value(one.version);
    }

    fn save(self) {
        let (change, version) = (change(&self.form.texts(), self.named), self.version.get_value());
        let (deed, slug) = (self.here.desk.deed, self.here.slug());
        let sending = || async move {
            let call = |client: Client| {
                let (slug, change) = (slug.clone(), change.clone());
                async move { client.update_organisation(&slug, version, &change).await }
            };
            match deed.identity.ask(call).await {
                Ok(one) => Ok(Some(one)),
                Err(error) if error.status() == Some(412) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.saved.set(false);
        self.stale.set(false);
        self.form.send(sending, move |one: Option<Organisation>| match one {
            Some(one) => {
                self.take(&one);
                self.form.rest();
                self.here.organisation.set(one);
                self.saved.set(true);
                deed.tell(Key::EditSaved);
            }
            None => self.stale.set(true),
        });
    }

    /// Asks for the newer version: to be shown, or to be written over.
    fn look_again(self, show: bool) {
        let slug = self.here.slug();
        let call = move |client: Client| -> crate::parts::Answer<Organisation> {
            let slug = slug.clone();
            Box::pin(async move { client.get_organisation(&slug).await })
        };
        self.here.desk.deed.run(call, move |one| {
            self.version.set_value(one.version);
            if show {
                self.take(&one);
                self.here.organisation.set(one);
            }
            self.stale.set(false);
        });
    }
}

#[component]
pub(super) fn Edit(here: Here) -> impl IntoView {
    let named = here.organisation.with_untracked(|one| one.kind != OrganisationKind::City);
    let form = Form::new(&[NAME, WEBSITE, ABOUT], move |texts| faults(change(texts, named)));
    let (version, saved, stale) = (StoredValue::new(0), RwSignal::new(false), RwSignal::new(false));
    let draft = Draft { here, form, named, version, saved, stale };
    here.organisation.with_untracked(|one| draft.take(one));
    let notice = move || {
        stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::EditStale)>
                    <p>{t(Key::EditStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| draft.look_again(true)>{t(Key::EditNewer)}</Button>
                        <Button on_press=move |()| draft.look_again(false)>{t(Key::EditMine)}</Button>
                    </p>
                    <Failure error=here.desk.deed.failure retry=move || draft.look_again(false)/>
                </Banner>
            }
        })
    };
    view! {
        <section class="part">
            <h2>{t(Key::EditTitle)}</h2>
            <FormView form send=move || draft.save() button=Key::EditSave>
                {named.then(|| view! { <TextField form field=NAME/> })}
                <TextField form field=WEBSITE/>
                <TextField form field=ABOUT/>
                {notice}
                {move || saved.get().then(|| view! { <Banner tone=Tone::Good word=t(Key::EditSaved)/> })}
            </FormView>
        </section>
    }
}
