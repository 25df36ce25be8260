//! One's own account: the profile, a second factor, devices, a password, leaving.

use super::{SECRET, goes_to_account, hears, is_told, signs_in, signs_in_here, signs_out};
use crate::identity::{is_home, menu};
use e2e::{Key, Keyboard, button, checkbox, choice, field, heading, journey, link};
use std::time::Duration;
use test_support::{PASSWORD, Person, TestApp};

const EMAIL: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

/// Goes to signing in from the first page. The menu of who has signed in closes without having been used, too.
async fn comes_in(keys: Keyboard<'_>) {
    keys.open("/en/").await;
    keys.presses(link("Sign in")).await;
    keys.lands_at("Sign in").await;
    signs_in_here(keys, EMAIL, PASSWORD).await;
    is_home(&keys).await;
    keys.lands().await;
    keys.presses_before(menu()).await;
    keys.tab_to(link("Account")).await;
    keys.misses(link("Administration")).await;
    keys.press(Key::Escape).await;
    keys.misses(link("Account")).await;
    keys.is_on(menu()).await;
}

/// Writes into a field to choose from many, and takes what comes first.
async fn takes(keys: Keyboard<'_>, name: &str, text: &str) {
    keys.writes(choice(name), text).await;
    keys.press(Key::Down).await;
    keys.press(Key::Enter).await;
}

async fn fills_in_the_profile(keys: Keyboard<'_>, ada: &Person) {
    keys.writes(field("Role at work"), "Chief resilience officer").await;
    takes(keys, "Languages that you speak", "english").await;
    keys.sees(button("Remove English")).await;
    takes(keys, "Languages that you speak", "swahili").await;
    keys.sees(button("Remove Kiswahili")).await;
    takes(keys, "Time zone", "nairobi").await;
    keys.writes(field("What you know well"), "heat planning").await;
    keys.ticks(checkbox("What you know well")).await;
    keys.presses(button("Save")).await;
    keys.reads("Your profile is saved.").await;
    let me = ada.client.get_me().await.unwrap();
    assert_eq!(me.work_role.as_deref(), Some("Chief resilience officer"));
    assert_eq!(me.time_zone.as_deref(), Some("Africa/Nairobi"));
    assert_eq!((me.languages.len(), me.skills.len(), me.public.len()), (2, 1, 1));
}

/// The codes that are shown once.
const CODES: &str = "return [...document.querySelectorAll('.secrets code')].map(code => code.innerText)";

/// What the authenticator gets, and the first recovery code.
async fn sets_up_a_second_factor(keys: Keyboard<'_>, app: &TestApp) -> (String, String) {
    keys.presses_before(link("Second factor")).await;
    keys.lands_at("Second factor").await;
    keys.presses(button("Set up a second factor")).await;
    keys.sees(field("First code")).await;
    assert_eq!(keys.script("return document.querySelectorAll('main svg.qr path').length").await, 1, "the QR code");
    keys.pictures("account-qr-code-1440-light").await;
    let uri = keys.script(SECRET).await.as_str().unwrap().to_owned();
    keys.writes(field("First code"), &app.code_of(&uri)).await;
    keys.press(Key::Enter).await;
    keys.sees(heading("Your recovery codes")).await;
    keys.pictures("account-recovery-codes-1440-light").await;
    let codes = keys.script(CODES).await;
    keys.presses(button("I have kept them")).await;
    keys.reads("A second factor guards your account.").await;
    (uri, codes[0].as_str().unwrap().to_owned())
}

/// Signs in where the menu has led to, up to the code.
async fn is_asked_for_a_code(keys: Keyboard<'_>) {
    signs_in_here(keys, EMAIL, PASSWORD).await;
    keys.is_on(field("Code")).await;
}

/// Signs out by the menu, and in again with a code, and once more with one that was kept.
async fn comes_back_with_codes(keys: Keyboard<'_>, app: &TestApp, uri: &str, kept: &str) {
    signs_out(keys).await;
    // The code is asked for.
    keys.expects_console("401");
    is_asked_for_a_code(keys).await;
    keys.pictures("sign-in-code-1440-light").await;
    // Each code is good once, and the first one has been used.
    let now = app.now();
    app.clock.advance(now + Duration::from_secs(60) - now);
    keys.types(&app.code_of(uri)).await;
    keys.press(Key::Enter).await;
    keys.sees(menu()).await;
    keys.lands().await;
    signs_out(keys).await;
    is_asked_for_a_code(keys).await;
    keys.types(kept).await;
    keys.press(Key::Enter).await;
    keys.sees(menu()).await;
    keys.lands().await;
}

async fn takes_the_second_factor_off(keys: Keyboard<'_>) {
    goes_to_account(keys).await;
    keys.presses_before(link("Second factor")).await;
    keys.lands_at("Second factor").await;
    keys.presses(button("Take the second factor off")).await;
    keys.writes(field("Password"), PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.reads("No second factor guards your account.").await;
}

#[tokio::test]
async fn somebody_fills_in_their_profile_and_guards_their_account_with_a_second_factor() {
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        let ada = app.sign_up(EMAIL, NAME).await;
        comes_in(keys).await;
        goes_to_account(keys).await;
        fills_in_the_profile(keys, &ada).await;
        let (uri, kept) = sets_up_a_second_factor(keys, app).await;
        comes_back_with_codes(keys, app, &uri, &kept).await;
        takes_the_second_factor_off(keys).await;
    })
    .await;
}

/// Is told what is wrong with the password so far, and of what sort the new one is.
async fn changes_the_password(keys: Keyboard<'_>) {
    keys.presses_before(link("Password")).await;
    keys.lands_at("Change your password").await;
    keys.expects_console("422");
    keys.writes(field("Password so far"), "nine green doors in one street").await;
    hears(keys, "").await;
    keys.writes(field("New password"), "Ada.Practitioner").await;
    hears(keys, "Hardly more than your name.").await;
    keys.writes(field("New password"), OTHER_PASSWORD).await;
    hears(keys, "This password will do.").await;
    keys.press(Key::Enter).await;
    // What is wrong leads to where it is mended.
    is_told(keys).await;
    keys.presses(link("Password so far — This is not your password.")).await;
    keys.is_on(field("Password so far")).await;
    keys.writes(field("Password so far"), PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.reads("Your password is changed.").await;
}

#[tokio::test]
async fn a_device_is_signed_out_a_password_changed_and_leaving_thought_better_of() {
    journey(async |visitor, app| {
        // A deletion is asked for with a password, and a wrong one is refused.
        visitor.expects_console("/me/deletion");
        let keys = visitor.by_keys();
        let ada = app.sign_up(EMAIL, NAME).await;
        signs_in(keys, EMAIL).await;
        goes_to_account(keys).await;

        keys.presses_before(link("Devices")).await;
        keys.lands_at("Where you are signed in").await;
        keys.reads("This device").await;
        keys.presses(button("Sign out on ").and_more()).await;
        keys.misses(button("Sign out on ").and_more()).await;
        assert_eq!(ada.client.get_me().await.unwrap_err().status(), Some(401));

        changes_the_password(keys).await;

        keys.presses_before(link("Delete")).await;
        keys.lands_at("Delete your account").await;
        keys.writes(field("Password"), OTHER_PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.reads("Your account is going to be deleted").await;
        keys.pictures("account-leaving-1440-light").await;
        keys.presses(button("Keep my account")).await;
        keys.sees(button("Delete my account")).await;
    })
    .await;
}
