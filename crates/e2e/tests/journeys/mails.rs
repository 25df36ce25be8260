//! Pages that mails lead to, and the mails of a demonstration.

use crate::identity::signs_in_as;
use e2e::{Browser, Texts, button, field, heading, journey, journey_on, link};
use test_support::{PASSWORD, TestApp};

const OLD: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";

async fn registers(visitor: &Browser) {
    visitor.open("/en/register").await;
    visitor.fill(field("Name"), NAME).await;
    visitor.fill(field("E-mail address"), OLD).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Create account")).await;
    visitor.arrives_at("Look into your mail").await;
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
