//! What strangers write into names, reasons and links.

use crate::support::{sender, site, written};
use mailer::{Address, Language, Letter, Mailbox, Message, RenderError, Rendered, render};

/// What a stranger writes; whether a name of it is shown.
const HOSTILE: [(&str, bool); 11] = [
    ("Ana\r\nBcc: eve@evil.example", false),
    ("Ana\r\nBcc: eve", true),
    ("Ana\n\n.\nMAIL FROM:<eve>", true),
    ("<script>alert(1)</script>", true),
    ("\"><img src=x onerror=alert(1)>", true),
    ("</mj-text><mj-button href='x'>Win", true),
    ("{{7*7}}{% raw %}{name}{link}", true),
    ("<!-- <![endif]--> &amp; &lt;b&gt;", true),
    ("\u{202E}drowssap\u{202C}\u{200B}\u{2066}", true),
    ("Free money: https://evil.example/win", false),
    ("Claim it at evil.example", false),
];

fn requested(text: &str) -> Letter {
    Letter::MembershipRequested {
        lead_name: text.into(),
        person: text.into(),
        organisation: text.into(),
        message: text.into(),
        link: "https://c2r.example/requests".into(),
    }
}

#[test]
fn no_text_of_a_stranger_does_anything() {
    for (text, _) in HOSTILE {
        let Rendered { subject, html, text: plain } = written(&requested(text));
        assert!(!subject.contains(['\r', '\n']) && subject.chars().count() <= 200, "{subject:?}");
        for tag in ["<script", "<img", "href='x'", "href=\"x\"", "<!-- <!", "<b>"] {
            assert!(!html.contains(tag), "{text:?}: {tag}");
        }
        for address in ["https://evil", "evil.example"] {
            assert!(!html.contains(address) && !plain.contains(address), "{text:?}");
        }
        assert_eq!(html.matches("<a ").count(), 4, "{text:?}: mark, button, its address, support");
        assert!(!html.contains("49") && !plain.contains("49"), "{text:?}: nothing is computed");
        for invisible in ['\u{202E}', '\u{202C}', '\u{200B}', '\u{2066}', '\r'] {
            assert!(
                !subject.contains(invisible) && !html.contains(invisible) && !plain.contains(invisible),
                "{text:?}"
            );
        }
    }
}

#[test]
fn a_text_of_a_stranger_is_shown_as_it_was_written() {
    let Rendered { html, text, .. } = written(&requested("{{7*7}} {link} <b> & \"it\""));
    assert!(text.contains("Message: {{7*7}} {link} <b> & \"it\"\n"), "{text}");
    assert!(html.contains("{{7*7}} {link} &lt;b&gt; &amp; &quot;it&quot;"), "{html}");
}

#[test]
fn a_name_that_is_an_address_gives_way_to_a_neutral_word() {
    for (text, shown) in HOSTILE {
        let Rendered { subject, text: plain, .. } = written(&requested(text));
        let neutral = subject == "Somebody asks to join an organisation" && plain.contains("\nHello,\n");
        assert_eq!(neutral, !shown, "{subject:?}");
    }
}

#[test]
fn ten_thousand_characters_become_a_mail_of_the_usual_size() {
    for text in ["x".repeat(10_000), "word ".repeat(2_000), "🌊".repeat(10_000), "\n".repeat(10_000)] {
        let Rendered { subject, html, text: plain } = written(&requested(&text));
        assert!(subject.chars().count() <= 200 && html.len() < 40_000 && plain.len() < 6_000, "{}", html.len());
    }
}

#[test]
fn no_stranger_gets_a_header_of_their_own() {
    for (text, _) in HOSTILE {
        let to = Mailbox::new(text, Address::parse("ana@example.org").unwrap());
        let message = Message::new("1", to, &sender(), written(&requested(text))).unwrap();
        let eml = String::from_utf8(message.to_eml()).unwrap();
        let (headers, _) = eml.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = headers
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name)
            .collect();
        let mut expected = [
            "Message-ID",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Reply-To",
            "MIME-Version",
            "Date",
            "Content-Type",
        ];
        let mut names = names;
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{text:?}");
        assert_eq!(message.to().address().as_str(), "ana@example.org");
    }
}

#[test]
fn links_lead_to_the_site_or_there_is_no_mail() {
    for link in [
        "https://evil.example/confirm",
        "https://c2r.example.evil.example/",
        "https://c2r.example@evil.example/",
        "http://c2r.example/",
        "https://c2r.example\\@evil.example",
        "https://c2r.example/\r\nX: y",
        "javascript:alert(1)",
        "/confirm",
        "",
    ] {
        let letter = Letter::ConfirmEmail { name: "Ana".into(), link: link.into(), hours: 24 };
        let error = RenderError::ForeignLink { letter: "confirm_email", field: "link" };
        assert_eq!(render(&letter, Language::En, &site()), Err(error), "{link:?}");
    }
}

#[test]
fn a_link_stays_whole_in_both_parts() {
    let link = "https://c2r.example/confirm?a=1&b=%22x%22&amp=2#t0k-_n~";
    let letter = Letter::ConfirmEmail { name: "Ana".into(), link: link.into(), hours: 24 };
    let Rendered { html, text, .. } = written(&letter);
    assert!(text.contains(&format!("\n{link}\n")), "{text}");
    assert_eq!(html.matches(&format!("href=\"{}\"", link.replace('&', "&amp;"))).count(), 2, "{html}");
}
