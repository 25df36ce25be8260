//! What is done by mail: another address, and the mails of a demonstration.

use crate::identity::{is_home, signs_in_as};
use e2e::{Browser, Texts, button, field, heading, journey, journey_on, link};
use test_support::{PASSWORD, TestApp};

const OLD: &str = "ada@example.org";
const NEW: &str = "ada.new@example.org";
const NAME: &str = "Ada Practitioner";
const OTHER_PASSWORD: &str = "six loud trains under one hill";

/// Somebody who is signed in here asks for another address, and both mails go out.
async fn asks_for_another_address(visitor: &Browser, app: &TestApp) {
    signs_in_as(visitor, OLD).await;
    app.work().await;
    visitor.click(link("Change your address")).await;
    visitor.arrives_at("Change your address").await;
    visitor.reads(OLD).await;
    visitor.expects_console("422");
    visitor.fill(field("New e-mail address"), NEW).await;
    visitor.fill(field("Password"), OTHER_PASSWORD).await;
    visitor.click(button("Change your address")).await;
    visitor.sees(link("Password — This is not your password.")).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Change your address")).await;
    visitor.reads(&format!("Mails are on their way to {NEW} and to {OLD}.")).await;
    visitor.misses(link("Read the mails of this demonstration")).await;
    app.work().await;
}

async fn follows(visitor: &Browser, app: &TestApp, page: &str, email: &str) {
    visitor.open(&format!("/en/{page}#token={}", app.token_mailed_to(email))).await;
}

async fn chooses_a_password_anew(visitor: &Browser, app: &TestApp) {
    visitor.click(link("Choose a new password")).await;
    visitor.arrives_at("Forgotten your password?").await;
    visitor.fill(field("E-mail address"), OLD).await;
    visitor.click(button("Send the link")).await;
    visitor.arrives_at("Look into your mail").await;
    app.work().await;
    follows(visitor, app, "reset", OLD).await;
    visitor.fill(field("New password"), OTHER_PASSWORD).await;
    visitor.click(button("Change password")).await;
    visitor.arrives_at("Your password is changed").await;
    visitor.click(link("Sign in")).await;
    visitor.fill(field("E-mail address"), OLD).await;
    visitor.fill(field("Password"), OTHER_PASSWORD).await;
    visitor.click(button("Sign in")).await;
    is_home(visitor).await;
}

#[tokio::test]
async fn an_account_moves_to_another_address_and_back() {
    journey(async |visitor, app| {
        let elsewhere = app.sign_up(OLD, NAME).await;
        asks_for_another_address(visitor, app).await;
        follows(visitor, app, "confirm-email", NEW).await;
        visitor.arrives_at("Confirm your new address").await;
        assert!(visitor.script("return location.hash").await == "", "the word is out of sight");
        visitor.click(button("Confirm")).await;
        visitor.arrives_at("Your address is changed").await;
        visitor.reads("Here you stay signed in").await;
        visitor.pictures("confirm-email-done-1440-light").await;
        assert_eq!(elsewhere.client.get_me().await.unwrap_err().status(), Some(401), "other logins end");
        visitor.click(link("Account")).await;
        visitor.arrives_at("Your profile").await;
        visitor.reads(NEW).await;
        visitor.click(button("Menu of ").and_more()).await;
        visitor.click(button("Sign out")).await;
        visitor.sees(link("Sign in")).await;
        signs_in_as(visitor, NEW).await;

        app.work().await;
        visitor.expects_console("401");
        follows(visitor, app, "keep-email", OLD).await;
        visitor.arrives_at("Keep your address").await;
        visitor.click(button("Keep my address")).await;
        visitor.arrives_at("Your address is back").await;
        visitor.sees(link("Sign in")).await;
        visitor.pictures("keep-email-undone-1440-light").await;
        chooses_a_password_anew(visitor, app).await;
    })
    .await;
}

