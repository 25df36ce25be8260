//! What all lists have in common: one grammar of filters, texts as they are, cursors of their own.

use client::IdempotencyKey;
use domain::identity::AccountQuery;
use domain::organisations::{NewOrganisation, Organisation, OrganisationKind, OrganisationQuery};
use domain::policy::Role;
use serde_json::{Value, json};
use test_support::{Answer, Person, TestApp};

async fn administered() -> (TestApp, Person) {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    (app, administrator)
}

async fn network(person: &Person, name: &str) -> Organisation {
    let new = NewOrganisation {
        kind: OrganisationKind::Network,
        partner_kind: None,
        name: Some(name.to_owned()),
        website: None,
        about: None,
        country: None,
        city: None,
    };
    person.client.create_organisation(&IdempotencyKey::generate(), &new).await.unwrap()
}

/// Pointers of the faults of an answer.
fn pointers(answer: &Answer) -> Vec<Value> {
    answer.json()["errors"].as_array().unwrap().iter().map(|fault| fault["pointer"].clone()).collect()
}

#[tokio::test]
async fn control_characters_are_refused_at_the_gate() {
    let (app, administrator) = administered().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    for (path, parameter) in [
        ("/organisations?q=a%00b", "q"),
        ("/cities?q=a%00b", "q"),
        ("/search?q=a%07b", "q"),
        ("/library-items?q=a%00b", "q"),
        ("/collections?item=a%00", "item"),
        ("/accounts?q=a%00b", "q"),
        ("/jobs?kind=a%00", "kind"),
        ("/corrections?city=a%00", "city"),
        ("/permissions?operation=get_me&organisation=a%00", "organisation"),
    ] {
        let answer = administrator.get(&app, &format!("/api/v1{path}")).await;
        assert_eq!((answer.status, pointers(&answer)), (400, vec![json!(parameter)]), "{path}");
    }
    let visitor = app.get("/api/v1/organisations/%00").send().await;
    assert_eq!(visitor.status, 404);
    for (method, path) in [
        ("GET", "/organisations/%00"),
        ("GET", "/organisations/a%00/members"),
        ("GET", "/cities/%00"),
        ("GET", "/library-items/%00"),
        ("GET", "/collections/%00"),
        ("DELETE", "/organisations/melbourne/domains/a%00"),
        ("POST", "/organisations/melbourne/domains/a%00/verification"),
    ] {
        let answer = administrator.ask(&app, method, &format!("/api/v1{path}")).send().await;
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text());
    }
    let new = json!({ "organisation": "a\u{0}", "role": "representative" });
    let answer = lead.ask(&app, "POST", "/api/v1/memberships").json(&new).send().await;
    assert_eq!((answer.status, pointers(&answer)), (422, vec![json!("/organisation")]));
}

