//! Organisations: one is made, verified and led, and a city says what it puts first.

use super::signs_in;
use crate::identity::menu;
use domain::policy::{MembershipRole, Role};
use e2e::{Key, Keyboard, button, checkbox, choice, content, field, heading, journey_of_two, journey_on, link};
use test_support::{Person, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";
const ADMINISTRATOR: &str = "root@example.org";
const PARTNER: &str = "Institute for examples";
const NOTE: &str = "What it puts first, in its own words";

/// Adds a contact, at first without what it needs.
async fn adds_a_contact(keys: Keyboard<'_>) {
    keys.presses(button("Add a contact")).await;
    keys.is_on(field("Name of the office")).await;
    keys.types("Resilience office").await;
    keys.presses(button("Save")).await;
    keys.until("what is missing has the focus", async || keys.focused().await.role == "alert").await;
    keys.writes(field("E-mail address, shown to everyone"), "office@example.org").await;
}

#[tokio::test]
async fn the_lead_of_a_city_says_what_it_puts_first() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let keys = visitor.by_keys();
        signs_in(keys, LEAD).await;
        keys.opens("/en/cities/melbourne").await;
        keys.presses(link("Edit what the city says")).await;
        keys.lands_at("What Melbourne says of itself").await;
        let themes = keys.names(checkbox("").and_more()).await;
        keys.ticks(checkbox(&themes[0])).await;
        keys.writes(field(NOTE), "Shade at schools first.").await;
        adds_a_contact(keys).await;
        keys.presses(button("Save")).await;
        keys.reads("It is saved, and everyone sees it.").await;

        // Somebody else is faster.
        let change = serde_json::from_value(serde_json::json!({ "note": "Trees along all streets." })).unwrap();
        lead.client.update_city_profile("melbourne", 1, &change).await.unwrap();
        keys.expects_console("412");
        keys.writes(field(NOTE), "Shade at schools, then water.").await;
        keys.presses(button("Save")).await;
        keys.reads("Somebody else has changed it meanwhile").await;
        let note = keys.property(field(NOTE), "value").await;
        assert_eq!(note, "Shade at schools, then water.", "nothing typed is lost");
        keys.presses(button("Keep what I typed")).await;
        keys.misses(button("Keep what I typed")).await;
        keys.presses(button("Save")).await;
        keys.reads("It is saved, and everyone sees it.").await;
        keys.opens("/en/cities/melbourne").await;
        keys.reads("Shade at schools, then water.").await;
        keys.reads("Resilience office").await;
        keys.reads(&themes[0]).await;
    })
    .await;
}

async fn makes_a_partner(keys: Keyboard<'_>) {
    signs_in(keys, ADA).await;
    keys.presses_before(link("Organisations")).await;
    keys.lands_at("Organisations").await;
    keys.presses(link("Register a partner organisation")).await;
    keys.lands_at("Register a partner organisation").await;
    keys.writes(field("Name"), PARTNER).await;
    keys.chooses(choice("What it is"), "univ").await;
    keys.writes(field("Website"), "https://example.org/").await;
    keys.press(Key::Enter).await;
    keys.lands_at(&format!("{PARTNER} waits to be verified")).await;
    keys.presses(link("See its page")).await;
    keys.lands_at(PARTNER).await;
    keys.reads("Not verified yet").await;
}

async fn verifies_it(office: Keyboard<'_>) {
    signs_in(office, ADMINISTRATOR).await;
    office.presses_before(menu()).await;
    office.presses(link("Waiting for you").and_more()).await;
    office.lands_at("Waiting for you").await;
    office.presses(link(PARTNER)).await;
    office.lands_at(PARTNER).await;
    office.presses(button(&format!("Verify: {PARTNER}"))).await;
    office.reads("Somebody leads it").await;
}

#[tokio::test]
async fn a_partner_is_made_verified_and_led() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, administrator, app| {
        app.sign_up(ADA, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        let (keys, office) = (visitor.by_keys(), administrator.by_keys());
        makes_a_partner(keys).await;
        verifies_it(office).await;

        keys.reload().await;
        keys.reads("You belong to it: Lead").await;
        keys.writes(field("What it does"), "Heat plans for cities.").await;
        keys.presses(button("Save")).await;
        keys.reads("It is saved.").await;
        keys.writes(field("Domain"), "gmail.com").await;
        keys.press(Key::Enter).await;
        keys.reads("Anyone can get an address there").await;
        keys.writes(field("Domain"), "institute.example").await;
        keys.press(Key::Enter).await;
        keys.sees(button("Take off institute.example")).await;

        office.reload().await;
        office.presses(button("Verify institute.example")).await;
        office.misses(button("Verify institute.example")).await;
        keys.presses(button("Take off institute.example")).await;
        keys.misses(button("Take off institute.example")).await;
        keys.open("/en/organisations?kind=partner&q=instit").await;
        keys.sees(link(PARTNER).within(content("").and_more())).await;
    })
    .await;
}

/// Somebody with an account comes to belong to the city.
async fn joins(app: &TestApp, lead: &Person, email: &str, name: &str) {
    let person = app.sign_up(email, name).await;
    let asked = app.ask_to_join(&person, "melbourne", MembershipRole::Practitioner).await;
    let yes = serde_json::from_value(serde_json::json!({ "decision": "accepted" })).unwrap();
    lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
}

#[tokio::test]
async fn somebody_is_taken_out_and_the_lead_is_handed_over() {
    const BEN_NAME: &str = "Ben Practitioner";
    journey_on(TestApp::builder(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        joins(app, &lead, ADA, NAME).await;
        joins(app, &lead, "ben@example.org", BEN_NAME).await;
        let keys = visitor.by_keys();
        signs_in(keys, LEAD).await;
        keys.opens("/en/organisations/melbourne").await;
        keys.presses(button(&format!("Take out {BEN_NAME}"))).await;
        keys.is_on(field("Reason")).await;
        keys.types("He works for another city now.").await;
        keys.presses(button("Take out")).await;
        keys.reads(&format!("{BEN_NAME} was taken out.")).await;
        keys.misses(button(&format!("Take out {BEN_NAME}"))).await;

        // Thought better of once: the focus is back where it was.
        let opener = button(&format!("Hand over the lead to {NAME}"));
        keys.presses(opener.clone()).await;
        keys.is_on(heading(&format!("Hand over the lead to {NAME}?"))).await;
        keys.press(Key::Escape).await;
        keys.is_on(opener).await;
        keys.press(Key::Enter).await;
        keys.presses(button("Hand over the lead")).await;
        keys.reads("You belong to it: Practitioner").await;
        keys.misses(button(&format!("Take out {NAME}"))).await;
    })
    .await;
}
