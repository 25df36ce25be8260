//! The mails of a demonstration: read where they reach nobody, and nowhere else.

mod lessons;
mod library;
mod removed;

use test_support::{FolderSite, TestApp};

/// A site whose shell is its head.
fn shell() -> (FolderSite, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("index.html"), "<head><!--head--></head>").unwrap();
    (FolderSite(folder.path().to_owned()), folder)
}

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

#[tokio::test]
async fn a_letter_is_shown_in_a_frame_that_can_do_nothing() {
    let app = TestApp::builder().demo_mails().start().await;
    app.sign_up("ana@example.org", "<b>Ana").await;
    let id = app.client().list_demo_mails(None).await.unwrap().items[0].id.clone();
    let letter = app.get(&format!("/demo/mails/{id}")).send().await;
    let kept = ["content-type", "cache-control", "x-frame-options"].map(|name| letter.header(name));
    assert_eq!(kept, [Some("text/html; charset=utf-8"), Some("no-store"), Some("SAMEORIGIN")]);
    let policy = letter.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(policy.ends_with("; sandbox allow-popups allow-popups-to-escape-sandbox"), "{policy}");
    assert!(letter.text().contains("/en/confirm#token=") && !letter.text().contains("<b>Ana"));
    assert_eq!(app.get("/demo/mails/0190163d-8694-739b-aea5-966c26f8ad91").send().await.status, 404);
}

#[tokio::test]
async fn pages_say_whether_mails_are_shown() {
    let (site, _folder) = shell();
    let app = TestApp::builder().demo_mails().site(site).start().await;
    app.sign_up("ana@example.org", "Ana").await;
    let mail = app.client().list_demo_mails(None).await.unwrap().items[0].clone();
    let page = async |path: String| app.get(&path).header("accept", "text/html").send().await;
    for (path, title) in [
        ("/en/demo/mails".to_owned(), "Mails of this demonstration"),
        (format!("/en/demo/mails/{}", mail.id), &mail.subject),
    ] {
        let answer = page(path.clone()).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains(&format!("<title>{title} · ")), "{path}: {}", answer.text());
        assert!(answer.text().contains("<meta name=\"demo-mails\""), "{path}");
        assert!(answer.header("content-security-policy").unwrap().contains("; frame-src 'self';"), "{path}");
    }
    assert_eq!(page("/en/demo/mails/0190163d-8694-739b-aea5-966c26f8ad91".to_owned()).await.status, 404);

    let (site, _folder) = shell();
    let app = TestApp::builder().demo().site(site).start().await;
    for (path, status) in [("/en/", 200), ("/en/demo/mails", 404), ("/en/demo/mails/x", 404)] {
        let answer = app.get(path).header("accept", "text/html").send().await;
        assert_eq!(answer.status, status, "{path}");
        assert!(!answer.text().contains("demo-mails"), "{path}");
    }
    assert_eq!(app.get("/demo/mails/x").send().await.status, 404);
}
