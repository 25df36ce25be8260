//! Who may do what: every operation of the specification, as every identity, on what is one's own, somebody else's
//! and nobody's, with the status that it must answer. An operation without a row fails, and so does a row without an
//! operation.

mod briefings;
mod identities;
mod library;
mod notes;
mod searches;
mod subscriptions;

use crate::schema::operations;
use domain::api_keys::NewApiKey;
use domain::lessons::{LessonRef, OutcomeResult};
use domain::policy::{Action, Actor, Decision, MembershipRole, Role, Rule, Thing, may};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use test_support::{PASSWORD, Person, TestApp, city_scopes};

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
const ADMINISTRATORS: [u16; 5] = [401, 403, 403, 403, 200];
/// What only administrators may do, to somebody who is not there any more.
const GONE: [u16; 5] = [401, 403, 403, 403, 404];

fn everyones() -> Vec<Row> {
    let correction = json!({ "city": "melbourne", "fact": "shocks", "value": "x", "source": "https://example.org/" });
    let registration = json!({ "email": "new@example.org", "password": PASSWORD, "name": "New" });
    let login = json!({ "email": "nobody@example.org", "password": PASSWORD });
    vec![
        row("list_vocabularies", "GET /vocabularies", None, EVERYONE),
        row("get_vocabulary", "GET /vocabularies/shocks", None, EVERYONE),
        row("list_cities", "GET /cities", None, EVERYONE),
        row("export_cities_csv", "GET /cities.csv", None, EVERYONE),
        row("export_cities_geojson", "GET /cities.geojson", None, EVERYONE),
        row("get_city", "GET /cities/melbourne", None, EVERYONE),
        row("list_similar_cities", "GET /cities/melbourne/similar", None, EVERYONE),
        row("create_correction", "POST /corrections", Some(correction), [201; 5]),
        row("search_everything", "GET /search?q=heat", None, EVERYONE),
        row("create_markdown_preview", "POST /markdown/previews", Some(json!({ "text": "*a*" })), EVERYONE),
        row("list_changes", "GET /changes", None, EVERYONE),
        row("stream_changes", "GET /stream", None, EVERYONE),
        row("create_registration", "POST /auth/registrations", Some(registration), [202; 5]),
        row("create_confirmation", "POST /auth/confirmations", Some(json!({ "token": "x" })), [422; 5]),
        row("create_login", "POST /auth/logins", Some(login), [401; 5]).machine(401, 401),
        row("create_refresh", "POST /auth/refreshes", Some(json!({ "refresh_token": "x" })), [401; 5])
            .machine(401, 401),
        row("create_password_reset", "POST /auth/password-resets", Some(json!({ "email": "a@example.org" })), [202; 5]),
        row(
            "complete_password_reset",
            "POST /auth/password-resets/completions",
            Some(json!({ "token": "x", "password": PASSWORD })),
            [422; 5],
        ),
        row("create_password_check", "POST /auth/password-checks", Some(json!({ "password": PASSWORD })), EVERYONE),
        row("get_jwks", "GET /auth/jwks", None, EVERYONE),
        row("list_organisations", "GET /organisations", None, EVERYONE),
        row("open_invitation", "POST /invitations/openings", Some(json!({ "token": "x" })), [422; 5]),
        row("decline_invitation", "POST /invitations/refusals", Some(json!({ "token": "x" })), [422; 5]),
        row("get_city_profile", "GET /cities/melbourne/profile", None, EVERYONE),
        row("confirm_email_change", "POST /auth/email-changes/confirmations", Some(json!({ "token": "x" })), [422; 5]),
        row("cancel_email_change", "POST /auth/email-changes/cancellations", Some(json!({ "token": "x" })), [422; 5]),
        row("get_person", "GET /people/{other}", None, EVERYONE),
        row("list_demo_mails", "GET /demo/mails", None, EVERYONE),
        row("get_demo_mail", "GET /demo/mails/{mail}", None, EVERYONE),
    ]
}

