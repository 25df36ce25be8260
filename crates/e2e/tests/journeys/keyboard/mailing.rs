//! What is done by mail: another address, and the mails of a demonstration.

use super::{goes_to_account, signs_in, signs_in_here};
use crate::identity::{is_home, menu};
use e2e::{Key, Keyboard, button, field, heading, journey, journey_on, link};
use test_support::{PASSWORD, TestApp};

const OLD: &str = "ada@example.org";
const NEW: &str = "ada.new@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

/// Somebody asks for another address, at first with a password that is not theirs, and both mails go out.
async fn asks_for_another_address(keys: Keyboard<'_>, app: &TestApp) {
    signs_in(keys, OLD).await;
    app.work().await;
    goes_to_account(keys).await;
    keys.presses(link("Change your address")).await;
    keys.lands_at("Change your address").await;
    keys.reads(OLD).await;
    keys.expects_console("422");
    keys.writes(field("New e-mail address"), NEW).await;
    keys.writes(field("Password"), OTHER_PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.until("what is wrong has the focus", async || keys.focused().await.role == "alert").await;
    keys.presses(link("Password — This is not your password.")).await;
    keys.is_on(field("Password")).await;
    keys.writes(field("Password"), PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.reads(&format!("Mails are on their way to {NEW} and to {OLD}.")).await;
    keys.misses(link("Read the mails of this demonstration")).await;
    app.work().await;
}

async fn follows(keys: Keyboard<'_>, app: &TestApp, page: &str, email: &str) {
    keys.opens(&format!("/en/{page}#token={}", app.token_mailed_to(email))).await;
}

async fn chooses_a_password_anew(keys: Keyboard<'_>, app: &TestApp) {
    keys.presses(link("Choose a new password")).await;
    keys.lands_at("Forgotten your password?").await;
    keys.writes(field("E-mail address"), OLD).await;
    keys.press(Key::Enter).await;
    keys.lands_at("Look into your mail").await;
    app.work().await;
    follows(keys, app, "reset", OLD).await;
    keys.writes(field("New password"), OTHER_PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.lands_at("Your password is changed").await;
    keys.presses(link("Sign in")).await;
    keys.lands_at("Sign in").await;
    signs_in_here(keys, OLD, OTHER_PASSWORD).await;
    is_home(&keys).await;
}

#[tokio::test]
async fn an_account_moves_to_another_address_and_back() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        let elsewhere = app.sign_up(OLD, NAME).await;
        asks_for_another_address(keys, app).await;
        follows(keys, app, "confirm-email", NEW).await;
        keys.sees(heading("Confirm your new address")).await;
        assert_eq!(keys.script("return location.hash.includes('token')").await, false, "the word is out of sight");
        keys.presses(button("Confirm")).await;
        keys.lands_at("Your address is changed").await;
        keys.reads("Here you stay signed in").await;
        keys.pictures("confirm-email-done-1440-light").await;
        assert_eq!(elsewhere.client.get_me().await.unwrap_err().status(), Some(401), "other logins end");
        keys.presses(link("Account")).await;
        keys.lands_at("Your profile").await;
        keys.reads(NEW).await;
        keys.presses_before(menu()).await;
        keys.presses(button("Sign out")).await;
        keys.lands_at("Sign in").await;
        signs_in_here(keys, NEW, PASSWORD).await;
        // Back to where they signed out.
        keys.lands_at("Your profile").await;

        app.work().await;
        keys.expects_console("401");
        follows(keys, app, "keep-email", OLD).await;
        keys.sees(heading("Keep your address")).await;
        keys.presses(button("Keep my address")).await;
        keys.lands_at("Your address is back").await;
        keys.sees(link("Sign in")).await;
        keys.pictures("keep-email-undone-1440-light").await;
        chooses_a_password_anew(keys, app).await;
    })
    .await;
}

#[tokio::test]
async fn the_old_address_stops_a_change() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(OLD, NAME).await;
        asks_for_another_address(keys, app).await;
        follows(keys, app, "keep-email", OLD).await;
        keys.presses(button("Keep my address")).await;
        keys.lands_at("Your address stays").await;
        keys.reads(OLD).await;
        keys.sees(menu()).await;

        follows(keys, app, "confirm-email", NEW).await;
        keys.presses(button("Confirm")).await;
        keys.lands_at("This link is no longer good").await;
        assert_eq!(keys.barriers().await, [""; 0]);
        keys.presses(link("Ask once more")).await;
        keys.lands_at("Change your address").await;
        follows(keys, app, "keep-email", OLD).await;
        keys.presses(button("Keep my address")).await;
        keys.lands_at("This link is no longer good").await;
        assert_eq!(keys.barriers().await, [""; 0]);
        keys.sees(link("Choose a new password")).await;
        for page in ["confirm-email", "keep-email"] {
            keys.open(&format!("/en/{page}")).await;
            keys.reads("This page needs the link of our mail").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_reads_the_mail_of_a_demonstration_and_goes_on() {
    journey_on(TestApp::builder().demo_mails(), async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/register").await;
        keys.writes(field("Name"), NAME).await;
        keys.writes(field("E-mail address"), OLD).await;
        keys.writes(field("Password"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Look into your mail").await;
        keys.presses(link("Read the mails of this demonstration")).await;
        keys.lands_at("Mails of this demonstration").await;
        keys.reads("There are no mails yet").await;
        app.work().await;
        keys.presses(button("Look for new mails")).await;
        keys.reads(OLD).await;
        keys.presses(link("Confirm your e-mail address")).await;
        keys.lands_at("Confirm your e-mail address").await;
        let framed = keys.script("return new URL(document.querySelector('iframe').src).pathname").await;
        let letter = app.get(framed.as_str().unwrap()).send().await.text();
        assert!(letter.contains("Confirm your address"), "{letter}");
        // The text beside the frame has the same way.
        keys.presses(link(&app.url).and_more()).await;
        keys.goes_to_new_tab().await;
        keys.presses(button("Confirm")).await;
        keys.lands_at("Your address is confirmed").await;
        keys.presses(link("Sign in")).await;
        keys.lands_at("Sign in").await;
        signs_in_here(keys, OLD, PASSWORD).await;
        is_home(&keys).await;
    })
    .await;
}
