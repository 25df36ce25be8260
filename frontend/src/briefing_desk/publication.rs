//! The settings of a publication. Whoever saves second is told, and loses nothing.

use super::settings::{FIELDS, Fields, change, check, take};
use crate::briefings::addresses::{briefings, desk, is_desk_publication, publication_slug};
use crate::messages::{Key, fill, moment, t};
use crate::parts::{About, Answer, Crumbs, Deed, Failure, Form, FormView, One, Subject};
use client::Client;
use domain::briefings::{Briefing, BriefingRef};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Button, Tone};

/// How the page gets its publication.
const PUBLICATION: Subject<Briefing> = Subject {
    slug: publication_slug,
    is_named: |one, name| name == one.slug || name == one.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_briefing(&BriefingRef::Slug(slug)).await }),
    personal: false,
};

fn title(title: &str) -> String {
    fill(Key::PublicationTitle, &[("title", title)])
}

/// What is typed, and what it changes.
#[derive(Clone, Copy)]
struct Draft {
    /// The publication as the server has it.
    one: RwSignal<Briefing>,
    deed: Deed,
    form: Form,
    saved: RwSignal<bool>,
    stale: RwSignal<bool>,
}

impl Draft {
    fn new(found: &Briefing) -> Self {
        let form = Form::new(FIELDS, check);
        take(form, found);
        let (saved, stale) = (RwSignal::new(false), RwSignal::new(false));
        Self { one: RwSignal::new(found.clone()), deed: Deed::new(), form, saved, stale }
    }

    /// Its name, and the version that is changed.
    fn named(self) -> (BriefingRef, i64) {
        self.one.with_untracked(|one| (BriefingRef::Id(one.id), one.version))
    }

    fn save(self) {
        let (change, (named, version)) = (change(&self.form.texts()), self.named());
        let sending = || async move {
            let call = |client: Client| {
                let (named, change) = (named.clone(), change.clone());
                async move { client.update_briefing(&named, version, &change).await }
            };
            match self.deed.identity.ask(call).await {
                Ok(one) => Ok(Some(one)),
                Err(error) if error.status() == Some(412) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.saved.set(false);
        self.stale.set(false);
        self.form.send(sending, move |after: Option<Briefing>| match after {
            Some(after) => {
                take(self.form, &after);
                self.form.rest();
                self.one.set(after);
                self.saved.set(true);
                self.deed.say(self.said());
            }
            None => self.stale.set(true),
        });
    }

    /// What is said once it is saved: when it comes from now on.
    fn said(self) -> String {
        let next = self.one.with_untracked(|one| one.next_at.timestamp_millis());
        fill(Key::PublicationSaved, &[("moment", &moment(next))])
    }

    /// Asks for the newer version: to be shown, or to be written over.
    fn look_again(self, show: bool) {
        let (named, _) = self.named();
        let call = move |client: Client| -> Answer<Briefing> {
            let named = named.clone();
            Box::pin(async move { client.get_briefing(&named).await })
        };
        self.deed.run(call, move |newer| {
            if show {
                take(self.form, &newer);
                self.form.rest();
            }
            self.one.set(newer);
            self.stale.set(false);
        });
    }
}

/// The page.
#[component]
pub(super) fn PublicationPage() -> impl IntoView {
    let one = One::new(PUBLICATION, is_desk_publication, |one| title(&one.title));
    view! { <About one show=|one| view! { <Shown one/> }.into_any()/> }
}

#[component]
fn Shown(one: Arc<Briefing>) -> impl IntoView {
    let draft = Draft::new(&one);
    let above = vec![(briefings(), t(Key::BriefingsTitle).to_owned()), (desk(), t(Key::DeskTitle).to_owned())];
    let next = move || {
        let at = draft.one.with(|one| one.next_at.timestamp_millis());
        fill(Key::PublicationNext, &[("moment", &moment(at))])
    };
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::PublicationsSettings)/>
            <h1 tabindex="-1">{title(&one.title)}</h1>
            <p class="lede">{next}</p>
            <FormView form=draft.form send=move || draft.save() button=Key::PublicationSave>
                <Fields form=draft.form/>
                <Notice draft/>
            </FormView>
        </div>
    }
}

/// That it is saved, or that somebody else was faster.
#[component]
fn Notice(draft: Draft) -> impl IntoView {
    let stale = move || {
        draft.stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::PublicationStale)>
                    <p>{t(Key::DeskStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| draft.look_again(true)>{t(Key::DeskNewer)}</Button>
                        <Button on_press=move |()| draft.look_again(false)>{t(Key::DeskMine)}</Button>
                    </p>
                    <Failure error=draft.deed.failure retry=move || draft.look_again(false)/>
                </Banner>
            }
        })
    };
    let saved = move || draft.saved.get().then(|| view! { <Banner tone=Tone::Good word=draft.said()/> });
    view! { {stale} {saved} }
}
