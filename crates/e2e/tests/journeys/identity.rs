//! Getting an account, signing in, and what one does with one's own.

use e2e::{Browser, Key, Target, Texts, alert, button, checkbox, choice, field, heading, journey, link, navigation};
use test_support::{PASSWORD, TestApp};

const EMAIL: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

/// Signs in with the password of everybody in tests.
pub(super) async fn signs_in_as(visitor: &Browser, email: &str) {
    visitor.open("/en/sign-in").await;
    visitor.fill(field("E-mail address"), email).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Sign in")).await;
    is_home(visitor).await;
    visitor.open("/en/account").await;
    visitor.arrives_at("Your profile").await;
}

/// Who has signed in is at home.
pub(super) async fn is_home(visitor: &Browser) {
    visitor.is_at("/en/home").await;
    visitor.sees(heading("Good ").and_more()).await;
}

async fn fill_in(visitor: &Browser, password: &str) {
    visitor.fill(field("E-mail address"), EMAIL).await;
    visitor.fill(field("Password"), password).await;
    visitor.click(button("Sign in")).await;
}

async fn signs_in(visitor: &Browser, password: &str) {
    visitor.open("/en/sign-in").await;
    fill_in(visitor, password).await;
    is_home(visitor).await;
    visitor.open("/en/account").await;
    visitor.arrives_at("Your profile").await;
}

/// An account, and its owner signed in before the browser.
async fn is_at_home(visitor: &Browser, app: &TestApp) {
    app.sign_up(EMAIL, NAME).await;
    signs_in(visitor, PASSWORD).await;
}

pub(super) fn menu() -> Target {
    button("Menu of ").and_more()
}

async fn signs_out(visitor: &Browser) {
    visitor.click(menu()).await;
    visitor.click(button("Sign out")).await;
    visitor.sees(link("Sign in")).await;
}

async fn signs_up(visitor: &Browser, app: &TestApp) {
    visitor.open("/en/").await;
    visitor.click(link("Sign in")).await;
    visitor.arrives_at("Sign in").await;
    visitor.click(link("Create an account")).await;
    visitor.arrives_at("Create an account").await;
    visitor.click(button("Create account")).await;
    visitor.sees(heading("Some things are missing or not right")).await;
    visitor.until("the summary has the focus", async || visitor.focused().await.role == "alert").await;
    visitor.fill(field("Name"), NAME).await;
    visitor.fill(field("E-mail address"), EMAIL).await;
    visitor.fill(field("Password"), "short").await;
    visitor.reads("Use at least 12 characters").await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.misses(alert("").and_more()).await;
    visitor.click(button("Create account")).await;
    visitor.arrives_at("Look into your mail").await;
    visitor.reads(EMAIL).await;

    app.work().await;
    visitor.open(&format!("/en/confirm#token={}", app.token_mailed_to(EMAIL))).await;
    visitor.arrives_at("Confirm your address").await;
    assert_eq!(
        visitor.script("return location.href").await,
        format!("{}/en/confirm", app.url),
        "the word is out of sight"
    );
    visitor.click(button("Confirm")).await;
    visitor.arrives_at("Your address is confirmed").await;
    visitor.click(link("Sign in")).await;
    visitor.arrives_at("Sign in").await;
}

/// Writes into a field to choose from many, and takes what comes first.
async fn takes(visitor: &Browser, name: &str, text: &str) {
    visitor.fill(choice(name), text).await;
    visitor.press(Key::Down).await;
    visitor.press(Key::Enter).await;
}

