//! Accounts: getting one, signing in and out, what ends a login, and what nobody learns.

mod accounts;
mod email_changes;
mod factor;
mod logins;
mod me;
mod passwords;
mod people;
mod permissions;
mod registration;

use client::Client;
use contract::Problem;
use domain::identity::SecondFactorRemoval;
use serde_json::Value;
use test_support::{Answer, PASSWORD, TestApp};

const ANA: &str = "ana@example.org";

/// The password of everybody, for what asks for it again.
fn password() -> SecondFactorRemoval {
    SecondFactorRemoval { password: PASSWORD.into() }
}

/// The problem of an error of the client.
fn problem(error: &client::Error) -> &Problem {
    error.problem().unwrap_or_else(|| panic!("no problem: {error}"))
}

fn code(error: &client::Error) -> (u16, &str) {
    let problem = problem(error);
    (problem.status, problem.code.as_str())
}

/// Pointers and codes of the faults of an error.
fn faults(error: &client::Error) -> Vec<(&str, &str)> {
    problem(error).errors.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect()
}

/// What of an answer could tell something: everything but the id of the request.
fn told(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
    }
    (answer.status, body)
}

/// The kinds of jobs that wait, in the order in which they were written.
async fn waiting(app: &TestApp) -> Vec<String> {
    app.database.texts("SELECT kind FROM jobs WHERE state = 'waiting' ORDER BY id").await
}

fn subjects(app: &TestApp, email: &str) -> Vec<String> {
    let mails = app.mails.sent();
    mails.iter().filter(|mail| mail.to().address().as_str() == email).map(|mail| mail.subject().to_owned()).collect()
}

async fn is_signed_in(client: &Client) -> bool {
    match client.get_me().await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(code(&error), (401, "unauthenticated"));
            false
        }
    }
}
