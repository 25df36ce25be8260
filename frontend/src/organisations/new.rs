//! Making a partner organisation.

use crate::address;
use crate::address::language;
use crate::identity::faults;
use crate::memberships::words;
use crate::messages::{Key, fill, t};
use crate::parts::{
    Crumbs, Field, Form, FormView, Kind, Options, SelectField, TextField, Texts, options, use_new_heading, use_page,
};
use crate::state::{Vocabularies, identity};
use client::IdempotencyKey;
use domain::organisations::{NewOrganisation, Organisation, OrganisationKind, PartnerKind};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Link, Rank};

const fn field(id: &'static str, pointer: &'static str, label: Key, kind: Kind) -> Field {
    Field { id, pointer, label, hint: None, kind, autocomplete: "off", required: false }
}

const NAME: Field =
    Field { autocomplete: "organization", required: true, ..field("new-name", "/name", Key::NewName, Kind::Line) };
const KIND: Field = Field { required: true, ..field("new-kind", "/partner_kind", Key::NewKind, Kind::Line) };
const WEBSITE: Field =
    Field { hint: Some(Key::NewWebsiteHint), ..field("new-website", "/website", Key::NewWebsite, Kind::Line) };
const COUNTRY: Field = field("new-country", "/country", Key::NewCountry, Kind::Line);
const ABOUT: Field =
    Field { hint: Some(Key::NewAboutHint), ..field("new-about", "/about", Key::NewAbout, Kind::Lines) };

fn organisation(texts: &Texts) -> NewOrganisation {
    NewOrganisation {
        kind: OrganisationKind::Partner,
        partner_kind: texts.of(KIND).parse::<PartnerKind>().ok(),
        name: Some(texts.of(NAME)),
        website: Some(texts.of(WEBSITE)),
        about: Some(texts.of(ABOUT)),
        country: Some(texts.of(COUNTRY)).filter(|country| !country.is_empty()),
        city: None,
    }
}

/// The page.
#[component]
pub(super) fn NewPage() -> impl IntoView {
    let done = RwSignal::new(None::<Organisation>);
    use_page(move || {
        Some(match done.get() {
            Some(made) => fill(Key::NewDone, &[("name", &made.name)]),
            None => t(Key::NewTitle).to_owned(),
        })
    });
    move || match done.get() {
        Some(made) => view! { <Made made/> }.into_any(),
        None => view! { <Making done/> }.into_any(),
    }
}

/// The countries by their names, and none of them.
fn countries(vocabularies: Vocabularies) -> Options {
    let none = (String::new(), t(Key::NotStated).to_owned());
    let terms = vocabularies.terms(VocabularyName::Countries);
    let mut named: Options =
        terms.into_iter().map(|term| (term.key.clone(), term.labels.get(language()).to_owned())).collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    std::iter::once(none).chain(named).collect()
}

#[component]
fn Making(done: RwSignal<Option<Organisation>>) -> impl IntoView {
    let (identity, vocabularies) = (identity(), expect_context::<Vocabularies>());
    let form = Form::new(&[NAME, KIND, WEBSITE, COUNTRY, ABOUT], |texts| faults(organisation(texts)));
    // The same content goes out under the same key: a lost answer does not make two.
    let attempt = StoredValue::new(None::<(NewOrganisation, IdempotencyKey)>);
    let send = move || {
        let new = organisation(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: client::Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_organisation(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |made| done.set(Some(made)));
    };
    let none = (String::new(), t(Key::NotStated).to_owned());
    let kinds = options(PartnerKind::ALL, PartnerKind::as_str, words::partner);
    let kinds: Options = std::iter::once(none).chain(kinds).collect();
    let above = vec![(address::organisations(), t(Key::NavOrganisations).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::NewTitle)/>
            <h1 tabindex="-1">{t(Key::NewTitle)}</h1>
            <p class="lede">{t(Key::NewLede)}</p>
            <FormView form send button=Key::NewSend>
                <TextField form field=NAME/>
                <SelectField form field=KIND options=kinds/>
                <TextField form field=WEBSITE/>
                {move || view! { <SelectField form field=COUNTRY options=countries(vocabularies)/> }}
                <TextField form field=ABOUT/>
            </FormView>
        </div>
    }
}

/// What happens next.
#[component]
fn Made(made: Organisation) -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{fill(Key::NewDone, &[("name", &made.name)])}</h1>
            <p class="lede">{t(Key::NewDoneText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::organisation(&made.slug)>{t(Key::NewSee)}</Link>
                <Link rank=Rank::Plain href=address::memberships()>{t(Key::NavMemberships)}</Link>
            </p>
        </div>
    }
}
