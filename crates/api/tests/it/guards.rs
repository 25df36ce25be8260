//! Guards against classes of incidents, each named after what it keeps out. What belongs to one operation alone is tested
//! with it; here stands what must hold for all of them.

mod bombs;
mod jwt_confusion;
mod stored_xss;

use crate::schema::{Operation, operations};
use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::identity::{
    LinkToken, NewEmailChange, NewPassword, NewRefresh, NewSuspension, PasswordChange, PasswordResetRequest,
    SecondFactorRemoval,
};
use domain::policy::Role;
use serde_json::{Value, json};
use test_support::{Ask, PASSWORD, Person, TestApp};

const ANA: &str = "ana@example.org";
const NEW: &str = "ana.new@example.org";
const OTHER_PASSWORD: &str = "six loud trains under one hill";
const REGISTRATIONS: &str = "/api/v1/auth/registrations";
const RESETS: &str = "/api/v1/auth/password-resets";
const LOGINS: &str = "/api/v1/auth/logins";

fn wish(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "name": "Ana" })
}

/// The example of an operation's body.
fn body(operation: &Operation) -> Option<Value> {
    operation.spec["requestBody"]["content"]["application/json"].get("example").cloned()
}

fn is_endless(operation: &Operation) -> bool {
    operation.spec["responses"]["200"]["content"].get("text/event-stream").is_some()
}

/// An operation as its examples have it, by somebody or by nobody.
fn example(app: &TestApp, person: Option<&Person>, operation: &Operation) -> Ask {
    let needed = operation.parameters("query").filter(|parameter| parameter["required"] == true);
    let query: Vec<String> = needed
        .map(|parameter| format!("{}={}", parameter["name"].as_str().unwrap(), parameter["example"].as_str().unwrap()))
        .collect();
    let path = format!("{}?{}", operation.example_path(), query.join("&"));
    let ask = app.ask(&operation.method.to_uppercase(), path.trim_end_matches('?')).header("if-match", "\"v1\"");
    person.into_iter().fold(ask, |ask, person| ask.header("authorization", &person.bearer()))
}

async fn forgotten(app: &TestApp, email: &str) -> String {
    let request = PasswordResetRequest { email: email.into() };
    app.client().create_password_reset(&IdempotencyKey::generate(), &request).await.unwrap();
    app.work().await;
    app.token_mailed_to(email)
}

async fn ask_for_another_address(app: &TestApp, person: &Person) {
    let change = NewEmailChange { new_email: NEW.into(), password: PASSWORD.into() };
    person.client.create_email_change(&IdempotencyKey::generate(), &change).await.unwrap();
    app.work().await;
}

#[tokio::test]
async fn missing_function_authorisation() {
    let app = TestApp::builder().demo_mails().start().await;
    for operation in operations().iter().filter(|operation| operation.spec["security"] != json!([])) {
        let ask = example(&app, None, operation);
        let ask = body(operation).iter().fold(ask, |ask, body| ask.json(body));
        let status = ask.status().await;
        assert!([401, 404].contains(&status), "{} answers a visitor with {status}", operation.id);
    }
}

#[tokio::test]
async fn object_authorisation_through_a_side_door() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up(ANA, "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let (account, login) = (ana.account.id, ana.tokens.login_id);
    for (method, path, body, expected) in [
        ("GET", format!("/accounts/{account}"), None, 404),
        ("DELETE", format!("/me/logins/{login}"), None, 404),
        ("POST", format!("/accounts/{account}/suspension"), Some(json!({ "reason": "x" })), 403),
        ("POST", format!("/accounts/{account}/roles"), Some(json!({ "role": "editor" })), 403),
        ("DELETE", format!("/accounts/{account}/roles/editor"), None, 403),
        ("GET", format!("/audit-log?thing={account}"), None, 403),
        ("GET", format!("/audit-log.csv?thing={account}"), None, 403),
        ("GET", format!("/permissions?operation=get_me&account={account}"), None, 403),
    ] {
        let ask = eva.ask(&app, method, &format!("/api/v1{path}"));
        let status = body.iter().fold(ask, |ask, body| ask.json(body)).status().await;
        assert_eq!(status, expected, "{method} {path}");
    }
    for path in ["/me/export", "/me/logins", "/me/permissions", "/changes?limit=100"] {
        let text = eva.get(&app, &format!("/api/v1{path}")).await.text();
        assert!(!text.contains(&account.to_string()) && !text.contains(&login.to_string()), "{path}: {text}");
    }
    assert_eq!(ana.client.get_me().await.unwrap(), ana.account);
}

