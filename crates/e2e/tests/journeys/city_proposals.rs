//! Proposing a city that is not here: what is here already, a yes, and the way to claim it.

use crate::identity::signs_in_as;
use domain::city_proposals::CityProposalDecision;
use domain::policy::Role;
use e2e::{Browser, Key, Texts, alert, button, choice, field, journey_of_two, journey_on, link};
use test_support::TestApp;

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const EDITOR: &str = "ed@example.org";
const ADMINISTRATOR: &str = "root@example.org";

/// Fills the form, with a city that is here already.
async fn describes_a_city(visitor: &Browser) {
    visitor.fill(field("Name of the city"), "Melbourne").await;
    visitor.choose(choice("Country"), "Australia").await;
    visitor.fill(field("Latitude of its centre, in degrees"), "-37,81").await;
    visitor.fill(field("Longitude of its centre, in degrees"), "144.96").await;
    visitor.fill(field("How many people live there"), "66 764").await;
    visitor.fill(field("Of which year"), "2022").await;
    visitor.fill(field("Web address that shows it"), "https://example.org/city").await;
    visitor.fill(field("Why it belongs here"), "Floods of the river, every year.").await;
}

/// Without what is needed nothing is sent; what is here already is named with the way to it.
async fn proposes(visitor: &Browser) {
    visitor.open("/en/join").await;
    visitor.fill(field("City or organisation"), "zzqx").await;
    visitor.reads("Nothing of this name").await;
    visitor.click(link("My city is not listed: propose it")).await;
    visitor.arrives_at("Propose a city").await;
    visitor.is_at("/en/join/propose").await;
    visitor.click(button("Propose the city")).await;
    visitor.sees(alert("").and_more()).await;
    describes_a_city(visitor).await;
    visitor.click(button("Propose the city")).await;
    visitor.reads("Melbourne, Australia, is here already").await;
    visitor.sees(link("Join or claim Melbourne")).await;
    visitor.fill(field("Name of the city"), "Tabatinga").await;
    visitor.choose(choice("Country"), "Brazil").await;
    visitor.fill(field("Latitude of its centre, in degrees"), "-4.2525").await;
    visitor.fill(field("Longitude of its centre, in degrees"), "-69.9383").await;
    visitor.press(Key::Enter).await;
    visitor.arrives_at("Your proposal is on its way").await;
    visitor.reads("The editors of the network have been told about Tabatinga").await;
    visitor.click(link("See where it stands")).await;
    visitor.arrives_at("Where you belong").await;
    visitor.sees(button("Withdraw the proposal of Tabatinga")).await;
}

/// The editor misses two facts, states them, and takes the city in.
async fn takes_it_in(editor: &Browser) {
    let title = format!("{NAME} proposes Tabatinga");
    editor.open("/en/waiting").await;
    editor.reads("Cities that were proposed (1)").await;
    editor.reads("Floods of the river, every year.").await;
    editor.click(button(&format!("Accept: {title}"))).await;
    let name = field("Name of the city");
    editor.until("the first fact has the focus", async || editor.focused().await.is(&name)).await;
    editor.click(button("Take the city in")).await;
    editor.sees(alert("").and_more()).await;
    editor.fill(field("Time zone"), "America/Manaus").await;
    editor.fill(field("Distance to the sea, in kilometres"), "1300").await;
    editor.click(button("Take the city in")).await;
    editor.reads(&format!("Accepted: {title}")).await;
    editor.reads("Cities that were proposed (0)").await;
}

#[tokio::test]
async fn somebody_proposes_their_city_sees_it_accepted_and_claims_it() {
    journey_of_two(TestApp::builder().without_second_factor(), async |visitor, editor, app| {
        // What is here already is refused.
        visitor.expects_console("409");
        app.sign_up(ADA, NAME).await;
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(visitor, ADA).await;
        proposes(visitor).await;
        visitor.script("window.stays = true").await;

        signs_in_as(editor, EDITOR).await;
        takes_it_in(editor).await;
        visitor.sees(link("Claim the city: Tabatinga")).await;
        assert_eq!(visitor.script("return window.stays").await, true, "the page was not loaded again");
        let said = "return document.querySelector('[role=status][aria-live]').innerText";
        visitor.until("it is said", async || visitor.script(said).await == "Tabatinga: Accepted").await;

        visitor.click(link("Claim the city: Tabatinga")).await;
        visitor.arrives_at("Join Tabatinga").await;
        visitor.click(button("Ask to join")).await;
        visitor.arrives_at("Your claim has arrived").await;
        visitor.open("/en/cities/tabatinga").await;
        visitor.reads("Somebody proposed this city").await;
        visitor.reads("Tabatinga").await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_proposing() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let administrator = app.with_role(ADMINISTRATOR, Role::Administrator).await;
        app.propose(&ada, "Benjamin Constant").await;
        let own = app.propose(&administrator, "Tabatinga").await;
        let yes = CityProposalDecision::accepted(1_300.0);
        editor.client.create_city_proposal_decision(own.id, &yes).await.unwrap();
        signs_in_as(visitor, ADMINISTRATOR).await;
        let mut found = visitor.tours(&[("own-proposals", "/en/account/memberships")]).await;
        let propose = async |texts: &Texts| {
            visitor.click(button(&texts.say("propose.send", &[]))).await;
            visitor.sees(alert("").and_more()).await;
        };
        found.extend(visitor.inspects_after("propose-faults", "/en/join/propose", propose).await);
        let accept = async |texts: &Texts| {
            let title = texts.say("waiting.proposes", &[("name", NAME), ("city", "Benjamin Constant")]);
            let word = texts.say("decide.accept", &[]);
            visitor.click(button(&texts.say("decide.named", &[("word", &word), ("title", &title)]))).await;
            visitor.click(button(&texts.say("accept.send", &[]))).await;
            visitor.sees(alert("").and_more()).await;
        };
        found.extend(visitor.inspects_after("accept-faults", "/en/waiting", accept).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
