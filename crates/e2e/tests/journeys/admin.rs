//! What administrators do, and what everybody else is told.

use crate::identity::signs_in_as;
use domain::policy::Role;
use e2e::{Browser, Key, Texts, alert, button, choice, field, heading, journey, journey_on, link, navigation};
use test_support::{Person, TestApp};

const ADMINISTRATOR: &str = "root@example.org";
const MEMBER: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";

/// A journey of an administrator who has signed in, beside a member, who is told of.
async fn at_work(story: impl AsyncFnOnce(&Browser, &TestApp, Person)) {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let member = app.sign_up(MEMBER, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        signs_in_as(visitor, ADMINISTRATOR).await;
        story(visitor, app, member).await;
    })
    .await;
}

/// Suspends the account on the page: first without a reason, then thinking better of it, then with one.
async fn suspends(visitor: &Browser) {
    visitor.click(button("Suspend the account")).await;
    visitor.sees(heading(&format!("Suspend {NAME}?"))).await;
    visitor.until("the reason has the focus", async || visitor.focused().await.is(&field("Reason"))).await;
    visitor.pictures("admin-suspension-1440-light").await;
    visitor.click(button("Suspend")).await;
    visitor.sees(alert("").and_more()).await;
    visitor.press(Key::Escape).await;
    visitor.misses(field("Reason")).await;
    visitor.until("the focus is back", async || visitor.focused().await.is(&button("Suspend the account"))).await;
    visitor.press(Key::Enter).await;
    visitor.fill(field("Reason"), "Sent the same advertisement to all members.").await;
    visitor.click(button("Suspend")).await;
    visitor.reads("The account is suspended.").await;
}

#[tokio::test]
async fn an_administrator_suspends_an_account_and_finds_it_in_the_log() {
    at_work(async |visitor, app, _| {
        visitor.click(button("Menu of ").and_more()).await;
        visitor.click(link("Administration")).await;
        visitor.arrives_at("Accounts").await;
        visitor.fill(field("Name or address"), "ada").await;
        visitor.is_at("/en/admin/accounts?q=ada").await;
        visitor.click(link(NAME)).await;
        visitor.arrives_at(NAME).await;

        suspends(visitor).await;
        assert_eq!(
            app.client().create_login(&test_support::login(MEMBER, None)).await.unwrap_err().status(),
            Some(401)
        );

        visitor.click(button("Grant the role Editor")).await;
        visitor.sees(button("Take back the role Editor")).await;
        visitor.click(link("What was done to the account")).await;
        visitor.arrives_at("Audit log").await;
        visitor.reads("Suspend an account").await;
        visitor.reads("Grant a role").await;
        visitor.choose(choice("Action"), "Suspend an account").await;
        visitor.until("one line is left", async || rows(visitor).await == 1).await;
        visitor.sees(button("Download as CSV")).await;

        visitor.click(link("Accounts").within(navigation("Administration"))).await;
        visitor.arrives_at("Accounts").await;
        visitor.choose(choice("Status"), "Suspended").await;
        visitor.is_at("/en/admin/accounts?status=suspended").await;
        visitor.click(link(NAME)).await;
        visitor.arrives_at(NAME).await;
        visitor.click(button("End the suspension")).await;
        visitor.sees(button("Suspend the account")).await;
    })
    .await;
}

/// How many lines a list has.
async fn rows(visitor: &Browser) -> u64 {
    visitor.script("return document.querySelectorAll('main .rows > li').length").await.as_u64().unwrap()
}

#[tokio::test]
async fn who_may_do_something_is_explained() {
    at_work(async |visitor, _, _| {
        visitor.open("/en/admin/permissions").await;
        visitor.choose(choice("Action"), "See all accounts").await;
        visitor.reads("It may be done by:").await;
        visitor.fill(field("Account"), MEMBER).await;
        visitor.press(Key::Enter).await;
        visitor.reads(&format!("No: {NAME} may not do this.")).await;
        visitor.fill(field("Account"), ADMINISTRATOR).await;
        visitor.press(Key::Enter).await;
        visitor.reads("The reason: administrators.").await;
        visitor.fill(field("Account"), "nobody@example.org").await;
        visitor.press(Key::Enter).await;
        visitor.reads("No account has this address or id.").await;

        visitor.choose(choice("Action"), "Decide a request to join").await;
        visitor.fill(field("Account"), MEMBER).await;
        visitor.press(Key::Enter).await;
        visitor.reads("Not as such. It depends on what it is done to").await;
        visitor.reads("who leads the organisation").await;
        visitor.fill(field("City or organisation"), "melbourne").await;
        visitor.press(Key::Enter).await;
        visitor.reads(&format!("No: {NAME} may not do this.")).await;
        visitor.fill(field("Id of the thing"), "melbourne").await;
        visitor.press(Key::Enter).await;
        visitor.reads("Name a city or an organisation, or else a thing").await;
    })
    .await;
}

