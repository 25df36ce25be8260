//! Who leads: claiming with and without belonging, claims beside each other, handing over at once, and coming back.

use super::{LEAD, PRACTITIONER, code, no, subjects, yes};
use client::IdempotencyKey;
use domain::memberships::{MembershipOrigin, MembershipQuery, MembershipRemoval, MembershipStatus, NewMembership};
use domain::organisations::NewEmailDomain;
use domain::policy::Role;
use futures_util::future::join_all;
use test_support::TestApp;

#[tokio::test]
async fn who_belongs_to_what_nobody_leads_may_claim_it() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let gus = app.sign_up("gus@example.org", "Gus").await;
    let asked = app.ask_to_join(&gus, "kampala", PRACTITIONER).await;
    editor.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    let claim = app.ask_to_join(&gus, "kampala", LEAD).await;
    assert_eq!(claim.status, MembershipStatus::Requested);
    let held = gus.client.list_my_memberships().await.unwrap().items;
    assert!(held.iter().any(|one| one.id == asked.id && one.status == MembershipStatus::Active), "until it is decided");
    let twice = NewMembership { city: Some("kampala".into()), organisation: None, role: LEAD, message: None };
    let twice = gus.client.create_membership(&IdempotencyKey::generate(), &twice).await.unwrap_err();
    assert_eq!(code(&twice), "conflict");
    editor.client.create_membership_decision(claim.id, &yes()).await.unwrap();
    let organisation = app.client().get_organisation("kampala").await.unwrap();
    assert_eq!((organisation.has_lead, organisation.members), (true, 1));
}

#[tokio::test]
async fn a_claim_that_is_refused_leaves_what_one_had() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let gus = app.sign_up("gus@example.org", "Gus").await;
    let asked = app.ask_to_join(&gus, "kampala", PRACTITIONER).await;
    editor.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    let claim = app.ask_to_join(&gus, "kampala", LEAD).await;
    editor.client.create_membership_decision(claim.id, &no("Ask the mayor first.")).await.unwrap();
    assert_eq!(app.client().get_organisation("kampala").await.unwrap().members, 1);
}

#[tokio::test]
async fn with_one_claim_accepted_the_others_hear_that_somebody_leads() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let one = app.ask_to_join(&ana, "melbourne", LEAD).await;
    let other = app.ask_to_join(&eva, "melbourne", LEAD).await;
    app.work().await;
    let before = subjects(&app, "eva@example.org").len();
    editor.client.create_membership_decision(one.id, &yes()).await.unwrap();
    app.work().await;
    let told = eva.client.get_membership(other.id).await.unwrap();
    assert_eq!(told.status, MembershipStatus::Refused);
    assert!(told.reason.is_some_and(|reason| reason.contains("ask to join")));
    assert_eq!(subjects(&app, "eva@example.org").len(), before + 1);
    assert!(ana.client.list_memberships(&MembershipQuery::default()).await.unwrap().items.is_empty());
}

/// The lead has the right once: whoever was handed it has it from then on, and nobody who had it before.
#[tokio::test]
async fn the_lead_is_handed_over_once() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let mut members = Vec::new();
    for name in ["ana", "eva", "ida", "uma"] {
        let person = app.sign_up(&format!("{name}@example.org"), name).await;
        let asked = app.ask_to_join(&person, "melbourne", PRACTITIONER).await;
        lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
        members.push(asked.id);
    }
    let answers = join_all(members.iter().map(|id| lead.client.create_lead_handover(*id))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let others = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(others.into_iter().all(|error| error.status() == Some(404)), "{answers:?}");
}

#[tokio::test]
async fn who_was_taken_out_asks_before_they_come_back() {
    let app = TestApp::builder().without_second_factor().start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let administrator = app.with_role("root@example.org", Role::Administrator).await;
    let domain = NewEmailDomain { domain: "melbourne.example".into() };
    lead.client.create_organisation_domain("melbourne", &domain).await.unwrap();
    administrator.client.create_domain_verification("melbourne", &domain.domain).await.unwrap();
    let ana = app.sign_up("ana@melbourne.example", "Ana").await;
    let joined = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    assert_eq!((joined.status, joined.origin), (MembershipStatus::Active, MembershipOrigin::Domain));
    let removal = MembershipRemoval { reason: "Works elsewhere.".into() };
    lead.client.create_membership_removal(joined.id, &removal).await.unwrap();
    let again = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    assert_eq!((again.status, again.origin), (MembershipStatus::Requested, MembershipOrigin::Request));
    let again = lead.client.create_membership_decision(again.id, &yes()).await.unwrap();
    // Who leaves by themselves after a yes comes back as before.
    ana.client.delete_membership(again.id, again.version).await.unwrap();
    assert_eq!(app.ask_to_join(&ana, "melbourne", PRACTITIONER).await.status, MembershipStatus::Active);
}

#[tokio::test]
async fn a_lead_for_demonstration_is_in_nobodys_way() {
    let app = TestApp::builder().demo().without_second_factor().start().await;
    app::identity::load_demo(&app.ctx, &app::Caller { actor: app::operator(), request_id: None, idempotency: None })
        .await
        .unwrap();
    let administrator = app.with_role("root@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let claim = app.ask_to_join(&ana, "melbourne", LEAD).await;
    administrator.client.create_membership_decision(claim.id, &yes()).await.unwrap();
    let members = ana.client.list_organisation_members("melbourne", None, None).await.unwrap().items;
    let leads: Vec<&str> = members.iter().filter(|one| one.role == LEAD).map(|one| one.person.name.as_str()).collect();
    assert_eq!(leads, ["Ana"]);
}
