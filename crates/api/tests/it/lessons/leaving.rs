//! What somebody wrote of lessons is theirs to take away, and loses their name when they go.

use super::{let_in, of, shown, slug};
use client::IdempotencyKey;
use contract::Patch;
use domain::drafting::NewDraftComment;
use domain::identity::{AccountUpdate, SecondFactorRemoval};
use domain::lessons::{LessonDraft, LessonName, OutcomeQuery, OutcomeResult, RevisionQuery};
use domain::policy::{Action, Role};
use test_support::{PASSWORD, Person, TestApp};

/// The lesson that Melbourne reports about.
const TRIED: &str = "ahmedabad-cool-roofs";

async fn say((app, person): (&TestApp, &Person), draft: &LessonDraft, text: &str) {
    // Ids are sorted by the moment in which they were made.
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let (key, new) = (IdempotencyKey::generate(), NewDraftComment { field: None, text: text.to_owned() });
    person.client.create_lesson_draft_comment(&key, draft.id, &new).await.unwrap();
}

/// What Anastasia, an editor who works for Melbourne, wrote beside what others did.
struct Written {
    anastasia: Person,
    editor: Person,
    /// A lesson of hers that was published.
    lesson: LessonName,
    /// A draft of Benedict's.
    bens: LessonDraft,
}

async fn written(app: &TestApp) -> Written {
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ben = app.sign_up("ben@example.org", "Benedict").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let anastasia = app.with_role("anastasia@example.org", Role::Editor).await;
    let rename = AccountUpdate { name: Patch::Set("Anastasia".to_owned()), ..AccountUpdate::default() };
    anastasia.client.update_me(anastasia.account.version, &rename).await.unwrap();
    let_in(app, &lead, &anastasia, "melbourne").await;
    let lesson = app.publish(&anastasia, &editor, "Shade first").await;
    app.tried(&anastasia, &slug(TRIED), ("melbourne", OutcomeResult::Worked)).await;
    let own = app.submit(&anastasia, "Water at noon").await;
    let bens = app.submit(&ben, "Trees").await;
    say((app, &editor), &own, "Say how much.").await;
    say((app, &anastasia), &own, "A lot.").await;
    say((app, &anastasia), &bens, "Which trees?").await;
    Written { anastasia, editor, lesson, bens }
}

#[tokio::test]
async fn it_is_exported_without_the_names_of_others() {
    let app = TestApp::start().await;
    let Written { anastasia, editor, lesson, .. } = written(&app).await;
    let export = anastasia.client.export_me().await.unwrap();
    assert_eq!(export.lessons.iter().map(|one| one.id).collect::<Vec<_>>(), [lesson.id]);
    let titles: Vec<&str> = export.lesson_drafts.iter().map(|draft| draft.content.title.as_str()).collect();
    assert_eq!(titles, ["Water at noon", "Shade first"], "the last begun first");
    let said = export.lesson_drafts[0].comments.iter();
    let said: Vec<(&str, bool)> = said.map(|said| (said.text.as_str(), said.person.is_some())).collect();
    assert_eq!(said, [("Say how much.", false), ("A lot.", true)], "who else said something is not told");
    let own: Vec<&str> = export.lesson_draft_comments.iter().map(|said| said.text.as_str()).collect();
    assert_eq!(own, ["Which trees?", "A lot."]);
    let reports: Vec<&str> = export.lesson_outcomes.iter().map(|report| report.city.slug.as_str()).collect();
    assert_eq!(reports, ["melbourne"]);
    assert!(export.lesson_outcomes[0].context_html.contains("<em>two</em>"));
    assert!(export.done_by_others.iter().any(|line| line.action == Action::CreateLessonDraftDecision));
    let whole = anastasia.client.export_me_text().await.unwrap();
    for of_another in ["ed@example.org", "Benedict", &editor.account.id.to_string()] {
        assert!(!whole.contains(of_another), "{of_another}: {whole}");
    }
}

#[tokio::test]
async fn drafts_go_with_the_account_and_the_rest_stays_by_nobody() {
    let app = TestApp::start().await;
    let Written { anastasia, lesson, bens, .. } = written(&app).await;
    assert_eq!(shown(&app, "shade-first").await["authors"][0]["name"], "Anastasia");
    app.work().await;
    anastasia.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.work().await;
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    for table in app.database.tables().await {
        assert!(!app.database.dump(&table).await.to_lowercase().contains("anastasia"), "{table}");
    }
    assert_eq!(app.database.count("lesson_drafts").await, 1, "theirs are gone, another's stays");
    let ben = app.sign_in("ben@example.org").await;
    let left = ben.client.get_lesson_draft(bens.id).await.unwrap();
    assert_eq!((left.comments.len(), left.comments[0].person.clone()), (1, None), "what was said stays");
    let reports = app.client().list_lesson_outcomes(&slug(TRIED), &OutcomeQuery::default()).await.unwrap().items;
    assert_eq!((reports.len(), reports[0].person.clone()), (1, None), "the city's report stays");
    let authors = shown(&app, "shade-first").await["authors"].clone();
    assert_eq!(authors, serde_json::json!([]), "the lesson stays");
    let revisions = app.client().list_lesson_revisions(&of(&lesson), &RevisionQuery::default()).await.unwrap().items;
    assert!(revisions[0].authors.is_empty());
}
