//! One's own subscription: asked for by a form, confirmed and changed by the word of a link.

use super::{ConsentKind, ConsentSource, SubscriberStatus};
use crate::lessons::LessonFilter;
use crate::lists::ListFilter as _;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use chrono::{DateTime, Utc};
use contract::{Fault, Patch};
use serde::{Deserialize, Serialize};

/// Longest address, in characters.
const MAX_EMAIL: usize = 254;
/// Longest filter, in characters.
pub const MAX_FILTER: usize = 1_000;
/// Longest pause, in days.
pub const MAX_PAUSE_DAYS: i64 = 366;
/// Key and version of the words beside the form, `subscriptions.consent`. Raise the version when they change: what
/// somebody agreed to is kept with their consent.
pub const WORDING: &str = "subscriptions.consent/1";

/// A filter of lessons in its one written form, without the mark; `None` where it lets everything through.
///
/// # Errors
/// Every fault of it, as of the query of `GET /lessons`.
pub fn canonical_filter(raw: &str) -> Result<Option<String>, Vec<Fault>> {
    let raw = raw.trim();
    let filter = LessonFilter::parse(raw.strip_prefix('?').unwrap_or(raw))?;
    let text = filter.to_query();
    Ok(text.strip_prefix('?').map(str::to_owned))
}

pub(super) fn check_filter_of(faults: &mut Faults, raw: &str) {
    faults.line("/filter", raw, 0..=MAX_FILTER);
    for fault in canonical_filter(raw).err().unwrap_or_default() {
        faults.add("/filter", &fault.code, format!("{}: {}", fault.pointer, fault.message));
    }
}

/// As [`canonical_filter`], of what was checked.
pub(super) fn tidy_filter_of(raw: &str) -> Option<String> {
    canonical_filter(raw).ok().flatten()
}

/// Who wants to get mails.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSubscription {
    /// Where they go.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// In which language; English when left out.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false, nullable = false, value_type = Language))]
    pub language: Option<Language>,
    /// Only what holds lessons that this filter lets through, as in the query of `GET /lessons`; everything when left
    /// out.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "topic=health&country=GH"))]
    pub filter: Option<String>,
    /// The city that they work for, by id or slug: mails link to lessons from cities like it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub city: Option<String>,
}

impl std::fmt::Debug for NewSubscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSubscription").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Validate for NewSubscription {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, &self.email);
        check_filter_of(faults, self.filter.as_deref().unwrap_or_default());
        faults.line("/city", self.city.as_deref().unwrap_or_default(), 0..=100);
    }

    fn tidied(self) -> Self {
        Self {
            email: self.email.trim().to_owned(),
            language: self.language,
            filter: self.filter.as_deref().and_then(tidy_filter_of),
            city: tidy(self.city),
        }
    }
}

pub(super) fn check_email(faults: &mut Faults, address: &str) {
    faults.line("/email", address, 1..=MAX_EMAIL);
    if !address.trim().is_empty() {
        faults.email("/email", address);
    }
}

/// What changes in one's subscription, by the word of its links; what is left out stays.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionUpdate {
    /// The word of the link.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 200, example = "Q3VyaW9zaXR5IGlzIG5vdCBhIHRva2VuLCBidXQgbG9va3M")
    )]
    pub token: String,
    /// In which language.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Language, required = false))]
    pub language: Patch<Language>,
    /// Only what holds lessons that this filter lets through; `null` for everything.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 1000, example = "topic=health"))]
    pub filter: Patch<String>,
    /// The city that they work for, by id or slug; `null` for none.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 100, example = "accra"))]
    pub city: Patch<String>,
    /// Until when nothing is sent, at most a year ahead; `null` ends a pause.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DateTime<Utc>>, required = false, example = "2027-01-15T00:00:00Z"))]
    pub paused_until: Patch<DateTime<Utc>>,
}

impl std::fmt::Debug for SubscriptionUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubscriptionUpdate").finish_non_exhaustive()
    }
}

