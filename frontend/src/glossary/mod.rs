//! What the words of the field mean, and the shocks and stresses that cities name.

mod words;

use crate::address;
use crate::browser::find;
use crate::messages::{Key, fill, t};
use crate::parts::{Load, Share, Skeleton, SourceLink, use_page};
use crate::state::{Remote, api};
use domain::vocabularies::{Term, VocabularyName};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Field, TextInput};
use words::{Source, WORDS};

/// The page's chunk.
pub(crate) struct GlossaryRoute;

#[lazy_route]
impl LazyRoute for GlossaryRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Glossary/> }.into_any()
    }
}

#[component]
fn Glossary() -> impl IntoView {
    use_page(|| Some(t(Key::GlossaryTitle).to_owned()));
    let typed = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| typed.with(|typed| typed.trim().to_lowercase()));
    show_the_word();
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::GlossaryTitle)}</h1>
                <Share title=t(Key::GlossaryTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::GlossaryLede)}</p>
            <TextInput field=Field::new("glossary-words", t(Key::GlossaryWords)) value=typed kind="search" most=100_usize/>
            <Words wanted/>
            <Terms wanted title=Key::GlossaryShocks vocabulary=VocabularyName::Shocks/>
            <Terms wanted title=Key::GlossaryStresses vocabulary=VocabularyName::Stresses/>
        </div>
    }
}

/// Brings the word that the address names into view, once it is there.
fn show_the_word() {
    let hash = use_location().hash;
    Effect::new(move |_| {
        let hash = hash.get();
        request_animation_frame(move || {
            if hash.len() > 1
                && let Some(word) = find(&hash)
            {
                word.scroll_into_view();
            }
        });
    });
}

#[component]
fn Words(wanted: Memo<String>) -> impl IntoView {
    let rows = move || {
        let words = wanted.get();
        let mut fitting: Vec<_> = WORDS
            .iter()
            .filter(|(_, word, text, _)| [*word, *text].iter().any(|key| t(*key).to_lowercase().contains(&words)))
            .collect();
        fitting.sort_by_key(|(_, word, ..)| t(*word).to_lowercase());
        if fitting.is_empty() {
            return view! { <p class="muted">{t(Key::GlossaryNone)}</p> }.into_any();
        }
        let rows = fitting.into_iter().map(|(name, word, text, source)| {
            view! {
                <div id=*name class="word">
                    <dt>{t(*word)}</dt>
                    <dd><p>{t(*text)}</p> <After source=*source/></dd>
                </div>
            }
        });
        view! { <dl class="glossary">{rows.collect_view()}</dl> }.into_any()
    };
    view! { <div>{rows}</div> }
}

#[component]
fn After(source: Source) -> impl IntoView {
    let Some((name, url)) = source.name() else {
        return view! { <p class="small muted">{t(Key::GlossaryOwn)}</p> }.into_any();
    };
    // The name stands where the language wants it.
    let text = fill(Key::GlossarySource, &[("source", "\u{1}")]);
    let (before, after) = text.split_once('\u{1}').unwrap_or((&text, ""));
    view! {
        <p class="small muted">{before.to_owned()} <SourceLink url=url.to_owned() name=name.to_owned()/> {after.to_owned()}</p>
    }
    .into_any()
}

/// The terms of a vocabulary with their definitions; each leads to the cities that name it.
#[component]
fn Terms(wanted: Memo<String>, title: Key, vocabulary: VocabularyName) -> impl IntoView {
    let client = api();
    // The list of all vocabularies, which every page fetches, says in English alone what terms mean.
    let terms = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.get_vocabulary(vocabulary).await.map(|whole| whole.terms.unwrap_or_default()) }
        },
    );
    let show = move |terms: Vec<Term>| {
        let rows = move || {
            let words = wanted.get();
            let label = |term: &Term| term.labels.get(address::language()).to_lowercase();
            let mut fitting: Vec<&Term> = terms.iter().filter(|term| label(term).contains(&words)).collect();
            fitting.sort_by_key(|term| label(term));
            fitting.into_iter().map(|term| row(vocabulary, term)).collect_view()
        };
        view! { <dl class="glossary">{rows}</dl> }.into_any()
    };
    view! {
        <h2>{t(title)}</h2>
        <Load remote=terms skeleton=|| view! { <Skeleton lines=6/> }.into_any() show/>
    }
}

/// A term with what it means; it leads to the cities that name it.
fn row(vocabulary: VocabularyName, term: &Term) -> AnyView {
    let href = address::term(vocabulary, &term.key).unwrap_or_default();
    let label = term.labels.get(address::language()).to_owned();
    let definition = term.definitions.as_ref().map(|definitions| {
        let (language, text) = definitions.get(address::language());
        // One that has not been translated stands in English on a page of another language.
        let foreign = language != address::language();
        let (lang, dir) = (foreign.then_some(language.as_str()), foreign.then_some("ltr"));
        view! { <dd lang=lang dir=dir>{text.to_owned()}</dd> }
    });
    view! { <div class="word"><dt><a href=href>{label}</a></dt> {definition}</div> }.into_any()
}
