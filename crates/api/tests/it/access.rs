//! Who may do what: every operation of the specification, as every identity, on what is one's own, somebody else's
//! and nobody's, with the status that it must answer. An operation without a row fails, and so does a row without an
//! operation.

mod administration;
mod briefings;
mod city_proposals;
mod everyones;
mod identities;
mod lessons;
mod library;
mod me;
mod memberships;
mod notes;
mod organisations;
mod searches;
mod subscriptions;

use crate::schema::operations;
use domain::api_keys::NewApiKey;
use domain::lessons::{LessonRef, OutcomeResult};
use domain::policy::{Action, Actor, Decision, MembershipRole, Role, Rule, Thing, may};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use test_support::{Person, TestApp, city_scopes};

/// An operation as it is asked for, and what each identity gets: visitor, person, editor, administrator who waits for
/// a second factor, administrator.
struct Row {
    operation: &'static str,
    method: &'static str,
    /// `{own}`, `{other}` and `{gone}` stand for accounts, the last for one that was deleted; `{login}` for the id of
    /// nothing, `{mail}` for a mail of the demonstration, `{organisation}` for that of Melbourne, `{membership}` for a
    /// request to join it, `{correction}` for a report about it, `{private}` for a partner that nobody has verified,
    /// `{lesson}` for a lesson, `{outcome}` for what Melbourne reports of another one, `{draft}` for a draft of somebody
    /// else's in review, `{writing}` for one that was not sent there, `{item}` for an item of the library with a file,
    /// `{picture}` for one whose file is a picture, `{note}` for a note, `{note_draft}` for a draft of a note of somebody
    /// else's in review, `{note_writing}` for one that was not sent there, `{note_network}` for one of the network's own,
    /// `{collection}` for a collection of the network, `{list}` for somebody else's private reading list, `{saved}` for a
    /// search that somebody else keeps, `{issue}` for an issue of a briefing that has not gone out.
    path: &'static str,
    body: Option<Value>,
    expected: [u16; 5],
    /// What the lead of Melbourne gets, where it is not what everybody gets who has signed in.
    lead: Option<u16>,
    /// What a practitioner of Melbourne gets, where it is not what everybody gets who has signed in.
    member: Option<u16>,
    /// What the maker of the partner gets that nobody has verified, where it is not what everybody gets who has signed
    /// in.
    maker: Option<u16>,
    /// What a machine of Melbourne gets, with a key of every scope and with one of none, where it is not what a visitor
    /// gets of what is everyone's, and 403 of the rest.
    machine: Option<[u16; 2]>,
}

impl Row {
    fn lead(self, status: u16) -> Self {
        Self { lead: Some(status), ..self }
    }

    fn member(self, status: u16) -> Self {
        Self { member: Some(status), ..self }
    }

    fn maker(self, status: u16) -> Self {
        Self { maker: Some(status), ..self }
    }

    fn machine(self, with: u16, without: u16) -> Self {
        Self { machine: Some([with, without]), ..self }
    }

    fn of_machine(&self) -> [u16; 2] {
        let everyones = matches!(self.expected[0], 200..=299 | 422);
        self.machine.unwrap_or(if everyones { [self.expected[0]; 2] } else { [403; 2] })
    }
}

fn row(operation: &'static str, ask: &'static str, body: Option<Value>, expected: [u16; 5]) -> Row {
    let (method, path) = ask.split_once(' ').unwrap();
    Row { operation, method, path, body, expected, lead: None, member: None, maker: None, machine: None }
}

const EVERYONE: [u16; 5] = [200; 5];
const PERSONS: [u16; 5] = [401, 200, 200, 200, 200];

/// When keys of these tests end: within a year of the clock of tests.
fn expires_at() -> chrono::DateTime<chrono::Utc> {
    app::Clock::now(&test_support::FixedClock::default()) + chrono::TimeDelta::days(300)
}

fn table() -> Vec<Row> {
    let parts = [
        everyones::rows(),
        me::rows(),
        administration::rows(),
        organisations::rows(),
        organisations::doors(),
        organisations::private(),
        memberships::rows(),
        city_proposals::rows(),
        lessons::rows(),
        lessons::drafts(),
        notes::rows(),
        library::rows(),
        searches::rows(),
        briefings::rows(),
        subscriptions::rows(),
        // Nobody is signed in after them.
        me::ends(),
    ];
    parts.into_iter().flatten().collect()
}

/// Actions that no operation of the API offers: the person at the machine has commands for them.
const COMMANDS: [Action; 3] = [Action::LoadReferenceData, Action::ManageDemo, Action::CreateAdministrator];

