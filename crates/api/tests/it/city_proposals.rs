//! Proposing a city that is not here: what is right and wrong, who sees and decides it, and the city that comes of it.

mod accepted;
mod loading;

use chrono::TimeDelta;
use client::{Error, IdempotencyKey};
use contract::Problem;
use domain::city_proposals::{
    CityProposal, CityProposalDecision, CityProposalQuery, CityProposalStatus, NewCityProposal,
};
use domain::live::{Channel, ThingKind};
use domain::policy::{Action, Role, Rule};
use futures_util::StreamExt;
use std::time::Duration;
use test_support::{Person, TestApp, proposal};

fn problem(error: Error) -> Box<Problem> {
    match error {
        Error::Problem(problem) => problem,
        other => panic!("no problem, but {other}"),
    }
}

fn no(reason: &str) -> CityProposalDecision {
    CityProposalDecision::refused(Some(reason.to_owned()))
}

async fn ask(person: &Person, new: &NewCityProposal) -> Result<CityProposal, Box<Problem>> {
    person.client.create_city_proposal(&IdempotencyKey::generate(), new).await.map_err(problem)
}

/// Subjects of the mails to an address, in the order of sending.
fn subjects(app: &TestApp, email: &str) -> Vec<String> {
    let to = |mail: &&mailer::Message| mail.to().address().as_str() == email;
    app.mails.sent().iter().filter(to).map(|mail| mail.subject().to_owned()).collect()
}

async fn waiting(person: &Person) -> i64 {
    person.client.get_my_waiting().await.unwrap().city_proposals.count
}

#[tokio::test]
async fn who_proposes_sees_it_and_editors_hear_of_it() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let made = app.propose(&ana, "Tabatinga").await;
    assert_eq!((made.status, made.city.as_deref(), made.version), (CityProposalStatus::Open, None, 1));
    assert_eq!((made.name.as_str(), made.country.as_str(), made.population), ("Tabatinga", "BR", Some(66_764)));
    assert_eq!(ana.client.get_city_proposal(made.id).await.unwrap(), made);
    assert_eq!(problem(eva.client.get_city_proposal(made.id).await.unwrap_err()).status, 404, "hidden from others");
    assert_eq!(editor.client.get_city_proposal(made.id).await.unwrap().person.name, "Ana");
    let all = CityProposalQuery::default();
    assert_eq!(eva.client.list_city_proposals(&all).await.unwrap().items, []);
    assert_eq!(ana.client.list_city_proposals(&all).await.unwrap().items.len(), 1);
    assert_eq!((waiting(&editor).await, waiting(&ana).await), (1, 0));
    let permissions = editor.client.get_my_permissions().await.unwrap().items;
    let decides = permissions.iter().find(|one| one.operation == Action::CreateCityProposalDecision).unwrap();
    assert_eq!(decides.rule, Rule::Editor, "an editor learns what they decide");
    app.work().await;
    assert_eq!(subjects(&app, "ed@example.org").last().unwrap(), "Ana proposes a city: Tabatinga");
    assert_eq!(app.client().get_city("tabatinga").await.map_err(problem).unwrap_err().status, 404);
}

#[tokio::test]
async fn lists_are_filtered_and_go_on_page_by_page() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let mut made = Vec::new();
    for (person, name) in [(&ana, "One town"), (&eva, "Second place"), (&ana, "Third village"), (&editor, "Fourth")] {
        made.push(app.propose(person, name).await.id);
    }
    ana.client.delete_city_proposal(made[2], 1).await.unwrap();
    let page = |cursor| CityProposalQuery { limit: Some(3), cursor, ..CityProposalQuery::default() };
    let first = editor.client.list_city_proposals(&page(None)).await.unwrap();
    let rest = editor.client.list_city_proposals(&page(first.next)).await.unwrap();
    let ids: Vec<_> = first.items.iter().chain(&rest.items).map(|one| one.id).collect();
    assert_eq!((ids, rest.next), (made.clone(), None), "the oldest first");
    let own = CityProposalQuery { own: true, ..CityProposalQuery::default() };
    assert_eq!(editor.client.list_city_proposals(&own).await.unwrap().items[0].id, made[3]);
    let open = CityProposalQuery { statuses: vec![CityProposalStatus::Open], ..CityProposalQuery::default() };
    assert_eq!(editor.client.list_city_proposals(&open).await.unwrap().items.len(), 3);
    assert_eq!(ana.client.list_city_proposals(&open).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn all_faults_come_at_once_also_those_that_the_server_alone_knows() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let bad = NewCityProposal {
        country: "XX".into(),
        latitude: 95.0,
        time_zone: Some("Mars/Olympus".into()),
        source: "the town hall".into(),
        ..proposal(" ")
    };
    let problem = ask(&ana, &bad).await.unwrap_err();
    let pointers: Vec<_> = problem.errors.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(pointers, ["/name", "/latitude", "/source", "/country", "/time_zone"]);
    assert_eq!(app.database.count("city_proposals").await, 0);
}

#[tokio::test]
async fn a_city_that_is_here_is_named_and_not_proposed_again() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let (near, far) = ((-37.83, 144.99), (10.0, 10.0));
    for (name, country, (latitude, longitude), expected) in [
        ("Melbourne", "AU", near, Some("melbourne")),
        ("MELBOURNE", "AU", far, Some("melbourne")),
        ("City of Melbourne", "AU", near, Some("melbourne")),
        ("Melborne", "NZ", near, Some("melbourne")),
        ("Medellin", "CO", far, Some("medellin")),
        ("Saint Kilda", "AU", near, None),
        ("Melbourne", "US", far, None),
    ] {
        let new = NewCityProposal { country: country.into(), latitude, longitude, ..proposal(name) };
        let answer = ask(&ana, &new).await;
        match (answer, expected) {
            (Ok(_), None) => {}
            (Err(problem), Some(slug)) => {
                assert_eq!((problem.status, problem.code.as_str()), (409, "conflict"), "{name}");
                assert_eq!(problem.existing.as_deref(), Some(slug), "{name}");
                assert!(problem.detail.contains(slug), "{}", problem.detail);
            }
            (answer, expected) => panic!("{name}: {answer:?}, {expected:?}"),
        }
    }
}

