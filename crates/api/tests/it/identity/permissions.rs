//! Who may do something, to what, and why.

use super::accounts::administered;
use super::{ANA, code, faults};
use client::IdempotencyKey;
use domain::corrections::CityFact;
use domain::identity::{Explanation, PermissionHolder, PermissionQuery, PermissionRefusal, PermissionSubject};
use domain::organisations::NewInvitation;
use domain::policy::{Action, KeyScope, MembershipRole, Role, Rule};
use ids::AccountId;
use test_support::{Person, TestApp};
use uuid::Uuid;

const LEAD: &str = "lead@example.org";

fn asked(operation: Action, who: AccountId, about: PermissionSubject) -> PermissionQuery {
    PermissionQuery { operation, holder: Some(PermissionHolder::Account(who)), about }
}

fn of(account: AccountId) -> PermissionSubject {
    PermissionSubject { account: Some(account), ..PermissionSubject::default() }
}

fn city(name: &str) -> PermissionSubject {
    PermissionSubject { city: Some(name.to_owned()), ..PermissionSubject::default() }
}

fn organisation(name: &str) -> PermissionSubject {
    PermissionSubject { organisation: Some(name.to_owned()), ..PermissionSubject::default() }
}

fn thing(id: Uuid) -> PermissionSubject {
    PermissionSubject { thing: Some(id), ..PermissionSubject::default() }
}

/// The rule by which somebody may, or why not.
fn verdict(explanation: &Explanation) -> Result<Rule, PermissionRefusal> {
    assert_eq!(explanation.allowed, Some(explanation.because.is_some()));
    explanation.because.ok_or_else(|| explanation.refusal.unwrap())
}

async fn explain(administrator: &Person, query: &PermissionQuery) -> Result<Rule, PermissionRefusal> {
    verdict(&administrator.client.explain_permission(query).await.unwrap())
}

#[tokio::test]
async fn who_may_do_a_thing_is_explained() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await.account.id;
    let both = vec![Rule::OwnAccount, Rule::Administrator];
    let nobody = PermissionQuery { operation: Action::GetAccount, holder: None, about: PermissionSubject::default() };
    let rules = administrator.client.explain_permission(&nobody).await.unwrap();
    assert_eq!((rules.rules, rules.allowed, rules.refusal), (both.clone(), None, None));
    assert!(rules.would_allow.is_empty(), "nobody was refused");

    let own = explain(&administrator, &asked(Action::GetAccount, ana, of(ana))).await;
    assert_eq!(own, Ok(Rule::OwnAccount));
    let foreign = asked(Action::GetAccount, ana, of(administrator.account.id));
    let foreign = administrator.client.explain_permission(&foreign).await.unwrap();
    assert_eq!(verdict(&foreign), Err(PermissionRefusal::NoRuleHolds));
    assert_eq!(foreign.would_allow, both, "a no names the rules that would make it a yes");
    let open = asked(Action::GetAccount, ana, PermissionSubject::default());
    let open = explain(&administrator, &open).await;
    assert_eq!(open, Err(PermissionRefusal::DependsOnThing), "whose account is not said");
    let never = asked(Action::ManageDemo, ana, PermissionSubject::default());
    let never = administrator.client.explain_permission(&never).await.unwrap();
    assert_eq!((verdict(&never), never.would_allow), (Err(PermissionRefusal::NoRuleHolds), vec![]));
}

#[tokio::test]
async fn a_role_that_waits_for_a_second_factor_allows_nothing_yet() {
    let app = TestApp::start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    app.confirm_second_factor(&administrator).await;
    let waiting = app.with_role("waiting@example.org", Role::Administrator).await;
    let (id, nothing) = (waiting.account.id, PermissionSubject::default());
    let waits = Err(PermissionRefusal::WaitsForSecondFactor);
    // What is secret, what asks for a thing, and what is the administrators' alone.
    for (operation, about) in [
        (Action::ListAccounts, nothing.clone()),
        (Action::GetMembership, nothing.clone()),
        (Action::GetAccount, of(administrator.account.id)),
        (Action::UpdateCityProfile, city("melbourne")),
    ] {
        let told = administrator.client.explain_permission(&asked(operation, id, about)).await.unwrap();
        assert_eq!(verdict(&told), waits, "{operation}");
        assert!(told.would_allow.contains(&Rule::Administrator), "{operation}: {:?}", told.would_allow);
    }
    let own = explain(&administrator, &asked(Action::GetAccount, id, of(id))).await;
    assert_eq!(own, Ok(Rule::OwnAccount), "what needs no role is theirs");
    let never = explain(&administrator, &asked(Action::ManageDemo, id, nothing.clone())).await;
    assert_eq!(never, Err(PermissionRefusal::NoRuleHolds), "no second factor would help");
    let refused = waiting.client.list_accounts(&domain::identity::AccountQuery::default()).await.unwrap_err();
    assert_eq!(code(&refused), (403, "forbidden"), "as they are told themselves");
    app.confirm_second_factor(&waiting).await;
    let now = explain(&administrator, &asked(Action::ListAccounts, id, nothing)).await;
    assert_eq!(now, Ok(Rule::Administrator));
}

