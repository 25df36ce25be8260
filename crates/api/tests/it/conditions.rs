//! What answers and changes hang on: validators that stand for all that is shown, versions that a change was made for, and
//! who somebody is before what they send.

use crate::schema::operations;
use domain::cities::CityProfileUpdate;
use domain::corrections::{CityFact, CorrectionDecision, CorrectionVerdict};
use domain::identity::NewRoleGrant;
use domain::memberships::MembershipDecision;
use domain::organisations::Verdict;
use domain::policy::{Action, Actor, Decision, MembershipRole, Role, Thing, may};
use serde_json::json;
use test_support::{Answer, Person, TestApp};

fn yes() -> MembershipDecision {
    MembershipDecision { decision: Verdict::Accepted, reason: None }
}

/// What somebody gets who holds an answer already.
async fn again(app: &TestApp, person: &Person, path: &str, held: &Answer) -> Answer {
    person.ask(app, "GET", path).header("if-none-match", held.header("etag").unwrap()).send().await
}

#[tokio::test]
async fn what_is_shown_beside_the_version_changes_the_validator() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let paths = ["/api/v1/organisations/melbourne", "/api/v1/cities/melbourne/profile", "/api/v1/me"];
    let mut held = Vec::new();
    for path in paths {
        held.push(ana.get(&app, path).await);
        assert_eq!(again(&app, &ana, path, held.last().unwrap()).await.status, 304, "{path}");
    }
    // One more who belongs to it, a fact that was put right, a role.
    let asked = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    let report = app.report("melbourne", CityFact::Shocks, "Hail is missing.").await;
    let accepted = CorrectionDecision { decision: CorrectionVerdict::Accepted, reason: None };
    lead.client.create_correction_decision(report.id, &accepted).await.unwrap();
    let operator = app::Caller { actor: Actor::Operator, request_id: None, idempotency: None };
    let grant = NewRoleGrant { role: Role::Expert };
    app::identity::create_role_grant(&app.ctx, operator, ana.account.id, grant).await.unwrap();
    for (path, before) in paths.into_iter().zip(&held) {
        let after = again(&app, &ana, path, before).await;
        assert_eq!(after.status, 200, "{path}");
        assert_eq!(after.json()["version"], before.json()["version"], "{path}: nothing that a change writes over");
    }
    // The version in front is still the one to change.
    let mark = held[2].header("etag").unwrap();
    let change = ana.ask(&app, "PATCH", "/api/v1/me").header("if-match", mark).json(&json!({ "work_role": "Planner" }));
    assert_eq!(change.send().await.status, 200);
}

#[tokio::test]
async fn what_one_may_see_has_a_validator_of_its_own() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    app.make_partner(&ana, "Institute for examples").await;
    let path = "/api/v1/organisations?status=pending";
    let mut seen = Vec::new();
    for answer in [app.get(path).send().await, administrator.get(&app, path).await, ana.get(&app, path).await] {
        let etag = answer.header("etag").unwrap().to_owned();
        assert!(!seen.contains(&etag), "{etag}: {}", answer.text());
        seen.push(etag);
    }
    let held = administrator.get(&app, path).await;
    assert_eq!(again(&app, &administrator, path, &held).await.status, 304);
}

