//! Organisations: partners that are verified, invitations, what a city says of itself, reports about its facts.

mod domains;
mod waiting;

use client::{Error, IdempotencyKey};
use contract::Patch;
use domain::cities::{CityContact, CityProfileUpdate};
use domain::corrections::{
    CityFact, CorrectionDecision, CorrectionQuery, CorrectionStatus, CorrectionVerdict, NewCorrection,
};
use domain::identity::LinkToken;
use domain::memberships::MembershipStatus;
use domain::organisations::{
    NewInvitation, NewOrganisation, OrganisationDecision, OrganisationKind, OrganisationQuery, OrganisationStatus,
    OrganisationUpdate, PartnerKind, Verdict,
};
use domain::policy::{MembershipRole, Role};
use test_support::{Reference, TestApp};

fn code(error: &Error) -> &str {
    match error {
        Error::Problem(problem) => &problem.code,
        other => panic!("no problem, but {other}"),
    }
}

fn institute() -> NewOrganisation {
    NewOrganisation {
        kind: OrganisationKind::Partner,
        partner_kind: Some(PartnerKind::Academic),
        name: Some("Institute for examples".into()),
        website: Some("https://example.org/".into()),
        about: None,
        country: Some("au".into()),
        city: None,
    }
}

#[tokio::test]
async fn a_partner_is_verified_and_its_maker_leads_it() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let key = IdempotencyKey::generate();
    let made = ana.client.create_organisation(&key, &institute()).await.unwrap();
    assert_eq!((made.slug.as_str(), made.status), ("institute-for-examples", OrganisationStatus::Pending));
    assert_eq!(ana.client.create_organisation(&key, &institute()).await.unwrap(), made, "once under its key");
    assert_eq!(code(&app.client().get_organisation(&made.slug).await.unwrap_err()), "not_found");
    assert_eq!(ana.client.get_organisation(&made.slug).await.unwrap(), made, "its maker sees it");
    let waiting = administrator.client.get_my_waiting().await.unwrap();
    assert_eq!((waiting.organisations.count, waiting.memberships.count), (1, 0), "its maker is counted with it");
    let pending = OrganisationQuery { statuses: vec![OrganisationStatus::Pending], ..OrganisationQuery::default() };
    assert!(app.client().list_organisations(&pending).await.unwrap().items.is_empty());
    assert_eq!(administrator.client.list_organisations(&pending).await.unwrap().items, std::slice::from_ref(&made));
    let early = ana.client.update_organisation(&made.slug, made.version, &OrganisationUpdate::default()).await;
    assert_eq!(code(&early.unwrap_err()), "forbidden", "what nobody verified is led by nobody");
    let yes = OrganisationDecision { decision: Verdict::Accepted, reason: None };
    let verified = administrator.client.create_organisation_decision(&made.slug, &yes).await.unwrap();
    assert_eq!((verified.status, verified.has_lead), (OrganisationStatus::Verified, true));
    let about = OrganisationUpdate { about: Patch::Set("Heat plans.".into()), ..OrganisationUpdate::default() };
    let changed = ana.client.update_organisation(&made.slug, verified.version, &about).await.unwrap();
    assert_eq!(changed.about.as_deref(), Some("Heat plans."));
    let stale = ana.client.update_organisation(&made.slug, verified.version, &about).await.unwrap_err();
    assert_eq!(code(&stale), "precondition_failed");
    let twin = ana.client.create_organisation(&IdempotencyKey::generate(), &institute()).await.unwrap();
    assert_eq!(twin.slug, "institute-for-examples-2");
}

#[tokio::test]
async fn an_organisation_that_is_refused_says_why() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let made = ana.client.create_organisation(&IdempotencyKey::generate(), &institute()).await.unwrap();
    let no = OrganisationDecision { decision: Verdict::Refused, reason: Some("Nobody answers there.".into()) };
    administrator.client.create_organisation_decision(&made.slug, &no).await.unwrap();
    let seen = ana.client.get_organisation(&made.slug).await.unwrap();
    assert_eq!((seen.status, seen.reason.as_deref()), (OrganisationStatus::Refused, Some("Nobody answers there.")));
    let own = ana.client.list_my_memberships().await.unwrap().items;
    assert_eq!(own[0].status, MembershipStatus::Refused);
    app.work().await;
    assert!(app.mails.sent().iter().any(|mail| mail.text().contains("Nobody answers there.")));
}

