//! Issues of briefings of tests, and who gets them.

use crate::{Person, TestApp};
use client::IdempotencyKey;
use domain::briefings::{BriefingIssue, NewBriefingIssue};
use domain::identity::LinkToken;
use domain::subscriptions::{NewSubscription, Subscription};
use mailer::{SendError, Step};

impl TestApp {
    /// The word of the links in the last mail of a briefing, or about a subscription, that went to an address.
    ///
    /// # Panics
    /// When none went there.
    #[must_use]
    pub fn word_mailed_to(&self, email: &str) -> String {
        let mails = self.mails.sent();
        let mail =
            mails.iter().rev().find(|mail| mail.to().address().as_str() == email).expect("a mail to the address");
        let rest =
            mail.text().split("subscription?word=").nth(1).unwrap_or_else(|| panic!("a link in {}", mail.text()));
        rest.split_whitespace().next().expect("a word").to_owned()
    }

    /// Somebody who asked for the briefing and confirmed it.
    pub async fn subscribe(&self, email: &str) -> Subscription {
        let new = NewSubscription { email: email.to_owned(), language: None, filter: None, city: None };
        self.client().create_subscription(&IdempotencyKey::generate(), &new).await.expect("a wish");
        self.work().await;
        let word = LinkToken { token: self.word_mailed_to(email) };
        self.client().confirm_subscription(&word).await.expect("a subscription")
    }

    /// Lets the mail server refuse our name and password with the next mail.
    pub fn refuse_to_sign_in(&self) {
        let refusal = SendError::refused_at(Step::Connect, 535, "5.7.8 authentication failed");
        self.mails.fail_next(1, &refusal);
    }

    /// An issue that an editor had put together by the rules.
    pub async fn issue(&self, editor: &Person) -> BriefingIssue {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let new = NewBriefingIssue::default();
        editor.client.create_briefing_issue(&IdempotencyKey::generate(), &new).await.expect("an issue")
    }
}
