//! The shapes of the countries, from a file of the app.

use super::Remote;
use crate::browser;
use client::Error;
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// ISO 3166-1 numeric code of Antarctica, which has no cities and would take a third of the map.
const ANTARCTICA: &str = "010";

/// The outline of all countries as one SVG path, fetched when the first map is shown.
#[derive(Clone, Copy)]
pub(crate) struct World {
    outline: Remote<Arc<str>>,
    wanted: RwSignal<bool>,
}

#[derive(Deserialize)]
struct WorldFile {
    countries: Vec<Shape>,
}

#[derive(Deserialize)]
struct Shape {
    id: Option<String>,
    d: String,
}

impl World {
    /// Nothing is fetched yet.
    pub(crate) fn new() -> Self {
        let wanted = RwSignal::new(false);
        Self { wanted, outline: Remote::new(move || wanted.get().then_some(()), |()| fetch_outline()) }
    }

    /// The path data, as [`ui::map`] draws it; empty while it is on its way.
    pub(crate) fn outline(self) -> Arc<str> {
        self.outline.get().unwrap_or_else(|| Arc::from(""))
    }

    /// A map is shown: the outline is needed.
    pub(crate) fn want(self) {
        self.wanted.set(true);
    }
}

async fn fetch_outline() -> Result<Arc<str>, Error> {
    let text = fetch_text(&browser::meta("world-map"))
        .await
        .map_err(|error| Error::Transport(error.as_string().unwrap_or_default()))?;
    let file: WorldFile =
        serde_json::from_str(&text).map_err(|error| Error::Unreadable { status: 200, reason: error.to_string() })?;
    let shapes = file.countries.into_iter().filter(|shape| shape.id.as_deref() != Some(ANTARCTICA));
    // One path instead of 176: countries do not overlap, so drawing them together looks the same and is quicker.
    Ok(shapes.map(|shape| shape.d).collect::<String>().into())
}

async fn fetch_text(address: &str) -> Result<String, JsValue> {
    let answer = browser::fetch(address).await?;
    Ok(JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default())
}
