//! Keys of machines: made once, used within their scope and their organisation, ended.

mod budgets;
mod ends;

use chrono::TimeDelta;
use client::{Client, Error, IdempotencyKey};
use contract::{Patch, Problem};
use domain::api_keys::{ApiKeyStatus, MAX_LIVING_KEYS, NewApiKey};
use domain::audit::{AuditActor, AuditQuery};
use domain::cities::CityProfileUpdate;
use domain::corrections::{CityFact, CorrectionQuery};
use domain::identity::{PermissionHolder, PermissionQuery, PermissionRefusal, PermissionSubject};
use domain::organisations::{NewOrganisation, OrganisationDecision, OrganisationKind, OrganisationUpdate, Verdict};
use domain::policy::{Action, KeyScope, Role, Rule};
use futures_util::future::join_all;
use serde_json::json;
use test_support::{Person, TestApp, city_scopes};

const LEAD: &str = "lead@example.org";

fn problem(error: Error) -> Problem {
    match error {
        Error::Problem(problem) => *problem,
        other => panic!("no problem, but {other}"),
    }
}

fn status<T: std::fmt::Debug>(answer: Result<T, Error>) -> u16 {
    answer.unwrap_err().status().unwrap()
}

/// A server, and who leads Melbourne.
async fn led() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let lead = app.with_city(LEAD, "melbourne").await;
    (app, lead)
}

fn wish(app: &TestApp, scopes: &[KeyScope]) -> NewApiKey {
    let expires_at = app::Clock::now(&app.clock) + TimeDelta::days(30);
    NewApiKey { name: "Open data portal".to_owned(), scopes: scopes.to_vec(), expires_at }
}

#[tokio::test]
async fn a_key_is_shown_once_and_listed_without_its_secret() {
    let (app, lead) = led().await;
    let made = lead.client.create_api_key("melbourne", &wish(&app, &[KeyScope::MembersRead])).await.unwrap();
    // The secret may have underscores of its own: what stands behind the last of them may be one letter.
    let secret = made.secret.strip_prefix(&format!("c2r_{}_", made.key.prefix)).unwrap();
    assert_eq!((made.key.status, made.key.last_used_at), (ApiKeyStatus::Active, None));
    assert_eq!(made.key.created_by.as_ref().map(|person| person.id), Some(lead.account.id));
    let listed = lead.client.list_api_keys("melbourne", None, None).await.unwrap();
    assert_eq!(listed.items, std::slice::from_ref(&made.key));
    let shown = lead.get(&app, "/api/v1/organisations/melbourne/api-keys").await.text();
    assert!(!shown.contains(secret) && shown.contains(&made.key.prefix), "{shown}");
    // Nowhere: not in the table of keys, the audit log, the mail that waits, an answer that was kept.
    for table in app.database.tables().await {
        assert!(!app.database.dump(&table).await.contains(secret), "{table}");
    }
}

#[tokio::test]
async fn who_leads_hears_of_a_new_key_by_mail() {
    let (app, lead) = led().await;
    app.work().await;
    let before = app.mails.sent().len();
    let machine = app.with_key(&lead, "melbourne", &[]).await;
    app.work().await;
    let sent = app.mails.sent();
    assert_eq!(sent.len(), before + 1);
    let text = sent.last().unwrap().text();
    assert!(text.contains("A machine") && text.contains("/en/organisations/melbourne/keys"), "{text}");
    assert!(!text.contains(&machine.secret), "{text}");
}

#[tokio::test]
async fn every_fault_of_a_wish_is_told_at_once() {
    let (app, lead) = led().await;
    let faults = |answer: Result<_, Error>| -> Vec<(String, String)> {
        let problem = problem(Result::<domain::api_keys::CreatedApiKey, _>::unwrap_err(answer));
        assert_eq!(problem.status, 422);
        problem.errors.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    };
    let pair = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    let past = NewApiKey { name: " ".into(), expires_at: app::Clock::now(&app.clock), ..wish(&app, &[]) };
    let found = faults(lead.client.create_api_key("melbourne", &past).await);
    assert_eq!(found, [pair("/name", "required"), pair("/expires_at", "in_the_past")]);
    let late = NewApiKey { expires_at: app::Clock::now(&app.clock) + TimeDelta::days(367), ..wish(&app, &[]) };
    assert_eq!(faults(lead.client.create_api_key("melbourne", &late).await), [pair("/expires_at", "too_late")]);
    let unknown = json!({ "name": "x", "expires_at": "2026-12-01T00:00:00Z", "scopes": ["everything"] });
    let path = "/api/v1/organisations/melbourne/api-keys";
    assert_eq!(lead.ask(&app, "POST", path).json(&unknown).status().await, 422);
}

