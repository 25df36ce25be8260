//! Who sits before the screen: a visitor, or somebody who has signed in.

use crate::browser::{forget, keep, kept};
use client::{Client, Error};
use domain::identity::{Account, NewLogin, NewRefresh, Tokens};
use domain::policy::Action;
use futures_util::FutureExt as _;
use futures_util::future::Shared;
use leptos::ev;
use leptos::lazy;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// Says on this device that somebody is signed in: the id of the login, no secret. Without it nothing is asked, so that
/// visitors cost no request; when another tab changes it, this one follows.
const MARKER: &str = "c2r.signed_in";

/// An access token lives for ten minutes. Counted from when it came: the clock of the browser may be any.
const RENEW_AFTER: Duration = Duration::from_mins(9);

/// How long to wait when the server could not be reached.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// Somebody was signed in on this device; whether they still are is being asked.
    Unknown,
    /// Nobody has signed in.
    Visitor,
    /// The owner of this account.
    Somebody(Arc<Account>),
}

impl Who {
    /// Not by `==`, which would compare whole accounts in the first load.
    const fn is_visitor(&self) -> bool {
        matches!(self, Self::Visitor)
    }
}

type Renewal = Shared<Pin<Box<dyn Future<Output = ()>>>>;

/// Signing in, staying signed in, signing out. Lives as long as the app.
#[derive(Clone, Copy)]
pub(crate) struct Identity {
    who: RwSignal<Who>,
    client: StoredValue<Client>,
    /// The exchange of tokens that is on its way: whoever needs one meanwhile waits for the same.
    renewal: StoredValue<Option<Renewal>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether the account may see the pages for administrators.
    administers: RwSignal<bool>,
    /// How many things wait for the account's decision; `None` where it decides nothing.
    waiting: RwSignal<Option<i64>>,
}

impl Identity {
    /// Finds out who it is.
    pub(crate) fn new(client: Client) -> Self {
        let identity = Self {
            who: RwSignal::new(Who::Visitor),
            client: StoredValue::new(client),
            renewal: StoredValue::new_local(None),
            timer: StoredValue::new(None),
            administers: RwSignal::new(false),
            waiting: RwSignal::new(None),
        };
        identity.follow();
        window_event_listener(ev::storage, move |event| {
            if event.key().is_none_or(|key| key == MARKER) {
                identity.follow();
            }
        });
        window_event_listener(ev::focus, move |_| identity.count_waiting());
        identity
    }

    /// Does what the marker says.
    fn follow(self) {
        if kept(MARKER).is_none() {
            self.be_visitor();
            return;
        }
        if self.who.with_untracked(Who::is_visitor) {
            self.who.set(Who::Unknown);
        }
        spawn_local(self.renew());
    }

    /// Who it is.
    pub(crate) fn who(self) -> Who {
        self.who.get()
    }

    /// The account of who has signed in.
    pub(crate) fn account(self) -> Option<Arc<Account>> {
        self.who.with(account_of)
    }

    /// The same, for a handler of events.
    pub(crate) fn account_now(self) -> Option<Arc<Account>> {
        self.who.with_untracked(account_of)
    }

    /// Whether the account may see the pages for administrators; not before it is known.
    pub(crate) fn administers(self) -> bool {
        self.administers.get()
    }

    /// How many things wait for the account's decision; `None` where it decides nothing, or that is not known yet.
    pub(crate) fn waiting(self) -> Option<i64> {
        self.waiting.get()
    }

    /// Looks again what waits, for who decides anything.
    pub(crate) fn count_waiting(self) {
        if self.waiting.with_untracked(Option::is_some) {
            self.ask_about();
        }
    }

    /// Whether somebody is signed in here, known already or not, for a handler of events.
    pub(crate) fn has_login(self) -> bool {
        !self.who.with_untracked(Who::is_visitor)
    }

    /// The account has changed.
    pub(crate) fn know(self, account: Account) {
        let who = Who::Somebody(Arc::new(account));
        if self.who.with_untracked(|before| *before != who) {
            self.who.set(who);
        }
    }

