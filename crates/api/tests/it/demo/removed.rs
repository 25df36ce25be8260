//! What `c2r demo remove` takes back, and what it keeps because somebody real has worked on it since.

use app::identity::{DemoRemoved, DemoTrace};
use client::IdempotencyKey;
use contract::Patch;
use domain::cities::{CityContact, CityProfileUpdate};
use domain::corrections::{
    CityFact, Correction, CorrectionDecision, CorrectionStatus, CorrectionVerdict, NewCorrection,
};
use domain::identity::{NewLogin, NewRoleGrant};
use domain::live::ThingKind;
use domain::memberships::MembershipDecision;
use domain::organisations::Verdict;
use domain::policy::{Action, KeyScope, MembershipRole, Role};
use test_support::{Person, TestApp, login};

fn operator() -> app::Caller {
    app::Caller { actor: app::operator(), request_id: None, idempotency: None }
}

/// A server with a demonstration.
pub(super) async fn shown() -> TestApp {
    let app = TestApp::builder().demo().without_second_factor().start().await;
    app::identity::load_demo(&app.ctx, &operator()).await.unwrap();
    app
}

/// An account for demonstration, signed in.
pub(super) async fn demo(app: &TestApp, word: &str) -> Person {
    let email = format!("demo-{word}@demo.invalid");
    let new = NewLogin { password: app::identity::DEMO_PASSWORD.into(), ..login(&email, None) };
    let client = app.client();
    let tokens = client.create_login(&new).await.unwrap();
    Person { client, account: tokens.account.clone(), tokens }
}

/// Later, and everything that is for demonstration removed.
pub(super) async fn removed(app: &TestApp) -> DemoRemoved {
    later(app);
    app::identity::remove_demo(&app.ctx, &operator()).await.unwrap()
}

fn later(app: &TestApp) {
    app.clock.advance(chrono::TimeDelta::seconds(1));
}

/// Changes what Melbourne says of itself, later than what was before.
async fn say(app: &TestApp, who: &client::Client, change: &CityProfileUpdate) {
    later(app);
    let version = app.client().get_city_profile("melbourne").await.unwrap().version;
    who.update_city_profile("melbourne", version, change).await.unwrap();
}

fn office(name: &str) -> CityProfileUpdate {
    let contact = CityContact { name: name.to_owned(), email: None, url: Some("https://example.org/".into()) };
    CityProfileUpdate { contacts: Patch::Set(vec![contact]), ..CityProfileUpdate::default() }
}

fn note(text: &str) -> CityProfileUpdate {
    CityProfileUpdate { note: Patch::Set(text.to_owned()), ..CityProfileUpdate::default() }
}

async fn decide(app: &TestApp, who: &Person, report: &Correction, verdict: CorrectionVerdict) {
    later(app);
    let reason = (verdict == CorrectionVerdict::Refused).then(|| "Not so.".to_owned());
    let decision = CorrectionDecision { decision: verdict, reason };
    who.client.create_correction_decision(report.id, &decision).await.unwrap();
}

/// Where a report stands, for an administrator who is none of the demonstration.
async fn stands(administrator: &Person, report: &Correction) -> Option<CorrectionStatus> {
    administrator.client.get_correction(report.id).await.ok().map(|found| found.status)
}

#[tokio::test]
async fn what_a_demonstration_wrote_and_decided_is_taken_back() {
    let app = shown().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = demo(&app, "city-lead").await;
    let machine = app.with_key(&lead, "melbourne", &[KeyScope::ProfileWrite]).await;
    say(&app, &lead.client, &office("Demo office")).await;
    say(&app, &machine.client, &note("Shade at schools first.")).await;
    let accepted = app.report("melbourne", CityFact::Shocks, "Heat is missing.").await;
    let refused = app.report("melbourne", CityFact::Name, "Melburn").await;
    decide(&app, &lead, &accepted, CorrectionVerdict::Accepted).await;
    decide(&app, &lead, &refused, CorrectionVerdict::Refused).await;
    let (value, source) = ("Drought is missing.".to_owned(), "https://example.org/".to_owned());
    let own = NewCorrection { city: "accra".into(), fact: CityFact::Shocks, value, source, email: None };
    let own = lead.client.create_correction(&IdempotencyKey::generate(), &own).await.unwrap();
    let before = app.client().get_city_profile("melbourne").await.unwrap();
    assert_eq!((before.contacts.len(), before.note.is_some(), before.corrections.len()), (1, true, 1));

    let removed = removed(&app).await;
    assert!(removed.accounts > 0 && removed.kept.is_empty(), "{removed:?}");
    let profile = DemoTrace::Profile { city: "melbourne".into(), fields: vec!["note", "contacts"] };
    for trace in [profile, DemoTrace::Report(own.id), DemoTrace::Decision(accepted.id), DemoTrace::Decision(refused.id)]
    {
        assert!(removed.taken_back.contains(&trace), "{trace} in {removed:?}");
    }
    let after = app.client().get_city_profile("melbourne").await.unwrap();
    assert_eq!((after.contacts.len(), after.note, after.corrections.len()), (0, None, 0));
    assert!(after.version > before.version, "no validator of before is good again");
    for report in [&accepted, &refused] {
        let found = administrator.client.get_correction(report.id).await.unwrap();
        assert_eq!((found.status, found.decided_at, found.reason), (CorrectionStatus::Received, None, None));
    }
    assert_eq!(stands(&administrator, &own).await, None);
    assert_eq!(app.database.texts("SELECT name FROM accounts WHERE demo").await, [""; 0]);
    let again = self::removed(&app).await;
    assert_eq!(again, DemoRemoved::default(), "the second time there is nothing to do");
}