#[tokio::test]
async fn only_verified_organisations_have_keys_and_a_partner_none_about_a_city() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let partner = app.make_partner(&ana, "Institute for examples").await;
    let early = administrator.client.create_api_key(&partner.slug, &wish(&app, &[])).await;
    assert_eq!(status(early), 409);
    let yes = OrganisationDecision { decision: Verdict::Accepted, reason: None };
    administrator.client.create_organisation_decision(&partner.slug, &yes).await.unwrap();
    let city = wish(&app, &[KeyScope::MembersRead, KeyScope::ProfileWrite]);
    let fault = problem(ana.client.create_api_key(&partner.slug, &city).await.unwrap_err()).errors.remove(0);
    assert_eq!((fault.pointer.as_str(), fault.code.as_str()), ("/scopes/1", "not_allowed"));
    let machine = app.with_key(&ana, &partner.slug, &[KeyScope::OrganisationWrite]).await;
    let read = machine.client.get_organisation(&partner.slug).await.unwrap();
    let about = OrganisationUpdate { about: Patch::Set("By a machine.".into()), ..OrganisationUpdate::default() };
    let changed = machine.client.update_organisation(&partner.slug, read.version, &about).await.unwrap();
    assert_eq!(changed.about.as_deref(), Some("By a machine."));
    assert_eq!(status(machine.client.list_corrections(&CorrectionQuery::default()).await), 403);
}

#[tokio::test]
async fn a_key_that_hands_in_reports_about_mails_is_for_the_network_alone() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let new = wish(&app, &[KeyScope::BouncesWrite]);
    let fault = problem(lead.client.create_api_key("melbourne", &new).await.unwrap_err()).errors.remove(0);
    assert_eq!((fault.pointer.as_str(), fault.code.as_str()), ("/scopes/0", "not_allowed"));
    let network = NewOrganisation {
        kind: OrganisationKind::Network,
        partner_kind: None,
        name: Some("Network for examples".into()),
        website: None,
        about: None,
        country: None,
        city: None,
    };
    let network = administrator.client.create_organisation(&IdempotencyKey::generate(), &network).await.unwrap();
    let made = administrator.client.create_api_key(&network.slug, &new).await.unwrap();
    assert_eq!(made.key.scopes, [KeyScope::BouncesWrite]);
    let report = Client::with_key(&app.url, &made.secret).create_bounce(b"No report.".to_vec()).await.unwrap();
    assert_eq!(report.told, 0);
}

#[tokio::test]
async fn an_organisation_has_so_many_keys_and_no_more() {
    let (app, lead) = led().await;
    let mut keys = Vec::new();
    for _ in 0..MAX_LIVING_KEYS {
        keys.push(app.with_key(&lead, "melbourne", &[]).await.key.id);
    }
    let full = problem(lead.client.create_api_key("melbourne", &wish(&app, &[])).await.unwrap_err());
    assert_eq!((full.status, full.code.as_str()), (409, "conflict"));
    assert!(full.detail.contains("at most 20"), "{}", full.detail);
    lead.client.delete_api_key("melbourne", keys[0]).await.unwrap();
    app.with_key(&lead, "melbourne", &[]).await;
    let first = lead.client.list_api_keys("melbourne", Some(15), None).await.unwrap();
    let rest = lead.client.list_api_keys("melbourne", Some(15), first.next.as_deref()).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (15, 6, None), "the ended one is still listed");
    assert_eq!(rest.items.last().map(|key| (key.id, key.status)), Some((keys[0], ApiKeyStatus::Revoked)));
}

