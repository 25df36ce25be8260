//! Fields of answers, by what each operation does.

use domain::policy::Action;
use serde_json::{Map, Value, json};

/// Operations that answer a thing with its validator, beside those that read or change it.
const VALIDATED: [Action; 21] = [
    Action::DeleteMe,
    Action::RestoreMe,
    Action::CreateSuspension,
    Action::DeleteSuspension,
    Action::CreateRoleGrant,
    Action::CreateOrganisationDecision,
    Action::CreateMembershipDecision,
    Action::CreateMembershipRemoval,
    Action::CreateLeadHandover,
    Action::CreateCityProposalDecision,
    Action::CreateLessonDraftSubmission,
    Action::CreateLessonDraftDecision,
    Action::CreateNoteDraftSubmission,
    Action::CreateNoteDraftDecision,
    Action::CreateSavedSearchVisit,
    Action::DeleteLibraryItemFile,
    Action::CreateBriefingSchedule,
    Action::DeleteBriefingSchedule,
    Action::CreateBriefingSending,
    Action::CreateBriefingPause,
    Action::DeleteBriefingPause,
];
/// Operations that make what nobody can read by itself: there is no address to name.
const NOWHERE: [Action; 5] = [
    Action::CreateCorrection,
    Action::CreateLessonOutcome,
    Action::CreateLogin,
    Action::CreateRefresh,
    Action::CreateSuppression,
];

/// Every header that answers refer to.
pub(super) fn components() -> Value {
    let text = |description: &str, longest: u32, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": longest }, "example": example });
    json!({
        "ETag": text("Validator of the answer, for `If-None-Match`.", 100, "\"v1\""),
        "IdempotentReplayed": text("`true` where the answer is the kept one of an earlier request with the same key.", 4, "true"),
        "Location": text("Address of what was made.", 300, "/api/v1/corrections/0190163d-8694-739b-aea5-966c26f8ad91"),
        "RateLimit": text("What is left of your budget, and in how many seconds it is whole again.", 100, "\"reads\";r=1199;t=1"),
        "RateLimitPolicy": text("Your budget.", 100, "\"reads\";q=1200;w=60"),
        "RetryAfter": { "description": "Seconds after which to try again.", "schema": { "type": "integer", "minimum": 0, "maximum": 86400 }, "example": 2 },
        "XRequestId": text("Id of the request; quote it when you ask for help.", 80, "0190163d-8694-739b-aea5-966c26f8ad91"),
    })
}

/// The fields of an answer that is a success. `takes_key`: whether the operation is done once under a key.
pub(super) fn of_success(
    (status, method): (&str, &str),
    (action, takes_key): (Option<Action>, bool),
    response: &Value,
) -> Value {
    let mut headers = common();
    let is_one_of = |actions: &[Action]| action.is_some_and(|action| actions.contains(&action));
    let ends = response["content"].get("text/event-stream").is_none();
    if status == "200" && ends && (matches!(method, "get" | "patch" | "put") || is_one_of(&VALIDATED)) {
        headers.insert("ETag".to_owned(), named("ETag"));
    }
    if status == "201" && !is_one_of(&NOWHERE) {
        headers.insert("Location".to_owned(), named("Location"));
    }
    if takes_key {
        headers.insert("Idempotent-Replayed".to_owned(), named("IdempotentReplayed"));
    }
    Value::Object(headers)
}

/// A header by its name among the components.
pub(super) fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}

/// What every answer carries.
pub(super) fn common() -> Map<String, Value> {
    let names = [("RateLimit", "RateLimit"), ("RateLimit-Policy", "RateLimitPolicy"), ("X-Request-Id", "XRequestId")];
    names.into_iter().map(|(name, component)| (name.to_owned(), named(component))).collect()
}
