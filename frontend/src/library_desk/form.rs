//! The form of an item: a new one, or one that is changed.

use super::fields::Fields;
use super::written::{FIELDS, check};
use crate::messages::Key;
use crate::parts::{Form, FormView, Load, Skeleton};
use crate::state::Vocabularies;
use domain::vocabularies::Vocabulary;
use leptos::prelude::*;
use std::sync::Arc;

/// An empty form.
pub(super) fn form() -> Form {
    Form::new(FIELDS, check)
}

/// The form, as soon as there is something to choose from.
#[component]
pub(super) fn Writing(
    /// The form.
    form: Form,
    /// Sends it.
    #[prop(into)]
    send: Callback<()>,
    /// What the button says.
    button: Key,
    /// What stands below the fields.
    #[prop(optional, into)]
    notice: ViewFn,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let show = move |_: Arc<Vec<Vocabulary>>| {
        let notice = notice.clone();
        let fields = view! { <Fields form/> };
        view! { <FormView form send=move || send.run(()) button>{fields} {notice.run()}</FormView> }.into_any()
    };
    view! {
        <Load remote=vocabularies.remote() skeleton=|| view! { <Skeleton lines=12/> }.into_any() show/>
    }
}
