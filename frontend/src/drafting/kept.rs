//! How what is written is kept on this device until the server has it.

use super::Drafted;
use crate::browser::{forget, keep, kept};

fn name<K: Drafted>(id: &str) -> String {
    ["c2r.", K::NAME, ".", id].concat()
}

/// Keeps what is written on this device, with the version of the draft that it changes.
pub(super) fn keep_written<K: Drafted>(id: &str, version: i64, written: &K::Written) {
    if let Ok(text) = serde_json::to_string(&(version, written)) {
        keep(&name::<K>(id), &text);
    }
}

/// What was kept of a draft; `None` where nothing is, or it is of another version of the app.
pub(super) fn kept_of<K: Drafted>(id: &str) -> Option<(i64, K::Written)> {
    kept(&name::<K>(id)).and_then(|text| serde_json::from_str(&text).ok())
}

/// Forgets what was kept.
pub(crate) fn forget_written<K: Drafted>(id: &str) {
    forget(&name::<K>(id));
}

/// The server has `sent`, as `version`: what is kept beyond that is a change of it.
pub(super) fn settle<K: Drafted>(id: &str, version: i64, sent: &K::Content) {
    match kept_of::<K>(id) {
        Some((_, written)) if K::finish(&written) != *sent => keep_written::<K>(id, version, &written),
        _ => forget_written::<K>(id),
    }
}

/// The title of what is not even a draft yet, as it is kept on this device.
pub(crate) fn kept_title<K: Drafted>() -> String {
    kept(&name::<K>(NEW)).unwrap_or_default()
}

/// Keeps it; an empty one is forgotten.
pub(crate) fn keep_title<K: Drafted>(title: &str) {
    if title.is_empty() { forget(&name::<K>(NEW)) } else { keep(&name::<K>(NEW), title) }
}

const NEW: &str = "new";
