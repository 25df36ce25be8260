//! The shell with what is said of its page.

use super::head::{NAME, PageHead};
use domain::vocabularies::Language;
use std::fmt::Write as _;

/// What the browser said with its request about how the page should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// `light` or `dark`; `None` for what the system has.
    pub(super) theme: Option<&'static str>,
}

/// The shell of the page: what stands from the template's title to its `<!--head-->` gives way to title, description,
/// languages, Open Graph and data for machines, and `<!--heading-->` to the heading.
pub(super) fn fill(template: &str, page: &PageHead, look: Look, public_url: &str, path: &str) -> String {
    let head = head(page, public_url, path);
    let mut shell = template.replacen("<!--heading-->", &format!("<h1>{}</h1>", escape(&page.heading)), 1);
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

fn head(page: &PageHead, public_url: &str, path: &str) -> String {
    let title = if page.title.is_empty() { NAME.to_owned() } else { format!("{} · {NAME}", page.title) };
    let (title, description, url) = (escape(&title), escape(&page.description), escape(&format!("{public_url}{path}")));
    let mut head = format!("<title>{title}</title><meta name=\"description\" content=\"{description}\">");
    // Writing to a string cannot fail.
    if page.status == 200 {
        let _ = write!(
            head,
            "<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\"><meta property=\"og:url\" content=\"{url}\"><meta property=\"og:site_name\" content=\"{NAME}\"><meta property=\"og:locale\" content=\"{}\">",
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
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{Look, fill};
    use crate::site::head::PageHead;
    use domain::vocabularies::Language;
    use serde_json::json;

    fn page() -> PageHead {
        PageHead {
            status: 200,
            language: Language::French,
            title: "<Accra>".to_owned(),
            heading: "<Accra>".to_owned(),
            description: "a \"b\"".to_owned(),
            public: true,
            front: false,
            demo_mails: false,
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
    fn what_only_some_may_see_is_no_page_for_search_engines() {
        let own = PageHead { public: false, front: true, ..page() };
        let html = fill(TEMPLATE, &own, Look { theme: Some("dark") }, "https://c2r.example", "/fr/account");
        assert!(html.contains("noindex") && !html.contains("hreflang"));
        assert!(html.starts_with("<html data-theme=\"dark\" lang=\"fr\">") && html.contains("<body class=\"front\">"));
    }
}
