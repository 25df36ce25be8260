//! Leading an organisation: invitations, what it says of itself, keys for its programs.

use super::signs_in;
use crate::api_keys::has_the_time_of;
use e2e::{Key, Keyboard, button, checkbox, choice, field, heading, journey_on, link};
use test_support::TestApp;

const LEAD: &str = "lead@example.org";
const ADA: &str = "ada@example.org";

/// Invites somebody, and thinks better of it.
async fn invites(keys: Keyboard<'_>) {
    keys.writes(field("E-mail address"), ADA).await;
    keys.press(Key::Enter).await;
    keys.reads(&format!("The invitation is on its way to {ADA}.")).await;
    keys.presses_before(button(&format!("Withdraw the invitation to {ADA}"))).await;
    keys.reads("Nobody is invited").await;
}

async fn makes_a_key(keys: Keyboard<'_>) {
    keys.writes(field("Name"), "Open data portal").await;
    keys.ticks(checkbox("See who belongs to the organisation").and_more()).await;
    keys.chooses(choice("How long it holds"), "30").await;
    keys.presses(button("Make the key")).await;
    keys.is_on(heading("The key Open data portal")).await;
    keys.presses(button("I have kept it")).await;
    keys.is_on(heading("Make a key")).await;
}

#[tokio::test]
async fn a_lead_invites_says_what_the_city_does_and_makes_and_ends_a_key() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let keys = visitor.by_keys();
        app.with_city(LEAD, "melbourne").await;
        signs_in(keys, LEAD).await;
        keys.presses_before(link("Organisations")).await;
        keys.lands_at("Organisations").await;
        keys.presses(link("Melbourne")).await;
        keys.lands_at("Melbourne").await;

        invites(keys).await;
        keys.writes(field("What it does"), "Heat plans for the city.").await;
        keys.presses(button("Save")).await;
        keys.reads("It is saved.").await;

        keys.presses(link("Keys for programs")).await;
        keys.lands_at("Keys of Melbourne").await;
        has_the_time_of(&keys, app).await;
        makes_a_key(keys).await;
        keys.presses_before(button("End the key Open data portal")).await;
        keys.presses(button("End it")).await;
        keys.reads("Ended").await;
        keys.misses(button("End the key Open data portal")).await;
    })
    .await;
}
