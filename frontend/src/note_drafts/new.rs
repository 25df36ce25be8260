//! Beginning a note: what it is for, and its title.

use super::addresses::{draft, drafts};
use super::form::kinds;
use super::kind::Notes;
use crate::address::language;
use crate::drafting::{keep_title, kept_title, use_go_on};
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::notes::addresses::notes;
use crate::parts::{Crumbs, Field, Form, FormView, Kind, RadioField, TextField, Texts, use_page};
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::notes::{NewNoteDraft, NoteContent, NoteDraft, NoteKind};
use leptos::prelude::*;
use ui::Link;

const TITLE: Field = Field {
    id: "note-title",
    pointer: "/content/title",
    label: Key::AuthorTitle,
    hint: Some(Key::AuthorTitleHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};
const KIND: Field = Field {
    id: "note-kind",
    pointer: "/content/kind",
    label: Key::AuthorKind,
    hint: None,
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};

fn draft_of(texts: &Texts) -> NewNoteDraft {
    let kind = texts.of(KIND).parse().unwrap_or(NoteKind::Practice);
    NewNoteDraft { note: None, content: Some(NoteContent::titled(kind, texts.of(TITLE), language())) }
}

/// The page.
#[component]
pub(super) fn NewPage() -> impl IntoView {
    use_page(|| Some(t(Key::AuthorNew).to_owned()));
    let (identity, go_on) = (identity(), use_go_on());
    let form = Form::new(&[TITLE, KIND], |texts| faults(draft_of(texts)));
    form.put(TITLE, kept_title::<Notes>());
    form.put(KIND, NoteKind::Practice.as_str());
    let title = form.text(TITLE);
    Effect::new(move |_| title.with(|title| keep_title::<Notes>(title)));
    // The same content goes out under the same key: a lost answer does not begin two.
    let attempt = StoredValue::new(None::<(NewNoteDraft, IdempotencyKey)>);
    let send = move || {
        let new = draft_of(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let go_on = go_on.clone();
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_note_draft(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |begun: NoteDraft| {
            keep_title::<Notes>("");
            go_on(&draft(&begun.id.to_string()));
        });
    };
    view! {
        <div class="page narrow">
            <Crumbs above=vec![(notes(), t(Key::NotesTitle).to_owned())] here=t(Key::AuthorNew)/>
            <h1 tabindex="-1">{t(Key::AuthorNew)}</h1>
            <p class="lede">{t(Key::AuthorNewLede)}</p>
            <FormView form send button=Key::DraftNewSend>
                <TextField form field=TITLE/>
                <RadioField form field=KIND options=kinds()/>
            </FormView>
            <p class="small muted">{t(Key::DraftNewKept)} " " <Link href=drafts()>{t(Key::AuthorDrafts)}</Link></p>
        </div>
    }
}
