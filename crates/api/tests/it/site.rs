//! The app's files: the shell at every address that people use, hashed files as immutable.

use domain::library::{CollectionKind, NewCollection};
use tempfile::TempDir;
use test_support::{FolderSite, TestApp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SHELL: &str = "<!doctype html><html lang=\"en\"><head><!--head--></head><body>painted</body></html>";

/// A built app in a folder, beside a file that is none of its own.
async fn app() -> (TestApp, TempDir) {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("assets/0a1b")).unwrap();
    for (path, content) in [
        ("index.html", SHELL),
        (
            "index.fr.html",
            "<!doctype html><html lang=\"fr\"><head><!--head--></head><body>peinte<!--heading--></body></html>",
        ),
        ("favicon.svg", "<svg/>"),
        ("assets/0a1b/app.js", "plain script"),
        ("assets/0a1b/app.js.br", "brotli script"),
        ("assets/0a1b/app.js.gz", "gzip script"),
        ("assets/0a1b/app_bg.wasm", "plain wasm"),
        ("assets/0a1b/.hidden", "hidden"),
        ("../secret.txt", "secret"),
    ] {
        std::fs::write(site.join(path), content).unwrap();
    }
    (TestApp::builder().site(FolderSite(site)).start().await, folder)
}

/// Sends a path as it is: clients tidy `..` away before they send.
async fn raw(app: &TestApp, path: &str) -> String {
    let mut stream = TcpStream::connect(app.url.trim_start_matches("http://")).await.unwrap();
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: c2r\r\nConnection: close\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn the_shell_comes_with_the_head_of_its_page() {
    let (app, _folder) = app().await;
    let name = "Cities for a Resilient Recovery";
    let table = [
        ("/en/", format!("<title>{name}</title>")),
        ("/en/cities", format!("<title>Cities · {name}</title>")),
        ("/en/cities/medellin", format!("<title>Medellín · {name}</title>")),
        ("/en/cities/medellin/report", format!("<title>Report a fact of Medellín · {name}</title>")),
        ("/en/search?q=heat", format!("<title>Search · {name}</title>")),
        ("/en/about", format!("<title>About · {name}</title>")),
        ("/en/glossary", "\"@type\":\"DefinedTermSet\"".to_owned()),
        ("/en/search", "\"@type\":\"SearchResultsPage\"".to_owned()),
        ("/en/cities", "\"@type\":\"CollectionPage\"".to_owned()),
        ("/en/lessons?topic=health", format!("<title>Lessons · {name}</title>")),
        ("/en/lessons", "\"@type\":\"CollectionPage\"".to_owned()),
        ("/en/lessons", "/feeds/lessons.atom?lang=en\">".to_owned()),
        ("/en/library", "/feeds/library.atom?lang=en\">".to_owned()),
        ("/en/lessons/grades", format!("<title>How lessons are graded · {name}</title>")),
        ("/en/library?kind=guide", format!("<title>Library · {name}</title>")),
        ("/en/library", "\"@type\":\"CollectionPage\"".to_owned()),
        ("/en/collections", format!("<title>Collections and reading lists · {name}</title>")),
        ("/en/library/dead-links", format!("<title>Dead links · {name}</title>")),
    ];
    for (path, title) in table {
        let answer = app.get(path).header("accept", "text/html").send().await;
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.header("cache-control")),
            (200, Some("text/html; charset=utf-8"), Some("no-cache")),
            "{path}"
        );
        let text = answer.text();
        assert!(text.contains(&title), "{path}: {text}");
        let address = format!("{}{}", app.url, path.split('?').next().unwrap());
        assert!(text.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}: {text}");
        assert!(text.contains("<meta name=\"description\" content=\"") && text.contains("painted"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
    }
    let root = app.get("/").send().await;
    assert_eq!((root.status, root.header("location")), (307, Some("/en/")));
}

#[tokio::test]
async fn an_unknown_page_is_a_page_with_404() {
    let (app, _folder) = app().await;
    for path in [
        "/en/nothing",
        "/en/cities/atlantis",
        "/en/cities/atlantis/report",
        "/en/lessons/nowhere",
        "/en/lessons/nowhere/history",
        "/en/library/nowhere",
        "/en/lessons/%3Cscript%3E",
        "/xx/cities",
        "/nothing",
        "/en/cities/%3Cscript%3E",
    ] {
        let answer = app.get(path).header("accept", "text/html,*/*").send().await;
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html; charset=utf-8")), "{path}");
        assert!(
            answer.text().contains("There is nothing here")
                && answer.text().contains("noindex")
                && answer.text().contains("painted"),
            "{path}"
        );
        assert!(!answer.text().contains("<script>"), "{path}");
    }
    let program = app.get("/en/nothing").header("accept", "application/json").send().await;
    assert_eq!((program.status, program.header("content-type")), (404, Some("application/problem+json")));
}

#[tokio::test]
async fn what_is_there_for_reading_says_so_to_who_would_write() {
    let (app, _folder) = app().await;
    for (method, path) in [
        ("POST", "/healthz"),
        ("DELETE", "/readyz"),
        ("PUT", "/api/v1/openapi.json"),
        ("POST", "/api/v1/docs/"),
        ("PATCH", "/docs/problems"),
        ("POST", "/robots.txt"),
        ("POST", "/favicon.svg"),
        ("POST", "/en/cities"),
        ("OPTIONS", "/en/cities"),
        ("OPTIONS", "/"),
    ] {
        let answer = app.ask(method, path).send().await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{method} {path}");
    }
    for (method, path) in
        [("POST", "/en/nothing"), ("POST", "/metrics"), ("POST", "/api/v1/nothing"), ("PUT", "/api/x")]
    {
        let answer = app.ask(method, path).send().await;
        assert_eq!((answer.status, answer.header("allow")), (404, None), "{method} {path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{method} {path}");
    }
}

#[tokio::test]
async fn the_page_of_an_organisation_is_there_where_everybody_may_see_it() {
    let (app, _folder) = app().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let partner = app.make_partner(&lead, "Institute for examples").await;
    for (path, status) in [
        ("/en/organisations/melbourne".to_owned(), 200),
        ("/en/organisations/nope".to_owned(), 404),
        (format!("/en/organisations/{}", partner.slug), 404),
    ] {
        let answer = app.get(&path).header("accept", "text/html").send().await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, Some("text/html; charset=utf-8")),
            "{path}"
        );
        assert!(!answer.text().contains("Institute"), "{path}");
    }
    let page = app.get("/en/organisations/melbourne").header("accept", "text/html").send().await.text();
    assert!(page.contains("GovernmentOrganization") && page.contains("takes part here as a city"), "{page}");
    let file = app.get("/sitemaps/organisations.xml").send().await.text();
    assert!(file.contains("/en/organisations/melbourne</loc>") && !file.contains(&partner.slug), "{file}");
}

