//! Whom it has invited, and inviting.

use super::one::Here;
use crate::identity::faults;
use crate::memberships::words;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Field, Form, FormView, Kind, Line, Rows, TextField, lines};
use crate::state::{Pages, api};
use client::IdempotencyKey;
use domain::organisations::{Invitation, NewInvitation};
use leptos::prelude::*;
use ui::Button;

const EMAIL: Field = Field {
    id: "invitation-email",
    pointer: "/email",
    label: Key::InvitationsEmail,
    hint: None,
    kind: Kind::Email,
    autocomplete: "off",
    required: true,
};

/// What rows need.
#[derive(Clone, Copy)]
struct Inviting {
    here: Here,
    pages: Pages<Line>,
}

#[component]
pub(super) fn Invitations(here: Here) -> impl IntoView {
    let (client, slug) = (api(), here.slug());
    let pages = Pages::new(
        || Some(()),
        move |(), cursor| {
            let (client, slug) = (client.clone(), slug.clone());
            Box::pin(async move {
                client.list_invitations(&slug, None, cursor.as_deref()).await.map(|page| lines(page, line))
            })
        },
    );
    let inviting = Inviting { here, pages };
    provide_context(inviting);
    view! {
        <section class="part">
            <h2>{t(Key::InvitationsTitle)}</h2>
            <p class="muted">{t(Key::InvitationsText)}</p>
            <Rows pages none=Key::InvitationsNone none_text=Key::InvitationsNoneText/>
            <Invite inviting/>
        </section>
    }
}

#[component]
fn Invite(inviting: Inviting) -> impl IntoView {
    let (deed, slug) = (inviting.here.desk.deed, inviting.here.slug());
    let form = Form::new(&[EMAIL], |texts| faults(NewInvitation { email: texts.of(EMAIL) }));
    let send = move || {
        let new = NewInvitation { email: form.texts().of(EMAIL) };
        let (key, slug) = (IdempotencyKey::generate(), slug.clone());
        let sending = || async move {
            let call = |client: client::Client| {
                let (key, slug, new) = (key.clone(), slug.clone(), new.clone());
                async move { client.create_invitation(&key, &slug, &new).await }
            };
            deed.identity.ask(call).await
        };
        form.send(sending, move |sent: Invitation| {
            form.clear();
            deed.say(fill(Key::InvitationsSent, &[("email", &sent.email)]));
            inviting.here.desk.last.set(fill(Key::InvitationsSent, &[("email", &sent.email)]));
            inviting.pages.first.retry();
        });
    };
    view! {
        <FormView form send button=Key::InvitationsSend>
            <TextField form field=EMAIL/>
        </FormView>
    }
}

fn line(invitation: Invitation) -> Line {
    Line::of(invitation.id.to_string(), invitation, row)
}

fn row(invitation: Invitation) -> AnyView {
    let Inviting { here, pages } = expect_context();
    let (said, at, act, act_on) = match invitation.declined_at {
        Some(at) => (Key::InvitationsDeclined, at, Key::InvitationsForget, Key::InvitationsForgetIt),
        None => (Key::InvitationsUntil, invitation.expires_at, Key::InvitationsWithdraw, Key::InvitationsWithdrawIt),
    };
    let facts = fill(said, &[("role", words::role(invitation.role)), ("day", &day(at.timestamp_millis()))]);
    let (id, email) = (invitation.id, invitation.email.clone());
    let label = fill(act_on, &[("email", &email)]);
    let withdraw = move |()| {
        let (slug, said) = (here.slug(), fill(Key::InvitationsWithdrawn, &[("email", &email)]));
        let call = move |client: client::Client| -> crate::parts::Answer<()> {
            let slug = slug.clone();
            Box::pin(async move { client.delete_invitation(&slug, id).await })
        };
        here.desk.deed.run(call, move |()| {
            here.desk.deed.say(said);
            pages.first.retry();
        });
    };
    view! {
        <li class="row">
            <span class="row-name ids">{invitation.email}</span>
            <Button small=true name=label on_press=withdraw>{t(act)}</Button>
            <span class="row-facts">{facts}</span>
        </li>
    }
    .into_any()
}
