//! A few links or controls behind a button.

use crate::button::Rank;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A button with a panel. The browser opens it, and closes it by Escape and by a press elsewhere; a link in it that is
/// followed closes it as well.
#[component]
pub fn Popover(
    /// The id of the panel.
    id: &'static str,
    /// How the button looks; without, as a tool of a bar.
    #[prop(optional, into)]
    rank: Option<Rank>,
    /// The button is lower and narrower.
    #[prop(optional)]
    small: bool,
    /// What the button shows.
    #[prop(into)]
    button: ViewFn,
    /// What is in the panel.
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let class = rank.map_or("ui-tool", Rank::class);
    let follow = move |event: web_sys::MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = pressed.and_then(|pressed| pressed.closest("a[href]").ok().flatten());
        if let (Some(_), Some(panel)) = (link, panel.get_untracked()) {
            // It fails only where it is closed already.
            let _ = panel.hide_popover();
        }
    };
    view! {
        <div class="ui-popover">
            <button type="button" class=class class:ui-small=small popovertarget=id>{button.run()}</button>
            <div class="ui-panel ui-popover-panel" id=id popover="auto" node_ref=panel on:click=follow>{children()}</div>
        </div>
    }
}