#[tokio::test]
async fn the_old_address_stops_a_change() {
    journey(async |visitor, app| {
        app.sign_up(OLD, NAME).await;
        asks_for_another_address(visitor, app).await;
        follows(visitor, app, "keep-email", OLD).await;
        visitor.click(button("Keep my address")).await;
        visitor.arrives_at("Your address stays").await;
        visitor.reads(OLD).await;
        visitor.sees(button("Menu of ").and_more()).await;

        for (page, button_name, way) in
            [("confirm-email", "Confirm", "Ask once more"), ("keep-email", "Keep my address", "Choose a new password")]
        {
            follows(visitor, app, page, if page == "keep-email" { OLD } else { NEW }).await;
            visitor.click(button(button_name)).await;
            visitor.arrives_at("This link is no longer good").await;
            visitor.until("the heading has the focus", async || visitor.focused().await.role == "heading").await;
            assert!(visitor.barriers().await.is_empty());
            visitor.sees(link(way)).await;
            visitor.open(&format!("/en/{page}")).await;
            visitor.reads("This page needs the link of our mail").await;
        }
    })
    .await;
}

async fn registers(visitor: &Browser) {
    visitor.open("/en/register").await;
    visitor.fill(field("Name"), NAME).await;
    visitor.fill(field("E-mail address"), OLD).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Create account")).await;
    visitor.arrives_at("Look into your mail").await;
}

#[tokio::test]
async fn a_newcomer_reads_the_mail_of_a_demonstration_and_goes_on() {
    journey_on(TestApp::builder().demo_mails(), async |visitor, app| {
        registers(visitor).await;
        visitor.click(link("Read the mails of this demonstration")).await;
        visitor.arrives_at("Mails of this demonstration").await;
        visitor.reads("There are no mails yet").await;
        app.work().await;
        visitor.click(button("Look for new mails")).await;
        visitor.reads(OLD).await;
        visitor.click(link("Confirm your e-mail address")).await;
        visitor.arrives_at("Confirm your e-mail address").await;
        assert_eq!(visitor.property(link(&app.url).and_more(), "target").await, "_blank", "the text has links, too");
        visitor.follows_in_frame("Confirm your address").await;
        visitor.goes_to_new_tab().await;
        visitor.arrives_at("Confirm your address").await;
        visitor.click(button("Confirm")).await;
        visitor.arrives_at("Your address is confirmed").await;
        signs_in_as(visitor, OLD).await;
    })
    .await;
}

#[tokio::test]
async fn elsewhere_there_are_no_mails_to_read() {
    journey(async |visitor, app| {
        visitor.expects_console("404");
        for path in ["/en/demo/mails", "/en/demo/mails/0190163d-8694-739b-aea5-966c26f8ad91"] {
            visitor.open(path).await;
            visitor.arrives_at("There is nothing here").await;
        }
        registers(visitor).await;
        app.work().await;
        visitor.misses(link("Read the mails of this demonstration")).await;
    })
    .await;
}

pub(super) const PAGES: [(&str, &str); 4] = [
    ("confirm-email", "/en/confirm-email#token=abc"),
    ("keep-email", "/en/keep-email#token=abc"),
    ("demo-mails", "/en/demo/mails"),
    ("demo-mail", "/en/demo/mails/0190163d-8694-739b-aea5-966c26f8ad91"),
];
pub(super) const OF_ACCOUNTS: [(&str, &str); 1] = [("account-email", "/en/account/email")];

#[tokio::test]
async fn nothing_is_in_the_way_of_mails() {
    journey_on(TestApp::builder().demo_mails(), async |visitor, app| {
        app.sign_up(OLD, NAME).await;
        let mail = format!("/en/demo/mails/{}", app.client().list_demo_mails(Some(1)).await.unwrap().items[0].id);
        let pages = PAGES.map(|(name, path)| (name, if name == "demo-mail" { mail.as_str() } else { path }));
        let mut found = visitor.tours(&pages).await;
        let register = async |texts: &Texts| {
            for (key, text) in [("field.name", NAME), ("field.email", OLD), ("field.password", PASSWORD)] {
                visitor.fill(field(&texts.say(key, &[])), text).await;
            }
            visitor.click(button(&texts.say("register.send", &[]))).await;
            visitor.sees(heading(&texts.say("mailed.title", &[]))).await;
        };
        found.extend(visitor.inspects_after("register-done", "/en/register", register).await);
        signs_in_as(visitor, OLD).await;
        found.extend(visitor.tours(&OF_ACCOUNTS).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
