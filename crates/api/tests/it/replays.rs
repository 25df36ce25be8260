//! Trying again: who sends a request again under its key gets the answer to the first one, whatever that has changed.

use client::IdempotencyKey;
use domain::cities::CityQuery;
use domain::identity::{LinkToken, NewEmailChange, NewSuspension};
use domain::memberships::{MembershipDecision, NewMembership};
use domain::organisations::Verdict;
use domain::policy::{MembershipRole, Role};
use serde_json::{Value, json};
use test_support::{Answer, PASSWORD, Person, TestApp};

const PRACTITIONER: MembershipRole = MembershipRole::Practitioner;

async fn post(app: &TestApp, person: &Person, path: &str, key: &str, body: Option<Value>) -> Answer {
    let ask = person.ask(app, "POST", &format!("/api/v1{path}")).header("idempotency-key", key);
    match body {
        Some(body) => ask.json(&body).send().await,
        None => ask.send().await,
    }
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotent-replayed") == Some("true")
}

#[tokio::test]
async fn the_last_request_that_may_wait_is_answered_again() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let cities = app.client().list_cities(&CityQuery::default()).await.unwrap().items;
    for city in cities.iter().take(9) {
        app.ask_to_join(&ana, &city.slug, PRACTITIONER).await;
    }
    let new = |place: usize| NewMembership {
        city: Some(cities[place].slug.clone()),
        organisation: None,
        role: PRACTITIONER,
        message: None,
    };
    let key = IdempotencyKey::generate();
    let tenth = ana.client.create_membership(&key, &new(9)).await.unwrap();
    assert_eq!(ana.client.create_membership(&key, &new(9)).await.unwrap(), tenth);
    assert!(ana.client.create_membership(&IdempotencyKey::generate(), &new(10)).await.is_err());
}

#[tokio::test]
async fn who_handed_the_lead_over_gets_the_answer_again() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    let yes = MembershipDecision { decision: Verdict::Accepted, reason: None };
    lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
    let path = format!("/memberships/{}/lead-handovers", asked.id);
    let first = post(&app, &lead, &path, "one", None).await;
    let again = post(&app, &lead, &path, "one", None).await;
    assert_eq!((first.status, again.status), (200, 200), "{}", again.text());
    assert_eq!(first.json(), again.json());
    assert_eq!(post(&app, &lead, &path, "other", None).await.status, 404, "who leads no more hands nothing over");
}

#[tokio::test]
async fn a_change_of_address_that_was_confirmed_is_answered_again() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let new = NewEmailChange { new_email: "ana.new@example.org".into(), password: PASSWORD.into() };
    let key = IdempotencyKey::generate();
    let sent = ana.client.create_email_change(&key, &new).await.unwrap();
    app.work().await;
    let token = LinkToken { token: app.token_mailed_to("ana.new@example.org") };
    ana.client.confirm_email_change(&token).await.unwrap();
    let ana = app.sign_in("ana.new@example.org").await;
    assert_eq!(ana.client.create_email_change(&key, &new).await.unwrap(), sent);
    let anew = ana.client.create_email_change(&IdempotencyKey::generate(), &new).await.unwrap_err();
    assert_eq!(anew.problem().unwrap().errors[0].code, "unchanged");
}

#[tokio::test]
async fn a_domain_is_named_once_under_its_key() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let path = "/organisations/melbourne/domains";
    let body = |domain: &str| Some(json!({ "domain": domain }));
    let first = post(&app, &lead, path, "one", body("melbourne.vic.gov.au")).await;
    let again = post(&app, &lead, path, "one", body("melbourne.vic.gov.au")).await;
    assert_eq!((first.status, is_replayed(&first)), (201, false), "{}", first.text());
    assert_eq!((again.status, is_replayed(&again)), (201, true));
    assert_eq!(first.json(), again.json());
    let other = post(&app, &lead, path, "one", body("stadt.example")).await;
    assert_eq!((other.status, &other.json()["code"]), (422, &json!("key_reused")));
}

#[tokio::test]
async fn a_key_stands_for_one_address() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    for person in [&ana, &eva] {
        let new = NewSuspension { reason: "Advertises.".into() };
        administrator.client.create_suspension(person.account.id, &new).await.unwrap();
    }
    let restore = async |person: &Person| {
        let path = format!("/api/v1/accounts/{}/suspension", person.account.id);
        administrator.ask(&app, "DELETE", &path).header("idempotency-key", "one").send().await
    };
    let first = restore(&ana).await;
    assert_eq!((first.status, &first.json()["id"]), (200, &json!(ana.account.id)), "{}", first.text());
    assert_eq!(restore(&ana).await.json(), first.json());
    let other = restore(&eva).await;
    assert_eq!((other.status, &other.json()["code"]), (422, &json!("key_reused")));
}