#[test]
fn the_table_and_the_specification_are_the_same_set() {
    let specified: BTreeSet<_> = operations().iter().map(|operation| operation.id).collect();
    let listed: BTreeSet<_> = table().iter().map(|row| row.operation).collect();
    assert_eq!(specified.len(), operations().len(), "an operationId stands twice");
    assert_eq!(specified, listed);
}

#[test]
fn every_operation_is_an_action_of_the_policy_and_the_rest_are_commands() {
    let actions: BTreeSet<Action> = operations()
        .iter()
        .map(|operation| operation.id.parse().unwrap_or_else(|_| panic!("{} has no policy", operation.id)))
        .collect();
    let others: Vec<Action> = Action::ALL.iter().copied().filter(|action| !actions.contains(action)).collect();
    assert_eq!(others, COMMANDS);
    for command in COMMANDS {
        assert!(!may(&Actor::Visitor, command, Thing::NONE).is_allowed(), "{command}");
    }
}

#[tokio::test]
async fn everybody_gets_the_status_of_the_table() {
    let app = TestApp::builder().demo_mails().start().await;
    let gone = deleted(&app).await;
    let other = app.sign_up("other@example.org", "Other").await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let things = Things::make(&app, &other, &gone, &lead).await;
    let identities = identities::all(&app, lead.clone(), things.maker.clone()).await;
    let machines = [city_scopes(), Vec::new()].map(|scopes| NewApiKey {
        name: "A machine".to_owned(),
        scopes,
        expires_at: expires_at(),
    });
    let mut keys = Vec::new();
    for new in &machines {
        keys.push(lead.client.create_api_key("melbourne", new).await.unwrap().secret);
    }
    for row in table() {
        for (key, expected) in keys.iter().zip(row.of_machine()) {
            let status = ask_with(&app, &row, &things.other, Some(key.clone()), &things).await;
            assert_eq!(status, expected, "{} {} as a machine", row.method, row.path);
        }
        for identity in &identities {
            let status = ask(&app, &row, identity.person.as_ref(), &things).await;
            assert_eq!(status, (identity.expects)(&row), "{} {} as {}", row.method, row.path, identity.name);
        }
    }
}

/// The id of a mail of the demonstration.
fn mail(app: &TestApp) -> String {
    app.mails.sent()[0].id().to_owned()
}

/// Somebody whose account was deleted, while their access token is not over.
async fn deleted(app: &TestApp) -> Person {
    let person = app.sign_up("gone@example.org", "Gone").await;
    let id = person.account.id;
    let db = app.db().await;
    db.write(move |tx| Box::pin(async move { store::identity::delete(tx, id).await })).await.unwrap();
    person
}

#[tokio::test]
async fn a_token_of_a_deleted_account_opens_nothing() {
    let app = TestApp::builder().demo_mails().start().await;
    let other = app.sign_up("other@example.org", "Other").await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let gone = deleted(&app).await;
    let things = Things::make(&app, &other, &gone, &lead).await;
    for row in table() {
        let status = ask(&app, &row, Some(&gone), &things).await;
        assert_eq!(status, 401, "{} {}", row.method, row.path);
    }
}

/// What is asked for: somebody else's, what is Melbourne's, and what nobody has verified.
struct Things {
    maker: Person,
    private: String,
    other: String,
    organisation: String,
    membership: String,
    correction: String,
    proposal: String,
    lesson: String,
    outcome: String,
    draft: String,
    writing: String,
    kept: library::Kept,
    issue: String,
    notes: notes::Kept,
    saved: String,
    gone: String,
}

impl Things {
    async fn make(app: &TestApp, other: &Person, gone: &Person, lead: &Person) -> Self {
        let shown = json!({ "skills": ["heat planning"], "public": ["skills"] });
        other.ask(app, "PATCH", "/api/v1/me").header("if-match", "\"v1\"").json(&shown).send().await;
        let membership = app.ask_to_join(other, "melbourne", MembershipRole::Practitioner).await;
        let report = json!({ "city": "melbourne", "fact": "shocks", "value": "x", "source": "https://example.org/" });
        let report = app.post("/api/v1/corrections").json(&report).send().await.json();
        let proposal = app.propose(other, "Tabatinga").await;
        let maker = app.sign_up("maker@example.org", "Maker").await;
        let private = app.make_partner(&maker, "Institute that waits").await.id.to_string();
        let reviewer = app.with_role("reviewer@example.org", Role::Editor).await;
        let lesson = app.publish(other, &reviewer, "Shade at noon").await;
        let tried = LessonRef::Slug("ahmedabad-cool-roofs".to_owned());
        let outcome = app.tried(lead, &tried, ("melbourne", OutcomeResult::Worked)).await;
        Self {
            maker,
            private,
            other: other.account.id.to_string(),
            organisation: membership.organisation.id.to_string(),
            membership: membership.id.to_string(),
            correction: report["id"].as_str().unwrap().to_owned(),
            proposal: proposal.id.to_string(),
            lesson: lesson.slug,
            outcome: outcome.id.to_string(),
            draft: app.submit(other, "Water at noon").await.id.to_string(),
            writing: app.draft(other, "Trees at noon").await.id.to_string(),
            kept: library::Kept::make(app, other, &reviewer).await,
            issue: briefings::issue(&reviewer).await,
            notes: notes::Kept::make(app, other, &reviewer).await,
            saved: searches::make(other).await,
            gone: gone.account.id.to_string(),
        }
    }
}

