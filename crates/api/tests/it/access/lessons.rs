//! Lessons, what cities report of them, and drafts.

use super::{EVERYONE, PERSONS, Row, row};
use serde_json::json;

/// Lessons are everyone's; reports are those of a city's people, links the network's editors'.
pub(super) fn rows() -> Vec<Row> {
    let report = json!({ "city": "melbourne", "result": "worked", "context": "x", "basis": "experience" });
    let link = json!({ "kind": "supports", "lesson": "ahmedabad-heat-plan-with-covid" });
    let members = |status| [401, 403, 403, 403, status];
    let nobodys = [401, 404, 404, 404, 404];
    let (outcome, linked) = ("PATCH /lesson-outcomes/{outcome}", "POST /lessons/{lesson}/links");
    let takes_back = "DELETE /lesson-outcomes/{outcome}";
    let unlinked = "DELETE /lessons/{lesson}/links/ahmedabad-heat-plan-with-covid";
    vec![
        row("list_lessons", "GET /lessons", None, EVERYONE),
        row("export_lessons_csv", "GET /lessons.csv", None, EVERYONE),
        row("export_lessons_ndjson", "GET /lessons.ndjson", None, EVERYONE),
        row("export_lessons_xlsx", "GET /lessons.xlsx", None, EVERYONE),
        row("get_lesson", "GET /lessons/{lesson}", None, EVERYONE),
        row("list_similar_lessons", "GET /similar-lessons?text=heat", None, EVERYONE),
        row("list_lesson_revisions", "GET /lessons/{lesson}/revisions", None, EVERYONE),
        row("get_lesson_revision", "GET /lessons/{lesson}/revisions/1", None, EVERYONE),
        row("get_lesson_revision_diff", "GET /lessons/{lesson}/revisions/1/diff", None, EVERYONE),
        row("list_lesson_outcomes", "GET /lessons/{lesson}/outcomes", None, EVERYONE),
        // The lead is the first of Melbourne to report; who comes after that finds the report.
        row("create_lesson_outcome", "POST /lessons/{lesson}/outcomes", Some(report), members(403))
            .lead(201)
            .member(409),
        row("update_lesson_outcome", outcome, Some(json!({})), members(403)).lead(412).member(412),
        row("update_lesson_outcome", "PATCH /lesson-outcomes/{login}", Some(json!({})), nobodys),
        row("delete_lesson_outcome", takes_back, None, [401, 403, 412, 403, 403]).lead(412).member(412),
        row("delete_lesson_outcome", "DELETE /lesson-outcomes/{login}", None, nobodys),
        row("create_lesson_link", linked, Some(link), [401, 403, 201, 403, 403]),
        row("delete_lesson_link", unlinked, None, [401, 403, 204, 403, 403]),
    ]
}

/// Drafts: what is not one's own is nobody's business but of who reviews, and not before it was sent to them.
pub(super) fn drafts() -> Vec<Row> {
    let title = || json!({ "title": "Shade first", "language": "en" });
    let says = || Some(json!({ "content": title() }));
    let said = || Some(json!({ "text": "x" }));
    let back = || Some(json!({ "decision": "returned", "reason": "x" }));
    let editors = |status| [404, 404, status, 404, 404];
    let at = |method: &str, rest: &str| -> &'static str { Box::leak(format!("{method} /lesson-drafts/{rest}").into()) };
    let mut rows = vec![
        row("create_lesson_draft", "POST /lesson-drafts", says(), [401, 201, 201, 201, 201]),
        row("list_lesson_drafts", "GET /lesson-drafts", None, PERSONS),
        row("get_lesson_draft", at("GET", "{draft}"), None, editors(200)),
        row("update_lesson_draft", at("PUT", "{draft}"), says(), editors(412)),
        row("delete_lesson_draft", at("DELETE", "{draft}"), None, [404; 5]),
        row("create_lesson_draft_comment", at("POST", "{draft}/comments"), said(), editors(201)),
        row("add_lesson_draft_author", at("PUT", "{draft}/authors/{other}"), None, [404; 5]),
        row("remove_lesson_draft_author", at("DELETE", "{draft}/authors/{other}"), None, editors(409)),
        row("create_lesson_draft_submission", at("POST", "{draft}/submissions"), None, [404; 5]),
        row("create_lesson_draft_decision", at("POST", "{draft}/decisions"), back(), editors(200)),
    ];
    for draft in ["{writing}", "{login}"] {
        rows.extend([
            row("get_lesson_draft", at("GET", draft), None, [404; 5]),
            row("update_lesson_draft", at("PUT", draft), says(), [404; 5]),
            row("delete_lesson_draft", at("DELETE", draft), None, [404; 5]),
            row("create_lesson_draft_comment", at("POST", &format!("{draft}/comments")), said(), [404; 5]),
            row("add_lesson_draft_author", at("PUT", &format!("{draft}/authors/{{other}}")), None, [404; 5]),
            row("remove_lesson_draft_author", at("DELETE", &format!("{draft}/authors/{{other}}")), None, [404; 5]),
            row("create_lesson_draft_submission", at("POST", &format!("{draft}/submissions")), None, [404; 5]),
            row("create_lesson_draft_decision", at("POST", &format!("{draft}/decisions")), back(), [404; 5]),
        ]);
    }
    rows
}
