//! People as they show themselves: what they chose, to everyone, and nothing else.

use super::{ANA, code, password};
use contract::Patch;
use domain::identity::{AccountUpdate, NewSuspension, PublicField, PublicProfile};
use domain::policy::{MembershipRole, Role};
use ids::AccountId;
use test_support::{FolderSite, Person, TestApp};

/// Somebody who has said everything and shows these parts of it.
async fn showing(app: &TestApp, email: &str, public: &[PublicField]) -> Person {
    let person = app.sign_up(email, "Ana López").await;
    let all = AccountUpdate {
        work_role: Patch::Set("Resilience officer".into()),
        languages: Patch::Set(vec!["es".into(), "en".into()]),
        time_zone: Patch::Set("America/Bogota".into()),
        skills: Patch::Set(vec!["heat planning".into()]),
        public: Patch::Set(public.to_vec()),
        ..AccountUpdate::default()
    };
    person.client.update_me(1, &all).await.unwrap();
    person
}

async fn seen(app: &TestApp, id: AccountId) -> Option<PublicProfile> {
    match app.client().get_person(id).await {
        Ok(profile) => Some(profile),
        Err(error) => {
            assert_eq!(code(&error), (404, "not_found"));
            None
        }
    }
}

#[tokio::test]
async fn everyone_sees_what_was_chosen_and_nothing_else() {
    let app = TestApp::start().await;
    let person = showing(&app, ANA, &[PublicField::WorkRole, PublicField::Skills]).await;
    let id = person.account.id;
    let expected = PublicProfile {
        id,
        name: "Ana López".into(),
        demo: false,
        work_role: Some("Resilience officer".into()),
        languages: vec![],
        time_zone: None,
        skills: vec!["heat planning".into()],
    };
    assert_eq!(seen(&app, id).await.as_ref(), Some(&expected));
    assert_eq!(person.client.get_person(id).await.unwrap(), expected, "its owner sees what others see");
    let answer = app.get(&format!("/api/v1/people/{id}")).send().await;
    for hidden in [ANA, "America/Bogota", "\"en\"", "version", "email"] {
        assert!(!answer.text().contains(hidden), "{hidden}: {}", answer.text());
    }
}

#[tokio::test]
async fn who_shows_nothing_is_as_if_not_there() {
    let app = TestApp::start().await;
    let silent = showing(&app, ANA, &[]).await.account.id;
    let empty = app.sign_up("ben@example.org", "Ben").await;
    let only_names = AccountUpdate { public: Patch::Set(PublicField::ALL.to_vec()), ..AccountUpdate::default() };
    empty.client.update_me(1, &only_names).await.unwrap();
    let problem = async |id: &str| {
        let answer = app.get(&format!("/api/v1/people/{id}")).send().await;
        super::told(&answer)
    };
    let nobody = problem("0190163d-8694-739b-aea5-966c26f8ad91").await;
    assert_eq!(nobody.0, 404);
    for id in [&silent.to_string(), &empty.account.id.to_string(), "nobody"] {
        assert_eq!(problem(id).await, nobody, "{id}");
    }
}

#[tokio::test]
async fn who_is_suspended_or_leaves_shows_nothing() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let person = showing(&app, ANA, PublicField::ALL).await;
    let id = person.account.id;
    assert!(seen(&app, id).await.is_some());
    administrator.client.create_suspension(id, &NewSuspension { reason: "A mistake.".into() }).await.unwrap();
    assert_eq!(seen(&app, id).await, None);
    administrator.client.delete_suspension(id).await.unwrap();
    assert!(seen(&app, id).await.is_some());

    let person = app.sign_in(ANA).await;
    person.client.delete_me(&password()).await.unwrap();
    assert_eq!(seen(&app, id).await, None, "it waits to be deleted");
    let person = app.sign_in(ANA).await;
    person.client.restore_me().await.unwrap();
    assert!(seen(&app, id).await.is_some());
    let person = app.sign_in(ANA).await;
    person.client.delete_me(&password()).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert_eq!(seen(&app, id).await, None);
}

#[tokio::test]
async fn what_is_shown_is_kept_until_it_changes() {
    let app = TestApp::start().await;
    let person = showing(&app, ANA, &[PublicField::Skills]).await;
    let path = format!("/api/v1/people/{}", person.account.id);
    let first = app.get(&path).send().await;
    assert_eq!(first.header("cache-control"), Some("public, no-cache"));
    let etag = first.header("etag").unwrap().to_owned();
    let held = async || app.get(&path).header("if-none-match", &etag).send().await.status;
    assert_eq!(held().await, 304);
    let more = AccountUpdate { skills: Patch::Set(vec!["water".into()]), ..AccountUpdate::default() };
    person.client.update_me(2, &more).await.unwrap();
    assert_eq!(held().await, 200);
    let none = AccountUpdate { public: Patch::Set(vec![]), ..AccountUpdate::default() };
    person.client.update_me(3, &none).await.unwrap();
    assert_eq!(held().await, 404, "what a client holds is not good any more");
    let signed_in = person.get(&app, "/api/v1/people/me").await;
    assert_eq!(signed_in.status, 404);
}

#[tokio::test]
async fn members_of_an_organisation_say_whether_there_is_more_to_see() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    for (email, public) in [(ANA, &[PublicField::WorkRole][..]), ("ben@example.org", &[])] {
        let person = showing(&app, email, public).await;
        let request = app.ask_to_join(&person, "melbourne", MembershipRole::Practitioner).await;
        let yes = domain::memberships::MembershipDecision {
            decision: domain::organisations::Verdict::Accepted,
            reason: None,
        };
        lead.client.create_membership_decision(request.id, &yes).await.unwrap();
    }
    let members = lead.client.list_organisation_members("melbourne", None, None).await.unwrap().items;
    let told: Vec<_> = members.iter().map(|member| (member.has_profile, member.work_role.as_deref())).collect();
    assert_eq!(told, [(false, None), (true, Some("Resilience officer")), (false, None)]);
}

#[tokio::test]
async fn the_page_of_a_person_has_their_name_and_is_for_nobody_who_searches() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("index.html"), "<head><!--head--></head>").unwrap();
    let app = TestApp::builder().site(FolderSite(folder.path().to_owned())).start().await;
    let shown = showing(&app, ANA, &[PublicField::Skills]).await.account.id.to_string();
    let silent = showing(&app, "ben@example.org", &[]).await.account.id.to_string();
    let page = async |id: &str| app.get(&format!("/en/people/{id}")).header("accept", "text/html").send().await;
    let answer = page(&shown).await;
    assert_eq!(answer.status, 200);
    for said in ["<title>Ana López · ", "noindex"] {
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    for id in [silent.as_str(), "nobody"] {
        let answer = page(id).await;
        assert_eq!((answer.status, answer.text().contains("López")), (404, false), "{id}");
    }
}
