//! E-mail domains: one form for every spelling, and none that belongs to many.

use super::code;
use domain::memberships::MembershipStatus;
use domain::organisations::NewEmailDomain;
use domain::policy::{MembershipRole, Role};
use test_support::TestApp;

fn domain(text: &str) -> NewEmailDomain {
    NewEmailDomain { domain: text.to_owned() }
}

#[tokio::test]
async fn a_domain_is_one_however_it_is_spelled() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let named = lead.client.create_organisation_domain("melbourne", &domain(" Stadt.KÖLN.example")).await.unwrap();
    assert_eq!(named.domain, "stadt.xn--kln-sna.example");
    for spelled in ["stadt.köln.example", "STADT.xn--kln-sna.example"] {
        let again = lead.client.create_organisation_domain("melbourne", &domain(spelled)).await.unwrap();
        assert_eq!(again, named, "{spelled}");
    }
    let verified = administrator.client.create_domain_verification("melbourne", "stadt.köln.example").await.unwrap();
    assert_eq!((verified.domain.as_str(), verified.verified_at), (named.domain.as_str(), Some(app.now())));
    let ana = app.sign_up("ana@amt.stadt.xn--kln-sna.example", "Ana").await;
    let joined = app.ask_to_join(&ana, "melbourne", MembershipRole::Practitioner).await;
    assert_eq!(joined.status, MembershipStatus::Active, "an address below it, in the other spelling");
    lead.client.delete_organisation_domain("melbourne", "Stadt.Köln.example").await.unwrap();
    assert!(lead.client.list_organisation_domains("melbourne").await.unwrap().items.is_empty());
    let gone = lead.client.delete_organisation_domain("melbourne", "stadt.köln.example").await.unwrap_err();
    assert_eq!(code(&gone), "not_found");
}

#[tokio::test]
async fn what_belongs_to_many_is_no_domain_of_one() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    for (text, expected) in [
        ("co.uk", "public_suffix"),
        ("Gov.BR", "public_suffix"),
        ("vic.gov.au", "public_suffix"),
        ("公司.cn", "public_suffix"),
        ("ｇｍａｉｌ.com", "public_provider"),
        ("a b.org", "not_a_domain"),
        ("xn--a.example", "not_a_domain"),
    ] {
        let error = lead.client.create_organisation_domain("melbourne", &domain(text)).await.unwrap_err();
        let faults = &error.problem().unwrap().errors;
        let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(told, [("/domain", expected)], "{text}");
    }
    let named = lead.client.create_organisation_domain("melbourne", &domain("melbourne.vic.gov.au")).await.unwrap();
    assert_eq!(named.domain, "melbourne.vic.gov.au");
}

/// What was kept before there was one form, and before suffixes were refused.
#[tokio::test]
async fn domains_of_before_are_known_and_suffixes_of_before_let_nobody_in() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let melbourne = app.client().get_organisation("melbourne").await.unwrap().id;
    let at = app.now();
    let db = app.db().await;
    let written = db.write(move |tx| {
        Box::pin(async move {
            for domain in ["köln.example", "gov.br", "com.au"] {
                store::organisations::insert_domain(tx, melbourne, domain.to_owned(), at).await?;
            }
            store::organisations::verify_domain(tx, melbourne, "gov.br", at).await
        })
    });
    written.await.unwrap();
    administrator.client.create_domain_verification("melbourne", "xn--kln-sna.example").await.unwrap();
    let suffix = administrator.client.create_domain_verification("melbourne", "com.au").await.unwrap_err();
    assert_eq!(code(&suffix), "conflict");
    let (ana, rio) = ("ana@xn--kln-sna.example", "rio@rio.rj.gov.br");
    for (email, expected) in [(ana, MembershipStatus::Active), (rio, MembershipStatus::Requested)] {
        let person = app.sign_up(email, "Somebody").await;
        let asked = app.ask_to_join(&person, "melbourne", MembershipRole::Practitioner).await;
        assert_eq!(asked.status, expected, "{email}");
    }
    for spelled in ["xn--kln-sna.example", "gov.br", "com.au"] {
        lead.client.delete_organisation_domain("melbourne", spelled).await.unwrap();
    }
}