#[tokio::test]
async fn dynamic_order_by() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    for list in ["/accounts", "/audit-log", "/jobs", "/me/logins", "/cities", "/search"] {
        for query in
            ["sort=password_hash", "sort=-totp_secret", "sort=name;DROP%20TABLE%20accounts", "order=1", "filter=1"]
        {
            let path = format!("/api/v1{list}?{query}");
            let answer = administrator.get(&app, &path).await;
            // The list of one's own logins takes no parameters, and says so in the same way.
            assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("malformed")), "{path}");
        }
    }
    let path = "/api/v1/accounts?q=%27%20OR%201%3D1%20--";
    assert_eq!(administrator.get(&app, path).await.json()["items"], json!([]), "what is looked for is a value");
}

#[tokio::test]
async fn rate_limit_bypass() {
    let app = TestApp::builder().settings(|settings| settings.limits.sign_ins_per_quarter = 2).start().await;
    let guess = |email: &str| json!({ "email": email, "password": "a wrong password" });
    for (number, expected) in [(0, 401), (1, 401), (2, 429), (3, 429)] {
        let ask = app.post(LOGINS).header("x-forwarded-for", &format!("203.0.113.{number}"));
        let ask = ask.header("forwarded", &format!("for=203.0.113.{number}")).header("x-real-ip", "203.0.113.9");
        let status = ask.json(&guess(&format!("p{number}@example.org"))).status().await;
        assert_eq!(status, expected, "nobody's word without a trusted proxy: {number}");
    }
    let behind = TestApp::builder().settings(|settings| {
        settings.limits.sign_ins_per_quarter = 2;
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    });
    let behind = behind.start().await;
    for (number, expected) in [(0, 401), (1, 401), (2, 429)] {
        let address = [" ana@example.org", "ANA@example.org", "Ana@Example.ORG "][number];
        let ask = behind.post(LOGINS).header("x-forwarded-for", &format!("6.6.6.6, 203.0.113.{number}"));
        assert_eq!(ask.json(&guess(address)).status().await, expected, "an address has one budget, from wherever");
    }
    let one = behind.post(LOGINS).header("x-forwarded-for", "2001:db8::1").json(&guess("a@example.org"));
    let two = behind.post(LOGINS).header("x-forwarded-for", "2001:db8::2").json(&guess("b@example.org"));
    let three = behind.post(LOGINS).header("x-forwarded-for", "2001:db8::3").json(&guess("c@example.org"));
    let statuses = [one.status().await, two.status().await, three.status().await];
    assert_eq!(statuses, [401, 401, 429], "a /64 is one client");
}

#[tokio::test]
async fn reset_poisoning() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    for (path, body) in [(RESETS, json!({ "email": ANA })), (REGISTRATIONS, wish("new@example.org"))] {
        let ask = app.post(path).header("host", "evil.example").header("x-forwarded-host", "evil.example");
        let ask = ask.header("forwarded", "host=evil.example;proto=https").header("x-forwarded-proto", "https");
        let ask = ask.header("origin", "https://evil.example").header("referer", "https://evil.example/");
        assert_eq!(ask.json(&body).status().await, 202);
        app.work().await;
        let mail = app.mails.sent().pop().unwrap();
        for part in [mail.text(), mail.html()] {
            assert!(!part.contains("evil"), "{part}");
        }
        assert!(mail.text().contains(&format!("{}/en/", app.url)), "{}", mail.text());
    }
}

/// Events after which nobody else is signed in.
#[derive(Debug, Clone, Copy)]
enum Event {
    PasswordChanged,
    PasswordReset,
    AddressChanged,
    SecondFactorOn,
    Leaving,
    SignedOut,
    Suspended,
}

async fn happens(app: &TestApp, event: Event, person: &Person, administrator: &Person) {
    let email = person.account.email.as_str();
    let proof = SecondFactorRemoval { password: PASSWORD.into() };
    match event {
        Event::PasswordChanged => {
            let change = PasswordChange { current_password: PASSWORD.into(), new_password: OTHER_PASSWORD.into() };
            person.client.create_password_change(&change).await.unwrap();
        }
        Event::PasswordReset => {
            let token = forgotten(app, email).await;
            let new = NewPassword { token, password: OTHER_PASSWORD.into() };
            app.client().complete_password_reset(&new).await.unwrap();
        }
        Event::AddressChanged => {
            ask_for_another_address(app, person).await;
            let token = LinkToken { token: app.token_mailed_to(NEW) };
            person.client.confirm_email_change(&token).await.unwrap();
        }
        Event::SecondFactorOn => app.confirm_second_factor(person).await,
        Event::Leaving => _ = person.client.delete_me(&proof).await.unwrap(),
        Event::SignedOut => person.client.delete_my_logins().await.unwrap(),
        Event::Suspended => {
            let reason = NewSuspension { reason: "A test.".into() };
            administrator.client.create_suspension(person.account.id, &reason).await.unwrap();
        }
    }
}

