//! What administrators do, and what everybody else is told.

use super::{signs_in, signs_in_here};
use crate::identity::menu;
use domain::policy::Role;
use e2e::{Key, Keyboard, alert, button, choice, field, heading, journey, journey_on, link};
use test_support::{PASSWORD, TestApp};

const ADMINISTRATOR: &str = "root@example.org";
const MEMBER: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";

/// A journey of an administrator who is at the list of accounts, beside a member, who is told of.
async fn at_work(story: impl AsyncFnOnce(Keyboard<'_>, &TestApp)) {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        app.sign_up(MEMBER, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        let keys = visitor.by_keys();
        signs_in(keys, ADMINISTRATOR).await;
        keys.presses_before(menu()).await;
        keys.presses(link("Administration")).await;
        keys.lands_at("Accounts").await;
        story(keys, app).await;
    })
    .await;
}

/// Goes from one page of administrators to another.
async fn turns_to(keys: Keyboard<'_>, title: &str) {
    keys.presses_before(link(title)).await;
    keys.lands_at(title).await;
}

/// Suspends the account on the page: first without a reason, then thinking better of it, then with one.
async fn suspends(keys: Keyboard<'_>) {
    keys.presses(button("Suspend the account")).await;
    keys.sees(heading(&format!("Suspend {NAME}?"))).await;
    keys.is_on(field("Reason")).await;
    keys.pictures("admin-suspension-1440-light").await;
    keys.presses(button("Suspend")).await;
    keys.sees(alert("").and_more()).await;
    keys.press(Key::Escape).await;
    keys.misses(field("Reason")).await;
    keys.is_on(button("Suspend the account")).await;
    keys.press(Key::Enter).await;
    keys.is_on(field("Reason")).await;
    keys.types("Sent the same advertisement to all members.").await;
    keys.presses(button("Suspend")).await;
    keys.reads("The account is suspended.").await;
    // What was pressed is gone; what undoes it stands in its place.
    keys.is_on(button("End the suspension")).await;
}

/// How many lines a list has.
const ROWS: &str = "return document.querySelectorAll('main .rows > li').length";

#[tokio::test]
async fn an_account_is_suspended_found_in_the_log_and_let_in_again() {
    at_work(async |keys, app| {
        keys.writes(field("Name or address"), "ada").await;
        keys.is_at("/en/admin/accounts?q=ada").await;
        keys.presses(link(NAME)).await;
        keys.lands_at(NAME).await;
        suspends(keys).await;
        let refused = app.client().create_login(&test_support::login(MEMBER, None)).await.unwrap_err();
        assert_eq!(refused.status(), Some(401));
        keys.presses(button("Grant the role Editor")).await;
        keys.is_on(button("Take back the role Editor")).await;
        keys.presses(link("What was done to the account")).await;
        keys.lands_at("Audit log").await;
        keys.reads("Suspend an account").await;
        keys.reads("Grant a role").await;
        keys.chooses(choice("Action"), "suspend").await;
        keys.until("one line is left", async || keys.script(ROWS).await == 1).await;
        keys.sees(button("Download as CSV")).await;

        turns_to(keys, "Accounts").await;
        keys.chooses(choice("Status"), "sus").await;
        keys.is_at("/en/admin/accounts?status=suspended").await;
        keys.presses(link(NAME)).await;
        keys.lands_at(NAME).await;
        keys.presses(button("End the suspension")).await;
        keys.is_on(button("Suspend the account")).await;
        keys.presses(button("Take back the role Editor")).await;
        keys.is_on(button("Grant the role Editor")).await;
    })
    .await;
}

/// Writes into a field of the page that explains, and asks.
async fn asks_about(keys: Keyboard<'_>, name: &str, text: &str) {
    keys.writes(field(name), text).await;
    keys.press(Key::Enter).await;
}

