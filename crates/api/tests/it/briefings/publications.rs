//! Publications: made and changed by editors, and there for everyone with when they come next.

use super::{WEEKLY, edited};
use crate::lessons::{pointers, refusal};
use chrono::NaiveTime;
use client::IdempotencyKey;
use contract::Patch;
use domain::briefings::{BriefingLayout, BriefingQuery, BriefingRef, BriefingUpdate, BriefingWeekday, NewBriefing};
use domain::vocabularies::Language;

fn monthly() -> NewBriefing {
    NewBriefing {
        title: "Heat briefing".into(),
        about: "About *heat*.".into(),
        language: Language::Spanish,
        layout: BriefingLayout::FourDrivers,
        weekday: BriefingWeekday::Monday,
        time: NaiveTime::from_hms_opt(7, 30, 0).unwrap(),
        time_zone: "America/Bogota".into(),
        lessons_per_issue: 8,
        drafts_itself: false,
    }
}

#[tokio::test]
async fn everyone_sees_when_a_publication_comes_next() {
    let (app, editor) = edited().await;
    let key = IdempotencyKey::generate();
    let made = editor.client.create_briefing(&key, &monthly()).await.unwrap();
    assert_eq!(editor.client.create_briefing(&key, &monthly()).await.unwrap(), made, "a key makes one");
    assert_eq!((made.slug.as_str(), made.about_html.as_str()), ("heat-briefing", "<p>About <em>heat</em>.</p>\n"));
    assert_eq!(made.next_at.to_rfc3339(), "2026-11-23T12:30:00+00:00", "half past seven in Bogota");
    let page = app.client().list_briefings(&BriefingQuery::default()).await.unwrap();
    let slugs: Vec<&str> = page.items.iter().map(|briefing| briefing.slug.as_str()).collect();
    assert_eq!(slugs, [WEEKLY, "heat-briefing"]);
    let named = BriefingRef::Slug("heat-briefing".into());
    let change = BriefingUpdate { weekday: Patch::Set(BriefingWeekday::Friday), ..Default::default() };
    let changed = editor.client.update_briefing(&named, 1, &change).await.unwrap();
    assert_eq!((changed.version, changed.weekday), (2, BriefingWeekday::Friday));
    assert_eq!(editor.client.update_briefing(&named, 2, &change).await.unwrap().version, 2, "nothing changed");
    assert_eq!(refusal(editor.client.update_briefing(&named, 1, &change).await).0, 412);
    assert_eq!(app.client().get_briefing(&named).await.unwrap().next_at.to_rfc3339(), "2026-11-27T12:30:00+00:00");
    let nothing = BriefingRef::Slug("nothing".into());
    assert_eq!(refusal(app.client().get_briefing(&nothing).await).0, 404);
}

#[tokio::test]
async fn faults_are_pointed_at() {
    let (_app, editor) = edited().await;
    for (new, expected) in [
        (NewBriefing { title: " ".into(), ..monthly() }, vec!["/title"]),
        (NewBriefing { time_zone: "Mars/Olympus".into(), ..monthly() }, vec!["/time_zone"]),
        (
            NewBriefing { lessons_per_issue: 3, title: "x".repeat(61), ..monthly() },
            vec!["/title", "/lessons_per_issue"],
        ),
    ] {
        let refused = editor.client.create_briefing(&IdempotencyKey::generate(), &new).await;
        assert_eq!(pointers(refused), expected);
    }
}
