//! The HTML part.

use super::{LEAVE, MANAGE, NewsletterEntry, NewsletterSection, Page, Passage, plain};
use crate::address::Address;
use crate::render::own_link;
use std::fmt::Write as _;

/// Colours of the app's tokens, as hex: mail programs know no oklch. No pure white and no black: programs that turn
/// colours round by force begin with these.
const PAPER: &str = "#fbfaf6";
const SURFACE: &str = "#fffefb";
const INK: &str = "#15202d";
const INK_2: &str = "#4e5661";
const LINE: &str = "#dddbd3";
const HARBOUR: &str = "#00586a";
const SERIF: &str = "Georgia,'Times New Roman',serif";
const SANS: &str = "system-ui,-apple-system,'Segoe UI',Arial,sans-serif";

/// The sheet for dark surroundings, and for narrow ones.
const SHEET: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
@media (max-width:620px){.pad{padding-left:16px!important;padding-right:16px!important}}\
@media (prefers-color-scheme:dark){\
body,.page{background-color:#0e1217!important}\
.card{background-color:#151a20!important;border-color:#2c3137!important;border-top-color:#67c0d5!important}\
.ink,.ink p,.ink li,.ink td,.ink th,.ink h1,.ink h2,.ink h3{color:#e9e8e2!important}\
.ink-2{color:#a6abb2!important}\
.link,.ink a{color:#67c0d5!important}\
.rule{border-color:#2c3137!important}\
}";

/// Text as it may stand in an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// A text of somebody as it may stand there.
fn said(text: &str) -> String {
    escape(&plain(text))
}

pub(super) fn write(page: &Page<'_>) -> String {
    let language = page.newsletter.language.tag();
    let (dir, align) = if page.rtl() { ("rtl", "right") } else { ("ltr", "left") };
    let title = said(&page.newsletter.title);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no,url=no\">\n\
         <title>{title}</title>\n<style>{SHEET}</style>\n</head>\n\
         <body style=\"margin:0;padding:0;background-color:{PAPER};color:{INK};font-family:{SANS};\">\n{}\
         <table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" dir=\"{dir}\" \
         style=\"background-color:{PAPER};\"><tr><td align=\"center\" style=\"padding:16px 8px;\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"max-width:640px;text-align:{align};\">\n{}{}{}</table>\n</td></tr></table>\n</body>\n</html>\n",
        preheader(page),
        head(page),
        card(page),
        foot(page),
    );
    out
}

/// What an inbox shows, followed by space that keeps it from showing what comes next.
fn preheader(page: &Page<'_>) -> String {
    let space = "&#847;&zwnj;&nbsp;".repeat(30);
    format!(
        "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">{}{space}</div>\n",
        said(&page.newsletter.preheader)
    )
}

fn head(page: &Page<'_>) -> String {
    let site = said(&page.site.name);
    let list = [said(&page.newsletter.list)].into_iter().chain(page.number().map(|number| escape(&number)));
    format!(
        "<tr><td class=\"pad\" style=\"padding:8px 24px 12px;\">\
         <p style=\"margin:0;font-family:{SERIF};font-size:17px;font-weight:600;line-height:1.3;\">\
         <a class=\"ink\" href=\"{}\" style=\"color:{INK};text-decoration:none;\">{site}</a></p>\
         <p class=\"ink-2\" style=\"margin:2px 0 0;font-size:14px;line-height:1.4;color:{INK_2};\">{}</p></td></tr>\n",
        escape(&page.home),
        list.collect::<Vec<_>>().join(" · "),
    )
}

fn card(page: &Page<'_>) -> String {
    let newsletter = page.newsletter;
    let sections: String = newsletter.sections.iter().map(|one| section(page, one)).collect();
    format!(
        "<tr><td class=\"card pad\" style=\"padding:24px 24px 28px;background-color:{SURFACE};border:1px solid {LINE};\
         border-top:3px solid {HARBOUR};\">\n\
         <h1 class=\"ink\" style=\"margin:0 0 12px;font-family:{SERIF};font-size:26px;font-weight:600;line-height:1.25;\
         color:{INK};\">{}</h1>\n{}\
         <p style=\"margin:0 0 8px;font-size:14px;line-height:1.5;\"><a class=\"link\" href=\"{}\" \
         style=\"color:{HARBOUR};\">{}</a></p>\n{sections}</td></tr>\n",
        said(&newsletter.title),
        passage(&newsletter.intro, None),
        escape(&page.web),
        page.words.web,
    )
}

fn section(page: &Page<'_>, section: &NewsletterSection) -> String {
    let entries: String = section.entries.iter().map(|one| entry(page, one)).collect();
    format!(
        "<h2 class=\"ink rule\" style=\"margin:28px 0 12px;padding:16px 0 0;border-top:1px solid {LINE};\
         font-family:{SERIF};font-size:21px;font-weight:600;line-height:1.3;color:{INK};\">{}</h2>\n{}{entries}",
        said(&section.title),
        passage(&section.intro, None),
    )
}

fn entry(page: &Page<'_>, entry: &NewsletterEntry) -> String {
    let title = said(&entry.title);
    let own = entry.link.as_deref().and_then(|link| own_link(page.site, link)).map(|link| escape(&link));
    let title = match &own {
        Some(link) => format!("<a class=\"link\" href=\"{link}\" style=\"color:{HARBOUR};\">{title}</a>"),
        None => title,
    };
    let facts = if entry.facts.is_empty() {
        String::new()
    } else {
        format!(
            "<p class=\"ink-2\" style=\"margin:0 0 6px;font-size:14px;line-height:1.5;color:{INK_2};\">{}</p>\n",
            said(&entry.facts)
        )
    };
    let language = entry.language.as_deref();
    let marks = language.map(marks).unwrap_or_default();
    format!(
        "<h3 class=\"ink\"{marks} style=\"margin:0 0 4px;font-size:17px;font-weight:600;line-height:1.4;color:{INK};\">\
         {title}</h3>\n{facts}{}",
        passage(&entry.text, language),
    )
}

/// In which language something is, and which way it is read.
fn marks(language: &str) -> String {
    let rtl = ["ar", "fa", "he", "ur"].iter().any(|tag| language.split('-').next() == Some(*tag));
    format!(" lang=\"{}\" dir=\"{}\"", escape(language), if rtl { "rtl" } else { "ltr" })
}

/// Cleaned HTML with the styles that its elements need: programs without style sheets have no others.
fn passage(passage: &Passage, language: Option<&str>) -> String {
    if passage.html.trim().is_empty() {
        return String::new();
    }
    let html = plain(&passage.html)
        .replace("<p>", "<p style=\"margin:0 0 10px;\">")
        .replace("<ul>", "<ul style=\"margin:0 0 10px;padding:0 20px;\">")
        .replace("<ol>", "<ol style=\"margin:0 0 10px;padding:0 20px;\">")
        .replace("<a href", &format!("<a style=\"color:{HARBOUR};\" href"));
    let marks = language.map(marks).unwrap_or_default();
    format!(
        "<div class=\"ink\"{marks} style=\"margin:0 0 18px;font-size:16px;line-height:1.55;color:{INK};\
         overflow-wrap:anywhere;\">{html}</div>\n"
    )
}

fn foot(page: &Page<'_>) -> String {
    let words = &page.words;
    let line = |html: &str| {
        format!(
            "<p class=\"ink-2\" style=\"margin:0 0 8px;font-size:14px;line-height:1.5;color:{INK_2};\">{html}</p>\n"
        )
    };
    let link = |to: &str, label: &str| {
        format!("<a class=\"link\" href=\"{to}\" style=\"color:{HARBOUR};\">{}</a>", escape(label))
    };
    let support = escape(&page.site.support);
    let support = match support_link(page) {
        Some(to) => link(&to, &page.site.support),
        None => support,
    };
    let lines = [
        line(&escape(&page.why())),
        line(&format!("{}<br>{}", link(MANAGE, words.manage), link(LEAVE, words.leave))),
        line(&format!("{} {support}", words.questions)),
        page.newsletter.imprint.as_deref().map(|imprint| line(&said(imprint))).unwrap_or_default(),
    ];
    format!("<tr><td class=\"pad\" style=\"padding:16px 24px 32px;\">\n{}</td></tr>\n", lines.concat())
}

/// Where questions go: a `mailto:`, or a page of ours.
fn support_link(page: &Page<'_>) -> Option<String> {
    let support = &page.site.support;
    // A question mark would begin a subject or a copy to somebody else.
    let address = Address::parse(support).ok().filter(|address| !address.as_str().contains(['?', '%', '&', '#']));
    let link = address.map(|address| format!("mailto:{address}")).or_else(|| own_link(page.site, support));
    link.map(|link| escape(&link))
}

#[cfg(test)]
mod tests {
    use super::{escape, marks};

    #[test]
    fn what_people_write_is_no_markup() {
        assert_eq!(escape("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }

    #[test]
    fn languages_know_which_way_they_are_read() {
        assert_eq!(marks("ar"), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(marks("pt-BR"), " lang=\"pt-BR\" dir=\"ltr\"");
    }
}
