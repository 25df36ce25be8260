//! Many at once: of those who decide one thing one does it, and the others hear that it is decided.

use client::{Client, Error, IdempotencyKey};
use domain::cities::CityQuery;
use domain::city_proposals::CityProposalDecision;
use domain::corrections::{CityFact, CorrectionDecision, CorrectionStatus, CorrectionVerdict};
use domain::identity::{AccountQuery, NewSuspension};
use domain::memberships::{MembershipStatus, NewMembership};
use domain::organisations::{
    NewOrganisation, Organisation, OrganisationDecision, OrganisationKind, OrganisationStatus, Verdict,
};
use domain::policy::{MembershipRole, Role};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use test_support::{TestApp, proposal};

fn status<T>(answer: &Result<T, Error>) -> u16 {
    match answer {
        Ok(_) => 200,
        Err(Error::Problem(problem)) => problem.status,
        Err(other) => panic!("no problem, but {other}"),
    }
}

/// What became of requests that were sent at once, in order of the statuses.
async fn at_once<T>(asked: impl IntoIterator<Item = impl Future<Output = Result<T, Error>>>) -> Vec<u16> {
    let mut statuses: Vec<u16> = join_all(asked).await.iter().map(status).collect();
    statuses.sort_unstable();
    statuses
}

fn mails_to(app: &TestApp, email: &str) -> usize {
    app.mails.sent().iter().filter(|mail| mail.to().address().as_str() == email).count()
}

fn network(name: &str) -> NewOrganisation {
    NewOrganisation {
        kind: OrganisationKind::Network,
        partner_kind: None,
        name: Some(name.to_owned()),
        website: None,
        about: None,
        country: None,
        city: None,
    }
}

async fn join(client: Client, city: String, role: MembershipRole) -> Result<(), Error> {
    let new = NewMembership { city: Some(city), organisation: None, role, message: None };
    client.create_membership(&IdempotencyKey::generate(), &new).await.map(|_| ())
}

async fn administered() -> (TestApp, test_support::Person) {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    (app, administrator)
}

#[tokio::test]
async fn an_organisation_is_decided_once() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let made = app.make_partner(&ana, "Institute for examples").await;
    app.work().await;
    let before = mails_to(&app, "ana@example.org");
    let decide = |verdict, reason: Option<&str>| {
        let (client, slug) = (administrator.client.clone(), made.slug.clone());
        let decision = OrganisationDecision { decision: verdict, reason: reason.map(str::to_owned) };
        async move { client.create_organisation_decision(&slug, &decision).await }
    };
    let (yes, no) = ((Verdict::Accepted, None), (Verdict::Refused, Some("Nobody answers.")));
    let statuses = at_once([yes, no, yes, no].map(|(verdict, reason)| decide(verdict, reason))).await;
    assert_eq!(statuses, [200, 409, 409, 409]);
    let found = administrator.client.get_organisation(&made.slug).await.unwrap();
    let own = ana.client.list_my_memberships().await.unwrap().items;
    let expected = match found.status {
        OrganisationStatus::Verified => (true, MembershipStatus::Active),
        _ => (false, MembershipStatus::Refused),
    };
    assert_eq!((found.has_lead, own[0].status), expected);
    app.work().await;
    assert_eq!(mails_to(&app, "ana@example.org"), before + 1);
}

#[tokio::test]
async fn a_report_is_decided_once() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let report = app.report("accra", CityFact::Shocks, "Heat is missing.").await;
    let decide = |decision, reason: Option<&str>| {
        let decision = CorrectionDecision { decision, reason: reason.map(str::to_owned) };
        let (client, id) = (editor.client.clone(), report.id);
        async move { client.create_correction_decision(id, &decision).await }
    };
    let (yes, no) = ((CorrectionVerdict::Accepted, None), (CorrectionVerdict::Refused, Some("Not so.")));
    let statuses = at_once([yes, no, yes, no].map(|(verdict, reason)| decide(verdict, reason))).await;
    assert_eq!(statuses, [200, 409, 409, 409]);
    let found = editor.client.get_correction(report.id).await.unwrap();
    assert_eq!(found.reason.is_some(), found.status == CorrectionStatus::Refused);
}