#[tokio::test]
async fn a_city_and_an_organisation_are_named_by_id_or_slug() {
    let (app, administrator) = administered().await;
    let lead = app.with_city(LEAD, "melbourne").await.account.id;
    let editor = app.with_role("editor@example.org", Role::Editor).await.account.id;
    let (decide, led) = (Action::CreateMembershipDecision, Ok(Rule::Lead));
    let nothing = PermissionSubject::default();
    let open = administrator.client.explain_permission(&asked(decide, lead, nothing)).await.unwrap();
    assert_eq!(verdict(&open), Err(PermissionRefusal::DependsOnThing), "not as such, but of Melbourne");
    assert_eq!(open.would_allow, [Rule::Lead, Rule::EditorWithoutLead, Rule::Administrator]);
    let melbourne = administrator.client.get_city("melbourne").await.unwrap().id.to_string();
    let theirs = administrator.client.get_organisation("melbourne").await.unwrap().id.to_string();
    let cities = ["melbourne", "Melbourne", &melbourne].map(city);
    for place in cities.into_iter().chain(["melbourne", &theirs].map(organisation)) {
        let leads = explain(&administrator, &asked(decide, lead, place.clone())).await;
        let edits = explain(&administrator, &asked(decide, editor, place.clone())).await;
        assert_eq!((leads, edits), (led, Err(PermissionRefusal::NoRuleHolds)), "{place:?}");
    }
    // Nobody leads Accra, and no organisation is Accra's.
    let elsewhere = explain(&administrator, &asked(decide, lead, city("accra"))).await;
    assert_eq!(elsewhere, Err(PermissionRefusal::NoRuleHolds));
    let edited = explain(&administrator, &asked(decide, editor, city("accra"))).await;
    assert_eq!(edited, Ok(Rule::EditorWithoutLead));
    // A place does not say whose membership it is.
    let whose = asked(Action::DeleteMembership, editor, city("accra"));
    assert_eq!(explain(&administrator, &whose).await, Err(PermissionRefusal::DependsOnThing));
}

#[tokio::test]
async fn a_thing_is_named_by_its_id() {
    let (app, administrator) = administered().await;
    let lead = app.with_city(LEAD, "melbourne").await;
    let (ana, eva) = (app.sign_up(ANA, "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let request = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await.id.as_uuid();
    let report = app.report("melbourne", CityFact::Shocks, "Heat wave").await.id.as_uuid();
    let proposal = app.propose(&ana, "Leticia").await.id.as_uuid();
    let key = app.with_key(&lead, "melbourne", &[KeyScope::MembersRead]).await.key.id.as_uuid();
    let invite = NewInvitation { email: "new@example.org".to_owned() };
    let sent = lead.client.create_invitation(&IdempotencyKey::generate(), "melbourne", &invite).await.unwrap();
    let melbourne = administrator.client.get_city("melbourne").await.unwrap().id.as_uuid();
    let theirs = administrator.client.get_organisation("melbourne").await.unwrap().id.as_uuid();
    let own = ana.account.id.as_uuid();
    let (led, owned, no) = (Ok(Rule::Lead), Ok(Rule::OwnAccount), Err(PermissionRefusal::NoRuleHolds));
    for (operation, id, of_the_lead, of_ana) in [
        (Action::CreateMembershipDecision, request, led, no),
        (Action::DeleteMembership, request, no, owned),
        (Action::CreateCorrectionDecision, report, led, no),
        (Action::DeleteCityProposal, proposal, no, owned),
        (Action::DeleteInvitation, sent.id.as_uuid(), led, no),
        (Action::DeleteApiKey, key, led, no),
        (Action::UpdateCityProfile, melbourne, led, no),
        (Action::UpdateOrganisation, theirs, led, no),
        (Action::GetAccount, own, no, owned),
    ] {
        let told = [&lead, &ana, &eva].map(|person| asked(operation, person.account.id, thing(id)));
        for (query, expected) in told.into_iter().zip([of_the_lead, of_ana, no]) {
            assert_eq!(explain(&administrator, &query).await, expected, "{query:?}");
        }
    }
    let decide = asked(Action::CreateCityProposalDecision, administrator.account.id, thing(proposal));
    assert_eq!(explain(&administrator, &decide).await, Ok(Rule::Administrator));
}

#[tokio::test]
async fn what_is_named_must_be_there() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up(ANA, "Ana").await;
    let request = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await.id.as_uuid();
    let nobody: AccountId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
    for (about, expected) in [
        (of(nobody), ("of", "unknown_account")),
        (of(request.into()), ("of", "unknown_account")),
        (city("atlantis"), ("city", "unknown_city")),
        (city("são paulo"), ("city", "unknown_city")),
        (city(&nobody.to_string()), ("city", "unknown_city")),
        (organisation("atlantis"), ("organisation", "unknown_organisation")),
        (organisation(&nobody.to_string()), ("organisation", "unknown_organisation")),
        (thing(nobody.as_uuid()), ("thing", "unknown_thing")),
    ] {
        let query = asked(Action::GetMembership, ana.account.id, about);
        let error = administrator.client.explain_permission(&query).await.unwrap_err();
        assert_eq!((code(&error), faults(&error)), ((400, "malformed"), vec![expected]), "{query:?}");
        let unasked = PermissionQuery { holder: None, ..query };
        assert_eq!(faults(&administrator.client.explain_permission(&unasked).await.unwrap_err()), [expected]);
    }
    let missing = asked(Action::GetMe, nobody, PermissionSubject::default());
    assert_eq!(code(&administrator.client.explain_permission(&missing).await.unwrap_err()), (404, "not_found"));
}
