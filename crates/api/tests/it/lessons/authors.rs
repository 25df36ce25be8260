//! Writing a lesson together.

use super::{refusal, shown, subjects, yes};
use domain::drafting::{DraftQuery, DraftStatus, MAX_AUTHORS};
use domain::identity::{PermissionQuery, SecondFactorRemoval};
use domain::lessons::LessonDraftUpdate;
use domain::policy::{Action, Role, Rule};
use ids::AccountId;
use test_support::{PASSWORD, Person, TestApp, lesson};

async fn sees(person: &Person) -> usize {
    let own = DraftQuery { own: true, ..DraftQuery::default() };
    person.client.list_lesson_drafts(&own).await.unwrap().items.len()
}

fn change(title: &str) -> LessonDraftUpdate {
    LessonDraftUpdate { content: lesson(title), base: None }
}

#[tokio::test]
async fn who_is_added_writes_as_the_lead_does_and_hears_of_it() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let eva = app.sign_up("eva@example.org", "Eva").await;
    let draft = app.draft(&ana, "Shade first").await;
    app.work().await;
    assert_eq!((sees(&ben).await, refusal(ben.client.get_lesson_draft(draft.id).await).0), (0, 404));
    let with = ana.client.add_lesson_draft_author(draft.id, ben.account.id).await.unwrap();
    let names: Vec<&str> = with.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Ben"]);
    let again = ana.client.add_lesson_draft_author(draft.id, ben.account.id).await.unwrap();
    assert_eq!(again, with, "done again it changes nothing");
    app.work().await;
    assert_eq!(subjects(&app, "ben@example.org").last().unwrap(), "You can write this lesson: Shade first");

    assert_eq!(sees(&ben).await, 1);
    let changed = ben.client.update_lesson_draft(draft.id, with.version, &change("Shade at noon")).await.unwrap();
    assert_eq!(changed.content.title, "Shade at noon");
    // What decides about it is the lead's alone.
    assert_eq!(refusal(ben.client.create_lesson_draft_submission(draft.id).await).0, 404);
    assert_eq!(refusal(ben.client.delete_lesson_draft(draft.id, changed.version).await).0, 404);
    assert_eq!(refusal(ben.client.add_lesson_draft_author(draft.id, eva.account.id).await).0, 404);
    assert_eq!(refusal(ben.client.remove_lesson_draft_author(draft.id, ana.account.id).await).0, 409);
    assert_eq!(refusal(eva.client.remove_lesson_draft_author(draft.id, ben.account.id).await).0, 404);
}

#[tokio::test]
async fn who_is_taken_off_or_goes_sees_it_no_more() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let eva = app.sign_up("eva@example.org", "Eva").await;
    let draft = app.draft(&ana, "Shade first").await;
    for person in [&ben, &eva] {
        ana.client.add_lesson_draft_author(draft.id, person.account.id).await.unwrap();
    }
    ana.client.remove_lesson_draft_author(draft.id, ben.account.id).await.unwrap();
    eva.client.remove_lesson_draft_author(draft.id, eva.account.id).await.unwrap();
    for person in [&ben, &eva] {
        assert_eq!((sees(person).await, refusal(person.client.get_lesson_draft(draft.id).await).0), (0, 404));
    }
    assert_eq!(refusal(ana.client.remove_lesson_draft_author(draft.id, ben.account.id).await).0, 404);
    assert_eq!(refusal(ana.client.remove_lesson_draft_author(draft.id, ana.account.id).await).0, 404, "a lead leads");
}

#[tokio::test]
async fn nobody_is_added_who_is_not_there_and_not_too_many() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let draft = app.draft(&ana, "Shade first").await;
    let nobody: AccountId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
    assert_eq!(refusal(ana.client.add_lesson_draft_author(draft.id, nobody).await).0, 404);
    for number in 1..MAX_AUTHORS {
        let other = app.sign_up(&format!("p{number}@example.org"), "P").await;
        ana.client.add_lesson_draft_author(draft.id, other.account.id).await.unwrap();
    }
    let one_more = app.sign_up("more@example.org", "More").await;
    assert_eq!(refusal(ana.client.add_lesson_draft_author(draft.id, one_more.account.id).await).0, 409);
}

#[tokio::test]
async fn all_of_them_are_named_with_the_lesson_and_none_decides_about_it() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let (editor, other) =
        (app.with_role("ed@example.org", Role::Editor).await, app.with_role("other@example.org", Role::Editor).await);
    let draft = app.draft(&ana, "Shade first").await;
    ana.client.add_lesson_draft_author(draft.id, editor.account.id).await.unwrap();
    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    let waiting = async |person: &Person| person.client.get_my_waiting().await.unwrap().lesson_drafts.count;
    assert_eq!((waiting(&editor).await, waiting(&other).await), (0, 1), "what one writes is left to others");
    assert_eq!(refusal(editor.client.create_lesson_draft_decision(draft.id, &yes()).await).0, 409);
    let published = other.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
    assert_eq!(published.status, DraftStatus::Published);
    let late = ana.client.remove_lesson_draft_author(draft.id, editor.account.id).await;
    assert_eq!(refusal(late).0, 409, "who wrote it stands with the lesson");
    let authors = shown(&app, "shade-first").await["authors"].clone();
    let names: Vec<&str> = authors.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ana", "A editor"]);
    app.work().await;
    for email in ["ana@example.org", "ed@example.org"] {
        // What was sent before the work began goes out together, in no order.
        assert!(subjects(&app, email).iter().any(|subject| subject == "Published: Shade first"), "{email}");
    }
}

#[tokio::test]
async fn what_others_write_too_stays_with_them_when_its_lead_goes() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    app.draft(&ana, "Shade alone").await;
    let shared = app.draft(&ana, "Shade first").await;
    ana.client.add_lesson_draft_author(shared.id, ben.account.id).await.unwrap();
    let export = ben.client.export_me().await.unwrap();
    assert_eq!(export.lesson_drafts.iter().map(|draft| draft.id).collect::<Vec<_>>(), [shared.id]);
    app.work().await;
    ana.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert_eq!(app.database.count("lesson_drafts").await, 1, "what she wrote alone is gone");
    let ben = app.sign_in(&ben.account.email).await;
    let left = ben.client.get_lesson_draft(shared.id).await.unwrap();
    assert_eq!(left.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Ben"], "he leads it now");
    ben.client.create_lesson_draft_submission(shared.id).await.unwrap();
}

#[tokio::test]
async fn an_administrator_learns_why_somebody_may_write_a_draft() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let draft = app.draft(&ana, "Shade first").await;
    ana.client.add_lesson_draft_author(draft.id, ben.account.id).await.unwrap();
    let because = async |person: &Person| {
        let (operation, account) = (Action::UpdateLessonDraft, person.account.id);
        let raw = format!("operation={operation}&account={account}&thing={}", draft.id);
        let query = PermissionQuery::parse(&raw).unwrap();
        administrator.client.explain_permission(&query).await.unwrap().because
    };
    assert_eq!(because(&ana).await, Some(Rule::OwnAccount));
    assert_eq!(because(&ben).await, Some(Rule::CoAuthor));
    assert_eq!(because(&administrator).await, None);
}
