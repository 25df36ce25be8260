//! One account: who it is, its access, its roles.

use super::roles::Roles;
use super::suspension::Suspension;
use super::words;
use crate::address::{self, own_address, parts};
use crate::browser::{self, focus_in_place};
use crate::messages::{Key, day, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Fact, Failure, Skeleton, use_page};
use crate::shell::Announcer;
use crate::state::{Identity, Remote, Stage, api, identity};
use client::{Client, Error};
use domain::identity::{Account, AccountStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use ui::{Button, Link, Rank, Tag};

/// The page.
#[component]
pub(super) fn AccountPage() -> impl IntoView {
    let own = own_address(|path| path.starts_with(&address::admin_account("")));
    let id = Memo::new(move |_| {
        own.with(|own| parts(own).0.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned())
    });
    let client = api();
    let found = Remote::new(
        move || Some(id.get()),
        move |id| {
            let client = client.clone();
            async move { find(&client, &id).await }
        },
    );
    move || match (found.stage(), found.get()) {
        (Stage::Ready, Some(Some(account))) => view! { <Details account/> }.into_any(),
        (Stage::Ready, _) => view! { <Missing/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::AccountsTitle error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page narrow"><Skeleton lines=6/></div> }.into_any(),
    }
}

/// The account; `None` where there is none of this id.
async fn find(client: &Client, id: &str) -> Result<Option<Account>, Error> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match client.get_account(id).await {
        Err(error) if error.status() == Some(404) => Ok(None),
        answer => answer.map(Some),
    }
}

/// An account as it is after a change that is being asked for.
pub(super) type Changed = Pin<Box<dyn Future<Output = Result<Account, Error>>>>;

/// An account and what is being done to it.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) account: RwSignal<Account>,
    pub(super) announcer: Announcer,
    pub(super) identity: Identity,
    failure: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
}

impl Subject {
    fn new(account: Account) -> Self {
        Self {
            account: RwSignal::new(account),
            announcer: expect_context(),
            identity: identity(),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Asks for a change, one at a time; the account is then as the answer has it.
    pub(super) fn change(self, said: String, call: impl Fn(Client) -> Changed + 'static) {
        self.ask(said, Box::new(call));
    }

    fn ask(self, said: String, call: Box<dyn Fn(Client) -> Changed>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = self.identity.ask(call).await;
            self.busy.try_set(false);
            match answer {
                Ok(account) => self.know(account, said),
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }

    /// The account has changed.
    pub(super) fn know(self, account: Account, said: String) {
        self.account.try_set(account);
        self.announcer.say(said);
    }
}

#[component]
fn Details(account: Account) -> impl IntoView {
    let title = account.name.clone();
    use_page(move || Some(title.clone()));
    let (name, id) = (account.name.clone(), account.id.to_string());
    let subject = Subject::new(account);
    let log = move |parameter: &str| [&address::audit_log(), "?", parameter, "=", &id].concat();
    let (did, done_to) = (log("actor"), log("thing"));
    let may = [&address::permissions(), "?account=", &subject.account.with_untracked(|a| a.id.to_string())].concat();
    let above = vec![(address::admin_accounts(), t(Key::PersonBack).to_owned())];
    view! {
        <div class="page narrow prose">
            <Crumbs above here=name.clone()/>
            <h1 tabindex="-1">{name}</h1>
            <Facts subject/>
            <p class="acts">
                <Link rank=Rank::Plain href=did>{t(Key::PersonDid)}</Link>
                <Link rank=Rank::Plain href=done_to>{t(Key::PersonDoneTo)}</Link>
                <Link rank=Rank::Plain href=may>{t(Key::PersonMay)}</Link>
            </p>
            <Failure error=subject.failure retry=move || subject.failure.set(None)/>
            <h2 id="access-title">{t(Key::PersonAccess)}</h2>
            <Access subject/>
            <h2>{t(Key::PersonRoles)}</h2>
            <Roles subject/>
        </div>
    }
}

#[component]
fn Facts(subject: Subject) -> impl IntoView {
    let account = subject.account;
    let status = move || account.with(|account| words::status(account.status));
    let factor = move || {
        t(if account.with(|account| account.second_factor) { Key::PersonFactorOn } else { Key::PersonFactorOff })
    };
    let (email, made, id) = account.with_untracked(|account| {
        (account.email.clone(), day(account.created_at.timestamp_millis()), account.id.to_string())
    });
    let demo = account.with_untracked(|account| account.demo).then(|| t(Key::AccountsDemo));
    let deleted = move || {
        let day = account.with(|account| account.delete_after.map(|moment| day(moment.timestamp_millis())));
        day.map(|day| view! { <Fact term=t(Key::PersonDeleted)>{day}</Fact> })
    };
    view! {
        <dl class="facts">
            <Fact term=t(Key::PersonEmail)>{email}</Fact>
            <Fact term=t(Key::AdminStatus)>{status} " " {demo.map(|word| view! { <Tag label=word/> })}</Fact>
            <Fact term=t(Key::PersonFactor)>{factor}</Fact>
            <Fact term=t(Key::PersonMade)>{made}</Fact>
            {deleted}
            <Fact term=t(Key::PersonId)><code>{id}</code></Fact>
        </dl>
    }
}

fn focus_act() {
    if let Some(button) = browser::find("#access-title ~ .acts button") {
        focus_in_place(&button);
    }
}

/// Whether somebody can sign in to it, and how to change that.
#[component]
fn Access(subject: Subject) -> impl IntoView {
    let is_suspended = Memo::new(move |_| subject.account.with(|account| account.status == AccountStatus::Suspended));
    let end = move |()| {
        let id = subject.account.with_untracked(|account| account.id);
        subject.change(t(Key::PersonUnsuspended).to_owned(), move |client| {
            Box::pin(async move { client.delete_suspension(id).await })
        });
    };
    // What was pressed goes with what it has changed: the focus goes on to what stands in its place.
    Effect::new(move |before: Option<bool>| {
        let now = is_suspended.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(focus_act);
        }
        now
    });
    move || {
        if is_suspended.get() {
            view! {
                <p><strong>{t(Key::PersonSuspended)}</strong></p>
                <p class="acts"><Button on_press=end>{t(Key::PersonUnsuspend)}</Button></p>
            }
            .into_any()
        } else {
            view! { <Suspension subject/> }.into_any()
        }
    }
}
