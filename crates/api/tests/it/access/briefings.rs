//! Briefings: what has gone out is everyone's; what has not is there for editors of the network alone.

use super::{EVERYONE, Row, row};
use domain::briefings::BriefingIssueQuery;
use serde_json::json;
use test_support::Person;

/// The id of the issue that the reference data brought as a draft.
pub(super) async fn issue(editor: &Person) -> String {
    let page = editor.client.list_briefing_issues(&BriefingIssueQuery::default()).await.unwrap();
    page.items[0].id.to_string()
}

/// What is everyone's, and what is not.
pub(super) fn rows() -> Vec<Row> {
    publications().into_iter().chain(issues()).collect()
}

fn publications() -> Vec<Row> {
    let editors = |status| [401, 403, status, 403, 403];
    let publication = json!({
        "title": "Monthly briefing", "language": "en", "layout": "four_drivers", "weekday": "monday", "time": "09:00:00",
        "time_zone": "UTC"
    });
    vec![
        row("list_briefings", "GET /briefings", None, EVERYONE),
        row("get_briefing", "GET /briefings/weekly-briefing", None, EVERYONE),
        row("create_briefing", "POST /briefings", Some(publication), editors(201)),
        row("update_briefing", "PATCH /briefings/weekly-briefing", Some(json!({})), editors(412)),
        row("list_briefing_issues", "GET /briefing-issues", None, EVERYONE),
        row("export_briefing_issues_csv", "GET /briefing-issues.csv", None, EVERYONE),
        row("export_briefing_issues_ndjson", "GET /briefing-issues.ndjson", None, EVERYONE),
        row("export_briefing_issues_xlsx", "GET /briefing-issues.xlsx", None, EVERYONE),
        row("create_briefing_issue", "POST /briefing-issues", Some(json!({})), editors(201)),
    ]
}

/// The row with which the issue goes out comes last: from then on everyone can read it.
fn issues() -> Vec<Row> {
    let hidden = |status| [404, 404, status, 404, 404];
    let at = |method: &str, rest: &str| -> &'static str {
        Box::leak(format!("{method} /briefing-issues/{{issue}}{rest}").into())
    };
    let gone = |method: &str, rest: &str| -> &'static str {
        Box::leak(format!("{method} /briefing-issues/{{login}}{rest}").into())
    };
    let content = || Some(json!({ "content": { "title": "x", "layout": "a_to_d", "language": "en", "sections": [] } }));
    let when = || Some(json!({ "local": "2027-01-14T09:00", "time_zone": "Europe/London" }));
    let empty = || Some(json!({}));
    vec![
        row("get_briefing_issue", at("GET", ""), None, hidden(200)).machine(404, 404),
        row("get_briefing_issue", gone("GET", ""), None, [404; 5]).machine(404, 404),
        row("get_briefing_city_edition", at("GET", "/cities/melbourne"), None, hidden(200)).machine(404, 404),
        row("update_briefing_issue", at("PUT", ""), content(), hidden(412)),
        row("update_briefing_issue", gone("PUT", ""), content(), [404; 5]),
        row("delete_briefing_issue", at("DELETE", ""), None, hidden(412)),
        row("delete_briefing_issue", gone("DELETE", ""), None, [404; 5]),
        row("list_briefing_alternatives", at("GET", "/alternatives?section=key_topic"), None, hidden(200)),
        row("list_briefing_alternatives", gone("GET", "/alternatives?section=key_topic"), None, [404; 5]),
        row("get_briefing_issue_mail", at("GET", "/mail"), None, hidden(200)),
        row("get_briefing_issue_mail", gone("GET", "/mail"), None, [404; 5]),
        row("create_briefing_test_send", at("POST", "/test-sends"), empty(), hidden(202)),
        row("create_briefing_test_send", gone("POST", "/test-sends"), empty(), [404; 5]),
        row("create_briefing_schedule", at("POST", "/schedule"), when(), hidden(200)),
        row("create_briefing_schedule", gone("POST", "/schedule"), when(), [404; 5]),
        row("delete_briefing_schedule", at("DELETE", "/schedule"), None, hidden(200)),
        row("delete_briefing_schedule", gone("DELETE", "/schedule"), None, [404; 5]),
        row("create_briefing_pause", at("POST", "/pause"), None, hidden(409)),
        row("delete_briefing_pause", at("DELETE", "/pause"), None, hidden(409)),
        row("get_briefing_figures", at("GET", "/figures"), None, hidden(200)),
        row("get_briefing_figures", gone("GET", "/figures"), None, [404; 5]),
        row("create_briefing_sending", gone("POST", "/sendings"), None, [404; 5]),
        row("create_briefing_sending", at("POST", "/sendings"), None, hidden(200)),
    ]
}