impl Validate for SubscriptionUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/token", &self.token, 1..=200);
        faults.never_empty("/language", &self.language);
        check_filter_of(faults, self.filter.value().map(String::as_str).unwrap_or_default());
        faults.line("/city", self.city.value().map(String::as_str).unwrap_or_default(), 0..=100);
    }

    fn tidied(self) -> Self {
        let or_empty = |text: Option<String>| text.map_or(Patch::Empty, Patch::Set);
        Self {
            token: self.token.trim().to_owned(),
            filter: match self.filter {
                Patch::Set(text) => or_empty(tidy_filter_of(&text)),
                other => other,
            },
            city: match self.city {
                Patch::Set(text) => or_empty(tidy(Some(text))),
                other => other,
            },
            ..self
        }
    }
}

/// A city that somebody works for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscribedCity {
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub slug: String,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Accra"))]
    pub name: String,
}

/// One's own subscription.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscription {
    /// Where mails go.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// In which language.
    pub language: Language,
    /// Only what holds lessons that this filter lets through; `null` for everything.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "topic=health"))]
    pub filter: Option<String>,
    /// The city that they work for; `null` for none.
    pub city: Option<SubscribedCity>,
    /// Where it stands.
    pub status: SubscriberStatus,
    /// Until when nothing is sent; `null` where it is not paused.
    pub paused_until: Option<DateTime<Utc>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was confirmed; `null` while it is not.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What is noted about a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionConsent {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: ConsentKind,
    /// Where.
    pub source: ConsentSource,
    /// Key and version of the words that were agreed to; `null` where none were shown.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "subscriptions.consent/1"))]
    pub wording: Option<String>,
    /// What an import says of where the consent comes from; `null` elsewhere.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub proof: Option<String>,
}

/// Everything that is kept about a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionRecord {
    /// The subscription.
    pub subscription: Subscription,
    /// What is noted about the consent, the first first.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub consents: Vec<SubscriptionConsent>,
    /// How many mails went there.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 12))]
    pub mails_sent: i64,
}

#[cfg(test)]
mod tests {
    use super::{NewSubscription, SubscriptionUpdate, canonical_filter};
    use crate::Valid;
    use contract::Patch;

    fn new() -> NewSubscription {
        NewSubscription { email: " ana@example.org ".into(), language: None, filter: None, city: None }
    }

    #[test]
    fn a_filter_has_one_written_form() {
        assert_eq!(canonical_filter("?topic=health&topic=economic"), canonical_filter("topic=health,economic"));
        assert_eq!(canonical_filter(" "), Ok(None));
        assert!(canonical_filter("colour=red").is_err());
    }

    #[test]
    fn a_wish_is_tidied() {
        let wish = NewSubscription { filter: Some("?country=gh".into()), city: Some(" ".into()), ..new() };
        let wish = Valid::check(wish).unwrap();
        assert_eq!((wish.email.as_str(), wish.city.as_deref()), ("ana@example.org", None));
        assert_eq!(wish.filter.as_deref(), Some("country=GH"));
    }

    #[test]
    fn faults_are_told_at_once() {
        let wish = NewSubscription { email: "ana".into(), filter: Some("colour=red".into()), ..new() };
        let faults = Valid::check(wish).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(found, [("/email", "not_an_address"), ("/filter", "unknown_parameter")]);
    }

    #[test]
    fn a_change_empties_or_sets() {
        let change = SubscriptionUpdate {
            token: " word ".into(),
            filter: Patch::Set("?".into()),
            city: Patch::Empty,
            ..SubscriptionUpdate::default()
        };
        let change = Valid::check(change).unwrap().into_inner();
        assert_eq!((change.token.as_str(), &change.filter, &change.city), ("word", &Patch::Empty, &Patch::Empty));
        let bad = SubscriptionUpdate { token: "x".into(), language: Patch::Empty, ..SubscriptionUpdate::default() };
        assert_eq!(Valid::check(bad).unwrap_err()[0].pointer, "/language");
    }

    #[test]
    fn what_is_printed_for_a_log_names_nobody() {
        let change = SubscriptionUpdate { token: "secret".into(), ..SubscriptionUpdate::default() };
        for printed in [format!("{:?}", new()), format!("{change:?}")] {
            assert!(!printed.contains("ana") && !printed.contains("secret"), "{printed}");
        }
    }
}