async fn ask(app: &TestApp, row: &Row, person: Option<&Person>, things: &Things) -> u16 {
    let own = person.map_or(things.other.clone(), |person| person.account.id.to_string());
    // The token that the client has now: a second factor that came into force made the first one worthless.
    let token = person.and_then(|person| person.client.access_token());
    ask_with(app, row, &own, token, things).await
}

async fn ask_with(app: &TestApp, row: &Row, own: &str, token: Option<String>, things: &Things) -> u16 {
    let mut path = format!("/api/v1{}", row.path);
    for (name, value) in [
        ("{own}", own),
        ("{other}", &things.other),
        ("{login}", "0190163d-8694-739b-aea5-966c26f8ad91"),
        ("{organisation}", &things.organisation),
        ("{membership}", &things.membership),
        ("{correction}", &things.correction),
        ("{proposal}", &things.proposal),
        ("{lesson}", &things.lesson),
        ("{outcome}", &things.outcome),
        ("{draft}", &things.draft),
        ("{writing}", &things.writing),
        ("{item}", &things.kept.item),
        ("{picture}", &things.kept.picture),
        ("{note}", &things.notes.note),
        ("{note_draft}", &things.notes.draft),
        ("{note_writing}", &things.notes.writing),
        ("{note_network}", &things.notes.network),
        ("{collection}", &things.kept.collection),
        ("{list}", &things.kept.list),
        ("{issue}", &things.issue),
        ("{saved}", &things.saved),
        ("{gone}", &things.gone),
        ("{private}", &things.private),
        ("{mail}", &mail(app)),
    ] {
        path = path.replace(name, value);
    }
    let mut ask = app.ask(row.method, &path);
    if matches!(row.method, "PUT" | "PATCH" | "DELETE") {
        // A version that nothing has: whoever may gets as far as that.
        ask = ask.header("if-match", "\"v999\"");
    }
    if let Some(token) = token {
        ask = ask.header("authorization", &format!("Bearer {token}"));
    }
    if let Some(body) = &row.body {
        ask = ask.json(body);
    }
    ask.status().await
}

#[test]
fn the_table_says_what_the_policy_says_of_visitors() {
    for row in table() {
        let action: Action = row.operation.parse().unwrap();
        let decision = may(&Actor::Visitor, action, Thing::NONE);
        let refused = row.expected[0];
        // What nobody has verified, and what is somebody's own, is not there for a visitor, whatever they would do to it.
        if ["{private}", "{list}", "{issue}", "/briefing-issues/{login}"].iter().any(|hidden| row.path.contains(hidden))
        {
            assert!(refused == 404 || (refused == 401 && decision == Decision::SignIn), "{}", row.operation);
            continue;
        }
        match decision {
            Decision::SignIn => assert_eq!(refused, 401, "{}", row.operation),
            Decision::Hidden => assert_eq!(refused, 404, "{}", row.operation),
            Decision::Denied | Decision::SecondFactor | Decision::KeyLacks(_) => {
                panic!("{}: {decision:?}", row.operation)
            }
            Decision::Allowed(_) => assert!(refused != 403 && refused != 404, "{}", row.operation),
        }
    }
}

#[test]
fn the_specification_says_who_must_sign_in() {
    for operation in operations() {
        let action: Action = operation.id.parse().unwrap();
        let open = may(&Actor::Visitor, action, Thing::NONE).is_allowed();
        let keys = action.rules().contains(&Rule::Key);
        let expected = match (open, keys) {
            (true, _) => json!([]),
            (false, true) => json!([{ "access_token": [] }, { "api_key": [] }]),
            (false, false) => json!([{ "access_token": [] }]),
        };
        let said = operation.spec["description"].as_str().unwrap_or_default();
        let scope = action.key_scope().map(|scope| format!("`{scope}`"));
        assert!(scope.is_none_or(|scope| said.contains(&scope)), "{}: {said}", operation.id);
        assert_eq!(operation.spec["security"], expected, "{}", operation.id);
    }
}
