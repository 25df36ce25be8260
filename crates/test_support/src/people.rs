//! People of tests: accounts that came about as everybody's do, by a mail and its link.

use crate::{Answer, Ask, TestApp};
use app::Clock as _;
use client::{Client, IdempotencyKey};
use domain::api_keys::{ApiKey, NewApiKey};
use domain::city_proposals::{CityProposal, NewCityProposal};
use domain::corrections::{CityFact, Correction, NewCorrection};
use domain::identity::{
    Account, LinkToken, NewLogin, NewRefresh, NewRegistration, RefreshDelivery, SecondFactorCode, Tokens,
};
use domain::memberships::{Membership, MembershipDecision, NewMembership};
use domain::organisations::{NewOrganisation, Organisation, OrganisationKind, PartnerKind, Verdict};
use domain::policy::{Actor, KeyScope, MembershipRole, Role};
use std::sync::Arc;

/// The password of everybody in tests.
pub const PASSWORD: &str = "five quiet bridges over one river";

/// Somebody who has signed in.
#[derive(Clone)]
pub struct Person {
    /// Their client, which carries their access token.
    pub client: Client,
    /// Their account, as it was when they signed in.
    pub account: Account,
    /// What they got when they signed in, the refresh token in it.
    pub tokens: Tokens,
}

impl Person {
    /// The header that shows who they are.
    #[must_use]
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.tokens.access_token)
    }

    /// A request of theirs.
    pub fn ask(&self, app: &TestApp, method: &str, path: &str) -> Ask {
        app.ask(method, path).header("authorization", &self.bearer())
    }

    /// `GET` of theirs.
    pub async fn get(&self, app: &TestApp, path: &str) -> Answer {
        self.ask(app, "GET", path).send().await
    }
}

/// A machine that holds a key.
#[derive(Debug, Clone)]
pub struct Machine {
    /// A client that carries it.
    pub client: Client,
    /// The key as lists show it.
    pub key: ApiKey,
    /// The key as it is sent.
    pub secret: String,
}

impl TestApp {
    /// The moment by the clock of the test.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }

    /// What workers do, where mails are handed to `mailer`.
    #[must_use]
    pub fn handlers_with(&self, mailer: Arc<dyn mailer::Mailer>) -> Vec<Arc<dyn app::jobs::Handler>> {
        handlers_with(mailer, &self.url)
    }

    /// Does every job that is due now; answers how many.
    pub async fn work(&self) -> usize {
        app::jobs::work_once(&self.ctx, &self.handlers).await.expect("jobs can be done")
    }

    /// The word of the link in the last mail to an address.
    pub fn token_mailed_to(&self, email: &str) -> String {
        let mails = self.mails.sent();
        let mail =
            mails.iter().rev().find(|mail| mail.to().address().as_str() == email).expect("a mail to the address");
        let rest = mail.text().split("#token=").nth(1).unwrap_or_else(|| panic!("a link in {}", mail.text()));
        rest.split_whitespace().next().expect("a word").to_owned()
    }

    /// Asks for an account, follows the link, signs in.
    pub async fn sign_up(&self, email: &str, name: &str) -> Person {
        // Ids are sorted by the moment in which they were made: nobody signs up in the same one as another.
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let client = self.client();
        let new = NewRegistration {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            name: name.to_owned(),
            language: None,
        };
        client.create_registration(&IdempotencyKey::generate(), &new).await.expect("a registration");
        self.work().await;
        let token = LinkToken { token: self.token_mailed_to(email) };
        client.create_confirmation(&token).await.expect("a confirmation");
        self.sign_in(email).await
    }

    /// Signs in with the password of everybody in tests.
    pub async fn sign_in(&self, email: &str) -> Person {
        let client = self.client();
        let tokens = client.create_login(&login(email, None)).await.expect("a login");
        Person { client, account: tokens.account.clone(), tokens }
    }

    /// What an authenticator shows now that has read this address.
    #[must_use]
    pub fn code_of(&self, uri: &str) -> String {
        let now = u64::try_from(self.clock.now().timestamp()).expect("a moment after 1970");
        totp_rs::Totp::from_url(uri).expect("an address of an authenticator").generate(now).to_string()
    }

    /// Sets up a second factor and stays signed in.
    pub async fn confirm_second_factor(&self, person: &Person) {
        let new = person.client.create_second_factor().await.expect("a second factor");
        let code = SecondFactorCode { code: self.code_of(&new.uri) };
        person.client.confirm_second_factor(&code).await.expect("a first code");
        let refresh = NewRefresh { refresh_token: person.tokens.refresh_token.clone() };
        person.client.create_refresh(&refresh).await.expect("still signed in");
    }

    /// Somebody with a role that is in force.
    pub async fn with_role(&self, email: &str, role: Role) -> Person {
        let person = self.sign_up(email, &format!("A {role}")).await;
        let caller = app::Caller { actor: Actor::Operator, request_id: None, idempotency: None };
        let grant = domain::identity::NewRoleGrant { role };
        app::identity::create_role_grant(&self.ctx, caller, person.account.id, grant).await.expect("a role");
        person
    }
}

impl TestApp {
    /// Asks to belong to a city, as what.
    pub async fn ask_to_join(&self, person: &Person, city: &str, role: MembershipRole) -> Membership {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let new = NewMembership { city: Some(city.to_owned()), organisation: None, role, message: None };
        person.client.create_membership(&IdempotencyKey::generate(), &new).await.expect("a membership")
    }

