//! What waits for administrators is seen: partners and e-mail domains to verify are counted and listed, a mail tells of
//! each, and another brings what still waits to mind once.

use super::code;
use chrono::TimeDelta;
use domain::organisations::{NewEmailDomain, OrganisationDecision, Verdict};
use domain::policy::Role;
use test_support::{Person, TestApp};

async fn app() -> (TestApp, Person) {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    (app, administrator)
}

fn subjects(app: &TestApp) -> Vec<String> {
    let to = |mail: &&mailer::Message| mail.to().address().as_str() == "admin@example.org";
    app.mails.sent().iter().filter(to).map(|mail| mail.subject().to_owned()).collect()
}

/// Days pass, and what is due is done.
async fn pass(app: &TestApp, days: i64) {
    app.clock.advance(TimeDelta::days(days));
    app.work().await;
    app.work().await;
}

#[tokio::test]
async fn a_partner_that_waits_is_told_and_brought_to_mind_once() {
    let (app, administrator) = app().await;
    app.with_role("ed@example.org", Role::Editor).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let made = app.make_partner(&ana, "Institute for examples").await;
    app.work().await;
    assert_eq!(subjects(&app)[1..], ["Ana made an organisation: Institute for examples"]);
    pass(&app, 3).await;
    assert_eq!(subjects(&app)[2..], ["Waiting for you: 1 request to verify"]);
    pass(&app, 30).await;
    assert_eq!(subjects(&app).len(), 3, "once");
    let to_editor = app.mails.sent().iter().filter(|mail| mail.to().address().as_str() == "ed@example.org").count();
    assert_eq!(to_editor, 1, "to confirm, and nothing of what administrators decide");
    let editor = app.sign_in("ed@example.org").await;
    assert_eq!(editor.client.get_my_waiting().await.unwrap().organisations.count, 0);
    let administrator = app.sign_in(&administrator.account.email).await;
    let waiting = administrator.client.get_my_waiting().await.unwrap();
    assert_eq!((waiting.organisations.count, waiting.organisations.oldest), (1, Some(made.created_at)));
}

#[tokio::test]
async fn a_partner_that_was_decided_is_not_brought_to_mind() {
    let (app, administrator) = app().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let made = app.make_partner(&ana, "Institute for examples").await;
    let no = OrganisationDecision { decision: Verdict::Refused, reason: Some("Nobody answers there.".into()) };
    administrator.client.create_organisation_decision(&made.slug, &no).await.unwrap();
    pass(&app, 3).await;
    assert!(!subjects(&app).iter().any(|subject| subject.starts_with("Waiting for you")));
}

#[tokio::test]
async fn domains_that_wait_are_counted_listed_and_told() {
    let (app, administrator) = app().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    for domain in ["melbourne.example", "heat.example", "water.example"] {
        let new = NewEmailDomain { domain: domain.to_owned() };
        lead.client.create_organisation_domain("melbourne", &new).await.unwrap();
        lead.client.create_organisation_domain("melbourne", &new).await.unwrap();
        app.clock.advance(TimeDelta::minutes(1));
    }
    app.work().await;
    let told = |subject: &&String| *subject == "Melbourne named an e-mail domain";
    assert_eq!(subjects(&app).iter().filter(told).count(), 3, "one a domain, however often it is named");
    let first = administrator.client.list_waiting_domains(Some(2), None).await.unwrap();
    let rest = administrator.client.list_waiting_domains(Some(2), first.next.as_deref()).await.unwrap();
    let domains: Vec<_> = first.items.iter().chain(&rest.items).map(|one| one.domain.as_str()).collect();
    assert_eq!((domains, rest.next), (vec!["melbourne.example", "heat.example", "water.example"], None));
    assert_eq!(first.items[0].organisation.slug, "melbourne");
    let waiting = administrator.client.get_my_waiting().await.unwrap().email_domains;
    assert_eq!((waiting.count, waiting.oldest), (3, Some(first.items[0].created_at)));
    assert_eq!(lead.client.get_my_waiting().await.unwrap().email_domains.count, 0);
    assert_eq!(code(&lead.client.list_waiting_domains(None, None).await.unwrap_err()), "forbidden");
    administrator.client.create_domain_verification("melbourne", "melbourne.example").await.unwrap();
    lead.client.delete_organisation_domain("melbourne", "heat.example").await.unwrap();
    let left = administrator.client.list_waiting_domains(None, None).await.unwrap().items;
    assert_eq!(left.iter().map(|one| one.domain.as_str()).collect::<Vec<_>>(), ["water.example"]);
    pass(&app, 3).await;
    let reminders = |subject: &&String| *subject == "Waiting for you: 1 request to verify";
    assert_eq!(subjects(&app).iter().filter(reminders).count(), 1, "of what still waits alone");
    pass(&app, 30).await;
    assert_eq!(subjects(&app).iter().filter(reminders).count(), 1, "once");
}
