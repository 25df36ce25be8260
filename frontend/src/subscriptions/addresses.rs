//! The addresses of the pages about what one gets by mail.

use crate::address::page;

/// Asking for it.
pub(crate) fn subscribe() -> String {
    page("subscribe")
}

/// One's own subscription, whose word stands in the link of a mail.
pub(super) fn subscription() -> String {
    page("subscription")
}

/// Who gets it, for editors.
pub(crate) fn subscribers() -> String {
    page("admin/subscribers")
}

/// Taking a list over, for editors.
pub(crate) fn import() -> String {
    page("admin/subscribers/import")
}

/// Whom nobody writes to, for editors.
pub(crate) fn suppressions() -> String {
    page("admin/subscribers/suppressions")
}