#[tokio::test]
async fn a_lesson_is_read_before_the_app_is_there() {
    const PAGE: &str = "lessons/medellin-green-corridors-jobs";
    let (app, _folder) = app().await;
    let page = app.get(&format!("/fr/{PAGE}")).header("accept", "text/html").send().await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("<h1 lang=\"en\" dir=\"ltr\">Cool the busiest streets"), "it is in English: {text}");
    assert!(text.contains("<div class=\"stand\" lang=\"en\" dir=\"ltr\"><p>"), "{text}");
    assert!(text.contains("\"@type\":\"Article\"") && text.contains("og:type\" content=\"article\""), "{text}");
    assert!(text.contains(&format!("hreflang=\"ar\" href=\"{}/ar/{PAGE}\"", app.url)), "{text}");
    let before = app.get(&format!("/en/{PAGE}/history")).header("accept", "text/html").send().await;
    assert!(before.status == 200 && before.text().contains("<title>Earlier versions: Cool the busiest streets"));

    let file = app.get("/sitemaps/lessons-1.xml").send().await.text();
    assert!(file.contains(&format!("/en/{PAGE}</loc><lastmod>")), "{file}");
    for part in ["0", "2", "x"] {
        assert_eq!(app.get(&format!("/sitemaps/lessons-{part}.xml")).send().await.status, 404, "{part}");
    }
}

