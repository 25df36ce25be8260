//! Having an issue put together by the rules.

use crate::briefings::addresses::{desk_issue, rules};
use crate::briefings::words::layout;
use crate::messages::{Key, t};
use crate::parts::{Answer, Deed, Failure};
use crate::state::{Vocabularies, own_name};
use client::{Client, IdempotencyKey};
use domain::briefings::{BriefingIssue, BriefingLayout, NewBriefingIssue};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use ui::{Button, Choice, Field, Link, Rank, Select};

/// What is asked of the rules; empty for what they do by themselves.
#[derive(Clone, Copy)]
struct Asked {
    layout: RwSignal<String>,
    topic: RwSignal<String>,
    language: RwSignal<String>,
}

impl Asked {
    fn wish(self) -> NewBriefingIssue {
        NewBriefingIssue {
            layout: self.layout.with_untracked(|name| name.parse().ok()),
            topic: Some(self.topic.get_untracked()).filter(|topic| !topic.is_empty()),
            language: self.language.with_untracked(|tag| tag.parse().ok()),
            ..NewBriefingIssue::default()
        }
    }
}

/// The button, and what can be asked for besides.
#[component]
pub(super) fn Compose() -> impl IntoView {
    let (deed, navigate) = (Deed::new(), use_navigate());
    let [layout, topic, language] = [(); 3].map(|()| RwSignal::new(String::new()));
    let asked = Asked { layout, topic, language };
    // The same wish goes out under the same key: a lost answer does not make two issues.
    let attempt = StoredValue::new(None::<(NewBriefingIssue, IdempotencyKey)>);
    let begin = move || {
        let new = asked.wish();
        let last = attempt.get_value().filter(|(wish, _)| *wish == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let call = move |client: Client| -> Answer<BriefingIssue> {
            let (key, new) = (key.clone(), new.clone());
            Box::pin(async move { client.create_briefing_issue(&key, &new).await })
        };
        let navigate = navigate.clone();
        deed.run(call, move |issue: BriefingIssue| navigate(&desk_issue(&issue.id.to_string()), Default::default()));
    };
    let again = begin.clone();
    view! {
        <section class="panel desk-compose" aria-labelledby="compose-title">
            <h2 id="compose-title">{t(Key::ComposeTitle)}</h2>
            <p>{t(Key::ComposeText)} " " <Link href=rules()>{t(Key::BriefingsRules)}</Link></p>
            <p class="acts"><Button rank=Rank::Primary on_press=move |()| begin()>{t(Key::ComposeSend)}</Button></p>
            <Failure error=deed.failure retry=again/>
            <Fields asked/>
        </section>
    }
}

/// What can be asked for, out of the way: the rules need none of it.
#[component]
fn Fields(asked: Asked) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let layouts: Vec<Choice> = BriefingLayout::ALL.iter().map(|one| Choice::new(one.as_str(), layout(*one))).collect();
    let languages: Vec<Choice> = Language::ALL.iter().map(|one| Choice::new(one.as_str(), own_name(*one))).collect();
    let topics = Signal::derive(move || {
        let terms = vocabularies.terms(VocabularyName::LessonTopics);
        let named = |key: &str| Choice::new(key, vocabularies.label(VocabularyName::LessonTopics, key));
        terms.iter().map(|term| named(&term.key)).collect::<Vec<_>>()
    });
    let field = |id: &'static str, label: Key| Field::new(id, t(label));
    view! {
        <details class="desk-words">
            <summary>{t(Key::ComposeMore)}</summary>
            <Select field=field("compose-layout", Key::ComposeLayout) options=layouts value=asked.layout none=t(Key::ComposeUsual)/>
            <Select field=field("compose-topic", Key::ComposeTopic) options=topics value=asked.topic none=t(Key::ComposeByRule)/>
            <Select field=field("compose-language", Key::DeskLanguage) options=languages value=asked.language none=t(Key::ComposeUsual)/>
        </details>
    }
}