/// What is asked with a wrong password or code gets as far as that.
fn ones_own() -> Vec<Row> {
    let wrong = || Some(json!({ "password": "a wrong password" }));
    let proof = [401, 422, 422, 422, 422];
    let change = json!({ "current_password": "a wrong password", "new_password": "six loud trains under one hill" });
    vec![
        row("get_me", "GET /me", None, PERSONS),
        row("update_me", "PATCH /me", Some(json!({})), [401, 412, 412, 412, 412]),
        row("delete_me", "POST /me/deletion", wrong(), proof),
        row("restore_me", "DELETE /me/deletion", None, [401, 409, 409, 409, 409]),
        row("get_my_permissions", "GET /me/permissions", None, PERSONS).machine(200, 200),
        row("export_me", "GET /me/export", None, PERSONS),
        row("list_my_logins", "GET /me/logins", None, PERSONS),
        row("delete_my_login", "DELETE /me/logins/{login}", None, [401, 404, 404, 404, 404]),
        row("create_password_change", "POST /me/password-changes", Some(change), proof),
        row("create_second_factor", "POST /me/second-factor", None, [401, 200, 200, 200, 409]),
        row(
            "confirm_second_factor",
            "POST /me/second-factor/confirmations",
            Some(json!({ "code": "000000" })),
            [401, 422, 422, 422, 409],
        ),
        row("delete_second_factor", "POST /me/second-factor/removals", wrong(), proof),
        row("create_recovery_codes", "POST /me/recovery-codes", wrong(), proof),
        row("list_my_memberships", "GET /me/memberships", None, PERSONS),
        row("get_my_waiting", "GET /me/waiting", None, PERSONS),
        row("accept_invitation", "POST /invitations/acceptances", Some(json!({ "token": "x" })), proof),
        row(
            "create_email_change",
            "POST /me/email-changes",
            Some(json!({ "new_email": "new@example.org", "password": "a wrong password" })),
            proof,
        ),
    ]
}

fn administrators() -> Vec<Row> {
    let expert = || Some(json!({ "role": "expert" }));
    vec![
        row("list_accounts", "GET /accounts", None, ADMINISTRATORS),
        row("get_account", "GET /accounts/{own}", None, [404, 200, 200, 200, 200]),
        row("get_account", "GET /accounts/{other}", None, [404, 404, 404, 404, 200]),
        row("get_account", "GET /accounts/{login}", None, [404; 5]),
        row("create_role_grant", "POST /accounts/{other}/roles", expert(), ADMINISTRATORS),
        row("delete_role_grant", "DELETE /accounts/{other}/roles/expert", None, [401, 403, 403, 403, 204]),
        row("create_suspension", "POST /accounts/{other}/suspension", Some(json!({ "reason": "x" })), ADMINISTRATORS),
        row("delete_suspension", "DELETE /accounts/{other}/suspension", None, ADMINISTRATORS),
        row("get_account", "GET /accounts/{gone}", None, [404; 5]),
        row("create_role_grant", "POST /accounts/{gone}/roles", expert(), GONE),
        row("delete_role_grant", "DELETE /accounts/{gone}/roles/expert", None, GONE),
        row("create_suspension", "POST /accounts/{gone}/suspension", Some(json!({ "reason": "x" })), GONE),
        row("delete_suspension", "DELETE /accounts/{gone}/suspension", None, GONE),
        row("explain_permission", "GET /permissions?operation=get_me&account={gone}", None, GONE),
        row("explain_permission", "GET /permissions?operation=get_me", None, ADMINISTRATORS),
        row("list_audit_log", "GET /audit-log", None, ADMINISTRATORS),
        row("export_audit_log_csv", "GET /audit-log.csv", None, ADMINISTRATORS),
        row("list_jobs", "GET /jobs", None, ADMINISTRATORS),
        row("create_job_retry", "POST /jobs/{login}/retries", None, [401, 403, 403, 403, 404]),
    ]
}

fn organisations() -> Vec<Row> {
    let network = Some(json!({ "kind": "network", "name": "A network" }));
    let partner = Some(json!({ "kind": "partner", "partner_kind": "academic", "name": "An institute" }));
    let accepted = Some(json!({ "decision": "accepted" }));
    let administrators = |status| [401, 403, 403, 403, status];
    let at = "PATCH /organisations/{organisation}";
    let decisions = "POST /organisations/{organisation}/decisions";
    let members = "GET /organisations/{organisation}/members";
    vec![
        row("create_organisation", "POST /organisations", network, administrators(201)),
        row("create_organisation", "POST /organisations", partner, [401, 201, 201, 201, 201]),
        row("get_organisation", "GET /organisations/{organisation}", None, EVERYONE),
        row("update_organisation", at, Some(json!({})), administrators(412)).lead(412).machine(412, 403),
        row("create_organisation_decision", decisions, accepted, administrators(409)),
        row("list_organisation_members", members, None, [401, 403, 200, 403, 200])
            .lead(200)
            .member(200)
            .machine(200, 403),
        row("update_city_profile", "PATCH /cities/melbourne/profile", Some(json!({})), administrators(412))
            .lead(412)
            .machine(412, 403),
    ]
}

