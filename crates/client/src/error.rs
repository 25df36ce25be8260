//! What can go wrong between a question and its answer.

use contract::Problem;

/// Why an operation gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server answered, and says what is wrong.
    #[error("{} ({})", .0.detail, .0.code)]
    Problem(Box<Problem>),
    /// No answer came: the server is not there, the network is down, or it took too long.
    #[error("the server could not be reached: {0}")]
    Transport(String),
    /// An answer came that is not what the contract promises, for example from a proxy in between.
    #[error("the answer (status {status}) could not be read: {reason}")]
    Unreadable {
        /// HTTP status of the answer.
        status: u16,
        /// What was wrong with it.
        reason: String,
    },
}

impl Error {
    /// The problem, where the server stated one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Transport(_) | Self::Unreadable { .. } => None,
        }
    }

    /// HTTP status of the answer; `None` when none came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Transport(_) => None,
            Self::Unreadable { status, .. } => Some(*status),
        }
    }
}

impl From<crate::http::Error> for Error {
    fn from(error: crate::http::Error) -> Self {
        // The address is left out: it may hold what somebody searched for, and ends up in logs.
        Self::Transport(with_causes(&error.without_url()))
    }
}

/// The error and its causes in one line: reqwest's own text leaves out the part that helps.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