#[tokio::test]
async fn an_item_of_the_library_is_told_before_the_app_is_there() {
    const PAGE: &str = "library/heat-action-platform";
    let (app, _folder) = app().await;
    let page = app.get(&format!("/fr/{PAGE}")).header("accept", "text/html").send().await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("<h1 lang=\"en\" dir=\"ltr\">Heat Action Platform</h1>"), "it is in English: {text}");
    assert!(text.contains("<div class=\"stand\" dir=\"auto\"><p>"), "nobody says in which language: {text}");
    assert!(text.contains("\"@type\":\"CreativeWork\"") && text.contains("\"datePublished\":\"2022\""), "{text}");
    let edit = app.get(&format!("/en/{PAGE}/edit")).header("accept", "text/html").send().await;
    assert!(edit.status == 200 && edit.text().contains("noindex"), "it is for editors");

    let file = app.get("/sitemaps/library-1.xml").send().await.text();
    assert!(file.contains(&format!("/en/{PAGE}</loc><lastmod>")), "{file}");
    for part in ["0", "2", "x"] {
        assert_eq!(app.get(&format!("/sitemaps/library-{part}.xml")).send().await.status, 404, "{part}");
    }
}

#[tokio::test]
async fn a_private_reading_list_is_no_page_to_others() {
    let (app, _folder) = app().await;
    let reader = app.sign_up("reader@example.org", "Ada Reader").await;
    let make = async |title: &str, public: bool| {
        let new = NewCollection {
            kind: CollectionKind::ReadingList,
            title: title.to_owned(),
            summary: None,
            public: Some(public),
        };
        reader.client.create_collection(&format!("reading-list-{title}").into(), &new).await.unwrap().slug
    };
    let (shown, hidden) = (make("Shade", true).await, make("Secret", false).await);
    let page =
        async |slug: &str| app.get(&format!("/en/collections/{slug}")).header("accept", "text/html").send().await;
    let (shown_page, hidden_page) = (page(&shown).await, page(&hidden).await);
    assert!(shown_page.status == 200 && shown_page.text().contains("<title>Shade · "), "{}", shown_page.text());
    assert!(hidden_page.status == 404 && !hidden_page.text().contains("Secret"), "{}", hidden_page.text());
    let file = app.get("/sitemaps/collections.xml").send().await.text();
    assert!(file.contains(&format!("/en/collections/{shown}</loc>")) && !file.contains(&hidden), "{file}");
}

