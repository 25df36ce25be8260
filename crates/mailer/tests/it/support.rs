//! A site, one letter of each kind, and a mail out of one.

use chrono::{DateTime, NaiveDate, Utc};
use mailer::{Address, DigestPart, DigestThing, Language, Letter, Mailbox, Message, Rendered, Sender, Site, render};

pub(crate) fn site() -> Site {
    Site {
        name: "Cities for a Resilient Recovery".into(),
        public_url: "https://c2r.example".into(),
        support: "help@c2r.example".into(),
    }
}

pub(crate) fn written(letter: &Letter) -> Rendered {
    render(letter, Language::En, &site()).unwrap()
}

pub(crate) fn sender() -> Sender {
    let address = |text: &str| Address::parse(text).unwrap();
    Sender {
        from: Mailbox::new("Cities for a Resilient Recovery", address("no-reply@c2r.example")),
        reply_to: Some(Mailbox::new("Help", address("help@c2r.example"))),
    }
}

/// The mail that confirms an address, to Ana.
pub(crate) fn message(id: &str) -> Message {
    let to = Mailbox::new("Ana López", Address::parse("ana@example.org").unwrap());
    Message::new(id, to, &sender(), written(&samples()[0])).unwrap()
}

fn when() -> DateTime<Utc> {
    "2026-11-24T14:05:09Z".parse().unwrap()
}

fn link(path: &str) -> String {
    format!("https://c2r.example{path}")
}

/// One of each kind, in the order of the list.
pub(crate) fn samples() -> Vec<Letter> {
    let mut samples = accounts();
    samples.extend(organisations());
    samples.extend(cities());
    samples.extend(proposals());
    samples.extend(lessons());
    samples.extend(notes());
    samples.extend(searches());
    samples
}

fn accounts() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    let device = || "Firefox on Linux".to_owned();
    let secure_link = || link("/secure#7Qm2fV0sTtYb1nJx");
    let masked = || "a…@example.net".to_owned();
    vec![
        Letter::ConfirmEmail { name: name(), link: link("/confirm#q3Xw9aL0e2Rk8sUd5vBn"), hours: 24 },
        Letter::AlreadyRegistered { name: name(), sign_in_link: link("/sign-in"), reset_link: link("/reset") },
        Letter::ResetPassword { name: name(), link: link("/reset#q3Xw9aL0e2Rk8sUd5vBn"), minutes: 30 },
        Letter::PasswordChanged { name: name(), when: when(), device: device(), secure_link: secure_link() },
        Letter::EmailChangeConfirm { name: name(), link: link("/confirm#q3Xw9aL0e2Rk8sUd5vBn"), hours: 1 },
        Letter::EmailChangeNotice { name: name(), new_address_masked: masked(), link: link("/stop#7Qm2fV0sTtYb1nJx") },
        Letter::EmailChanged { name: name(), new_address_masked: masked(), when: when(), secure_link: secure_link() },
        Letter::EmailChangeTaken { name: name(), sign_in_link: link("/sign-in") },
        Letter::NewSignIn { name: name(), device: device(), when: when(), secure_link: secure_link() },
        Letter::SecondFactorOn { name: name(), when: when(), secure_link: secure_link() },
        Letter::SecondFactorOff { name: name(), when: when(), secure_link: secure_link() },
        Letter::RecoveryCodeUsed { name: name(), device: device(), when: when(), left: 9, secure_link: secure_link() },
        Letter::RecoveryCodesLow { name: name(), left: 2 },
        Letter::AccountSuspended { name: name(), reason: "Three of your posts were advertisements.".into() },
        Letter::AccountRestored { name: name() },
        Letter::DeletionScheduled {
            name: name(),
            date: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(),
            link: link("/account/deletion"),
        },
        Letter::DeletionCancelled { name: name() },
    ]
}

fn organisations() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    let organisation = || "Alcaldía de Medellín".to_owned();
    let page = || link("/organisations/alcaldia-de-medellin");
    vec![
        Letter::Invitation {
            inviter: "Jo Okafor".into(),
            organisation: organisation(),
            role: "editor".into(),
            link: link("/invitations#q3Xw9aL0e2Rk8sUd5vBn"),
            days: 14,
        },
        Letter::MembershipRequested {
            lead_name: name(),
            person: "Jo Okafor".into(),
            organisation: organisation(),
            message:
                "We met at the workshop in Lagos. I look after the heat plan now, and would like to share what we \
                      learned; see https://www.lagosstate.example/heat."
                    .into(),
            link: page(),
        },
        Letter::MembershipReminder {
            lead_name: name(),
            count: 3,
            organisation: organisation(),
            oldest_days: 9,
            link: page(),
        },
        Letter::MembershipApproved {
            name: name(),
            organisation: organisation(),
            role: "practitioner".into(),
            link: page(),
        },
        Letter::MembershipRefused { name: name(), organisation: organisation(), reason: String::new() },
        Letter::MembershipEnded { name: name(), organisation: organisation(), reason: "Works elsewhere.".into() },
    ]
}

