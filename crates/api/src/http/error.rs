//! From faults of the use cases to problems. One exhaustive match; nothing else makes a status.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use contract::{Fault, Problem, ProblemKind};
use domain::policy::KeyScope;
use std::fmt;

/// An answer that is not a success, before it knows its request.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    pub(crate) kind: ProblemKind,
    pub(crate) problem: Box<Problem>,
    /// Seconds after which trying again may help.
    pub(crate) retry_after: Option<u32>,
}

impl ApiError {
    pub(crate) fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, problem: Box::new(Problem::new(kind, detail)), retry_after: None }
    }

    pub(crate) fn with_faults(kind: ProblemKind, detail: &str, faults: Vec<Fault>) -> Self {
        Self { kind, problem: Box::new(Problem::new(kind, detail).with_faults(faults)), retry_after: None }
    }

    pub(crate) const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The thing has another version by now.
    fn stale(version: i64) -> Self {
        let detail = "It has changed since you read it. Read it again, then decide what you change.";
        let mut stale = Self::new(ProblemKind::PreconditionFailed, detail);
        stale.problem.current_version = Some(version);
        stale
    }

    /// What would be made is there already, under this slug.
    fn exists(detail: String, slug: String) -> Self {
        let mut exists = Self::new(ProblemKind::Conflict, detail);
        exists.problem.existing = Some(slug);
        exists
    }

    /// A key opens nothing. Programs read the code of the fault, people the sentence.
    fn bad_key(fault: app::KeyFault) -> Self {
        let (code, sentence) = match fault {
            app::KeyFault::Unknown => ("key_unknown", "This is not a key of this server.".to_owned()),
            app::KeyFault::Ended => ("key_ended", format!("This key has been ended. {ANOTHER_KEY}")),
            app::KeyFault::Expired(at) => {
                ("key_expired", format!("This key expired on {}. {ANOTHER_KEY}", at.date_naive()))
            }
        };
        let faults = vec![Fault::new("Authorization", code, sentence.clone())];
        Self::with_faults(ProblemKind::Unauthenticated, &sentence, faults)
    }

    /// Faults of a query string.
    pub(crate) fn bad_query(faults: Vec<Fault>) -> Self {
        Self::with_faults(ProblemKind::Malformed, "Some parameters cannot be read; `errors` says which.", faults)
    }
}

impl From<app::Error> for ApiError {
    fn from(error: app::Error) -> Self {
        use ProblemKind as Kind;
        match error {
            app::Error::SignIn => Self::new(Kind::Unauthenticated, SIGN_IN),
            app::Error::Key(fault) => Self::bad_key(fault),
            app::Error::KeyLacks(scope) => Self::new(Kind::Forbidden, key_lacks(scope)),
            app::Error::WrongCredentials => {
                Self::new(Kind::WrongCredentials, "Address, password or code is not right.")
            }
            app::Error::SecondFactorAsked => Self::new(Kind::SecondFactorRequired, SECOND_FACTOR_ASKED),
            app::Error::SecondFactorFirst => Self::new(Kind::Forbidden, SECOND_FACTOR_FIRST),
            app::Error::Denied => Self::new(Kind::Forbidden, "You may not do this."),
            app::Error::Hidden => Self::new(Kind::NotFound, "There is nothing at this address."),
            app::Error::Missing(detail) => Self::new(Kind::NotFound, detail),
            app::Error::Malformed(faults) => Self::bad_query(faults),
            app::Error::Broken(faults) => Self::with_faults(Kind::Invalid, BROKEN, faults),
            app::Error::Conflict(detail) => Self::new(Kind::Conflict, detail),
            app::Error::Exists(detail, slug) => Self::exists(detail, slug),
            app::Error::Stale(version) => Self::stale(version),
            app::Error::StillRunning => Self::new(Kind::StillRunning, STILL_RUNNING).retry_after(1),
            app::Error::KeyReused => Self::new(Kind::KeyReused, KEY_REUSED),
            app::Error::Busy => Self::new(Kind::Unavailable, BUSY).retry_after(1),
            app::Error::Unavailable(detail) => {
                Self::new(Kind::Unavailable, format!("{detail} Try again in a moment.")).retry_after(2)
            }
            app::Error::Full => Self::new(Kind::StorageFull, FULL),
            app::Error::Internal(detail) => {
                tracing::error!(%detail, "a request failed inside");
                Self::new(Kind::Internal, "The fault is ours. Quote the request id when you report it.")
            }
        }
    }
}

const SIGN_IN: &str = "Sign in first, or again: what you sent is not (or no longer) good.";
const ANOTHER_KEY: &str = "Ask who leads your organisation for another one.";
const SECOND_FACTOR_ASKED: &str =
    "The password is right. Send it again with `code`: six digits of your authenticator, or a recovery code.";
const SECOND_FACTOR_FIRST: &str = "Your role needs a second factor. Set one up in your account, then sign in again.";
const BROKEN: &str = "Some values are not right; `errors` says which.";
const STILL_RUNNING: &str = "A request with this idempotency key is still running. Ask again in a moment.";
const KEY_REUSED: &str = "This idempotency key was used for another request within the last day. Use a new one.";
const BUSY: &str = "Too much is asked for at once. Try again in a moment.";
const FULL: &str = "The disk of the server is full: reading works, writing does not, and nothing of this request was kept. Send it again once whoever runs the server has made room.";

fn key_lacks(scope: Option<KeyScope>) -> String {
    match scope {
        Some(scope) => format!("This key lacks the scope `{scope}`. {ANOTHER_KEY}"),
        None => "No key may do this. It is for people who sign in.".to_owned(),
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.detail)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Only a status: the layer `problems` writes the body, because it knows the request's id.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
