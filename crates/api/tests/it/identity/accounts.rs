use super::{ANA, code};
use chrono::TimeDelta;
use domain::audit::AuditQuery;
use domain::identity::{AccountQuery, NewRoleGrant, NewSuspension, PermissionHolder, PermissionSubject};
use domain::policy::{Action, Role, Rule};
use ids::AccountId;
use test_support::{Person, TestApp};

async fn administered() -> (TestApp, Person) {
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
    assert_eq!(found(AccountQuery { q: Some("%".into()), ..AccountQuery::default() }).await.len(), 7);
    assert_eq!(
        found(AccountQuery { role: Some(Role::Editor), ..AccountQuery::default() }).await,
        ["editor@example.org"]
    );
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
async fn who_may_do_a_thing_is_explained() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await;
    let explain = async |account: Option<ids::AccountId>, of| {
        let holder = account.map(PermissionHolder::Account);
        administrator.client.explain_permission(Action::GetAccount, holder, of).await.unwrap()
    };
    let of = |account| PermissionSubject { account, ..PermissionSubject::default() };
    let rules = explain(None, of(None)).await;
    assert_eq!((rules.rules, rules.allowed), (vec![Rule::OwnAccount, Rule::Administrator], None));
    let own = explain(Some(ana.account.id), of(Some(ana.account.id))).await;
    assert_eq!((own.allowed, own.because), (Some(true), Some(Rule::OwnAccount)));
    let foreign = explain(Some(ana.account.id), of(Some(administrator.account.id))).await;
    assert_eq!((foreign.allowed, foreign.because), (Some(false), None));
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
