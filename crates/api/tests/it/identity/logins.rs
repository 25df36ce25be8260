use super::{ANA, code, is_signed_in, told};
use chrono::TimeDelta;
use client::StreamEvent;
use domain::identity::{NewLogin, NewRefresh, NewSuspension};
use domain::policy::Role;
use futures_util::StreamExt as _;
use futures_util::future::join_all;
use serde_json::json;
use std::time::{Duration, Instant};
use test_support::{PASSWORD, Person, TestApp, login};

const LOGINS: &str = "/api/v1/auth/logins";
const REFRESHES: &str = "/api/v1/auth/refreshes";

fn refresh(token: &str) -> NewRefresh {
    NewRefresh { refresh_token: Some(token.to_owned()) }
}

fn refresh_token(person: &Person) -> &str {
    person.tokens.refresh_token.as_deref().unwrap()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_one_answer() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    let jobs = app.database.count("jobs").await;
    let ask = async |email: &str, password: &str| {
        let answer = app.post(LOGINS).json(&json!({ "email": email, "password": password })).send().await;
        assert_eq!(answer.header("set-cookie"), None);
        told(&answer)
    };
    let wrong = ask(ANA, "six loud trains").await;
    assert_eq!((wrong.0, &wrong.1["code"]), (401, &json!("wrong_credentials")));
    assert_eq!(wrong, ask("eva@example.org", PASSWORD).await);
    assert_eq!(app.database.count("jobs").await, jobs, "neither writes a job");
}

#[tokio::test]
async fn a_browser_gets_its_refresh_token_in_a_cookie_that_no_script_reads() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    let answer = app.post(LOGINS).json(&json!({ "email": ANA, "password": PASSWORD })).send().await;
    assert_eq!((answer.status, &answer.json()["refresh_token"]), (201, &json!(null)));
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["c2r_refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain http on loopback: the browser would not send it");
    let sent = cookie.split(';').next().unwrap();
    let answer = app.post(REFRESHES).header("cookie", sent).json(&json!({})).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert!(answer.header("set-cookie").unwrap().contains("c2r_refresh="));

    let gone = app.ask("DELETE", "/api/v1/auth/logins/current").header("cookie", sent).send().await;
    assert_eq!(gone.status, 204);
    assert!(gone.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(app.post(REFRESHES).json(&json!({})).send().await.status, 401, "without a cookie");
}

#[tokio::test]
async fn an_access_token_is_good_for_ten_minutes_and_a_refresh_token_once() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    app.clock.advance(TimeDelta::seconds(599));
    assert!(is_signed_in(&person.client).await);
    app.clock.advance(TimeDelta::seconds(1));
    assert!(!is_signed_in(&person.client).await);
    let next = person.client.create_refresh(&refresh(refresh_token(&person))).await.unwrap();
    assert!(is_signed_in(&person.client).await);
    assert_ne!(next.refresh_token, person.tokens.refresh_token);
    assert_eq!(next.login_id, person.tokens.login_id);
}

#[tokio::test]
async fn fifty_refreshes_of_one_token_give_one_child() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let token = refresh_token(&person).to_owned();
    let clients: Vec<_> = (0..50).map(|_| app.client()).collect();
    let refreshed = join_all(clients.iter().map(|client| {
        let refresh = refresh(&token);
        async move { client.create_refresh(&refresh).await }
    }));
    let children: Vec<_> = refreshed.await.into_iter().map(|tokens| tokens.unwrap().refresh_token.unwrap()).collect();
    assert!(children.iter().all(|child| *child == children[0]));
    assert_eq!(app.database.texts("SELECT CAST(rotation AS TEXT) FROM logins").await, ["1"]);
    app.client().create_refresh(&refresh(&children[0])).await.unwrap();
}

#[tokio::test]
async fn what_is_no_token_of_ours_is_refused() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let good = person.tokens.access_token.clone();
    let mut tampered = good.clone();
    tampered.replace_range(60..61, if good.as_bytes()[60] == b'A' { "B" } else { "A" });
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.";
    for token in ["x", "a.b.c", &tampered, none, &"x".repeat(10_000), refresh_token(&person)] {
        let answer = app.get("/api/v1/me").header("authorization", &format!("Bearer {token}")).send().await;
        assert_eq!((answer.status, &answer.json()["code"]), (401, &json!("unauthenticated")), "{token}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"c2r\""));
        let public = app.get("/api/v1/cities").header("authorization", &format!("Bearer {token}")).send().await;
        assert_eq!(public.status, 401, "whoever shows a bad token believes to be somebody");
    }
    for header in ["Basic YTpi", "Bearer", "nonsense"] {
        assert_eq!(app.get("/api/v1/me").header("authorization", header).send().await.status, 401, "{header}");
    }
    for token in ["", "x", "a.b.c", good.as_str()] {
        let answer = app.post(REFRESHES).json(&json!({ "refresh_token": token })).send().await;
        assert!([401, 422].contains(&answer.status), "{token}: {}", answer.text());
    }
}

