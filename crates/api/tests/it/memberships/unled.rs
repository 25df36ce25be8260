//! A lead who is suspended or leaving decides nothing: those who would decide without a lead do, until the lead is back.

use super::{LEAD, PRACTITIONER, code, subjects, waiting, yes};
use chrono::TimeDelta;
use domain::corrections::{CityFact, CorrectionQuery};
use domain::identity::{NewSuspension, SecondFactorRemoval};
use domain::memberships::{MembershipQuery, MembershipStatus};
use domain::organisations::OrganisationQuery;
use domain::policy::Role;
use test_support::{PASSWORD, Person, TestApp};

/// A city with a lead, an editor of the network, an administrator, and somebody who will ask to join.
async fn city() -> (TestApp, [Person; 4]) {
    let app = TestApp::builder().without_second_factor().start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    (app, [lead, editor, administrator, ana])
}

fn suspension() -> NewSuspension {
    NewSuspension { reason: "Was not themselves.".to_owned() }
}

/// Whether the city, its organisation and the list of organisations say that somebody leads it.
async fn has_lead(app: &TestApp) -> [bool; 3] {
    let listed = app.client().list_organisations(&OrganisationQuery::default()).await.unwrap().items;
    [
        app.client().get_city_profile("melbourne").await.unwrap().has_lead,
        app.client().get_organisation("melbourne").await.unwrap().has_lead,
        listed[0].has_lead,
    ]
}

#[tokio::test]
async fn while_the_lead_is_suspended_editors_hear_and_decide() {
    let (app, [lead, editor, administrator, ana]) = city().await;
    assert_eq!(has_lead(&app).await, [true; 3]);
    administrator.client.create_suspension(lead.account.id, &suspension()).await.unwrap();
    assert_eq!(has_lead(&app).await, [false; 3], "nobody leads it now, also where an answer was kept");
    app.work().await;
    let before = subjects(&app, "lead@example.org").len();
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    app.report("melbourne", CityFact::Shocks, "Heat").await;
    app.work().await;
    assert!(subjects(&app, "ed@example.org").iter().any(|subject| subject.starts_with("Ana asks to join")));
    assert_eq!(subjects(&app, "lead@example.org").len(), before, "who cannot decide is not asked");
    assert_eq!(waiting(&editor).await, 1);
    let listed = editor.client.list_memberships(&MembershipQuery::default()).await.unwrap().items;
    assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [asked.id]);
    assert_eq!(editor.client.list_corrections(&CorrectionQuery::default()).await.unwrap().items.len(), 1);
    let decided = editor.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    assert_eq!(decided.status, MembershipStatus::Active);
}

#[tokio::test]
async fn a_suspension_that_ends_gives_the_lead_back() {
    let (app, [lead, editor, administrator, ana]) = city().await;
    administrator.client.create_suspension(lead.account.id, &suspension()).await.unwrap();
    administrator.client.delete_suspension(lead.account.id).await.unwrap();
    assert_eq!(has_lead(&app).await, [true; 3]);
    let asked = app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    let foreign = editor.client.create_membership_decision(asked.id, &yes()).await.unwrap_err();
    assert_eq!(code(&foreign), "not_found", "the lead decides again");
    let lead = app.sign_in("lead@example.org").await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
}

#[tokio::test]
async fn a_reminder_goes_to_who_decides_now() {
    let (app, [lead, _, administrator, ana]) = city().await;
    app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    administrator.client.create_suspension(lead.account.id, &suspension()).await.unwrap();
    app.work().await;
    let before = subjects(&app, "ed@example.org").len();
    app.clock.advance(TimeDelta::days(3));
    app.work().await;
    app.work().await;
    assert_eq!(subjects(&app, "ed@example.org").len(), before + 1);
}

#[tokio::test]
async fn a_lead_who_leaves_is_none_and_may_come_back() {
    let (app, [lead, editor, _, ana]) = city().await;
    let proof = SecondFactorRemoval { password: PASSWORD.into() };
    lead.client.delete_me(&proof).await.unwrap();
    assert_eq!(has_lead(&app).await, [false; 3]);
    app.ask_to_join(&ana, "melbourne", PRACTITIONER).await;
    assert_eq!(waiting(&editor).await, 1);
    let lead = app.sign_in("lead@example.org").await;
    lead.client.restore_me().await.unwrap();
    assert_eq!((has_lead(&app).await, waiting(&editor).await), ([true; 3], 0));
}

#[tokio::test]
async fn who_is_let_lead_meanwhile_takes_the_seat() {
    let (app, [lead, editor, administrator, ana]) = city().await;
    administrator.client.create_suspension(lead.account.id, &suspension()).await.unwrap();
    let claim = app.ask_to_join(&ana, "melbourne", LEAD).await;
    editor.client.create_membership_decision(claim.id, &yes()).await.unwrap();
    administrator.client.delete_suspension(lead.account.id).await.unwrap();
    let lead = app.sign_in("lead@example.org").await;
    let own = lead.client.list_my_memberships().await.unwrap().items;
    assert_eq!((own[0].role, own[0].status), (PRACTITIONER, MembershipStatus::Active), "who led stays as a member");
    assert_eq!(app.client().get_organisation("melbourne").await.unwrap().members, 2);
}
