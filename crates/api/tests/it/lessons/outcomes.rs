//! "We tried it": who reports for a city, and how each report changes how well its lesson is supported.

use super::{at_once, let_in, of, pointers, problem, refusal, shown, slug};
use client::IdempotencyKey;
use contract::Patch;
use domain::lessons::{
    LessonContent, LessonName, LessonOutcome, LessonOutcomeUpdate, LessonRef, NewLessonOutcome, OutcomeBasis,
    OutcomeQuery, OutcomeResult,
};
use domain::policy::Role;
use serde_json::{Value, json};
use test_support::{Person, TestApp, report};

use OutcomeResult::{DidNotWork, Partly, TooEarly, Worked};

/// Grade, whether it is contested, and what cities report of it.
async fn support(app: &TestApp, lesson: &LessonName) -> (String, bool, Value) {
    let shown = shown(app, &lesson.slug).await;
    let text = |field: &str| shown[field].as_str().unwrap().to_owned();
    (text("grade"), shown["contested"].as_bool().unwrap(), shown["outcomes"].clone())
}

fn counts(worked: u32, partly: u32, did_not_work: u32, too_early: u32) -> Value {
    json!({ "worked": worked, "partly": partly, "did_not_work": did_not_work, "too_early": too_early })
}

/// A lesson of Accra that an editor has published.
async fn published(app: &TestApp) -> LessonName {
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    app.publish(&ana, &editor, "Shade first").await
}

async fn ask(person: &Person, lesson: &LessonRef, new: &NewLessonOutcome) -> Result<LessonOutcome, client::Error> {
    person.client.create_lesson_outcome(&IdempotencyKey::generate(), lesson, new).await
}

fn becomes(result: OutcomeResult) -> LessonOutcomeUpdate {
    LessonOutcomeUpdate { result: Patch::Set(result), ..LessonOutcomeUpdate::default() }
}

#[tokio::test]
async fn the_grade_follows_every_report_at_once() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let at = of(&lesson);
    let accra = app.with_city("accra@example.org", "accra").await;
    let melbourne = app.with_city("melbourne@example.org", "melbourne").await;
    let medellin = app.with_city("medellin@example.org", "medellin").await;
    assert_eq!(support(&app, &lesson).await, ("reported".to_owned(), false, counts(0, 0, 0, 0)));
    app.tried(&accra, &at, ("accra", Worked)).await;
    let one = app.tried(&melbourne, &at, ("melbourne", Partly)).await;
    let expected = ("reported".to_owned(), false, counts(1, 1, 0, 0));
    assert_eq!(support(&app, &lesson).await, expected, "its own city counts once, whatever it reports of itself");
    let two = app.tried(&medellin, &at, ("medellin", Worked)).await;
    assert_eq!(support(&app, &lesson).await, ("several_cities".to_owned(), false, counts(2, 1, 0, 0)));

    let two = medellin.client.update_lesson_outcome(two.id, two.version, &becomes(DidNotWork)).await.unwrap();
    assert_eq!(support(&app, &lesson).await, ("reported".to_owned(), true, counts(1, 1, 1, 0)));
    let two = medellin.client.update_lesson_outcome(two.id, two.version, &becomes(TooEarly)).await.unwrap();
    assert_eq!(support(&app, &lesson).await, ("reported".to_owned(), false, counts(1, 1, 0, 1)));
    let evaluated = LessonOutcomeUpdate {
        basis: Patch::Set(OutcomeBasis::Evaluation),
        evidence: Patch::Set("A survey of 2024.".into()),
        ..becomes(Worked)
    };
    medellin.client.update_lesson_outcome(two.id, two.version, &evaluated).await.unwrap();
    assert_eq!(support(&app, &lesson).await, ("evaluated".to_owned(), false, counts(2, 1, 0, 0)));
    medellin.client.delete_lesson_outcome(two.id, 4).await.unwrap();
    melbourne.client.delete_lesson_outcome(one.id, one.version).await.unwrap();
    assert_eq!(support(&app, &lesson).await, ("reported".to_owned(), false, counts(1, 0, 0, 0)));
    let listed = app.get("/api/v1/lessons?city=accra&limit=100").send().await.json();
    let items = listed["items"].as_array().unwrap().iter();
    let own: Vec<_> = items.filter(|item| item["slug"] == "shade-first").map(|item| item["outcomes"].clone()).collect();
    assert_eq!(own, [counts(1, 0, 0, 0)], "the list says the same");
}

