//! What can be done with one thing.

use crate::dom::{all, moved, place_of_focus, put_below, unique};
use crate::icon;
use js_sys::Reflect;
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

/// How to use it.
pub const README: &str = include_str!("README.md");

/// What happens at the press of an item.
#[derive(Debug, Clone)]
enum Act {
    Press(Callback<()>),
    Follow(String),
}

/// One thing that can be done.
#[derive(Debug, Clone)]
pub struct MenuItem {
    label: String,
    act: Act,
    grave: bool,
    disabled: bool,
}

impl MenuItem {
    /// Does something.
    pub fn press(label: impl Into<String>, act: impl Into<Callback<()>>) -> Self {
        Self { label: label.into(), act: Act::Press(act.into()), grave: false, disabled: false }
    }

    /// Leads somewhere.
    pub fn follow(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), act: Act::Follow(href.into()), grave: false, disabled: false }
    }

    /// Takes something away that is not easily brought back.
    #[must_use]
    pub fn grave(self) -> Self {
        Self { grave: true, ..self }
    }

    /// Cannot be done now.
    #[must_use]
    pub fn disabled(self) -> Self {
        Self { disabled: true, ..self }
    }
}

/// A button with a menu.
#[component]
pub fn Menu(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// What can be done.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = Open {
        button: NodeRef::new(),
        menu: NodeRef::new(),
        shown: RwSignal::new(false),
        last: StoredValue::new(false),
    };
    let (button_id, id) = (unique("menu-button"), unique("menu"));
    view! {
        <button
            type="button" class="ui-button ui-menu-button" node_ref=open.button id=button_id.clone() popovertarget=id.clone()
            aria-haspopup="menu" aria-controls=id.clone() aria-expanded=move || open.shown.get().to_string()
            on:keydown=move |event| open.button_key(&event)
        >
            {label} {icon::draw(icon::DOWN)}
        </button>
        <div
            class="ui-panel ui-menu" node_ref=open.menu id=id popover="auto" role="menu" aria-labelledby=button_id
            on:toggle=move |event| open.toggled(&event) on:keydown=move |event| open.menu_key(&event)
        >
            {move || items.get().into_iter().map(|item| view! { <Item item open/> }).collect_view()}
        </div>
    }
}

#[component]
fn Item(item: MenuItem, open: Open) -> impl IntoView {
    let disabled = item.disabled;
    let tells = disabled.then_some("true");
    match item.act {
        Act::Follow(href) => {
            let href = (!disabled).then_some(href);
            view! {
                <a role="menuitem" tabindex="-1" href=href aria-disabled=tells class:ui-grave=item.grave on:click=move |_| open.close()>
                    {item.label}
                </a>
            }
            .into_any()
        }
        Act::Press(act) => {
            let press = move |_| {
                if !disabled {
                    open.close();
                    act.run(());
                }
            };
            view! {
                <button type="button" role="menuitem" tabindex="-1" aria-disabled=tells class:ui-grave=item.grave on:click=press>
                    {item.label}
                </button>
            }
            .into_any()
        }
    }
}

/// The two elements, and whether the menu is seen.
#[derive(Clone, Copy)]
struct Open {
    button: NodeRef<html::Button>,
    menu: NodeRef<html::Div>,
    shown: RwSignal<bool>,
    /// It was opened from its end.
    last: StoredValue<bool>,
}

impl Open {
    fn items(self) -> Vec<HtmlElement> {
        self.menu.get_untracked().map(|menu| all(&menu, "[role=menuitem]")).unwrap_or_default()
    }

    /// Put in its place and given the focus when it has opened, by whatever.
    fn toggled(self, event: &web_sys::Event) {
        let state = Reflect::get(event, &"newState".into()).ok().and_then(|state| state.as_string());
        let shown = state.as_deref() == Some("open");
        self.shown.set(shown);
        let (Some(button), Some(menu), true) = (self.button.get_untracked(), self.menu.get_untracked(), shown) else {
            return;
        };
        put_below(&button, &menu);
        let items = self.items();
        let item = if self.last.get_value() { items.last() } else { items.first() };
        self.last.set_value(false);
        if let Some(item) = item {
            // A menu item takes the focus.
            let _ = item.focus();
        }
    }

    fn close(self) {
        if let Some(menu) = self.menu.get_untracked() {
            // It fails only where it is closed already.
            let _ = menu.hide_popover();
        }
    }

    fn button_key(self, event: &KeyboardEvent) {
        let up = event.key() == "ArrowUp";
        if let (true, Some(menu)) = (up || event.key() == "ArrowDown", self.menu.get_untracked()) {
            event.prevent_default();
            self.last.set_value(up);
            // It fails only where it is open already.
            let _ = menu.show_popover();
        }
    }

    fn menu_key(self, event: &KeyboardEvent) {
        let (key, items) = (event.key(), self.items());
        let at = place_of_focus(&items);
        let to = match key.as_str() {
            "Tab" => {
                self.close();
                return;
            }
            "ArrowDown" | "ArrowUp" | "Home" | "End" => moved(&key, at, items.len()),
            letter if letter.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() && letter != " " => {
                let texts: Vec<String> = items.iter().map(|item| item.text_content().unwrap_or_default()).collect();
                next_with(&texts, letter, at)
            }
            _ => return,
        };
        if let Some(item) = to.and_then(|to| items.get(to)) {
            event.prevent_default();
            let _ = item.focus();
        }
    }
}

/// The next text after `at` that begins with a letter, round about.
fn next_with(texts: &[String], letter: &str, at: Option<usize>) -> Option<usize> {
    let (letter, start) = (letter.to_lowercase(), at.map_or(0, |at| at + 1));
    let round = (0..texts.len()).map(|step| (start + step) % texts.len());
    round.into_iter().find(|at| texts[*at].trim().to_lowercase().starts_with(&letter))
}

#[cfg(test)]
mod tests {
    use super::next_with;

    #[test]
    fn a_letter_leads_to_the_next_item_that_begins_with_it() {
        let texts = ["Edit", "Remove", " export"].map(str::to_owned);
        assert_eq!(next_with(&texts, "e", Some(0)), Some(2));
        assert_eq!(next_with(&texts, "E", Some(2)), Some(0));
        assert_eq!(next_with(&texts, "x", None), None);
        assert_eq!(next_with(&[], "x", None), None);
    }
}
