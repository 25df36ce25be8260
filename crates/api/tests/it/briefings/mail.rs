//! An issue as a mail: both parts say the same, nothing is loaded, and nothing that people typed is markup.

use super::{changed, edited, first};
use crate::lessons::{pointers, refusal};
use client::IdempotencyKey;
use domain::briefings::{BriefingEntry, BriefingSection, EntryKind, IssueMailQuery, NewBriefingTestSend, SectionKind};
use domain::vocabularies::Language;

/// What people type who mean harm; the last is what stands for the link by which one leaves.
const VECTORS: [&str; 7] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "\u{E000}\u{E002}",
];

/// What some programs show of a mail, in bytes.
const SHOWN: u32 = 102_000;

#[tokio::test]
async fn both_parts_hold_everything() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    let mail = editor.client.get_briefing_issue_mail(draft.id, &IssueMailQuery::default()).await.unwrap();
    assert_eq!(mail.subject, draft.content.title);
    assert!(mail.bytes < SHOWN && !mail.clipped, "{} bytes", mail.bytes);
    assert!(mail.html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "{}", mail.html);
    let plain: String = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for section in &draft.sections {
        assert!(mail.html.contains(&escaped(&section.title)) && plain.contains(&section.title), "{}", section.title);
        for entry in &section.entries {
            let thing = entry.thing.as_ref().unwrap();
            let below = if thing.item_kind.is_some() { "library" } else { "lessons" };
            let link = format!("{}/en/{below}/{}", app.url, thing.slug);
            let text: String = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(mail.html.contains(&link) && mail.text.contains(&link), "{link}");
            assert!(plain.contains(&text), "{text}");
            assert!(mail.html.contains(&escaped(&entry.title)), "{}", entry.title);
        }
    }
    for loaded in ["<img", "<script", "<link", "src=", "url(", "@import"] {
        assert!(!mail.html.contains(loaded), "{loaded}");
    }
}

/// Text as an element holds it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[tokio::test]
async fn what_people_type_is_no_markup() {
    let (_app, editor) = edited().await;
    let vectors = VECTORS;
    let entry = |vector: &str| BriefingEntry {
        kind: EntryKind::Text,
        lesson: None,
        item: None,
        title: Some(format!("T {vector}")),
        text: Some(vector.to_owned()),
        reasons: Vec::new(),
    };
    let draft = changed(&editor, &first(&editor).await, |content| {
        content.title = "<b>Title</b>".into();
        content.intro = vectors.join("\n\n");
        content.sections = vec![BriefingSection {
            key: "own".into(),
            kind: SectionKind::Own,
            topic: None,
            title: "<i>Section</i>".into(),
            intro: vectors[1].into(),
            entries: vectors.iter().take(6).map(|vector| entry(vector)).collect(),
        }];
    })
    .await;
    let mail = editor.client.get_briefing_issue_mail(draft.id, &IssueMailQuery::default()).await.unwrap();
    let entries = draft.sections.iter().flat_map(|section| &section.entries).map(|entry| entry.text_html.as_str());
    let sections = draft.sections.iter().map(|section| section.intro_html.as_str());
    for html in [mail.html.as_str(), draft.intro_html.as_str()].into_iter().chain(entries).chain(sections) {
        for element in ["<script", "<img", "<svg", "<style>*", "<b>", "<i>", "href=\"javascript"] {
            assert!(!html.contains(element), "{element} in {html}");
        }
    }
    assert!(mail.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(mail.html.matches("/en/subscription").count(), 2, "nobody writes what stands for links");
}

#[tokio::test]
async fn each_language_has_its_direction_and_a_city_its_part() {
    let (_app, editor) = edited().await;
    let draft = changed(&editor, &first(&editor).await, |content| content.language = Language::Arabic).await;
    let query = IssueMailQuery { city: Some("melbourne".into()) };
    let mail = editor.client.get_briefing_issue_mail(draft.id, &query).await.unwrap();
    assert!(mail.html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", mail.html);
    assert!(mail.html.contains("lang=\"en\" dir=\"ltr\""), "what a lesson says is in its own language");
    assert!(mail.text.contains("Melbourne") && mail.html.contains("دروس من مدن تشبه Melbourne"), "{}", mail.text);
    let nowhere = IssueMailQuery { city: Some("atlantis".into()) };
    assert_eq!(pointers(editor.client.get_briefing_issue_mail(draft.id, &nowhere).await), ["city"]);
}

#[tokio::test]
async fn a_test_goes_to_who_asked_for_it() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    let key = IdempotencyKey::generate();
    let test = NewBriefingTestSend { city: Some("melbourne".into()) };
    let before = app.mails.sent().len();
    for _ in 0..2 {
        let answer = editor.client.create_briefing_test_send(&key, draft.id, &test).await.unwrap();
        assert_eq!(answer.to, "editor@example.org");
    }
    app.work().await;
    let mails = app.mails.sent();
    assert_eq!(mails.len(), before + 1, "a key sends once");
    let mail = mails.last().unwrap();
    assert_eq!((mail.to().address().as_str(), mail.subject()), ("editor@example.org", draft.content.title.as_str()));
    assert!(mail.html().contains("Melbourne"));
    let nowhere = NewBriefingTestSend { city: Some("atlantis".into()) };
    let refused = editor.client.create_briefing_test_send(&IdempotencyKey::generate(), draft.id, &nowhere).await;
    assert_eq!(pointers(refused), ["/city"]);
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let foreign = ana.client.create_briefing_test_send(&IdempotencyKey::generate(), draft.id, &test).await;
    assert_eq!(refusal(foreign).0, 404);
}
