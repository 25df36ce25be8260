//! What a demonstration wrote of lessons goes with it, and what somebody real has worked on since stays.

use super::removed::{demo, removed, shown};
use app::identity::DemoTrace;
use client::IdempotencyKey;
use contract::Patch;
use domain::drafting::{DraftDecision, DraftStatus, DraftVerdict, NewDraftComment};
use domain::lessons::{LessonLinkKind, LessonOutcomeUpdate, LessonRef, NewLessonLink, OutcomeQuery, OutcomeResult};
use domain::live::ThingKind;
use domain::policy::{Action, Role};
use serde_json::json;
use test_support::{Person, TestApp};

const ROOFS: &str = "ahmedabad-cool-roofs";
const PLAN: &str = "ahmedabad-heat-plan-with-covid";

fn slug(slug: &str) -> LessonRef {
    LessonRef::Slug(slug.to_owned())
}

async fn status(app: &TestApp, slug: &str) -> (u16, String) {
    let answer = app.get(&format!("/api/v1/lessons/{slug}")).send().await;
    let status = answer.json()["status"].as_str().unwrap_or_default().to_owned();
    (answer.status, status)
}

async fn replace(editor: &Person, by: &str, lesson: &str) {
    let new = NewLessonLink { kind: LessonLinkKind::Supersedes, lesson: lesson.to_owned(), note: None };
    editor.client.create_lesson_link(&slug(by), &new).await.unwrap();
}

#[tokio::test]
async fn lessons_reports_links_and_remarks_of_a_demonstration_are_taken_back() {
    let app = shown().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let (author, editor, lead) =
        (demo(&app, "practitioner").await, demo(&app, "editor").await, demo(&app, "city-lead").await);
    let lesson = app.publish(&author, &editor, "Shade for show").await;
    let own = app.draft(&author, "Trees for show").await;
    let report = app.tried(&lead, &slug(ROOFS), ("melbourne", OutcomeResult::DidNotWork)).await;
    replace(&editor, ROOFS, PLAN).await;
    let real = app.submit(&ana, "Water at noon").await;
    let remark = NewDraftComment { field: None, text: "For show.".to_owned() };
    editor.client.create_lesson_draft_comment(&IdempotencyKey::generate(), real.id, &remark).await.unwrap();
    let back = DraftDecision { decision: DraftVerdict::Returned, reason: Some("For show.".to_owned()) };
    editor.client.create_lesson_draft_decision(real.id, &back).await.unwrap();
    assert_eq!(status(&app, PLAN).await.1, "superseded");

    let gone = removed(&app).await;
    let name = |slug: &str| gone.taken_back.iter().any(|trace| *trace == DemoTrace::Lesson(slug.to_owned()));
    assert!(name(&lesson.slug) && gone.taken_back.contains(&DemoTrace::Outcome(report.id)), "{gone:?}");
    assert!(gone.taken_back.iter().any(|trace| matches!(trace, DemoTrace::Link(..))), "{gone:?}");
    let deed = DemoTrace::Deed(Action::CreateLessonDraftDecision, ThingKind::LessonDraft, real.id.as_uuid());
    assert_eq!(gone.kept, [deed], "what was before that is not known");
    assert_eq!((status(&app, &lesson.slug).await.0, status(&app, PLAN).await.1.as_str()), (404, "published"));
    let roofs = app.get(&format!("/api/v1/lessons/{ROOFS}")).send().await.json();
    assert_eq!((&roofs["contested"], &roofs["outcomes"]["did_not_work"]), (&json!(false), &json!(0)));
    assert_eq!(app.client().list_lesson_outcomes(&slug(ROOFS), &OutcomeQuery::default()).await.unwrap().items, []);
    let left = ana.client.get_lesson_draft(real.id).await.unwrap();
    assert_eq!((left.status, left.comments.len()), (DraftStatus::Returned, 0));
    assert_eq!(app.database.count("lesson_drafts").await, 1, "{} went with who wrote it", own.id);
    let again = removed(&app).await;
    assert_eq!((again.taken_back.len(), again.kept), (0, gone.kept));
}

#[tokio::test]
async fn what_somebody_real_has_tried_or_changed_since_stays() {
    let app = shown().await;
    let (author, editor, lead) =
        (demo(&app, "practitioner").await, demo(&app, "editor").await, demo(&app, "city-lead").await);
    let real = app.sign_up("real@example.org", "Rea").await;
    let asked = app.ask_to_join(&real, "melbourne", domain::policy::MembershipRole::Practitioner).await;
    let yes =
        domain::memberships::MembershipDecision { decision: domain::organisations::Verdict::Accepted, reason: None };
    lead.client.create_membership_decision(asked.id, &yes).await.unwrap();
    let lesson = app.publish(&author, &editor, "Shade for show").await;
    app.tried(&real, &slug(&lesson.slug), ("melbourne", OutcomeResult::Worked)).await;
    let report = app.tried(&lead, &slug(ROOFS), ("melbourne", OutcomeResult::Worked)).await;
    let change = LessonOutcomeUpdate { year: Patch::Set(2026), ..LessonOutcomeUpdate::default() };
    real.client.update_lesson_outcome(report.id, report.version, &change).await.unwrap();
    let real_editor = app.with_role("ed@example.org", Role::Editor).await;
    replace(&real_editor, PLAN, ROOFS).await;

    let gone = removed(&app).await;
    for deed in [
        DemoTrace::Deed(Action::CreateLessonOutcome, ThingKind::LessonOutcome, report.id.as_uuid()),
        DemoTrace::Deed(Action::CreateLessonDraftDecision, ThingKind::Lesson, lesson.id.as_uuid()),
    ] {
        assert!(gone.kept.contains(&deed), "{deed} in {gone:?}");
    }
    assert_eq!(status(&app, &lesson.slug).await, (200, "published".to_owned()));
    assert_eq!(status(&app, ROOFS).await.1, "superseded", "a link of somebody real stays");
    let left = app.client().list_lesson_outcomes(&slug(ROOFS), &OutcomeQuery::default()).await.unwrap().items;
    assert_eq!((left.len(), left[0].person.clone()), (1, None));
}
