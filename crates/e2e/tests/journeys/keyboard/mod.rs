//! Everything without a mouse: the same ways as by clicks, with nothing but keys.

mod account;
mod around;
mod belonging;
mod choosing;
mod components;
mod deciding;
mod entering;
mod finding;
mod joining;
mod mailing;
mod office;
mod organisations;
mod partners;
mod publishing;
mod reading;
mod troubles;
mod visiting;
mod writing;

use crate::identity::{is_home, menu};
use e2e::{Key, Keyboard, field, link};
use test_support::PASSWORD;

/// Fills in the form of signing in where one was led to it.
async fn signs_in_here(keys: Keyboard<'_>, email: &str, password: &str) {
    keys.writes(field("E-mail address"), email).await;
    keys.writes(field("Password"), password).await;
    keys.press(Key::Enter).await;
}

/// Signs in with the password of everybody in tests, and is at home.
async fn signs_in(keys: Keyboard<'_>, email: &str) {
    keys.opens("/en/sign-in").await;
    signs_in_here(keys, email, PASSWORD).await;
    is_home(&keys).await;
    keys.lands().await;
}

/// Goes from any page to one's own account, by the menu.
async fn goes_to_account(keys: Keyboard<'_>) {
    keys.presses_before(menu()).await;
    keys.presses(link("Account")).await;
    keys.lands_at("Your profile").await;
}
