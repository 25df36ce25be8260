//! Belonging to a city: claimed, invited to, joined by an address, and what its people decide.

use super::choosing::picks;
use super::{goes_to_account, signs_in, signs_in_here};
use crate::identity::menu;
use domain::corrections::CityFact;
use domain::organisations::NewEmailDomain;
use domain::policy::Role;
use e2e::{Key, Keyboard, alert, button, field, heading, journey_of_two, journey_on, link, option};
use serde_json::json;
use test_support::{PASSWORD, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";
const EDITOR: &str = "ed@example.org";
const ADMINISTRATOR: &str = "root@example.org";

/// The choice of who claims a city, and the one above it.
const TO_LEAD: &str = "I speak for it and want to lead it: claim it";
const TO_WORK: &str = "I work for it and want to join";

/// Goes from home to what waits.
async fn goes_to_waiting(keys: Keyboard<'_>) {
    keys.presses_before(menu()).await;
    keys.presses(link("Waiting for you").and_more()).await;
    keys.lands_at("Waiting for you").await;
}

/// The editor must say why.
async fn refuses(office: Keyboard<'_>, title: &str, reason: &str) {
    office.presses(button(&format!("Refuse: {title}"))).await;
    office.sees(heading(&format!("Refuse? {title}"))).await;
    office.is_on(field("Reason")).await;
    office.presses(button("Refuse")).await;
    office.sees(alert("").and_more()).await;
    office.writes(field("Reason"), reason).await;
    office.presses(button("Refuse")).await;
    office.reads(&format!("Refused: {title}")).await;
}

async fn claims(keys: Keyboard<'_>) {
    keys.opens("/en/cities/accra").await;
    keys.reads("Nobody speaks for the city here yet.").await;
    keys.presses(link("Claim this city")).await;
    keys.lands_at("Join Accra").await;
    keys.presses(link("Sign in")).await;
    keys.lands_at("Sign in").await;
    signs_in_here(keys, ADA, PASSWORD).await;
    keys.lands_at("Join Accra").await;
    keys.is_at("/en/join?city=accra&as=lead").await;
    assert_eq!(keys.property(option(TO_LEAD), "checked").await, "true");
    keys.presses(button("Ask to join")).await;
    keys.lands_at("Your claim has arrived").await;
    keys.presses(link("See where it stands")).await;
    keys.lands_at("Where you belong").await;
    keys.reads("Claim to lead").await;
}

#[tokio::test]
async fn a_claim_is_decided_by_an_editor() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        let (keys, office) = (visitor.by_keys(), editor.by_keys());
        app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        claims(keys).await;
        signs_in(office, EDITOR).await;
        goes_to_waiting(office).await;
        let title = format!("{NAME} claims Accra");
        refuses(office, &title, "We could not reach the office.").await;
        keys.reads("Reason: We could not reach the office.").await;

        // Once more, and this time from the form of somebody who works there.
        keys.opens("/en/join?city=accra").await;
        picks(keys, TO_WORK, TO_LEAD).await;
        keys.presses(button("Ask to join")).await;
        keys.lands_at("Your claim has arrived").await;
        office.presses(button(&format!("Accept: {title}"))).await;
        office.reads(&format!("Accepted: {title}")).await;
        keys.opens("/en/cities/accra").await;
        keys.reads("Accra is on this platform.").await;
        keys.presses(link("Edit what the city says")).await;
        keys.lands_at("What Accra says of itself").await;
    })
    .await;
}

/// The lead invites somebody, to whom the mail goes.
async fn invites(lead: Keyboard<'_>, app: &TestApp) -> String {
    signs_in(lead, LEAD).await;
    lead.presses_before(link("Organisations")).await;
    lead.lands_at("Organisations").await;
    lead.presses(link("Melbourne")).await;
    lead.lands_at("Melbourne").await;
    lead.writes(field("E-mail address"), ADA).await;
    lead.press(Key::Enter).await;
    lead.reads(&format!("The invitation is on its way to {ADA}.")).await;
    app.work().await;
    app.token_mailed_to(ADA)
}

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

