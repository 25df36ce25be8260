//! Mails about accounts: written into the job table with their cause, sent by a worker, never in a request.

use crate::jobs::enqueue_in;
use crate::{Context, Result};
use chrono::{DateTime, Utc};
use domain::vocabularies::Language;
use ids::AccountId;
use mailer::Letter;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::identity::Credentials;

/// From how few recovery codes left on the mail about the use of one asks for new ones.
const FEW_RECOVERY_CODES: u64 = 3;

/// A mail that waits to be sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MailJob {
    /// Where it goes.
    pub(crate) to: String,
    /// In which language.
    pub(crate) language: String,
    /// What it says.
    pub(crate) letter: Letter,
}

impl std::fmt::Debug for MailJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailJob").field("letter", &self.letter).finish_non_exhaustive()
    }
}

impl crate::jobs::Job for MailJob {
    const KIND: &'static str = "mail";
}

/// Somebody has asked for an account: the mail says what the address knows already.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RegistrationJob {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) language: String,
    /// The word of the link.
    pub(crate) token: String,
}

impl crate::jobs::Job for RegistrationJob {
    const KIND: &'static str = "registration";
}

/// Somebody has forgotten the password of an account that may exist.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PasswordResetJob {
    pub(crate) email: String,
}

impl crate::jobs::Job for PasswordResetJob {
    const KIND: &'static str = "password_reset";
}

/// Somebody wants another address for their account.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct EmailChangeJob {
    pub(crate) account: AccountId,
    pub(crate) new_email: String,
}

impl crate::jobs::Job for EmailChangeJob {
    const KIND: &'static str = "email_change";
}

/// Whom a mail is for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) language: Language,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recipient").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Recipient {
    pub(crate) fn of(found: &Credentials) -> Self {
        Self { email: found.email.clone(), name: found.name.clone(), language: found.language }
    }
}

/// Writes a mail into the job table, in the transaction of its cause.
pub(crate) async fn queue(ctx: &Context, tx: &Tx<'_>, to: &Recipient, letter: Letter) -> Result<()> {
    let job = MailJob { to: to.email.clone(), language: to.language.as_str().to_owned(), letter };
    enqueue_in(ctx, tx, &job, None).await?;
    Ok(())
}

/// A page of the app, by the configured address and nothing that a request said.
pub(crate) fn page(ctx: &Context, path: &str) -> String {
    format!("{}/en/{path}", ctx.identity().settings.public_url)
}

/// A page that does something with the word of a link. The word stands behind `#`: no server, proxy or log sees it.
pub(crate) fn page_with(ctx: &Context, path: &str, token: &str) -> String {
    format!("{}#token={token}", page(ctx, path))
}

pub(super) fn new_sign_in(ctx: &Context, to: &Recipient, device: &str, when: DateTime<Utc>) -> Letter {
    let secure_link = page(ctx, "account/logins");
    Letter::NewSignIn { name: to.name.clone(), device: device.to_owned(), when, secure_link }
}

/// A recovery code was used, and so many are left.
pub(super) fn recovery_code_used(
    ctx: &Context,
    to: &Recipient,
    left: u64,
    (device, when): (&str, DateTime<Utc>),
) -> Letter {
    let (name, few) = (to.name.clone(), left <= FEW_RECOVERY_CODES);
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    if few {
        return Letter::RecoveryCodesLow { name, left };
    }
    let secure_link = page(ctx, "account/logins");
    Letter::RecoveryCodeUsed { name, device: device.to_owned(), when, left, secure_link }
}

pub(super) fn password_changed(ctx: &Context, to: &Recipient, device: &str, when: DateTime<Utc>) -> Letter {
    let secure_link = page(ctx, "forgotten");
    Letter::PasswordChanged { name: to.name.clone(), when, device: device.to_owned(), secure_link }
}

pub(super) fn second_factor(ctx: &Context, to: &Recipient, on: bool, when: DateTime<Utc>) -> Letter {
    let (name, secure_link) = (to.name.clone(), page(ctx, "account/second-factor"));
    if on {
        Letter::SecondFactorOn { name, when, secure_link }
    } else {
        Letter::SecondFactorOff { name, when, secure_link }
    }
}

#[cfg(test)]
mod tests {
    use super::{MailJob, Recipient};
    use domain::vocabularies::Language;
    use mailer::Letter;

    #[test]
    fn what_is_printed_for_a_log_names_nobody() {
        let letter = Letter::AccountRestored { name: "Ana López".into() };
        let job = MailJob { to: "ana@example.org".into(), language: "en".into(), letter };
        let person =
            Recipient { email: "ana@example.org".into(), name: "Ana López".into(), language: Language::English };
        for printed in [format!("{job:?}"), format!("{person:?}")] {
            assert!(!printed.contains("ana") && !printed.contains("Ana"), "{printed}");
        }
    }
}
