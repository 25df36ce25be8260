//! Getting an account, joining a city, and the yes of its lead.

use super::{signs_in, signs_in_here};
use e2e::{Key, Keyboard, button, field, journey_of_two, link};
use test_support::{PASSWORD, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";

/// Gets an account, by a mail and its link, and signs in.
async fn gets_an_account(keys: Keyboard<'_>, app: &TestApp) {
    keys.lands_at("Create an account").await;
    keys.writes(field("Name"), NAME).await;
    keys.writes(field("E-mail address"), ADA).await;
    keys.writes(field("Password"), PASSWORD).await;
    keys.press(Key::Enter).await;
    keys.lands_at("Look into your mail").await;
    app.work().await;
    keys.opens(&format!("/en/confirm#token={}", app.token_mailed_to(ADA))).await;
    keys.presses(button("Confirm")).await;
    keys.lands_at("Your address is confirmed").await;
    keys.presses(link("Sign in")).await;
    keys.lands_at("Sign in").await;
    signs_in_here(keys, ADA, PASSWORD).await;
}

async fn asks_to_join(keys: Keyboard<'_>) {
    keys.lands_at("Join Melbourne").await;
    keys.writes(field("Message to who decides"), "I work in the resilience office.").await;
    keys.presses(button("Ask to join")).await;
    keys.lands_at("Your request is on its way").await;
    keys.presses(link("See where it stands")).await;
    keys.lands_at("Where you belong").await;
    keys.reads("Waiting").await;
}

async fn says_yes(lead: Keyboard<'_>) {
    signs_in(lead, LEAD).await;
    lead.presses_before(link("Waiting for you").and_more()).await;
    lead.lands_at("Waiting for you").await;
    lead.reads("I work in the resilience office.").await;
    lead.presses(button(&format!("Accept: {NAME} wants to join Melbourne"))).await;
    lead.reads(&format!("Accepted: {NAME} wants to join Melbourne")).await;
}

#[tokio::test]
async fn somebody_gets_an_account_joins_a_city_and_leaves_it() {
    journey_of_two(TestApp::builder(), async |visitor, lead, app| {
        let keys = visitor.by_keys();
        app.with_city(LEAD, "melbourne").await;
        keys.opens("/en/cities/melbourne").await;
        keys.presses(link("Join this city")).await;
        keys.lands_at("Join Melbourne").await;
        keys.presses(link("Create an account")).await;
        gets_an_account(keys, app).await;
        asks_to_join(keys).await;

        says_yes(lead.by_keys()).await;
        keys.reads("In force").await;
        keys.presses(button("Leave Melbourne")).await;
        // The question is a dialog, which keeps the focus within.
        keys.presses(button("Leave")).await;
        keys.reads("Ended").await;
    })
    .await;
}
