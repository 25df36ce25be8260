//! Proposing a city, and what an administrator decides.

use super::signs_in;
use domain::corrections::CityFact;
use domain::policy::Role;
use e2e::{Key, Keyboard, button, choice, field, journey_of_two, link};
use test_support::TestApp;

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const ADMINISTRATOR: &str = "root@example.org";

/// Looks for a city that is not there, and proposes it.
async fn proposes(keys: Keyboard<'_>) {
    keys.presses(link("Find your city").and_more()).await;
    keys.lands_at("Join a city or an organisation").await;
    keys.writes(field("City or organisation"), "zzqx").await;
    keys.reads("Nothing of this name").await;
    keys.presses(link("My city is not listed: propose it")).await;
    keys.lands_at("Propose a city").await;
    keys.writes(field("Name of the city"), "Tabatinga").await;
    keys.chooses(choice("Country"), "braz").await;
    assert_eq!(keys.property(choice("Country"), "value").await, "BR");
    keys.writes(field("Latitude of its centre, in degrees"), "-4.2525").await;
    keys.writes(field("Longitude of its centre, in degrees"), "-69.9383").await;
    keys.writes(field("How many people live there"), "66 764").await;
    keys.writes(field("Web address that shows it"), "https://example.org/city").await;
    keys.press(Key::Enter).await;
    keys.lands_at("Your proposal is on its way").await;
    keys.presses(link("See where it stands")).await;
    keys.lands_at("Where you belong").await;
    keys.sees(button("Withdraw the proposal of Tabatinga")).await;
}

/// States what the proposal leaves open, and takes the city in.
async fn takes_it_in(keys: Keyboard<'_>) {
    let title = format!("{NAME} proposes Tabatinga");
    keys.presses(button(&format!("Accept: {title}"))).await;
    keys.is_on(field("Name of the city")).await;
    keys.writes(field("Time zone"), "America/Manaus").await;
    keys.writes(field("Distance to the sea, in kilometres"), "1300").await;
    keys.presses(button("Take the city in")).await;
    keys.reads(&format!("Accepted: {title}")).await;
}

/// Refuses a report, for a reason that is asked for in a dialog.
async fn refuses_the_report(keys: Keyboard<'_>) {
    keys.presses(button("Refuse: Shocks of Accra")).await;
    keys.is_on(field("Reason")).await;
    keys.types("The source says nothing of it.").await;
    keys.presses(button("Refuse")).await;
    keys.reads("Refused: Shocks of Accra").await;
}

#[tokio::test]
async fn a_city_is_proposed_and_an_administrator_decides() {
    let server = TestApp::builder().without_second_factor();
    journey_of_two(server, async |visitor, administrator, app| {
        app.sign_up(ADA, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        app.report("accra", CityFact::Shocks, "Heat is missing.").await;
        let keys = visitor.by_keys();
        signs_in(keys, ADA).await;
        proposes(keys).await;

        let office = administrator.by_keys();
        signs_in(office, ADMINISTRATOR).await;
        office.presses_before(link("Waiting for you").and_more()).await;
        office.lands_at("Waiting for you").await;
        takes_it_in(office).await;
        refuses_the_report(office).await;
        keys.sees(link("Claim the city: Tabatinga")).await;
    })
    .await;
}
