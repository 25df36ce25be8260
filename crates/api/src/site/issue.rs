//! What the shell says of an issue of a briefing before the app has come.

use super::data;
use super::head::{Article, PageHead};
use super::words::{self, PageWords};
use crate::State;
use domain::briefings::BriefingIssueRef;
use domain::lessons::excerpt;
use domain::policy::Actor;
use domain::vocabularies::Language;

/// The page of an issue. One that has not gone out is its editors' alone: its page says no name, and to everyone else that
/// there is none.
pub(super) async fn of_issue(state: &State, language: Language, name: &str) -> PageHead {
    let Ok(reference) = name.parse::<BriefingIssueRef>() else { return PageHead::missing(language) };
    let words = words::of(language, "briefings");
    match app::briefings::get_briefing_issue(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(issue) => {
            let said = excerpt(&issue.intro);
            let description = if said.is_empty() { words.description } else { said };
            let data = Some(data::of_issue(state, language, &issue, &description));
            let (title, written) = (issue.content.title, issue.content.language.to_string());
            let text = Some(written.clone());
            let article = Article { label: issue.briefing.title, language: written, text, html: issue.intro_html };
            let head = PageHead::new(language, PageWords { title, heading: None, description, lede: None });
            PageHead { data, article: Some(article), ..head.public() }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead { status: 404, ..PageHead::new(language, words) },
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead::new(language, words),
    }
}
