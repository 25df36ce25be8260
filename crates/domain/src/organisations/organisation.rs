//! An organisation and what is decided about it.

use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::query::{Reader, Writer};
use contract::{Fault, Patch};
use ids::{CityId, OrganisationId};
use serde::{Deserialize, Serialize};

/// Longest name, in characters.
const MAX_NAME: usize = 200;
/// Longest web address, in characters.
const MAX_WEBSITE: usize = 500;
/// Longest text about an organisation, in characters.
const MAX_ABOUT: usize = 2_000;
/// Longest reason, in characters.
pub(crate) const MAX_REASON: usize = 500;
/// Longest text to look for, in characters.
const MAX_TEXT: usize = 100;

keys! {
    /// What an organisation is.
    OrganisationKind {
        /// That of a city.
        City = "city",
        /// One that offers expertise or money.
        Partner = "partner",
        /// One that keeps a network of cities.
        Network = "network",
    }
}

keys! {
    /// What kind of partner it is.
    PartnerKind {
        /// An international organisation.
        International = "international",
        /// A company.
        Private = "private",
        /// A non-profit organisation.
        NonProfit = "non_profit",
        /// A university or an institute.
        Academic = "academic",
    }
}

keys! {
    /// Where an organisation stands.
    OrganisationStatus {
        /// Nobody has verified it yet: only its people and who decides see it.
        Pending = "pending",
        /// It is what it says to be.
        Verified = "verified",
        /// It was not verified, for a reason.
        Refused = "refused",
    }
}

keys! {
    /// How something that waited was decided.
    Verdict {
        /// Yes.
        Accepted = "accepted",
        /// No, for a reason.
        Refused = "refused",
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organisation {
    /// Id of the organisation.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// What kind of partner it is; `null` for cities and networks.
    pub partner_kind: Option<PartnerKind>,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Melbourne"))]
    pub name: String,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub slug: String,
    /// Its web address; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://www.melbourne.vic.gov.au/"))]
    pub website: Option<String>,
    /// What it does, in its own words; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub about: Option<String>,
    /// Country, ISO 3166-1 alpha-2; `null` when it is of none or not said.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", example = "AU"))]
    pub country: Option<String>,
    /// Id of the city, where the organisation is one.
    pub city_id: Option<CityId>,
    /// Slug of the city, where the organisation is one.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub city: Option<String>,
    /// Where it stands.
    pub status: OrganisationStatus,
    /// Why it was not verified; `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
    /// Whether somebody leads it.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub has_lead: bool,
    /// How many people belong to it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 3))]
    pub members: i64,
    /// Whether this is an organisation for demonstration.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub demo: bool,
    /// Counts the changes of the organisation; its `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// An organisation where something else speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganisationRef {
    /// Id of the organisation.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Melbourne"))]
    pub name: String,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub slug: String,
    /// Slug of the city, where the organisation is one.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub city: Option<String>,
    /// Where it stands.
    pub status: OrganisationStatus,
}

/// An organisation to make. A partner is made by whoever will lead it, and waits for an administrator; a network, or a
/// city's organisation that nobody claimed, is made by administrators and stands at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOrganisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// What kind of partner it is; for partners alone.
    #[serde(default)]
    pub partner_kind: Option<PartnerKind>,
    /// Its name; a city's organisation is named after the city.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Institute for examples"))]
    pub name: Option<String>,
    /// Its web address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/"))]
    pub website: Option<String>,
    /// What it does.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "Helps cities with heat plans."))]
    pub about: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "AU"))]
    pub country: Option<String>,
    /// The city, by id or slug; for cities alone.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = json!(null)))]
    pub city: Option<String>,
}

impl Validate for NewOrganisation {
    fn validate(&self, faults: &mut Faults) {
        let named = self.name.as_deref().unwrap_or_default();
        let is_city = self.kind == OrganisationKind::City;
        if is_city && self.name.is_some() {
            faults.add("/name", "not_allowed", "Leave this out: the organisation is named after its city.");
        } else if !is_city {
            faults.line("/name", named, 1..=MAX_NAME);
        }
        match (self.kind, self.partner_kind) {
            (OrganisationKind::Partner, None) => faults.add("/partner_kind", "required", PartnerKind::expected()),
            (OrganisationKind::City | OrganisationKind::Network, Some(_)) => {
                faults.add("/partner_kind", "not_allowed", "Leave this out: it is for partners alone.");
            }
            _ => {}
        }
        match (is_city, &self.city) {
            (true, None) => faults.add("/city", "required", "Say which city, by its id or slug."),
            (false, Some(_)) => faults.add("/city", "not_allowed", "Leave this out: it is for cities alone."),
            _ => {}
        }
        check_website(faults, self.website.as_deref());
        faults.text("/about", self.about.as_deref().unwrap_or_default(), 0..=MAX_ABOUT);
    }

    fn tidied(self) -> Self {
        let upper = |code: String| code.to_uppercase();
        Self {
            name: tidy(self.name),
            website: tidy(self.website),
            about: tidy(self.about),
            country: tidy(self.country).map(upper),
            city: tidy(self.city),
            ..self
        }
    }
}

fn check_website(faults: &mut Faults, website: Option<&str>) {
    if let Some(website) = website.filter(|text| !text.trim().is_empty()) {
        faults.line("/website", website, 0..=MAX_WEBSITE);
        faults.web_address("/website", website);
    }
}

