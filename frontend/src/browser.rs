//! The few things that the app asks of the browser directly.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, FocusOptions, HtmlAnchorElement, HtmlElement, Response, Storage, Url};

/// Scheme, host and port of the page: where the API is, too.
pub(crate) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Path and query of the page.
pub(crate) fn path_and_query() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// What the page was told when it was built or served: the content of one of its `meta` elements.
pub(crate) fn meta(name: &str) -> String {
    find(&["meta[name=", name, "]"].concat()).and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Whether the server is a demonstration that shows its mails.
pub(crate) fn shows_demo_mails() -> bool {
    !meta("demo-mails").is_empty()
}

/// Asks for a file of the app. It is asked for at once, whether or not somebody waits.
pub(crate) fn fetch(address: &str) -> impl Future<Output = Result<Response, JsValue>> + use<> {
    let asked = JsFuture::from(window().fetch_with_str(address));
    async {
        let answer: Response = asked.await?.dyn_into()?;
        if answer.ok() { Ok(answer) } else { Err(answer.status_text().into()) }
    }
}

/// The first element that a selector finds.
pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// All elements that a selector finds, in the order of the page.
pub(crate) fn find_all(selector: &str) -> Vec<HtmlElement> {
    let Ok(nodes) = document().query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|at| nodes.get(at)?.dyn_into().ok()).collect()
}

/// Moves the focus without moving the page.
pub(crate) fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}

/// Moves the focus to the element with `id` and brings it into view.
pub(crate) fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether keys typed now are text for somebody else.
pub(crate) fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let text_field = element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])");
    text_field.unwrap_or(false) || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// What is kept under `name` on this device; `None` where nothing is, or keeping is forbidden.
pub(crate) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps `text` under `name` on this device; nothing happens where keeping is forbidden or full.
pub(crate) fn keep(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// Forgets what is kept under `name`.
pub(crate) fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under `name` for this tab, and with it; `None` where nothing is, or keeping is forbidden.
pub(crate) fn kept_in_tab(name: &str) -> Option<String> {
    storage_of_tab()?.get_item(name).ok().flatten()
}

/// Keeps `text` under `name` for this tab, until it is closed; an empty one forgets what is there. Nothing happens where
/// keeping is forbidden.
pub(crate) fn keep_in_tab(name: &str, text: &str) {
    if let Some(storage) = storage_of_tab() {
        let _ = if text.is_empty() { storage.remove_item(name) } else { storage.set_item(name, text) };
    }
}

fn storage_of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// The time zones that the browser knows, by their IANA names; none where it does not tell.
pub(crate) fn time_zones() -> Vec<String> {
    let ask = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let method: Function = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into()?;
        method.call1(&intl, &"timeZone".into())
    };
    ask().map(|zones| Array::from(&zones).iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// Lets the browser keep a text as a file.
pub(crate) fn save(name: &str, kind: &str, text: &str) {
    let keep = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser has taken it up with the click.
        Url::revoke_object_url(&address)
    };
    // Fails only where the browser has no files.
    let _ = keep();
}

/// What pages write to the clipboard with; browsers have it on secure pages only.
fn clipboard() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"clipboard".into()).ok().filter(JsValue::is_object)
}

/// Whether a text can be put on the clipboard.
pub(crate) fn can_copy() -> bool {
    clipboard().is_some()
}

/// Puts a text on the clipboard; nothing happens where that is forbidden.
pub(crate) fn copy(text: &str) {
    let write = |clipboard: JsValue| {
        let method: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        method.call1(&clipboard, &text.into()).ok()
    };
    let _ = clipboard().and_then(write);
}

/// Keeps a choice in a cookie that the server reads, for a year; an empty one forgets it.
pub(crate) fn set_cookie(name: &str, value: &str) {
    let age = if value.is_empty() { "0" } else { "31536000" };
    let secure = if origin().starts_with("https:") { "; Secure" } else { "" };
    let cookie = [name, "=", value, "; Path=/; SameSite=Lax; Max-Age=", age, secure].concat();
    // Fails only where a page may keep nothing.
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

/// What pages hand something to the device's other apps with; few browsers have it.
fn sharing() -> Option<Function> {
    Reflect::get(&window().navigator(), &"share".into()).ok()?.dyn_into().ok()
}

/// Whether the device has a way of its own to share a page.
pub(crate) fn can_share() -> bool {
    sharing().is_some()
}

/// Shares a page by the device's own way; nothing happens when its user thinks better of it.
pub(crate) fn share(title: &str, address: &str) {
    let what = js_sys::Object::new();
    // Setting a field of a fresh object cannot fail.
    let _ = Reflect::set(&what, &"title".into(), &title.into());
    let _ = Reflect::set(&what, &"url".into(), &address.into());
    let asked = sharing().and_then(|share| share.call1(&window().navigator(), &what).ok());
    if let Some(asked) = asked.and_then(|asked| asked.dyn_into::<js_sys::Promise>().ok()) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}

/// Behind how many UTF-16 units the caret stands in a field, or last stood; `None` where there is no such field.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a text, from nothing on")]
pub(crate) fn caret(id: &str) -> Option<u32> {
    let element = document().get_element_by_id(id)?;
    let at = Reflect::get(&element, &"selectionEnd".into()).ok()?.as_f64()?;
    Some(at as u32)
}

/// Puts the caret of a field behind so many UTF-16 units.
pub(crate) fn put_caret(id: &str, at: u32) {
    let put = || {
        let element = document().get_element_by_id(id)?;
        let method: Function = Reflect::get(&element, &"setSelectionRange".into()).ok()?.dyn_into().ok()?;
        method.call2(&element, &at.into(), &at.into()).ok()
    };
    // A field that has no caret keeps none.
    let _ = put();
}