#[tokio::test]
async fn who_may_do_something_is_explained() {
    at_work(async |keys, _| {
        turns_to(keys, "Who may do this, and why").await;
        keys.chooses(choice("Action"), "see all ac").await;
        keys.is_at("/en/admin/permissions?operation=list_accounts").await;
        keys.reads("It may be done by:").await;
        asks_about(keys, "Account", MEMBER).await;
        keys.reads(&format!("No: {NAME} may not do this.")).await;
        asks_about(keys, "Account", ADMINISTRATOR).await;
        keys.reads("The reason: administrators.").await;
        asks_about(keys, "Account", "nobody@example.org").await;
        keys.reads("No account has this address or id.").await;

        keys.chooses(choice("Action"), "decide a request to j").await;
        asks_about(keys, "Account", MEMBER).await;
        keys.reads("Not as such. It depends on what it is done to").await;
        keys.reads("who leads the organisation").await;
        asks_about(keys, "City or organisation", "melbourne").await;
        keys.reads(&format!("No: {NAME} may not do this.")).await;
        asks_about(keys, "Id of the thing", "melbourne").await;
        keys.reads("Name a city or an organisation, or else a thing").await;
    })
    .await;
}

/// What the tab key comes to next, by its id: the parts of a day are stops of their own.
async fn tab_to_id(keys: Keyboard<'_>, id: &str) {
    let here = "return document.activeElement.id";
    for _ in 0..20 {
        if keys.script(here).await == id {
            return;
        }
        keys.press(Key::Tab).await;
    }
    panic!("the tab key does not come to {id}");
}

#[tokio::test]
async fn the_log_is_searched_by_days_which_the_address_keeps_and_jobs_by_where_they_stand() {
    at_work(async |keys, _| {
        turns_to(keys, "Audit log").await;
        keys.reads("Grant a role").await;
        keys.tab_to(choice("Kind of thing")).await;
        tab_to_id(keys, "filter-until").await;
        // The same day however the system writes it.
        keys.types("01012000").await;
        keys.reads("Nothing fits").await;
        let address = keys.address().await;
        assert!(address.starts_with("/en/admin/audit-log?until="), "{address}");
        keys.reload().await;
        keys.reads("Nothing fits").await;
        let day = keys.script("return document.getElementById('filter-until').value").await;
        assert_eq!(day.as_str(), Some("2000-01-01"), "the day is still the same one");

        turns_to(keys, "Jobs").await;
        keys.reads("1 of ").await;
        keys.chooses(choice("Status"), "dead").await;
        keys.is_at("/en/admin/jobs?state=dead").await;
        keys.reads("Nothing fits").await;
        keys.expects_console("400");
        keys.opens("/en/admin/jobs?state=asleep").await;
        keys.reads("This address asks for something that the page does not know").await;
        keys.presses(link("Show everything")).await;
        keys.is_at("/en/admin/jobs").await;
    })
    .await;
}

#[tokio::test]
async fn a_member_is_told_that_the_page_is_not_theirs() {
    journey(async |visitor, app| {
        app.sign_up(MEMBER, NAME).await;
        let keys = visitor.by_keys();
        keys.visit("/en/admin/audit-log?kind=account").await;
        keys.is_at("/en/sign-in?to=%2Fen%2Fadmin%2Faudit-log%3Fkind%3Daccount").await;
        signs_in_here(keys, MEMBER, PASSWORD).await;
        keys.lands_at("This page is for administrators").await;
        keys.is_at("/en/admin/audit-log?kind=account").await;
        keys.pictures("admin-refused-1440-light").await;
        keys.presses(link("Go to the start")).await;
        keys.is_on(heading("").and_more()).await;
        keys.is_at("/en/").await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_without_a_second_factor_is_told_what_is_missing() {
    journey(async |visitor, app| {
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        let keys = visitor.by_keys();
        signs_in(keys, ADMINISTRATOR).await;
        keys.opens("/en/admin/accounts").await;
        keys.reads("the role waits until a second factor guards your account").await;
        keys.presses(link("Set up a second factor")).await;
        keys.lands_at("Second factor").await;
    })
    .await;
}
