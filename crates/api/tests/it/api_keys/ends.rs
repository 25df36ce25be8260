//! Keys that open nothing: never made, ended, over.

use super::{LEAD, led};
use chrono::TimeDelta;
use domain::api_keys::ApiKeyStatus;
use domain::organisations::OrganisationStatus;
use futures_util::StreamExt;
use std::time::Duration;
use store::organisations::OrganisationName;
use test_support::{Person, TestApp, city_scopes};

/// The status and the code of the fault that a key is answered with.
async fn refused(app: &TestApp, key: &str) -> (u16, String, String) {
    let answer = app.get("/api/v1/me/permissions").header("authorization", &format!("Bearer {key}")).send().await;
    let body = answer.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (answer.status, text(&body["errors"][0]["code"]), text(&body["detail"]))
}

#[tokio::test]
async fn an_unknown_key_and_a_wrong_secret_are_answered_alike() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let other = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let secret = |text: &str| text.splitn(3, '_').nth(2).unwrap().to_owned();
    let unknown = refused(&app, &format!("c2r_0123456789ab_{}", secret(&machine.secret))).await;
    assert_eq!((unknown.0, unknown.1.as_str()), (401, "key_unknown"));
    let swapped = format!("c2r_{}_{}", machine.key.prefix, secret(&other.secret));
    for key in [swapped.as_str(), "c2r_", "c2r_x", &machine.secret[..machine.secret.len() - 1]] {
        assert_eq!(refused(&app, key).await, unknown, "{key}");
    }
    let answer = app.get("/api/v1/cities").header("authorization", &format!("Bearer {swapped}")).send().await;
    assert_eq!(answer.status, 401, "what is public, too: whoever sends a key believes to be somebody");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"c2r\""));
}

#[tokio::test]
async fn a_key_that_was_ended_opens_nothing_and_says_so() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    lead.client.delete_api_key("melbourne", machine.key.id).await.unwrap();
    let (status, code, detail) = refused(&app, &machine.secret).await;
    assert_eq!((status, code.as_str()), (401, "key_ended"), "{detail}");
    lead.client.delete_api_key("melbourne", machine.key.id).await.expect("ending it again changes nothing");
    let listed = lead.client.list_api_keys("melbourne", None, None).await.unwrap().items.remove(0);
    assert_eq!(listed.status, ApiKeyStatus::Revoked);
    assert_eq!(listed.revoked_by.map(|person| person.id), Some(lead.account.id));
    let ended = app.database.texts("SELECT kind FROM audit_log WHERE action = 'delete_api_key'").await;
    assert_eq!(ended, ["api_key"]);
    // Who holds half of it learns no more than that it is not one.
    let half = format!("c2r_{}_{}", machine.key.prefix, "A".repeat(43));
    assert_eq!(refused(&app, &half).await.1, "key_unknown");
}

#[tokio::test]
async fn a_key_ends_by_itself() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    app.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    machine.client.get_my_permissions().await.unwrap();
    app.clock.advance(TimeDelta::seconds(1));
    let (status, code, detail) = refused(&app, &machine.secret).await;
    assert_eq!((status, code.as_str()), (401, "key_expired"));
    assert!(detail.contains("2026-12-22"), "{detail}");
    let lead = app.sign_in(LEAD).await;
    let listed = lead.client.list_api_keys("melbourne", None, None).await.unwrap().items.remove(0);
    assert_eq!(listed.status, ApiKeyStatus::Expired);
}

#[tokio::test]
async fn a_key_of_an_organisation_that_is_not_verified_any_more_opens_nothing() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let (db, at) = (app.db().await, app::Clock::now(&app.clock));
    let refuse = db.write(move |tx| {
        Box::pin(async move {
            let name = OrganisationName::Slug("melbourne".to_owned());
            let key = store::organisations::key(tx, &name).await?.unwrap();
            store::organisations::set_status(tx, &key, OrganisationStatus::Refused, None, at).await
        })
    });
    refuse.await.unwrap();
    assert_eq!(refused(&app, &machine.secret).await.1, "key_ended");
}

#[tokio::test]
async fn streams_of_a_key_end_with_it() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &[]).await;
    let mut events = Box::pin(machine.client.stream_changes(&[], None).await.unwrap());
    lead.client.delete_api_key("melbourne", machine.key.id).await.unwrap();
    let end = tokio::time::timeout(Duration::from_secs(2), events.next()).await.expect("within two seconds");
    assert!(end.is_none(), "{end:?}");
}

#[tokio::test]
async fn streams_of_a_key_end_when_its_time_is_over() {
    let app = TestApp::builder().settings(|settings| settings.heartbeat = Duration::from_millis(20)).start().await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &[]).await;
    let mut events = Box::pin(machine.client.stream_changes(&[], None).await.unwrap());
    app.clock.advance(TimeDelta::days(30));
    let end = tokio::time::timeout(Duration::from_secs(2), events.next()).await.expect("within two seconds");
    assert!(end.is_none(), "{end:?}");
}

#[tokio::test]
async fn the_last_use_is_known_to_ten_minutes() {
    let (app, lead) = led().await;
    let machine = app.with_key(&lead, "melbourne", &[]).await;
    let last =
        async |lead: &Person| lead.client.list_api_keys("melbourne", None, None).await.unwrap().items[0].last_used_at;
    let settled = async |lead: &Person, wanted| {
        for _ in 0..200 {
            if last(lead).await == wanted {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?} and not {wanted:?}", last(lead).await);
    };
    assert_eq!(last(&lead).await, None);
    let first = Some(app::Clock::now(&app.clock));
    machine.client.get_my_permissions().await.unwrap();
    settled(&lead, first).await;
    app.clock.advance(TimeDelta::minutes(9));
    machine.client.get_my_permissions().await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(last(&lead).await, first);
    app.clock.advance(TimeDelta::minutes(1));
    let (lead, later) = (app.sign_in(LEAD).await, Some(app::Clock::now(&app.clock)));
    machine.client.get_my_permissions().await.unwrap();
    settled(&lead, later).await;
}
