//! Organisations, and what a city says of itself: nothing in the way, and who may edit.

use crate::identity::signs_in_as;
use domain::policy::{MembershipRole, Role};
use e2e::{Texts, button, heading, journey_on};
use test_support::TestApp;

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";
const ADMINISTRATOR: &str = "root@example.org";

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