#[tokio::test]
async fn sessions_outlive_the_event() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let events = [
        Event::PasswordChanged,
        Event::PasswordReset,
        Event::AddressChanged,
        Event::SecondFactorOn,
        Event::Leaving,
        Event::SignedOut,
        Event::Suspended,
    ];
    for event in events {
        let email = format!("{event:?}@example.org").to_lowercase();
        let person = app.sign_up(&email, "Ana").await;
        let other = app.sign_in(&email).await;
        happens(&app, event, &person, &administrator).await;
        assert_eq!(other.client.get_me().await.unwrap_err().status(), Some(401), "{event:?}: the access token");
        let refresh = NewRefresh { refresh_token: other.tokens.refresh_token.clone() };
        let refreshed = app.client().create_refresh(&refresh).await;
        assert_eq!(refreshed.unwrap_err().status(), Some(401), "{event:?}: the refresh token");
    }
}

#[tokio::test]
async fn refresh_replay() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let other = app.sign_in(ANA).await;
    let first = NewRefresh { refresh_token: person.tokens.refresh_token.clone() };
    let next = person.client.create_refresh(&first).await.unwrap();
    app.clock.advance(TimeDelta::seconds(11));
    let error = app.client().create_refresh(&first).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert!(person.client.get_me().await.is_err(), "the access token is worth nothing, too");
    let newest = NewRefresh { refresh_token: next.refresh_token };
    assert!(person.client.create_refresh(&newest).await.is_err(), "nor is the newest refresh token");
    assert!(other.client.get_me().await.is_ok(), "another login goes on");
    let reasons = app.database.texts("SELECT end_reason FROM logins WHERE end_reason IS NOT NULL").await;
    assert_eq!(reasons, ["reused"]);
}

#[tokio::test]
async fn get_with_effects() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask_for_another_address(&app, &person).await;
    let (confirm, keep) = (app.token_mailed_to(NEW), app.token_mailed_to(ANA));
    let reset = forgotten(&app, ANA).await;
    app.post(REGISTRATIONS).json(&wish("new@example.org")).send().await;
    app.work().await;
    let registered = app.token_mailed_to("new@example.org");
    let tables = ["accounts", "registrations", "mail_links", "logins", "jobs"];
    let dump = async || {
        let mut all = String::new();
        for table in tables {
            all.push_str(&app.database.dump(table).await);
        }
        all
    };
    let before = dump().await;
    let links = [
        ("confirm", "/auth/confirmations", &registered),
        ("reset", "/auth/password-resets/completions", &reset),
        ("confirm-email", "/auth/email-changes/confirmations", &confirm),
        ("keep-email", "/auth/email-changes/cancellations", &keep),
    ];
    for (page, operation, token) in links {
        for path in [format!("/en/{page}"), format!("/en/{page}?token={token}")] {
            for method in ["GET", "HEAD", "OPTIONS"] {
                app.ask(method, &path).send().await;
            }
        }
        for method in ["GET", "HEAD"] {
            assert_eq!(app.ask(method, &format!("/api/v1{operation}?token={token}")).send().await.status, 405);
        }
    }
    assert!(before == dump().await, "opening a link did something");
    app.client().create_confirmation(&LinkToken { token: registered }).await.unwrap();
    app.client().confirm_email_change(&LinkToken { token: confirm }).await.unwrap();
    app.client().cancel_email_change(&LinkToken { token: keep }).await.unwrap();
}

