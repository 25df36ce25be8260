//! What is there before the app is, and without it.

use e2e::journey;

/// Address, start of the title, first heading.
const PAGES: [(&str, &str); 6] = [
    ("/en/", "Cities for a Resilient Recovery"),
    ("/en/cities", "Cities · "),
    ("/en/cities/accra", "Accra · "),
    ("/en/cities/accra/report", "Report a fact of Accra · "),
    ("/en/search", "Search · "),
    ("/en/about", "About · "),
];

#[tokio::test]
async fn pages_have_their_head_without_a_script() {
    journey(async |_, app| {
        for (path, title) in PAGES {
            let answer = app.get(path).header("accept", "text/html").send().await;
            let (policy, html) =
                (answer.header("content-security-policy").unwrap_or_default().to_owned(), answer.text());
            assert_eq!(answer.status, 200, "{path}");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{path}: {policy}");
            assert!(html.contains(&format!("<title>{title}")), "{path}");
            assert_eq!(html.matches("<title>").count(), 1, "{path}");
            assert_eq!(html.matches("<h1").count(), 2, "{path}: one on the page, one in the apology");
            assert!(html.contains("<meta property=\"og:title\""), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_page_says_its_own_title_once_the_app_is_there() {
    journey(async |visitor, _| {
        for (path, title) in PAGES.into_iter().filter(|(path, _)| !path.ends_with("report")).skip(1) {
            visitor.open(path).await;
            assert!(visitor.title().await.starts_with(title), "{path}");
        }
        visitor.visit("/").await;
        visitor.is_at("/en/").await;
    })
    .await;
}

/// The first visit: what is asked of whom is looked at after every journey; here is what it weighs.
#[tokio::test]
async fn the_first_page_is_light() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        let script = "return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
            .filter(entry => !/\\/api\\/|\\.woff2$|world/.test(entry.name)).reduce((sum, entry) => sum + entry.encodedBodySize, 0)";
        let each = "return performance.getEntriesByType('resource').map(entry => [entry.name, entry.encodedBodySize, entry.initiatorType])";
        println!("{:#}", visitor.script(each).await);
        let bytes = visitor.script(script).await.as_u64().unwrap();
        assert!((50_000..=250_000).contains(&bytes), "{bytes} bytes for the first page");
    })
    .await;
}
