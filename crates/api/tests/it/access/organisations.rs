//! Organisations, the doors to them, and one that nobody has verified.

use super::{EVERYONE, Row, expires_at, row};
use serde_json::json;

pub(super) fn rows() -> Vec<Row> {
    let network = Some(json!({ "kind": "network", "name": "A network" }));
    let partner = Some(json!({ "kind": "partner", "partner_kind": "academic", "name": "An institute" }));
    let accepted = Some(json!({ "decision": "accepted" }));
    let administrators = |status| [401, 403, 403, 403, status];
    let at = "PATCH /organisations/{organisation}";
    let decisions = "POST /organisations/{organisation}/decisions";
    let members = "GET /organisations/{organisation}/members";
    vec![
        row("create_organisation", "POST /organisations", network, administrators(201)),
        row("create_organisation", "POST /organisations", partner, [401, 201, 201, 201, 201]),
        row("get_organisation", "GET /organisations/{organisation}", None, EVERYONE),
        row("update_organisation", at, Some(json!({})), administrators(412)).lead(412).machine(412, 403),
        row("create_organisation_decision", decisions, accepted, administrators(409)),
        row("list_organisation_members", members, None, [401, 403, 200, 403, 200])
            .lead(200)
            .member(200)
            .machine(200, 403),
        row("update_city_profile", "PATCH /cities/melbourne/profile", Some(json!({})), administrators(412))
            .lead(412)
            .machine(412, 403),
    ]
}

pub(super) fn doors() -> Vec<Row> {
    let domain = Some(json!({ "domain": "example.org" }));
    let key = Some(json!({ "name": "A machine", "expires_at": expires_at() }));
    let invited = Some(json!({ "email": "new@example.org" }));
    let administrators = |status| [401, 403, 403, 403, status];
    let domains = "/organisations/{organisation}/domains";
    let of = |method: &str, rest: &str| -> &'static str { Box::leak(format!("{method} {domains}{rest}").into()) };
    let invitations = "POST /organisations/{organisation}/invitations";
    let withdrawn = "DELETE /organisations/{organisation}/invitations/{login}";
    let verification = of("POST", "/example.org/verification");
    vec![
        row("list_organisation_domains", of("GET", ""), None, administrators(200))
            .lead(200)
            .member(200)
            .machine(200, 403),
        row("create_organisation_domain", of("POST", ""), domain, administrators(201)).lead(201),
        row("create_domain_verification", verification, None, administrators(200)),
        row("list_waiting_domains", "GET /email-domains", None, administrators(200)),
        row("delete_organisation_domain", of("DELETE", "/example.org"), None, administrators(204)).lead(404),
        row("list_invitations", "GET /organisations/{organisation}/invitations", None, administrators(200)).lead(200),
        row("create_invitation", invitations, invited, administrators(201)).lead(201),
        row("list_api_keys", "GET /organisations/{organisation}/api-keys", None, administrators(200)).lead(200),
        row("create_api_key", "POST /organisations/{organisation}/api-keys", key, administrators(201)).lead(201),
        row("delete_api_key", "DELETE /organisations/{organisation}/api-keys/{login}", None, administrators(404))
            .lead(404),
        row("delete_invitation", withdrawn, None, administrators(404)).lead(404),
    ]
}

/// A partner that nobody has verified is there for its maker and for administrators; for everybody else it is not. What
/// would be its lead's is nobody's yet. The decision comes last: what was verified is private no more.
pub(super) fn private() -> Vec<Row> {
    let hidden = |status| [404, 404, 404, 404, status];
    let written = |status| [401, 404, 404, 404, status];
    let domain = Some(json!({ "domain": "institute.example" }));
    let invited = Some(json!({ "email": "new@example.org" }));
    let accepted = Some(json!({ "decision": "accepted" }));
    let at = "PATCH /organisations/{private}";
    let decisions = "POST /organisations/{private}/decisions";
    let nobodys = |row: Row| row.maker(403).machine(404, 404);
    vec![
        row("get_organisation", "GET /organisations/{private}", None, hidden(200)).maker(200).machine(404, 404),
        nobodys(row("update_organisation", at, Some(json!({})), written(412))),
        nobodys(row("list_organisation_members", "GET /organisations/{private}/members", None, hidden(200))),
        nobodys(row("list_organisation_domains", "GET /organisations/{private}/domains", None, hidden(200))),
        nobodys(row("create_organisation_domain", "POST /organisations/{private}/domains", domain, written(201))),
        nobodys(row("list_invitations", "GET /organisations/{private}/invitations", None, hidden(200))),
        nobodys(row("create_invitation", "POST /organisations/{private}/invitations", invited, written(201))),
        nobodys(row("list_api_keys", "GET /organisations/{private}/api-keys", None, hidden(200))),
        row("create_organisation_decision", decisions, accepted, [401, 403, 403, 403, 200]),
    ]
}
