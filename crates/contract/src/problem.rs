//! The one shape of every answer that is not a success: RFC 9457 problem details.

use serde::{Deserialize, Serialize};

/// The kinds of problem, a closed set. Each has a stable address under [`ProblemKind::type_uri`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The request cannot be read: bad JSON, path, query or header.
    Malformed,
    /// The caller has not said who they are.
    Unauthenticated,
    /// Address, password or code is not right.
    WrongCredentials,
    /// The password is right; a code of the second factor is asked for as well.
    SecondFactorRequired,
    /// The caller may not do this (only said of things whose existence is public).
    Forbidden,
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// None of the media types that the caller accepts is available.
    NotAcceptable,
    /// The state of the thing forbids it.
    Conflict,
    /// A request with the same idempotency key is still running.
    StillRunning,
    /// The thing has changed since the caller read it.
    PreconditionFailed,
    /// The body is larger than allowed.
    TooLarge,
    /// The body is of a type that the operation does not read.
    UnsupportedMediaType,
    /// The request can be read and breaks rules; `errors` says which.
    Invalid,
    /// The idempotency key was used before with another body.
    KeyReused,
    /// The operation needs `If-Match`.
    PreconditionRequired,
    /// The caller has used up its budget; wait for `Retry-After` seconds.
    TooManyRequests,
    /// Our fault; the request id helps to find it.
    Internal,
    /// A part of the service is not there for the moment; try again after `Retry-After` seconds.
    Unavailable,
    /// The disk is full: reading works, writing does not.
    StorageFull,
}

impl ProblemKind {
    /// All kinds, for documentation and tests.
    pub const ALL: [Self; 20] = [
        Self::Malformed,
        Self::Unauthenticated,
        Self::WrongCredentials,
        Self::SecondFactorRequired,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::Conflict,
        Self::StillRunning,
        Self::PreconditionFailed,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::KeyReused,
        Self::PreconditionRequired,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
        Self::StorageFull,
    ];

    /// Status, stable code and title.
    const fn parts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Malformed => (400, "malformed", "The request cannot be read"),
            Self::Unauthenticated => (401, "unauthenticated", "Sign in first"),
            Self::WrongCredentials => (401, "wrong_credentials", "This is not right"),
            Self::SecondFactorRequired => (401, "second_factor_required", "A code is asked for as well"),
            Self::Forbidden => (403, "forbidden", "You may not do this"),
            Self::NotFound => (404, "not_found", "There is nothing here"),
            Self::MethodNotAllowed => (405, "method_not_allowed", "This method is not offered here"),
            Self::NotAcceptable => (406, "not_acceptable", "No accepted media type is available"),
            Self::Conflict => (409, "conflict", "The state of the thing forbids it"),
            Self::StillRunning => (409, "still_running", "The same request is still running"),
            Self::PreconditionFailed => (412, "precondition_failed", "It has changed since you read it"),
            Self::TooLarge => (413, "too_large", "The body is too large"),
            Self::UnsupportedMediaType => (415, "unsupported_media_type", "This media type is not read here"),
            Self::Invalid => (422, "invalid", "Some values are not right"),
            Self::KeyReused => (422, "key_reused", "The idempotency key belongs to another request"),
            Self::PreconditionRequired => (428, "precondition_required", "Say which version you change"),
            Self::TooManyRequests => (429, "too_many_requests", "Too many requests"),
            Self::Internal => (500, "internal", "Something went wrong on our side"),
            Self::Unavailable => (503, "unavailable", "The service is not there for the moment"),
            Self::StorageFull => (507, "storage_full", "The disk is full"),
        }
    }

    /// HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.parts().0
    }

    /// Stable code: what programs compare and the app translates.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.parts().1
    }

    /// Short English title, the same for every problem of the kind.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.parts().2
    }

    /// Stable address of the kind, relative to the server: the page there explains it.
    #[must_use]
    pub fn type_uri(self) -> String {
        format!("/docs/problems#{}", self.code())
    }
}

/// What went wrong and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Stable address of the kind of problem.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "/docs/problems#not_found"))]
    pub type_uri: String,
    /// Short title of the kind.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "There is nothing here"))]
    pub title: String,
    /// HTTP status, as in the status line.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599, example = 404))]
    pub status: u16,
    /// Stable code of the kind, for programs.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "not_found"))]
    pub code: String,
    /// What happened and what to do, in a sentence.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "There is no city 'atlantis'."))]
    pub detail: String,
    /// Id of the request, to be quoted when asking for help; also in `X-Request-Id`.
    #[cfg_attr(feature = "openapi", schema(max_length = 80, example = "0190163d-8694-739b-aea5-966c26f8ad91"))]
    pub instance: String,
    /// All faults of the input at once; empty for other problems.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub errors: Vec<Fault>,
    /// With 412: the version that the thing has now; else `null`.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64))]
    pub current_version: Option<i64>,
    /// With 409, where a thing is there already that would be made: its slug; else `null`.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub existing: Option<String>,
}

impl Problem {
    /// A problem of `kind` with its sentence; `instance` is filled in where the request is known.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            type_uri: kind.type_uri(),
            title: kind.title().to_owned(),
            status: kind.status(),
            code: kind.code().to_owned(),
            detail: detail.into(),
            instance: String::new(),
            errors: Vec::new(),
            current_version: None,
            existing: None,
        }
    }

    /// The same problem with its faults.
    #[must_use]
    pub fn with_faults(mut self, faults: Vec<Fault>) -> Self {
        self.errors = faults;
        self
    }
}

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// Where: a JSON Pointer into the body (RFC 6901), or the name of a query parameter.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "/source"))]
    pub pointer: String,
    /// Stable code of the broken rule.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "too_long"))]
    pub code: String,
    /// The rule in words.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Use at most 500 characters."))]
    pub message: String,
}

impl Fault {
    /// A fault at `pointer`.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message: message.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemKind};
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_statuses_are_errors() {
        let codes: BTreeSet<_> = ProblemKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), ProblemKind::ALL.len());
        assert!(ProblemKind::ALL.iter().all(|kind| (400..600).contains(&kind.status())));
    }

    #[test]
    fn serialises_as_rfc_9457_names() {
        let problem = Problem::new(ProblemKind::NotFound, "There is no city 'atlantis'.");
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(json["type"], "/docs/problems#not_found");
        assert_eq!(json["status"], 404);
        assert_eq!(json["errors"], serde_json::json!([]));
        assert!(json["current_version"].is_null());
    }
}