/// Both engines: who compares and then writes must be alone with the thing.
#[tokio::test]
async fn of_many_who_change_one_thing_at_once_one_is_first() {
    let (app, lead) = led().await;
    for _ in 2..MAX_LIVING_KEYS {
        app.with_key(&lead, "melbourne", &[]).await;
    }
    let made = join_all((0..8).map(async |_| lead.client.create_api_key("melbourne", &wish(&app, &[])).await)).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 2, "{made:?}");

    let read = lead.client.get_organisation("melbourne").await.unwrap();
    let changed = join_all((0..8).map(async |n| {
        let about = OrganisationUpdate { about: Patch::Set(format!("Hand {n}.")), ..OrganisationUpdate::default() };
        lead.client.update_organisation("melbourne", read.version, &about).await
    }));
    let told: Vec<u16> =
        changed.await.into_iter().map(|changed| changed.map_or_else(|e| e.status().unwrap(), |_| 200)).collect();
    assert_eq!(told.iter().filter(|status| **status == 200).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|status| **status == 412).count(), 7, "{told:?}");
}

#[tokio::test]
async fn a_machine_does_what_its_key_is_for_in_its_own_organisation() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let report = app.report("melbourne", CityFact::Shocks, "Heat wave").await;
    let elsewhere = app.report("accra", CityFact::Shocks, "Flood").await;
    let client = &machine.client;
    assert_eq!(client.list_organisation_members("melbourne", None, None).await.unwrap().items.len(), 1);
    assert!(client.list_organisation_domains("melbourne").await.unwrap().items.is_empty());
    let reports = client.list_corrections(&CorrectionQuery::default()).await.unwrap().items;
    assert_eq!(reports.iter().map(|one| one.id).collect::<Vec<_>>(), [report.id], "of the own city alone");
    assert_eq!(client.get_correction(report.id).await.unwrap(), report);
    let profile = client.get_city_profile("melbourne").await.unwrap();
    let note = CityProfileUpdate { note: Patch::Set("By a machine.".into()), ..CityProfileUpdate::default() };
    let changed = client.update_city_profile("melbourne", profile.version, &note).await.unwrap();
    assert_eq!(changed.note.as_deref(), Some("By a machine."));

    app.with_city("accra@example.org", "accra").await;
    assert_eq!(status(client.list_organisation_members("accra", None, None).await), 403);
    assert_eq!(status(client.list_organisation_domains("accra").await), 403);
    assert_eq!(status(client.update_organisation("accra", 1, &OrganisationUpdate::default()).await), 403);
    assert_eq!(status(client.update_city_profile("accra", 0, &note).await), 403);
    let of_accra = CorrectionQuery { city: Some("accra".into()), ..CorrectionQuery::default() };
    assert!(client.list_corrections(&of_accra).await.unwrap().items.is_empty());
    let hidden = problem(client.get_correction(elsewhere.id).await.unwrap_err());
    let nothing = ids::CorrectionId(uuid::Uuid::nil());
    let missing = problem(client.get_correction(nothing).await.unwrap_err());
    assert_eq!((hidden.status, hidden.detail), (404, missing.detail), "whether there is one is not told");
}

#[tokio::test]
async fn a_key_says_which_scope_it_lacks_and_what_it_is_for() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &[KeyScope::CorrectionsRead]).await;
    let report = app.report("accra", CityFact::Shocks, "Flood").await;
    assert_eq!(
        machine.client.list_cities(&Default::default()).await.unwrap().items.len(),
        20,
        "what is public is open"
    );
    let lacks = problem(machine.client.list_organisation_members("melbourne", None, None).await.unwrap_err());
    assert_eq!((lacks.status, lacks.detail.contains("`members:read`")), (403, true), "{}", lacks.detail);
    let never = problem(machine.client.get_me().await.unwrap_err());
    assert_eq!((never.status, never.detail.contains("No key may do this")), (403, true), "{}", never.detail);
    let bare = app.with_key(&lead, "melbourne", &[]).await;
    assert_eq!(status(bare.client.get_correction(report.id).await), 403, "said of the key, not of the report");

    let own = machine.client.get_my_permissions().await.unwrap();
    assert_eq!((own.scopes.as_slice(), own.roles.len()), ([KeyScope::CorrectionsRead].as_slice(), 0));
    let by_key: Vec<_> = own.items.iter().filter(|item| item.rule == Rule::Key).map(|item| item.operation).collect();
    assert_eq!(by_key, [Action::GetMyPermissions, Action::GetCorrection, Action::ListCorrections]);
    assert!(lead.client.get_my_permissions().await.unwrap().scopes.is_empty());
}