#[tokio::test]
async fn signing_out_ends_here_there_or_everywhere() {
    let app = TestApp::start().await;
    let [one, two, three] = [app.sign_up(ANA, "Ana").await, app.sign_in(ANA).await, app.sign_in(ANA).await];
    let logins = one.client.list_my_logins().await.unwrap().items;
    assert_eq!(logins.len(), 3);
    assert_eq!(
        logins.iter().filter(|login| login.current).map(|login| login.id).collect::<Vec<_>>(),
        [one.tokens.login_id]
    );

    one.client.delete_my_login(two.tokens.login_id).await.unwrap();
    assert!(!is_signed_in(&two.client).await);
    assert_eq!(code(&one.client.delete_my_login(two.tokens.login_id).await.unwrap_err()), (404, "not_found"));

    let eva = app.sign_up("eva@example.org", "Eva").await;
    let foreign = eva.client.delete_my_login(one.tokens.login_id).await.unwrap_err();
    assert_eq!(code(&foreign), (404, "not_found"), "somebody else's login does not exist");

    let bearer = three.bearer();
    three.client.delete_current_login().await.unwrap();
    assert_eq!(app.get("/api/v1/me").header("authorization", &bearer).send().await.status, 401);
    assert!(is_signed_in(&one.client).await);
    one.client.delete_my_logins().await.unwrap();
    assert!(!is_signed_in(&one.client).await);
    assert!(is_signed_in(&eva.client).await);
}

#[tokio::test]
async fn a_suspended_persons_stream_ends_at_once() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let person = app.sign_up(ANA, "Ana").await;
    let mut stream = Box::pin(person.client.stream_changes(&[], None).await.unwrap());
    let mut other = Box::pin(administrator.client.stream_changes(&[], None).await.unwrap());
    let reason = NewSuspension { reason: "A test.".into() };
    let begun = Instant::now();
    let suspended = administrator.client.create_suspension(person.account.id, &reason).await.unwrap();
    assert_eq!(suspended.status, domain::identity::AccountStatus::Suspended);
    let end = tokio::time::timeout(Duration::from_secs(2), stream.next()).await.expect("within two seconds");
    assert!(!matches!(end, Some(Ok(StreamEvent::Change { .. }))), "an account is nobody's news");
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(!is_signed_in(&person.client).await);
    let again = person.client.create_login(&login(ANA, None)).await.unwrap_err();
    assert_eq!(code(&again), (401, "wrong_credentials"), "nor does signing in tell of it");
    assert!(person.client.create_refresh(&refresh(refresh_token(&person))).await.is_err());
    assert!(tokio::time::timeout(Duration::from_millis(300), other.next()).await.is_err(), "others follow on");

    administrator.client.delete_suspension(person.account.id).await.unwrap();
    app.sign_in(ANA).await;
    app.work().await;
    assert_eq!(super::subjects(&app, ANA).len(), 3, "{:?}", super::subjects(&app, ANA));
}

#[tokio::test]
async fn guessing_ends_after_some_tries() {
    let app = TestApp::builder().settings(|settings| settings.limits.sign_ins_per_quarter = 5).start().await;
    app.sign_up(ANA, "Ana").await;
    let statuses: Vec<u16> =
        join_all((0..8).map(async |_| {
            app.post(LOGINS).json(&json!({ "email": ANA, "password": "a wrong password" })).status().await
        }))
        .await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 4, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 4, "{statuses:?}");
}

#[tokio::test]
async fn other_services_can_verify_access_tokens() {
    let app = TestApp::start().await;
    let set: serde_json::Value = serde_json::from_str(&app.client().get_jwks().await.unwrap()).unwrap();
    let key = &set["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (&json!("EC"), &json!("P-256"), &json!("ES256"), &json!("sig"))
    );
    assert!(key.get("d").is_none(), "the private half stays here");
    let restarted = app.get("/api/v1/auth/jwks").send().await;
    assert_eq!(restarted.json(), set);
}

#[tokio::test]
async fn accounts_for_demonstration_let_nobody_in_elsewhere() {
    let caller = app::Caller { actor: app::operator(), request_id: None, idempotency: None };
    let shown = TestApp::builder().demo().start().await;
    for app in [&TestApp::start().await, &shown] {
        let accounts = app::identity::load_demo(&app.ctx, &caller).await.unwrap();
        app::identity::load_demo(&app.ctx, &caller).await.unwrap();
        assert_eq!(app.database.count("accounts").await, accounts.len() as u64, "twice changes nothing");
        for account in accounts {
            let new = NewLogin { password: app::identity::DEMO_PASSWORD.into(), ..login(&account.email, None) };
            let tokens = app.client().create_login(&new).await;
            assert_eq!(tokens.is_ok(), std::ptr::eq(app, &shown), "{}", account.name);
            if let Ok(tokens) = tokens {
                assert!(tokens.account.demo && tokens.account.name.starts_with("Demo "), "{:?}", tokens.account);
            }
        }
        let melbourne = app.client().get_organisation("melbourne").await.unwrap();
        assert_eq!((melbourne.demo, melbourne.has_lead, melbourne.members), (true, true, 2));
        app::identity::remove_demo(&app.ctx, &caller).await.unwrap();
        for table in ["accounts", "organisations", "memberships"] {
            assert_eq!(app.database.count(table).await, 0, "{table}");
        }
    }
}
