//! The e-mail domains of an organisation.

use super::one::Here;
use crate::identity::faults;
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Field, Form, FormView, Kind, Load, Skeleton, TextField};
use crate::state::{Remote, api};
use client::Client;
use domain::organisations::{EmailDomain, NewEmailDomain};
use leptos::prelude::*;
use ui::{Badge, Button, Empty, Rank, Tone};

const DOMAIN: Field = Field {
    id: "new-domain",
    pointer: "/domain",
    label: Key::DomainsDomain,
    hint: Some(Key::DomainsDomainHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};

#[component]
pub(super) fn Domains(here: Here) -> impl IntoView {
    let (client, slug) = (api(), here.slug());
    let list = Remote::new(
        || Some(()),
        move |()| {
            let (client, slug) = (client.clone(), slug.clone());
            async move { client.list_organisation_domains(&slug).await.map(|page| page.items) }
        },
    );
    let show = move |domains: Vec<EmailDomain>| {
        if domains.is_empty() {
            return view! { <Empty title=t(Key::DomainsNone)><p>{t(Key::DomainsNoneText)}</p></Empty> }.into_any();
        }
        let rows = domains.into_iter().map(|domain| view! { <Row here list domain/> });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="part">
            <h2>{t(Key::DomainsTitle)}</h2>
            <p class="muted">{t(Key::DomainsText)}</p>
            <Load remote=list skeleton=|| view! { <Skeleton lines=1 rows=true/> } show/>
            {here.powers.edits.then(|| view! { <Name here list/> })}
        </section>
    }
}

/// Does something about a domain, says it, and asks for the list again.
fn change(here: Here, list: Remote<Vec<EmailDomain>>, said: String, call: impl Fn(Client) -> Answer<()> + 'static) {
    here.desk.deed.run(call, move |()| {
        here.desk.deed.say(said);
        list.retry();
    });
}

#[component]
fn Row(here: Here, list: Remote<Vec<EmailDomain>>, domain: EmailDomain) -> impl IntoView {
    let (name, verified) = (StoredValue::new(domain.domain.clone()), domain.verified_at.is_some());
    let said = move |key| fill(key, &[("domain", &name.get_value())]);
    let verify = move |()| {
        let slug = here.slug();
        change(here, list, said(Key::DomainsVerifiedIt), move |client| {
            let (slug, name) = (slug.clone(), name.get_value());
            Box::pin(async move { client.create_domain_verification(&slug, &name).await.map(|_| ()) })
        });
    };
    let take_off = move |()| {
        let slug = here.slug();
        change(here, list, said(Key::DomainsTakenOff), move |client| {
            let (slug, name) = (slug.clone(), name.get_value());
            Box::pin(async move { client.delete_organisation_domain(&slug, &name).await })
        });
    };
    let verifying = (here.powers.verifies && !verified).then(|| {
        view! { <Button rank=Rank::Primary small=true name=said(Key::DomainsVerifyIt) on_press=verify>{t(Key::DomainsVerify)}</Button> }
    });
    let taking_off = here.powers.edits.then(|| {
        view! { <Button small=true name=said(Key::DomainsTakeOffIt) on_press=take_off>{t(Key::DomainsTakeOff)}</Button> }
    });
    view! {
        <li class="row">
            <span class="row-name ids">{domain.domain}</span>
            <Badge tone=if verified { Tone::Good } else { Tone::Info } label=t(if verified { Key::DomainsVerified } else { Key::DomainsWaits })/>
            <span class="row-facts buttons">{verifying} {taking_off}</span>
        </li>
    }
}

#[component]
fn Name(here: Here, list: Remote<Vec<EmailDomain>>) -> impl IntoView {
    let (deed, slug) = (here.desk.deed, here.slug());
    let form = Form::new(&[DOMAIN], |texts| faults(NewEmailDomain { domain: texts.of(DOMAIN) }));
    let send = move || {
        let (new, slug) = (NewEmailDomain { domain: form.texts().of(DOMAIN) }, slug.clone());
        let sending = || async move {
            let call = |client: Client| {
                let (slug, new) = (slug.clone(), new.clone());
                async move { client.create_organisation_domain(&slug, &new).await }
            };
            deed.identity.ask(call).await
        };
        form.send(sending, move |named: EmailDomain| {
            form.clear();
            deed.say(fill(Key::DomainsNamed, &[("domain", &named.domain)]));
            list.retry();
        });
    };
    view! {
        <FormView form send button=Key::DomainsName>
            <TextField form field=DOMAIN/>
        </FormView>
    }
}
