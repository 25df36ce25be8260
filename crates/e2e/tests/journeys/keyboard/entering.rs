//! Passwords, codes and links of mails: coming in, and what is said where one does not.

use super::{goes_to_account, signs_in, signs_in_here};
use crate::identity::{SECRET, is_home, menu};
use e2e::{Key, Keyboard, button, field, heading, journey, link};
use std::time::Duration;
use test_support::{PASSWORD, TestApp};

const EMAIL: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

/// Waits until what went wrong has the focus.
async fn is_told(keys: Keyboard<'_>) {
    keys.until("what is wrong has the focus", async || keys.focused().await.role == "alert").await;
}

async fn signs_out(keys: Keyboard<'_>) {
    keys.presses_before(menu()).await;
    keys.presses(button("Sign out")).await;
    keys.lands_at("Sign in").await;
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        keys.expects_console("401");
        keys.opens("/en/sign-in").await;
        signs_in_here(keys, EMAIL, OTHER_PASSWORD).await;
        is_told(keys).await;
        assert_eq!(keys.property(field("E-mail address"), "value").await, EMAIL, "nothing typed is lost");
        keys.presses(link("Forgotten your password?")).await;
        keys.lands_at("Forgotten your password?").await;
        keys.writes(field("E-mail address"), EMAIL).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Look into your mail").await;
        app.work().await;
        keys.opens(&format!("/en/reset#token={}", app.token_mailed_to(EMAIL))).await;
        keys.writes(field("New password"), OTHER_PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Your password is changed").await;
        keys.presses(link("Sign in")).await;
        keys.lands_at("Sign in").await;
        signs_in_here(keys, EMAIL, OTHER_PASSWORD).await;
        is_home(&keys).await;
        keys.lands().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_no_longer_good_leads_on() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        keys.expects_console("422");
        keys.opens(&format!("/en/confirm#token={}", app.token_mailed_to(EMAIL))).await;
        keys.presses(button("Confirm")).await;
        keys.reads("This link is no longer good").await;
        keys.opens("/en/reset").await;
        keys.reads("This page needs the link of our mail").await;
        keys.presses(link("Ask for another link")).await;
        keys.lands_at("Forgotten your password?").await;
    })
    .await;
}

#[tokio::test]
async fn signing_in_leads_back_to_where_one_wanted_to_go() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        keys.visit("/en/account/logins").await;
        keys.is_at("/en/sign-in?to=%2Fen%2Faccount%2Flogins").await;
        signs_in_here(keys, EMAIL, PASSWORD).await;
        keys.lands_at("Where you are signed in").await;
        keys.presses(button("Sign out everywhere")).await;
        keys.lands_at("Sign in").await;
    })
    .await;
}

/// Waits until this is said of a new password.
async fn hears(keys: Keyboard<'_>, expected: &str) {
    let said = "return document.querySelector('main .strength')?.innerText";
    keys.until(&format!("“{expected}” is said"), async || keys.script(said).await == expected).await;
}

#[tokio::test]
async fn a_weak_password_is_told_of_and_a_better_one_taken() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/register").await;
        keys.presses(button("Create account")).await;
        is_told(keys).await;
        keys.presses(link("Name — ").and_more()).await;
        keys.is_on(field("Name")).await;
        keys.types(NAME).await;
        keys.writes(field("E-mail address"), EMAIL).await;
        keys.writes(field("Password"), "Password202").await;
        hears(keys, "1 character is still missing.").await;
        keys.types("6").await;
        hears(keys, "One of the passwords that are tried first.").await;
        keys.writes(field("Password"), PASSWORD).await;
        hears(keys, "This password will do.").await;
        keys.press(Key::Enter).await;
        keys.lands_at("Look into your mail").await;
        app.work().await;
        assert!(!app.token_mailed_to(EMAIL).is_empty());
    })
    .await;
}

/// The codes that are shown once.
const CODES: &str = "return [...document.querySelectorAll('.secrets code')].map(code => code.innerText)";

