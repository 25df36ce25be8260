//! Joining a city: at once by the domain of an address, by asking, by claiming; leaving and handing over.

mod claims;
mod unled;

use chrono::TimeDelta;
use client::{Error, IdempotencyKey};
use contract::ProblemKind;
use domain::live::{Channel, ThingKind};
use domain::memberships::{
    MembershipDecision, MembershipOrigin, MembershipQuery, MembershipRemoval, MembershipStatus, NewMembership,
};
use domain::organisations::{NewEmailDomain, OrganisationStatus, Verdict};
use domain::policy::{Action, MembershipRole, Role, Rule};
use futures_util::StreamExt;
use std::time::Duration;
use test_support::{Person, TestApp};

const PRACTITIONER: MembershipRole = MembershipRole::Practitioner;
const LEAD: MembershipRole = MembershipRole::Lead;

fn yes() -> MembershipDecision {
    MembershipDecision { decision: Verdict::Accepted, reason: None }
}

fn no(reason: &str) -> MembershipDecision {
    MembershipDecision { decision: Verdict::Refused, reason: Some(reason.to_owned()) }
}

fn code(error: &Error) -> &str {
    match error {
        Error::Problem(problem) => &problem.code,
        other => panic!("no problem, but {other}"),
    }
}

/// Subjects of the mails to an address, in the order of sending.
fn subjects(app: &TestApp, email: &str) -> Vec<String> {
    let to = |mail: &&mailer::Message| mail.to().address().as_str() == email;
    app.mails.sent().iter().filter(to).map(|mail| mail.subject().to_owned()).collect()
}

async fn waiting(person: &Person) -> i64 {
    person.client.get_my_waiting().await.unwrap().memberships.count
}

#[tokio::test]
async fn a_claim_is_decided_by_the_network_and_makes_a_lead() {
    let app = TestApp::start().await;
    let (ana, editor) =
        (app.sign_up("ana@example.org", "Ana").await, app.with_role("ed@example.org", Role::Editor).await);
    let claim = app.ask_to_join(&ana, "melbourne", LEAD).await;
    assert_eq!((claim.status, claim.origin), (MembershipStatus::Requested, MembershipOrigin::Request));
    assert_eq!(claim.organisation.status, OrganisationStatus::Pending);
    let seen = app.client().get_organisation("melbourne").await.unwrap_err();
    assert_eq!(code(&seen), "not_found", "an organisation that waits is nobody's business");
    let listed = editor.client.list_memberships(&MembershipQuery::default()).await.unwrap().items;
    assert_eq!((listed.len(), listed[0].email.as_deref()), (1, Some("ana@example.org")));
    assert_eq!(waiting(&editor).await, 1);
    let permissions = editor.client.get_my_permissions().await.unwrap().items;
    let decides = permissions.iter().find(|one| one.operation == Action::CreateMembershipDecision).unwrap();
    assert_eq!(decides.rule, Rule::EditorWithoutLead, "an editor learns what they decide");
    let accepted = editor.client.create_membership_decision(claim.id, &yes()).await.unwrap();
    assert_eq!((accepted.status, accepted.email), (MembershipStatus::Active, None));
    let organisation = app.client().get_organisation("melbourne").await.unwrap();
    assert_eq!(
        (organisation.status, organisation.has_lead, organisation.members),
        (OrganisationStatus::Verified, true, 1)
    );
    let profile = app.client().get_city_profile("melbourne").await.unwrap();
    assert!(profile.has_lead && profile.organisation.is_some());
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").len(), 3, "to confirm, that it has arrived, and how it was decided");
    assert_eq!(subjects(&app, "ed@example.org").len(), 2, "to confirm, and that somebody asks");
    let again = editor.client.create_membership_decision(claim.id, &yes()).await.unwrap_err();
    assert_eq!(code(&again), "not_found", "it has a lead now, who decides");
    let permissions = ana.client.get_my_permissions().await.unwrap().items;
    let decides = permissions.iter().find(|one| one.operation == Action::CreateMembershipDecision).unwrap();
    assert_eq!(decides.rule, Rule::Lead);
}

