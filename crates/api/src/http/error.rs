//! From faults of the use cases to problems. One exhaustive match; nothing else makes a status.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use contract::{Fault, Problem, ProblemKind};
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

    /// Faults of a query string.
    pub(crate) fn bad_query(faults: Vec<Fault>) -> Self {
        Self::with_faults(ProblemKind::Malformed, "Some parameters cannot be read; `errors` says which.", faults)
    }
}

impl From<app::Error> for ApiError {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Denied => Self::new(ProblemKind::Forbidden, "You may not do this."),
            app::Error::Hidden => Self::new(ProblemKind::NotFound, "There is nothing at this address."),
            app::Error::Missing(detail) => Self::new(ProblemKind::NotFound, detail),
            app::Error::Malformed(faults) => Self::bad_query(faults),
            app::Error::Broken(faults) => {
                Self::with_faults(ProblemKind::Invalid, "Some values are not right; `errors` says which.", faults)
            }
            app::Error::StillRunning => Self::new(
                ProblemKind::StillRunning,
                "A request with this idempotency key is still running. Ask again in a moment.",
            )
            .retry_after(1),
            app::Error::KeyReused => Self::new(
                ProblemKind::KeyReused,
                "This idempotency key was used for another request within the last day. Use a new one.",
            ),
            app::Error::Busy => {
                Self::new(ProblemKind::Unavailable, "Too much is being written at once. Try again in a moment.")
                    .retry_after(1)
            }
            app::Error::Unavailable(detail) => {
                Self::new(ProblemKind::Unavailable, format!("{detail} Try again in a moment.")).retry_after(2)
            }
            app::Error::Full => Self::new(
                ProblemKind::StorageFull,
                "The disk of the server is full: reading works, writing does not, and nothing of this request was kept. Send it again once whoever runs the server has made room.",
            ),
            app::Error::Internal(detail) => {
                tracing::error!(%detail, "a request failed inside");
                Self::new(ProblemKind::Internal, "The fault is ours. Quote the request id when you report it.")
            }
        }
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
