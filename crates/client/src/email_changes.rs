//! The operations by which an account gets another address.

use crate::{Client, Error, IdempotencyKey};
use domain::identity::{KeptEmail, LinkToken, NewEmailChange, SentMail};

impl Client {
    /// Asks for another address of one's account; mails go to both. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_email_change(&self, key: &IdempotencyKey, new: &NewEmailChange) -> Result<SentMail, Error> {
        let request = self.http().post(self.url("/me/email-changes")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Confirms the new address by the word of the link that went to it. A client that is signed in to the account goes on
    /// by a refresh; every other login has ended.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn confirm_email_change(&self, token: &LinkToken) -> Result<SentMail, Error> {
        self.post(self.http().post(self.url("/auth/email-changes/confirmations")).json(token)).await
    }

    /// Keeps the old address by the word of a link that went to it: stops a change, or undoes it within seven days.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn cancel_email_change(&self, token: &LinkToken) -> Result<KeptEmail, Error> {
        self.post(self.http().post(self.url("/auth/email-changes/cancellations")).json(token)).await
    }
}