#[tokio::test]
async fn the_lead_decides_who_joins_and_who_asked_sees_it_without_asking_again() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let mut told = Box::pin(ana.client.stream_changes(&[Channel::Memberships], None).await.unwrap());
    let mut others = Box::pin(eva.client.stream_changes(&[Channel::Memberships], None).await.unwrap());
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    for expected in ["created", "updated"] {
        let event = tokio::time::timeout(Duration::from_secs(20), told.next()).await.unwrap().unwrap().unwrap();
        let client::StreamEvent::Change { change, .. } = event else { panic!("no change") };
        assert_eq!((change.kind, change.id), (ThingKind::Membership, asked.id.as_uuid()));
        assert_eq!(change.action.as_str(), expected);
    }
    let nothing = tokio::time::timeout(Duration::from_millis(300), others.next()).await;
    assert!(nothing.is_err(), "others hear nothing of it");
    let own = ana.client.list_my_memberships().await.unwrap().items;
    assert_eq!((own[0].status, own[0].role), (MembershipStatus::Active, PRACTITIONER));
    let members = ana.client.list_organisation_members("melbourne", None, None).await.unwrap().items;
    assert_eq!(members.iter().map(|one| one.role).collect::<Vec<_>>(), [LEAD, PRACTITIONER]);
    let foreign = eva.client.list_organisation_members("melbourne", None, None).await.unwrap_err();
    assert_eq!(code(&foreign), "forbidden");
}

#[tokio::test]
async fn who_is_refused_reads_why_and_may_ask_again() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    let twice = NewMembership { city: Some("melbourne".into()), organisation: None, role: PRACTITIONER, message: None };
    let twice = ana.client.create_membership(&IdempotencyKey::generate(), &twice).await.unwrap_err();
    assert_eq!(code(&twice), "conflict");
    let silent = MembershipDecision { reason: None, ..no("") };
    let silent = lead.client.create_membership_decision(asked.id, &silent).await.unwrap_err();
    assert_eq!(code(&silent), "invalid");
    lead.client.create_membership_decision(asked.id, &no("We do not know you.")).await.unwrap();
    let own = ana.client.get_membership(asked.id).await.unwrap();
    assert_eq!((own.status, own.reason.as_deref()), (MembershipStatus::Refused, Some("We do not know you.")));
    app.work().await;
    assert!(app.mails.sent().iter().any(|mail| mail.text().contains("We do not know you.")));
    app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
}

#[tokio::test]
async fn a_confirmed_address_of_the_citys_domain_joins_at_once() {
    let app = TestApp::builder().without_second_factor().start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@water.melbourne.example", "Ana").await;
    let domain = NewEmailDomain { domain: "Melbourne.example".into() };
    lead.client.create_organisation_domain("melbourne", &domain).await.unwrap();
    assert!(ana.client.list_my_memberships().await.unwrap().suggested.is_empty(), "not before it is verified");
    let early = lead.client.create_domain_verification("melbourne", "melbourne.example").await.unwrap_err();
    assert_eq!(code(&early), "forbidden", "a lead cannot open the door alone");
    administrator.client.create_domain_verification("melbourne", "melbourne.example").await.unwrap();
    let suggested = ana.client.list_my_memberships().await.unwrap().suggested;
    assert_eq!(suggested.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["melbourne"]);
    let joined = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    assert_eq!((joined.status, joined.origin), (MembershipStatus::Active, MembershipOrigin::Domain));
    assert!(ana.client.list_my_memberships().await.unwrap().suggested.is_empty());
    let eva = app.sign_up("eva@notmelbourne.example", "Eva").await;
    assert_eq!(app.ask_to_join(&eva, "melbourne", PRACTITIONER).await.status, MembershipStatus::Requested);
}

/// Who did not hear the answer sends the same again, and is told that it is the kept one.
#[tokio::test]
async fn a_decision_that_was_made_already_says_so() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    for rest in ["decisions", "lead-handovers"] {
        let path = format!("/api/v1/memberships/{}/{rest}", asked.id);
        let mut answers = Vec::new();
        for _ in 0..2 {
            let ask = lead.ask(&app, "POST", &path).header("idempotency-key", rest);
            answers.push(if rest == "decisions" { ask.json(&yes()) } else { ask }.send().await);
        }
        assert_eq!((answers[0].status, answers[1].status), (200, 200), "{rest}: {}", answers[1].text());
        assert_eq!(answers[0].header("idempotent-replayed"), None, "{rest}");
        assert_eq!(answers[1].header("idempotent-replayed"), Some("true"), "{rest}");
        assert_eq!(answers[0].text(), answers[1].text(), "{rest}");
    }
}

