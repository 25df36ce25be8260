//! The briefing from the rules that draft it to the mailbox: an editor makes this week's issue, a visitor subscribes.

use crate::identity::signs_in_as;
use domain::policy::Role;
use e2e::{
    Browser, Key, Target, alert, button, choice, content, field, heading, journey, journey_on, link, navigation, option,
};
use test_support::{PASSWORD, TestApp};

const EDITOR: &str = "ed@example.org";
const ANA: &str = "ana@example.org";
const DESK: &str = "The briefing desk";
const COMPOSE: &str = "Compose this week’s issue";
const READING: &str = "Useful webinars and reading";

/// A part of the page of an issue at the desk.
fn part(name: &str) -> Target {
    link(name).within(navigation(DESK))
}

/// What the first button says that begins like this, behind that beginning: the title of an entry.
async fn titled(visitor: &Browser, beginning: &str) -> String {
    visitor.sees(button(beginning).and_more()).await;
    let name = visitor.names(button(beginning).and_more()).await.into_iter().next().unwrap();
    name.strip_prefix(beginning).unwrap().to_owned()
}

/// A text whose lines were kept short, without its breaks.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_editor_makes_this_weeks_issue_in_ten_actions() {
    journey_on(TestApp::builder().without_second_factor(), async |editor, app| {
        app.subscribe(ANA).await;
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(editor, EDITOR).await;
        editor.open("/en/briefings/desk").await;
        editor.arrives_at(DESK).await;
        let begun = editor.steps();

        editor.click(button(COMPOSE)).await;
        editor.sees(heading(READING)).await;
        let first = titled(editor, "Move down: ").await;
        editor.click(button(&format!("Move down: {first}"))).await;
        editor.sees(button("Undo: “").and_more()).await;
        assert_ne!(titled(editor, "Move down: ").await, first, "another stands first now");
        editor.click(button(&format!("Replace: {first}"))).await;
        let chosen = titled(editor, "Take this: ").await;
        editor.click(button(&format!("Take this: {chosen}"))).await;
        editor.misses(button(&format!("Replace: {first}"))).await;
        editor.fill(field("Title"), "Shade before the heat").await;
        editor.click(part("Preview")).await;
        editor.reads("kB, nothing to load").await;
        editor.reads("Shade before the heat").await;
        editor.click(part("Send")).await;
        editor.reads("It goes to 1 subscriber.").await;
        editor.click(button("Send now")).await;
        editor.sees(heading("Send to 1 subscriber?")).await;
        editor.click(button("Send it")).await;
        editor.sees(heading("How it goes out")).await;
        assert!(editor.steps() - begun <= 10, "{} actions", editor.steps() - begun);

        app.work().await;
        editor.reads("It has gone out: 1 mail was handed over.").await;
        editor.click(link("See it on the web")).await;
        editor.arrives_at("Shade before the heat").await;
        editor.sees(link(&chosen).and_more()).await;
        let mails = app.mails.sent();
        let mail = mails.iter().rev().find(|mail| mail.to().address().as_str() == ANA).unwrap();
        assert_eq!(mail.subject(), "Shade before the heat");
        assert!(in_one_line(mail.text()).contains(&chosen), "{}", mail.text());
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_refuses_everything_is_told_of_and_the_issue_goes_on_when_it_is_mended() {
    journey_on(TestApp::builder().without_second_factor(), async |editor, app| {
        app.subscribe(ANA).await;
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(editor, EDITOR).await;
        editor.open("/en/briefings/desk").await;
        editor.click(button(COMPOSE)).await;
        editor.sees(heading(READING)).await;
        editor.click(part("Send")).await;
        editor.click(button("Send now")).await;
        editor.click(button("Send it")).await;
        editor.sees(heading("How it goes out")).await;

        app.refuse_to_sign_in();
        app.work().await;
        editor.reads("The mail server refuses this issue since").await;
        editor.reads("It does not accept the name and the password of the platform.").await;
        editor.reads("5.7.8 authentication failed").await;
        editor.reads("Its going out rests").await;
        editor.click(button("Go on")).await;
        editor.sees(button("Pause")).await;
        editor.misses(button("Go on")).await;
        app.work().await;
        editor.reads("It has gone out: 1 mail was handed over.").await;
        let to_ana = app.mails.sent().into_iter().filter(|mail| mail.to().address().as_str() == ANA).count();
        assert_eq!(to_ana, 2, "the letter, and the issue once");
    })
    .await;
}

/// The mail is shown as it was written, in a frame in which nothing runs.
#[tokio::test]
async fn the_mail_of_an_issue_is_seen_before_it_goes_out() {
    journey_on(TestApp::builder().without_second_factor(), async |editor, app| {
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(editor, EDITOR).await;
        editor.open("/en/briefings/desk").await;
        editor.click(button(COMPOSE)).await;
        editor.sees(heading(READING)).await;
        let first = titled(editor, "Move down: ").await;
        editor.click(part("Preview")).await;
        editor.click(option("as a mail of plain text")).await;
        // Its lines are short: the title may stand on two.
        let begins: Vec<&str> = first.split(' ').take(4).collect();
        editor.reads(&begins.join(" ")).await;
        editor.click(option("on the web")).await;
        editor.sees(link(&first)).await;
        editor.click(option("as a mail")).await;
        editor.follows_in_frame(&first).await;
        editor.goes_to_new_tab().await;
        editor.arrives_at(&first).await;
    })
    .await;
}

#[tokio::test]
async fn an_issue_is_put_in_order_and_sent_by_keys_alone() {
    journey_on(TestApp::builder().without_second_factor(), async |editor, app| {
        app.subscribe(ANA).await;
        app.with_role(EDITOR, Role::Editor).await;
        let keys = editor.by_keys();
        keys.opens("/en/sign-in?to=%2Fen%2Fbriefings%2Fdesk").await;
        keys.writes(field("E-mail address"), EDITOR).await;
        keys.writes(field("Password"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.lands_at(DESK).await;
        keys.presses(button(COMPOSE)).await;
        keys.lands().await;
        keys.sees(heading(READING)).await;

        let first = titled(editor, "Move down: ").await;
        let down = || button(&format!("Move down: {first}"));
        keys.presses(down()).await;
        // The focus goes with what was moved: it can be moved on at once.
        keys.is_on(down()).await;
        keys.press(Key::Enter).await;
        keys.is_on(down()).await;
        keys.presses(button(&format!("Replace: {first}"))).await;
        let chosen = titled(editor, "Take this: ").await;
        keys.presses(button(&format!("Take this: {chosen}"))).await;
        keys.sees(button(&format!("Move down: {chosen}"))).await;
        keys.presses(button(&format!("Rewrite: {chosen}"))).await;
        keys.writes(field("Title in your words"), "Said in other words").await;
        keys.sees(button("Move up: Said in other words")).await;

        keys.presses_before(part("Send")).await;
        keys.reads("It goes to 1 subscriber.").await;
        keys.presses(button("Send now")).await;
        keys.is_on(heading("Send to 1 subscriber?")).await;
        keys.presses(button("Send it")).await;
        keys.sees(heading("How it goes out")).await;
        app.work().await;
        keys.reads("It has gone out: 1 mail was handed over.").await;
    })
    .await;
}

#[tokio::test]
async fn a_visitor_subscribes_pauses_leaves_and_comes_back() {
    journey(async |visitor, app| {
        visitor.open("/en/").await;
        visitor.click(link("Get it by mail")).await;
        visitor.arrives_at("Subscribe to the weekly briefing").await;
        visitor.click(button("Subscribe")).await;
        visitor.sees(alert("").and_more()).await;
        visitor.fill(field("E-mail address"), ANA).await;
        visitor.click(button("Subscribe")).await;
        visitor.arrives_at("Look into your mail").await;
        visitor.reads(ANA).await;

        app.work().await;
        let link_of_mail = format!("/en/subscription?word={}", app.word_mailed_to(ANA));
        visitor.open(&link_of_mail).await;
        visitor.arrives_at("Confirm your subscription").await;
        let address = visitor.script("return location.href").await;
        assert_eq!(address, format!("{}/en/subscription", app.url), "the word is out of sight");
        visitor.click(button("Confirm")).await;
        visitor.arrives_at("You are subscribed").await;

        visitor.choose(choice("For how long"), "8 weeks").await;
        visitor.click(button("Pause")).await;
        visitor.reads("Paused until").await;
        visitor.click(button("Go on now")).await;
        visitor.misses(button("Go on now")).await;
        visitor.choose(choice("Language"), "Français").await;
        visitor.click(button("Save")).await;
        visitor.reads("Your choices are saved.").await;

        visitor.click(button("Unsubscribe")).await;
        visitor.arrives_at("You are unsubscribed").await;
        visitor.click(button("Subscribe again")).await;
        visitor.arrives_at("You are subscribed").await;

        // The button of a mail program, which knows no page.
        let left = app.post(&format!("/unsubscribe/{}", app.word_mailed_to(ANA))).body("List-Unsubscribe=One-Click");
        assert_eq!(left.send().await.status, 200);
        visitor.open(&link_of_mail).await;
        visitor.arrives_at("You are unsubscribed").await;
    })
    .await;
}

/// The word is out of sight and belongs to the page all the same: until one goes on to another.
#[tokio::test]
async fn another_language_keeps_the_link_of_a_mail() {
    journey(async |visitor, app| {
        app.subscribe(ANA).await;
        visitor.open(&format!("/en/subscription?word={}", app.word_mailed_to(ANA))).await;
        visitor.arrives_at("Your subscription").await;
        visitor.click(button("Language and appearance: English")).await;
        visitor.click(link("Français")).await;
        visitor.arrives_at("Votre abonnement").await;
        visitor.reads(ANA).await;
        visitor.is_at("/fr/subscription").await;
        visitor.reload().await;
        visitor.reads(ANA).await;

        visitor.click(link("S’abonner")).await;
        visitor.arrives_at("S’abonner au bulletin hebdomadaire").await;
        visitor.open("/en/subscription").await;
        visitor.arrives_at("This page needs the link of a mail").await;
    })
    .await;
}

#[tokio::test]
async fn a_word_that_nobody_has_is_told() {
    journey(async |visitor, _| {
        visitor.expects_console("422");
        visitor.open("/en/subscription?word=nobody").await;
        visitor.arrives_at("This page needs the link of a mail").await;
        visitor.click(link("Subscribe to the weekly briefing").within(content("").and_more())).await;
        visitor.arrives_at("Subscribe to the weekly briefing").await;
    })
    .await;
}

/// What visitors see.
pub(super) const OF_VISITORS: [(&str, &str); 4] = [
    ("briefings", "/en/briefings"),
    ("briefing-rules", "/en/briefings/rules"),
    ("subscribe", "/en/subscribe"),
    ("subscription", "/en/subscription"),
];

/// What editors see, of which two pages are asked for by an issue's names.
pub(super) const OF_EDITORS: [(&str, &str); 7] = [
    ("briefing-desk", "/en/briefings/desk"),
    ("briefing-desk-issue", "/en/briefings/desk/0190163d-8694-739b-aea5-966c26f8ad91"),
    ("briefing-desk-publication", "/en/briefings/desk/publications/weekly-briefing"),
    ("briefing", "/en/briefings/weekly-briefing"),
    ("subscribers", "/en/admin/subscribers"),
    ("subscribers-import", "/en/admin/subscribers/import"),
    ("subscribers-suppressions", "/en/admin/subscribers/suppressions"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_readers_and_editors() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let mut found = visitor.tours(&OF_VISITORS).await;
        app.subscribe(ANA).await;
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let issue = app.issue(&editor).await;
        let [desk, page] = [format!("/en/briefings/desk/{}", issue.id), format!("/en/briefings/{}", issue.slug)];
        signs_in_as(visitor, EDITOR).await;
        let pages = OF_EDITORS.map(|(name, path)| match name {
            "briefing-desk-issue" => (name, desk.as_str()),
            "briefing" => (name, page.as_str()),
            _ => (name, path),
        });
        // The page of an issue that has not gone out is its editors' alone: the server tells nobody by the page itself.
        visitor.expects_console("404");
        found.extend(visitor.tours(&pages).await);
        let [preview, send] = ["preview", "send"].map(|part| [&desk, "?part=", part].concat());
        found.extend(
            visitor.tours(&[("briefing-desk-preview", preview.as_str()), ("briefing-desk-send", send.as_str())]).await,
        );
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
