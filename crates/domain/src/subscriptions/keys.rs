//! The closed sets of subscriptions.

keys! {
    /// Where somebody stands who was or is to get mails.
    SubscriberStatus {
        /// Asked for; the owner of the address has not confirmed it yet, and gets nothing.
        Pending = "pending",
        /// Gets what is sent.
        Active = "active",
        /// Wants nothing until a day that they chose.
        Paused = "paused",
        /// Has left.
        Left = "left",
        /// Nobody can be reached there.
        Bounced = "bounced",
        /// Has marked a mail as unwanted.
        Complained = "complained",
    }
}

impl SubscriberStatus {
    /// Whether mails may go there, now or after a pause.
    #[must_use]
    pub const fn is_subscribed(self) -> bool {
        matches!(self, Self::Active | Self::Paused)
    }
}

keys! {
    /// What is noted about a consent.
    ConsentKind {
        /// Somebody entered the address.
        Asked = "asked",
        /// The owner of the address confirmed it.
        Confirmed = "confirmed",
        /// It was imported, with what proves it.
        Imported = "imported",
        /// The owner took it back.
        Withdrawn = "withdrawn",
    }
}

keys! {
    /// Where a consent was given or taken back.
    ConsentSource {
        /// On a page of the platform, or by the button of a mail program.
        Form = "form",
        /// In a list that was imported.
        Import = "import",
        /// With the account of the same address.
        Account = "account",
    }
}

keys! {
    /// Why nobody writes to an address.
    SuppressionReason {
        /// Its owner left.
        Left = "left",
        /// Nobody can be reached there.
        Bounced = "bounced",
        /// Its owner marked a mail as unwanted.
        Complained = "complained",
        /// Somebody put it on the list.
        ByHand = "by_hand",
    }
}
