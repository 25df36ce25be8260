//! Putting an issue in order: its title, how it begins, its sections.

use super::arrange::add_section;
use super::drag::Drag;
use super::replace::{ReplaceDialog, Replacing};
use super::section::Section;
use super::work::{Work, id_at};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::{options, preview};
use crate::state::own_name;
use contract::Fault;
use domain::briefings::MAX_SECTIONS;
use domain::vocabularies::Language;
use leptos::prelude::*;
use ui::{Banner, Button, Choice, Select, TextArea, TextInput, Tone, Value};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The issue.
    pub(super) work: Work,
    /// What is being dragged.
    pub(super) drag: Drag,
    /// The dialog in which another entry is chosen.
    pub(super) replacing: Replacing,
    /// Ids of the lessons and items that are being rewritten.
    pub(super) opened: RwSignal<Vec<String>>,
}

/// The part of the page.
#[component]
pub(super) fn Writing(
    /// The issue.
    work: Work,
) -> impl IntoView {
    let replacing = Replacing::new(work);
    let board = Board { work, drag: Drag::new(), replacing, opened: RwSignal::new(Vec::new()) };
    let count = Memo::new(move |_| work.written.with(|written| written.sections.len()));
    let sections = move || (0..count.get()).map(|at| view! { <Section board at/> }).collect_view();
    view! {
        <div class="form desk">
            <Faults work/>
            <Head work/>
            <p class="small muted">{t(Key::DeskHow)}</p>
            {sections}
            <Another work/>
            <ReplaceDialog replacing/>
        </div>
    }
}

/// Title, language, and how it begins.
#[component]
fn Head(work: Work) -> impl IntoView {
    let title = work.value(|written| written.title.clone(), |written, text| written.title = text);
    let intro = work.value(|written| written.intro.clone(), |written, text| written.intro = text);
    let language = Signal::derive(move || work.written.with(|written| written.language.as_str().to_owned()));
    let language = Value::new(language, move |tag: String| {
        if let Ok(language) = tag.parse() {
            work.write(|written| written.language = language);
        }
    });
    let languages: Vec<Choice> = options(Language::ALL, Language::as_str, own_name)
        .into_iter()
        .map(|(tag, name)| Choice::new(tag, name))
        .collect();
    let words = [Key::DeskPreviewWrite, Key::DeskPreviewLook, Key::DeskPreviewNothing].map(|key| Signal::from(t(key)));
    let field = work.made("/intro".to_owned(), t(Key::DeskIntro)).hint(t(Key::DeskIntroHint));
    view! {
        <TextInput field=work.made("/title".to_owned(), t(Key::DeskIssueTitle)).hint(t(Key::DeskIssueTitleHint)) value=title/>
        <Select field=work.made("/language".to_owned(), t(Key::DeskLanguage)).hint(t(Key::DeskLanguageHint)) options=languages value=language/>
        <TextArea field value=intro rows=3 preview=preview(words)/>
    }
}

/// The way to a further section.
#[component]
fn Another(work: Work) -> impl IntoView {
    let room = Memo::new(move |_| work.written.with(|written| written.sections.len() < MAX_SECTIONS));
    let add = move |()| {
        let (title, mut at) = (t(Key::DeskSectionNew), None);
        work.step(t(Key::DeskSectionAdded).to_owned(), |written| at = add_section(written, title));
        if let Some(at) = at {
            request_animation_frame(move || focus_id(&id_at(&["/sections/", &at.to_string(), "/title"].concat())));
        }
    };
    move || room.get().then(|| view! { <p><Button on_press=add>{t(Key::DeskSectionAdd)}</Button></p> })
}

/// What is wrong, as long as something is: it is not saved.
#[component]
fn Faults(work: Work) -> impl IntoView {
    let faults = Memo::new(move |_| work.faults());
    let line = |fault: Fault| {
        let id = id_at(&fault.pointer);
        let href = ["#", &id].concat();
        let follow = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus_id(&id);
        };
        view! { <li><a href=href on:click=follow>{crate::parts::fault_text(&fault)}</a></li> }
    };
    move || {
        let faults = faults.get();
        (!faults.is_empty()).then(|| {
            let lines = faults.into_iter().map(line).collect_view();
            view! { <Banner tone=Tone::Bad word=t(Key::ReportFaults)><ul class="bullets">{lines}</ul></Banner> }
        })
    }
}
