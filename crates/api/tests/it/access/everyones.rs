//! What anyone may ask for, whoever they are.

use super::{EVERYONE, Row, row};
use serde_json::json;
use test_support::PASSWORD;

pub(super) fn rows() -> Vec<Row> {
    let correction = json!({ "city": "melbourne", "fact": "shocks", "value": "x", "source": "https://example.org/" });
    let registration = json!({ "email": "new@example.org", "password": PASSWORD, "name": "New" });
    let login = json!({ "email": "nobody@example.org", "password": PASSWORD });
    vec![
        row("list_vocabularies", "GET /vocabularies", None, EVERYONE),
        row("get_vocabulary", "GET /vocabularies/shocks", None, EVERYONE),
        row("list_cities", "GET /cities", None, EVERYONE),
        row("export_cities_csv", "GET /cities.csv", None, EVERYONE),
        row("export_cities_geojson", "GET /cities.geojson", None, EVERYONE),
        row("get_city", "GET /cities/melbourne", None, EVERYONE),
        row("list_similar_cities", "GET /cities/melbourne/similar", None, EVERYONE),
        row("create_correction", "POST /corrections", Some(correction), [201; 5]),
        row("search_everything", "GET /search?q=heat", None, EVERYONE),
        row("create_markdown_preview", "POST /markdown/previews", Some(json!({ "text": "*a*" })), EVERYONE),
        row("list_changes", "GET /changes", None, EVERYONE),
        row("stream_changes", "GET /stream", None, EVERYONE),
        row("create_registration", "POST /auth/registrations", Some(registration), [202; 5]),
        row("create_confirmation", "POST /auth/confirmations", Some(json!({ "token": "x" })), [422; 5]),
        row("create_login", "POST /auth/logins", Some(login), [401; 5]).machine(401, 401),
        row("create_refresh", "POST /auth/refreshes", Some(json!({ "refresh_token": "x" })), [401; 5])
            .machine(401, 401),
        row("create_password_reset", "POST /auth/password-resets", Some(json!({ "email": "a@example.org" })), [202; 5]),
        row(
            "complete_password_reset",
            "POST /auth/password-resets/completions",
            Some(json!({ "token": "x", "password": PASSWORD })),
            [422; 5],
        ),
        row("create_password_check", "POST /auth/password-checks", Some(json!({ "password": PASSWORD })), EVERYONE),
        row("get_jwks", "GET /auth/jwks", None, EVERYONE),
        row("list_organisations", "GET /organisations", None, EVERYONE),
        row("open_invitation", "POST /invitations/openings", Some(json!({ "token": "x" })), [422; 5]),
        row("decline_invitation", "POST /invitations/refusals", Some(json!({ "token": "x" })), [422; 5]),
        row("get_city_profile", "GET /cities/melbourne/profile", None, EVERYONE),
        row("confirm_email_change", "POST /auth/email-changes/confirmations", Some(json!({ "token": "x" })), [422; 5]),
        row("cancel_email_change", "POST /auth/email-changes/cancellations", Some(json!({ "token": "x" })), [422; 5]),
        row("get_person", "GET /people/{other}", None, EVERYONE),
        row("list_demo_mails", "GET /demo/mails", None, EVERYONE),
        row("get_demo_mail", "GET /demo/mails/{mail}", None, EVERYONE),
    ]
}
