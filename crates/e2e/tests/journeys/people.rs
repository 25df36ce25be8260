//! People as they show themselves.

use crate::identity::signs_in_as;
use e2e::journey_on;
use serde_json::json;
use test_support::{Person, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";

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
async fn others_see_what_a_person_shows_and_nothing_is_in_the_way() {
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
        let found = visitor.tours(&PAGES.map(|(name, _)| (name, page.as_str()))).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
