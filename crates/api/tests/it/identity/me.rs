use super::{ANA, code, faults, is_signed_in, password, subjects};
use chrono::TimeDelta;
use contract::Patch;
use domain::identity::{AccountStatus, AccountUpdate, PublicField, SecondFactorRemoval};
use serde_json::json;
use test_support::TestApp;

#[tokio::test]
async fn a_profile_is_changed_by_who_has_read_it() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let change = AccountUpdate {
        work_role: Patch::Set(" Resilience officer ".into()),
        languages: Patch::Set(vec!["es".into(), "en".into()]),
        time_zone: Patch::Set("America/Bogota".into()),
        skills: Patch::Set(vec!["heat planning".into()]),
        public: Patch::Set(vec![PublicField::Skills]),
        ..AccountUpdate::default()
    };
    let changed = person.client.update_me(1, &change).await.unwrap();
    assert_eq!((changed.version, changed.name.as_str()), (2, "Ana"));
    assert_eq!(changed.work_role.as_deref(), Some("Resilience officer"));
    assert_eq!((changed.languages.len(), changed.skills.len(), changed.public.len()), (2, 1, 1));

    let stale = person.client.update_me(1, &change).await.unwrap_err();
    assert_eq!(code(&stale), (412, "precondition_failed"));
    assert_eq!(super::problem(&stale).current_version, Some(2));
    app.clock.advance(TimeDelta::seconds(1));
    let emptied = AccountUpdate { work_role: Patch::Empty, ..AccountUpdate::default() };
    assert_eq!(person.client.update_me(2, &emptied).await.unwrap().work_role, None);
    let bad = AccountUpdate { name: Patch::Empty, time_zone: Patch::Set("Mars".into()), ..AccountUpdate::default() };
    assert_eq!(
        faults(&person.client.update_me(3, &bad).await.unwrap_err()),
        [("/name", "required"), ("/time_zone", "unknown_value")]
    );

    let bare = person.ask(&app, "PATCH", "/api/v1/me").json(&json!({ "name": "A" })).send().await;
    assert_eq!((bare.status, &bare.json()["code"]), (428, &json!("precondition_required")));
    let audited = app.database.texts("SELECT fields FROM audit_log WHERE action = 'update_me' ORDER BY id").await;
    assert_eq!(audited, [r#"["work_role","languages","time_zone","skills","public"]"#, r#"["work_role"]"#]);
}

#[tokio::test]
async fn what_only_the_server_sets_cannot_be_set() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    for field in ["id", "email", "roles", "status", "demo", "version", "second_factor", "delete_after", "created_at"] {
        let answer = person
            .ask(&app, "PATCH", "/api/v1/me")
            .header("if-match", "\"v1\"")
            .json(&json!({ field: "administrator" }))
            .send()
            .await;
        let fault = &answer.json()["errors"][0];
        assert_eq!((answer.status, &fault["code"]), (422, &json!("unknown_field")), "{field}");
    }
    assert_eq!(person.client.get_me().await.unwrap(), person.account);
}

#[tokio::test]
async fn everything_that_is_kept_can_be_taken_away() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let export = person.client.export_me().await.unwrap();
    assert_eq!((&export.account, export.logins.len(), export.recovery_codes_left), (&person.account, 1, 0));
    let text = serde_json::to_string(&export).unwrap();
    assert!(!text.contains("argon2"), "no secret is among it");
}

/// What hangs on somebody shows without them from the moment on in which they are gone.
#[tokio::test]
async fn the_end_of_a_lead_is_told_of_what_they_led() {
    let app = TestApp::start().await;
    let lead = app.with_city(ANA, "melbourne").await;
    let shown = async || app.get("/api/v1/organisations?q=melb").send().await.json()["items"][0].clone();
    assert_eq!((&shown().await["has_lead"], &shown().await["members"]), (&json!(true), &json!(1)));
    lead.client.delete_me(&password()).await.unwrap();
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(shown().await["members"], 1, "until the end of the grace");
    let told = "SELECT CAST(COUNT(*) AS TEXT) FROM change_log WHERE kind = 'membership' AND action = 'deleted'";
    let before = app.database.texts(told).await;
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert_eq!((&shown().await["has_lead"], &shown().await["members"]), (&json!(false), &json!(0)));
    assert_ne!(app.database.texts(told).await, before);
}

#[tokio::test]
async fn leaving_has_a_grace_and_then_leaves_nothing() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Anastasia Example").await;
    let other = app.sign_in(ANA).await;
    let bad = SecondFactorRemoval { password: "a wrong password".into() };
    assert_eq!(faults(&person.client.delete_me(&bad).await.unwrap_err()), [("/password", "wrong_password")]);
    let leaving = person.client.delete_me(&password()).await.unwrap();
    assert_eq!(leaving.status, AccountStatus::Leaving);
    assert!(!is_signed_in(&other.client).await);

    let back = app.sign_in(ANA).await;
    assert_eq!(back.client.restore_me().await.unwrap().status, AccountStatus::Active);
    assert_eq!(code(&back.client.restore_me().await.unwrap_err()), (409, "conflict"));
    back.client.delete_me(&password()).await.unwrap();
    app.work().await;
    assert!(subjects(&app, ANA).len() >= 4, "{:?}", subjects(&app, ANA));

    app.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 0);
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert!(!is_signed_in(&back.client).await);
    for table in app.database.tables().await {
        let dump = app.database.dump(&table).await;
        assert!(!dump.contains("Anastasia") && !dump.to_lowercase().contains(ANA), "{table}: {dump}");
    }
    app.sign_up(ANA, "Ana again").await;
}
