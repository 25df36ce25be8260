//! Walks over organisations: each comes once, and none that the eyes may not see.

use crate::moment;
use domain::organisations::{OrganisationKind, OrganisationStatus, PartnerKind};
use ids::OrganisationId;
use store::organisations::{NewOrganisationRow, Walk};
use store::{Db, Error, Scope};
use test_support::{Content, Database};

/// More than one step of a walk brings.
const ALL: u64 = 1_200;

/// Many share a name to sort by, so that steps end among equals; every tenth waits to be verified.
fn row(number: u64) -> NewOrganisationRow {
    NewOrganisationRow {
        id: OrganisationId::generate(number),
        kind: OrganisationKind::Partner,
        partner_kind: Some(PartnerKind::Academic),
        name: format!("Institute {number}"),
        name_key: format!("institute {}", number % 3),
        slug: format!("institute-{number}"),
        website: None,
        about: None,
        country: None,
        city: None,
        status: if number.is_multiple_of(10) { OrganisationStatus::Pending } else { OrganisationStatus::Verified },
        demo: false,
        at: moment(),
    }
}

async fn walked(db: &Db, scope: Scope) -> Vec<String> {
    let (mut walk, mut steps, mut slugs) = (Walk::new(scope), 0, Vec::new());
    while let Some(part) = walk.next(db).await.unwrap() {
        steps += 1;
        slugs.extend(part.into_iter().map(|organisation| organisation.slug));
    }
    assert!(steps > 1, "one step is no test of going on");
    slugs
}

#[tokio::test]
async fn a_walk_meets_each_once_in_the_order_of_names() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let fill = db.write(|tx| {
        Box::pin(async move {
            for number in 1..=ALL {
                store::organisations::insert(tx, row(number)).await?;
            }
            Ok::<_, Error>(())
        })
    });
    fill.await.unwrap();
    let mut numbers: Vec<u64> = (1..=ALL).collect();
    numbers.sort_by_key(|number| (number % 3, *number));
    let slugs = |numbers: &[u64]| numbers.iter().map(|number| format!("institute-{number}")).collect::<Vec<_>>();
    assert_eq!(walked(&db, Scope::Everything).await, slugs(&numbers));
    numbers.retain(|number| !number.is_multiple_of(10));
    assert_eq!(walked(&db, Scope::Public).await, slugs(&numbers));
}
