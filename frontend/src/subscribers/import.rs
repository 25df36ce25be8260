//! Taking a list over: looked through first, then taken, each row with what proves the consent.

use super::report::Report;
use super::{IMPORT, Office};
use crate::browser::save;
use crate::messages::{Key, count, fill, number, t};
use crate::parts::{Deed, Failure};
use client::Client;
use domain::subscriptions::{IMPORT_COLUMNS, ImportQuery, ImportReport, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, Field, FileDrop, FileDropWords, Rank};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

const MEGABYTE: f64 = 1_048_576.0;

/// The file, and what became of it.
#[derive(Clone, Copy)]
struct Taking {
    files: RwSignal<Vec<File>, LocalStorage>,
    report: RwSignal<Option<ImportReport>>,
    busy: RwSignal<bool>,
    deed: Deed,
}

impl Taking {
    /// Sends the file: to be looked through, or to be taken.
    fn send(self, dry_run: bool) {
        let file = self.files.with_untracked(|files| files.first().cloned());
        let Some(file) = file.filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.deed.failure.set(None);
        spawn_local(async move {
            let bytes = JsFuture::from(file.array_buffer()).await;
            let bytes = bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
            let call = |client: Client| {
                let bytes = bytes.clone();
                async move { client.import_subscribers(ImportQuery { dry_run }, bytes).await }
            };
            let answer = self.deed.identity.ask(call).await;
            self.busy.try_set(false);
            match answer {
                Ok(report) => {
                    let added = usize::try_from(report.added).unwrap_or_default();
                    let said = if report.dry_run { Key::ImportWouldAdd } else { Key::ImportAdded };
                    self.deed.say(count(said, added));
                    self.report.try_set(Some(report));
                }
                Err(error) => _ = self.deed.failure.try_set(Some(error)),
            }
        });
    }
}

/// The page.
#[component]
pub(super) fn ImportPage() -> impl IntoView {
    let taking = Taking {
        files: RwSignal::new_local(Vec::new()),
        report: RwSignal::new(None),
        busy: RwSignal::new(false),
        deed: Deed::new(),
    };
    // Another file has another report.
    Effect::new(move |before: Option<()>| {
        taking.files.track();
        if before.is_some() {
            taking.report.set(None);
        }
    });
    let report = move || taking.report.get().map(|report| view! { <Report report/> });
    view! {
        <Office place=IMPORT>
            <Columns/>
            <Choosing taking/>
            <Acts taking/>
            {report}
        </Office>
    }
}

/// What the file holds, and an empty one to fill in.
#[component]
fn Columns() -> impl IntoView {
    let empty = |()| save("subscribers.csv", "text/csv", &(IMPORT_COLUMNS.join(",") + "\r\n"));
    let rows = number(MAX_IMPORT_ROWS as f64);
    view! {
        <p>{fill(Key::ImportColumns, &[("columns", &IMPORT_COLUMNS.join(", ")), ("rows", &rows)])}</p>
        <p>{t(Key::ImportProof)}</p>
        <p><Button small=true on_press=empty>{t(Key::ImportEmpty)}</Button></p>
    }
}

fn fault_of(bytes: f64) -> Option<String> {
    (bytes > MAX_IMPORT_BYTES as f64).then(|| {
        let size = number(MAX_IMPORT_BYTES as f64 / MEGABYTE);
        fill(Key::ImportBig, &[("size", &size)])
    })
}

#[component]
fn Choosing(taking: Taking) -> impl IntoView {
    let fault = Memo::new(move |_| taking.files.with(|files| files.first().and_then(|file| fault_of(file.size()))));
    let field = Field::new("import-file", t(Key::ImportFile)).error(t(Key::FaultWord), fault);
    let words = FileDropWords {
        drop: t(Key::ImportDrop).into(),
        file: Callback::new(|(name, bytes): (String, f64)| {
            let size = number((bytes / MEGABYTE * 10.0).ceil() / 10.0);
            fill(Key::ImportFileOne, &[("name", &name), ("size", &size)])
        }),
        clear: t(Key::ImportClear).into(),
    };
    view! { <FileDrop field accept=".csv,text/csv" files=taking.files words busy=taking.busy/> }
}

#[component]
fn Acts(taking: Taking) -> impl IntoView {
    let cannot =
        Memo::new(move |_| taking.files.with(|files| files.first().is_none_or(|file| fault_of(file.size()).is_some())));
    // It is taken when somebody has seen what would be.
    let is_seen = Memo::new(move |_| {
        taking.report.with(|report| report.as_ref().is_some_and(|report| report.dry_run && report.added > 0))
    });
    let take = move || {
        let n = taking.report.with_untracked(|report| report.as_ref().map_or(0, |report| report.added));
        let words = count(Key::ImportTake, usize::try_from(n).unwrap_or_default());
        view! { <Button rank=Rank::Primary busy=taking.busy on_press=move |()| taking.send(false)>{words}</Button> }
    };
    view! {
        <p class="acts">
            <Button disabled=cannot busy=taking.busy busy_word=t(Key::FormSending) on_press=move |()| taking.send(true)>
                {t(Key::ImportLook)}
            </Button>
            {move || is_seen.get().then(take)}
        </p>
        <Failure error=taking.deed.failure retry=move || taking.send(true)/>
    }
}