#[tokio::test]
async fn organisations_are_listed_page_by_page() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    for name in ["Éclair", "delta", "Foxtrot", "Alpha", "beta"] {
        let new = NewOrganisation {
            kind: OrganisationKind::Network,
            partner_kind: None,
            name: Some(name.into()),
            ..institute()
        };
        administrator.client.create_organisation(&IdempotencyKey::generate(), &new).await.unwrap();
    }
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let query = OrganisationQuery { limit: Some(2), cursor, ..OrganisationQuery::default() };
        let page = app.client().list_organisations(&query).await.unwrap();
        names.extend(page.items.into_iter().map(|one| one.name));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["Alpha", "beta", "delta", "Éclair", "Foxtrot"]);
    let query = OrganisationQuery { q: Some("ECLAIR".into()), ..OrganisationQuery::default() };
    assert_eq!(app.client().list_organisations(&query).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn an_invitation_is_good_once_and_only_while_it_stands() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let invite = NewInvitation { email: "Somebody@example.org".into() };
    let first = lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &invite).await.unwrap();
    app.work().await;
    let old = LinkToken { token: app.token_mailed_to("Somebody@example.org") };
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let second = lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &invite).await.unwrap();
    app.work().await;
    let token = LinkToken { token: app.token_mailed_to("Somebody@example.org") };
    assert_ne!(first.id, second.id);
    assert_eq!(code(&app.client().open_invitation(&old).await.unwrap_err()), "invalid", "it was replaced");
    let offer = app.client().open_invitation(&token).await.unwrap();
    assert_eq!((offer.organisation.slug.as_str(), offer.role), ("melbourne", MembershipRole::Practitioner));
    let joined = ana.client.accept_invitation(&token).await.unwrap();
    assert_eq!(joined.status, MembershipStatus::Active);
    let eva = app.sign_up("eva@example.org", "Eva").await;
    assert_eq!(code(&eva.client.accept_invitation(&token).await.unwrap_err()), "invalid", "good once");
    let third = lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &invite).await.unwrap();
    app.work().await;
    let token = LinkToken { token: app.token_mailed_to("Somebody@example.org") };
    lead.client.delete_invitation("melbourne", third.id).await.unwrap();
    assert_eq!(code(&eva.client.accept_invitation(&token).await.unwrap_err()), "invalid", "it was withdrawn");
    assert!(lead.client.list_invitations("melbourne", None, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn an_invitation_that_is_declined_is_over_and_says_so_to_who_invites() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    // One to an address with an account, one to an address without.
    for email in ["ana@example.org", "nobody@example.org"] {
        app.clock.advance(chrono::TimeDelta::milliseconds(1));
        let invite = NewInvitation { email: email.into() };
        let sent = lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &invite).await.unwrap();
        assert_eq!(sent.declined_at, None);
        app.work().await;
        let token = LinkToken { token: app.token_mailed_to(email) };
        let mails = app.mails.sent().len();
        app.client().decline_invitation(&token).await.unwrap();
        assert_eq!(code(&app.client().decline_invitation(&token).await.unwrap_err()), "invalid", "once is enough");
        assert_eq!(code(&app.client().open_invitation(&token).await.unwrap_err()), "invalid");
        assert_eq!(code(&ana.client.accept_invitation(&token).await.unwrap_err()), "invalid");
        let listed = lead.client.list_invitations("melbourne", None, None).await.unwrap().items;
        assert_eq!((listed[0].id, listed[0].declined_at), (sent.id, Some(app.now())));
        assert_eq!(app.work().await, 0, "nobody gets a mail");
        assert_eq!(app.mails.sent().len(), mails);
    }
    let said = "SELECT actor || ' ' || kind || ' ' || fields FROM audit_log WHERE action = 'decline_invitation'";
    assert_eq!(app.database.texts(said).await, [r#"visitor organisation ["declined_at"]"#; 2]);
    assert!(ana.client.list_my_memberships().await.unwrap().items.is_empty());

    let again = NewInvitation { email: "Ana@example.org".into() };
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &again).await.unwrap();
    let listed = lead.client.list_invitations("melbourne", None, None).await.unwrap().items;
    let declined: Vec<_> = listed.iter().map(|one| (one.email.as_str(), one.declined_at.is_some())).collect();
    assert_eq!(declined, [("Ana@example.org", false), ("nobody@example.org", true)], "another takes its place");
    lead.client.delete_invitation("melbourne", listed[1].id).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(15));
    app::identity::clear_away(&app.ctx).await.unwrap();
    assert_eq!(app.database.count("invitations").await, 0, "the address is kept no longer than it would have held");
}

