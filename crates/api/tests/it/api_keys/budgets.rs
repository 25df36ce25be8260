//! What machines may ask for in a minute, and how often somebody may guess.

use super::LEAD;
use test_support::TestApp;

const PERMISSIONS: &str = "/api/v1/me/permissions";

#[tokio::test]
async fn a_key_has_one_budget_wherever_it_is_used() {
    let settings = |settings: &mut api::Settings| {
        settings.limits.reads_per_minute = 60;
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    };
    let app = TestApp::builder().settings(settings).start().await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let (one, other) = (app.with_key(&lead, "melbourne", &[]).await, app.with_key(&lead, "melbourne", &[]).await);
    let ask = |secret: &str, place: u8| {
        let ask = app.get(PERMISSIONS).header("authorization", &format!("Bearer {secret}"));
        ask.header("x-forwarded-for", &format!("203.0.113.{place}"))
    };
    let mut refused = None;
    for place in 0..100 {
        let answer = ask(&one.secret, place).send().await;
        if answer.status == 429 {
            refused = Some((place, answer));
            break;
        }
        assert!(answer.header("ratelimit").is_some_and(|left| left.starts_with("\"reads\";r=")), "{place}");
    }
    let (after, answer) = refused.expect("the budget of the key comes to its end");
    assert!((60..90).contains(&after), "{after}");
    assert!(answer.header("ratelimit").is_some_and(|left| left.starts_with("\"reads\";r=0;")), "told of the key");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(ask(&other.secret, 1).status().await, 200, "another key has its own");
}

#[tokio::test]
async fn guessing_ends_for_the_client_and_an_ended_key_is_no_guess() {
    let app = TestApp::builder().settings(|settings| settings.limits.sign_ins_per_quarter = 3).start().await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &[]).await;
    let ended = app.with_key(&lead, "melbourne", &[]).await;
    lead.client.delete_api_key("melbourne", ended.key.id).await.unwrap();
    let ask = async |key: &str| app.get(PERMISSIONS).header("authorization", &format!("Bearer {key}")).status().await;
    for _ in 0..5 {
        assert_eq!(ask(&ended.secret).await, 401);
    }
    let guess = format!("c2r_0123456789ab_{}", "A".repeat(43));
    for _ in 0..3 {
        assert_eq!(ask(&guess).await, 401);
    }
    assert_eq!(ask(&guess).await, 429);
    assert_eq!(ask(&machine.secret).await, 200, "who holds a key goes on");
}
