//! What reviewers and authors say about a draft, field by field.

use super::{Drafted, at};
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Field, Form, FormView, Kind, Options, SelectField, TextField, Texts};
use crate::shell::Announcer;
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::drafting::{DraftComment, NewDraftComment};
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
pub(crate) fn Comments<K: Drafted>(
    /// The kind of draft.
    kind: K,
    /// The draft.
    draft: RwSignal<K::Draft>,
    /// Whether the fields that they speak of stand in the page.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView {
    let comments = Memo::new(move |_| draft.with(K::comments));
    let list = move || {
        let comments = comments.get();
        if comments.is_empty() {
            return view! { <p class="small muted">{t(Key::CommentNone)}</p> }.into_any();
        }
        let subjects = draft.with_untracked(K::subjects);
        let all = comments.into_iter().map(|comment| shown::<K>(comment, &subjects, linked)).collect_view();
        view! { <ol class="comments">{all}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="comments-title">
            <h2 id="comments-title">{t(Key::CommentTitle)}</h2>
            {list}
            <Saying kind draft/>
        </section>
    }
}

fn shown<K: Drafted>(comment: DraftComment, subjects: &Options, linked: bool) -> impl IntoView + use<K> {
    let who = comment.person.map_or_else(|| t(Key::CommentSomebody).to_owned(), |person| person.name);
    let about = comment.field.and_then(|pointer| {
        let subject = subjects.iter().find(|(known, _)| *known == pointer).map(|(_, words)| words.clone());
        let subject = subject.or_else(|| at::<K>(&pointer).map(|field| t(field.label).to_owned()))?;
        let label = fill(Key::CommentOf, &[("field", &subject)]);
        let id = K::entrance(&pointer);
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
            // Made by the server, which alone makes HTML of what people write.
            <div inner_html=comment.html></div>
        </li>
    }
}

/// The form for a comment.
#[component]
fn Saying<K: Drafted>(kind: K, draft: RwSignal<K::Draft>) -> impl IntoView {
    let _: K = kind;
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let form = Form::new(&[ABOUT, TEXT], |texts| faults(comment(texts)));
    // The same content goes out under the same key: a lost answer does not say it twice.
    let attempt = StoredValue::new(None::<(NewDraftComment, IdempotencyKey)>);
    let send = move || {
        let (now, new) = (draft.get_untracked(), comment(&form.texts()));
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: Client| K::comment(client, key.clone(), &now, new.clone());
            identity.ask(call).await
        };
        form.send(sending, move |now: K::Draft| {
            draft.set(now);
            form.clear();
            // The same words may be said again, on purpose.
            attempt.set_value(None);
            announcer.say(t(Key::CommentSent).to_owned());
        });
    };
    let whole = (String::new(), t(Key::CommentWhole).to_owned());
    let subjects: Options = std::iter::once(whole).chain(draft.with_untracked(K::subjects)).collect();
    view! {
        <FormView form send button=Key::CommentSend>
            <SelectField form field=ABOUT options=subjects/>
            <TextField form field=TEXT/>
        </FormView>
    }
}