fn cities() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    let city = || "Medellín".to_owned();
    vec![
        Letter::ClaimReceived { name: name(), city: city() },
        Letter::ClaimApproved { name: name(), city: city(), link: link("/cities/medellin") },
        Letter::ClaimRefused { name: name(), city: city(), reason: "The city has named somebody else.".into() },
        Letter::LeadHandedOver { name: name(), organisation: "Alcaldía de Medellín".into(), to: "Jo Okafor".into() },
        Letter::OrganisationMade {
            name: name(),
            person: "Jo Okafor".into(),
            organisation: "Instituto del Agua".into(),
            link: link("/waiting"),
        },
        Letter::DomainNamed {
            name: name(),
            organisation: "Alcaldía de Medellín".into(),
            domain: "medellin.example".into(),
            link: link("/waiting"),
        },
        Letter::VerificationReminder { name: name(), count: 2, oldest_days: 3, link: link("/waiting") },
    ]
}

fn proposals() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    vec![
        Letter::CityProposed {
            name: name(),
            person: "Jo Okafor".into(),
            city: "Leticia".into(),
            note: "Floods of the river, every year.".into(),
            link: link("/waiting"),
        },
        Letter::CityProposalReminder { name: name(), count: 2, oldest_days: 3, link: link("/waiting") },
        Letter::CityProposalAccepted { name: name(), city: "Leticia".into(), link: link("/join?city=leticia&as=lead") },
        Letter::CityProposalRefused { name: name(), city: "Leticia".into(), reason: "It is a district.".into() },
        Letter::ApiKeyCreated {
            name: name(),
            organisation: "Alcaldía de Medellín".into(),
            key: "Open data portal".into(),
            by: "Jo Okafor".into(),
            ends: NaiveDate::from_ymd_opt(2027, 11, 25).unwrap(),
            link: link("/organisations/medellin/keys"),
        },
        Letter::CorrectionDecided {
            city: "Medellín".into(),
            fact: "shocks".into(),
            decision: "accepted".into(),
            reason: "The strategy of 2016 names landslides.".into(),
            link: link("/cities/medellin"),
        },
    ]
}

fn searches() -> Vec<Letter> {
    let thing = |title: &str, page: &str| DigestThing { title: title.into(), link: link(page) };
    let part =
        |title: &str, count, page: &str, things| DigestPart { title: title.into(), count, things, link: link(page) };
    let heat = vec![
        thing("Coat the roofs of schools before the hot season", "/lessons/coat-the-roofs-of-schools"),
        thing("Heat action platform", "/library/heat-action-platform"),
    ];
    let searches = vec![
        part("Heat in cities like ours", 2, "/search?q=heat&published_since=2026-11-25T08:00:00Z", heat),
        part("مياه", 1, "/lessons?q=%D9%85%D9%8A%D8%A7%D9%87", vec![thing("Rain gardens", "/lessons/rain-gardens")]),
    ];
    vec![Letter::SavedSearchNews { name: "Ana López".into(), news: 3, searches, link: link("/account/searches") }]
}

fn notes() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    let note = || "Keeping people cool when they should not gather".to_owned();
    let draft = || link("/notes/drafts/0190163d-8694-739b-aea5-966c26f8ad91");
    vec![
        Letter::NoteSubmitted { name: name(), person: "Jo Okafor".into(), note: note(), link: draft() },
        Letter::NotePublished { name: name(), note: note(), link: link("/notes/heat-in-epidemic-season") },
        Letter::NoteReturned {
            name: name(),
            note: note(),
            reason: "Say who pays for the equipment.".into(),
            link: draft(),
        },
        Letter::NoteAuthorAdded { name: name(), person: "Jo Okafor".into(), note: note(), link: draft() },
    ]
}

fn lessons() -> Vec<Letter> {
    let name = || "Ana López".to_owned();
    let lesson = || "Coat the roofs of schools before the hot season".to_owned();
    let draft = || link("/lessons/drafts/0190163d-8694-739b-aea5-966c26f8ad91");
    vec![
        Letter::LessonSubmitted { name: name(), person: "Jo Okafor".into(), lesson: lesson(), link: draft() },
        Letter::LessonPublished {
            name: name(),
            lesson: lesson(),
            link: link("/lessons/coat-the-roofs-of-schools-before-the-hot-season"),
        },
        Letter::LessonReturned {
            name: name(),
            lesson: lesson(),
            reason: "Say what it cost, and who paid for it.".into(),
            link: draft(),
        },
        Letter::LessonAuthorAdded { name: name(), person: "Jo Okafor".into(), lesson: lesson(), link: draft() },
        Letter::ConfirmSubscription { name: String::new(), link: link("/subscription?word=Q3VyaW9z"), days: 7 },
        Letter::AlreadySubscribed { name: String::new(), link: link("/subscription?word=Q3VyaW9z") },
    ]
}
