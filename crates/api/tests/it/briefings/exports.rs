//! Issues as files: what has gone out, and nothing else, whoever takes them.

use super::{changed, edited, first, sent};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::briefings::{BriefingIssueExportQuery, BriefingIssueQuery, IssueStatus};
use std::io::Cursor;

fn query(raw: &str) -> BriefingIssueExportQuery {
    BriefingIssueExportQuery::parse(raw).unwrap()
}

#[tokio::test]
async fn files_hold_what_has_gone_out_and_no_formula() {
    let (app, editor) = edited().await;
    let all = query("");
    for client in [&app.client(), &editor.client] {
        assert!(client.export_briefing_issues_ndjson(&all).await.unwrap().is_empty(), "a draft is in no file");
        assert_eq!(client.export_briefing_issues_csv(&all).await.unwrap().lines().count(), 1);
    }
    let title = "=HYPERLINK(\"https://example.org\",\"Shade\")";
    let draft = changed(&editor, &first(&editor).await, |content| content.title = title.into()).await;
    sent(&app, &editor, draft.id).await;
    let statuses = vec![IssueStatus::Sending, IssueStatus::Sent];
    let asked = BriefingIssueQuery { statuses, ..BriefingIssueQuery::default() };
    let listed = app.client().list_briefing_issues(&asked).await.unwrap().items;
    assert_eq!(app.client().export_briefing_issues_ndjson(&all).await.unwrap(), listed);
    let csv = app.client().export_briefing_issues_csv(&all).await.unwrap();
    let rows: Vec<_> = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[0][2], &rows[0][5]), (1, "weekly-briefing", format!("'{title}").as_str()));
    let sheet = app.client().export_briefing_issues_xlsx(&all).await.unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(sheet)).unwrap();
    let range = book.worksheet_range("briefing-issues").unwrap();
    assert_eq!(range.get((1, 5)), Some(&Data::String(title.to_owned())), "a text is a text there");
    for (filter, many) in [("briefing=weekly-briefing&language=en", 1), ("language=fr", 0), ("briefing=other", 0)] {
        let found = app.client().export_briefing_issues_ndjson(&query(filter)).await.unwrap();
        assert_eq!(found.len(), many, "{filter}");
    }
    assert_eq!(app.get("/api/v1/briefing-issues.csv?status=sent").send().await.status, 400);
    let accepted = app.get("/api/v1/briefing-issues").header("accept", "text/csv").send().await;
    assert_eq!(accepted.text(), csv, "the list itself as a file");
}
