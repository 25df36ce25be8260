//! Who belongs to an organisation, and what was reported to it.

use super::{PERSONS, Row, row};
use serde_json::json;

/// What may not be decided may not be seen either: a row each for what is there and what is not.
pub(super) fn rows() -> Vec<Row> {
    let wish = Some(json!({ "city": "accra", "role": "practitioner" }));
    let accepted = || Some(json!({ "decision": "accepted" }));
    let reason = || Some(json!({ "reason": "x" }));
    let decided = [404, 404, 404, 404, 200];
    let nothing = [404; 5];
    vec![
        row("create_membership", "POST /memberships", wish, [401, 201, 201, 201, 201]),
        row("list_memberships", "GET /memberships", None, PERSONS),
        row("get_membership", "GET /memberships/{membership}", None, decided).lead(200),
        row("get_membership", "GET /memberships/{login}", None, nothing),
        row(
            "create_membership_removal",
            "POST /memberships/{membership}/removals",
            reason(),
            [404, 404, 404, 404, 409],
        )
        .lead(409),
        row("create_lead_handover", "POST /memberships/{membership}/lead-handovers", None, [404, 404, 404, 404, 409])
            .lead(409),
        row("create_membership_decision", "POST /memberships/{membership}/decisions", accepted(), decided).lead(409),
        row("create_membership_decision", "POST /memberships/{login}/decisions", accepted(), nothing),
        row("create_membership_removal", "POST /memberships/{login}/removals", reason(), nothing),
        row("create_lead_handover", "POST /memberships/{login}/lead-handovers", None, nothing),
        row("delete_membership", "DELETE /memberships/{membership}", None, nothing),
        row("delete_membership", "DELETE /memberships/{login}", None, nothing),
        row("list_corrections", "GET /corrections", None, PERSONS).machine(200, 403),
        row("get_correction", "GET /corrections/{correction}", None, decided).lead(200).machine(200, 403),
        row("get_correction", "GET /corrections/{login}", None, nothing).machine(404, 403),
        row("create_correction_decision", "POST /corrections/{correction}/decisions", accepted(), decided).lead(409),
        row("create_correction_decision", "POST /corrections/{login}/decisions", accepted(), nothing),
    ]
}