#[tokio::test]
async fn an_invitation_survives_getting_an_account_and_is_taken() {
    journey_of_two(TestApp::builder(), async |visitor, lead, app| {
        app.with_city(LEAD, "melbourne").await;
        let word = invites(lead.by_keys(), app).await;
        let keys = visitor.by_keys();
        keys.opens(&format!("/en/invitation#token={word}")).await;
        keys.reads("The lead of melbourne invites you to Melbourne, as Practitioner.").await;
        assert_eq!(keys.script("return location.hash.includes('token')").await, false, "the word is out of sight");
        keys.presses(link("Create an account")).await;
        gets_an_account(keys, app).await;
        keys.lands_at("Invitation").await;
        keys.presses(button("Accept")).await;
        keys.lands_at("You belong to Melbourne").await;
        keys.presses(link("Memberships")).await;
        keys.lands_at("Where you belong").await;
        keys.reads("In force").await;

        keys.expects_console("422");
        keys.visit("/healthz").await;
        keys.open(&format!("/en/invitation#token={word}")).await;
        keys.arrives_at("This invitation is no longer good").await;
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_declined_without_an_account() {
    journey_of_two(TestApp::builder(), async |visitor, lead, app| {
        app.with_city(LEAD, "melbourne").await;
        let (keys, office) = (visitor.by_keys(), lead.by_keys());
        let word = invites(office, app).await;
        keys.opens(&format!("/en/invitation#token={word}")).await;
        keys.presses(button("Decline")).await;
        keys.lands_at("The invitation is declined").await;

        office.visit("/healthz").await;
        office.opens("/en/organisations/melbourne").await;
        office.reads("declined on").await;
        office.presses(button(&format!("Take off the list: {ADA}"))).await;
        office.reads("Nobody is invited").await;
    })
    .await;
}

#[tokio::test]
async fn an_address_of_the_citys_domain_joins_by_one_press() {
    const OF_THE_CITY: &str = "ada@water.melbourne.example";
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let lead = app.with_city(LEAD, "melbourne").await;
        let administrator = app.with_role(ADMINISTRATOR, Role::Administrator).await;
        let domain = NewEmailDomain { domain: "melbourne.example".to_owned() };
        lead.client.create_organisation_domain("melbourne", &domain).await.unwrap();
        administrator.client.create_domain_verification("melbourne", &domain.domain).await.unwrap();
        app.sign_up(OF_THE_CITY, NAME).await;
        let keys = visitor.by_keys();
        signs_in(keys, OF_THE_CITY).await;
        keys.presses_before(menu()).await;
        keys.presses(link("Memberships")).await;
        keys.lands_at("Where you belong").await;
        keys.sees(heading("Your address lets you join at once")).await;
        keys.opens("/en/join").await;
        keys.writes(field("City or organisation"), "melb").await;
        keys.presses(link("Melbourne")).await;
        keys.lands_at("Join Melbourne").await;
        keys.reads("Your address lets you join Melbourne at once.").await;
        keys.presses(button("Join now")).await;
        keys.lands_at("You belong to Melbourne").await;
    })
    .await;
}

#[tokio::test]
async fn who_is_refused_a_city_reads_why_and_who_changes_their_mind_withdraws() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        app.propose(&ada, "Tabatinga").await;
        app.propose(&ada, "Benjamin Constant").await;
        let (keys, office) = (visitor.by_keys(), editor.by_keys());
        signs_in(keys, ADA).await;
        keys.presses_before(menu()).await;
        keys.presses(link("Memberships")).await;
        keys.lands_at("Where you belong").await;
        keys.presses(button("Withdraw the proposal of Benjamin Constant")).await;
        keys.is_on(heading("Withdraw your proposal of Benjamin Constant?")).await;
        keys.presses(button("Withdraw")).await;
        keys.reads("Withdrawn").await;

        signs_in(office, EDITOR).await;
        goes_to_waiting(office).await;
        refuses(office, &format!("{NAME} proposes Tabatinga"), "It is a district.").await;
        keys.reads("Reason: It is a district.").await;
    })
    .await;
}

#[tokio::test]
async fn a_report_is_decided_shown_beside_the_fact_and_settled() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.with_city(LEAD, "melbourne").await;
        app.report("melbourne", CityFact::Population, "5.2 million").await;
        let keys = visitor.by_keys();
        signs_in(keys, LEAD).await;
        keys.reads("1 thing waits for you").await;
        goes_to_waiting(keys).await;
        keys.presses(button("Accept: Population of Melbourne")).await;
        keys.reads("Accepted: Population of Melbourne").await;
        keys.opens("/en/cities/melbourne").await;
        keys.reads("Corrected: 5.2 million").await;
        keys.opens("/en/waiting").await;
        keys.presses(button("Settle: Population of Melbourne")).await;
        keys.reads("Settled: Population of Melbourne").await;
        keys.opens("/en/cities/melbourne").await;
        keys.settled().await;
        assert!(!keys.text().await.contains("Corrected: 5.2 million"));
    })
    .await;
}

#[tokio::test]
async fn a_person_sees_what_others_see() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let person = app.sign_up(ADA, NAME).await;
        let change = json!({ "work_role": "Resilience officer", "public": ["work_role"] });
        let ask = person.ask(app, "PATCH", "/api/v1/me").header("if-match", "\"v1\"");
        assert_eq!(ask.json(&change).send().await.status, 200);
        let keys = visitor.by_keys();
        signs_in(keys, ADA).await;
        goes_to_account(keys).await;
        keys.presses(link("See what others see")).await;
        keys.lands_at(NAME).await;
        keys.is_at(&format!("/en/people/{}", person.account.id)).await;
        keys.reads("This is you, as others see you.").await;
        keys.reads("Resilience officer").await;
    })
    .await;
}
