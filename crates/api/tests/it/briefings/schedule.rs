//! An issue goes out at its time, in its time zone, whatever clocks do.

use super::{changed, edited, first, later, of};
use crate::lessons::{problem, refusal};
use chrono::TimeDelta;
use domain::briefings::{BriefingIssue, ClockChoice, IssueStatus, NewBriefingSchedule};
use test_support::Person;

fn at(local: &str, zone: &str) -> NewBriefingSchedule {
    NewBriefingSchedule { local: local.into(), time_zone: zone.into(), choice: None }
}

/// Where and why a schedule is refused.
async fn refused(editor: &Person, issue: &BriefingIssue, new: &NewBriefingSchedule) -> (String, String, String) {
    let problem = problem(editor.client.create_briefing_schedule(issue.id, new).await.unwrap_err());
    let fault = &problem.errors[0];
    (fault.pointer.to_string(), fault.code.to_string(), fault.message.to_string())
}

#[tokio::test]
async fn what_clocks_do_is_told() {
    let (_app, editor) = edited().await;
    let draft = first(&editor).await;
    let (pointer, code, message) = refused(&editor, &draft, &at("2027-03-28T01:30", "Europe/London")).await;
    assert_eq!((pointer.as_str(), code.as_str()), ("/local", "time_does_not_exist"));
    assert!(message.contains("2027-03-28T02:00"), "{message}");
    let twice = at("2027-10-31T01:30", "Europe/London");
    assert_eq!(refused(&editor, &draft, &twice).await.1, "time_is_twice");
    let later = NewBriefingSchedule { choice: Some(ClockChoice::Later), ..twice.clone() };
    let issue = editor.client.create_briefing_schedule(draft.id, &later).await.unwrap();
    assert_eq!(issue.scheduled_at.unwrap().to_rfc3339(), "2027-10-31T01:30:00+00:00");
    let earlier = NewBriefingSchedule { choice: Some(ClockChoice::Earlier), ..twice };
    let issue = editor.client.create_briefing_schedule(draft.id, &earlier).await.unwrap();
    assert_eq!(issue.scheduled_at.unwrap().to_rfc3339(), "2027-10-31T00:30:00+00:00");
    assert_eq!((issue.status, issue.time_zone.as_deref()), (IssueStatus::Scheduled, Some("Europe/London")));
    for (new, code) in [
        (at("2026-11-22T09:30", "UTC"), "in_the_past"),
        (at("2027-01-14T09:00", "Mars/Olympus"), "unknown_value"),
        (at("14 January", "UTC"), "not_a_time"),
    ] {
        assert_eq!(refused(&editor, &draft, &new).await.1, code);
    }
    let draft = editor.client.delete_briefing_schedule(draft.id).await.unwrap();
    assert_eq!((draft.status, draft.scheduled_at), (IssueStatus::Draft, None));
    assert_eq!(refusal(editor.client.delete_briefing_schedule(draft.id).await).0, 409);
}

#[tokio::test]
async fn it_goes_out_when_its_time_has_come_and_not_before() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    editor.client.create_briefing_schedule(draft.id, &at("2026-11-23T09:00", "UTC")).await.unwrap();
    // Put off: the time that was chosen first goes by.
    let put_off = editor.client.create_briefing_schedule(draft.id, &at("2026-11-24T09:00", "UTC")).await.unwrap();
    // What is changed while it waits is what goes out.
    let changed = changed(&editor, &put_off, |content| content.title = "Changed at the last minute".into()).await;
    assert_eq!(changed.status, IssueStatus::Scheduled);
    let editor = later(&app, TimeDelta::hours(24)).await;
    app.work().await;
    let waits = editor.client.get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!(waits.status, IssueStatus::Scheduled);
    app.clock.advance(TimeDelta::hours(24));
    app.work().await;
    let gone = app.client().get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!((gone.status, gone.number), (IssueStatus::Sent, Some(1)));
    assert_eq!(gone.content.title, "Changed at the last minute");
}

#[tokio::test]
async fn what_was_taken_back_does_not_go_out() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    editor.client.create_briefing_schedule(draft.id, &at("2026-11-23T09:00", "UTC")).await.unwrap();
    editor.client.delete_briefing_schedule(draft.id).await.unwrap();
    let editor = later(&app, TimeDelta::days(2)).await;
    app.work().await;
    let still = editor.client.get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!(still.status, IssueStatus::Draft);
}
