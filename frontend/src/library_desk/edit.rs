//! Changing an item of the library, and taking it out. Whoever saves second is told, and loses nothing.

use super::file::KeptFile;
use super::form::{Writing, form};
use super::written::{change, item, take};
use crate::library::ITEM;
use crate::library::addresses::{is_item_edit, library, library_item};
use crate::messages::{Key, fill, t};
use crate::parts::{About, Answer, Crumbs, Deed, Failure, Form, One, Question, QuestionDialog, Questions};
use client::Client;
use domain::library::{LibraryItem, LibraryItemRef, NewLibraryItem};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;
use std::sync::Arc;
use ui::{Banner, Button, Link, Rank, Tone};

/// What is typed, and what it changes.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// The item as the server has it.
    pub(super) item: RwSignal<LibraryItem>,
    /// What is done without the form.
    pub(super) deed: Deed,
    form: Form,
    saved: RwSignal<bool>,
    stale: RwSignal<bool>,
}

impl Draft {
    fn new(found: &LibraryItem) -> Self {
        let form = form();
        take(form, NewLibraryItem::from(found));
        Self {
            item: RwSignal::new(found.clone()),
            deed: Deed::new(),
            form,
            saved: RwSignal::new(false),
            stale: RwSignal::new(false),
        }
    }

    /// Its name, and the version that is changed.
    pub(super) fn named(self) -> (LibraryItemRef, i64) {
        self.item.with_untracked(|item| (LibraryItemRef::Id(item.id), item.version))
    }

    fn save(self) {
        let (change, (named, version)) = (change(item(&self.form.texts())), self.named());
        let sending = || async move {
            let call = |client: Client| {
                let (named, change) = (named.clone(), change.clone());
                async move { client.update_library_item(&named, version, &change).await }
            };
            match self.deed.identity.ask(call).await {
                Ok(item) => Ok(Some(item)),
                Err(error) if error.status() == Some(412) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.saved.set(false);
        self.stale.set(false);
        self.form.send(sending, move |after: Option<LibraryItem>| match after {
            Some(after) => {
                take(self.form, NewLibraryItem::from(&after));
                self.form.rest();
                self.item.set(after);
                self.saved.set(true);
                self.deed.tell(Key::CatalogueSaved);
            }
            None => self.stale.set(true),
        });
    }

    /// Asks for the newer version: to be shown, or to be written over.
    pub(super) fn look_again(self, show: bool) {
        let (named, _) = self.named();
        let call = move |client: Client| -> Answer<LibraryItem> {
            let named = named.clone();
            Box::pin(async move { client.get_library_item(&named).await })
        };
        self.deed.run(call, move |newer| {
            if show {
                take(self.form, NewLibraryItem::from(&newer));
                self.form.rest();
            }
            self.item.set(newer);
            self.stale.set(false);
        });
    }
}

/// The page.
#[component]
pub(super) fn EditPage() -> impl IntoView {
    let one = One::new(ITEM, is_item_edit, |item| fill(Key::CatalogueEdit, &[("title", &item.title)]));
    view! { <About one show=|item| view! { <Shown item/> }.into_any()/> }
}

#[component]
fn Shown(item: Arc<LibraryItem>) -> impl IntoView {
    let draft = Draft::new(&item);
    let (href, title) = (library_item(&item.slug), fill(Key::CatalogueEdit, &[("title", &item.title)]));
    let above = vec![(library(), t(Key::NavLibrary).to_owned()), (href.clone(), t(Key::ItemHere).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::ItemEdit)/>
            <h1 tabindex="-1">{title}</h1>
            <p><Link href>{t(Key::CatalogueSee)}</Link></p>
            <Writing form=draft.form send=move |()| draft.save() button=Key::CatalogueSave notice=move || view! { <Notice draft/> }/>
            <KeptFile draft/>
            <TakeOut draft/>
        </div>
    }
}

/// That it is saved, or that somebody else was faster.
#[component]
fn Notice(draft: Draft) -> impl IntoView {
    let stale = move || {
        draft.stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::CatalogueStale)>
                    <p>{t(Key::CatalogueStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| draft.look_again(true)>{t(Key::CatalogueNewer)}</Button>
                        <Button on_press=move |()| draft.look_again(false)>{t(Key::CatalogueMine)}</Button>
                    </p>
                    <Failure error=draft.deed.failure retry=move || draft.look_again(false)/>
                </Banner>
            }
        })
    };
    let saved = move || draft.saved.get().then(|| view! { <Banner tone=Tone::Good word=t(Key::CatalogueSaved)/> });
    view! { {stale} {saved} }
}

/// The button that takes the item out, after a question.
#[component]
fn TakeOut(draft: Draft) -> impl IntoView {
    let (questions, navigate) = (Questions::new(), use_navigate());
    let ask = move |()| {
        let ((named, version), navigate) = (draft.named(), navigate.clone());
        let title = draft.item.with_untracked(|item| item.title.clone());
        questions.ask(Question {
            title: fill(Key::CatalogueOutQuestion, &[("title", &title)]),
            text: t(Key::CatalogueOutText).to_owned(),
            button: Key::CatalogueOut,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                let named = named.clone();
                Box::pin(async move { client.delete_library_item(&named, version).await })
            }),
            done: Rc::new(move || {
                draft.deed.tell(Key::CatalogueOutDone);
                navigate(&library(), Default::default());
            }),
        });
    };
    view! {
        <section class="part">
            <h2>{t(Key::CatalogueOutTitle)}</h2>
            <p>{t(Key::CatalogueOutText)}</p>
            <p><Button rank=Rank::Grave on_press=ask>{t(Key::CatalogueOut)}</Button></p>
            <QuestionDialog questions/>
        </section>
    }
}
