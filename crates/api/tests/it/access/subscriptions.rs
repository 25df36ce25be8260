//! Subscriptions: everyone asks for one, and whoever has its word changes it; editors and administrators see who gets
//! mails.

use super::{EVERYONE, Row, row};
use serde_json::json;

pub(super) fn rows() -> Vec<Row> {
    let word = || Some(json!({ "token": "x" }));
    let asked = Some(json!({ "email": "reader@example.org" }));
    let suppressed = Some(json!({ "email": "never@example.org" }));
    let bad_word = [422; 5];
    let editors = |status| [401, 403, status, 403, status];
    vec![
        row("create_subscription", "POST /subscriptions", asked, EVERYONE.map(|_| 202)),
        row("confirm_subscription", "POST /subscriptions/confirmations", word(), bad_word),
        row("open_subscription", "POST /subscriptions/openings", word(), bad_word),
        row("update_subscription", "POST /subscriptions/changes", word(), bad_word),
        row("delete_subscription", "POST /subscriptions/departures", word(), bad_word),
        row("list_subscribers", "GET /subscribers", None, editors(200)),
        row("export_subscribers_csv", "GET /subscribers.csv", None, editors(200)),
        row("get_subscription_figures", "GET /subscription-figures", None, editors(200)),
        // Whoever may is asked next what the body is.
        row("import_subscribers", "POST /subscriber-imports", None, editors(415)),
        row("list_suppressions", "GET /suppressions", None, editors(200)),
        // The editor comes first.
        row("create_suppression", "POST /suppressions", suppressed, [401, 403, 201, 403, 409]),
        row("delete_suppression", "DELETE /suppressions/{login}", None, editors(404)),
        row("create_bounce", "POST /bounces", None, [401, 403, 403, 403, 415]),
    ]
}