#[tokio::test]
async fn the_api_answers_programs_even_when_people_ask() {
    let (app, _folder) = app().await;
    for path in ["/api/v1/nothing", "/api/v2/cities", "/api/nothing", "/api/v1/cities/atlantis"] {
        let answer = app.get(path).header("accept", "text/html,*/*").send().await;
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/problem+json")), "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_in_the_best_encoding() {
    let (app, _folder) = app().await;
    let table = [
        ("br, gzip", Some("br"), "brotli script"),
        ("gzip, deflate", Some("gzip"), "gzip script"),
        ("gzip, br;q=0", Some("gzip"), "gzip script"),
        ("identity", Some("identity"), "plain script"),
    ];
    for (accepted, encoding, content) in table {
        let answer = app.get("/assets/0a1b/app.js").header("accept-encoding", accepted).send().await;
        assert_eq!((answer.status, answer.text().as_str()), (200, content), "{accepted}");
        assert!(
            answer.header("content-encoding") == encoding
                || (encoding == Some("identity") && answer.header("content-encoding").is_none()),
            "{accepted}: {answer:?}"
        );
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert!(answer.header("vary").unwrap().to_lowercase().contains("accept-encoding"));
    }
    let wasm = app.get("/assets/0a1b/app_bg.wasm").header("accept-encoding", "br").send().await;
    assert_eq!(
        (wasm.header("content-type"), wasm.text().as_str()),
        (Some("application/wasm"), "plain wasm"),
        "as it is, where it is not packed"
    );
    let icon = app.get("/favicon.svg").send().await;
    assert_eq!(
        (icon.header("content-type"), icon.header("cache-control")),
        (Some("image/svg+xml"), Some("public, max-age=3600"))
    );
    let missing = app.get("/assets/0a1b/other.js").send().await;
    assert_eq!(
        (missing.status, missing.header("content-type"), missing.header("cache-control")),
        (404, Some("application/problem+json"), Some("no-store"))
    );
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let (app, _folder) = app().await;
    for path in [
        "/assets/../index.html",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/assets/..\\..\\secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/0a1b/.hidden",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "//etc/passwd",
    ] {
        let answer = raw(&app, path).await;
        let status = answer.split_whitespace().nth(1).unwrap_or_default();
        assert!(["404", "400"].contains(&status), "{path}: {answer}");
        assert!(
            !answer.contains("secret\n")
                && !answer.ends_with("secret")
                && !answer.contains("root:")
                && !answer.contains("hidden"),
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn pages_speak_the_language_of_their_address() {
    let (app, _folder) = app().await;
    let page = app.get("/fr/cities/medellin").header("accept", "text/html").send().await;
    assert_eq!((page.status, page.header("content-language"), page.header("vary")), (200, Some("fr"), Some("Cookie")));
    let text = page.text();
    assert!(text.contains("peinte") && text.contains("<h1>Medellín</h1>"), "{text}");
    assert!(text.contains("Colombie"), "the country's name is in the language: {text}");
    for language in ["ar", "en", "es", "fr", "pt"] {
        let link = format!("hreflang=\"{language}\" href=\"{}/{language}/cities/medellin\"", app.url);
        assert!(text.contains(&link), "{link}: {text}");
    }
    assert!(text.contains("\"@type\":\"City\""), "{text}");
    let own = app.get("/en/account").header("accept", "text/html").send().await.text();
    assert!(own.contains("noindex") && !own.contains("hreflang"), "{own}");
}

#[tokio::test]
async fn who_names_no_language_gets_theirs_and_light_or_dark_is_kept() {
    let (app, _folder) = app().await;
    let to = async |header: (&'static str, &str)| {
        let answer = app.get("/").header(header.0, header.1).send().await;
        answer.header("location").map(str::to_owned)
    };
    assert_eq!(to(("accept-language", "pt-BR,pt;q=0.9,en;q=0.5")).await.as_deref(), Some("/pt/"));
    assert_eq!(to(("accept-language", "de")).await.as_deref(), Some("/en/"));
    assert_eq!(to(("cookie", "c2r_language=ar")).await.as_deref(), Some("/ar/"));
    let dark = app.get("/en/").header("accept", "text/html").header("cookie", "c2r_theme=dark").send().await.text();
    assert!(
        dark.contains("<html data-theme=\"dark\" lang=\"en\">") && dark.contains("<body class=\"front\">"),
        "{dark}"
    );
}

#[tokio::test]
async fn search_engines_find_every_public_page() {
    let (app, _folder) = app().await;
    let robots = app.get("/robots.txt").send().await;
    assert!(robots.text().contains(&format!("Sitemap: {}/sitemap.xml", app.url)), "{}", robots.text());
    let index = app.get("/sitemap.xml").send().await;
    assert_eq!((index.status, index.header("content-type")), (200, Some("application/xml; charset=utf-8")));
    let index = index.text();
    assert!(index.contains(&format!("<loc>{}/sitemaps/cities-CO.xml</loc>", app.url)), "{index}");
    let mut pages = 0;
    for part in index.split("<loc>").skip(1) {
        let path = part.split("</loc>").next().unwrap().trim_start_matches(&app.url);
        let file = app.get(path).send().await;
        assert_eq!(file.status, 200, "{path}");
        pages += file.text().matches("<url><loc>").count();
    }
    // The pages, 297 cities, 136 lessons and 92 items of the library, in five languages each.
    assert_eq!(pages, (15 + 297 + 136 + 92) * 5);
    assert_eq!(app.get("/sitemaps/cities-XX.xml").send().await.status, 404);
}