#[tokio::test]
async fn what_loses_its_lead_and_its_mark_is_told() {
    let app = shown().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let asked = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await;
    let yes = MembershipDecision { decision: Verdict::Accepted, reason: None };
    administrator.client.create_membership_decision(asked.id, &yes).await.unwrap();
    let shows = async || {
        let list = app.get("/api/v1/organisations?q=melb").send().await.json();
        (list["items"][0]["has_lead"].clone(), list["items"][0]["demo"].clone())
    };
    assert_eq!(shows().await, (true.into(), true.into()));
    removed(&app).await;
    assert_eq!(shows().await, (false.into(), false.into()), "nobody is given what was kept");
}

#[tokio::test]
async fn what_somebody_real_has_worked_on_since_is_kept_and_named() {
    let app = shown().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let (lead, boss) = (demo(&app, "city-lead").await, demo(&app, "administrator").await);
    say(&app, &lead.client, &office("Demo office")).await;
    say(&app, &lead.client, &note("Of the demonstration.")).await;
    say(&app, &administrator.client, &note("By somebody real.")).await;
    let [settled, unsettled] = ["Heat is missing.", "Floods are missing."];
    let settled = app.report("melbourne", CityFact::Shocks, settled).await;
    let unsettled = app.report("melbourne", CityFact::Shocks, unsettled).await;
    decide(&app, &lead, &settled, CorrectionVerdict::Accepted).await;
    decide(&app, &administrator, &settled, CorrectionVerdict::Settled).await;
    decide(&app, &administrator, &unsettled, CorrectionVerdict::Accepted).await;
    decide(&app, &boss, &unsettled, CorrectionVerdict::Settled).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    boss.client.create_role_grant(ana.account.id, &NewRoleGrant { role: Role::Expert }).await.unwrap();

    let removed = removed(&app).await;
    let profile = |field| DemoTrace::Profile { city: "melbourne".into(), fields: vec![field] };
    assert_eq!(removed.taken_back, [profile("contacts"), DemoTrace::Decision(unsettled.id)]);
    let deed = DemoTrace::Deed(Action::CreateRoleGrant, ThingKind::Account, ana.account.id.as_uuid());
    assert_eq!(removed.kept, [profile("note"), DemoTrace::Decision(settled.id), deed.clone()]);
    let after = app.client().get_city_profile("melbourne").await.unwrap();
    assert_eq!((after.note.as_deref(), after.contacts.len()), (Some("By somebody real."), 0));
    assert_eq!(stands(&administrator, &settled).await, Some(CorrectionStatus::Settled));
    let back = administrator.client.get_correction(unsettled.id).await.unwrap();
    assert_eq!(back.status, CorrectionStatus::Accepted, "as somebody real had decided");
    let by =
        app.database.texts("SELECT CAST(COUNT(*) AS TEXT) FROM corrections c JOIN accounts a ON a.id = c.decided_by");
    assert_eq!(by.await, ["2"], "both are decided by who is still here");
    say(&app, &administrator.client, &office("The city's own")).await;
    assert_eq!(self::removed(&app).await.kept, [DemoTrace::Decision(settled.id), deed], "what stays is named again");
    assert_eq!(app.client().get_city_profile("melbourne").await.unwrap().contacts.len(), 1);
}

/// Accounts that an earlier version removed have left their traces.
#[tokio::test]
async fn what_was_left_behind_before_is_found_by_the_log() {
    let app = shown().await;
    let lead = demo(&app, "city-lead").await;
    say(&app, &lead.client, &office("Demo office")).await;
    let id = lead.account.id;
    let db = app.db().await;
    db.write(move |tx| Box::pin(async move { store::identity::delete(tx, id).await })).await.unwrap();
    let removed = removed(&app).await;
    assert_eq!(removed.taken_back, [DemoTrace::Profile { city: "melbourne".into(), fields: vec!["contacts"] }]);
    assert!(app.client().get_city_profile("melbourne").await.unwrap().contacts.is_empty());
}

#[tokio::test]
async fn one_of_them_is_a_plain_member() {
    let app = shown().await;
    let member = demo(&app, "member").await;
    assert_eq!((member.account.name.as_str(), member.account.roles.len()), ("Demo member", 0));
    assert!(member.client.list_my_memberships().await.unwrap().items.is_empty(), "registered, of no city");
}