/// Without space around it; empty text is none.
pub(crate) fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What its people change of an organisation. A field that is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganisationUpdate {
    /// Its name; that of a city's organisation is the city's and stays.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 200, example = "Institute for examples"))]
    pub name: Patch<String>,
    /// Its web address; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 500, example = "https://example.org/"))]
    pub website: Patch<String>,
    /// What it does; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 2000, example = "Helps cities with heat plans."))]
    pub about: Patch<String>,
}

impl OrganisationUpdate {
    /// Names of the fields that the patch touches, for the audit log.
    #[must_use]
    pub fn touched(&self) -> Vec<&'static str> {
        let fields =
            [("name", self.name.is_absent()), ("website", self.website.is_absent()), ("about", self.about.is_absent())];
        fields.into_iter().filter(|(_, absent)| !absent).map(|(name, _)| name).collect()
    }
}

impl Validate for OrganisationUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/name", &self.name);
        if let Some(name) = self.name.value() {
            faults.line("/name", name, 1..=MAX_NAME);
        }
        check_website(faults, self.website.value().map(String::as_str));
        faults.text("/about", self.about.value().map_or("", String::as_str), 0..=MAX_ABOUT);
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        let emptied = |patch: Patch<String>| match patch.map(trimmed) {
            Patch::Set(text) if text.is_empty() => Patch::Empty,
            patch => patch,
        };
        Self { name: self.name.map(trimmed), website: emptied(self.website), about: emptied(self.about) }
    }
}

/// Whether an organisation is what it says to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganisationDecision {
    /// Yes or no.
    pub decision: Verdict,
    /// Why not; needed where it is refused, and read by who asked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "We could not reach anyone at its address."))]
    pub reason: Option<String>,
}

impl Validate for OrganisationDecision {
    fn validate(&self, faults: &mut Faults) {
        check_reason(faults, self.decision, self.reason.as_deref());
    }

    fn tidied(self) -> Self {
        Self { reason: tidy(self.reason), ..self }
    }
}

/// Whoever refuses says why.
pub(crate) fn check_reason(faults: &mut Faults, decision: Verdict, reason: Option<&str>) {
    let least = usize::from(decision == Verdict::Refused);
    faults.text("/reason", reason.unwrap_or_default(), least..=MAX_REASON);
}

/// Which organisations, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationQuery {
    /// The name holds this.
    pub q: Option<String>,
    /// What they are: any of these; all when empty.
    pub kinds: Vec<OrganisationKind>,
    /// Where they stand: any of these; others than verified ones are seen by administrators alone.
    pub statuses: Vec<OrganisationStatus>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl OrganisationQuery {
    /// Reads the query string of `GET /organisations`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            q: reader.text("q", MAX_TEXT),
            kinds: reader.list("kind", OrganisationKind::expected()),
            statuses: reader.list("status", OrganisationStatus::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().text("q", self.q.as_deref());
        let writer = writer.list("kind", &self.kinds).list("status", &self.statuses);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.kinds.sort_unstable();
        query.statuses.sort_unstable();
        query.to_query()
    }
}

#[cfg(test)]
mod tests {
    use super::{NewOrganisation, OrganisationDecision, OrganisationKind, OrganisationQuery, PartnerKind, Verdict};
    use crate::Valid;

    fn new(kind: OrganisationKind) -> NewOrganisation {
        let (website, about, country) = (None, None, None);
        NewOrganisation { kind, partner_kind: None, name: None, website, about, country, city: None }
    }

    fn codes(new: NewOrganisation) -> Vec<(String, String)> {
        Valid::check(new).err().into_iter().flatten().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn each_kind_asks_for_its_own() {
        let partner = NewOrganisation {
            partner_kind: Some(PartnerKind::Academic),
            name: Some(" An institute ".into()),
            ..new(OrganisationKind::Partner)
        };
        assert_eq!(Valid::check(partner.clone()).unwrap().name.as_deref(), Some("An institute"));
        let city = NewOrganisation { city: Some("melbourne".into()), ..new(OrganisationKind::City) };
        assert_eq!(codes(city.clone()), []);
        let pair = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        assert_eq!(
            codes(new(OrganisationKind::Partner)),
            [pair("/name", "required"), pair("/partner_kind", "required")]
        );
        assert_eq!(codes(new(OrganisationKind::City)), [pair("/city", "required")]);
        let mixed = NewOrganisation { name: Some("x".into()), partner_kind: Some(PartnerKind::Private), ..city };
        assert_eq!(codes(mixed), [pair("/name", "not_allowed"), pair("/partner_kind", "not_allowed")]);
        let website = NewOrganisation { website: Some("javascript:x".into()), ..partner };
        assert_eq!(codes(website), [pair("/website", "not_a_web_address")]);
    }

    #[test]
    fn whoever_refuses_says_why() {
        let decide = |decision, reason: Option<&str>| {
            Valid::check(OrganisationDecision { decision, reason: reason.map(str::to_owned) }).is_ok()
        };
        assert!(decide(Verdict::Accepted, None));
        assert!(decide(Verdict::Refused, Some("Nobody answers.")));
        assert!(!decide(Verdict::Refused, None));
        assert!(!decide(Verdict::Refused, Some("  ")));
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "q=inst&kind=partner,network&status=pending&limit=5&cursor=x";
        assert_eq!(OrganisationQuery::parse(raw).unwrap().to_query(), format!("?{raw}"));
    }
}
