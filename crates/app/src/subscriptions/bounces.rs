//! Reports that mails came back: read, recognised by a word that only the mail held, and acted upon.

use super::audit;
use super::verdict::{Returned, apply};
use crate::access::authorise_on;
use crate::{Caller, Context, Error, Result};
use domain::organisations::OrganisationKind;
use domain::policy::{Action, Actor, Machine, Scope, Thing};
use domain::subscriptions::BounceReport;
use mailer::bounce::{self, Action as Became, Bounce, Kind};
use store::briefings::deliveries::Delivered;
use store::organisations::OrganisationName;

/// Headers that tell which address a report came to.
const CAME_TO: [&str; 4] = ["to:", "delivered-to:", "x-original-to:", "envelope-to:"];
/// Lines of a message that are looked at for these headers.
const HEAD: usize = 500;

/// Refuses who may not hand reports in before the message is read: administrators, the person at the machine, and
/// machines of organisations that are the network's may.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn may_report(ctx: &Context, actor: &Actor) -> Result<()> {
    let own = match actor.machine() {
        Some(machine) if is_of_network(ctx, machine).await? => machine.own(),
        _ => Thing::NONE,
    };
    authorise_on(actor, Action::CreateBounce, own).map(|_| ())
}

async fn is_of_network(ctx: &Context, machine: &Machine) -> Result<bool> {
    let name = OrganisationName::Id(machine.organisation);
    let found = store::organisations::get(ctx.db(), Scope::Everything, &name).await?;
    Ok(found.is_some_and(|organisation| organisation.kind == OrganisationKind::Network))
}

/// Takes a message that came to the address for reports. Anybody can write one about anybody: what does not hold the word
/// of a mail is counted and passed over, and so is what is no report at all.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn create_bounce(ctx: &Context, caller: &Caller, message: &[u8]) -> Result<BounceReport> {
    may_report(ctx, &caller.actor).await?;
    let Ok(bounces) = bounce::read(message) else { return Ok(BounceReport::default()) };
    let came_to = words_of_head(message);
    let mut report = BounceReport { told: count(bounces.len()), ..BounceReport::default() };
    for bounce in bounces {
        let Some(delivered) = recognised(ctx, &bounce, &came_to).await? else { continue };
        report.recognised += 1;
        if let Some(returned) = returned(&bounce)
            && act(ctx, caller, delivered, returned).await?
        {
            report.suppressed += 1;
        }
    }
    Ok(report)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What a report says about the address; nothing where the fault is ours or the mail only late.
const fn returned(bounce: &Bounce) -> Option<Returned> {
    match (bounce.action, bounce.kind) {
        (Became::Complained, _) | (Became::Failed, Kind::Complaint) => Some(Returned::Complaint),
        (Became::Failed, Kind::Hard) => Some(Returned::Hard),
        (Became::Failed, Kind::Soft) => Some(Returned::Soft),
        (Became::Failed, Kind::Ours) | (Became::Delayed, _) => None,
    }
}

async fn act(ctx: &Context, caller: &Caller, delivered: Delivered, returned: Returned) -> Result<bool> {
    let audit = audit(ctx, caller, Action::CreateBounce, delivered.subscriber, vec!["status"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(delivered.subscriber.as_uuid()).await?;
                let is_over = apply(&ctx_in, tx, (delivered.subscriber, delivered.issue), returned).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(is_over)
            })
        })
        .await
}

/// The mail that a report is about, by a word that it held: in the address that the report came to, in the envelope's
/// sender, or in the id of the message.
async fn recognised(ctx: &Context, bounce: &Bounce, came_to: &[String]) -> Result<Option<Delivered>> {
    let sender = bounce.envelope_sender.as_ref().and_then(|address| word_of(address.as_str()));
    let message = bounce.message_id.as_deref().and_then(|id| id.split('@').next()).map(str::to_ascii_lowercase);
    for word in sender.into_iter().chain(message).chain(came_to.iter().cloned()) {
        if let Some(found) = store::briefings::deliveries::by_token(ctx.db(), &word).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The words in the addresses that a message says it came to.
fn words_of_head(message: &[u8]) -> Vec<String> {
    let head = message.split(|byte| *byte == b'\n').take(HEAD).map(String::from_utf8_lossy);
    let lines = head.take_while(|line| !line.trim_end().is_empty()).map(|line| line.to_ascii_lowercase());
    let told = lines.filter(|line| CAME_TO.iter().any(|name| line.starts_with(name)));
    told.flat_map(|line| {
        let words = line.split(|letter: char| letter.is_whitespace() || ",;<>\"".contains(letter));
        words.filter_map(word_of).collect::<Vec<_>>()
    })
    .collect()
}

/// What stands between the plus sign and the at-sign of an address.
fn word_of(address: &str) -> Option<String> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, word) = local.split_once('+')?;
    (!word.is_empty() && word.len() <= 64).then(|| word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{word_of, words_of_head};

    #[test]
    fn words_by_table() {
        assert_eq!(word_of("bounces+AbC@example.org").as_deref(), Some("abc"));
        for none in ["bounces@example.org", "bounces+@example.org", "+", "", "a+b"] {
            assert_eq!(word_of(none), None, "{none}");
        }
    }

    #[test]
    fn the_head_tells_where_a_report_came_to() {
        let message = b"Received: x\r\nTo: \"Us\" <bounces+one@example.org>\r\nDelivered-To: bounces+two@example.org\r\n\r\nTo: bounces+three@example.org\r\n";
        assert_eq!(words_of_head(message), ["one", "two"]);
        assert!(words_of_head(&[0xff, 0xfe, b'\n']).is_empty());
    }
}
