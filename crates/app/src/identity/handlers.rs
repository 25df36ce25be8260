//! What a worker does for identity: writes and sends mails. Whether an address has an account is looked up here and
//! nowhere in a request.

use super::letters::{MailJob, PasswordResetJob, Recipient, RegistrationJob, page, page_with, queue};
use super::settings::{CONFIRM_FOR, RESET_FOR};
use crate::Context;
use crate::jobs::{Handler, JobError, Running, again, write_with_end};
use credentials::secret::Secret;
use domain::identity::email_key;
use domain::vocabularies::Language;
use mailer::{Address, Letter, Mailer, Message, SendError, Sender, Site};
use std::sync::Arc;
use store::identity::{LinkPurpose, MailLink};

/// How mails are written and handed over.
#[derive(Clone)]
pub struct MailSettings {
    /// What hands them over.
    pub mailer: Arc<dyn Mailer>,
    /// Whom they are from.
    pub sender: Sender,
    /// The installation, as mails name it.
    pub site: Site,
    /// Where reports about mails to many go: each has a word of its own before the at-sign.
    pub bounces: Address,
    /// Mails to many, a minute and domain of who gets them; any number where it is 0.
    pub domain_rate: u32,
}

/// The handlers of identity's jobs.
#[must_use]
pub fn handlers(mail: MailSettings) -> Vec<Arc<dyn Handler>> {
    vec![
        Arc::new(SendMail(mail)),
        Arc::new(AnswerRegistration),
        Arc::new(AnswerPasswordReset),
        Arc::new(super::email_changes::AnswerEmailChange),
    ]
}

/// Sends a mail.
struct SendMail(MailSettings);

#[async_trait::async_trait]
impl Handler for SendMail {
    fn kind(&self) -> &'static str {
        <MailJob as crate::jobs::Job>::KIND
    }

    async fn run(&self, _: &Context, job: &Running) -> Result<(), JobError> {
        let MailJob { to, language, letter } = job.read()?;
        let rendered = mailer::render(&letter, mailer::Language::from_tag(&language), &self.0.site)
            .map_err(|error| JobError::GiveUp(format!("the letter {} cannot be written: {error}", letter.key())))?;
        let to = Address::parse(&to).map_err(|_| JobError::GiveUp("the address cannot be written to".to_owned()))?;
        // The id is the job's: a mail that is sent again after a crash is recognised as the same.
        let message = Message::new(&job.id.to_string(), to.into(), &self.0.sender, rendered)
            .map_err(|error| JobError::GiveUp(error.to_string()))?;
        self.0.mailer.send(&message).await.map_err(|error| match error {
            SendError::Temporary(reason) | SendError::Unknown(reason) => JobError::Retry(reason.into()),
            SendError::Permanent(reason) => JobError::GiveUp(reason.into()),
        })
    }
}

/// Writes to an address that asked for an account: a link, or that it has one already.
struct AnswerRegistration;

#[async_trait::async_trait]
impl Handler for AnswerRegistration {
    fn kind(&self) -> &'static str {
        <RegistrationJob as crate::jobs::Job>::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let RegistrationJob { email, name, language, token } = job.read()?;
        let language: Language = language.parse().unwrap_or(Language::English);
        let known =
            store::identity::credentials_of(ctx.db(), &email_key(&email)).await.map_err(|error| again(&error))?;
        let (to, letter) = match known {
            Some(known) => {
                let (sign_in_link, reset_link) = (page(ctx, "sign-in"), page(ctx, "forgotten"));
                let letter = Letter::AlreadyRegistered { name: known.name.clone(), sign_in_link, reset_link };
                (Recipient::of(&known), letter)
            }
            None => {
                let link = page_with(ctx, "confirm", &token);
                let hours = u32::try_from(CONFIRM_FOR.num_hours()).unwrap_or(24);
                (Recipient { email, name: name.clone(), language }, Letter::ConfirmEmail { name, link, hours })
            }
        };
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { queue(&ctx, tx, &to, letter).await })).await
    }
}

/// Writes to an account whose password was forgotten. Where there is none, nobody is written to.
struct AnswerPasswordReset;

#[async_trait::async_trait]
impl Handler for AnswerPasswordReset {
    fn kind(&self) -> &'static str {
        <PasswordResetJob as crate::jobs::Job>::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let PasswordResetJob { email } = job.read()?;
        let known =
            store::identity::credentials_of(ctx.db(), &email_key(&email)).await.map_err(|error| again(&error))?;
        let Some(known) = known else { return Ok(()) };
        let secret = Secret::generate().map_err(|error| again(&error))?;
        let now = ctx.now();
        let link = MailLink {
            token_digest: secret.digest(),
            account: known.id,
            purpose: LinkPurpose::ResetPassword,
            email: None,
            created_at: now,
            expires_at: now + RESET_FOR,
        };
        let minutes = u32::try_from(RESET_FOR.num_minutes()).unwrap_or(60);
        let letter =
            Letter::ResetPassword { name: known.name.clone(), link: page_with(ctx, "reset", secret.text()), minutes };
        let to = Recipient::of(&known);
        write_with_end(ctx, job, move |ctx, tx| {
            Box::pin(async move {
                store::identity::insert_link(tx, link).await?;
                queue(&ctx, tx, &to, letter).await
            })
        })
        .await
    }
}
