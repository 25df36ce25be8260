//! One question, before anything else.

use crate::dom::unique;
use crate::icon;
use leptos::html;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A dialog in the middle of the window.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// What the button that closes it is called.
    #[prop(into)]
    close: Signal<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! { <Sheet open title close class="ui-dialog">{children()}</Sheet> }
}

/// What dialog and drawer are made of: the native element, which keeps the focus inside and gives it back.
#[component]
pub(crate) fn Sheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    title: Signal<String>,
    /// What the button that closes it is called.
    close: Signal<String>,
    /// Where it stands.
    class: &'static str,
    /// A press beside it closes it.
    #[prop(optional)]
    light: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let (node, heading) = (NodeRef::<html::Dialog>::new(), unique("sheet"));
    let labelled = heading.clone();
    follow(open, node);
    let press = move |event: web_sys::MouseEvent| {
        if light && is_beside(&event, node) {
            open.set(false);
        }
    };
    view! {
        <dialog class=["ui-sheet ", class].concat() node_ref=node aria-labelledby=labelled on:close=move |_| open.set(false) on:click=press>
            <div class="ui-sheet-in">
                <header>
                    <h2 id=heading tabindex="-1" autofocus=true>{title}</h2>
                    <button type="button" class="ui-close" aria-label=close on:click=move |_| open.set(false)>
                        {icon::draw(icon::CLOSE)}
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}

/// Opens a native dialog as a modal, and closes it, as `open` says.
pub(crate) fn follow(open: RwSignal<bool>, node: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        let (Some(dialog), wanted) = (node.get(), open.get()) else { return };
        if wanted && !dialog.open() {
            // It fails only where it is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}

/// Whether somebody pressed beside a dialog. What is in it has elements of its own: the dialog itself is pressed on its
/// backdrop only.
pub(crate) fn is_beside(event: &web_sys::MouseEvent, node: NodeRef<html::Dialog>) -> bool {
    let dialog = node.get_untracked().map(|dialog| (*dialog).clone());
    event.target().as_ref() == dialog.as_ref().map(AsRef::as_ref)
}