#[tokio::test]
async fn a_city_says_of_itself_what_loading_never_touches() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let empty = app.client().get_city_profile("melbourne").await.unwrap();
    assert_eq!((empty.version, empty.stage), (0, None));
    let office =
        CityContact { name: "Resilience office".into(), email: None, url: Some("https://example.org/".into()) };
    let change = CityProfileUpdate {
        stage: Patch::Set("recovery".into()),
        contacts: Patch::Set(vec![office.clone()]),
        ..CityProfileUpdate::default()
    };
    let unknown = CityProfileUpdate { stage: Patch::Set("somewhere".into()), ..CityProfileUpdate::default() };
    assert_eq!(code(&lead.client.update_city_profile("melbourne", 0, &unknown).await.unwrap_err()), "invalid");
    let changed = lead.client.update_city_profile("melbourne", 0, &change).await.unwrap();
    assert_eq!((changed.version, changed.contacts.as_slice()), (1, [office].as_slice()));
    let stale = lead.client.update_city_profile("melbourne", 0, &change).await.unwrap_err();
    assert_eq!(code(&stale), "precondition_failed");
    let foreign = lead.client.update_city_profile("accra", 0, &change).await.unwrap_err();
    assert_eq!(code(&foreign), "forbidden");
    let mut reference = Reference::default();
    reference.city("melbourne")["population"] = serde_json::json!(1);
    app.load(&reference).await;
    assert_eq!(app.client().get_city_profile("melbourne").await.unwrap().stage.as_deref(), Some("recovery"));
}

#[tokio::test]
async fn reports_are_decided_by_the_lead_and_by_editors_where_nobody_leads() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let report = |city: &str| NewCorrection {
        city: city.to_owned(),
        fact: CityFact::Shocks,
        value: "Heat is missing.".into(),
        source: "https://example.org/".into(),
        email: Some("reporter@example.org".into()),
    };
    let key = IdempotencyKey::generate;
    let melbourne = app.client().create_correction(&key(), &report("melbourne")).await.unwrap();
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let accra = app.client().create_correction(&key(), &report("accra")).await.unwrap();
    let all = CorrectionQuery::default();
    assert_eq!(lead.client.list_corrections(&all).await.unwrap().items, std::slice::from_ref(&melbourne));
    assert_eq!(editor.client.list_corrections(&all).await.unwrap().items, std::slice::from_ref(&accra));
    let yes = CorrectionDecision { decision: CorrectionVerdict::Accepted, reason: None };
    let foreign = lead.client.create_correction_decision(accra.id, &yes).await.unwrap_err();
    assert_eq!(code(&foreign), "not_found");
    let decided = lead.client.create_correction_decision(melbourne.id, &yes).await.unwrap();
    assert_eq!(decided.status, CorrectionStatus::Accepted);
    let shown = app.client().get_city_profile("melbourne").await.unwrap().corrections;
    assert_eq!(shown.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["Heat is missing."]);
    app.work().await;
    let mail = app.mails.sent().last().unwrap().clone();
    assert_eq!(mail.to().address().as_str(), "reporter@example.org");
    let kept = app.database.dump("corrections").await;
    assert_eq!(
        kept.matches("reporter@example.org").count(),
        1,
        "the address is kept until the report is decided: {kept}"
    );
    let settled = CorrectionDecision { decision: CorrectionVerdict::Settled, reason: None };
    lead.client.create_correction_decision(melbourne.id, &settled).await.unwrap();
    assert!(app.client().get_city_profile("melbourne").await.unwrap().corrections.is_empty());
    let no = CorrectionDecision { decision: CorrectionVerdict::Refused, reason: Some("Not so.".into()) };
    let refused = editor.client.create_correction_decision(accra.id, &no).await.unwrap();
    assert_eq!((refused.status, refused.reason.as_deref()), (CorrectionStatus::Refused, Some("Not so.")));
}
