//! Issues on their way: killed again and again, stopped, paused, left in the middle.

use super::{begun, editor, editor_again, imported, list_of, mails_to, status, subscribed, wish};
use app::jobs::{Handler, WorkerSettings, keep_working, work_once};
use chrono::TimeDelta;
use domain::briefings::{BriefingIssue, BriefingIssueRef, IssueStatus};
use domain::cities::CityRef;
use domain::identity::email_key;
use domain::subscriptions::NewSubscription;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use test_support::{Chances, Handed, Person, Sink, TestApp};
use tokio_util::sync::CancellationToken;

/// Mails at once.
const CONNECTIONS: usize = 4;
/// How often the worker is killed.
const CRASHES: usize = 20;
/// How often a mail is tried before it is given up.
const TRIES: usize = 4;

/// How many get the issue; a bench names more.
fn recipients() -> usize {
    std::env::var("DELIVERY_RECIPIENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

fn sink(chances: Chances) -> Arc<Sink> {
    Arc::new(Sink::new(CONNECTIONS, Duration::from_millis(4), chances, 2_026))
}

/// What became of the mails to readers; letters to others may have gone besides.
fn handed(sink: &Sink) -> BTreeMap<String, Handed> {
    sink.handed().into_iter().filter(|(email, _)| email.starts_with("reader")).collect()
}

/// Subscribes so many, in files as long as one may be.
async fn readers(editor: &Person, count: usize) {
    let list = list_of(count);
    let (names, rows) = list.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    for part in rows.chunks(50_000) {
        let report = imported(editor, &format!("{names}\n{}\n", part.join("\n"))).await;
        assert_eq!(usize::try_from(report.added).unwrap(), part.len());
    }
}

async fn word_of(app: &TestApp, email: &str) -> String {
    let found = store::subscriptions::by_address(&app.db().await, &email_key(email)).await.unwrap();
    found.unwrap().word
}

async fn click(app: &TestApp, word: &str) {
    let request = app.http().post(format!("{}/unsubscribe/{word}", app.url)).body("List-Unsubscribe=One-Click");
    assert_eq!(request.send().await.unwrap().status(), 200);
}

/// Works until nobody waits for the issue any more, whenever mails are due again.
async fn to_its_end(app: &TestApp, issue: &BriefingIssue, handlers: &[Arc<dyn Handler>]) {
    for _ in 0..20 {
        work_once(&app.ctx, handlers).await.unwrap();
        if status(app, issue).await == IssueStatus::Sent {
            return;
        }
        app.clock.advance(TimeDelta::hours(3));
    }
    panic!("the issue does not come to its end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_killed_again_and_again_misses_nobody() {
    let app = TestApp::start().await;
    let (editor, size) = (editor(&app).await, recipients());
    readers(&editor, size).await;
    let issue = begun(&editor).await;
    let sink = sink(Chances { soft: 30, hard: 10 });
    let handlers: Arc<[Arc<dyn Handler>]> = app.handlers_with(sink.clone()).into();
    let mut left = Vec::new();
    for crash in 1..=CRASHES {
        let (ctx, at_work) = (app.ctx.clone(), Arc::clone(&handlers));
        let working = tokio::spawn(async move { work_once(&ctx, &at_work).await });
        let email = format!("reader{}@example.org", size - crash * 7);
        let word = word_of(&app, &email).await;
        let enough = size * crash / (CRASHES + 2);
        while sink.taken() < enough && !working.is_finished() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Somebody leaves while mails go.
        click(&app, &word).await;
        left.push((email.clone(), sink.handed_to(&email).begun));
        working.abort();
        let _ = working.await;
        // Its lease is over: somebody else may.
        app.clock.advance(TimeDelta::seconds(61));
    }
    to_its_end(&app, &issue, &handlers).await;

    let handed = handed(&sink);
    let missed: Vec<_> = (0..size)
        .map(|number| format!("reader{number}@example.org"))
        .filter(|email| !handed.get(email).is_some_and(|one| one.taken > 0 || one.refused || one.begun >= TRIES))
        .filter(|email| !left.iter().any(|(gone, _)| gone == email))
        .collect();
    assert!(missed.is_empty(), "{} were missed: {:?}", missed.len(), &missed[..missed.len().min(5)]);
    let doubles: usize = handed.values().map(|one| one.taken.saturating_sub(1)).sum();
    assert!(doubles <= CRASHES * CONNECTIONS, "{doubles} came twice");
    for (email, begun) in left {
        assert_eq!(sink.handed_to(&email).begun, begun, "{email} got a mail after it had left");
    }
    assert!(sink.most_on_the_way() <= CONNECTIONS, "{}", sink.most_on_the_way());
    assert!(sink.ids() <= size + 5, "a mail that comes twice is known by its id");
    let figures = editor_again(&app).await.client.get_briefing_figures(issue.id).await.unwrap();
    let told = figures.handed_over + figures.refused + figures.skipped;
    assert!(usize::try_from(told).unwrap() <= size && figures.waiting == 0, "{figures:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_stopped_begins_nothing_more_and_nothing_comes_twice() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    readers(&editor, 400).await;
    let issue = begun(&editor).await;
    let sink = sink(Chances::default());
    let handlers = app.handlers_with(sink.clone());
    let stop = CancellationToken::new();
    let working =
        tokio::spawn(keep_working(app.ctx.clone(), handlers.clone(), WorkerSettings::default(), stop.clone()));
    while sink.taken() < 100 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stop.cancel();
    working.await.unwrap();
    let begun: usize = handed(&sink).values().map(|one| one.begun).sum();
    assert!(begun < 400, "it stopped in the middle");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(handed(&sink).values().map(|one| one.begun).sum::<usize>(), begun);
    to_its_end(&app, &issue, &handlers).await;
    let handed = handed(&sink);
    assert!(handed.len() == 400 && handed.values().all(|one| one.taken == 1), "each got one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issue_rests_and_goes_on() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    readers(&editor, 300).await;
    let issue = begun(&editor).await;
    let sink = sink(Chances::default());
    let handlers: Arc<[Arc<dyn Handler>]> = app.handlers_with(sink.clone()).into();
    let (ctx, at_work) = (app.ctx.clone(), Arc::clone(&handlers));
    let working = tokio::spawn(async move { work_once(&ctx, &at_work).await });
    while sink.taken() < 50 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    editor.client.create_briefing_pause(issue.id).await.unwrap();
    working.await.unwrap().unwrap();
    let taken = sink.taken();
    assert!(taken < 300, "it rests");
    assert_eq!(status(&app, &issue).await, IssueStatus::Paused);
    work_once(&app.ctx, &handlers).await.unwrap();
    assert_eq!(sink.taken(), taken);
    editor.client.delete_briefing_pause(issue.id).await.unwrap();
    to_its_end(&app, &issue, &handlers).await;
    let handed = handed(&sink);
    assert!(handed.len() == 300 && handed.values().all(|one| one.taken == 1), "each got one");
}

#[tokio::test]
async fn two_issues_go_out_by_one_job() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    readers(&editor, 50).await;
    let (first, second) = (begun(&editor).await, begun(&editor).await);
    // A job names its kind, and its key, which is the same.
    let jobs = app.database.dump("jobs").await;
    assert_eq!(jobs.matches("briefing_delivery").count(), 2, "{jobs}");
    app.work().await;
    for issue in [&first, &second] {
        assert_eq!(status(&app, issue).await, IssueStatus::Sent);
    }
    assert_eq!(mails_to(&app, "reader7@example.org").len(), 2);
}

#[tokio::test]
async fn a_mail_says_how_to_leave_and_goes_to_who_wants_what_is_in_it() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    let (token, _) = subscribed(&app, &wish("all@example.org")).await;
    // No lesson of an issue is from there.
    let none = NewSubscription { filter: Some("year=1901".into()), ..wish("none@example.org") };
    subscribed(&app, &none).await;
    let issue = begun(&editor).await;
    app.work().await;
    let mail = mails_to(&app, "all@example.org").pop().unwrap();
    let head = String::from_utf8(mail.to_eml()).unwrap();
    assert!(head.contains(&format!("/unsubscribe/{token}>")), "{head:.2000}");
    assert!(head.contains("List-Id:"), "{head:.2000}");
    for part in [mail.text(), mail.html()] {
        assert!(part.contains(&format!("subscription?word={token}")), "{part}");
    }
    assert_eq!(mails_to(&app, "none@example.org").len(), 1, "the letter, and no issue");
    let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.recipients, figures.handed_over, figures.skipped), (2, 1, 1));
}

#[tokio::test]
async fn who_works_for_a_city_gets_three_lessons_from_cities_like_it() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    subscribed(&app, &wish("all@example.org")).await;
    subscribed(&app, &NewSubscription { city: Some("melbourne".into()), ..wish("city@example.org") }).await;
    subscribed(&app, &NewSubscription { city: Some("accra".into()), ..wish("other@example.org") }).await;
    let issue = begun(&editor).await;
    app.work().await;
    let (named, city) = (BriefingIssueRef::Id(issue.id), CityRef::Slug("melbourne".into()));
    let edition = app.client().get_briefing_city_edition(&named, &city).await.unwrap();
    assert_eq!(edition.lessons.len(), 3);
    let of = |email: &str| {
        let mail = mails_to(&app, email).pop().unwrap();
        [mail.html(), mail.text()].map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (own, plain, other) = (of("city@example.org"), of("all@example.org"), of("other@example.org"));
    let links = edition.lessons.iter().map(|one| format!("{}/en/lessons/{}", app.url, one.lesson.slug));
    for link in links {
        assert!(own.iter().all(|part| part.contains(&link)), "{link} in {own:?}");
        assert!(!plain.iter().any(|part| part.contains(&link)), "{link} in {plain:?}");
    }
    assert!(own.iter().all(|part| part.contains("Lessons from cities like Melbourne")), "{own:?}");
    assert!(!plain.iter().any(|part| part.contains("Lessons from cities like")), "{plain:?}");
    for part in &other {
        assert!(part.contains("Lessons from cities like Accra") && !part.contains("like Melbourne"), "{part}");
    }
}

#[tokio::test]
async fn an_issue_whose_mail_cannot_be_prepared_holds_up_no_other() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    readers(&editor, 3).await;
    let (broken, other) = (begun(&editor).await, begun(&editor).await);
    app.wait_until_indexed().await;
    let sets = async |content: &str| {
        let slug = &broken.slug;
        app.database.texts(&format!("UPDATE briefing_issues SET content = {content} WHERE slug = '{slug}'")).await;
    };
    sets("'{' || content").await;
    app.work().await;
    assert_eq!(status(&app, &other).await, IssueStatus::Sent);
    assert_eq!(mails_to(&app, "reader1@example.org").len(), 1);
    sets("substr(content, 2)").await;
    assert_eq!(status(&app, &broken).await, IssueStatus::Sending);
    app.clock.advance(TimeDelta::minutes(2));
    app.work().await;
    assert_eq!(status(&app, &broken).await, IssueStatus::Sent);
    assert_eq!(mails_to(&app, "reader1@example.org").len(), 2);
}
