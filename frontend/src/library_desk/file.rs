//! The file that is kept with an item: sent, put in the place of another, taken off.

use super::edit::Draft;
use crate::library::file_facts;
use crate::library::words::size;
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Deed, Failure, Question, QuestionDialog, Questions};
use client::Client;
use domain::library::{FileQuery, FileType, LibraryItem, MAX_FILE_BYTES};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::{Button, Field, FileDrop, FileDropWords, Rank};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The section of the page.
#[component]
pub(super) fn KeptFile(
    /// The item.
    draft: Draft,
) -> impl IntoView {
    let kept = move || match draft.item.with(|item| item.file.clone()) {
        Some(file) => {
            let facts = file_facts(&file);
            view! { <p><bdi>{file.name}</bdi> " · " <span class="muted">{facts}</span></p> }.into_any()
        }
        None => view! { <p class="muted">{t(Key::CatalogueFileNone)}</p> }.into_any(),
    };
    view! {
        <section class="part">
            <h2>{t(Key::CatalogueFile)}</h2>
            {kept}
            <Sending draft/>
            <TakeOff draft/>
        </section>
    }
}

/// What a file is by the end of its name; `None` for what the library does not take.
fn kind_of(name: &str) -> Option<FileType> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    FileType::ALL.iter().copied().find(|kind| kind.endings().contains(&ending.as_str()))
}

/// Why a file is not taken.
fn fault_of(name: &str, bytes: f64) -> Option<Key> {
    if kind_of(name).is_none() {
        return Some(Key::CatalogueFileOdd);
    }
    (bytes > MAX_FILE_BYTES as f64).then_some(Key::CatalogueFileBig)
}

/// What is in a file; nothing where it cannot be read, which the server does not take.
async fn read(file: &File) -> Vec<u8> {
    JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

/// The field for another file.
#[component]
fn Sending(draft: Draft) -> impl IntoView {
    let (files, busy, deed) = (RwSignal::new_local(Vec::<File>::new()), RwSignal::new(false), Deed::new());
    let fault = Memo::new(move |_| {
        let found = files.with(|files| files.first().and_then(|file| fault_of(&file.name(), file.size())));
        found.map(|key| t(key).to_owned())
    });
    let send = move || {
        let Some(file) = files.with_untracked(|files| files.first().cloned()) else { return };
        let Some(kind) = kind_of(&file.name()).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        deed.failure.set(None);
        spawn_local(async move {
            let ((named, version), bytes) = (draft.named(), read(&file).await);
            let query = FileQuery { name: Some(file.name()) };
            let call = |client: Client| {
                let (named, query, bytes) = (named.clone(), query.clone(), bytes.clone());
                async move { client.replace_library_item_file(&named, version, &query, (kind, bytes)).await }
            };
            let answer = deed.identity.ask(call).await;
            busy.try_set(false);
            match answer {
                Ok(after) => {
                    draft.item.try_set(after);
                    deed.tell(Key::CatalogueFileSent);
                }
                Err(error) => _ = deed.failure.try_set(Some(error)),
            }
        });
    };
    let cannot = Memo::new(move |_| files.with(Vec::is_empty) || fault.with(Option::is_some));
    // What was sent is chosen no more.
    let kept = Memo::new(move |_| draft.item.with(|item| item.file.as_ref().map(|file| file.sha256.clone())));
    let choosing = move || {
        kept.track();
        files.set(Vec::new());
        view! { <Choosing files fault busy/> }
    };
    view! {
        {choosing}
        <Failure error=deed.failure retry=send/>
        <p>
            <Button disabled=cannot busy busy_word=t(Key::CatalogueFileSending) on_press=move |()| send()>
                {t(Key::CatalogueFileSend)}
            </Button>
        </p>
    }
}

#[component]
fn Choosing(
    files: RwSignal<Vec<File>, LocalStorage>,
    fault: Memo<Option<String>>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let field = Field::new("item-file", t(Key::CatalogueFileChoose));
    let field = field.hint(t(Key::CatalogueFileHint)).error(t(Key::FaultWord), fault);
    let endings = FileType::ALL.iter().flat_map(|kind| kind.endings());
    let accept = endings.map(|ending| [".", *ending].concat()).collect::<Vec<_>>().join(",");
    let words = FileDropWords {
        drop: t(Key::CatalogueFileDrop).into(),
        file: Callback::new(|(name, bytes): (String, f64)| {
            fill(Key::CatalogueFileOne, &[("name", &name), ("size", &size(bytes))])
        }),
        clear: t(Key::CatalogueFileClear).into(),
    };
    view! { <FileDrop field accept files words busy/> }
}

/// The button that takes the file off, after a question: where there is an address as well.
#[component]
fn TakeOff(draft: Draft) -> impl IntoView {
    let questions = Questions::new();
    let ask = move |()| {
        let (named, version) = draft.named();
        questions.ask(Question {
            title: t(Key::CatalogueFileOffQuestion).to_owned(),
            text: t(Key::CatalogueFileOffText).to_owned(),
            button: Key::CatalogueFileOff,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                let named = named.clone();
                Box::pin(async move { client.delete_library_item_file(&named, version).await.map(|_: LibraryItem| ()) })
            }),
            done: Rc::new(move || {
                draft.deed.tell(Key::CatalogueFileOffDone);
                draft.look_again(false);
            }),
        });
    };
    let may = Memo::new(move |_| draft.item.with(|item| item.file.is_some() && item.url.is_some()));
    let button = move || {
        may.get().then(|| view! { <p><Button rank=Rank::Quiet on_press=ask>{t(Key::CatalogueFileOff)}</Button></p> })
    };
    view! { {button} <QuestionDialog questions/> }
}

#[cfg(test)]
mod tests {
    use super::{fault_of, kind_of};
    use crate::messages::Key;
    use domain::library::FileType;

    #[test]
    fn a_file_is_known_by_the_end_of_its_name() {
        assert_eq!(kind_of("Plan.PDF"), Some(FileType::Pdf));
        assert_eq!(kind_of("roof.jpeg"), Some(FileType::Jpeg));
        for other in ["plan", "plan.exe", ".", ""] {
            assert_eq!(kind_of(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_not_taken_is_said_before_it_is_sent() {
        assert_eq!(fault_of("plan.pdf", 1_000.0), None);
        assert_eq!(fault_of("plan.exe", 1_000.0), Some(Key::CatalogueFileOdd));
        assert_eq!(fault_of("plan.pdf", 30_000_000.0), Some(Key::CatalogueFileBig));
    }
}
