//! Delivery status notifications.

use super::judge::{by_status, judge};
use super::parts::Fields;
use super::report::{Report, address};
use super::status::{Status, answered};
use super::{Action, Bounce, NotABounce};
use crate::address::Address;
use crate::send::told;

/// The recipients that the mail did not reach.
pub(super) fn bounces(report: &Report) -> Result<Vec<Bounce>, NotABounce> {
    let (mut bounces, mut arrived) = (Vec::new(), false);
    // The block about the report itself has no action, unless a server forgot the empty line after it.
    for fields in &report.blocks {
        let action = fields.get("action").map(|action| first_word(action).to_ascii_lowercase());
        match action.as_deref() {
            Some("failed") => bounces.extend(bounce(report, fields, Action::Failed)),
            Some("delayed") => bounces.extend(bounce(report, fields, Action::Delayed)),
            Some("delivered" | "relayed" | "expanded") => arrived = true,
            _ => {}
        }
    }
    match (bounces.is_empty(), arrived) {
        (false, _) => Ok(bounces),
        (true, true) => Err(NotABounce::NoFailure),
        (true, false) => Err(NotABounce::Broken),
    }
}

/// What comes before a space or a remark in brackets.
fn first_word(text: &str) -> &str {
    text.split([' ', '(']).next().unwrap_or_default()
}

fn bounce(report: &Report, fields: &Fields, action: Action) -> Option<Bounce> {
    let (scheme, words) = fields.get("diagnostic-code").map(|text| text.split_once(';').unwrap_or(("", text))).unzip();
    // Only the answers of servers are numbered alike.
    let smtp = scheme.is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("smtp"));
    let (reply, quoted) = words.filter(|_| smtp).map_or((None, None), answered);
    let status = most_telling(fields.get("status").and_then(Status::leading), quoted);
    if status.is_none() && reply.is_none() {
        return None;
    }
    let original_recipient = fields.get("original-recipient").and_then(recipient);
    let final_recipient = fields.get("final-recipient").and_then(recipient);
    let about = original_recipient.as_ref().or(final_recipient.as_ref());
    Some(Bounce {
        diagnostic: words.map(|words| told(words, about)).filter(|words| !words.is_empty()),
        original_recipient,
        final_recipient,
        action,
        kind: judge(reply, status),
        status,
        message_id: report.message_id.clone(),
        envelope_sender: report.return_path.clone(),
        reported_at: report.reported_at,
    })
}

/// The report's own code, unless it only says that something failed (as those of some servers always do) and the answer
/// that it quotes says more.
fn most_telling(own: Option<Status>, quoted: Option<Status>) -> Option<Status> {
    let tells = |status: &Status| by_status(*status).is_some();
    own.filter(tells).or_else(|| quoted.filter(tells)).or(own).or(quoted)
}

/// An address with its type: `rfc822; ana@example.org`. Those of other mail systems are none of ours.
fn recipient(text: &str) -> Option<Address> {
    let (scheme, text) = text.split_once(';')?;
    matches!(scheme.trim().to_ascii_lowercase().as_str(), "rfc822" | "utf-8").then(|| address(text)).flatten()
}
