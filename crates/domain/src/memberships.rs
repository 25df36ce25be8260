//! Memberships: who belongs to an organisation, who asks to, and how that is decided.

use crate::identity::Person;
use crate::organisations::{MAX_REASON, OrganisationRef, Verdict, check_reason, tidy};
use crate::policy::MembershipRole;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{MembershipId, OrganisationId};
use serde::{Deserialize, Serialize};

/// Longest message to who decides, in characters.
const MAX_MESSAGE: usize = 1_000;

keys! {
    /// Where a membership stands.
    MembershipStatus {
        /// Somebody asks; nobody has decided yet.
        Requested = "requested",
        /// Somebody belongs to the organisation.
        Active = "active",
        /// It was not accepted, for a reason.
        Refused = "refused",
        /// It is over: withdrawn, left, or taken away.
        Ended = "ended",
    }
}

keys! {
    /// How a membership came about.
    MembershipOrigin {
        /// The person asked.
        Request = "request",
        /// The person's confirmed address is of the organisation's domain.
        Domain = "domain",
        /// The person was invited.
        Invitation = "invitation",
        /// The person made the organisation.
        Founding = "founding",
    }
}

/// A membership as its person and those who decide see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// Id of the membership.
    pub id: MembershipId,
    /// Of which organisation.
    pub organisation: OrganisationRef,
    /// Who.
    pub person: Person,
    /// Address of who asks, for those who decide; `null` for others and once it is decided.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: Option<String>,
    /// What the person is, or asks to be. Who asks to lead claims the city.
    pub role: MembershipRole,
    /// Where it stands.
    pub status: MembershipStatus,
    /// How it came about.
    pub origin: MembershipOrigin,
    /// What the person wrote to who decides; `null` when nothing.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub message: Option<String>,
    /// Why it was refused or ended; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
    /// When the person asked.
    pub requested_at: DateTime<Utc>,
    /// When it was decided; `null` while it waits.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it ended; `null` while it waits or holds.
    pub ended_at: Option<DateTime<Utc>>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Id of the membership.
    pub membership: MembershipId,
    /// Who.
    pub person: Person,
    /// Whether the person shows anything of themselves at `/people/{id}`.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub has_profile: bool,
    /// Role at work; `null` when not said or not shown.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Chief resilience officer"))]
    pub work_role: Option<String>,
    /// What the person is.
    pub role: MembershipRole,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A wish to belong to a city or another organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMembership {
    /// The city, by id or slug. Say this or `organisation`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub city: Option<String>,
    /// The organisation, by id or slug. Say this or `city`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = json!(null)))]
    pub organisation: Option<String>,
    /// What you ask to be. To ask to lead is to claim the city, which is possible where it has no lead.
    pub role: MembershipRole,
    /// A word to who decides: who you are and how they can tell.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "I work in the resilience office."))]
    pub message: Option<String>,
}

impl Validate for NewMembership {
    fn validate(&self, faults: &mut Faults) {
        match (&self.city, &self.organisation) {
            (None, None) => faults.add("/city", "required", "Say which city or organisation."),
            (Some(_), Some(_)) => {
                faults.add("/organisation", "not_allowed", "Say a city or an organisation, not both.");
            }
            (Some(city), None) => faults.line("/city", city, 1..=100),
            (None, Some(organisation)) => faults.line("/organisation", organisation, 1..=100),
        }
        if self.city.is_some() && self.role == MembershipRole::Representative {
            faults.add("/role", "not_allowed", "People of a city are practitioners or lead it.");
        }
        faults.text("/message", self.message.as_deref().unwrap_or_default(), 0..=MAX_MESSAGE);
    }

    fn tidied(self) -> Self {
        Self {
            city: tidy(self.city),
            organisation: tidy(self.organisation),
            message: tidy(self.message),
            role: self.role,
        }
    }
}

/// How a request is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MembershipDecision {
    /// Yes or no.
    pub decision: Verdict,
    /// Why not; needed where it is refused, and read by who asked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "We do not know you: write to us first."))]
    pub reason: Option<String>,
}

