//! Every letter in words.

use crate::support::{samples, site, written};
use insta::assert_snapshot;
use mailer::{Language, Letter, RenderError, Rendered, Site, render};

#[test]
fn every_letter_has_a_sample() {
    let keys: Vec<&str> = samples().iter().map(Letter::key).collect();
    assert_eq!(keys, Letter::KEYS);
}

#[test]
fn every_letter_reads_well_as_plain_text() {
    for letter in samples() {
        let written = written(&letter);
        assert_snapshot!(
            format!("text__{}", letter.key()),
            format!("Subject: {}\n\n{}", written.subject, written.text)
        );
    }
}

#[test]
fn the_html_of_two_letters_is_as_it_was_looked_at() {
    for letter in samples().iter().filter(|letter| ["confirm_email", "membership_requested"].contains(&letter.key())) {
        // A line a tag, so that a difference can be read.
        assert_snapshot!(format!("html__{}", letter.key()), written(letter).html.replace("><", ">\n<"));
    }
}

#[test]
fn plain_text_keeps_to_its_columns_and_has_no_entities() {
    for letter in samples() {
        let text = written(&letter).text;
        for line in text.lines() {
            let alone = line.starts_with("https://") && !line.contains(' ');
            assert!(alone || line.chars().count() <= 72, "{}: {line}", letter.key());
        }
        // An address may hold the sign itself.
        let entity = text.lines().any(|line| line.contains('&') && !line.starts_with("https://"));
        assert!(!entity && !text.contains("&amp;") && !text.contains('<') && !text.contains('{'), "{text}");
        assert!(!text.contains("\n\n\n") && text.ends_with('\n') && !text.contains(" \n"), "{text}");
    }
}

#[test]
fn html_fetches_nothing_and_says_its_language_and_title() {
    for letter in samples() {
        let written = written(&letter);
        let html = written.html;
        for link in html.split("https://").skip(1).chain(html.split("http://").skip(1)) {
            assert!(link.starts_with("c2r.example") || link.starts_with("www.w3.org/1999/xhtml"), "{link:.80}");
        }
        for tag in ["<img", "<link", "@import", "@font-face", "url(", "<script", "<form"] {
            assert!(!html.contains(tag), "{}: {tag}", letter.key());
        }
        assert!(html.contains(r#"<html lang="en" dir="ltr""#) && html.contains("<title>"), "{html:.300}");
        assert!(html.contains(r#"<meta name="color-scheme" content="light dark""#), "{html}");
        assert!(html.contains("prefers-color-scheme: dark"), "{html}");
        // Gmail cuts mails at 102 kB.
        assert!(html.len() < 30_000, "{}: {} bytes", letter.key(), html.len());
    }
}

#[test]
fn a_number_of_one_is_said_in_the_singular() {
    let letter = |hours| Letter::ConfirmEmail { name: "Ana".into(), link: "https://c2r.example/c".into(), hours };
    assert!(written(&letter(1)).text.contains("holds for 1 hour "));
    assert!(written(&letter(2)).text.contains("holds for 2 hours "));
}

#[test]
fn a_fact_that_is_empty_has_no_row() {
    let letter = |reason: &str| Letter::AccountSuspended { name: "Ana".into(), reason: reason.into() };
    assert!(written(&letter("Advertising")).text.contains("\nReason: Advertising\n"));
    let silent = written(&letter(" \n"));
    assert!(!silent.text.contains("Reason") && !silent.html.contains("Reason"));
}

#[test]
fn a_key_without_a_word_is_shown_as_it_is() {
    let letter = Letter::MembershipApproved {
        name: "Ana".into(),
        organisation: "Lagos".into(),
        role: "night_watch".into(),
        link: "https://c2r.example/o".into(),
    };
    assert!(written(&letter).text.contains("\nYour role: night watch\n"));
}

#[test]
fn where_to_ask_can_be_opened_if_it_is_an_address_or_a_page() {
    let letter = Letter::AccountRestored { name: "Ana".into() };
    for (support, link) in [
        ("help@c2r.example", Some("mailto:help@c2r.example")),
        ("https://c2r.example/help", Some("https://c2r.example/help")),
        ("the town hall, room 5", None),
        ("https://elsewhere.example/help", None),
        ("help?cc=eve@c2r.example", None),
    ] {
        let site = Site { support: support.into(), ..site() };
        let Rendered { html, text, .. } = render(&letter, Language::En, &site).unwrap();
        assert!(text.ends_with(&format!("\nQuestions: {support}\n")), "{text}");
        let hrefs: Vec<_> = html.split("href=\"").skip(2).filter_map(|rest| rest.split('"').next()).collect();
        let hrefs: Vec<_> = hrefs.iter().map(|href| href.replace("&#x2f;", "/")).collect();
        assert_eq!(hrefs, link.into_iter().collect::<Vec<_>>(), "{support}");
    }
}

#[test]
fn a_site_whose_address_is_none_writes_nothing() {
    let site = Site { public_url: "c2r.example".into(), ..site() };
    let letter = Letter::AccountRestored { name: "Ana".into() };
    assert_eq!(render(&letter, Language::En, &site), Err(RenderError::PublicUrl));
}
