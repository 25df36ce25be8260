//! Writing a note: everything on one page, saved while one writes, with what is missing beside it.

use super::addresses::drafts;
use super::field::{AUDIENCE, CITIES, KIND, LANGUAGE, QUESTION, STAGES, SUMMARY, THEMES, TITLE, TOPICS};
use super::kind::{Notes, Work};
use super::looks::Looks;
use super::one::Above;
use super::picker::{Picker, PickerDialog};
use super::sections::Sections;
use super::sources::Sources;
use crate::drafting::{
    Acts, Authors, Cities, Comments, Line, Lines, Missing, Overtaken, Picked, Radios, Returned, Section, Sent, Several,
    Stale, Summary, languages,
};
use crate::messages::{Key, fill, t};
use crate::notes::addresses::new_note;
use crate::notes::words::{kind, kind_meaning};
use crate::parts::{Failure, QuestionDialog, Questions, use_page};
use domain::notes::{NoteDraft, NoteKind};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Button, Choice};

/// What a draft is called above its form.
fn title(draft: &NoteDraft) -> String {
    match &draft.note {
        Some(note) => fill(Key::DraftChangeTitle, &[("title", &note.title)]),
        None => t(Key::AuthorDraft).to_owned(),
    }
}

/// The form, and what happens next once the draft is on its way.
#[component]
pub(super) fn Capture(
    /// A draft that one may write in, which is open.
    draft: NoteDraft,
) -> impl IntoView {
    let sent = RwSignal::new(false);
    let title = title(&draft);
    let work = Work::of(draft);
    use_page({
        let title = title.clone();
        move || Some(if sent.get() { t(Key::DraftSent).to_owned() } else { title.clone() })
    });
    move || {
        if sent.get() {
            return view! { <Sent drafts=drafts() another=(new_note(), Key::AuthorNew)/> }.into_any();
        }
        view! { <Writing work sent title=title.clone()/> }.into_any()
    }
}

#[component]
fn Writing(work: Work, sent: RwSignal<bool>, title: String) -> impl IntoView {
    let (questions, picker) = (Questions::new(), Picker::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if work.is_right() {
            work.save();
        }
    };
    let failure = work.deed.failure;
    view! {
        <div class="page">
            <Above here=title.clone()/>
            <h1 tabindex="-1">{title}</h1>
            <p class="lede">{t(Key::DraftLede)}</p>
            <Returned work/>
            <Stale work/>
            <Overtaken kind=Notes draft=work.draft work/>
            <div class="capture">
                <form class="form" novalidate on:submit=submit>
                    <Summary work/>
                    <Fields work picker/>
                    <Failure error=failure retry=move || work.save()/>
                    <Acts work questions sent later=drafts()/>
                    <Preview work/>
                </form>
                <div class="capture-side">
                    <Missing work/>
                    <Authors work drafts=drafts()/>
                    <Comments kind=Notes draft=work.draft linked=true/>
                </div>
            </div>
            <PickerDialog picker work/>
            <QuestionDialog questions/>
        </div>
    }
}

/// The whole of it as readers will see it, with its citations numbered, as the server has it.
#[component]
fn Preview(work: Work) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = move || open.get().then(|| view! { <Looks draft=work.draft.get()/> });
    let press = move |()| {
        open.update(|open| *open = !*open);
        work.save();
    };
    view! {
        <p><Button expanded=open on_press=press>{t(Key::AuthorPreview)}</Button></p>
        {shown}
    }
}

/// The kinds of notes, each with what that means.
pub(super) fn kinds() -> Vec<Choice> {
    let choice = |one: &NoteKind| Choice::new(one.as_str(), kind(*one)).with_detail(kind_meaning(*one));
    NoteKind::ALL.iter().map(choice).collect()
}

#[component]
fn Fields(work: Work, picker: Picker) -> impl IntoView {
    view! {
        <Section title=Key::AuthorPartWhat>
            <Line work text=TITLE/>
            <Radios work text=KIND options=kinds()/>
            <Line work text=QUESTION/>
            <Line work text=AUDIENCE/>
            <Lines work text=SUMMARY/>
        </Section>
        <Section title=Key::AuthorPartText>
            <Sections work picker/>
        </Section>
        <Section title=Key::AuthorPartChecked>
            <Sources work/>
        </Section>
        <Section title=Key::AuthorPartFound>
            <Several work keys=THEMES of=VocabularyName::PriorityThemes/>
            <Several work keys=TOPICS of=VocabularyName::LessonTopics/>
            <Several work keys=STAGES of=VocabularyName::RecoveryStages/>
            <Cities work keys=CITIES/>
            <Picked work text=LANGUAGE options=languages()/>
        </Section>
    }
}
