use super::{ANA, code};
use chrono::TimeDelta;
use domain::audit::AuditQuery;
use domain::identity::{AccountQuery, NewRoleGrant, NewSuspension};
use domain::policy::{Action, Role};
use ids::AccountId;
use serde_json::json;
use test_support::{Person, TestApp};

pub(super) async fn administered() -> (TestApp, Person) {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    (app, administrator)
}

#[tokio::test]
async fn administrators_list_and_filter_accounts() {
    let (app, administrator) = administered().await;
    for number in 0..5 {
        app.sign_up(&format!("p{number}@example.org"), &format!("Person {number}")).await;
    }
    app.with_role("editor@example.org", Role::Editor).await;
    let mut query = AccountQuery { limit: Some(3), ..AccountQuery::default() };
    let mut seen = Vec::new();
    loop {
        let page = administrator.client.list_accounts(&query).await.unwrap();
        seen.extend(page.items.into_iter().map(|account| account.email));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen.len(), 7);
    assert_eq!((seen[0].as_str(), seen[6].as_str()), ("editor@example.org", "admin@example.org"), "newest first");
    let found = async |query: AccountQuery| {
        let page = administrator.client.list_accounts(&query).await.unwrap();
        page.items.into_iter().map(|account| account.email).collect::<Vec<_>>()
    };
    assert_eq!(found(AccountQuery { q: Some("PERSON 3".into()), ..AccountQuery::default() }).await, ["p3@example.org"]);
    for wildcard in ["%", "_", "\\"] {
        assert_eq!(found(AccountQuery { q: Some(wildcard.into()), ..AccountQuery::default() }).await, [""; 0]);
    }
    let either = AccountQuery { roles: vec![Role::Editor, Role::Administrator], ..AccountQuery::default() };
    assert_eq!(found(either).await, ["editor@example.org", "admin@example.org"]);
    assert_eq!(found(AccountQuery { roles: vec![Role::Editor], ..AccountQuery::default() }).await.len(), 1);
}

#[tokio::test]
async fn roles_are_granted_taken_back_and_in_force_at_once() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await;
    let grant = NewRoleGrant { role: Role::Administrator };
    for _ in 0..2 {
        let account = administrator.client.create_role_grant(ana.account.id, &grant).await.unwrap();
        assert_eq!(account.roles, [Role::Administrator], "twice changes nothing");
    }
    ana.client.list_accounts(&AccountQuery::default()).await.unwrap();
    ana.client.delete_role_grant(administrator.account.id, Role::Administrator).await.unwrap();
    let error = administrator.client.list_accounts(&AccountQuery::default()).await.unwrap_err();
    assert_eq!(code(&error), (403, "forbidden"));
    let last = ana.client.delete_role_grant(ana.account.id, Role::Administrator).await.unwrap_err();
    assert_eq!(code(&last), (409, "conflict"), "somebody must be left");
    let not_one = ana.client.delete_role_grant(administrator.account.id, Role::Editor).await.unwrap_err();
    assert_eq!(code(&not_one), (404, "not_found"));
    let itself = ana.client.create_suspension(ana.account.id, &NewSuspension { reason: "x".into() }).await.unwrap_err();
    assert_eq!(code(&itself), (409, "conflict"));
}

