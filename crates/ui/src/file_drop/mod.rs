//! Files from the device.

use crate::field::{Field, Framed};
use leptos::html;
use leptos::prelude::*;
use web_sys::{DragEvent, File, FileList};

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The words of a file drop.
#[derive(Debug, Clone, Copy)]
pub struct FileDropWords {
    /// That files may be dropped here as well.
    pub drop: Signal<String>,
    /// A file with its size, told from its name and its bytes.
    pub file: Callback<(String, f64), String>,
    /// What takes all away again is called.
    pub clear: Signal<String>,
}

/// A field for files.
#[component]
pub fn FileDrop(
    /// The field.
    field: Field,
    /// What kinds there may be, as the native `accept` has them.
    #[prop(into)]
    accept: String,
    /// There may be several.
    #[prop(optional)]
    several: bool,
    /// The files.
    files: RwSignal<Vec<File>, LocalStorage>,
    /// Its words.
    words: FileDropWords,
    /// They are being sent.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let (id, disabled, described, invalid, must) =
        (field.id.clone(), field.disabled, field.described(), field.invalid(), field.must());
    let (node, over) = (NodeRef::<html::Input>::new(), RwSignal::new(false));
    let take = move |list: Option<FileList>| files.set(list.map(|list| listed(&list)).unwrap_or_default());
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let (Some(input), Some(data)) = (node.get_untracked(), event.data_transfer()) else { return };
        if !disabled.get_untracked() && !busy.get_untracked() {
            // The input has them, as if they had been chosen in it.
            input.set_files(data.files().as_ref());
            take(input.files());
        }
    };
    let clear = move |_| {
        if let Some(input) = node.get_untracked() {
            input.set_value("");
            // An input takes the focus.
            let _ = input.focus();
        }
        files.set(Vec::new());
    };
    view! {
        <Framed field>
            <div
                class="ui-drop" class:ui-over=move || over.get() on:drop=drop
                on:dragover=move |event| { event.prevent_default(); over.set(true) } on:dragleave=move |_| over.set(false)
            >
                <input
                    type="file" id=id node_ref=node accept=accept multiple=several aria-required=must aria-describedby=described
                    aria-invalid=invalid prop:disabled=move || disabled.get() || busy.get()
                    on:change:target=move |event| take(event.target().files())
                />
                <p class="ui-hint">{crate::icon::draw(crate::icon::UPLOAD)} {words.drop}</p>
            </div>
            <Chosen files words clear/>
        </Framed>
    }
}

#[component]
fn Chosen(
    files: RwSignal<Vec<File>, LocalStorage>,
    words: FileDropWords,
    clear: impl Fn(web_sys::MouseEvent) + Copy + Send + 'static,
) -> impl IntoView {
    let line = move |file: File| view! { <li>{words.file.run((file.name(), file.size()))}</li> };
    move || {
        let files = files.get();
        (!files.is_empty()).then(|| {
            view! {
                <ul class="ui-files">{files.into_iter().map(line).collect_view()}</ul>
                <p><button type="button" class="ui-button ui-small" on:click=clear>{words.clear}</button></p>
            }
        })
    }
}

fn listed(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}
