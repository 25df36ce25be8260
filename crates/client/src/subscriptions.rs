//! Subscriptions to what is sent by mail: one's own by the word of its links, all of them for editors.

use crate::request::segment;
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::identity::{LinkToken, SentMail};
use domain::subscriptions::{
    BounceReport, ImportQuery, ImportReport, NewSubscription, NewSuppression, Subscriber, SubscriberExportQuery,
    SubscriberQuery, Subscription, SubscriptionFigures, SubscriptionUpdate, Suppression, SuppressionQuery,
};
use ids::SuppressionId;

impl Client {
    /// Asks for mails: a letter goes to the address, by which its owner confirms. Sent again with the same key it is done
    /// once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_subscription(&self, key: &IdempotencyKey, new: &NewSubscription) -> Result<SentMail, Error> {
        let request = self.http().post(self.url("/subscriptions")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Confirms a subscription, by the word of its link; one that was left holds again.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn confirm_subscription(&self, word: &LinkToken) -> Result<Subscription, Error> {
        self.post(self.http().post(self.url("/subscriptions/confirmations")).json(word)).await
    }

    /// What the word of a link stands for. Nothing changes by it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn open_subscription(&self, word: &LinkToken) -> Result<Subscription, Error> {
        self.post(self.http().post(self.url("/subscriptions/openings")).json(word)).await
    }

    /// Changes a subscription, by the word of its link.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_subscription(&self, change: &SubscriptionUpdate) -> Result<Subscription, Error> {
        self.post(self.http().post(self.url("/subscriptions/changes")).json(change)).await
    }

    /// Leaves, by the word of a link: nothing is sent from then on.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_subscription(&self, word: &LinkToken) -> Result<Subscription, Error> {
        self.post(self.http().post(self.url("/subscriptions/departures")).json(word)).await
    }

    /// A page of subscribers, the last come first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_subscribers(&self, query: &SubscriberQuery) -> Result<Page<Subscriber>, Error> {
        self.get(&["/subscribers", &query.to_query()].concat()).await
    }

    /// All subscribers that a filter lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_subscribers_csv(&self, query: &SubscriberExportQuery) -> Result<String, Error> {
        self.get_text(&["/subscribers.csv", &query.filter.to_query()].concat(), "text/csv").await
    }

    /// Subscriptions in figures.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_subscription_figures(&self) -> Result<SubscriptionFigures, Error> {
        self.get("/subscription-figures").await
    }

    /// Imports a list in CSV, or says what would be done with it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn import_subscribers(&self, query: ImportQuery, csv: Vec<u8>) -> Result<ImportReport, Error> {
        let path = ["/subscriber-imports", &query.to_query()].concat();
        self.send_file(self.http().post(self.url(&path)), "text/csv", csv).await
    }

    /// A page of the addresses that nobody writes to, the last first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_suppressions(&self, query: &SuppressionQuery) -> Result<Page<Suppression>, Error> {
        self.get(&["/suppressions", &query.to_query()].concat()).await
    }

    /// Has nobody write to an address. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_suppression(&self, key: &IdempotencyKey, new: &NewSuppression) -> Result<Suppression, Error> {
        let request = self.http().post(self.url("/suppressions")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Lets an address be written to again, where its owner asks for it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_suppression(&self, id: SuppressionId) -> Result<(), Error> {
        let path = ["/suppressions/", &segment(&id.to_string())].concat();
        self.done(self.http().delete(self.url(&path))).await
    }

    /// Hands in a message that came to the address for reports.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_bounce(&self, message: Vec<u8>) -> Result<BounceReport, Error> {
        self.send_file(self.http().post(self.url("/bounces")), "message/rfc822", message).await
    }
}
