//! Where one is signed in.

use super::{LOGINS, Personal};
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Failure, Load, Skeleton};
use crate::shell::Announcer;
use crate::state::{Identity, Remote, identity};
use client::Error;
use domain::identity::Login;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Badge, Button, Tone};

/// The page.
#[component]
pub(super) fn LoginsPage() -> impl IntoView {
    view! { <Personal place=LOGINS lede=Key::LoginsLede show=|_| view! { <Logins/> }.into_any()/> }
}

/// The list and what can be done with it.
#[derive(Clone, Copy)]
struct Ending {
    identity: Identity,
    announcer: Announcer,
    logins: Remote<Vec<Login>>,
    failure: RwSignal<Option<Error>>,
}

impl Ending {
    fn end(self, login: Login) {
        self.failure.set(None);
        spawn_local(async move {
            match self.identity.ask(|client| async move { client.delete_my_login(login.id).await }).await {
                Err(error) if error.status() != Some(404) => {
                    self.failure.try_set(Some(error));
                }
                _ => {
                    self.announcer.say(fill(Key::LoginsEnded, &[("device", &login.device)]));
                    self.logins.retry();
                }
            }
        });
    }

    fn end_all(self) {
        self.failure.set(None);
        spawn_local(async move {
            match self.identity.ask(|client| async move { client.delete_my_logins().await }).await {
                Ok(()) => self.identity.leave(),
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

#[component]
fn Logins() -> impl IntoView {
    let identity = identity();
    let logins = Remote::new(
        || Some(()),
        move |()| async move {
            let page = identity.ask(|client| async move { client.list_my_logins().await }).await;
            page.map(|page| page.items)
        },
    );
    let ending = Ending { identity, announcer: expect_context(), logins, failure: RwSignal::new(None) };
    let show = move |logins: Vec<Login>| {
        let rows = logins.into_iter().map(|login| view! { <Row login ending/> }).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <Load remote=logins skeleton=|| view! { <Skeleton lines=3 rows=true/> } show/>
        <Failure error=ending.failure retry=move || { ending.failure.set(None); logins.retry() }/>
        <p class="acts"><Button on_press=move |()| ending.end_all()>{t(Key::LoginsEndAll)}</Button></p>
        <p class="small muted">{t(Key::LoginsEndAllHint)}</p>
    }
}

#[component]
fn Row(login: Login, ending: Ending) -> impl IntoView {
    let (began, used) = (moment(login.created_at.timestamp_millis()), moment(login.last_used_at.timestamp_millis()));
    let times = fill(Key::LoginsTimes, &[("began", &began), ("used", &used)]);
    let device = login.device.clone();
    let act = if login.current {
        view! { <Badge tone=Tone::Good label=t(Key::LoginsHere)/> }.into_any()
    } else {
        let name = fill(Key::LoginsEndOn, &[("device", &device)]);
        view! {
            <Button name=name on_press=move |()| ending.end(login.clone())>{t(Key::LoginsEnd)}</Button>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <span class="row-name">{device}</span>
            {act}
            <span class="row-facts">{times}</span>
        </li>
    }
}