#[tokio::test]
async fn mail_bombing() {
    let start = || TestApp::builder().settings(|settings| settings.limits.mails_per_hour = 2);
    let app = start().start().await;
    for expected in [202, 202, 429] {
        let answer = app.post(REGISTRATIONS).json(&wish(ANA)).send().await;
        assert_eq!(answer.status, expected, "by client and address");
        assert_eq!(answer.header("retry-after").is_some(), expected == 429);
    }
    assert_eq!(app.database.count("jobs").await, 2, "who is refused causes nothing");

    let behind = start().settings(|settings| settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()]);
    let app = behind.start().await;
    let from = |number: u8| app.post(RESETS).header("x-forwarded-for", &format!("203.0.113.{number}"));
    for (number, expected) in [(1, 202), (2, 202), (3, 429)] {
        assert_eq!(from(number).json(&json!({ "email": ANA })).status().await, expected, "by address");
    }
    let person = sign_up_from(&app, "198.51.100.1").await;
    for (number, expected) in [(0, 202), (1, 202), (2, 429)] {
        let body = json!({ "new_email": format!("p{number}@example.org"), "password": PASSWORD });
        let ask = person.ask(&app, "POST", "/api/v1/me/email-changes");
        let ask = ask.header("x-forwarded-for", &format!("192.0.2.{number}"));
        assert_eq!(ask.json(&body).status().await, expected, "by account, from wherever and to whomever");
    }
}

/// Somebody whose mails do not count for the client that the test asks as.
async fn sign_up_from(app: &TestApp, client: &str) -> Person {
    let email = "eva@example.org";
    app.post(REGISTRATIONS).header("x-forwarded-for", client).json(&wish(email)).send().await;
    app.work().await;
    app.client().create_confirmation(&LinkToken { token: app.token_mailed_to(email) }).await.unwrap();
    app.sign_in(email).await
}

#[tokio::test]
async fn unbounded_input() {
    let app = TestApp::builder().without_second_factor().demo_mails().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    // Who may not do it at all hears that first: an editor as well may do most.
    let operator = app::Caller { actor: domain::policy::Actor::Operator, request_id: None, idempotency: None };
    let editor = domain::identity::NewRoleGrant { role: Role::Editor };
    app::identity::create_role_grant(&app.ctx, operator, administrator.account.id, editor).await.unwrap();
    for operation in operations() {
        let Some(example_body) = body(&operation) else { continue };
        for (name, value) in example_body.as_object().unwrap() {
            for long in [json!("x".repeat(60_000)), json!(vec!["x"; 20_000]), json!(1e300)] {
                if value.is_number() || long == *value {
                    continue;
                }
                let mut bad = example_body.clone();
                bad[name] = long;
                let ask = example(&app, Some(&administrator), &operation).json(&bad);
                let status = ask.status().await;
                // Who may not know whether a thing exists hears that first.
                let refused = [413, 422].contains(&status) || (status == 404 && operation.path.contains('{'));
                assert!(refused, "{} takes a huge {name}: {status}", operation.id);
            }
        }
        // A note is long, and longer in some scripts than in others.
        let most = if operation.id.ends_with("_note_draft") { 1_100_000 } else { 70_000 };
        let ask = example(&app, Some(&administrator), &operation).json(&json!({ "x": "x".repeat(most) }));
        assert_eq!(ask.status().await, 413, "{}", operation.id);
    }
    for parameter in ["q", "cursor", "limit"] {
        let path = format!("/api/v1/accounts?{parameter}={}", "9".repeat(5_000));
        assert_eq!(administrator.get(&app, &path).await.status, 400, "{parameter}");
    }
}

#[tokio::test]
async fn mass_assignment() {
    let app = TestApp::builder().without_second_factor().demo_mails().start().await;
    let person = app.with_role("admin@example.org", Role::Administrator).await;
    let mut tried = 0;
    for operation in operations() {
        let Some(example_body) = body(&operation) else { continue };
        for field in ["id", "roles", "status", "account_id", "created_at", "is_admin"] {
            if example_body.get(field).is_some() {
                continue;
            }
            let mut more = example_body.clone();
            more[field] = json!("administrator");
            let answer = example(&app, Some(&person), &operation).json(&more).send().await;
            let codes = answer.json()["errors"].to_string();
            assert!(answer.status == 422 && codes.contains("unknown_field"), "{} takes {field}: {codes}", operation.id);
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
    assert_eq!(person.client.get_me().await.unwrap().version, person.account.version);
}

#[tokio::test]
async fn csv_formulas() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let formula = "=HYPERLINK(\"https://evil.example\")";
    for header in ["x-request-id", "user-agent", "idempotency-key"] {
        let body = json!({ "email": "admin@example.org", "password": PASSWORD });
        app.post(LOGINS).header(header, "=1+1").json(&body).send().await;
    }
    let rename = json!({ "name": formula, "work_role": "@SUM(1)", "skills": ["+1", "-1"] });
    let ask = administrator.ask(&app, "PATCH", "/api/v1/me").header("if-match", "\"v1\"").json(&rename);
    assert_eq!(ask.status().await, 200);
    for path in ["/api/v1/audit-log.csv", "/api/v1/cities.csv"] {
        let text = administrator.get(&app, path).await.text();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let mut cells = 0;
        for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
            cells += 1;
        }
        assert!(cells > 20, "{path}: {cells}");
    }
}

