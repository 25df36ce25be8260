//! Beginning a lesson: its title, and what others have said already.

use super::addresses::{draft, drafts};
use super::duplicates::Duplicates;
use super::work::Lessons;
use crate::address::language;
use crate::drafting::{keep_title, kept_title, use_go_on};
use crate::identity::faults;
use crate::lessons::addresses::lessons;
use crate::messages::{Key, t};
use crate::parts::{Crumbs, Field, Form, FormView, Kind, TextField, Texts, use_page};
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::lessons::{LessonContent, LessonDraft, NewLessonDraft};
use leptos::prelude::*;
use ui::Link;

const TITLE: Field = Field {
    id: "lesson-title",
    pointer: "/content/title",
    label: Key::DraftFieldTitle,
    hint: Some(Key::DraftFieldTitleHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};

fn draft_of(texts: &Texts) -> NewLessonDraft {
    let content = LessonContent::titled(texts.of(TITLE), language());
    NewLessonDraft { lesson: None, content: Some(content) }
}

/// The page.
#[component]
pub(super) fn NewPage() -> impl IntoView {
    use_page(|| Some(t(Key::DraftsNew).to_owned()));
    let (identity, go_on) = (identity(), use_go_on());
    let form = Form::new(&[TITLE], |texts| faults(draft_of(texts)));
    form.put(TITLE, kept_title::<Lessons>());
    let title = form.text(TITLE);
    Effect::new(move |_| title.with(|title| keep_title::<Lessons>(title)));
    // The same content goes out under the same key: a lost answer does not begin two.
    let attempt = StoredValue::new(None::<(NewLessonDraft, IdempotencyKey)>);
    let send = move || {
        let new = draft_of(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let go_on = go_on.clone();
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_lesson_draft(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |begun: LessonDraft| {
            keep_title::<Lessons>("");
            go_on(&draft(&begun.id.to_string()));
        });
    };
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::DraftsNew)/>
            <h1 tabindex="-1">{t(Key::DraftsNew)}</h1>
            <p class="lede">{t(Key::DraftNewLede)}</p>
            <FormView form send button=Key::DraftNewSend>
                <TextField form field=TITLE/>
                <Duplicates text=title/>
            </FormView>
            <p class="small muted">{t(Key::DraftNewKept)} " " <Link href=drafts()>{t(Key::DraftsTitle)}</Link></p>
        </div>
    }
}
