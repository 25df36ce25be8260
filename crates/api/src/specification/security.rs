//! Who must say who they are for an operation, and how: by the policy.

use domain::policy::{Action, Actor, Rule, Thing, may};
use serde_json::{Value, json};

/// How somebody says who they are.
pub(super) fn schemes() -> Value {
    json!({
        "access_token": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "The access token of `POST /auth/logins`, good for ten minutes: for people.",
        },
        "api_key": {
            "type": "http", "scheme": "bearer", "bearerFormat": "c2r_<prefix>_<secret>",
            "description": "A key of `POST /organisations/{organisation}/api-keys`: for machines of organisations. Which scope an operation asks for is said in its description.",
        },
    })
}

/// Who must say who they are, and how. The policy decides; the document says the same.
pub(super) fn secure(operation: &mut Value, action: Option<Action>) {
    operation["security"] = match action {
        Some(action) if is_open(action) => json!([]),
        Some(action) if action.rules().contains(&Rule::Key) => json!([{ "access_token": [] }, { "api_key": [] }]),
        _ => json!([{ "access_token": [] }]),
    };
    if let Some(scope) = action.and_then(Action::key_scope) {
        let said = operation["description"].as_str().unwrap_or_default();
        operation["description"] = json!(format!("{said}\n\nA key needs the scope `{scope}`.").trim());
    }
}

/// Whether everybody may, with or without saying who they are.
pub(super) fn is_open(action: Action) -> bool {
    may(&Actor::Visitor, action, Thing::NONE).is_allowed()
}
