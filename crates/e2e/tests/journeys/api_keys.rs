//! Keys of an organisation's programs: making one, using it, ending it.

use crate::identity::signs_in_as;
use e2e::{Browser, Key, Texts, button, checkbox, choice, field, heading, journey_on, link};
use test_support::{TestApp, city_scopes};

const LEAD: &str = "lead@example.org";

/// What a program gets that holds a key.
async fn asks_for_members(app: &TestApp, secret: &str) -> u16 {
    let ask = app.get("/api/v1/organisations/melbourne/members");
    ask.header("authorization", &format!("Bearer {secret}")).status().await
}

/// The browser's clock says what the server's says, which stands still: a key ends so long after the moment of the form.
pub(super) async fn has_the_time_of(visitor: &Browser, app: &TestApp) {
    let now = app::Clock::now(&app.clock).timestamp_millis();
    visitor.script(&format!("Date.now = () => {now}")).await;
}

#[tokio::test]
async fn a_key_is_made_used_and_ended() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.with_city(LEAD, "melbourne").await;
        signs_in_as(visitor, LEAD).await;
        visitor.open("/en/organisations/melbourne").await;
        visitor.click(link("Keys for programs")).await;
        visitor.arrives_at("Keys of Melbourne").await;
        has_the_time_of(visitor, app).await;
        visitor.reads("There is no key yet").await;
        visitor.click(button("Make the key")).await;
        visitor.sees(heading("Some things are missing or not right")).await;
        visitor.click(checkbox("See who belongs to the organisation").and_more()).await;
        visitor.choose(choice("How long it holds"), "30 days").await;
        visitor.fill(field("Name"), "Open data portal").await;
        visitor.press(Key::Enter).await;
        visitor.sees(heading("The key Open data portal")).await;
        visitor
            .until("it has the focus", async || visitor.focused().await.is(&heading("The key Open data portal")))
            .await;
        visitor.reads("it is shown this once, and will not be shown again").await;
        visitor.reads("never used").await;
        let text = visitor.text().await;
        let secret = text.split_whitespace().find(|word| word.starts_with("c2r_") && word.len() == 60).unwrap();
        assert_eq!(asks_for_members(app, secret).await, 200);

        visitor.click(button("I have kept it")).await;
        visitor.reload().await;
        visitor.arrives_at("Keys of Melbourne").await;
        visitor.reads("last used").await;
        assert!(!visitor.text().await.contains(secret), "it is not shown again");
        visitor.click(button("End the key Open data portal")).await;
        visitor.sees(heading("End the key Open data portal?")).await;
        visitor.click(button("End it")).await;
        visitor.reads("Ended").await;
        visitor.misses(button("End the key Open data portal")).await;
        assert_eq!(asks_for_members(app, secret).await, 401);
    })
    .await;
}

#[tokio::test]
async fn who_does_not_lead_sees_no_keys() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.with_city(LEAD, "melbourne").await;
        app.sign_up("ada@example.org", "Ada").await;
        signs_in_as(visitor, "ada@example.org").await;
        visitor.open("/en/organisations/melbourne/keys").await;
        visitor.reads("Only the lead of the organisation can see its keys").await;
    })
    .await;
}

pub(super) const PAGES: [(&str, &str); 1] = [("organisation-keys", "/en/organisations/melbourne/keys")];

#[tokio::test]
async fn nothing_is_in_the_way_of_keys() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let ended = app.with_key(&lead, "melbourne", &city_scopes()).await;
        lead.client.delete_api_key("melbourne", ended.key.id).await.unwrap();
        app.with_key(&lead, "melbourne", &[]).await;
        signs_in_as(visitor, LEAD).await;
        let mut found = visitor.tours(&PAGES).await;
        let make = async |texts: &Texts| {
            has_the_time_of(visitor, app).await;
            visitor.fill(field(&texts.say("keys.name", &[])), "Open data portal").await;
            visitor.click(button(&texts.say("keys.make_it", &[]))).await;
            visitor.sees(heading(&texts.say("keys.made_title", &[("name", "Open data portal")]))).await;
        };
        found.extend(visitor.inspects_after("organisation-key-made", PAGES[0].1, make).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