/// When keys of these tests end: within a year of the clock of tests.
fn expires_at() -> chrono::DateTime<chrono::Utc> {
    app::Clock::now(&test_support::FixedClock::default()) + chrono::TimeDelta::days(300)
}

fn doors() -> Vec<Row> {
    let domain = Some(json!({ "domain": "example.org" }));
    let key = Some(json!({ "name": "A machine", "expires_at": expires_at() }));
    let invited = Some(json!({ "email": "new@example.org" }));
    let administrators = |status| [401, 403, 403, 403, status];
    let domains = "/organisations/{organisation}/domains";
    let of = |method: &str, rest: &str| -> &'static str { Box::leak(format!("{method} {domains}{rest}").into()) };
    let invitations = "POST /organisations/{organisation}/invitations";
    let withdrawn = "DELETE /organisations/{organisation}/invitations/{login}";
    let verification = of("POST", "/example.org/verification");
    vec![
        row("list_organisation_domains", of("GET", ""), None, administrators(200))
            .lead(200)
            .member(200)
            .machine(200, 403),
        row("create_organisation_domain", of("POST", ""), domain, administrators(201)).lead(201),
        row("create_domain_verification", verification, None, administrators(200)),
        row("list_waiting_domains", "GET /email-domains", None, administrators(200)),
        row("delete_organisation_domain", of("DELETE", "/example.org"), None, administrators(204)).lead(404),
        row("list_invitations", "GET /organisations/{organisation}/invitations", None, administrators(200)).lead(200),
        row("create_invitation", invitations, invited, administrators(201)).lead(201),
        row("list_api_keys", "GET /organisations/{organisation}/api-keys", None, administrators(200)).lead(200),
        row("create_api_key", "POST /organisations/{organisation}/api-keys", key, administrators(201)).lead(201),
        row("delete_api_key", "DELETE /organisations/{organisation}/api-keys/{login}", None, administrators(404))
            .lead(404),
        row("delete_invitation", withdrawn, None, administrators(404)).lead(404),
    ]
}

/// A partner that nobody has verified is there for its maker and for administrators; for everybody else it is not. What
/// would be its lead's is nobody's yet. The decision comes last: what was verified is private no more.
fn private() -> Vec<Row> {
    let hidden = |status| [404, 404, 404, 404, status];
    let written = |status| [401, 404, 404, 404, status];
    let domain = Some(json!({ "domain": "institute.example" }));
    let invited = Some(json!({ "email": "new@example.org" }));
    let accepted = Some(json!({ "decision": "accepted" }));
    let at = "PATCH /organisations/{private}";
    let decisions = "POST /organisations/{private}/decisions";
    let nobodys = |row: Row| row.maker(403).machine(404, 404);
    vec![
        row("get_organisation", "GET /organisations/{private}", None, hidden(200)).maker(200).machine(404, 404),
        nobodys(row("update_organisation", at, Some(json!({})), written(412))),
        nobodys(row("list_organisation_members", "GET /organisations/{private}/members", None, hidden(200))),
        nobodys(row("list_organisation_domains", "GET /organisations/{private}/domains", None, hidden(200))),
        nobodys(row("create_organisation_domain", "POST /organisations/{private}/domains", domain, written(201))),
        nobodys(row("list_invitations", "GET /organisations/{private}/invitations", None, hidden(200))),
        nobodys(row("create_invitation", "POST /organisations/{private}/invitations", invited, written(201))),
        nobodys(row("list_api_keys", "GET /organisations/{private}/api-keys", None, hidden(200))),
        row("create_organisation_decision", decisions, accepted, [401, 403, 403, 403, 200]),
    ]
}