#[tokio::test]
async fn any_answer_is_held_of_what_is_there_alone() {
    let app = TestApp::shared().await;
    for (path, status) in [
        ("/api/v1/cities/atlantis/similar", 404),
        ("/api/v1/cities/atlantis", 404),
        ("/api/v1/vocabularies/moods", 404),
        ("/api/v1/cities?shock=boredom", 400),
        ("/api/v1/cities.csv?shock=boredom", 400),
        ("/api/v1/cities/accra/similar", 304),
        ("/api/v1/cities.csv", 304),
    ] {
        assert_eq!(app.get(path).header("if-none-match", "*").send().await.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_change_is_made_for_the_version_that_was_read() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    for (mark, status) in [
        ("\"stale\"", 412),
        ("stale", 412),
        ("\"v{next}\"", 412),
        ("\"v{next}.abc\"", 412),
        ("W/\"v{next}\"", 412),
        ("\"v{next}\", \"stale\"", 412),
        ("v{now}", 412),
        ("\"v{now}\"", 200),
        ("\"v{now}.abc\"", 200),
        ("W/\"v{now}\"", 200),
        ("W/\"v{now}.abc\"", 200),
        ("\"stale\", \"v{next}\",W/\"v{now}\"", 200),
        ("*", 200),
    ] {
        let now = ana.get(&app, "/api/v1/me").await.json()["version"].as_i64().unwrap();
        let named = mark.replace("{now}", &now.to_string()).replace("{next}", &(now + 1).to_string());
        let ask = ana.ask(&app, "PATCH", "/api/v1/me").header("if-match", &named);
        let answer = ask.json(&json!({ "work_role": format!("For {now}") })).send().await;
        assert_eq!(answer.status, status, "{mark}: {}", answer.text());
        if status == 412 {
            assert_eq!(answer.json()["current_version"], now, "{mark}");
        }
    }
    let missing = ana.ask(&app, "PATCH", "/api/v1/organisations/nobody").header("if-match", "*").json(&json!({}));
    assert_eq!(missing.send().await.status, 404);
}

#[tokio::test]
async fn what_has_a_version_is_deleted_by_who_has_read_it() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let proposal = app.propose(&ana, "Tabatinga").await;
    let asked = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await;
    for path in [format!("/api/v1/city-proposals/{}", proposal.id), format!("/api/v1/memberships/{}", asked.id)] {
        let etag = ana.get(&app, &path).await.header("etag").unwrap().to_owned();
        assert_eq!(ana.ask(&app, "DELETE", &path).send().await.status, 428, "{path}");
        let stale = ana.ask(&app, "DELETE", &path).header("if-match", "\"v99\"").send().await;
        assert_eq!((stale.status, &stale.json()["current_version"]), (412, &json!(1)), "{path}");
        let done = ana.ask(&app, "DELETE", &path).header("if-match", &etag).send().await;
        assert_eq!(done.status, 204, "{path}");
    }
    // What has no version has nothing to be stale.
    let login = format!("/api/v1/me/logins/{}", ana.tokens.login_id);
    assert_eq!(ana.ask(&app, "DELETE", &login).header("if-match", "\"v99\"").send().await.status, 204);
}

#[tokio::test]
async fn a_profile_is_changed_by_any_mark_of_its_version() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let change =
        CityProfileUpdate { note: contract::Patch::Set("Shade first.".into()), ..CityProfileUpdate::default() };
    let path = "/api/v1/cities/melbourne/profile";
    let etag = lead.get(&app, path).await.header("etag").unwrap().to_owned();
    assert!(etag.starts_with("\"v0."), "{etag}");
    let first = lead.ask(&app, "PATCH", path).header("if-match", &etag).json(&change).send().await;
    assert_eq!((first.status, &first.json()["version"]), (200, &json!(1)));
    let second = lead.ask(&app, "PATCH", path).header("if-match", &etag).json(&change).send().await;
    assert_eq!((second.status, &second.json()["current_version"]), (412, &json!(1)));
}

#[tokio::test]
async fn who_somebody_is_comes_before_what_they_send() {
    let app = TestApp::shared().await;
    let mut asked = 0;
    for operation in operations().iter().filter(|operation| operation.spec.get("requestBody").is_some()) {
        let action: Action = operation.id.parse().unwrap();
        let expected = match may(&Actor::Visitor, action, Thing::NONE) {
            Decision::SignIn => 401,
            Decision::Hidden => 404,
            _ => continue,
        };
        let ask = || app.ask(&operation.method.to_uppercase(), &operation.example_path());
        let broken = ask().header("content-type", "application/json").body("{");
        let foreign = ask().header("content-type", "text/plain").body("x");
        for (sent, ask) in
            [("nothing", ask()), ("an empty body", ask().json(&json!({}))), ("broken JSON", broken), ("text", foreign)]
        {
            assert_eq!(ask.status().await, expected, "{} with {sent}", operation.id);
        }
        asked += 1;
    }
    assert!(asked >= 20, "{asked}");
}
