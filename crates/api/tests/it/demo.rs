//! The mails of a demonstration: read where they reach nobody, and nowhere else.

use test_support::TestApp;

#[tokio::test]
async fn mails_are_listed_newest_first_and_read() {
    let app = TestApp::builder().demo_mails().start().await;
    for number in 0..3 {
        app.sign_up(&format!("p{number}@example.org"), "Ana").await;
    }
    let page = app.client().list_demo_mails(None).await.unwrap();
    let to: Vec<_> = page.items.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["p2@example.org", "p1@example.org", "p0@example.org"]);
    assert_eq!(page.next, None);
    assert_eq!(app.client().list_demo_mails(Some(1)).await.unwrap().items, page.items[..1]);
    let first = &page.items[0];
    assert!(first.from.ends_with("<c2r@example.org>") && !first.subject.is_empty() && first.sent_at.is_some());
    let mail = app.client().get_demo_mail(&first.id).await.unwrap();
    assert_eq!(&mail.summary, first);
    assert!(mail.text.contains("/en/confirm#token=") && mail.html.contains("<html"), "{}", mail.text);
    for id in ["0190163d-8694-739b-aea5-966c26f8ad91", "..%2Fc2r", "%2e%2e", "x.eml"] {
        let answer = app.get(&format!("/api/v1/demo/mails/{id}")).send().await;
        assert_eq!(answer.status, 404, "{id}: {}", answer.text());
    }
}

#[tokio::test]
async fn elsewhere_there_are_none() {
    for app in [TestApp::start().await, TestApp::builder().demo().start().await] {
        app.sign_up("ana@example.org", "Ana").await;
        let id = app.mails.sent()[0].id().to_owned();
        for path in ["/api/v1/demo/mails".to_owned(), format!("/api/v1/demo/mails/{id}")] {
            assert_eq!(app.get(&path).send().await.status, 404, "{path}");
        }
    }
}
