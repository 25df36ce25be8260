//! What reviewers and authors say about a draft, field by field.

use super::field::{FIELDS, at, entrance};
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Field, Form, FormView, Kind, Options, SelectField, TextField, Texts};
use crate::shell::Announcer;
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::lessons::{DraftComment, LessonDraft, NewDraftComment};
use leptos::prelude::*;

const ABOUT: Field = Field {
    id: "comment-field",
    pointer: "/field",
    label: Key::CommentAbout,
    hint: None,
    kind: Kind::Line,
    autocomplete: "off",
    required: false,
};
const TEXT: Field = Field {
    id: "comment-text",
    pointer: "/text",
    label: Key::CommentText,
    hint: Some(Key::CommentTextHint),
    kind: Kind::Lines,
    autocomplete: "off",
    required: true,
};

fn comment(texts: &Texts) -> NewDraftComment {
    NewDraftComment { field: Some(texts.of(ABOUT)).filter(|field| !field.is_empty()), text: texts.of(TEXT) }
}

/// The comments, the oldest first, and a form for another one.
#[component]
pub(super) fn Comments(
    /// The draft.
    draft: RwSignal<LessonDraft>,
    /// Whether the fields that they speak of stand in the page.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView {
    let comments = Memo::new(move |_| draft.with(|draft| draft.comments.clone()));
    let list = move || {
        let comments = comments.get();
        if comments.is_empty() {
            return view! { <p class="small muted">{t(Key::CommentNone)}</p> }.into_any();
        }
        let all = comments.into_iter().map(|comment| view! { <Said comment linked/> }).collect_view();
        view! { <ol class="comments">{all}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="comments-title">
            <h2 id="comments-title">{t(Key::CommentTitle)}</h2>
            {list}
            <Saying draft/>
        </section>
    }
}

#[component]
fn Said(comment: DraftComment, linked: bool) -> impl IntoView {
    let who = comment.person.map_or_else(|| t(Key::CommentSomebody).to_owned(), |person| person.name);
    let about = comment.field.and_then(|pointer| {
        let label = fill(Key::CommentOf, &[("field", t(at(&pointer)?.label))]);
        let id = entrance(&pointer);
        let href = ["#", &id].concat();
        let follow = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus_id(&id);
        };
        Some(if linked {
            view! { <p class="small"><a href=href on:click=follow>{label}</a></p> }.into_any()
        } else {
            view! { <p class="small"><strong>{label}</strong></p> }.into_any()
        })
    });
    view! {
        <li>
            <p class="small muted"><bdi>{who}</bdi> " · " {moment(comment.created_at.timestamp_millis())}</p>
            {about}
            <div inner_html=comment.html></div>
        </li>
    }
}

/// The fields that a comment can speak of, and the whole.
fn fields() -> Options {
    let whole = (String::new(), t(Key::CommentWhole).to_owned());
    std::iter::once(whole)
        .chain(FIELDS.into_iter().map(|field| (field.pointer.to_owned(), t(field.label).to_owned())))
        .collect()
}

/// The form for a comment.
#[component]
fn Saying(draft: RwSignal<LessonDraft>) -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let form = Form::new(&[ABOUT, TEXT], |texts| faults(comment(texts)));
    // The same content goes out under the same key: a lost answer does not say it twice.
    let attempt = StoredValue::new(None::<(NewDraftComment, IdempotencyKey)>);
    let send = move || {
        let (id, new) = (draft.with_untracked(|draft| draft.id), comment(&form.texts()));
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_lesson_draft_comment(&key, id, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |now: LessonDraft| {
            draft.set(now);
            form.clear();
            // The same words may be said again, on purpose.
            attempt.set_value(None);
            announcer.say(t(Key::CommentSent).to_owned());
        });
    };
    view! {
        <FormView form send button=Key::CommentSend>
            <SelectField form field=ABOUT options=fields()/>
            <TextField form field=TEXT/>
        </FormView>
    }
}
