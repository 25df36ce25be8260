//! The issue as it will be read: in mail programs that show HTML and in those that do not, on the web, in a feed.

use super::frame::MailFrame;
use super::work::{Saving, Work};
use crate::briefings::Sections;
use crate::lessons::words::marks;
use crate::messages::{Key, fill, number, t};
use crate::parts::{Load, Skeleton, city_source, words_of_choosing};
use crate::state::{Remote, Vocabularies, api, identity};
use client::Client;
use domain::briefings::{BriefingIssue, BriefingIssueMail, IssueMailQuery};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Choice, Combobox, Field, RadioGroup, Tone};

const KILOBYTE: f64 = 1_000.0;

/// How the issue is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Html,
    Text,
    Web,
    Feed,
}

impl Look {
    const ALL: [Self; 4] = [Self::Html, Self::Text, Self::Web, Self::Feed];

    const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "text",
            Self::Web => "web",
            Self::Feed => "feed",
        }
    }

    fn label(self) -> &'static str {
        t(match self {
            Self::Html => Key::PreviewHtml,
            Self::Text => Key::PreviewText,
            Self::Web => Key::PreviewWeb,
            Self::Feed => Key::PreviewFeed,
        })
    }
}

/// The part of the page. What is written is saved first: the server makes what is seen.
#[component]
pub(super) fn Preview(
    /// The issue.
    work: Work,
) -> impl IntoView {
    if untrack(|| work.is_open()) {
        work.save_then(Box::new(|| ()));
    }
    let (look, city) = (RwSignal::new(Look::Html.name().to_owned()), RwSignal::new(Vec::<Choice>::new()));
    let looks: Vec<Choice> = Look::ALL.map(|one| Choice::new(one.name(), one.label())).to_vec();
    let field = Field::new("preview-look", t(Key::PreviewAs));
    let shown = Memo::new(move |_| look.with(|name| Look::ALL.into_iter().find(|one| one.name() == name)));
    // Only what the server has can be looked at.
    let is_saved = Memo::new(move |_| work.saving.get() == Saving::Saved);
    let content = move || match (is_saved.get(), shown.get().unwrap_or(Look::Html)) {
        (false, _) => unsaved(work),
        (true, look @ (Look::Html | Look::Text)) => view! { <Mail work city is_html={look == Look::Html}/> }.into_any(),
        (true, Look::Web) => work.issue.with(web),
        (true, Look::Feed) => work.issue.with(feed),
    };
    view! {
        <div class="form desk-preview">
            <RadioGroup field options=looks value=look/>
            <City city/>
            {content}
        </div>
    }
}

fn unsaved(work: Work) -> AnyView {
    let wrong = Memo::new(move |_| matches!(work.saving.get(), Saving::Wrong | Saving::Stale | Saving::Failed));
    view! {
        {move || match wrong.get() {
            true => view! { <Banner tone=Tone::Warn word=t(Key::PreviewUnsaved)/> }.into_any(),
            false => view! { <Skeleton lines=8/> }.into_any(),
        }}
    }
    .into_any()
}

/// For which city the mail is seen.
#[component]
fn City(city: RwSignal<Vec<Choice>>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let field = Field::new("preview-city", t(Key::PreviewCity)).hint(t(Key::PreviewCityHint));
    view! { <Combobox field source=city_source(api(), vocabularies) chosen=city words=words_of_choosing()/> }
}

/// The mail, in one of its two parts.
#[component]
fn Mail(work: Work, city: RwSignal<Vec<Choice>>, is_html: bool) -> impl IntoView {
    let identity = identity();
    let slug = Memo::new(move |_| city.with(|chosen| chosen.first().map(|one| one.value.clone())));
    let named = Memo::new(move |_| work.issue.with(|issue| (issue.id, issue.version)));
    let mail = Remote::new(
        move || Some((named.get(), slug.get())),
        move |((id, _), city)| {
            let call = move |client: Client| {
                let query = IssueMailQuery { city: city.clone() };
                async move { client.get_briefing_issue_mail(id, &query).await }
            };
            async move { identity.ask(call).await.map(Arc::new) }
        },
    );
    let show = move |mail: Arc<BriefingIssueMail>| {
        let body = if is_html {
            let (issue, city) = (named.get_untracked().0.to_string(), slug.get_untracked().unwrap_or_default());
            view! { <MailFrame issue city/> }.into_any()
        } else {
            view! { <div class="letter-text panel" dir="auto">{mail.text.clone()}</div> }.into_any()
        };
        view! { <About mail/> {body} }.into_any()
    };
    view! { <Load remote=mail skeleton=|| view! { <Skeleton lines=10/> }.into_any() show/> }
}

/// Its subject, and how large it is.
#[component]
fn About(mail: Arc<BriefingIssueMail>) -> impl IntoView {
    let size = number((f64::from(mail.bytes) / KILOBYTE).round());
    let clipped = mail.clipped.then(|| {
        view! { <Banner tone=Tone::Warn word=t(Key::PreviewClipped)><p>{t(Key::PreviewClippedText)}</p></Banner> }
    });
    view! {
        <p><strong>{t(Key::PreviewSubject)}</strong> " " <bdi>{mail.subject.clone()}</bdi></p>
        <p class="small muted">{fill(Key::PreviewSize, &[("size", &size)])}</p>
        {clipped}
    }
}

/// As the page of the issue shows it.
fn web(issue: &BriefingIssue) -> AnyView {
    let (lang, dir) = marks(issue.content.language);
    let (sections, language) = (issue.sections.clone(), issue.content.language);
    view! {
        <article class="panel issue">
            <h2 lang=lang dir=dir>{issue.content.title.clone()}</h2>
            // Made by the server, which alone makes HTML of what people write.
            <div class="stand" lang=lang dir=dir inner_html=issue.intro_html.clone()></div>
            <Sections sections language/>
        </article>
    }
    .into_any()
}

/// As a program shows it that reads feeds: by its title, how it begins, and what it is about.
fn feed(issue: &BriefingIssue) -> AnyView {
    let (lang, dir) = marks(issue.content.language);
    let entries = issue.sections.iter().flat_map(|section| &section.entries);
    let entries = entries.map(|entry| view! { <li>{entry.title.clone()}</li> }).collect_view();
    view! {
        <article class="panel" lang=lang dir=dir>
            <p class="row-name">{issue.content.title.clone()}</p>
            <p class="small muted">{issue.briefing.title.clone()}</p>
            <p>{issue.intro.clone()}</p>
            <ul class="bullets">{entries}</ul>
        </article>
        <p class="small muted">{t(Key::PreviewFeedText)}</p>
    }
    .into_any()
}
