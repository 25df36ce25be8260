//! What administrators keep: accounts, their roles, the audit log and the jobs.

use super::{Row, row};
use serde_json::json;

const ADMINISTRATORS: [u16; 5] = [401, 403, 403, 403, 200];
/// What only administrators may do, to somebody who is not there any more.
const GONE: [u16; 5] = [401, 403, 403, 403, 404];

pub(super) fn rows() -> Vec<Row> {
    let expert = || Some(json!({ "role": "expert" }));
    vec![
        row("list_accounts", "GET /accounts", None, ADMINISTRATORS),
        row("get_account", "GET /accounts/{own}", None, [404, 200, 200, 200, 200]),
        row("get_account", "GET /accounts/{other}", None, [404, 404, 404, 404, 200]),
        row("get_account", "GET /accounts/{login}", None, [404; 5]),
        row("create_role_grant", "POST /accounts/{other}/roles", expert(), ADMINISTRATORS),
        row("delete_role_grant", "DELETE /accounts/{other}/roles/expert", None, [401, 403, 403, 403, 204]),
        row("create_suspension", "POST /accounts/{other}/suspension", Some(json!({ "reason": "x" })), ADMINISTRATORS),
        row("delete_suspension", "DELETE /accounts/{other}/suspension", None, ADMINISTRATORS),
        row("get_account", "GET /accounts/{gone}", None, [404; 5]),
        row("create_role_grant", "POST /accounts/{gone}/roles", expert(), GONE),
        row("delete_role_grant", "DELETE /accounts/{gone}/roles/expert", None, GONE),
        row("create_suspension", "POST /accounts/{gone}/suspension", Some(json!({ "reason": "x" })), GONE),
        row("delete_suspension", "DELETE /accounts/{gone}/suspension", None, GONE),
        row("explain_permission", "GET /permissions?operation=get_me&account={gone}", None, GONE),
        row("explain_permission", "GET /permissions?operation=get_me", None, ADMINISTRATORS),
        row("list_audit_log", "GET /audit-log", None, ADMINISTRATORS),
        row("export_audit_log_csv", "GET /audit-log.csv", None, ADMINISTRATORS),
        row("list_jobs", "GET /jobs", None, ADMINISTRATORS),
        row("create_job_retry", "POST /jobs/{login}/retries", None, [401, 403, 403, 403, 404]),
    ]
}
