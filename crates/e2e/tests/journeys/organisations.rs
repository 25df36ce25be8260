//! Organisations: making one, leading one, and what a city says of itself.

use crate::identity::signs_in_as;
use domain::policy::{MembershipRole, Role};
use e2e::{Browser, Key, Texts, button, checkbox, choice, content, field, heading, journey_of_two, journey_on, link};
use test_support::TestApp;

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";
const ADMINISTRATOR: &str = "root@example.org";

async fn adds_a_contact(visitor: &Browser) {
    visitor.click(button("Add a contact")).await;
    visitor.until("it has the focus", async || visitor.focused().await.is(&field("Name of the office"))).await;
    visitor.fill(field("Name of the office"), "Resilience office").await;
    visitor.click(button("Save")).await;
    visitor.sees(heading("Some things are missing or not right")).await;
    visitor.fill(field("E-mail address, shown to everyone"), "office@example.org").await;
}

#[tokio::test]
async fn the_lead_of_a_city_says_what_it_puts_first() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        signs_in_as(visitor, LEAD).await;
        visitor.open("/en/cities/melbourne").await;
        visitor.click(link("Edit what the city says")).await;
        visitor.arrives_at("What Melbourne says of itself").await;
        let themes = visitor.names(checkbox("").and_more()).await;
        visitor.click(checkbox(&themes[0])).await;
        visitor.fill(field("What it puts first, in its own words"), "Shade at schools first.").await;
        adds_a_contact(visitor).await;
        visitor.click(button("Save")).await;
        visitor.reads("It is saved, and everyone sees it.").await;

        // Somebody else is faster.
        let change = serde_json::from_value(serde_json::json!({ "note": "Trees along all streets." })).unwrap();
        lead.client.update_city_profile("melbourne", 1, &change).await.unwrap();
        visitor.expects_console("412");
        visitor.fill(field("What it puts first, in its own words"), "Shade at schools, then water.").await;
        visitor.click(button("Save")).await;
        visitor.reads("Somebody else has changed it meanwhile").await;
        let note = field("What it puts first, in its own words");
        assert_eq!(visitor.property(note, "value").await, "Shade at schools, then water.", "nothing typed is lost");
        visitor.click(button("Keep what I typed")).await;
        visitor.misses(button("Keep what I typed")).await;
        visitor.click(button("Save")).await;
        visitor.reads("It is saved, and everyone sees it.").await;

        visitor.open("/en/cities/melbourne").await;
        visitor.reads("Shade at schools, then water.").await;
        visitor.reads("Resilience office").await;
        visitor.reads(&themes[0]).await;
    })
    .await;
}

#[tokio::test]
async fn who_does_not_lead_a_city_is_told_so() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.sign_up(ADA, NAME).await;
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/cities/melbourne/profile").await;
        visitor.reads("Only the lead of the city can edit this page").await;
    })
    .await;
}

#[tokio::test]
async fn a_partner_is_made_verified_and_led() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, administrator, app| {
        app.sign_up(ADA, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/organisations").await;
        visitor.click(link("Register a partner organisation")).await;
        visitor.arrives_at("Register a partner organisation").await;
        visitor.fill(field("Name"), "Institute for examples").await;
        visitor.choose(choice("What it is"), "University or institute").await;
        visitor.fill(field("Website"), "https://example.org/").await;
        visitor.press(Key::Enter).await;
        visitor.arrives_at("Institute for examples waits to be verified").await;
        visitor.click(link("See its page")).await;
        visitor.arrives_at("Institute for examples").await;
        visitor.reads("Not verified yet").await;

        signs_in_as(administrator, ADMINISTRATOR).await;
        administrator.open("/en/waiting").await;
        administrator.click(link("Institute for examples")).await;
        administrator.arrives_at("Institute for examples").await;
        administrator.click(button("Verify: Institute for examples")).await;
        administrator.reads("Somebody leads it").await;

        visitor.reload().await;
        visitor.reads("You belong to it: Lead").await;
        visitor.fill(field("What it does"), "Heat plans for cities.").await;
        visitor.click(button("Save")).await;
        visitor.reads("It is saved.").await;
        visitor.fill(field("Domain"), "gmail.com").await;
        visitor.click(button("Name the domain")).await;
        visitor.reads("Anyone can get an address there").await;
        visitor.fill(field("Domain"), "institute.example").await;
        visitor.click(button("Name the domain")).await;
        visitor.sees(button("Take off institute.example")).await;

        administrator.reload().await;
        administrator.click(button("Verify institute.example")).await;
        administrator.misses(button("Verify institute.example")).await;
        visitor.open("/en/organisations?kind=partner&q=instit").await;
        visitor.sees(link("Institute for examples").within(content("").and_more())).await;
    })
    .await;
}

#[tokio::test]
async fn the_lead_is_handed_over() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let ada = app.sign_up(ADA, NAME).await;
        let asked = app.ask_to_join(&ada, "melbourne", MembershipRole::Practitioner).await;
        let yes = serde_json::from_value(serde_json::json!({ "decision": "accepted" })).unwrap();
        lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
        signs_in_as(visitor, LEAD).await;
        visitor.open("/en/organisations/melbourne").await;
        visitor.click(button(&format!("Hand over the lead to {NAME}"))).await;
        visitor.sees(heading(&format!("Hand over the lead to {NAME}?"))).await;
        visitor.click(button("Hand over the lead")).await;
        visitor.reads("You belong to it: Practitioner").await;
        visitor.misses(button(&format!("Take out {NAME}"))).await;
    })
    .await;
}

pub(super) const PAGES: [(&str, &str); 6] = [
    ("organisations", "/en/organisations"),
    ("organisation", "/en/organisations/melbourne"),
    ("organisation-pending", "/en/organisations/institute-for-examples"),
    ("organisation-new", "/en/organisations/new"),
    ("city-led", "/en/cities/melbourne"),
    ("city-profile", "/en/cities/melbourne/profile"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_organisations() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let ada = app.sign_up(ADA, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        app.make_partner(&ada, "Institute for examples").await;
        let asked = app.ask_to_join(&ada, "melbourne", MembershipRole::Practitioner).await;
        let yes = serde_json::from_value(serde_json::json!({ "decision": "accepted" })).unwrap();
        lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
        let named = serde_json::from_value(serde_json::json!({ "domain": "melbourne.example" })).unwrap();
        lead.client.create_organisation_domain("melbourne", &named).await.unwrap();
        let change = serde_json::json!({ "note": "Shade.", "stage": "recovery", "contacts":
            [{ "name": "Office", "email": "office@example.org" }], "strategies":
            [{ "title": "A plan", "year": 2024, "url": "https://example.org/" }] });
        let change = serde_json::from_value(change).unwrap();
        lead.client.update_city_profile("melbourne", 0, &change).await.unwrap();
        signs_in_as(visitor, ADMINISTRATOR).await;
        // The page itself is for everybody, for whom there is no such organisation yet; what stands on it is asked for by who
        // has signed in.
        visitor.expects_console("/en/organisations/institute-for-examples");
        visitor.expects_console("/ar/organisations/institute-for-examples");
        let mut found = visitor.tours(&PAGES).await;
        let take_out = async |texts: &Texts| {
            visitor.click(button(&texts.say("people.take_out_it", &[("name", NAME)]))).await;
            visitor.sees(heading(&texts.say("people.take_out_question", &[("name", NAME)]))).await;
        };
        let organisation = "/en/organisations/melbourne";
        found.extend(visitor.inspects_after("organisation-take-out", organisation, take_out).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
