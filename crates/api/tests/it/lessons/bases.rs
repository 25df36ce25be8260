//! Two drafts of one lesson: what was published meanwhile does not go without a word.

use super::{no, of, pointers, refusal, shown, yes};
use client::IdempotencyKey;
use domain::drafting::DraftStatus;
use domain::lessons::{LessonContent, LessonDraft, LessonDraftUpdate, NewLessonDraft};
use domain::policy::Role;
use serde_json::json;
use test_support::{Person, TestApp};

async fn change(app: &TestApp, person: &Person, slug: &str) -> LessonDraft {
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let new = NewLessonDraft { lesson: Some(slug.to_owned()), content: None };
    person.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap()
}

fn of_year(draft: &LessonDraft, year: i32, base: Option<i32>) -> LessonDraftUpdate {
    LessonDraftUpdate { content: LessonContent { year: Some(year), ..draft.content.clone() }, base }
}

#[tokio::test]
async fn the_second_draft_is_not_published_before_the_first_was_taken_into_account() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let lesson = app.publish(&ana, &editor, "Shade first").await;
    let (first, second) = (change(&app, &ana, &lesson.slug).await, change(&app, &ben, &lesson.slug).await);
    assert_eq!((first.base, first.lesson_revision, first.is_overtaken()), (Some(1), Some(1), false));
    let first = ana.client.update_lesson_draft(first.id, 1, &of_year(&first, 2024, None)).await.unwrap();
    ana.client.create_lesson_draft_submission(first.id).await.unwrap();
    let second = ben.client.update_lesson_draft(second.id, 1, &of_year(&second, 2025, None)).await.unwrap();
    ben.client.create_lesson_draft_submission(second.id).await.unwrap();
    editor.client.create_lesson_draft_decision(first.id, &yes()).await.unwrap();

    let late = editor.client.create_lesson_draft_decision(second.id, &yes()).await;
    assert_eq!(refusal(late), (409, "conflict".to_owned()));
    assert_eq!(shown(&app, "shade-first").await["content"]["year"], json!(2024), "nothing was published");
    let back = editor.client.create_lesson_draft_decision(second.id, &no("Take the year over.")).await.unwrap();
    assert!(back.is_overtaken() && back.status == DraftStatus::Returned, "{back:?}");
    assert_eq!(refusal(ben.client.create_lesson_draft_submission(second.id).await).0, 409, "nor is it sent again");
    let taken = ben.client.update_lesson_draft(second.id, back.version, &of_year(&back, 2025, Some(2))).await.unwrap();
    assert_eq!((taken.base, taken.is_overtaken()), (Some(2), false));
    ben.client.create_lesson_draft_submission(second.id).await.unwrap();
    editor.client.create_lesson_draft_decision(second.id, &yes()).await.unwrap();
    let after = shown(&app, "shade-first").await;
    assert_eq!((&after["content"]["year"], &after["revision"]), (&json!(2025), &json!(3)));
    assert_eq!(app.client().get_lesson_revision(&of(&lesson), 2).await.unwrap().content.year, Some(2024));
}

#[tokio::test]
async fn a_base_is_a_revision_that_there_is() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let lesson = app.publish(&ana, &editor, "Shade first").await;
    let draft = change(&app, &ana, &lesson.slug).await;
    for base in [0, 2] {
        let odd = ana.client.update_lesson_draft(draft.id, 1, &of_year(&draft, 2024, Some(base))).await;
        assert_eq!(pointers(odd), ["/base"], "{base}");
    }
    let new = app.draft(&ana, "Water at noon").await;
    assert_eq!((new.base, new.lesson_revision), (None, None));
    assert_eq!(pointers(ana.client.update_lesson_draft(new.id, 1, &of_year(&new, 2024, Some(1))).await), ["/base"]);
}
