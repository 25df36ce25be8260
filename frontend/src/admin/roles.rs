//! The roles of an account: granting them and taking them back.

use super::account::Subject;
use super::words;
use crate::messages::{Key, fill, t};
use domain::identity::NewRoleGrant;
use domain::policy::Role;
use leptos::prelude::*;
use ui::Button;

#[component]
pub(super) fn Roles(subject: Subject) -> impl IntoView {
    let rows = Role::ALL.iter().map(|role| view! { <Row subject role=*role/> }).collect_view();
    view! { <ul class="rows">{rows}</ul> }
}

/// One role. The button stays the same element, so that the focus stays on it.
#[component]
fn Row(subject: Subject, role: Role) -> impl IntoView {
    let word = words::role(role);
    let has = Memo::new(move |_| subject.account.with(|account| account.roles.contains(&role)));
    let text = move || t(if has.get() { Key::PersonRevoke } else { Key::PersonGrant });
    let name = move || fill(if has.get() { Key::PersonRevokeRole } else { Key::PersonGrantRole }, &[("role", word)]);
    let turn = move |()| {
        let account = subject.account.get_untracked();
        if has.get_untracked() {
            subject.change(fill(Key::PersonRevoked, &[("role", word)]), move |client| {
                let mut account = account.clone();
                Box::pin(async move {
                    client.delete_role_grant(account.id, role).await?;
                    account.roles.retain(|other| *other != role);
                    Ok(account)
                })
            });
        } else {
            let id = account.id;
            subject.change(fill(Key::PersonGranted, &[("role", word)]), move |client| {
                Box::pin(async move { client.create_role_grant(id, &NewRoleGrant { role }).await })
            });
        }
    };
    let granted = move || has.get().then(|| view! { <span class="row-facts">{t(Key::PersonHas)}</span> });
    view! {
        <li class="row">
            <span class="row-name">{word}</span>
            <Button small=true name=name on_press=turn>{text}</Button>
            {granted}
        </li>
    }
}
