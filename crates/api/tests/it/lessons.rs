//! Lessons: reading them, how they come to be, and what cities report of them.

mod authors;
mod bases;
mod drafts;
mod exports;
mod feeds;
mod invisible;
mod leaving;
mod links;
mod outcomes;
mod reading;
mod reviews;
mod revisions;

use client::Error;
use contract::Problem;
use domain::drafting::{DraftDecision, DraftVerdict};
use domain::lessons::{LessonName, LessonRef};
use domain::memberships::MembershipDecision;
use domain::organisations::Verdict;
use domain::policy::MembershipRole;
use futures_util::future::join_all;
use serde_json::Value;
use test_support::{Person, TestApp};

pub(crate) fn problem(error: Error) -> Box<Problem> {
    match error {
        Error::Problem(problem) => problem,
        other => panic!("no problem, but {other}"),
    }
}

/// Status and code of a refusal.
pub(crate) fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> (u16, String) {
    let problem = problem(answer.unwrap_err());
    (problem.status, problem.code)
}

/// Where the faults of a refusal point.
pub(crate) fn pointers<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<String> {
    problem(answer.unwrap_err()).errors.into_iter().map(|fault| fault.pointer).collect()
}

fn slug(slug: &str) -> LessonRef {
    LessonRef::Slug(slug.to_owned())
}

fn of(lesson: &LessonName) -> LessonRef {
    LessonRef::Id(lesson.id)
}

pub(crate) fn yes() -> DraftDecision {
    DraftDecision { decision: DraftVerdict::Published, reason: None }
}

pub(crate) fn no(reason: &str) -> DraftDecision {
    DraftDecision { decision: DraftVerdict::Returned, reason: Some(reason.to_owned()) }
}

/// A lesson as everyone gets it.
async fn shown(app: &TestApp, slug: &str) -> Value {
    let answer = app.get(&format!("/api/v1/lessons/{slug}")).send().await;
    assert_eq!(answer.status, 200, "{slug}: {}", answer.text());
    answer.json()
}

/// Subjects of the mails to an address, in the order of sending.
pub(crate) fn subjects(app: &TestApp, email: &str) -> Vec<String> {
    let to = |mail: &&mailer::Message| mail.to().address().as_str() == email;
    app.mails.sent().iter().filter(to).map(|mail| mail.subject().to_owned()).collect()
}

/// Lets somebody work for a city.
pub(crate) async fn let_in(app: &TestApp, lead: &Person, person: &Person, city: &str) {
    let asked = app.ask_to_join(person, city, MembershipRole::Practitioner).await;
    let yes = MembershipDecision { decision: Verdict::Accepted, reason: None };
    lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
}

/// What became of requests that were sent at once, in order of the statuses.
pub(crate) async fn at_once<T>(asked: impl IntoIterator<Item = impl Future<Output = Result<T, Error>>>) -> Vec<u16> {
    let status = |answer: Result<T, Error>| match answer {
        Ok(_) => 200,
        Err(error) => problem(error).status,
    };
    let mut statuses: Vec<u16> = join_all(asked).await.into_iter().map(status).collect();
    statuses.sort_unstable();
    statuses
}
