//! The way back of single migrations on rows: what is kept, and what makes room.

use crate::moment;
use chrono::TimeDelta;
use domain::memberships::{MembershipOrigin, MembershipStatus};
use domain::organisations::{OrganisationKind, OrganisationStatus, PartnerKind};
use domain::policy::MembershipRole;
use domain::vocabularies::Language;
use ids::{AccountId, InvitationId, MembershipId, OrganisationId};
use migrations::{Migrator, MigratorTrait};
use store::identity::NewAccount;
use store::memberships::NewMembershipRow;
use store::organisations::{NewInvitationRow, NewOrganisationRow, OpenInvitation};
use store::{Db, Error, Tx};
use test_support::{Content, Database};

/// How many steps lead back to before a migration.
fn steps_before(name: &str) -> u32 {
    let all = Migrator::get_migration_files();
    let place = all.iter().position(|one| one.name() == name).unwrap();
    u32::try_from(all.len() - place).unwrap()
}

fn organisation(number: u64) -> NewOrganisationRow {
    NewOrganisationRow {
        id: OrganisationId::generate(number),
        kind: OrganisationKind::Partner,
        partner_kind: Some(PartnerKind::Academic),
        name: format!("Institute {number}"),
        name_key: format!("institute {number}"),
        slug: format!("institute-{number}"),
        website: None,
        about: None,
        country: None,
        city: None,
        status: OrganisationStatus::Verified,
        demo: false,
        at: moment(),
    }
}

async fn account(tx: &Tx<'_>, email: &str) -> Result<AccountId, Error> {
    let id = AccountId::generate(1);
    let new = NewAccount {
        id,
        email: email.to_owned(),
        email_key: email.to_owned(),
        password_hash: "x".to_owned(),
        name: email.to_owned(),
        name_key: email.to_owned(),
        language: Language::English,
        demo: false,
        at: moment(),
    };
    store::identity::insert(tx, new).await?;
    Ok(id)
}

/// A place of somebody: of which organisation, whose, as what, and whether it holds.
type Place = (OrganisationId, AccountId, MembershipRole, MembershipStatus);

async fn place(tx: &Tx<'_>, (organisation, account, role, status): Place) -> Result<MembershipId, Error> {
    let id = MembershipId::generate(1);
    let row = NewMembershipRow {
        id,
        organisation,
        account,
        role,
        status,
        origin: MembershipOrigin::Request,
        message: Some("We met at the workshop.".to_owned()),
        at: moment(),
    };
    store::memberships::insert(tx, row).await?;
    Ok(id)
}

/// What there is to say of every membership, in the order of their people.
async fn memberships(database: &Database) -> Vec<String> {
    let sql = "SELECT a.email || ' ' || o.slug || ' ' || m.role || ' ' || m.status || ' ' || COALESCE(m.message, '') \
        || CASE WHEN m.ended_at = m.requested_at THEN ' ended' WHEN m.ended_at IS NULL THEN '' ELSE ' ended later' END \
        FROM memberships m JOIN accounts a ON a.id = m.account_id JOIN organisations o ON o.id = m.organisation_id \
        ORDER BY a.email, o.slug, m.status";
    database.texts(sql).await
}

const HELD: &str = "ana institute-1 practitioner active We met at the workshop.";
const CLAIMED: &str = "ana institute-1 lead requested We met at the workshop.";
const OTHERS: [&str; 3] = [
    "eva institute-1 practitioner requested We met at the workshop.",
    "gus institute-1 practitioner active We met at the workshop.",
    "gus institute-2 lead requested We met at the workshop.",
];

/// Ana belongs to the first and claims it, Eva asks to belong to it, Gus belongs to it and claims the second.
async fn people(db: &Db) -> (OrganisationId, AccountId) {
    let written = db.write(|tx| {
        Box::pin(async move {
            let (first, second) = (organisation(1), organisation(2));
            let (one, other) = (first.id, second.id);
            store::organisations::insert(tx, first).await?;
            store::organisations::insert(tx, second).await?;
            let (ana, eva, gus) = (account(tx, "ana").await?, account(tx, "eva").await?, account(tx, "gus").await?);
            let (holds, waits) = (MembershipStatus::Active, MembershipStatus::Requested);
            for row in [
                (one, ana, MembershipRole::Practitioner, holds),
                (one, ana, MembershipRole::Lead, waits),
                (one, eva, MembershipRole::Practitioner, waits),
                (one, gus, MembershipRole::Practitioner, holds),
                (other, gus, MembershipRole::Lead, waits),
            ] {
                place(tx, row).await?;
            }
            Ok::<_, Error>((one, ana))
        })
    });
    written.await.unwrap()
}

