//! The shell with what is said of its page.

use super::head::{Article, Opening, PageHead};
use super::words;
use domain::vocabularies::Language;
use feeds::{ATOM, JSON_FEED};
use std::fmt::Write as _;

/// What the browser said with its request about how the page should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// `light` or `dark`; `None` for what the system has.
    pub(super) theme: Option<&'static str>,
}

/// The shell of the page: what stands from the template's title to its `<!--head-->` gives way to title, description,
/// languages, Open Graph and data for machines, and `<!--heading-->` to the heading with what the app says below it.
pub(super) fn fill(template: &str, page: &PageHead, look: Look, public_url: &str, path: &str) -> String {
    let head = head(page, public_url, path);
    let mut shell = template.replacen("<!--heading-->", &opening(page), 1);
    shell = shell.replacen("<div class=\"page\">", &format!("<div class=\"{}\">", frame(page.opening)), 1);
    // Whoever shows a shared link asks for a whole address.
    let picture = "<meta property=\"og:image\" content=\"";
    shell = shell.replacen(&format!("{picture}/"), &format!("{picture}{}/", escape(public_url)), 1);
    if let Some(theme) = look.theme {
        shell = shell.replacen("<html ", &format!("<html data-theme=\"{theme}\" "), 1);
    }
    if page.front {
        shell = shell.replacen("<body>", "<body class=\"front\">", 1);
    }
    match (shell.find("<title>"), shell.split_once("<!--head-->")) {
        (Some(start), Some((before, after))) if start <= before.len() => [&shell[..start], &head, after].concat(),
        _ => shell.replacen("<!--head-->", &head, 1),
    }
}

/// The classes of what stands around the page.
const fn frame(opening: Opening) -> &'static str {
    match opening {
        Opening::Plain | Opening::City => "page",
        Opening::Narrow => "page narrow",
        Opening::Front => "front-page",
        Opening::Wide => "page wide",
    }
}

/// The heading and what stands below it, as the app will lay them out: the largest paint does not wait for the app, and
/// nothing looks otherwise when it comes.
fn opening(page: &PageHead) -> String {
    if let Some(beginning) = &page.article {
        return article(page, beginning);
    }
    let heading = format!("<h1>{}</h1>", escape(&page.heading));
    let Some(lede) = page.lede.as_deref().map(escape) else { return heading };
    match page.opening {
        Opening::Plain | Opening::Narrow => {
            format!("<div class=\"head-row\">{heading}</div><p class=\"lede\">{lede}</p>")
        }
        Opening::Front => format!(
            "<section class=\"hero\"><div class=\"wrap hero-text\">{heading}<p class=\"lede\">{lede}</p></div></section>"
        ),
        Opening::Wide => format!("<header class=\"head\"><div>{heading}<p>{lede}</p></div></header>"),
        Opening::City => {
            format!("<header class=\"city-head\"><div>{heading}<p class=\"lede\">{lede}</p></div></header>")
        }
    }
}

/// The beginning of a lesson or of an item of the library. What is in another language than the page says so.
fn article(page: &PageHead, article: &Article) -> String {
    let (label, heading, html) = (escape(&article.label), escape(&page.heading), &article.html);
    let title = marks(Some(&article.language), page.language);
    let text = marks(article.text.as_deref(), page.language);
    format!(
        "<div class=\"reading\"><div class=\"reading-main\"><header class=\"reading-head\"><p class=\"eyebrow harbour\">{label}</p>\
         <h1{title}>{heading}</h1><div class=\"stand\"{text}>{html}</div></header></div></div>"
    )
}

/// The attributes of what is written in a language: none where it is that of the page, and the direction by its letters
/// where nobody says which it is.
fn marks(written: Option<&str>, page: Language) -> String {
    let Some(tag) = written else { return " dir=\"auto\"".to_owned() };
    if tag == page.as_str() {
        return String::new();
    }
    let direction = match tag.split('-').next() {
        Some("ar") => "rtl",
        Some("en" | "es" | "fr" | "pt") => "ltr",
        _ => "auto",
    };
    format!(" lang=\"{}\" dir=\"{direction}\"", escape(tag))
}

