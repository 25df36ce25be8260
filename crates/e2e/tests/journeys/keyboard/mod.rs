//! Everything without a mouse: each way is walked here, with nothing but keys. The journeys beside this look at what keys
//! do not show, and try the mouse on the main ways.

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
use e2e::{Key, Keyboard, button, field, link};
use test_support::PASSWORD;

/// The secret of a second factor as the page shows it, for an authenticator.
const SECRET: &str = "return document.querySelector('main a[href^=otpauth]').getAttribute('href')";

/// Waits until what went wrong has the focus.
async fn is_told(keys: Keyboard<'_>) {
    keys.until("what is wrong has the focus", async || keys.focused().await.role == "alert").await;
}

/// Waits until this is said of a new password.
async fn hears(keys: Keyboard<'_>, expected: &str) {
    let said = "return document.querySelector('main .strength')?.innerText";
    keys.until(&format!("“{expected}” is said"), async || keys.script(said).await == expected).await;
}

/// Goes out by the menu, from a page of one's own.
async fn signs_out(keys: Keyboard<'_>) {
    keys.presses_before(menu()).await;
    keys.presses(button("Sign out")).await;
    keys.lands_at("Sign in").await;
}

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