#[tokio::test]
async fn before_claims_of_members_what_holds_is_kept_and_the_claim_ends() {
    let database = Database::create(Content::Empty).await;
    let (db, connection) = (database.open().await, database.connect().await);
    let (one, ana) = people(&db).await;
    let with = |anas: [&str; 2]| anas.into_iter().chain(OTHERS).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(memberships(&database).await, with([HELD, CLAIMED]));

    Migrator::down(&connection, Some(steps_before("m20261126_000011_claims"))).await.unwrap();
    let ended = CLAIMED.replace("requested", "ended") + " ended";
    assert_eq!(memberships(&database).await, with([HELD, &ended]), "every row is kept, and hers alone has changed");
    let claim = (one, ana, MembershipRole::Lead, MembershipStatus::Requested);
    let twice = db.write(move |tx| Box::pin(async move { place(tx, claim).await })).await;
    assert!(matches!(twice, Err(Error::Constraint(_))), "there was no room for both: {twice:?}");

    Migrator::up(&connection, None).await.unwrap();
    assert_eq!(memberships(&database).await, with([HELD, &ended]), "nothing comes back by itself");
    db.write(move |tx| Box::pin(async move { place(tx, claim).await })).await.unwrap();
    assert_eq!(database.count("memberships").await, 6, "and she may claim again");
}

/// Invitations of an organisation to these addresses.
async fn invite(db: &Db, organisation: OrganisationId, by: AccountId) {
    let written = db.write(move |tx| {
        Box::pin(async move {
            for email in ["open", "declined"] {
                let open = OpenInvitation {
                    id: InvitationId::generate(1),
                    organisation,
                    email: email.to_owned(),
                    role: MembershipRole::Practitioner,
                    invited_by: by,
                    created_at: moment(),
                    expires_at: moment() + TimeDelta::days(14),
                    declined_at: None,
                };
                let (email_key, token_digest) = (email.to_owned(), email.to_owned());
                store::organisations::insert_invitation(tx, NewInvitationRow { open, email_key, token_digest }).await?;
            }
            assert!(store::organisations::decline_invitation(tx, "declined", moment()).await?.is_some());
            Ok::<_, Error>(())
        })
    });
    written.await.unwrap();
}

#[tokio::test]
async fn before_invitations_could_be_declined_those_are_gone_and_the_open_ones_stay() {
    let database = Database::create(Content::Empty).await;
    let (db, connection) = (database.open().await, database.connect().await);
    let (one, ana) = people(&db).await;
    invite(&db, one, ana).await;
    Migrator::down(&connection, Some(steps_before("m20261126_000012_invitations"))).await.unwrap();
    let sql = "SELECT email || ' ' || role || ' ' || token_digest FROM invitations";
    assert_eq!(database.texts(sql).await, ["open practitioner open"], "no link is good again that was declined");
    Migrator::up(&connection, None).await.unwrap();
    let found = store::organisations::invitation(&db, "open", moment()).await.unwrap();
    assert!(found.is_some_and(|open| open.declined_at.is_none()));
}

#[tokio::test]
async fn accounts_of_before_get_the_name_to_look_for() {
    let database = Database::create(Content::Empty).await;
    let (db, connection) = (database.open().await, database.connect().await);
    let written = db.write(|tx| Box::pin(async move { account(tx, "Élodie Ünal").await }));
    written.await.unwrap();
    Migrator::down(&connection, Some(steps_before("m20261126_000013_account_names"))).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    assert_eq!(database.texts("SELECT name || ': ' || name_key FROM accounts").await, ["Élodie Ünal: elodie unal"]);
}
