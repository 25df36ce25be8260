//! The draft of a week makes itself once, over clocks that are put back and years that end.

use super::{WEEKLY, edited, later, of};
use chrono::TimeDelta;
use contract::Patch;
use domain::briefings::{BriefingIssueQuery, BriefingRef, BriefingUpdate};
use std::collections::BTreeSet;
use test_support::{Person, TestApp};

/// What house-keeping and the workers do together.
async fn a_turn(app: &TestApp) -> usize {
    let given = app::briefings::schedule_weekly_drafts(&app.ctx).await.unwrap();
    app.work().await;
    given
}

async fn slugs(editor: &Person) -> Vec<String> {
    let query = BriefingIssueQuery { limit: Some(100), ..Default::default() };
    let page = editor.client.list_briefing_issues(&query).await.unwrap();
    page.items.into_iter().map(|issue| issue.slug).collect()
}

#[tokio::test]
async fn each_week_has_one_draft() {
    let (app, editor) = edited().await;
    // The first one came with the reference data, for the Thursday of this week.
    assert_eq!(slugs(&editor).await, ["weekly-briefing-2026-11-26"]);
    for _ in 0..3 {
        assert_eq!(a_turn(&app).await, 0, "two days before, and once");
        app.clock.advance(TimeDelta::hours(12));
    }
    // Seven weeks in steps of some hours, over the end of the year.
    for _ in 0..(7 * 7 * 24 / 10) {
        app.clock.advance(TimeDelta::hours(10));
        a_turn(&app).await;
    }
    let editor = later(&app, TimeDelta::zero()).await;
    let found = slugs(&editor).await;
    let once: BTreeSet<&String> = found.iter().collect();
    assert_eq!((once.len(), found.len()), (7, 7), "{found:?}");
    for day in ["2026-12-31", "2027-01-07"] {
        assert!(found.contains(&format!("weekly-briefing-{day}")), "{found:?}");
    }
}

#[tokio::test]
async fn what_an_editor_throws_away_does_not_come_back() {
    let (app, _) = edited().await;
    let editor = later(&app, TimeDelta::days(9)).await;
    assert_eq!(a_turn(&app).await, 1);
    let page = editor.client.list_briefing_issues(&BriefingIssueQuery::default()).await.unwrap();
    let draft = editor.client.get_briefing_issue(&of(page.items[0].id)).await.unwrap();
    assert_eq!(draft.slug, "weekly-briefing-2026-12-03");
    editor.client.delete_briefing_issue(draft.id, draft.version).await.unwrap();
    assert_eq!(a_turn(&app).await, 0);
    assert!(!slugs(&editor).await.contains(&draft.slug));
}

#[tokio::test]
async fn a_publication_may_leave_it_to_its_editors() {
    let (app, editor) = edited().await;
    let never = BriefingUpdate { drafts_itself: Patch::Set(false), ..Default::default() };
    editor.client.update_briefing(&BriefingRef::Slug(WEEKLY.into()), 1, &never).await.unwrap();
    app.clock.advance(TimeDelta::days(9));
    assert_eq!(a_turn(&app).await, 0);
}
