//! What is there before the app is, and without it.

use e2e::journey;
use std::collections::HashSet;
use std::io::Write as _;

/// Address, start of the title, first heading.
const PAGES: [(&str, &str); 15] = [
    ("/en/", "Cities for a Resilient Recovery"),
    ("/en/cities", "Cities · "),
    ("/en/cities/accra", "Accra · "),
    ("/en/cities/accra/report", "Report a fact of Accra · "),
    ("/en/lessons", "Lessons · "),
    ("/en/lessons/medellin-green-corridors-jobs", "Cool the busiest streets"),
    ("/en/lessons/grades", "How lessons are graded · "),
    ("/en/library", "Library · "),
    ("/en/library/heat-action-platform", "Heat Action Platform · "),
    ("/en/collections", "Collections and reading lists · "),
    ("/en/compare", "Compare cities · "),
    ("/en/glossary", "Glossary · "),
    ("/fr/", "Cities for a Resilient Recovery"),
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
            let shell = html.split_once("<div id=\"app\"").map_or("", |(shell, _)| shell);
            assert_eq!(shell.matches("<h1").count(), 1, "{path}: its heading stands before the app comes");
            assert!(html.contains("<meta property=\"og:title\""), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_page_says_its_own_title_once_the_app_is_there() {
    journey(async |visitor, _| {
        for (path, title) in PAGES.into_iter().filter(|(path, _)| !path.ends_with("report") && *path != "/fr/").skip(1)
        {
            visitor.open(path).await;
            assert!(visitor.title().await.starts_with(title), "{path}");
        }
        visitor.visit("/").await;
        visitor.is_at("/en/").await;
    })
    .await;
}

/// All code that the first page fetches: what `cargo xtask app` holds to its hard limit, and the parts of the map, of
/// the newest lessons and of the latest issue, which come once the page stands.
#[tokio::test]
async fn the_first_page_is_light() {
    journey(async |visitor, _| {
        visitor.open("/en/").await;
        let sizes = visitor.script(CODE_SIZES).await;
        let sizes = sizes.as_array().unwrap();
        let (names, bytes): (HashSet<_>, u64) = sizes.iter().fold(Default::default(), |(mut names, bytes), size| {
            names.insert(size[0].as_str().unwrap().to_owned());
            (names, bytes + size[1].as_u64().unwrap())
        });
        assert_eq!(names.len(), sizes.len(), "nothing is fetched twice");
        assert!((100_000..=380_000).contains(&bytes), "{bytes} bytes of code for the first page");
    })
    .await;
}

/// Addresses and sizes on the wire of scripts, wasm and styles.
const CODE_SIZES: &str = "return performance.getEntriesByType('resource')
    .filter(entry => /\\.(js|wasm|css)$/.test(entry.name)).map(entry => [entry.name, entry.encodedBodySize])";

/// When something and when the largest thing was painted, in milliseconds, and how far things moved (Cumulative Layout
/// Shift), as far as the browser has told.
const PAINTS: &str = "
    window.paints ??= ['largest-contentful-paint', 'layout-shift'].reduce((paints, type) => {
        new PerformanceObserver(list => paints[type].push(...list.getEntries())).observe({ type, buffered: true });
        return paints;
    }, { 'largest-contentful-paint': [], 'layout-shift': [] });
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const largest = window.paints['largest-contentful-paint'].at(-1)?.startTime;
    const moved = window.paints['layout-shift'].filter(shift => !shift.hadRecentInput).reduce((sum, { value }) => sum + value, 0);
    return first && largest ? [first, largest, moved] : null";

/// Times are told, not judged: they are the machine's as much as the page's. What moves is the page's alone.
#[tokio::test]
async fn on_a_phone_the_first_pages_are_painted_soon_and_nothing_moves() {
    journey(async |visitor, _| {
        visitor.is_a_phone().await;
        for path in
            ["/en/", "/ar/", "/en/cities", "/en/cities/accra", "/en/lessons", "/en/lessons/ahmedabad-cool-roofs"]
        {
            visitor.open(path).await;
            visitor.settled().await;
            let paints = visitor
                .wait("the paints", async || Some(visitor.script(PAINTS).await).filter(serde_json::Value::is_array))
                .await;
            let [first, largest, moved] = [0, 1, 2].map(|at| paints[at].as_f64().unwrap());
            tell(&format!("{path}: first paint {first:.0} ms, largest {largest:.0} ms, layout shift {moved:.3}"));
            // Half of what counts as good (Web Vitals).
            assert!(moved <= 0.05, "{path}: things move by {moved}");
        }
    })
    .await;
}

/// Tells what was measured: the harness shows what a test prints only when it fails, so it goes to the file that
/// `cargo xtask` shows after the journeys.
fn tell(line: &str) {
    if let Some(path) = std::env::var_os("C2R_PAINTS") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        writeln!(file, "{line}").unwrap();
    }
}