#[tokio::test]
async fn texts_are_looked_for_as_they_are_and_in_any_script() {
    let (app, administrator) = administered().await;
    app.sign_up("first_last@example.org", "Élodie Ünal").await;
    app.sign_up("firstxlast@example.org", "Ольга").await;
    let found = async |q: &str| {
        let query = AccountQuery { q: Some(q.to_owned()), ..AccountQuery::default() };
        let items = administrator.client.list_accounts(&query).await.unwrap().items;
        items.into_iter().map(|account| account.email).collect::<Vec<_>>()
    };
    assert_eq!(found("first_last@example.org").await, ["first_last@example.org"]);
    for q in ["Élodie", "élodie", "ELODIE", "ünal"] {
        assert_eq!(found(q).await, ["first_last@example.org"], "{q}");
    }
    assert_eq!(found("ОЛЬГА").await, ["firstxlast@example.org"]);
    for q in ["%", "f%t", "\\"] {
        assert_eq!(found(q).await, [""; 0], "{q}");
    }
    network(&administrator, "École d’exemple").await;
    network(&administrator, "100% Heat").await;
    let named = async |q: &str| {
        let query = OrganisationQuery { q: Some(q.to_owned()), ..OrganisationQuery::default() };
        let items = app.client().list_organisations(&query).await.unwrap().items;
        items.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    for q in ["École", "école", "ECOLE"] {
        assert_eq!(named(q).await, ["École d’exemple"], "{q}");
    }
    assert_eq!(named("%").await, ["100% Heat"]);
    assert_eq!(named("_").await, [""; 0]);
}

#[tokio::test]
async fn a_name_that_was_changed_is_found_by_the_new_one() {
    let (app, administrator) = administered().await;
    let ana = app.sign_up("somebody@example.org", "Ana").await;
    let change = domain::identity::AccountUpdate {
        name: contract::Patch::Set("Émilie".to_owned()),
        ..domain::identity::AccountUpdate::default()
    };
    ana.client.update_me(ana.account.version, &change).await.unwrap();
    let found = async |q: &str| {
        let query = AccountQuery { q: Some(q.to_owned()), ..AccountQuery::default() };
        administrator.client.list_accounts(&query).await.unwrap().items.len()
    };
    assert_eq!((found("émilie").await, found("ana").await), (1, 0));
}

#[tokio::test]
async fn values_within_a_parameter_are_or_in_every_list() {
    let (app, administrator) = administered().await;
    app.with_role("ed@example.org", Role::Editor).await;
    app.with_city("lead@example.org", "melbourne").await;
    network(&administrator, "Heat network").await;
    for (path, expected) in [
        ("/organisations?kind=city,network", 2),
        ("/organisations?kind=city&kind=network", 2),
        ("/organisations?kind=partner", 0),
        ("/organisations?status=verified,pending&kind=city", 1),
        ("/accounts?role=administrator&role=editor", 3),
        ("/accounts?role=administrator,editor&status=active,leaving", 3),
        ("/accounts?status=suspended,leaving", 0),
        ("/memberships?status=requested,active", 1),
        ("/memberships?status=requested,refused", 0),
        ("/corrections?status=received,accepted", 0),
        ("/jobs?kind=nothing,nothing_either&kind=none&state=dead", 0),
        ("/city-proposals?status=open,refused", 0),
        ("/lesson-drafts?status=writing,in_review", 0),
        ("/collections?kind=collection,reading_list", 0),
        ("/library-items?kind=toolkit,guide&year=1900,1901", 0),
        ("/lessons/ahmedabad-cool-roofs/outcomes?result=worked,partly", 0),
    ] {
        let answer = administrator.get(&app, &format!("/api/v1{path}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.json()["items"].as_array().unwrap().len(), expected, "{path}");
    }
    let answer = administrator.get(&app, "/api/v1/organisations?kind=city,king").await;
    assert_eq!((answer.status, pointers(&answer)), (400, vec![json!("kind")]));
}

#[tokio::test]
async fn a_cursor_belongs_to_its_list_and_filter() {
    let (app, administrator) = administered().await;
    for name in ["One", "Two", "Three"] {
        network(&administrator, name).await;
    }
    app.sign_up("ana@example.org", "Ana").await;
    let next = async |path: &str| {
        let answer = administrator.get(&app, &format!("/api/v1{path}limit=1")).await;
        answer.json()["next"].as_str().unwrap_or_else(|| panic!("{path}: {}", answer.text())).to_owned()
    };
    let accounts = next("/accounts?status=active,leaving&").await;
    let organisations = next("/organisations?").await;
    for path in ["/accounts?status=leaving,active&", "/accounts?limit=50&status=active&status=leaving&"] {
        let answer = administrator.get(&app, &format!("/api/v1{path}cursor={accounts}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    for (path, cursor) in [
        ("/accounts?", &accounts),
        ("/accounts?status=active&", &accounts),
        ("/accounts?status=active,leaving&q=a&", &accounts),
        ("/jobs?", &accounts),
        ("/corrections?", &accounts),
        ("/memberships?", &accounts),
        ("/city-proposals?", &accounts),
        ("/lesson-drafts?", &accounts),
        ("/collections?", &accounts),
        ("/library-items?", &accounts),
        ("/lessons/ahmedabad-cool-roofs/outcomes?", &accounts),
        ("/lessons/ahmedabad-cool-roofs/revisions?", &accounts),
        ("/audit-log?", &accounts),
        ("/organisations?", &accounts),
        ("/organisations?kind=network&", &organisations),
        ("/organisations/one/members?", &accounts),
        ("/organisations/one/invitations?", &accounts),
        ("/organisations/one/api-keys?", &accounts),
    ] {
        let answer = administrator.get(&app, &format!("/api/v1{path}cursor={cursor}")).await;
        assert_eq!((answer.status, pointers(&answer)), (400, vec![json!("cursor")]), "{path}");
    }
}

#[tokio::test]
async fn no_organisation_is_called_as_an_id_or_a_page() {
    let (app, administrator) = administered().await;
    for (name, slug) in [
        ("New", "organisation-new"),
        ("0190163d-8694-739b-aea5-966c26f8ad91", "organisation-0190163d-8694-739b-aea5-966c26f8ad91"),
    ] {
        let made = network(&administrator, name).await;
        assert_eq!(made.slug, slug);
        assert_eq!(app.client().get_organisation(slug).await.unwrap().id, made.id);
    }
}
