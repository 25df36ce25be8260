//! Briefings: how issues draft themselves, are put in order, and go out.

mod composing;
mod editing;
mod edition;
mod exports;
mod feeds;
mod invisible;
mod mail;
mod publications;
mod schedule;
mod weekly;

use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::briefings::{
    BriefingContent, BriefingIssue, BriefingIssueQuery, BriefingIssueRef, BriefingIssueUpdate, NewBriefingIssue,
};
use domain::policy::Role;
use ids::BriefingIssueId;
use test_support::{Person, TestApp};

const WEEKLY: &str = "weekly-briefing";

async fn edited() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let editor = app.with_role("editor@example.org", Role::Editor).await;
    (app, editor)
}

fn of(id: BriefingIssueId) -> BriefingIssueRef {
    BriefingIssueRef::Id(id)
}

/// The editor so much later: they sign in again, because a token is over after minutes.
async fn later(app: &TestApp, by: TimeDelta) -> Person {
    app.clock.advance(by);
    app.sign_in("editor@example.org").await
}

/// An issue by the rules, and nothing else said.
async fn composed(app: &TestApp, editor: &Person) -> BriefingIssue {
    made(app, editor, &NewBriefingIssue::default()).await
}

async fn made(app: &TestApp, editor: &Person, new: &NewBriefingIssue) -> BriefingIssue {
    app.clock.advance(TimeDelta::milliseconds(1));
    editor.client.create_briefing_issue(&IdempotencyKey::generate(), new).await.unwrap()
}

/// The issue that the reference data brought as a draft.
async fn first(editor: &Person) -> BriefingIssue {
    let page = editor.client.list_briefing_issues(&BriefingIssueQuery::default()).await.unwrap();
    let first = page.items.last().unwrap();
    editor.client.get_briefing_issue(&of(first.id)).await.unwrap()
}

/// Lets an issue go out, to nobody besides.
async fn sent(app: &TestApp, editor: &Person, id: BriefingIssueId) -> BriefingIssue {
    editor.client.create_briefing_sending(&IdempotencyKey::generate(), id).await.unwrap();
    app.work().await;
    editor.client.get_briefing_issue(&of(id)).await.unwrap()
}

/// The issue with what it says changed.
async fn changed(editor: &Person, issue: &BriefingIssue, change: impl FnOnce(&mut BriefingContent)) -> BriefingIssue {
    let mut content = issue.content.clone();
    change(&mut content);
    let update = BriefingIssueUpdate { content };
    editor.client.update_briefing_issue(issue.id, issue.version, &update).await.unwrap()
}