#[tokio::test]
async fn the_log_is_searched_by_days_and_the_address_keeps_them() {
    at_work(async |visitor, _, _| {
        visitor.open("/en/admin/audit-log").await;
        visitor.reads("Grant a role").await;
        visitor
            .script(
                "const day = document.getElementById('filter-until'); day.value = '2000-01-01'; \
                 day.dispatchEvent(new Event('input', { bubbles: true }));",
            )
            .await;
        visitor.reads("Nothing fits").await;
        let address = visitor.script("return location.pathname + location.search").await;
        let address = address.as_str().unwrap();
        assert!(address.starts_with("/en/admin/audit-log?until="), "{address}");
        visitor.open(address).await;
        visitor.reads("Nothing fits").await;
        let day = visitor.script("return document.getElementById('filter-until').value").await;
        assert_eq!(day.as_str(), Some("2000-01-01"), "the day is still the same one");
    })
    .await;
}

#[tokio::test]
async fn jobs_are_listed_by_where_they_stand() {
    at_work(async |visitor, _, _| {
        visitor.open("/en/admin/jobs").await;
        visitor.reads("1 of ").await;
        visitor.choose(choice("Status"), "Dead").await;
        visitor.is_at("/en/admin/jobs?state=dead").await;
        visitor.reads("Nothing fits").await;
        visitor.expects_console("400");
        visitor.open("/en/admin/jobs?state=asleep").await;
        visitor.reads("This address asks for something that the page does not know").await;
        visitor.click(link("Show everything")).await;
        visitor.is_at("/en/admin/jobs").await;
    })
    .await;
}

#[tokio::test]
async fn a_member_is_told_that_the_page_is_not_theirs() {
    journey(async |visitor, app| {
        app.sign_up(MEMBER, NAME).await;
        visitor.visit("/en/admin/audit-log?kind=account").await;
        visitor.is_at("/en/sign-in?to=%2Fen%2Fadmin%2Faudit-log%3Fkind%3Daccount").await;
        signs_in_here(visitor).await;
        visitor.arrives_at("This page is for administrators").await;
        visitor.is_at("/en/admin/audit-log?kind=account").await;
        visitor.pictures("admin-refused-1440-light").await;
        visitor.click(button("Menu of ").and_more()).await;
        visitor.sees(link("Account")).await;
        visitor.misses(link("Administration")).await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_without_a_second_factor_is_told_what_is_missing() {
    journey(async |visitor, app| {
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        signs_in_as(visitor, ADMINISTRATOR).await;
        visitor.open("/en/admin/accounts").await;
        visitor.reads("the role waits until a second factor guards your account").await;
        visitor.click(link("Set up a second factor")).await;
        visitor.arrives_at("Second factor").await;
    })
    .await;
}

async fn signs_in_here(visitor: &Browser) {
    visitor.fill(field("E-mail address"), MEMBER).await;
    visitor.fill(field("Password"), test_support::PASSWORD).await;
    visitor.click(button("Sign in")).await;
}

#[tokio::test]
async fn somebody_takes_their_data_away() {
    journey(async |visitor, app| {
        app.sign_up(MEMBER, NAME).await;
        signs_in_as(visitor, MEMBER).await;
        visitor.click(link("Your data")).await;
        visitor.arrives_at("Your data").await;
        // What the browser is given to keep, instead of the file.
        visitor
            .script(
                "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.kept = text; }); return '#'; }",
            )
            .await;
        visitor.click(button("Download the file")).await;
        visitor
            .until("the file has the account", async || {
                let kept = visitor.script("return window.kept ?? ''").await;
                kept.as_str().is_some_and(|kept| kept.contains(NAME) && kept.contains("\"done\""))
            })
            .await;
    })
    .await;
}

pub(super) const PAGES: [(&str, &str); 6] = [
    ("admin-accounts", "/en/admin/accounts"),
    ("admin-account", "/en/admin/accounts/0190163d-8694-739b-aea5-966c26f8ad91"),
    ("admin-audit-log", "/en/admin/audit-log"),
    ("admin-jobs", "/en/admin/jobs"),
    ("admin-permissions", "/en/admin/permissions?operation=get_account"),
    ("account-data", "/en/account/data"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_administrators() {
    at_work(async |visitor, _, member| {
        let account = format!("/en/admin/accounts/{}", member.account.id);
        let pages = PAGES.map(|(name, path)| (name, if name == "admin-account" { account.as_str() } else { path }));
        let mut found = visitor.tours(&pages).await;
        let suspend = async |texts: &Texts| visitor.click(button(&texts.say("person.suspend", &[]))).await;
        found.extend(visitor.inspects_after("admin-account-suspend", &account, suspend).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
