//! Passwords and links of mails: coming in, and what is said where one does not.

use super::{goes_to_account, hears, is_told, signs_in, signs_in_here, signs_out};
use crate::identity::{is_home, menu};
use e2e::{Key, Keyboard, button, field, journey, link};
use std::time::Duration;
use test_support::PASSWORD;

const EMAIL: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        keys.expects_console("401");
        keys.opens("/en/sign-in").await;
        signs_in_here(keys, EMAIL, OTHER_PASSWORD).await;
        is_told(keys).await;
        let said = "return document.querySelector('main [role=alert]').innerText";
        assert_eq!(keys.script(said).await, "Address, password or code is not right. Check them, then try again.");
        keys.pictures("sign-in-wrong-1440-light").await;
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
async fn signing_in_leads_back_and_never_to_another_site() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        app.sign_up(EMAIL, NAME).await;
        keys.visit("/en/account/logins").await;
        keys.is_at("/en/sign-in?to=%2Fen%2Faccount%2Flogins").await;
        keys.reads("Sign in first").await;
        signs_in_here(keys, EMAIL, PASSWORD).await;
        keys.lands_at("Where you are signed in").await;
        keys.is_at("/en/account/logins").await;
        for elsewhere in ["https%3A%2F%2Fevil.example%2Fen%2F", "%2F%2Fevil.example", "%2F%5Cevil.example%2Fen%2F"] {
            keys.visit(&format!("/en/sign-in?to={elsewhere}")).await;
            keys.is_at("/en/home").await;
        }
        keys.opens("/en/account/logins").await;
        keys.presses(button("Sign out everywhere")).await;
        keys.lands_at("Sign in").await;
    })
    .await;
}

#[tokio::test]
async fn a_weak_password_is_told_of_and_a_better_one_taken() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/register").await;
        hears(keys, "").await;
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
        keys.pictures("register-weak-password-1440-light").await;
        keys.writes(field("Password"), "Ada.Practitioner").await;
        hears(keys, "Hardly more than your name.").await;
        keys.tab_back_to(field("Name")).await;
        keys.writes(field("Name"), "Ada Lovelace").await;
        hears(keys, "This password will do.").await;
        keys.writes(field("Password"), "qwertyuiopasdf").await;
        hears(keys, "It repeats itself or follows the keyboard.").await;
        keys.writes(field("Password"), PASSWORD).await;
        // Leaving the field asks at once.
        keys.tab_back_to(field("E-mail address")).await;
        hears(keys, "This password will do.").await;
        keys.press(Key::Enter).await;
        keys.lands_at("Look into your mail").await;
        app.work().await;
        assert!(!app.token_mailed_to(EMAIL).is_empty());
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
            kept.as_str().is_some_and(|kept| kept.contains(NAME) && kept.contains("\"done\""))
        })
        .await;
    })
    .await;
}