#[tokio::test]
async fn three_wait_and_no_more_and_a_key_proposes_once() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let key = IdempotencyKey::generate();
    let first = ana.client.create_city_proposal(&key, &proposal("One town")).await.unwrap();
    let again = ana.client.create_city_proposal(&key, &proposal("One town")).await.unwrap();
    assert_eq!((first.id, app.database.count("city_proposals").await), (again.id, 1));
    app.propose(&ana, "Second place").await;
    app.propose(&ana, "Third village").await;
    let fourth = ask(&ana, &proposal("Fourth hamlet")).await.unwrap_err();
    assert_eq!((fourth.code.as_str(), fourth.existing), ("conflict", None));
    ana.client.delete_city_proposal(first.id, first.version).await.unwrap();
    let gone = ana.client.get_city_proposal(first.id).await.unwrap();
    assert_eq!((gone.status, gone.decided_at.is_some()), (CityProposalStatus::Withdrawn, true));
    ask(&ana, &proposal("Fourth hamlet")).await.unwrap();
    let twice = problem(ana.client.delete_city_proposal(first.id, first.version).await.unwrap_err());
    assert_eq!(twice.code, "conflict");
}

#[tokio::test]
async fn who_is_refused_reads_why_and_nobody_decides_about_their_own() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let made = app.propose(&ana, "Tabatinga").await;
    let decide = async |id, decision: &CityProposalDecision| {
        editor.client.create_city_proposal_decision(id, decision).await.map_err(problem)
    };
    assert_eq!(decide(made.id, &no(" ")).await.unwrap_err().errors[0].pointer, "/reason");
    let hidden = problem(ana.client.create_city_proposal_decision(made.id, &no("x")).await.unwrap_err());
    assert_eq!(hidden.status, 404);
    let refused = decide(made.id, &no("It is a district.")).await.unwrap();
    assert_eq!((refused.status, refused.version), (CityProposalStatus::Refused, 2));
    let own = ana.client.get_city_proposal(made.id).await.unwrap();
    assert_eq!(own.reason.as_deref(), Some("It is a district."));
    assert_eq!(decide(made.id, &no("Again.")).await.unwrap_err().code, "conflict");
    app.work().await;
    assert!(app.mails.sent().iter().any(|mail| mail.text().contains("It is a district.")));
    let mine = app.propose(&editor, "Benjamin Constant").await;
    assert_eq!(decide(mine.id, &CityProposalDecision::accepted(1_000.0)).await.unwrap_err().code, "conflict");
    assert_eq!(decide(mine.id, &no("Mine.")).await.unwrap_err().code, "conflict");
}

#[tokio::test]
async fn who_proposed_hears_of_the_decision_by_the_stream_and_others_do_not() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let channels = [Channel::CityProposals];
    let mut told = Box::pin(ana.client.stream_changes(&channels, None).await.unwrap());
    let mut deciding = Box::pin(editor.client.stream_changes(&channels, None).await.unwrap());
    let mut others = Box::pin(eva.client.stream_changes(&channels, None).await.unwrap());
    let made = app.propose(&ana, "Tabatinga").await;
    editor.client.create_city_proposal_decision(made.id, &no("A district.")).await.unwrap();
    for expected in ["created", "updated"] {
        for stream in [&mut told, &mut deciding] {
            let event = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap().unwrap().unwrap();
            let client::StreamEvent::Change { change, .. } = event else { panic!("no change") };
            assert_eq!((change.kind, change.id), (ThingKind::CityProposal, made.id.as_uuid()));
            assert_eq!(change.action.as_str(), expected);
        }
    }
    let nothing = tokio::time::timeout(Duration::from_millis(300), others.next()).await;
    assert!(nothing.is_err(), "others hear nothing of it");
}

#[tokio::test]
async fn what_waits_is_brought_to_mind_once() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let made = app.propose(&ana, "Tabatinga").await;
    let decided = app.propose(&ana, "Benjamin Constant").await;
    app.work().await;
    let before = subjects(&app, "ed@example.org").len();
    app.clock.advance(TimeDelta::days(1));
    let editor = app.sign_in(&editor.account.email).await;
    editor.client.create_city_proposal_decision(decided.id, &no("A village.")).await.unwrap();
    app.clock.advance(TimeDelta::days(2));
    app.work().await;
    app.work().await;
    let mails = subjects(&app, "ed@example.org").split_off(before);
    let reminders: Vec<_> = mails.iter().filter(|subject| subject.starts_with("Waiting for you")).collect();
    assert_eq!(reminders, ["Waiting for you: 1 request for a city"]);
    app.clock.advance(TimeDelta::days(10));
    app.work().await;
    let mails = subjects(&app, "ed@example.org").split_off(before);
    assert_eq!(mails.iter().filter(|subject| subject.starts_with("Waiting for you")).count(), 1);
    let ana = app.sign_in("ana@example.org").await;
    assert_eq!(ana.client.get_city_proposal(made.id).await.unwrap().status, CityProposalStatus::Open);
}