#[tokio::test]
async fn an_account_is_suspended_once_and_hears_of_it_once() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    app.work().await;
    let before = mails_to(&app, "ana@example.org");
    let suspend = |number: usize| {
        let (client, id) = (administrator.client.clone(), ana.account.id);
        async move { client.create_suspension(id, &NewSuspension { reason: format!("Reason {number}.") }).await }
    };
    assert_eq!(at_once((0..6).map(suspend)).await, [200, 409, 409, 409, 409, 409]);
    app.work().await;
    assert_eq!(mails_to(&app, "ana@example.org"), before + 1);
    let restore = |_| {
        let (client, id) = (administrator.client.clone(), ana.account.id);
        async move { client.delete_suspension(id).await }
    };
    assert_eq!(at_once((0..4).map(restore)).await, [200, 409, 409, 409]);
}

#[tokio::test]
async fn one_administrator_is_left_whoever_takes_the_role_from_whom() {
    let (app, one) = administered().await;
    let other = app.with_role("admin2@example.org", Role::Administrator).await;
    let revoke = |client: Client, id| async move { client.delete_role_grant(id, Role::Administrator).await };
    let statuses =
        at_once([revoke(one.client.clone(), other.account.id), revoke(other.client.clone(), one.account.id)]).await;
    assert_eq!(statuses[0], 200);
    assert!([403, 409].contains(&statuses[1]), "{statuses:?}");
    let mut left = 0;
    for person in [&one, &other] {
        left += usize::from(person.client.list_accounts(&AccountQuery::default()).await.is_ok());
    }
    assert_eq!(left, 1);
}

#[tokio::test]
async fn nobody_has_more_waiting_than_a_few_by_asking_at_once() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let propose = |number: usize| {
        let client = ana.client.clone();
        let new = proposal(["One town", "Second place"][number % 2]);
        async move { client.create_city_proposal(&IdempotencyKey::generate(), &new).await }
    };
    assert_eq!(at_once((0..8).map(propose)).await, [200, 200, 200, 409, 409, 409, 409, 409]);
    assert_eq!(app.database.count("city_proposals").await, 3);
    let cities = app.client().list_cities(&CityQuery::default()).await.unwrap().items;
    let asked =
        cities.iter().take(12).map(|city| join(ana.client.clone(), city.slug.clone(), MembershipRole::Practitioner));
    let statuses = at_once(asked).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 10, "{statuses:?}");
    assert_eq!(statuses[10..], [409, 409]);
}

#[tokio::test]
async fn a_proposal_becomes_one_city() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let (first, second) = (app.propose(&ana, "Tabatinga").await, app.propose(&eva, "Tabatinga").await);
    let before = app.database.count("cities").await;
    let accept = |id| {
        let client = editor.client.clone();
        async move { client.create_city_proposal_decision(id, &CityProposalDecision::accepted(2_000.0)).await }
    };
    let ids = [first.id, second.id, first.id, second.id, first.id];
    assert_eq!(at_once(ids.map(accept)).await, [200, 409, 409, 409, 409]);
    assert_eq!(app.database.count("cities").await, before + 1);
}

#[tokio::test]
async fn many_who_join_a_city_that_nobody_claimed_belong_to_one_organisation() {
    let app = TestApp::start().await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(app.sign_up(&format!("p{number}@example.org"), &format!("Person {number}")).await);
    }
    let asked =
        people.iter().map(|person| join(person.client.clone(), "melbourne".to_owned(), MembershipRole::Practitioner));
    assert_eq!(at_once(asked).await, [200; 6]);
    assert_eq!(app.database.count("organisations").await, 1);
    assert_eq!(app.database.count("memberships").await, 6);
}

#[tokio::test]
async fn organisations_of_one_name_have_slugs_of_their_own() {
    let (app, administrator) = administered().await;
    let make = |_| {
        let client = administrator.client.clone();
        async move { client.create_organisation(&IdempotencyKey::generate(), &network("Heat network")).await }
    };
    let made: Vec<Organisation> = join_all((0..12).map(make)).await.into_iter().map(Result::unwrap).collect();
    let slugs: BTreeSet<&str> = made.iter().map(|one| one.slug.as_str()).collect();
    assert_eq!(slugs.len(), 12, "{slugs:?}");
    assert!(slugs.contains("heat-network") && slugs.contains("heat-network-12"), "{slugs:?}");
    drop(app);
}