impl Validate for MembershipDecision {
    fn validate(&self, faults: &mut Faults) {
        check_reason(faults, self.decision, self.reason.as_deref());
    }

    fn tidied(self) -> Self {
        Self { reason: tidy(self.reason), ..self }
    }
}

/// Why somebody is taken out of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MembershipRemoval {
    /// The reason; the person reads it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "Works elsewhere since June."))]
    pub reason: String,
}

impl Validate for MembershipRemoval {
    fn validate(&self, faults: &mut Faults) {
        faults.text("/reason", &self.reason, 1..=MAX_REASON);
    }

    fn tidied(self) -> Self {
        Self { reason: self.reason.trim().to_owned() }
    }
}

/// One's own memberships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyMemberships {
    /// Those that wait, hold, or ended: the newest first.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub items: Vec<Membership>,
    /// Organisations whose domain one's address is of, and which one may join at once.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub suggested: Vec<OrganisationRef>,
}

/// Which memberships, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MembershipQuery {
    /// Where they stand: any of these; those that wait when empty.
    pub statuses: Vec<MembershipStatus>,
    /// Of any of these organisations; of all when empty.
    pub organisations: Vec<OrganisationId>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl MembershipQuery {
    /// Reads the query string of `GET /memberships`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            statuses: reader.list("status", MembershipStatus::expected()),
            organisations: reader.list("organisation", "Use the id of an organisation."),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("status", &self.statuses).list("organisation", &self.organisations);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.statuses.sort_unstable();
        query.organisations.sort_unstable();
        query.to_query()
    }
}

/// What of one kind waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queue {
    /// How many; 100 stands for 100 or more.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100, example = 1))]
    pub count: i64,
    /// Since when the oldest waits; `null` when none does.
    pub oldest: Option<DateTime<Utc>>,
}

/// What waits for one's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// Requests to join.
    pub memberships: Queue,
    /// Reports of wrong facts.
    pub corrections: Queue,
    /// Organisations to verify.
    pub organisations: Queue,
    /// Cities that were proposed.
    pub city_proposals: Queue,
    /// E-mail domains of organisations to verify.
    pub email_domains: Queue,
    /// Drafts of lessons to review; one's own are left to others.
    pub lesson_drafts: Queue,
    /// Drafts of notes to review; those that one writes are left to others.
    pub note_drafts: Queue,
}

impl Waiting {
    /// How many wait, of all kinds.
    #[must_use]
    pub fn count(&self) -> i64 {
        let Self { memberships, corrections, organisations, city_proposals, email_domains, .. } = self;
        let Self { lesson_drafts, note_drafts, .. } = self;
        let queues =
            [memberships, corrections, organisations, city_proposals, email_domains, lesson_drafts, note_drafts];
        queues.iter().map(|queue| queue.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{MembershipQuery, NewMembership};
    use crate::Valid;
    use crate::policy::MembershipRole;

    #[test]
    fn a_wish_names_one_place() {
        let wish = |city: Option<&str>, organisation: Option<&str>, role| {
            let (city, organisation) = (city.map(str::to_owned), organisation.map(str::to_owned));
            let checked = Valid::check(NewMembership { city, organisation, role, message: None });
            checked.err().into_iter().flatten().map(|fault| fault.pointer).collect::<Vec<_>>()
        };
        let (practitioner, representative) = (MembershipRole::Practitioner, MembershipRole::Representative);
        assert!(wish(Some("melbourne"), None, practitioner).is_empty());
        assert!(wish(None, Some("institute"), representative).is_empty());
        assert_eq!(wish(None, None, practitioner), ["/city"]);
        assert_eq!(wish(Some("a"), Some("b"), practitioner), ["/organisation"]);
        assert_eq!(wish(Some("a"), None, representative), ["/role"]);
        assert_eq!(wish(Some(" "), None, practitioner), ["/city"]);
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "status=active,requested&organisation=0190163d-8694-739b-aea5-966c26f8ad91&limit=5&cursor=x";
        assert_eq!(MembershipQuery::parse(raw).unwrap().to_query(), format!("?{raw}"));
    }
}