#[tokio::test]
async fn an_account_is_its_owners_and_the_administrators() {
    let (app, administrator) = administered().await;
    let (ana, eva) = (app.sign_up(ANA, "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    assert_eq!(ana.client.get_account(ana.account.id).await.unwrap(), ana.account);
    administrator.client.get_account(ana.account.id).await.unwrap();
    let nobody: AccountId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
    let foreign = eva.client.get_account(ana.account.id).await.unwrap_err();
    let missing = eva.client.get_account(nobody).await.unwrap_err();
    assert_eq!(code(&foreign), (404, "not_found"));
    assert_eq!(super::problem(&foreign).detail, super::problem(&missing).detail, "whether there is one is not told");
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_and_holds_nothing_personal() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Anastasia").await;
    app.clock.advance(TimeDelta::seconds(1));
    administrator
        .client
        .create_suspension(ana.account.id, &NewSuspension { reason: "Secret reason".into() })
        .await
        .unwrap();
    let query = AuditQuery { thing: Some(ana.account.id.as_uuid()), ..AuditQuery::default() };
    let lines = administrator.client.list_audit_log(&query).await.unwrap().items;
    let actions: Vec<_> = lines.iter().map(|line| (line.action, line.actor_id)).collect();
    assert_eq!(
        actions,
        [(Action::CreateSuspension, Some(administrator.account.id)), (Action::CreateConfirmation, None)]
    );
    let csv = administrator.client.export_audit_log_csv(&query).await.unwrap();
    assert_eq!(csv.lines().count(), 3);
    let dump = app.database.dump("audit_log").await;
    for personal in ["Anastasia", "example.org", "Secret"] {
        assert!(!dump.contains(personal), "{personal}: {dump}");
    }
    assert_eq!(code(&ana.client.list_audit_log(&query).await.unwrap_err()).0, 401);
}

#[tokio::test]
async fn the_audit_log_comes_as_a_file_to_who_asks_for_one() {
    let (app, administrator) = administered().await;
    let file = administrator.get(&app, "/api/v1/audit-log.csv?kind=account").await;
    let ask = administrator.ask(&app, "GET", "/api/v1/audit-log?kind=account").header("accept", "text/csv");
    let asked = ask.send().await;
    assert_eq!((asked.status, asked.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert_eq!(asked.text(), file.text());
    for query in ["cursor=garbage", "limit=5", "from=yesterday", "colour=red"] {
        let refused = administrator.get(&app, &format!("/api/v1/audit-log.csv?{query}")).await;
        let place = query.split('=').next().unwrap();
        assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (400, &json!(place)), "{query}");
    }
    let other = administrator.ask(&app, "GET", "/api/v1/audit-log").header("accept", "image/png").send().await;
    assert_eq!(other.status, 406);
}

#[tokio::test]
async fn the_audit_log_is_searched_by_time() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await;
    let mut moments = Vec::new();
    for role in [Role::Expert, Role::Moderator, Role::Editor] {
        app.clock.advance(TimeDelta::minutes(2));
        moments.push(app.now());
        administrator.client.create_role_grant(ana.account.id, &NewRoleGrant { role }).await.unwrap();
    }
    let granted = async |from: Option<usize>, until: Option<usize>| {
        let (from, until) = (from.map(|place| moments[place]), until.map(|place| moments[place]));
        let actions = vec![Action::CreateRoleGrant];
        let thing = Some(ana.account.id.as_uuid());
        let query = AuditQuery { actions, thing, from, until, ..AuditQuery::default() };
        let csv = administrator.client.export_audit_log_csv(&query).await.unwrap();
        let lines = administrator.client.list_audit_log(&query).await.unwrap().items;
        assert_eq!(csv.lines().count(), lines.len() + 1, "the file holds what the list shows");
        lines.into_iter().flat_map(|line| line.fields).collect::<Vec<_>>()
    };
    assert_eq!(granted(None, None).await, ["editor", "moderator", "expert"]);
    assert_eq!(granted(Some(1), None).await, ["editor", "moderator"], "`from` is within");
    assert_eq!(granted(None, Some(1)).await, ["expert"], "`until` is not");
    assert_eq!(granted(Some(1), Some(2)).await, ["moderator"]);
    assert_eq!(granted(Some(2), Some(1)).await, [""; 0]);
}

#[tokio::test]
async fn a_time_of_the_audit_log_is_exact_and_goes_on_page_by_page() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await;
    let (grant, begun) = (NewRoleGrant { role: Role::Expert }, app.now());
    for _ in 0..5 {
        app.clock.advance(TimeDelta::microseconds(1));
        administrator.client.create_role_grant(ana.account.id, &grant).await.unwrap();
    }
    // Five lines of one millisecond: their ids cannot tell them apart, their moments do.
    let (from, until) = (begun + TimeDelta::microseconds(2), begun + TimeDelta::microseconds(5));
    let mut query = AuditQuery { from: Some(from), until: Some(until), limit: Some(1), ..AuditQuery::default() };
    let mut seen = Vec::new();
    loop {
        let page = administrator.client.list_audit_log(&query).await.unwrap();
        seen.extend(page.items.into_iter().map(|line| line.at));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, [2, 3, 4].map(|micros| begun + TimeDelta::microseconds(micros)));
    let refused = administrator.get(&app, "/api/v1/audit-log?from=2026-11-22&until=2026-11-22T09:30:00+11:00").await;
    let told: Vec<_> = refused.json()["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
    assert_eq!((refused.status, told), (400, vec!["from".into(), "until".into()]));
}