#[tokio::test]
async fn cache_leaks() {
    let app = TestApp::builder().without_second_factor().demo_mails().start().await;
    for operation in &operations() {
        let person = app.with_role(&format!("{}@example.org", operation.id), Role::Administrator).await;
        let ask = example(&app, Some(&person), operation);
        let ask = body(operation).iter().fold(ask, |ask, body| ask.json(body));
        if is_endless(operation) {
            continue;
        }
        let answer = ask.send().await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}: {}", operation.id, answer.status);
    }
    let public = app.get("/api/v1/cities?limit=1").send().await;
    assert_eq!(public.header("cache-control"), Some("public, no-cache"));
    assert!(public.header("vary").unwrap().to_lowercase().contains("authorization"));
}

#[tokio::test]
async fn user_content_that_cannot_be_deleted() {
    let app = TestApp::start().await;
    let person = app.sign_up("anastasia@example.org", "Anastasia Example").await;
    app.confirm_second_factor(&person).await;
    person.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.work().await;
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    for table in ["accounts", "logins", "mail_links", "recovery_codes", "role_grants", "registrations"] {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
    for table in app.database.tables().await {
        assert!(!app.database.dump(&table).await.to_lowercase().contains("anastasia"), "{table}");
    }
    assert_eq!(
        app.client().create_login(&test_support::login("anastasia@example.org", None)).await.unwrap_err().status(),
        Some(401)
    );
}

#[tokio::test]
async fn open_redirect() {
    let app = TestApp::start().await;
    let (to, encoded) = ("https://evil.example", "https%3A%2F%2Fevil.example");
    for path in [
        "/",
        "/en",
        "/api/v1/docs",
        "//evil.example",
        "//evil.example/%2e%2e",
        "/%2F%2Fevil.example",
        "/\\evil.example",
        "/en/sign-in",
        "/en/confirm",
        "/en/reset",
    ] {
        for query in ["".to_owned(), format!("?next={encoded}"), format!("?redirect={encoded}&return_to={encoded}")] {
            let ask = app.get(&format!("{path}{query}")).header("host", "evil.example");
            let answer = ask.header("x-forwarded-host", "evil.example").send().await;
            if let Some(place) = answer.header("location") {
                let relative = place.starts_with('/') && !place.starts_with("//") && !place.starts_with("/\\");
                assert!(relative && !place.contains(to), "{path}{query} leads to {place}");
            }
        }
    }
    // What was made is named by its place here, too.
    let answer = app.post(LOGINS).header("host", "evil.example").json(&json!({ "email": ANA, "password": PASSWORD }));
    assert_eq!(answer.send().await.header("location"), None);
    let ana = app.sign_up(ANA, "Ana").await;
    let answer = ana.ask(&app, "POST", "/api/v1/city-proposals").header("host", "evil.example");
    let answer = answer.json(&test_support::proposal("Tabatinga")).send().await;
    assert!(answer.header("location").unwrap().starts_with("/api/v1/city-proposals/"));
}

/// An operation, its body for an address, how many passwords it hashes and how many jobs it writes.
type Asked<'a> = (&'a str, &'a dyn Fn(&str) -> Value, u64, u64);

#[tokio::test]
async fn known_and_unknown_addresses_cost_the_same_work() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    app.sign_up("eva@example.org", "Eva").await;
    let login = |email: &str| json!({ "email": email, "password": "a wrong password" });
    let reset = |email: &str| json!({ "email": email });
    let change = |email: &str| json!({ "new_email": email, "password": PASSWORD });
    let asked: [Asked<'_>; 4] = [
        (LOGINS, &login, 1, 0),
        (REGISTRATIONS, &wish, 1, 1),
        (RESETS, &reset, 0, 1),
        ("/api/v1/me/email-changes", &change, 1, 1),
    ];
    for (path, body, hashes, jobs) in asked {
        for address in ["eva@example.org", "nobody@example.org"] {
            let before = (app::identity::passwords_hashed(&app.ctx), app.database.count("jobs").await);
            let ask = if path.contains("/me/") { person.ask(&app, "POST", path) } else { app.post(path) };
            ask.json(&body(address)).send().await;
            let after = (app::identity::passwords_hashed(&app.ctx), app.database.count("jobs").await);
            assert_eq!((after.0 - before.0, after.1 - before.1), (hashes, jobs), "{path} {address}");
        }
    }
}
