//! One's own account and logins.

use super::{PERSONS, Row, row};
use serde_json::json;

/// What is asked with a wrong password or code gets as far as that.
pub(super) fn rows() -> Vec<Row> {
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

/// Ends of logins come last: nobody is signed in after them.
pub(super) fn ends() -> Vec<Row> {
    vec![
        row("delete_current_login", "DELETE /auth/logins/current", None, [204; 5]),
        row("delete_my_logins", "DELETE /me/logins", None, [401; 5]),
    ]
}
