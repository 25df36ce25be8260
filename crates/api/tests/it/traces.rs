//! What names somebody: which tables do, that the export holds it, and that nothing of it is left when they have gone.

use domain::identity::{NewEmailChange, NewRoleGrant, NewSuspension, SecondFactorRemoval};
use domain::memberships::MembershipDecision;
use domain::organisations::Verdict;
use domain::policy::{Action, MembershipRole, Role};
use mailer::SendError;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use test_support::{Content, Database, PASSWORD, TestApp};

/// Tables of which the export holds what is about a person, and under which of its fields.
const EXPORTED: [(&str, &str); 23] = [
    ("api_keys", "api_keys"),
    ("city_proposals", "city_proposals"),
    ("collections", "reading_lists"),
    ("invitations", "invitations"),
    ("lesson_authors", "lessons"),
    ("lesson_draft_authors", "lesson_drafts"),
    ("lesson_draft_comments", "lesson_draft_comments"),
    ("lesson_drafts", "lesson_drafts"),
    ("lesson_outcomes", "lesson_outcomes"),
    ("memberships", "memberships"),
    ("note_authors", "notes"),
    ("note_draft_authors", "note_drafts"),
    ("note_draft_comments", "note_draft_comments"),
    ("note_drafts", "note_drafts"),
    ("saved_searches", "saved_searches"),
    ("accounts", "account"),
    ("role_grants", "account"),
    ("logins", "logins"),
    ("recovery_codes", "recovery_codes_left"),
    ("mail_links", "address_links"),
    ("corrections", "corrections"),
    ("audit_log", "done"),
    ("subscribers", "subscription"),
];

/// Tables that may name a person and are not in the export, each with the reason.
const NOT_EXPORTED: [(&str, &str); 5] = [
    ("registrations", "a wish that nobody has shown to be theirs; it goes within a day, or becomes the account"),
    ("jobs", "mails on their way: what a job holds goes when it is done, and with the account where it is not"),
    ("idempotency_keys", "answers that their caller has had; they go within a day, and with the account"),
    ("suppressions", "a hash by which an address is known again that nobody writes to; it tells no address"),
    ("briefing_deliveries", "what became of mails, by ids; how many went to the address is told with its subscription"),
];

/// Whether a column names a person: by an account's id, or by an address.
fn names_a_person(column: &str) -> bool {
    let known = ["actor_id", "granted_by", "payload", "scope"];
    column.contains("account") || column.contains("email") || column.contains("person") || known.contains(&column)
}

async fn columns(database: &Database, table: &str) -> Vec<String> {
    let sql = match database {
        Database::Sqlite { .. } => format!("SELECT name FROM pragma_table_info('{table}')"),
        Database::Postgres { .. } => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
    };
    database.texts(&sql).await
}

/// Tables whose rows refer to an account by a foreign key.
async fn referring(database: &Database) -> BTreeSet<String> {
    let sql = match database {
        Database::Sqlite { .. } => {
            "SELECT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = 'accounts'"
        }
        Database::Postgres { .. } => {
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'accounts'::regclass"
        }
    };
    database.texts(sql).await.into_iter().collect()
}

#[tokio::test]
async fn export_holds_every_table_that_names_the_person() {
    let database = Database::create(Content::Empty).await;
    let mut naming = referring(&database).await;
    for table in database.tables().await {
        if columns(&database, &table).await.iter().any(|column| names_a_person(column)) {
            naming.insert(table);
        }
    }
    naming.insert("accounts".to_owned());
    let listed: BTreeMap<&str, &str> = EXPORTED.into_iter().chain(NOT_EXPORTED).collect();
    for table in &naming {
        assert!(listed.contains_key(table.as_str()), "{table} names a person: put it into the export, or say why not");
    }
    for table in listed.keys() {
        assert!(naming.contains(*table), "{table} names nobody any more");
    }
    let fields = &crate::schema::SPECIFICATION["components"]["schemas"]["Export"]["properties"];
    for (table, field) in EXPORTED {
        assert!(fields.get(field).is_some(), "{table}: the export has no field {field}");
    }
}

