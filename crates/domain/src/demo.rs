//! Mails of a demonstration: they reach nobody, and can be read on the machine that shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A mail in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoMailSummary {
    /// Id of the mail.
    #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "0190163d-8694-739b-aea5-966c26f8ad91"))]
    pub id: String,
    /// Whom it is from.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "C2R <c2r@example.org>"))]
    pub from: String,
    /// Whom it is to.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "name@example.org"))]
    pub to: String,
    /// Its subject.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Confirm your e-mail address"))]
    pub subject: String,
    /// When it was written; `null` when it does not say.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A mail with its two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoMail {
    /// What the list says of it.
    pub summary: DemoMailSummary,
    /// Its plain part.
    #[cfg_attr(feature = "openapi", schema(max_length = 1_000_000, example = "Hello!"))]
    pub text: String,
    /// Its HTML part. Show it in a frame without rights (`sandbox`).
    #[cfg_attr(feature = "openapi", schema(max_length = 1_000_000, example = "<p>Hello!</p>"))]
    pub html: String,
}