/// What may not be decided may not be seen either: a row each for what is there and what is not.
fn memberships() -> Vec<Row> {
    let wish = Some(json!({ "city": "accra", "role": "practitioner" }));
    let accepted = || Some(json!({ "decision": "accepted" }));
    let reason = || Some(json!({ "reason": "x" }));
    let decided = [404, 404, 404, 404, 200];
    let nothing = [404; 5];
    vec![
        row("create_membership", "POST /memberships", wish, [401, 201, 201, 201, 201]),
        row("list_memberships", "GET /memberships", None, PERSONS),
        row("get_membership", "GET /memberships/{membership}", None, decided).lead(200),
        row("get_membership", "GET /memberships/{login}", None, nothing),
        row(
            "create_membership_removal",
            "POST /memberships/{membership}/removals",
            reason(),
            [404, 404, 404, 404, 409],
        )
        .lead(409),
        row("create_lead_handover", "POST /memberships/{membership}/lead-handovers", None, [404, 404, 404, 404, 409])
            .lead(409),
        row("create_membership_decision", "POST /memberships/{membership}/decisions", accepted(), decided).lead(409),
        row("create_membership_decision", "POST /memberships/{login}/decisions", accepted(), nothing),
        row("create_membership_removal", "POST /memberships/{login}/removals", reason(), nothing),
        row("create_lead_handover", "POST /memberships/{login}/lead-handovers", None, nothing),
        row("delete_membership", "DELETE /memberships/{membership}", None, nothing),
        row("delete_membership", "DELETE /memberships/{login}", None, nothing),
        row("list_corrections", "GET /corrections", None, PERSONS).machine(200, 403),
        row("get_correction", "GET /corrections/{correction}", None, decided).lead(200).machine(200, 403),
        row("get_correction", "GET /corrections/{login}", None, nothing).machine(404, 403),
        row("create_correction_decision", "POST /corrections/{correction}/decisions", accepted(), decided).lead(409),
        row("create_correction_decision", "POST /corrections/{login}/decisions", accepted(), nothing),
    ]
}

/// Proposals of cities: what is not one's own is nobody's business but of who decides.
fn city_proposals() -> Vec<Row> {
    let at = "https://example.org/";
    let city = json!({ "name": "Leticia", "country": "CO", "latitude": -4.2, "longitude": -69.9, "source": at });
    let yes = || Some(json!({ "decision": "accepted", "time_zone": "America/Bogota", "coast_distance_km": 1300 }));
    let (decision, none) = ("POST /city-proposals/{proposal}/decisions", "POST /city-proposals/{login}/decisions");
    vec![
        row("list_city_proposals", "GET /city-proposals", None, PERSONS),
        row("get_city_proposal", "GET /city-proposals/{proposal}", None, [404, 404, 200, 404, 200]),
        row("get_city_proposal", "GET /city-proposals/{login}", None, [404; 5]),
        row("delete_city_proposal", "DELETE /city-proposals/{proposal}", None, [404; 5]),
        row("delete_city_proposal", "DELETE /city-proposals/{login}", None, [404; 5]),
        row("create_city_proposal_decision", decision, yes(), [404, 404, 200, 404, 409]),
        row("create_city_proposal_decision", none, yes(), [404; 5]),
        row("create_city_proposal", "POST /city-proposals", Some(city), [401, 201, 201, 201, 201]),
    ]
}

