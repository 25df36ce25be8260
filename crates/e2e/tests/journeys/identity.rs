//! Getting an account, signing in, and what one does with one's own.

use e2e::{Browser, Key, Scheme, Target, alert, button, checkbox, choice, field, heading, journey, link};
use test_support::{PASSWORD, TestApp};

const EMAIL: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

async fn fill_in(visitor: &Browser, password: &str) {
    visitor.fill(field("E-mail address"), EMAIL).await;
    visitor.fill(field("Password"), password).await;
    visitor.click(button("Sign in")).await;
}

async fn signs_in(visitor: &Browser, password: &str) {
    visitor.open("/en/sign-in").await;
    fill_in(visitor, password).await;
    visitor.arrives_at("Your profile").await;
}

/// An account, and its owner signed in before the browser.
async fn is_at_home(visitor: &Browser, app: &TestApp) {
    app.sign_up(EMAIL, NAME).await;
    signs_in(visitor, PASSWORD).await;
}

fn menu() -> Target {
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
    assert_eq!(visitor.script("return location.href").await, format!("{}/en/confirm", app.url), "the word is out of sight");
    visitor.click(button("Confirm")).await;
    visitor.arrives_at("Your address is confirmed").await;
    visitor.click(link("Sign in").within(e2e::region("").and_more())).await;
}

#[tokio::test]
async fn somebody_signs_up_and_forgets_their_password() {
    journey(async |visitor, app| {
        signs_up(visitor, app).await;
    })
    .await;
}
