//! A newsletter reads the same in both parts, loads nothing, and holds nothing that people typed as markup.

use mailer::{Language, Newsletter, NewsletterEntry, NewsletterLinks, NewsletterSection, Passage, RenderError, Site};

fn site() -> Site {
    Site { name: "Cities".into(), public_url: "https://c2r.example".into(), support: "help@c2r.example".into() }
}

fn passage(text: &str) -> Passage {
    Passage { html: format!("<p>{text}</p>\n"), text: text.into() }
}

fn newsletter() -> Newsletter {
    let entry = NewsletterEntry {
        title: "Shade <script>alert(1)</script> the stops".into(),
        facts: "Accra · \"evaluated\"".into(),
        text: passage("Forty stops in a month."),
        link: Some("https://c2r.example/en/lessons/shade".into()),
        language: None,
    };
    let arabic = NewsletterEntry { language: Some("ar".into()), link: None, ..entry.clone() };
    Newsletter {
        language: Language::En,
        list: "Weekly briefing".into(),
        number: Some(12),
        title: "Heat & shade".into(),
        preheader: "What cities do before the heat.".into(),
        intro: passage("This week."),
        sections: vec![NewsletterSection {
            title: "Across the world".into(),
            intro: Passage::default(),
            entries: vec![entry, arabic],
        }],
        web: "https://c2r.example/en/briefings/weekly-briefing-2026-11-26".into(),
        imprint: Some("Sent by the network, 1 Street, Town".into()),
    }
}

fn links() -> NewsletterLinks {
    NewsletterLinks {
        manage: "https://c2r.example/en/subscription?word=abc".into(),
        leave: "https://c2r.example/unsubscribe/abc".into(),
    }
}

/// Elements that have no end.
const VOID: [&str; 3] = ["meta", "br", "hr"];

/// Every element is closed by its own end, in order.
fn is_well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let inner = tag.split('>').next().unwrap_or_default();
        if inner.starts_with('!') {
            continue;
        }
        let name = inner.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default().to_owned();
        if inner.starts_with('/') {
            let last = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
            if last != name {
                return Err(format!("</{name}> closes <{last}>"));
            }
        } else if !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

#[test]
fn both_parts_say_the_same() {
    let mail = newsletter().prepare(&site()).unwrap().render(&links());
    assert_eq!(mail.subject, "Heat & shade");
    for part in [&mail.html, &mail.text] {
        for said in ["Issue 12", "This week.", "Across the world", "Forty stops in a month.", "Sent by the network"] {
            assert!(part.contains(said), "{said}: {part}");
        }
        for link in ["/en/lessons/shade", "/briefings/weekly", "subscription?word=abc", "/unsubscribe/abc"] {
            assert!(part.contains(link), "{link}: {part}");
        }
    }
    assert!(mail.text.contains("Shade <script>alert(1)</script> the stops"), "plain text is plain");
    assert!(mail.text.lines().all(|line| line.chars().count() <= 72 || line.contains("https://")), "{}", mail.text);
}

#[test]
fn the_html_is_whole_and_loads_nothing() {
    let html = newsletter().prepare(&site()).unwrap().render(&links()).html;
    assert_eq!(is_well_formed(&html), Ok(()));
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "{html}");
    assert!(html.contains("name=\"color-scheme\"") && html.contains("prefers-color-scheme:dark"));
    for loaded in ["<img", "<link", "<script", "src=", "url(", "@import", "background="] {
        assert!(!html.contains(loaded), "{loaded}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("&quot;evaluated&quot;"));
    assert!(html.contains("lang=\"ar\" dir=\"rtl\""), "an entry in another language says so");
}

#[test]
fn each_language_has_its_words_and_its_direction() {
    for language in Language::ALL {
        let mail = Newsletter { language: *language, ..newsletter() }.prepare(&site()).unwrap().render(&links());
        assert_eq!(is_well_formed(&mail.html), Ok(()));
        let dir = if *language == Language::Ar { "rtl" } else { "ltr" };
        assert!(mail.html.contains(&format!("<html lang=\"{}\" dir=\"{dir}\">", language.tag())));
        assert!(!mail.text.contains('{') && !mail.text.contains('\u{E000}'), "{}", mail.text);
        assert_eq!(*language == Language::En, mail.text.contains("Unsubscribe"));
    }
}

#[test]
fn a_link_that_leads_elsewhere_is_refused() {
    let mut foreign = newsletter();
    foreign.sections[0].entries[0].link = Some("https://evil.example/".into());
    assert!(matches!(foreign.prepare(&site()), Err(RenderError::ForeignLink { .. })));
    let foreign = Newsletter { web: "https://evil.example/".into(), ..newsletter() };
    assert!(matches!(foreign.prepare(&site()), Err(RenderError::ForeignLink { .. })));
}

#[test]
fn nobody_can_write_what_stands_for_links() {
    let mut odd = newsletter();
    odd.title = "A \u{E000}\u{E002} title".into();
    odd.intro = passage("See \u{E000}\u{E001}");
    let mail = odd.prepare(&site()).unwrap().render(&links());
    assert_eq!(mail.html.matches("/unsubscribe/abc").count(), 1);
    assert_eq!(mail.text.matches("subscription?word=abc").count(), 1);
    assert_eq!(mail.subject, "A  title");
}

#[test]
fn a_long_issue_stays_below_what_programs_show() {
    let mut long = newsletter();
    let entry = long.sections[0].entries[0].clone();
    let entry = NewsletterEntry { text: passage(&"word ".repeat(60)), ..entry };
    long.sections =
        (0..4).map(|_| NewsletterSection { entries: vec![entry.clone(); 5], ..long.sections[0].clone() }).collect();
    let html = long.prepare(&site()).unwrap().render(&links()).html;
    assert!(html.len() < 102_000, "{} bytes", html.len());
}

#[test]
fn what_differs_in_one_section_weighs_no_more_than_the_section() {
    let plain = newsletter().prepare(&site()).unwrap();
    let mut sections = newsletter().sections;
    let own =
        NewsletterSection { title: "Cities like Accra".into(), intro: passage("Three lessons."), entries: vec![] };
    sections.insert(0, own);
    let own = Newsletter { sections, ..newsletter() }.prepare(&site()).unwrap();
    let beside = own.beside(&plain);
    assert_eq!(beside.render(&links()), own.render(&links()), "it says the same");
    assert_ne!(beside.render(&links()), plain.render(&links()));
    let whole = own.render(&links());
    assert!(own.own_bytes() > plain.own_bytes(), "by itself it holds all of it");
    assert!(beside.own_bytes() < (whole.html.len() + whole.text.len()) / 4, "{} bytes", beside.own_bytes());
    assert_eq!(plain.beside(&plain).own_bytes(), 0);
}
