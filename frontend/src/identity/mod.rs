//! Accounts: getting one, signing in, and what one does with one's own.

mod account;
mod confirm;
mod email_links;
mod forgotten;
mod mailed;
mod register;
mod reset;
mod sign_in;
mod token;

pub(crate) use account::{AccountRoute, OwnProfileRoute, Personal, SEARCHES, zone, zones};
pub(crate) use token::use_token;

use confirm::ConfirmPage;
use domain::identity::NewPassword;
use email_links::{ConfirmEmailPage, KeepEmailPage};
use forgotten::ForgottenPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use register::RegisterPage;
use reset::ResetPage;
use sign_in::SignInPage;

/// Where somebody wanted to go who is getting an account first.
const DESTINATION: &str = "c2r.destination";

/// The faults of a thing, none where it obeys its rules.
pub(crate) fn faults<T: domain::validation::Validate>(thing: T) -> Vec<contract::Fault> {
    domain::Valid::check(thing).err().unwrap_or_default()
}

/// The faults of a password that somebody chooses.
fn faults_of_password(password: String) -> Vec<contract::Fault> {
    // The word stands in for one that is not looked at here.
    faults(NewPassword { token: "x".to_owned(), password })
}

/// The chunk of the pages that lead to an account: together they weigh less than apart.
pub(crate) struct EntranceRoute;

#[lazy_route]
impl LazyRoute for EntranceRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        match path.trim_end_matches('/').rsplit('/').next() {
            Some("register") => view! { <RegisterPage/> }.into_any(),
            Some("confirm") => view! { <ConfirmPage/> }.into_any(),
            Some("confirm-email") => view! { <ConfirmEmailPage/> }.into_any(),
            Some("keep-email") => view! { <KeepEmailPage/> }.into_any(),
            Some("forgotten") => view! { <ForgottenPage/> }.into_any(),
            Some("reset") => view! { <ResetPage/> }.into_any(),
            _ => view! { <SignInPage/> }.into_any(),
        }
    }
}
