//! Subscriptions to what is sent by mail: who asked, how that is proven, and how one leaves again.
//!
//! An address gets nothing before its owner has confirmed it (double opt-in), or somebody has shown where the consent
//! comes from (import). Every consent is kept with the words that were agreed to. Who leaves, who marks a mail as
//! unwanted and whose mailbox is gone is suppressed: by a hash that outlives the address, so that no import brings it
//! back.

mod bounce;
mod import;
mod keys;
mod own;
mod subscriber;
mod suppression;

pub use bounce::{BounceReport, MAX_BOUNCE_BYTES};
pub use import::{
    IMPORT_COLUMNS, ImportFault, ImportQuery, ImportReport, ImportedRow, MAX_IMPORT_BYTES, MAX_IMPORT_FAULTS,
    MAX_IMPORT_ROWS,
};
pub use keys::{ConsentKind, ConsentSource, SubscriberStatus, SuppressionReason};
pub use own::{
    MAX_FILTER, MAX_PAUSE_DAYS, NewSubscription, SubscribedCity, Subscription, SubscriptionConsent, SubscriptionRecord,
    SubscriptionUpdate, WORDING, canonical_filter,
};
pub use subscriber::{
    LanguageCount, StatusCount, Subscriber, SubscriberExportQuery, SubscriberFilter, SubscriberQuery,
    SubscriptionFigures,
};
pub use suppression::{NewSuppression, Suppression, SuppressionQuery};