/// Lessons are everyone's; reports are those of a city's people, links the network's editors'.
fn lessons() -> Vec<Row> {
    let report = json!({ "city": "melbourne", "result": "worked", "context": "x", "basis": "experience" });
    let link = json!({ "kind": "supports", "lesson": "ahmedabad-heat-plan-with-covid" });
    let members = |status| [401, 403, 403, 403, status];
    let nobodys = [401, 404, 404, 404, 404];
    let (outcome, linked) = ("PATCH /lesson-outcomes/{outcome}", "POST /lessons/{lesson}/links");
    let takes_back = "DELETE /lesson-outcomes/{outcome}";
    let unlinked = "DELETE /lessons/{lesson}/links/ahmedabad-heat-plan-with-covid";
    vec![
        row("list_lessons", "GET /lessons", None, EVERYONE),
        row("export_lessons_csv", "GET /lessons.csv", None, EVERYONE),
        row("export_lessons_ndjson", "GET /lessons.ndjson", None, EVERYONE),
        row("export_lessons_xlsx", "GET /lessons.xlsx", None, EVERYONE),
        row("get_lesson", "GET /lessons/{lesson}", None, EVERYONE),
        row("list_similar_lessons", "GET /similar-lessons?text=heat", None, EVERYONE),
        row("list_lesson_revisions", "GET /lessons/{lesson}/revisions", None, EVERYONE),
        row("get_lesson_revision", "GET /lessons/{lesson}/revisions/1", None, EVERYONE),
        row("get_lesson_revision_diff", "GET /lessons/{lesson}/revisions/1/diff", None, EVERYONE),
        row("list_lesson_outcomes", "GET /lessons/{lesson}/outcomes", None, EVERYONE),
        // The lead is the first of Melbourne to report; who comes after that finds the report.
        row("create_lesson_outcome", "POST /lessons/{lesson}/outcomes", Some(report), members(403))
            .lead(201)
            .member(409),
        row("update_lesson_outcome", outcome, Some(json!({})), members(403)).lead(412).member(412),
        row("update_lesson_outcome", "PATCH /lesson-outcomes/{login}", Some(json!({})), nobodys),
        row("delete_lesson_outcome", takes_back, None, [401, 403, 412, 403, 403]).lead(412).member(412),
        row("delete_lesson_outcome", "DELETE /lesson-outcomes/{login}", None, nobodys),
        row("create_lesson_link", linked, Some(link), [401, 403, 201, 403, 403]),
        row("delete_lesson_link", unlinked, None, [401, 403, 204, 403, 403]),
    ]
}

/// Drafts: what is not one's own is nobody's business but of who reviews, and not before it was sent to them.
fn lesson_drafts() -> Vec<Row> {
    let title = || json!({ "title": "Shade first", "language": "en" });
    let says = || Some(json!({ "content": title() }));
    let said = || Some(json!({ "text": "x" }));
    let back = || Some(json!({ "decision": "returned", "reason": "x" }));
    let editors = |status| [404, 404, status, 404, 404];
    let at = |method: &str, rest: &str| -> &'static str { Box::leak(format!("{method} /lesson-drafts/{rest}").into()) };
    let mut rows = vec![
        row("create_lesson_draft", "POST /lesson-drafts", says(), [401, 201, 201, 201, 201]),
        row("list_lesson_drafts", "GET /lesson-drafts", None, PERSONS),
        row("get_lesson_draft", at("GET", "{draft}"), None, editors(200)),
        row("update_lesson_draft", at("PUT", "{draft}"), says(), editors(412)),
        row("delete_lesson_draft", at("DELETE", "{draft}"), None, [404; 5]),
        row("create_lesson_draft_comment", at("POST", "{draft}/comments"), said(), editors(201)),
        row("create_lesson_draft_submission", at("POST", "{draft}/submissions"), None, [404; 5]),
        row("create_lesson_draft_decision", at("POST", "{draft}/decisions"), back(), editors(200)),
    ];
    for draft in ["{writing}", "{login}"] {
        rows.extend([
            row("get_lesson_draft", at("GET", draft), None, [404; 5]),
            row("update_lesson_draft", at("PUT", draft), says(), [404; 5]),
            row("delete_lesson_draft", at("DELETE", draft), None, [404; 5]),
            row("create_lesson_draft_comment", at("POST", &format!("{draft}/comments")), said(), [404; 5]),
            row("create_lesson_draft_submission", at("POST", &format!("{draft}/submissions")), None, [404; 5]),
            row("create_lesson_draft_decision", at("POST", &format!("{draft}/decisions")), back(), [404; 5]),
        ]);
    }
    rows
}

/// Ends of logins come last: nobody is signed in after them.
fn ends() -> Vec<Row> {
    vec![
        row("delete_current_login", "DELETE /auth/logins/current", None, [204; 5]),
        row("delete_my_logins", "DELETE /me/logins", None, [401; 5]),
    ]
}

fn table() -> Vec<Row> {
    let parts = [everyones(), ones_own(), administrators(), organisations(), doors(), private(), memberships()];
    let others = [
        city_proposals(),
        lessons(),
        lesson_drafts(),
        notes::rows(),
        library::rows(),
        searches::rows(),
        briefings::rows(),
        subscriptions::rows(),
        ends(),
    ];
    parts.into_iter().chain(others).flatten().collect()
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