/// What others did to a person is theirs to know; who the others are is not.
#[tokio::test]
async fn export_tells_what_was_done_to_the_person_and_not_by_whom() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("secretive@example.org", Role::Administrator).await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let no = MembershipDecision { decision: Verdict::Refused, reason: Some("We do not know you.".into()) };
    for person in [&ana, &ben] {
        let claim = app.ask_to_join(person, "melbourne", MembershipRole::Lead).await;
        administrator.client.create_membership_decision(claim.id, &no).await.unwrap();
    }
    let (id, role) = (ana.account.id, NewRoleGrant { role: Role::Expert });
    administrator.client.create_role_grant(id, &role).await.unwrap();
    administrator.client.create_suspension(id, &NewSuspension { reason: "A mistake.".into() }).await.unwrap();
    administrator.client.delete_suspension(id).await.unwrap();

    let ana = app.sign_in("ana@example.org").await;
    let export = ana.client.export_me().await.unwrap();
    let told: BTreeSet<_> =
        export.done_by_others.iter().map(|line| format!("{} {}", line.actor, line.action)).collect();
    let expected = [
        "person create_membership_decision",
        "person create_role_grant",
        "person create_suspension",
        "person delete_suspension",
        // Who confirms an address or signs in has not signed in yet.
        "visitor create_confirmation",
        "visitor create_login",
    ];
    assert!(told.iter().map(String::as_str).eq(expected), "{told:?}");
    assert_eq!(export.done_by_others.len(), 7, "nothing of Ben's: two logins, and each of the others once");
    let grant = export.done_by_others.iter().find(|line| line.action == Action::CreateRoleGrant).unwrap();
    assert_eq!((grant.fields.as_slice(), grant.thing_id), (["expert".to_owned()].as_slice(), id.as_uuid()));
    assert!(export.done.iter().all(|line| line.actor_id == Some(id)), "what they did themselves stands apart");
    let whole = ana.client.export_me_text().await.unwrap();
    for of_another in ["secretive", "ben@example.org", &administrator.account.id.to_string()] {
        assert!(!whole.contains(of_another), "{of_another}: {whole}");
    }
}

#[tokio::test]
async fn what_waits_or_was_given_up_is_exported_and_goes_with_the_account() {
    let (email, new) = ("Anastasia@example.org", "anastasia.new@example.org");
    let app = TestApp::start().await;
    let person = app.sign_up(email, "Anastasia").await;
    let report = json!({ "city": "melbourne", "fact": "shocks", "value": "x", "source": "https://example.org/x", "email": "anastasia@Example.org" });
    assert_eq!(app.post("/api/v1/corrections").json(&report).send().await.status, 201);
    app.propose(&person, "Anastasiaville").await;
    let change = NewEmailChange { new_email: new.into(), password: PASSWORD.into() };
    person.client.create_email_change(&client::IdempotencyKey::generate(), &change).await.unwrap();
    app.mails.fail_next(2, &SendError::Permanent("550".into()));
    app.work().await;
    let export = person.client.export_me().await.unwrap();
    let links: Vec<_> = export.address_links.iter().map(|link| link.email.as_str()).collect();
    assert!(links.contains(&new) && links.contains(&email), "{links:?}");
    assert_eq!((export.corrections.len(), export.city_proposals.len()), (1, 1));
    assert!(app.database.dump("jobs").await.contains(new), "the mails were given up and can be tried again");

    person.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.mails.fail_next(1, &SendError::Permanent("550".into()));
    app.work().await;
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    for table in app.database.tables().await {
        let dump = app.database.dump(&table).await.to_lowercase();
        assert!(!dump.contains("anastasia"), "{table}: {dump}");
    }
    assert_eq!(app.database.count("corrections").await, 1, "the fact stays");
}

#[tokio::test]
async fn mails_that_are_kept_as_files_go_with_the_account() {
    let app = TestApp::builder().demo_mails().start().await;
    let gone = app.sign_up("anastasia@example.org", "Anastasia").await;
    app.sign_up("ben@example.org", "Ben").await;
    app.make_partner(&gone, "Institute of one").await;
    gone.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.work().await;
    let listed = || async { app.client().list_demo_mails(None).await.unwrap().items };
    assert!(listed().await.iter().any(|mail| mail.to.contains("anastasia")));
    app.clock.advance(chrono::TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    let left: Vec<String> = listed().await.into_iter().map(|mail| mail.to).collect();
    assert!(!left.is_empty() && left.iter().all(|to| to.contains("ben@example.org")), "{left:?}");
    assert_eq!(app.database.count("organisations").await, 0, "nobody is left who would lead what waits");
}
