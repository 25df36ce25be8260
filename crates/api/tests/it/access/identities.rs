//! Who asks: one of every identity that there is, with what the table says for it. Who is not named in a row gets what
//! everybody gets who has signed in.

use super::Row;
use client::IdempotencyKey;
use domain::memberships::{MembershipDecision, NewMembership};
use domain::organisations::{OrganisationDecision, Verdict};
use domain::policy::{MembershipRole, Role};
use test_support::{Person, TestApp};

/// An identity.
pub(super) struct Identity {
    /// What it is.
    pub(super) name: &'static str,
    /// Somebody who is that; nobody for visitors.
    pub(super) person: Option<Person>,
    /// What it gets by a row of the table.
    pub(super) expects: fn(&Row) -> u16,
}

/// Roles that open nothing yet but what everybody may do who has signed in.
const PLAIN_ROLES: [(&str, Role); 4] = [
    ("an expert", Role::Expert),
    ("a moderator", Role::Moderator),
    ("a fund manager", Role::FundManager),
    ("a fund reviewer", Role::FundReviewer),
];

fn is(name: &'static str, person: Person, expects: fn(&Row) -> u16) -> Identity {
    Identity { name, person: Some(person), expects }
}

/// What everybody gets who has signed in.
fn everybodys(row: &Row) -> u16 {
    row.expected[1]
}

/// One of each: `lead` leads Melbourne, `maker` has made a partner that nobody has verified.
pub(super) async fn all(app: &TestApp, lead: Person, maker: Person) -> Vec<Identity> {
    let waiting = app.with_role("waiting@example.org", Role::Administrator).await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    app.confirm_second_factor(&administrator).await;
    let practitioner = practitioner(app, &lead).await;
    let representative = representative(app, &administrator).await;
    let mut all = vec![
        Identity { name: "a visitor", person: None, expects: |row| row.expected[0] },
        is("a member of nothing", app.sign_up("person@example.org", "Person").await, everybodys),
        is("an editor", app.with_role("editor@example.org", Role::Editor).await, |row| row.expected[2]),
        is("an administrator without a second factor", waiting, |row| row.expected[3]),
        is("an administrator", administrator, |row| row.expected[4]),
        is("the lead", lead, |row| row.lead.unwrap_or(row.expected[1])),
        is("a practitioner", practitioner, |row| row.member.unwrap_or(row.expected[1])),
        is("the maker of what waits", maker, |row| row.maker.unwrap_or(row.expected[1])),
        is("the lead of another city", app.with_city("foreign@example.org", "medellin").await, everybodys),
        is("a representative of a partner", representative, everybodys),
    ];
    for (name, role) in PLAIN_ROLES {
        all.push(is(name, app.with_role(&format!("{role}@example.org"), role).await, everybodys));
    }
    all
}

fn yes() -> MembershipDecision {
    MembershipDecision { decision: Verdict::Accepted, reason: None }
}

async fn practitioner(app: &TestApp, lead: &Person) -> Person {
    let person = app.sign_up("practitioner@example.org", "Practitioner").await;
    let asked = app.ask_to_join(&person, "melbourne", MembershipRole::Practitioner).await;
    lead.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    person
}

/// Somebody who works for a partner that was verified.
async fn representative(app: &TestApp, administrator: &Person) -> Person {
    let head = app.sign_up("head@example.org", "Head").await;
    let partner = app.make_partner(&head, "Institute that stands").await;
    let verified = OrganisationDecision { decision: Verdict::Accepted, reason: None };
    administrator.client.create_organisation_decision(&partner.slug, &verified).await.unwrap();
    let person = app.sign_up("representative@example.org", "Representative").await;
    let role = MembershipRole::Representative;
    let wish = NewMembership { city: None, organisation: Some(partner.slug), role, message: None };
    let asked = person.client.create_membership(&IdempotencyKey::generate(), &wish).await.unwrap();
    head.client.create_membership_decision(asked.id, &yes()).await.unwrap();
    person
}