#[tokio::test]
async fn a_next_revision_is_graded_by_the_reports_that_are_there() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let (ana, editor) = (app.sign_in("ana@example.org").await, app.sign_in("ed@example.org").await);
    for city in ["melbourne", "medellin"] {
        let lead = app.with_city(&format!("{city}@example.org"), city).await;
        app.tried(&lead, &of(&lesson), (city, Worked)).await;
    }
    assert_eq!(support(&app, &lesson).await.0, "several_cities");
    // Another one comes from Melbourne, too: of the two that tried it one is left that is not its own.
    let new = domain::lessons::NewLessonDraft { lesson: Some(lesson.slug.clone()), content: None };
    let draft = ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let content = LessonContent { cities: vec!["accra".into(), "melbourne".into()], ..draft.content };
    let change = domain::lessons::LessonDraftUpdate { content, base: None };
    ana.client.update_lesson_draft(draft.id, 1, &change).await.unwrap();
    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    editor.client.create_lesson_draft_decision(draft.id, &super::yes()).await.unwrap();
    assert_eq!(support(&app, &lesson).await, ("reported".to_owned(), false, counts(2, 0, 0, 0)));
}

#[tokio::test]
async fn who_works_for_the_city_reports_and_nobody_else() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let at = of(&lesson);
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let practitioner = app.sign_up("practitioner@example.org", "Practitioner").await;
    let editor = app.sign_in("ed@example.org").await;
    let foreign = app.with_city("foreign@example.org", "medellin").await;
    let new = report("melbourne", Worked);
    let denied = (403, "forbidden".to_owned());
    app.ask_to_join(&practitioner, "melbourne", domain::policy::MembershipRole::Practitioner).await;
    for person in [&practitioner, &editor, &foreign] {
        assert_eq!(refusal(ask(person, &at, &new).await), denied);
    }
    assert_eq!(refusal(app.client().create_lesson_outcome(&IdempotencyKey::generate(), &at, &new).await).0, 401);
    let waiting = practitioner.client.list_my_memberships().await.unwrap().items[0].id;
    let yes =
        domain::memberships::MembershipDecision { decision: domain::organisations::Verdict::Accepted, reason: None };
    lead.client.create_membership_decision(waiting, &yes).await.unwrap();
    let made = ask(&practitioner, &at, &new).await.unwrap();
    assert_eq!((made.city.slug.as_str(), made.person.as_ref().unwrap().name.as_str()), ("melbourne", "Practitioner"));
    assert_eq!(made.context_html, "<p>We did it in <em>two</em> schools.</p>\n");

    let again = problem(ask(&lead, &at, &report("melbourne", DidNotWork)).await.unwrap_err());
    assert_eq!((again.status, again.existing), (409, Some(made.id.to_string())), "a city has one report a lesson");
    let changed = lead.client.update_lesson_outcome(made.id, 1, &becomes(Partly)).await.unwrap();
    assert_eq!((changed.version, changed.person), (2, made.person), "a colleague changes it, whose report it is stays");
    for person in [&editor, &foreign] {
        assert_eq!(refusal(person.client.update_lesson_outcome(made.id, 2, &becomes(Worked)).await), denied);
    }
    assert_eq!(refusal(foreign.client.delete_lesson_outcome(made.id, 2).await), denied);
    editor.client.delete_lesson_outcome(made.id, 2).await.unwrap();
    assert_eq!(refusal(lead.client.update_lesson_outcome(made.id, 2, &becomes(Worked)).await).0, 404);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let bad = NewLessonOutcome {
        year: Some(1),
        context: " ".into(),
        basis: OutcomeBasis::Evaluation,
        url: Some("nowhere".into()),
        ..report("melbourne", Worked)
    };
    assert_eq!(pointers(ask(&lead, &of(&lesson), &bad).await), ["/year", "/context", "/evidence", "/url"]);
    assert_eq!(pointers(ask(&lead, &of(&lesson), &report("atlantis", Worked)).await), ["/city"]);
    assert_eq!(refusal(ask(&lead, &slug("no-such-lesson"), &report("melbourne", Worked)).await).0, 404);

    let made = app.tried(&lead, &of(&lesson), ("melbourne", Worked)).await;
    let unproved =
        LessonOutcomeUpdate { basis: Patch::Set(OutcomeBasis::Evaluation), ..LessonOutcomeUpdate::default() };
    assert_eq!(pointers(lead.client.update_lesson_outcome(made.id, 1, &unproved).await), ["/evidence"]);
    let emptied = LessonOutcomeUpdate { context: Patch::Empty, ..LessonOutcomeUpdate::default() };
    assert_eq!(pointers(lead.client.update_lesson_outcome(made.id, 1, &emptied).await), ["/context"]);
    assert_eq!(refusal(lead.client.update_lesson_outcome(made.id, 9, &becomes(Partly)).await).0, 412);
    let path = format!("/api/v1/lesson-outcomes/{}", made.id);
    assert_eq!(lead.ask(&app, "DELETE", &path).send().await.status, 428);
}

