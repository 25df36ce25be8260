//! Subscriptions: nothing is sent before an address is confirmed, nothing after its owner has left, and nobody is missed
//! in between.

mod bounces;
mod delivery;
mod lists;
mod own;
mod relay;
mod retention;

use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::briefings::{BriefingIssue, BriefingIssueRef, IssueStatus, NewBriefingIssue};
use domain::identity::LinkToken;
use domain::policy::Role;
use domain::subscriptions::{ImportQuery, ImportReport, NewSubscription, Subscription};
use mailer::Message;
use test_support::{Person, TestApp};

fn wish(email: &str) -> NewSubscription {
    NewSubscription { email: email.into(), language: None, filter: None, city: None }
}

fn word(text: &str) -> LinkToken {
    LinkToken { token: text.into() }
}

/// The word of the link in the last letter to an address.
fn word_mailed_to(app: &TestApp, email: &str) -> String {
    let mails = mails_to(app, email);
    let text = mails.last().expect("a letter").text().to_owned();
    let rest = text.split("/subscription?word=").nth(1).unwrap_or_else(|| panic!("a link in {text}"));
    rest.split_whitespace().next().unwrap().to_owned()
}

fn mails_to(app: &TestApp, email: &str) -> Vec<Message> {
    app.mails.sent().into_iter().filter(|mail| mail.to().address().as_str() == email).collect()
}

/// Asks for mails and answers the word of the letter.
async fn asked(app: &TestApp, new: &NewSubscription) -> String {
    app.client().create_subscription(&IdempotencyKey::generate(), new).await.unwrap();
    app.work().await;
    word_mailed_to(app, &new.email)
}

/// Asks, and confirms.
async fn subscribed(app: &TestApp, new: &NewSubscription) -> (String, Subscription) {
    let word = asked(app, new).await;
    // Nobody confirms in the moment in which they ask.
    app.clock.advance(TimeDelta::milliseconds(1));
    let confirmed = app.client().confirm_subscription(&LinkToken { token: word.clone() }).await.unwrap();
    (word, confirmed)
}

async fn editor(app: &TestApp) -> Person {
    app.with_role("editor@example.org", Role::Editor).await
}

async fn imported(editor: &Person, csv: &str) -> ImportReport {
    editor.client.import_subscribers(ImportQuery { dry_run: false }, csv.into()).await.unwrap()
}

/// A list of so many addresses that consented.
fn list_of(count: usize) -> String {
    list_at(count, |_| "example.org".to_owned())
}

/// The same, each at a domain.
fn list_at(count: usize, domain: impl Fn(usize) -> String) -> String {
    let row = |number| format!("reader{number}@{},2025-03-01,Form of the newsletter\n", domain(number));
    let rows = (0..count).map(row);
    std::iter::once("email,consent_at,consent_source\n".to_owned()).chain(rows).collect()
}

/// Begins to send an issue.
async fn begun(editor: &Person) -> BriefingIssue {
    let new = NewBriefingIssue { title: Some("Shade, heat and open streets".into()), ..empty() };
    let issue = editor.client.create_briefing_issue(&IdempotencyKey::generate(), &new).await.unwrap();
    editor.client.create_briefing_sending(&IdempotencyKey::generate(), issue.id).await.unwrap()
}

fn empty() -> NewBriefingIssue {
    NewBriefingIssue { briefing: None, title: None, layout: None, language: None, topic: None }
}

/// Where an issue stands that has begun to go out: everyone sees it.
async fn status(app: &TestApp, issue: &BriefingIssue) -> IssueStatus {
    app.client().get_briefing_issue(&BriefingIssueRef::Id(issue.id)).await.unwrap().status
}

/// The editor after so long that they have to sign in again.
async fn editor_again(app: &TestApp) -> Person {
    app.sign_in("editor@example.org").await
}
