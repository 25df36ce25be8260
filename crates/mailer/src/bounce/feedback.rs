//! Complaints.

use super::report::{Report, address};
use super::{Action, Bounce, Kind, NotABounce};
use crate::address::Address;

/// Reports that come in the same form and say nothing about what the recipient wants: that a mail is no spam (RFC 6430,
/// Li and Leiba 2011), that a signature did not fit (RFC 6591, Fontana 2012), that a virus was found.
const OTHERS: [&str; 3] = ["not-spam", "auth-failure", "virus"];

/// Who complained. Providers often leave the name out; then the mail itself says it, by its id or its envelope.
pub(super) fn bounces(report: &Report) -> Result<Vec<Bounce>, NotABounce> {
    let fields = report.blocks.iter().find(|fields| fields.get("feedback-type").is_some()).ok_or(NotABounce::Broken)?;
    // A type that nobody registered counts as a complaint, as the standard asks for.
    let feedback = fields.get("feedback-type").unwrap_or_default().to_ascii_lowercase();
    if OTHERS.contains(&feedback.as_str()) {
        return Err(NotABounce::NoFailure);
    }
    let envelope_sender = fields.get("original-mail-from").and_then(address).or_else(|| report.return_path.clone());
    let mut who: Vec<Option<Address>> = fields.all("original-rcpt-to").map(address).filter(Option::is_some).collect();
    if who.is_empty() {
        if report.message_id.is_none() && envelope_sender.is_none() {
            return Err(NotABounce::Broken);
        }
        who.push(None);
    }
    let bounce = |original_recipient| Bounce {
        original_recipient,
        final_recipient: None,
        action: Action::Complained,
        status: None,
        kind: Kind::Complaint,
        diagnostic: None,
        message_id: report.message_id.clone(),
        envelope_sender: envelope_sender.clone(),
        reported_at: report.reported_at,
    };
    Ok(who.into_iter().map(bounce).collect())
}