#[tokio::test]
async fn an_administrator_sees_why_a_key_may_and_what_it_did() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &[KeyScope::ProfileWrite]).await;
    let asked = |operation| PermissionQuery {
        operation,
        holder: Some(PermissionHolder::Key(machine.key.id)),
        about: PermissionSubject::default(),
    };
    let may = administrator.client.explain_permission(&asked(Action::UpdateCityProfile)).await.unwrap();
    assert_eq!((may.allowed, may.because, may.scope), (Some(true), Some(Rule::Key), Some(KeyScope::ProfileWrite)));
    let may_not = administrator.client.explain_permission(&asked(Action::ListCorrections)).await.unwrap();
    assert_eq!((may_not.allowed, may_not.because, may_not.scope), (Some(false), None, Some(KeyScope::CorrectionsRead)));
    let why = (may_not.refusal, may_not.would_allow);
    assert_eq!(why, (Some(PermissionRefusal::NoRuleHolds), vec![Rule::Key]), "it lacks the scope, whatever the thing");

    let profile = machine.client.get_city_profile("melbourne").await.unwrap();
    let note = CityProfileUpdate { note: Patch::Set("By a machine.".into()), ..CityProfileUpdate::default() };
    machine.client.update_city_profile("melbourne", profile.version, &note).await.unwrap();
    let did = AuditQuery { key: Some(machine.key.id), ..AuditQuery::default() };
    let lines = administrator.client.list_audit_log(&did).await.unwrap().items;
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!((line.actor, line.actor_id, line.key_id), (AuditActor::Machine, None, Some(machine.key.id)));
    let made = AuditQuery { actions: vec![Action::CreateApiKey], ..AuditQuery::default() };
    let lines = administrator.client.list_audit_log(&made).await.unwrap().items;
    assert_eq!((lines[0].actor, lines[0].thing_id), (AuditActor::Person, machine.key.id.as_uuid()));
    let csv = administrator.client.export_audit_log_csv(&did).await.unwrap();
    assert!(csv.lines().nth(1).unwrap().ends_with(&machine.key.id.to_string()), "{csv}");
}

#[tokio::test]
async fn keys_stay_with_the_organisation_when_who_made_them_leaves() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &[KeyScope::MembersRead]).await;
    let exported = lead.client.export_me().await.unwrap();
    assert_eq!(exported.api_keys.iter().map(|key| key.id).collect::<Vec<_>>(), [machine.key.id]);
    let (db, id) = (app.db().await, lead.account.id);
    db.write(move |tx| Box::pin(async move { store::identity::delete(tx, id).await })).await.unwrap();
    assert!(machine.client.list_organisation_members("melbourne", None, None).await.unwrap().items.is_empty());
    let admin = app.with_role("admin@example.org", Role::Administrator).await;
    app.confirm_second_factor(&admin).await;
    let listed = admin.client.list_api_keys("melbourne", None, None).await.unwrap().items;
    assert_eq!((listed[0].id, &listed[0].created_by), (machine.key.id, &None));
}

#[tokio::test]
async fn others_see_and_make_no_keys() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let other = app.with_city("accra@example.org", "accra").await;
    assert_eq!(status(app.client().list_api_keys("melbourne", None, None).await), 401);
    for client in [&other.client, &machine.client] {
        assert_eq!(status(client.list_api_keys("melbourne", None, None).await), 403);
        assert_eq!(status(client.create_api_key("melbourne", &wish(&app, &[])).await), 403);
        assert_eq!(status(client.delete_api_key("melbourne", machine.key.id).await), 403);
    }
    assert_eq!(status(other.client.delete_api_key("accra", machine.key.id).await), 404, "not by another organisation");
    let anybody: Client = app.client();
    assert_eq!(status(anybody.create_api_key("melbourne", &wish(&app, &[])).await), 401);
}
