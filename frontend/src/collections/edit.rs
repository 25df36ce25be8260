//! What a collection says of itself, who sees it, and its end: for who may change it.

use super::addresses::collections;
use super::board::{Board, updated};
use super::form::{SUMMARY, Said, TITLE, check};
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Form, FormView, One, Question, QuestionDialog, Questions};
use client::Client;
use contract::Patch;
use domain::library::{Collection, CollectionKind, CollectionUpdate};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;
use ui::{Banner, Button, Rank, Switch, Tone};

/// The tools of the page.
#[component]
pub(super) fn Tools(
    /// The collection.
    board: Board,
) -> impl IntoView {
    let questions = Questions::new();
    let editing = RwSignal::new(false);
    let (edits, deletes) = (board.edits, board.deletes);
    let is_list = board.collection.with_untracked(|collection| collection.kind == CollectionKind::ReadingList);
    let ask = use_deleting(board, questions);
    let change = move || {
        edits.get().then(|| {
            let press = move |()| editing.update(|editing| *editing = !*editing);
            view! { <Button expanded=editing on_press=press>{t(Key::CollectionEdit)}</Button> " " }
        })
    };
    let delete = move || {
        let ask = ask.clone();
        deletes
            .get()
            .then(|| view! { <Button rank=Rank::Quiet on_press=move |()| ask()>{t(Key::CollectionDelete)}</Button> })
    };
    view! {
        {move || (is_list && edits.get()).then(|| view! { <SeenByAll board/> })}
        <div class="acts">{change} {delete}</div>
        {move || (editing.get() && edits.get()).then(|| view! { <Edit board editing/> })}
        <Stale board/>
        <QuestionDialog questions/>
    }
}

/// Who sees a reading list, changed at once.
#[component]
fn SeenByAll(board: Board) -> impl IntoView {
    let on = Signal::derive(move || board.collection.with(|collection| collection.public));
    let change = move |public: bool| {
        let named = board.named();
        let change = CollectionUpdate { public: Patch::Set(public), ..CollectionUpdate::default() };
        let call = move |client: Client| -> Answer<Option<Collection>> {
            let (named, change) = (named.clone(), change.clone());
            Box::pin(async move { updated(&client, &named, &change).await })
        };
        board.deed.run(call, move |after| match after {
            Some(after) => {
                board.collection.set(after);
                board.deed.tell(if public { Key::CollectionNowPublic } else { Key::CollectionNowPrivate });
            }
            None => board.stale.set(true),
        });
    };
    let (label, hint) = (t(Key::CollectionPublic), t(Key::CollectionPublicHint));
    let words = [t(Key::CollectionYes), t(Key::CollectionNo)].map(Signal::from);
    view! {
        <div>
            <Switch label on=on on_change=change words busy=board.saving hint/>
        </div>
    }
}

/// Title and text.
#[component]
fn Edit(board: Board, editing: RwSignal<bool>) -> impl IntoView {
    let kind = board.collection.with_untracked(|collection| collection.kind);
    let form = Form::new(&[TITLE, SUMMARY], move |texts| check(texts, kind));
    board.collection.with_untracked(|collection| {
        form.put(TITLE, collection.title.as_str());
        form.put(SUMMARY, collection.summary.as_str());
    });
    let send = move || {
        let (texts, named) = (form.texts(), board.named());
        let said = Some(texts.of(SUMMARY)).filter(|text| !text.trim().is_empty());
        let change = CollectionUpdate {
            title: Patch::Set(texts.of(TITLE)),
            summary: said.map_or(Patch::Empty, Patch::Set),
            public: Patch::Absent,
        };
        let sending = || async move {
            let call = |client: Client| {
                let (named, change) = (named.clone(), change.clone());
                async move { updated(&client, &named, &change).await }
            };
            board.deed.identity.ask(call).await
        };
        form.send(sending, move |after: Option<Collection>| match after {
            Some(after) => {
                board.collection.set(after);
                board.deed.tell(Key::CollectionKept);
                editing.set(false);
            }
            None => board.stale.set(true),
        });
    };
    view! { <FormView form send button=Key::CollectionKeep><Said form/></FormView> }
}

/// Asks before the collection is deleted, and goes to the others then.
fn use_deleting(board: Board, questions: Questions) -> impl Fn() + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move || {
        let ((list, version), navigate) = (board.named(), navigate.clone());
        let title = board.collection.with_untracked(|collection| collection.title.clone());
        questions.ask(Question {
            title: fill(Key::CollectionDeleteQuestion, &[("title", &title)]),
            text: t(Key::CollectionDeleteText).to_owned(),
            button: Key::CollectionDelete,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                let list = list.clone();
                Box::pin(async move { client.delete_collection(&list, version).await })
            }),
            done: Rc::new(move || {
                board.deed.tell(Key::CollectionDeleted);
                navigate(&collections(), Default::default());
            }),
        });
    }
}

/// Somebody else has changed it meanwhile: the way to what it is now.
#[component]
fn Stale(board: Board) -> impl IntoView {
    let one: One<Collection> = expect_context();
    move || {
        board.stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::CollectionStale)>
                    <p>{t(Key::CollectionStaleText)}</p>
                    <p class="acts"><Button on_press=move |()| one.again()>{t(Key::CollectionNewer)}</Button></p>
                </Banner>
            }
        })
    }
}