#[tokio::test]
async fn the_lead_is_handed_over_and_left_last() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    let leads = lead.client.list_my_memberships().await.unwrap().items[0].clone();
    let early = lead.client.delete_membership(leads.id, leads.version).await;
    assert_eq!(code(&early.unwrap_err()), "conflict", "hand over first");
    let claim = NewMembership { city: Some("melbourne".into()), organisation: None, role: LEAD, message: None };
    let eva = app.sign_up("eva@example.org", "Eva").await;
    let second = eva.client.create_membership(&IdempotencyKey::generate(), &claim).await.unwrap_err();
    assert_eq!(code(&second), "conflict", "it has a lead");
    let handed = lead.client.create_lead_handover(asked.id).await.unwrap();
    assert_eq!(handed.role, LEAD);
    let before = lead.client.get_membership(leads.id).await.unwrap();
    assert_eq!((before.role, before.status), (PRACTITIONER, MembershipStatus::Active));
    let stale = lead.client.delete_membership(leads.id, leads.version).await.unwrap_err();
    assert_eq!(code(&stale), "precondition_failed", "it was handed over since");
    lead.client.delete_membership(leads.id, before.version).await.unwrap();
    let reason = MembershipRemoval { reason: "x".into() };
    let foreign = lead.client.create_membership_removal(asked.id, &reason).await.unwrap_err();
    assert_eq!(code(&foreign), "not_found", "who has left decides nothing");
    ana.client.delete_membership(asked.id, handed.version).await.unwrap();
    assert!(!app.client().get_city_profile("melbourne").await.unwrap().has_lead);
    app.ask_to_join(&eva, "melbourne", LEAD).await;
}

#[tokio::test]
async fn who_is_taken_out_hears_why() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    let reason = MembershipRemoval { reason: "Works elsewhere since June.".into() };
    let ended = lead.client.create_membership_removal(asked.id, &reason).await.unwrap();
    assert_eq!(ended.status, MembershipStatus::Ended);
    app.work().await;
    assert!(app.mails.sent().iter().any(|mail| mail.text().contains("Works elsewhere since June.")));
    let foreign = ana.client.list_organisation_members("melbourne", None, None).await.unwrap_err();
    assert_eq!(code(&foreign), "forbidden");
}

#[tokio::test]
async fn nobody_decides_about_their_own_request() {
    let app = TestApp::builder().without_second_factor().start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let claim = app.ask_to_join(&editor, "melbourne", LEAD).await;
    let own = editor.client.create_membership_decision(claim.id, &yes()).await.unwrap_err();
    assert_eq!(code(&own), "conflict");
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    administrator.client.create_membership_decision(claim.id, &yes()).await.unwrap();
}

#[tokio::test]
async fn a_request_that_waits_is_brought_to_mind_once() {
    let app = TestApp::start().await;
    app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    app.work().await;
    let before = subjects(&app, "lead@example.org").len();
    app.clock.advance(TimeDelta::days(3));
    app.work().await;
    app.work().await;
    assert_eq!(subjects(&app, "lead@example.org").len(), before + 1);
    app.clock.advance(TimeDelta::days(30));
    app.work().await;
    assert_eq!(subjects(&app, "lead@example.org").len(), before + 1, "once");
    let lead = app.sign_in("lead@example.org").await;
    assert_eq!(waiting(&lead).await, 1);
}

#[tokio::test]
async fn two_claims_are_accepted_at_once_and_one_leads() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let one = app.ask_to_join(&ana, "melbourne", LEAD).await;
    let other = app.ask_to_join(&eva, "melbourne", LEAD).await;
    let accept = |id| {
        let client = editor.client.clone();
        async move { client.create_membership_decision(id, &yes()).await }
    };
    let (first, second) = tokio::join!(accept(one.id), accept(other.id));
    assert_eq!([&first, &second].iter().filter(|answer| answer.is_ok()).count(), 1, "{first:?} {second:?}");
    assert_eq!(app.client().get_organisation("melbourne").await.unwrap().members, 1);
}

#[tokio::test]
async fn nobody_waits_for_more_than_a_few() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let cities = app.client().list_cities(&domain::cities::CityQuery::default()).await.unwrap().items;
    for city in cities.iter().take(10) {
        app.ask_to_join(&ana, &city.slug, PRACTITIONER).await;
    }
    let new =
        NewMembership { city: Some(cities[10].slug.clone()), organisation: None, role: PRACTITIONER, message: None };
    let more = ana.client.create_membership(&IdempotencyKey::generate(), &new).await.unwrap_err();
    assert_eq!(code(&more), ProblemKind::Conflict.code());
}