#[tokio::test]
async fn somebody_signs_up_and_later_forgets_their_password() {
    journey(async |visitor, app| {
        signs_up(visitor, app).await;
        fill_in(visitor, PASSWORD).await;
        is_home(visitor).await;
        visitor.sees(button(&format!("Menu of {NAME}"))).await;

        visitor.click(link("Fill in").and_more()).await;
        visitor.arrives_at("Your profile").await;
        visitor.fill(field("Role at work"), "Chief resilience officer").await;
        takes(visitor, "Languages that you speak", "english").await;
        takes(visitor, "Languages that you speak", "swahili").await;
        takes(visitor, "Time zone", "nairobi").await;
        visitor.fill(field("What you know well"), "heat planning").await;
        visitor.click(checkbox("What you know well")).await;
        visitor.click(button("Save")).await;
        visitor.reads("Your profile is saved.").await;

        visitor.reload().await;
        visitor.sees(button(&format!("Menu of {NAME}"))).await;
        assert_eq!(visitor.property(field("Role at work"), "value").await, "Chief resilience officer");
        visitor.sees(button("Remove English")).await;
        visitor.sees(button("Remove Kiswahili")).await;
        assert_eq!(visitor.property(choice("Time zone"), "value").await, "Africa/Nairobi");
        assert_eq!(visitor.property(checkbox("What you know well"), "checked").await, "true");
        signs_out(visitor).await;

        visitor.arrives_at("Sign in").await;
        visitor.click(link("Forgotten your password?")).await;
        visitor.arrives_at("Forgotten your password?").await;
        visitor.fill(field("E-mail address"), EMAIL).await;
        visitor.click(button("Send the link")).await;
        visitor.arrives_at("Look into your mail").await;
        app.work().await;
        visitor.open(&format!("/en/reset#token={}", app.token_mailed_to(EMAIL))).await;
        visitor.arrives_at("Choose a new password").await;
        visitor.fill(field("New password"), OTHER_PASSWORD).await;
        // With the focus in a field that goes away.
        visitor.press(Key::Enter).await;
        visitor.arrives_at("Your password is changed").await;
        signs_in(visitor, OTHER_PASSWORD).await;
    })
    .await;
}

/// What is said of a new password.
async fn is_told(visitor: &Browser, expected: &str) {
    let said = "return document.querySelector('main .strength')?.innerText";
    visitor.until(&format!("“{expected}” is said"), async || visitor.script(said).await == expected).await;
}

