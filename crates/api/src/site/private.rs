//! What pages are called that everybody sees differently, or that are there for some people only.

/// Pages of signing in, of one's own account, and of administrators.
pub(super) fn of_account(rest: &[&str]) -> Option<&'static str> {
    Some(match rest {
        ["home"] => "home",
        ["register"] => "register",
        ["confirm"] => "confirm",
        ["sign-in"] => "sign_in",
        ["forgotten"] => "forgotten",
        ["reset"] => "reset",
        ["confirm-email"] => "confirm_email",
        ["keep-email"] => "keep_email",
        ["join"] => "join",
        ["join", "propose"] => "propose",
        ["subscription"] => "subscription",
        ["waiting"] => "waiting",
        ["invitation"] => "invitation",
        ["account"] => "account",
        ["account", "memberships"] => "memberships",
        ["account", "searches"] => "saved_searches",
        ["account", "email"] => "email",
        ["account", "logins"] => "logins",
        ["account", "password"] => "password",
        ["account", "second-factor"] => "second_factor",
        ["account", "data"] => "data",
        ["account", "leave"] => "leave",
        ["admin", "accounts", ..] => "accounts",
        ["admin", "audit-log"] => "audit_log",
        ["admin", "jobs"] => "jobs",
        ["admin", "permissions"] => "permissions",
        ["admin", "subscribers", ..] => "subscribers",
        rest => return of_writing(rest),
    })
}

/// Pages on which something is written.
fn of_writing(rest: &[&str]) -> Option<&'static str> {
    Some(match rest {
        ["lessons", "new"] => "new_lesson",
        ["lessons", "drafts"] => "lesson_drafts",
        ["lessons", "drafts", "review"] => "lesson_review",
        ["lessons", "drafts", _] => "lesson_draft",
        ["lessons", _, "edit"] => "lesson_edit",
        ["lessons", _, "tried"] => "lesson_tried",
        ["notes", "new"] => "new_note",
        ["notes", "drafts"] => "note_drafts",
        ["notes", "drafts", "review"] => "note_desk",
        ["notes", "drafts", _] => "note_draft",
        ["notes", _, "edit"] => "note_edit",
        ["library", "new"] => "new_item",
        ["library", "dead-links"] => "dead_links",
        ["library", _, "edit"] => "item_edit",
        ["briefings", "desk", ..] => "briefing_desk",
        _ => return None,
    })
}