#[tokio::test]
async fn a_change_of_nothing_leaves_no_trace() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let made = app.tried(&lead, &of(&lesson), ("melbourne", Worked)).await;
    let traces = async || (app.database.count("audit_log").await, app.database.count("change_log").await);
    let before = traces().await;
    for same in [LessonOutcomeUpdate::default(), becomes(Worked)] {
        let answer = lead.client.update_lesson_outcome(made.id, 1, &same).await.unwrap();
        assert_eq!((answer, traces().await), (made.clone(), before));
    }
    let change = LessonOutcomeUpdate { year: Patch::Empty, ..becomes(Partly) };
    lead.client.update_lesson_outcome(made.id, 1, &change).await.unwrap();
    let fields = app.database.texts("SELECT fields FROM audit_log WHERE action = 'update_lesson_outcome'").await;
    assert_eq!(fields, [r#"["result","year"]"#]);
}

#[tokio::test]
async fn reports_are_listed_for_everyone_the_newest_first() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let mut made = Vec::new();
    for (city, result) in [("melbourne", Worked), ("medellin", DidNotWork), ("cape-town", Worked)] {
        let lead = app.with_city(&format!("{city}@example.org"), city).await;
        made.push(app.tried(&lead, &of(&lesson), (city, result)).await);
    }
    made.reverse();
    let page = |cursor| OutcomeQuery { limit: Some(2), cursor, ..OutcomeQuery::default() };
    let list = async |query: OutcomeQuery| app.client().list_lesson_outcomes(&slug("shade-first"), &query).await;
    let first = list(page(None)).await.unwrap();
    let rest = list(page(first.next.clone())).await.unwrap();
    let all: Vec<_> = first.items.iter().chain(&rest.items).cloned().collect();
    assert_eq!((all, rest.next), (made.clone(), None));
    let worked = OutcomeQuery { results: vec![Worked], ..OutcomeQuery::default() };
    assert_eq!(list(worked.clone()).await.unwrap().items, [made[0].clone(), made[2].clone()]);
    let elsewhere = OutcomeQuery { cursor: first.next, ..worked };
    assert_eq!(refusal(list(elsewhere).await).0, 400, "a cursor belongs to its filter");
    let path = "/api/v1/lessons/shade-first/outcomes";
    let held = app.get(path).send().await;
    let etag = held.header("etag").unwrap().to_owned();
    assert_eq!(app.get(path).header("if-none-match", &etag).send().await.status, 304);
    let rename = domain::identity::AccountUpdate {
        name: Patch::Set("Cleo".to_owned()),
        ..domain::identity::AccountUpdate::default()
    };
    let lead = app.sign_in("cape-town@example.org").await;
    lead.client.update_me(lead.account.version, &rename).await.unwrap();
    let after = app.get(path).header("if-none-match", &etag).send().await;
    assert_eq!(after.status, 200, "who reported is part of it");
    assert!(after.text().contains("Cleo"), "{}", after.text());
}

#[tokio::test]
async fn a_city_has_one_report_however_many_send_one_at_once() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let practitioner = app.sign_up("practitioner@example.org", "Practitioner").await;
    let_in(&app, &lead, &practitioner, "melbourne").await;
    let send = |person: &Person| {
        let (client, at, new) = (person.client.clone(), of(&lesson), report("melbourne", Worked));
        async move { client.create_lesson_outcome(&IdempotencyKey::generate(), &at, &new).await }
    };
    let asked = [&lead, &practitioner, &lead, &practitioner].map(send);
    assert_eq!(at_once(asked).await, [200, 409, 409, 409]);
    assert_eq!(support(&app, &lesson).await.2, counts(1, 0, 0, 0));
    let key = IdempotencyKey::generate();
    let at = slug("ahmedabad-cool-roofs");
    let first = lead.client.create_lesson_outcome(&key, &at, &report("melbourne", Worked)).await.unwrap();
    let again = lead.client.create_lesson_outcome(&key, &at, &report("melbourne", Worked)).await.unwrap();
    assert_eq!((first, app.database.count("lesson_outcomes").await), (again, 2));
}

#[tokio::test]
async fn many_cities_that_report_at_once_are_all_counted() {
    let app = TestApp::start().await;
    let lesson = published(&app).await;
    let mut leads = Vec::new();
    for city in ["melbourne", "medellin", "cape-town", "ahmedabad"] {
        leads.push((app.with_city(&format!("{city}@example.org"), city).await, city));
    }
    let asked = leads.iter().map(|(lead, city)| {
        let (client, at, new) = (lead.client.clone(), of(&lesson), report(city, Worked));
        async move { client.create_lesson_outcome(&IdempotencyKey::generate(), &at, &new).await }
    });
    assert_eq!(at_once(asked).await, [200; 4]);
    assert_eq!(support(&app, &lesson).await, ("several_cities".to_owned(), false, counts(4, 0, 0, 0)));
}