#[tokio::test]
async fn who_chooses_a_password_reads_whether_it_will_do() {
    journey(async |visitor, app| {
        visitor.open("/en/register").await;
        is_told(visitor, "").await;
        visitor.fill(field("Name"), NAME).await;
        visitor.fill(field("E-mail address"), EMAIL).await;
        visitor.fill(field("Password"), "Password202").await;
        is_told(visitor, "1 character is still missing.").await;
        visitor.types("6").await;
        is_told(visitor, "One of the passwords that are tried first.").await;
        visitor.pictures("register-weak-password-1440-light").await;
        visitor.fill(field("Password"), "Ada.Practitioner").await;
        is_told(visitor, "Hardly more than your name.").await;
        visitor.fill(field("Name"), "Ada Lovelace").await;
        is_told(visitor, "This password will do.").await;
        visitor.fill(field("Password"), "qwertyuiopasdf").await;
        is_told(visitor, "It repeats itself or follows the keyboard.").await;
        visitor.fill(field("Password"), PASSWORD).await;
        // Leaving the field asks at once.
        visitor.press(Key::Tab).await;
        is_told(visitor, "This password will do.").await;

        app.sign_up(EMAIL, NAME).await;
        signs_in(visitor, PASSWORD).await;
        visitor.open("/en/account/password").await;
        visitor.arrives_at("Change your password").await;
        visitor.fill(field("Password so far"), PASSWORD).await;
        is_told(visitor, "").await;
        visitor.fill(field("New password"), "Ada.Practitioner").await;
        is_told(visitor, "Hardly more than your name.").await;
        visitor.fill(field("New password"), OTHER_PASSWORD).await;
        is_told(visitor, "This password will do.").await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_is_told_in_one_sentence() {
    journey(async |visitor, app| {
        app.sign_up(EMAIL, NAME).await;
        visitor.expects_console("401");
        visitor.open("/en/sign-in").await;
        fill_in(visitor, OTHER_PASSWORD).await;
        visitor.sees(alert("").and_more()).await;
        let said = "return document.querySelector('main [role=alert]').innerText";
        assert_eq!(visitor.script(said).await, "Address, password or code is not right. Check them, then try again.");
        visitor.until("it has the focus", async || visitor.focused().await.role == "alert").await;
        assert_eq!(visitor.property(field("E-mail address"), "value").await, EMAIL, "nothing typed is lost");
        visitor.pictures("sign-in-wrong-1440-light").await;
        visitor.fill(field("Password"), PASSWORD).await;
        visitor.click(button("Sign in")).await;
        is_home(visitor).await;
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_once() {
    journey(async |visitor, app| {
        app.sign_up(EMAIL, NAME).await;
        visitor.expects_console("422");
        visitor.open(&format!("/en/confirm#token={}", app.token_mailed_to(EMAIL))).await;
        visitor.click(button("Confirm")).await;
        visitor.reads("This link is no longer good").await;
        visitor.open("/en/reset").await;
        visitor.reads("This page needs the link of our mail").await;
    })
    .await;
}

#[tokio::test]
async fn signing_in_leads_back_and_never_to_another_site() {
    journey(async |visitor, app| {
        app.sign_up(EMAIL, NAME).await;
        visitor.visit("/en/account/logins").await;
        visitor.is_at("/en/sign-in?to=%2Fen%2Faccount%2Flogins").await;
        visitor.reads("Sign in first").await;
        fill_in(visitor, PASSWORD).await;
        visitor.arrives_at("Where you are signed in").await;
        visitor.is_at("/en/account/logins").await;

        for elsewhere in ["https%3A%2F%2Fevil.example%2Fen%2F", "%2F%2Fevil.example", "%2F%5Cevil.example%2Fen%2F"] {
            visitor.visit(&format!("/en/sign-in?to={elsewhere}")).await;
            visitor.is_at("/en/home").await;
        }
    })
    .await;
}

#[tokio::test]
async fn visitors_are_not_asked_who_they_are() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        visitor.sees(link("Sign in")).await;
        let asked = "return performance.getEntriesByType('resource').some(entry => /auth|\\/me/.test(entry.name))";
        assert_eq!(visitor.script(asked).await, false);
    })
    .await;
}

/// The other tabs hear of a change by this event, which a tab never gets of its own.
const ELSEWHERE: &str = "localStorage.removeItem('c2r.signed_in');
    dispatchEvent(new StorageEvent('storage', { key: 'c2r.signed_in' }))";

#[tokio::test]
async fn signing_out_in_one_tab_signs_out_the_others() {
    journey(async |visitor, app| {
        is_at_home(visitor, app).await;
        visitor.open("/en/about").await;
        visitor.sees(menu()).await;
        visitor.script(ELSEWHERE).await;
        visitor.sees(link("Sign in")).await;
        assert_eq!(visitor.address().await, "/en/about", "a page for everyone stays");
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_elsewhere_is_not_overwritten() {
    journey(async |visitor, app| {
        let ada = app.sign_up(EMAIL, NAME).await;
        signs_in(visitor, PASSWORD).await;
        let change = serde_json::from_value(serde_json::json!({ "work_role": "Deputy" })).unwrap();
        ada.client.update_me(ada.account.version, &change).await.unwrap();
        visitor.expects_console("412");
        visitor.fill(field("Role at work"), "Chief").await;
        visitor.click(button("Save")).await;
        visitor.reads("Your profile was changed meanwhile").await;
        visitor.click(button("Load it as it is now")).await;
        visitor.until("it is there", async || visitor.property(field("Role at work"), "value").await == "Deputy").await;
        visitor.fill(field("Role at work"), "Chief").await;
        visitor.click(button("Save")).await;
        visitor.reads("Your profile is saved.").await;
    })
    .await;
}

#[tokio::test]
async fn devices_are_listed_and_signed_out() {
    journey(async |visitor, app| {
        let ada = app.sign_up(EMAIL, NAME).await;
        signs_in(visitor, PASSWORD).await;
        visitor.click(link("Devices")).await;
        visitor.arrives_at("Where you are signed in").await;
        visitor.reads("This device").await;
        visitor.click(button("Sign out on ").and_more()).await;
        visitor.misses(button("Sign out on ").and_more()).await;
        assert_eq!(ada.client.get_me().await.unwrap_err().status(), Some(401));
        visitor.click(button("Sign out everywhere")).await;
        visitor.arrives_at("Sign in").await;
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_with_the_one_so_far() {
    journey(async |visitor, app| {
        is_at_home(visitor, app).await;
        visitor.click(link("Password").within(navigation("Account"))).await;
        visitor.arrives_at("Change your password").await;
        visitor.expects_console("422");
        visitor.fill(field("Password so far"), OTHER_PASSWORD).await;
        visitor.fill(field("New password"), "nine green doors in one street").await;
        visitor.click(button("Change your password")).await;
        visitor.sees(link("Password so far — This is not your password.")).await;
        visitor.fill(field("Password so far"), PASSWORD).await;
        visitor.click(button("Change your password")).await;
        visitor.reads("Your password is changed.").await;
        visitor.open("/en/about").await;
        visitor.sees(menu()).await;
    })
    .await;
}

/// The secret as the page shows it, for an authenticator.
pub(super) const SECRET: &str = "return document.querySelector('main a[href^=otpauth]').getAttribute('href')";

async fn sets_up_second_factor(visitor: &Browser, app: &TestApp) -> String {
    visitor.click(link("Second factor")).await;
    visitor.arrives_at("Second factor").await;
    visitor.click(button("Set up a second factor")).await;
    visitor.sees(field("First code")).await;
    assert_eq!(visitor.script("return document.querySelectorAll('main svg.qr path').length").await, 1, "the QR code");
    visitor.pictures("account-qr-code-1440-light").await;
    let uri = visitor.script(SECRET).await.as_str().unwrap().to_owned();
    visitor.fill(field("First code"), &app.code_of(&uri)).await;
    visitor.press(Key::Enter).await;
    visitor.sees(heading("Your recovery codes")).await;
    visitor.pictures("account-recovery-codes-1440-light").await;
    uri
}

#[tokio::test]
async fn a_second_factor_guards_signing_in() {
    journey(async |visitor, app| {
        is_at_home(visitor, app).await;
        let uri = sets_up_second_factor(visitor, app).await;
        let codes =
            visitor.script("return [...document.querySelectorAll('.secrets code')].map(code => code.innerText)");
        let codes = codes.await;
        visitor.click(button("I have kept them")).await;
        visitor.reads("A second factor guards your account.").await;
        signs_out(visitor).await;

        visitor.expects_console("401");
        visitor.open("/en/sign-in").await;
        fill_in(visitor, PASSWORD).await;
        visitor.sees(field("Code")).await;
        visitor.until("the code is asked for", async || visitor.focused().await.is(&field("Code"))).await;
        visitor.pictures("sign-in-code-1440-light").await;
        // Each code is good once, and the first one has been used.
        let now = app.now();
        app.clock.advance(now + std::time::Duration::from_secs(60) - now);
        visitor.types(&app.code_of(&uri)).await;
        visitor.press(Key::Enter).await;
        is_home(visitor).await;
        signs_out(visitor).await;

        visitor.open("/en/sign-in").await;
        fill_in(visitor, PASSWORD).await;
        visitor.fill(field("Code"), codes[0].as_str().unwrap()).await;
        visitor.click(button("Sign in")).await;
        is_home(visitor).await;
        visitor.open("/en/account").await;

        visitor.click(link("Second factor")).await;
        visitor.click(button("Take the second factor off")).await;
        visitor.fill(field("Password"), PASSWORD).await;
        visitor.click(button("Take the second factor off")).await;
        visitor.reads("No second factor guards your account.").await;
    })
    .await;
}

#[tokio::test]
async fn who_leaves_may_think_better_of_it() {
    journey(async |visitor, app| {
        is_at_home(visitor, app).await;
        visitor.click(link("Delete")).await;
        visitor.arrives_at("Delete your account").await;
        visitor.fill(field("Password"), PASSWORD).await;
        visitor.press(Key::Enter).await;
        visitor.reads("Your account is going to be deleted").await;
        visitor.pictures("account-leaving-1440-light").await;
        visitor.click(button("Keep my account")).await;
        visitor.sees(button("Delete my account")).await;
    })
    .await;
}

pub(super) const OF_VISITORS: [(&str, &str); 5] = [
    ("register", "/en/register"),
    ("sign-in", "/en/sign-in?to=%2Fen%2Faccount"),
    ("forgotten", "/en/forgotten"),
    ("confirm", "/en/confirm#token=abc"),
    ("reset", "/en/reset#token=abc"),
];
pub(super) const OF_ACCOUNTS: [(&str, &str); 6] = [
    ("account", "/en/account"),
    ("account-searches", "/en/account/searches"),
    ("account-logins", "/en/account/logins"),
    ("account-password", "/en/account/password"),
    ("account-second-factor", "/en/account/second-factor"),
    ("account-leave", "/en/account/leave"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_accounts() {
    journey(async |visitor, app| {
        let mut found = visitor.tours(&OF_VISITORS).await;
        is_at_home(visitor, app).await;
        found.extend(visitor.tours(&OF_ACCOUNTS).await);
        let open_menu = async |texts: &Texts| {
            visitor.click(button(&texts.say("shell.account", &[])).and_more()).await;
        };
        found.extend(visitor.inspects_after("account-menu", "/en/account", open_menu).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