fn head(page: &PageHead, public_url: &str, path: &str) -> String {
    let name = words::brand(page.language);
    let title = if page.title.is_empty() { name.clone() } else { format!("{} · {name}", page.title) };
    let name = escape(&name);
    let (title, description, url) = (escape(&title), escape(&page.description), escape(&format!("{public_url}{path}")));
    let mut head = format!("<title>{title}</title><meta name=\"description\" content=\"{description}\">");
    // Writing to a string cannot fail.
    if page.status == 200 {
        let kind = if page.article.is_some() { "article" } else { "website" };
        let _ = write!(
            head,
            "<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:type\" content=\"{kind}\"><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\"><meta property=\"og:url\" content=\"{url}\"><meta property=\"og:site_name\" content=\"{name}\"><meta property=\"og:locale\" content=\"{}\">",
            page.language
        );
    }
    if page.status == 200 && page.public {
        let rest = path.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
        for language in Language::ALL {
            let href = escape(&format!("{public_url}/{language}/{rest}"));
            let _ = write!(head, "<link rel=\"alternate\" hreflang=\"{language}\" href=\"{href}\">");
        }
        let english = escape(&format!("{public_url}/{}/{rest}", Language::English));
        let _ = write!(head, "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{english}\">");
    } else {
        head.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    if let Some(feed) = page.feed {
        for (ending, media_type) in [("atom", ATOM), ("json", JSON_FEED)] {
            let href = escape(&format!("{public_url}/feeds/{feed}.{ending}?lang={}", page.language));
            let _ = write!(head, "<link rel=\"alternate\" type=\"{media_type}\" title=\"{title}\" href=\"{href}\">");
        }
    }
    if let Some(data) = &page.data {
        // A name may hold the end of a script.
        let data = data.to_string().replace('<', "\\u003c");
        let _ = write!(head, "<script type=\"application/ld+json\">{data}</script>");
    }
    if page.demo_mails {
        head.push_str("<meta name=\"demo-mails\" content=\"yes\">");
    }
    head
}

/// Text for an attribute or an element.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{Look, fill};
    use crate::site::head::{Article, Opening, PageHead};
    use domain::vocabularies::Language;
    use serde_json::json;

    fn page() -> PageHead {
        PageHead {
            status: 200,
            language: Language::French,
            title: "<Accra>".to_owned(),
            heading: "<Accra>".to_owned(),
            description: "a \"b\"".to_owned(),
            lede: None,
            opening: Opening::Plain,
            article: None,
            public: true,
            front: false,
            demo_mails: false,
            feed: None,
            data: Some(json!({ "name": "</script><script>alert(1)" })),
        }
    }

    const TEMPLATE: &str =
        "<html lang=\"fr\"><head><title>C2R</title>\n<!--head--><style></style></head><body><!--heading-->";

    #[test]
    fn the_head_is_filled_and_escaped() {
        let html = fill(TEMPLATE, &page(), Look::default(), "https://c2r.example", "/fr/cities/accra");
        assert!(html.contains("<title>&lt;Accra&gt; · Cities for a Resilient Recovery</title>"), "{html}");
        assert!(!html.contains("<title>C2R</title>") && html.contains("content=\"a &quot;b&quot;\""));
        assert!(html.ends_with("<style></style></head><body><h1>&lt;Accra&gt;</h1>"), "{html}");
        assert!(html.contains("hreflang=\"ar\" href=\"https://c2r.example/ar/cities/accra\""));
        assert!(html.contains("hreflang=\"x-default\" href=\"https://c2r.example/en/cities/accra\""));
        assert!(!html.contains("</script><script>"), "{html}");
    }

    #[test]
    fn what_stands_below_the_heading_is_there_before_the_app() {
        let template = "<meta property=\"og:image\" content=\"/a.png\"><body><div class=\"page\"><!--heading--></div>";
        let shell = |opening| {
            let page = PageHead { lede: Some("<so>".to_owned()), opening, ..page() };
            fill(template, &page, Look::default(), "https://c2r.example", "/fr/")
        };
        let front = shell(Opening::Front);
        assert!(front.contains("<div class=\"front-page\"><section class=\"hero\">"), "{front}");
        assert!(front.contains("</h1><p class=\"lede\">&lt;so&gt;</p></div></section></div>"), "{front}");
        assert!(front.contains("content=\"https://c2r.example/a.png\""), "{front}");
        assert!(shell(Opening::Wide).contains("<div class=\"page wide\"><header class=\"head\"><div><h1>"));
        assert!(shell(Opening::Narrow).contains("</h1></div><p class=\"lede\">&lt;so&gt;</p>"));
    }

    #[test]
    fn a_lesson_is_read_before_the_app_comes() {
        let lesson = |language: Language| {
            let (label, html) = ("À envisager".to_owned(), "<p>So.</p>".to_owned());
            let article = Article { label, language: language.to_string(), text: Some(language.to_string()), html };
            let page = PageHead { article: Some(article), ..page() };
            fill(TEMPLATE, &page, Look::default(), "https://c2r.example", "/fr/lessons/so")
        };
        let own = lesson(Language::French);
        assert!(own.contains("<h1>&lt;Accra&gt;</h1><div class=\"stand\"><p>So.</p></div>"), "{own}");
        assert!(own.contains("À envisager") && own.contains("og:type\" content=\"article\""), "{own}");
        let other = lesson(Language::Arabic);
        assert!(
            other.contains("<h1 lang=\"ar\" dir=\"rtl\">") && other.contains("<div class=\"stand\" lang=\"ar\""),
            "{other}"
        );
    }

    #[test]
    fn what_can_be_followed_names_its_feeds() {
        let page = PageHead { feed: Some("lessons"), ..page() };
        let html = fill(TEMPLATE, &page, Look::default(), "https://c2r.example", "/fr/lessons");
        let atom = "type=\"application/atom+xml\" title=\"&lt;Accra&gt; · Cities for a Resilient Recovery\" href=\"https://c2r.example/feeds/lessons.atom?lang=fr\">";
        assert!(html.contains(atom), "{html}");
        assert!(html.contains("href=\"https://c2r.example/feeds/lessons.json?lang=fr\">"), "{html}");
    }

    #[test]
    fn a_summary_in_no_known_language_goes_by_its_letters() {
        let (label, html) = ("Guide".to_owned(), "<p>So.</p>".to_owned());
        let article = Article { label, language: "fa".to_owned(), text: None, html };
        let page = PageHead { article: Some(article), ..page() };
        let shell = fill(TEMPLATE, &page, Look::default(), "https://c2r.example", "/fr/library/so");
        assert!(shell.contains("<h1 lang=\"fa\" dir=\"auto\">"), "{shell}");
        assert!(shell.contains("<div class=\"stand\" dir=\"auto\"><p>So.</p></div>"), "{shell}");
    }

    #[test]
    fn each_language_has_the_name_that_the_app_writes() {
        let arabic = PageHead { language: Language::Arabic, ..page() };
        let html = fill(TEMPLATE, &arabic, Look::default(), "https://c2r.example", "/ar/cities/accra");
        assert!(!html.contains("Cities for a Resilient Recovery"), "{html}");
    }

    #[test]
    fn what_only_some_may_see_is_no_page_for_search_engines() {
        let own = PageHead { public: false, front: true, ..page() };
        let html = fill(TEMPLATE, &own, Look { theme: Some("dark") }, "https://c2r.example", "/fr/account");
        assert!(html.contains("noindex") && !html.contains("hreflang"));
        assert!(html.starts_with("<html data-theme=\"dark\" lang=\"fr\">") && html.contains("<body class=\"front\">"));
    }
}