    /// Somebody who leads a city that nobody led: they claimed it, and an editor of the network let them.
    pub async fn with_city(&self, email: &str, city: &str) -> Person {
        let person = self.sign_up(email, &format!("The lead of {city}")).await;
        let claim = self.ask_to_join(&person, city, MembershipRole::Lead).await;
        let editor = self.with_role(&format!("editor-of-{email}"), Role::Editor).await;
        let yes = MembershipDecision { decision: Verdict::Accepted, reason: None };
        editor.client.create_membership_decision(claim.id, &yes).await.expect("a decision");
        person
    }
}

/// Every scope that opens something to the organisation of a city.
#[must_use]
pub fn city_scopes() -> Vec<KeyScope> {
    KeyScope::ALL.iter().copied().filter(|scope| !scope.needs_network()).collect()
}

impl TestApp {
    /// A machine of an organisation that `lead` leads, with a key of these scopes that holds for a month.
    pub async fn with_key(&self, lead: &Person, organisation: &str, scopes: &[KeyScope]) -> Machine {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let expires_at = self.clock.now() + chrono::TimeDelta::days(30);
        let new = NewApiKey { name: "A machine".to_owned(), scopes: scopes.to_vec(), expires_at };
        let created = lead.client.create_api_key(organisation, &new).await.expect("a key");
        Machine { client: Client::with_key(&self.url, &created.secret), key: created.key, secret: created.secret }
    }
}

impl TestApp {
    /// Somebody reports a fact of a city.
    pub async fn report(&self, city: &str, fact: CityFact, value: &str) -> Correction {
        let (value, source) = (value.to_owned(), "https://example.org/".to_owned());
        let new = NewCorrection { city: city.to_owned(), fact, value, source, email: None };
        self.client().create_correction(&IdempotencyKey::generate(), &new).await.expect("a report")
    }

    /// Somebody proposes a city, by this name, in the north of Brazil.
    pub async fn propose(&self, person: &Person, name: &str) -> CityProposal {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        person.client.create_city_proposal(&IdempotencyKey::generate(), &proposal(name)).await.expect("a proposal")
    }

    /// Somebody makes a partner organisation, which waits to be verified.
    pub async fn make_partner(&self, person: &Person, name: &str) -> Organisation {
        let new = NewOrganisation {
            kind: OrganisationKind::Partner,
            partner_kind: Some(PartnerKind::Academic),
            name: Some(name.to_owned()),
            website: Some("https://example.org/".to_owned()),
            about: Some("Helps cities with heat plans.".to_owned()),
            country: None,
            city: None,
        };
        person.client.create_organisation(&IdempotencyKey::generate(), &new).await.expect("an organisation")
    }
}

/// A city of this name in the north of Brazil, far from all others.
#[must_use]
pub fn proposal(name: &str) -> NewCityProposal {
    NewCityProposal {
        name: name.to_owned(),
        local_name: None,
        country: "BR".to_owned(),
        latitude: -4.2525,
        longitude: -69.9383,
        population: Some(66_764),
        population_year: Some(2022),
        time_zone: Some("America/Manaus".to_owned()),
        source: "https://example.org/city".to_owned(),
        note: Some("Floods of the river, every year.".to_owned()),
    }
}

/// A login by the password of everybody in tests, the refresh token in the body.
#[must_use]
pub fn login(email: &str, code: Option<String>) -> NewLogin {
    NewLogin { email: email.to_owned(), password: PASSWORD.to_owned(), code, refresh: Some(RefreshDelivery::Body) }
}

/// How mails name a test server.
pub(crate) fn site(public_url: &str) -> mailer::Site {
    mailer::Site { name: "C2R".to_owned(), public_url: public_url.to_owned(), support: "help@example.org".to_owned() }
}

/// What workers do with the mails of a test server, where they are handed to `mailer`.
pub(crate) fn handlers_with(mailer: Arc<dyn mailer::Mailer>, public_url: &str) -> Vec<Arc<dyn app::jobs::Handler>> {
    let usual = mail_settings(&Arc::new(mailer::Memory::new()), None, public_url);
    app::handlers(app::identity::MailSettings { mailer, ..usual })
}

/// How the mails of a test server go out: into memory.
pub(crate) fn mail_settings(
    mails: &Arc<mailer::Memory>,
    folder: Option<mailer::Folder>,
    public_url: &str,
) -> app::identity::MailSettings {
    let from = mailer::Address::parse("c2r@example.org").expect("an address");
    app::identity::MailSettings {
        mailer: Arc::new(Kept { memory: Arc::clone(mails), folder }),
        sender: mailer::Sender { from: mailer::Mailbox::new("C2R", from), reply_to: None },
        site: site(public_url),
        bounces: mailer::Address::parse("bounces@example.org").expect("an address"),
        domain_rate: 0,
    }
}

/// Keeps mails in memory, and in a folder where a test asks for one.
struct Kept {
    memory: Arc<mailer::Memory>,
    folder: Option<mailer::Folder>,
}

#[async_trait::async_trait]
impl mailer::Mailer for Kept {
    async fn send(&self, message: &mailer::Message) -> Result<(), mailer::SendError> {
        if let Some(folder) = &self.folder {
            folder.send(message).await?;
        }
        self.memory.send(message).await
    }
}
