//! The pages of administrators: nothing in anybody's way.

use crate::identity::signs_in_as;
use domain::policy::Role;
use e2e::{Texts, button, journey_on};
use test_support::TestApp;

const ADMINISTRATOR: &str = "root@example.org";
const MEMBER: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";

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
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let member = app.sign_up(MEMBER, NAME).await;
        app.with_role(ADMINISTRATOR, Role::Administrator).await;
        signs_in_as(visitor, ADMINISTRATOR).await;
        let account = format!("/en/admin/accounts/{}", member.account.id);
        let pages = PAGES.map(|(name, path)| (name, if name == "admin-account" { account.as_str() } else { path }));
        let mut found = visitor.tours(&pages).await;
        let suspend = async |texts: &Texts| visitor.click(button(&texts.say("person.suspend", &[]))).await;
        found.extend(visitor.inspects_after("admin-account-suspend", &account, suspend).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
