//! Joining a city, and the yes of its lead.

use crate::identity::{menu, signs_in_as};
use domain::corrections::CityFact;
use domain::policy::{MembershipRole, Role};
use e2e::{Browser, Target, Texts, button, content, field, heading, journey_of_two, journey_on, link};
use test_support::{PASSWORD, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const LEAD: &str = "lead@example.org";
const ADMINISTRATOR: &str = "root@example.org";

/// Not what stands around every page.
fn in_page(target: Target) -> Target {
    target.within(content("").and_more())
}

/// Signs in where one was led to.
async fn signs_in_here(visitor: &Browser, email: &str) {
    visitor.fill(field("E-mail address"), email).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Sign in")).await;
}

/// Gets an account, by a mail and its link, and signs in.
async fn gets_an_account(visitor: &Browser, app: &TestApp) {
    visitor.arrives_at("Create an account").await;
    visitor.fill(field("Name"), NAME).await;
    visitor.fill(field("E-mail address"), ADA).await;
    visitor.fill(field("Password"), PASSWORD).await;
    visitor.click(button("Create account")).await;
    visitor.arrives_at("Look into your mail").await;
    app.work().await;
    visitor.open(&format!("/en/confirm#token={}", app.token_mailed_to(ADA))).await;
    visitor.click(button("Confirm")).await;
    visitor.arrives_at("Your address is confirmed").await;
    visitor.click(in_page(link("Sign in"))).await;
    visitor.arrives_at("Sign in").await;
    signs_in_here(visitor, ADA).await;
}

async fn asks_to_join(visitor: &Browser) {
    visitor.arrives_at("Join Melbourne").await;
    visitor.is_at("/en/join?city=melbourne").await;
    visitor.fill(field("Message to who decides"), "I work in the resilience office.").await;
    visitor.click(button("Ask to join")).await;
    visitor.arrives_at("Your request is on its way").await;
    visitor.reads("The lead of Melbourne has been told and decides").await;
    visitor.click(link("See where it stands")).await;
    visitor.arrives_at("Where you belong").await;
    visitor.reads("Waiting").await;
}

async fn says_yes(lead: &Browser) {
    signs_in_as(lead, LEAD).await;
    lead.click(menu()).await;
    lead.click(link("Waiting for you").and_more()).await;
    lead.arrives_at("Waiting for you").await;
    lead.reads(&format!("{NAME} wants to join Melbourne")).await;
    lead.reads("I work in the resilience office.").await;
    lead.reads(ADA).await;
    lead.click(button(&format!("Accept: {NAME} wants to join Melbourne"))).await;
    lead.reads(&format!("Accepted: {NAME} wants to join Melbourne")).await;
    lead.reads("Requests to join (0)").await;
}

#[tokio::test]
async fn somebody_joins_a_city_and_sees_at_once_that_its_lead_says_yes() {
    journey_of_two(TestApp::builder(), async |visitor, lead, app| {
        app.with_city(LEAD, "melbourne").await;
        visitor.open("/en/cities/melbourne").await;
        visitor.click(link("Join this city")).await;
        visitor.arrives_at("Join Melbourne").await;
        visitor.reads("Its lead decides who belongs to it").await;
        visitor.click(link("Create an account")).await;
        gets_an_account(visitor, app).await;
        asks_to_join(visitor).await;
        visitor.script("window.stays = true").await;

        says_yes(lead).await;
        visitor.reads("In force").await;
        visitor.reads("Practitioner · since").await;
        assert_eq!(visitor.script("return window.stays").await, true, "the page was not loaded again");
        let said = "return document.querySelector('[role=status][aria-live]').innerText";
        visitor.until("it is said", async || visitor.script(said).await == "Melbourne: In force").await;

        visitor.click(button("Leave Melbourne")).await;
        visitor.sees(heading("Leave Melbourne?")).await;
        visitor.click(button("Leave")).await;
        visitor.reads("Ended").await;
    })
    .await;
}

pub(super) const PAGES: [(&str, &str); 7] = [
    ("home", "/en/home"),
    ("memberships", "/en/account/memberships"),
    ("join", "/en/join"),
    ("join-city", "/en/join?city=accra"),
    ("propose", "/en/join/propose"),
    ("waiting", "/en/waiting"),
    ("invitation", "/en/invitation"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_joining() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let administrator = app.with_role(ADMINISTRATOR, Role::Administrator).await;
        app.ask_to_join(&ada, "melbourne", MembershipRole::Lead).await;
        app.ask_to_join(&administrator, "melbourne", MembershipRole::Practitioner).await;
        app.make_partner(&ada, "Institute for examples").await;
        app.report("accra", CityFact::Shocks, "Heat is missing.").await;
        let mut found = visitor.tours(&[("join-visitor", "/en/join?city=accra")]).await;
        signs_in_as(visitor, ADMINISTRATOR).await;
        found.extend(visitor.tours(&PAGES).await);
        let refuse = async |texts: &Texts| {
            let title = texts.say("waiting.claims", &[("name", NAME), ("organisation", "Melbourne")]);
            let word = texts.say("decide.refuse", &[]);
            visitor.click(button(&texts.say("decide.named", &[("word", &word), ("title", &title)]))).await;
            visitor.sees(heading(&texts.say("decide.refuse_question", &[("title", &title)]))).await;
        };
        found.extend(visitor.inspects_after("waiting-refuse", "/en/waiting", refuse).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