    /// Signs in.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) async fn sign_in(self, new: NewLogin) -> Result<(), Error> {
        let client = self.client.get_value();
        client.create_login(&new).await.map(|tokens| self.enter(tokens))
    }

    /// Signs out on this device.
    ///
    /// # Errors
    /// When the server could not be told: then one still is signed in.
    pub(crate) async fn sign_out(self) -> Result<(), Error> {
        run(self, Errand::SignOut).await
    }

    /// The login has ended.
    pub(crate) fn leave(self) {
        forget(MARKER);
        self.be_visitor();
    }

    fn be_visitor(self) {
        self.client.with_value(|client| client.set_access_token(None));
        self.stop_timer();
        self.administers.set(false);
        self.waiting.set(None);
        if !self.who.with_untracked(Who::is_visitor) {
            self.who.set(Who::Visitor);
        }
    }

    fn enter(self, tokens: Tokens) {
        keep(MARKER, &tokens.login_id.to_string());
        self.know(tokens.account);
        self.renew_after(RENEW_AFTER);
        // Fetches what is needed later as well, so that it is there whatever is deployed meanwhile.
        self.ask_about();
    }

    fn ask_about(self) {
        spawn_local(async move {
            // The pages ask for themselves: this is about lines in a menu.
            let _ = run(self, Errand::Permissions).await;
        });
    }

    fn renew_after(self, delay: Duration) {
        self.stop_timer();
        let handle = set_timeout_with_handle(move || spawn_local(self.renew()), delay);
        self.timer.set_value(handle.ok());
    }

    fn stop_timer(self) {
        if let Some(Some(handle)) = self.timer.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// Exchanges the cookie for a new access token.
    pub(crate) async fn renew(self) {
        // What went wrong is known by who it is then.
        let _ = run(self, Errand::Renew).await;
    }

    async fn renew_once(self) {
        let running = self.renewal.get_value();
        let renewal = running.unwrap_or_else(|| {
            let started: Renewal = self.exchange().boxed_local().shared();
            self.renewal.set_value(Some(started.clone()));
            started
        });
        renewal.await;
    }

    async fn exchange(self) {
        let client = self.client.get_value();
        let before = client.access_token();
        let answer = client.create_refresh(&NewRefresh::default()).await;
        self.renewal.set_value(None);
        match answer {
            Ok(tokens) => self.enter(tokens),
            Err(error) if error.status() == Some(401) => self.leave(),
            Err(_) => {
                client.set_access_token(before);
                if self.who.with_untracked(|who| matches!(who, Who::Unknown)) {
                    self.who.set(Who::Visitor);
                }
                self.renew_after(TRY_AGAIN_AFTER);
            }
        }
    }

    async fn end_login(self) -> Result<(), Error> {
        if let Some(running) = self.renewal.get_value() {
            running.await;
        }
        let client = self.client.get_value();
        let token = client.access_token();
        match client.delete_current_login().await {
            Err(error) if error.status() != Some(401) => {
                client.set_access_token(token);
                Err(error)
            }
            _ => {
                self.leave();
                Ok(())
            }
        }
    }

    async fn ask_permissions(self) -> Result<(), Error> {
        let client = self.client.get_value();
        let permissions = client.get_my_permissions().await?;
        let may = |action| permissions.items.iter().any(|item| item.operation == action);
        self.administers.set(may(Action::ListAccounts));
        let waiting =
            if may(Action::CreateMembershipDecision) { Some(client.get_my_waiting().await?.count()) } else { None };
        if self.waiting.get_untracked() != waiting {
            self.waiting.set(waiting);
        }
        Ok(())
    }

    /// Asks the API in the name of who has signed in.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) async fn ask<T, Asked>(self, call: impl Fn(Client) -> Asked) -> Result<T, Error>
    where
        Asked: Future<Output = Result<T, Error>>,
    {
        let client = self.client.get_value();
        self.again(|| call(client.clone())).await
    }

    /// Asks, and once more with a new access token where the old one is over: a device that slept comes back so.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) async fn again<T, Asked>(self, call: impl Fn() -> Asked) -> Result<T, Error>
    where
        Asked: Future<Output = Result<T, Error>>,
    {
        let mut renewed = false;
        // One place that asks: the code of a question is there once.
        loop {
            let answer = call().await;
            if renewed || !self.needs_renewal(answer.as_ref().err()) {
                return answer;
            }
            self.renew().await;
            renewed = true;
        }
    }

    /// Whether an answer says that the access token is over.
    fn needs_renewal(self, error: Option<&Error>) -> bool {
        let over = error.and_then(Error::problem).is_some_and(|problem| problem.code == "unauthenticated");
        over && !self.who.with_untracked(Who::is_visitor)
    }
}

/// What visitors do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errand {
    Renew,
    SignOut,
    Permissions,
}

/// A chunk of its own: the first page of a visitor stays light.
#[lazy]
async fn run(identity: Identity, errand: Errand) -> Result<(), Error> {
    match errand {
        Errand::Renew => {
            identity.renew_once().await;
            Ok(())
        }
        Errand::SignOut => identity.end_login().await,
        Errand::Permissions => identity.ask_permissions().await,
    }
}

fn account_of(who: &Who) -> Option<Arc<Account>> {
    match who {
        Who::Somebody(account) => Some(Arc::clone(account)),
        Who::Unknown | Who::Visitor => None,
    }
}
