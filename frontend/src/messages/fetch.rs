//! Fetching texts, and what happens while they cannot be fetched.

use super::{NAMES, Section, TEXTS, Text};
use crate::address::language;
use crate::browser;
use js_sys::{Array, Function, Object, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Fetches the sections that are not there yet, all at once.
///
/// # Errors
/// When one of them could not be fetched or is not what it should be.
pub(crate) async fn fetch(sections: &[Section]) -> Result<(), JsValue> {
    let folder = browser::meta("texts");
    let asked = sections.iter().filter(|section| TEXTS[**section as usize].get().is_none()).map(|section| {
        let address = [&folder, "/", language().as_str(), "/", NAMES[*section as usize], ".json"].concat();
        (*section, browser::fetch(&address))
    });
    // Asked before the first is waited for.
    let asked: Vec<_> = asked.collect();
    for (section, answer) in asked {
        let texts: Array = JsFuture::from(answer.await?.json()?).await?.dyn_into()?;
        // Another page may have been quicker.
        let _ = TEXTS[section as usize].set(texts.iter().map(read).collect());
    }
    Ok(())
}

fn read(message: JsValue) -> Text {
    match message.as_string() {
        Some(text) => Text::Plain(text),
        None => {
            let forms = Object::entries(message.unchecked_ref());
            Text::Counted(forms.iter().filter_map(|form| pair(&form.unchecked_into())).collect())
        }
    }
}

fn pair(form: &Array) -> Option<(String, String)> {
    Some((form.get(0).as_string()?, form.get(1).as_string()?))
}

/// Whether the texts of a page are missing, and what tries again. Lives as long as the app.
#[derive(Clone, Copy)]
pub(crate) struct Texts {
    missing: RwSignal<bool>,
    again: StoredValue<Option<Function>, LocalStorage>,
}

impl Texts {
    /// Nothing is missing.
    pub(crate) fn new() -> Self {
        Self { missing: RwSignal::new(false), again: StoredValue::new_local(None) }
    }

    /// Whether they are missing.
    pub(crate) fn are_missing(self) -> bool {
        self.missing.get()
    }

    /// Tries again.
    pub(crate) fn retry(self) {
        if let Some(again) = self.again.get_value() {
            // Ends the waiting below; it cannot fail.
            let _ = again.call0(&JsValue::NULL);
        }
    }

    /// Waits until the sections are there: as long as they cannot be fetched, the shell says so with a way to try again.
    pub(crate) async fn need(self, sections: &'static [Section]) {
        while fetch(sections).await.is_err() {
            let asked = Promise::new(&mut |resolve, _| self.again.set_value(Some(resolve)));
            self.missing.set(true);
            // A promise that is never refused.
            let _ = JsFuture::from(asked).await;
        }
        if self.missing.get_untracked() {
            self.missing.set(false);
        }
    }
}
