//! People as they show themselves, and invitations that somebody does not want.

use crate::identity::signs_in_as;
use e2e::{button, content, field, journey_of_two, journey_on, link};
use serde_json::json;
use test_support::{Person, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";

pub(super) const PAGES: [(&str, &str); 1] = [("person", "/en/people/0190163d-8694-739b-aea5-966c26f8ad91")];

/// Says what somebody does and knows, and shows these parts of it.
async fn shows(app: &TestApp, person: &Person, version: i64, public: &[&str]) {
    let change = json!({
        "work_role": "Resilience officer",
        "languages": ["pt-BR"],
        "skills": ["heat planning"],
        "public": public,
    });
    let ask = person.ask(app, "PATCH", "/api/v1/me").header("if-match", &format!("\"v{version}\""));
    assert_eq!(ask.json(&change).send().await.status, 200);
}

#[tokio::test]
async fn a_person_sees_what_others_see_and_others_see_no_more() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let person = app.sign_up(ADA, NAME).await;
        shows(app, &person, 1, &[]).await;
        let page = format!("/en/people/{}", person.account.id);
        // What nobody shows is not there.
        visitor.expects_console("404");
        visitor.open(&page).await;
        visitor.arrives_at("Nothing is shown here").await;
        visitor.reads("This person shows nothing of themselves").await;

        shows(app, &person, 2, &["work_role", "languages"]).await;
        visitor.visit("/healthz").await;
        visitor.open(&page).await;
        visitor.arrives_at(NAME).await;
        visitor.reads("Resilience officer").await;
        visitor.reads("Brazilian Portuguese").await;
        let text = visitor.script("return document.querySelector('main').innerText").await;
        assert!(!text.to_string().contains("heat planning"), "{text}");

        signs_in_as(visitor, ADA).await;
        visitor.open("/en/account").await;
        visitor.click(link("See what others see").within(content("").and_more())).await;
        visitor.arrives_at(NAME).await;
        visitor.is_at(&page).await;
        visitor.reads("This is you, as others see you.").await;
        let found = visitor.tours(&PAGES.map(|(name, _)| (name, page.as_str()))).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_declined_without_an_account_and_who_invites_sees_it() {
    journey_of_two(TestApp::builder(), async |visitor, lead, app| {
        app.with_city(LEAD, "melbourne").await;
        signs_in_as(lead, LEAD).await;
        lead.open("/en/organisations/melbourne").await;
        lead.fill(field("E-mail address"), ADA).await;
        lead.click(button("Invite")).await;
        lead.reads(&format!("The invitation is on its way to {ADA}.")).await;
        app.work().await;
        let word = app.token_mailed_to(ADA);
        visitor.open(&format!("/en/invitation#token={word}")).await;
        visitor.arrives_at("Invitation").await;
        visitor.click(button("Decline")).await;
        visitor.arrives_at("The invitation is declined").await;

        lead.visit("/healthz").await;
        lead.open("/en/organisations/melbourne").await;
        lead.reads("declined on").await;
        lead.click(button(&format!("Take off the list: {ADA}"))).await;
        lead.reads("Nobody is invited").await;
    })
    .await;
}
