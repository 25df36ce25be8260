//! Getting an account, signing in and out.

use e2e::{Browser, Key, Target, Texts, alert, button, checkbox, choice, field, heading, journey, link};
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