async fn sets_up_a_second_factor(keys: Keyboard<'_>, app: &TestApp) -> String {
    goes_to_account(keys).await;
    keys.presses_before(link("Second factor")).await;
    keys.lands_at("Second factor").await;
    keys.presses(button("Set up a second factor")).await;
    keys.sees(field("First code")).await;
    let uri = keys.script(SECRET).await.as_str().unwrap().to_owned();
    keys.writes(field("First code"), &app.code_of(&uri)).await;
    keys.press(Key::Enter).await;
    keys.sees(heading("Your recovery codes")).await;
    let codes = keys.script(CODES).await;
    keys.presses(button("I have kept them")).await;
    keys.reads("A second factor guards your account.").await;
    codes[0].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_recovery_code_lets_in_and_the_second_factor_is_taken_off() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        let code = sets_up_a_second_factor(keys, app).await;
        signs_out(keys).await;

        keys.expects_console("401");
        signs_in_here(keys, EMAIL, PASSWORD).await;
        keys.is_on(field("Code")).await;
        keys.types(&code).await;
        keys.press(Key::Enter).await;
        keys.sees(menu()).await;
        goes_to_account(keys).await;
        keys.presses_before(link("Second factor")).await;
        keys.lands_at("Second factor").await;
        keys.presses(button("Take the second factor off")).await;
        keys.writes(field("Password"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.reads("No second factor guards your account.").await;
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_with_the_one_so_far() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        goes_to_account(keys).await;
        keys.presses_before(link("Password")).await;
        keys.lands_at("Change your password").await;
        keys.expects_console("422");
        keys.writes(field("Password so far"), OTHER_PASSWORD).await;
        keys.writes(field("New password"), "nine green doors in one street").await;
        keys.press(Key::Enter).await;
        // What is wrong leads to where it is mended.
        is_told(keys).await;
        keys.presses(link("Password so far — This is not your password.")).await;
        keys.is_on(field("Password so far")).await;
        keys.writes(field("Password so far"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.reads("Your password is changed.").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_elsewhere_is_not_overwritten() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        let ada = app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        goes_to_account(keys).await;
        let change = serde_json::from_value(serde_json::json!({ "work_role": "Deputy" })).unwrap();
        ada.client.update_me(ada.account.version, &change).await.unwrap();
        keys.expects_console("412");
        keys.writes(field("Role at work"), "Chief").await;
        keys.presses(button("Save")).await;
        keys.reads("Your profile was changed meanwhile").await;
        keys.presses(button("Load it as it is now")).await;
        let role = || field("Role at work");
        keys.until("it is there", async || keys.property(role(), "value").await == "Deputy").await;
        keys.writes(role(), "Chief").await;
        keys.presses(button("Save")).await;
        keys.reads("Your profile is saved.").await;
    })
    .await;
}

/// Asks for the deletion, and is warned.
async fn leaves(keys: Keyboard<'_>) {
    goes_to_account(keys).await;
    keys.presses_before(link("Delete")).await;
    keys.lands_at("Delete your account").await;
    keys.writes(field("Password"), PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.reads("Your account is going to be deleted").await;
}

#[tokio::test]
async fn who_has_left_comes_back_within_the_grace_and_stays() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        let ada = app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        leaves(keys).await;
        signs_out(keys).await;
        let now = app.now();
        app.clock.advance(now + Duration::from_secs(13 * 24 * 60 * 60) - now);
        app.work().await;

        signs_in_here(keys, EMAIL, PASSWORD).await;
        keys.sees(menu()).await;
        goes_to_account(keys).await;
        keys.presses_before(link("Delete")).await;
        keys.lands_at("Delete your account").await;
        keys.presses(button("Keep my account")).await;
        keys.sees(button("Delete my account")).await;
        let again = app.sign_in(EMAIL).await;
        let me = again.client.get_me().await.unwrap();
        assert_eq!((me.id, me.delete_after), (ada.account.id, None));
    })
    .await;
}

#[tokio::test]
async fn the_data_of_an_account_is_taken_away() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        goes_to_account(keys).await;
        keys.presses_before(link("Your data")).await;
        keys.lands_at("Your data").await;
        // What the browser is given to keep, instead of the file.
        let keep =
            "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.kept = text; }); return '#'; }";
        keys.script(keep).await;
        keys.presses(button("Download the file")).await;
        keys.until("the file has the account", async || {
            let kept = keys.script("return window.kept ?? ''").await;
            kept.as_str().is_some_and(|kept| kept.contains(NAME))
        })
        .await;
    })
    .await;
}
