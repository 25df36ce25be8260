//! An account and its profile.

use crate::policy::Role;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use chrono::{DateTime, Utc};
use contract::Patch;
use ids::AccountId;
use serde::{Deserialize, Serialize};

/// Longest name, in characters.
pub const MAX_NAME: usize = 120;
/// Longest role at work, in characters.
pub const MAX_WORK: usize = 120;
/// Longest skill, in characters.
pub const MAX_SKILL: usize = 60;
/// Most skills.
pub const MAX_SKILLS: usize = 20;
/// Longest name of a time zone, in characters.
const MAX_TIME_ZONE: usize = 60;

keys! {
    /// Where an account stands.
    AccountStatus {
        /// In use.
        Active = "active",
        /// Suspended by an administrator: nobody can sign in.
        Suspended = "suspended",
        /// Its owner has asked for its deletion and may still change their mind.
        Leaving = "leaving",
    }
}

keys! {
    /// Parts of a profile that its owner may show to everyone. The name is shown wherever somebody acts in public.
    PublicField {
        /// The role at work.
        WorkRole = "work_role",
        /// The languages.
        Languages = "languages",
        /// The time zone.
        TimeZone = "time_zone",
        /// The skills.
        Skills = "skills",
    }
}

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Id of the account.
    pub id: AccountId,
    /// Address that mails go to; shown to nobody else but administrators.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// Name, as others see it.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Demo practitioner"))]
    pub name: String,
    /// Role at work; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Chief resilience officer"))]
    pub work_role: Option<String>,
    /// Languages that the person speaks, BCP 47, in the order of preference.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["en", "es"])))]
    pub languages: Vec<String>,
    /// Language of mails and, where nothing else says so, of the app.
    pub language: Language,
    /// Time zone, IANA name; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "Australia/Melbourne"))]
    pub time_zone: Option<String>,
    /// What the person knows well, in their own words.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["heat planning"])))]
    pub skills: Vec<String>,
    /// What of the profile everyone may see besides the name.
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub public: Vec<PublicField>,
    /// Where the account stands.
    pub status: AccountStatus,
    /// When the account is deleted for good; `null` unless its owner has asked for it.
    pub delete_after: Option<DateTime<Utc>>,
    /// Whether a second factor guards signing in.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub second_factor: bool,
    /// Roles on the platform.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub roles: Vec<Role>,
    /// Whether this is a demonstration account.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub demo: bool,
    /// Counts the changes of the account; its `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// A person as others see them: the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Id of the account.
    pub id: AccountId,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Demo practitioner"))]
    pub name: String,
    /// Whether this is a demonstration account.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub demo: bool,
}

/// What a person shows of themselves to everyone: the name, and what they chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicProfile {
    /// Id of the account.
    pub id: AccountId,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Demo practitioner"))]
    pub name: String,
    /// Whether this is a demonstration account.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub demo: bool,
    /// Role at work; `null` when not said or not shown.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "Chief resilience officer"))]
    pub work_role: Option<String>,
    /// Languages that the person speaks, BCP 47, in the order of preference; empty when not said or not shown.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["en", "es"])))]
    pub languages: Vec<String>,
    /// Time zone, IANA name; `null` when not said or not shown.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "Australia/Melbourne"))]
    pub time_zone: Option<String>,
    /// What the person knows well, in their own words; empty when not said or not shown.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["heat planning"])))]
    pub skills: Vec<String>,
}

impl Account {
    /// What its owner shows to everyone; `None` where that is nothing, and while the account is suspended or waits to
    /// be deleted. A name alone is nothing.
    #[must_use]
    pub fn shown(self) -> Option<PublicProfile> {
        let shows = |field| self.public.contains(&field);
        let profile = PublicProfile {
            id: self.id,
            demo: self.demo,
            work_role: self.work_role.filter(|_| shows(PublicField::WorkRole)),
            languages: if shows(PublicField::Languages) { self.languages } else { Vec::new() },
            time_zone: self.time_zone.filter(|_| shows(PublicField::TimeZone)),
            skills: if shows(PublicField::Skills) { self.skills } else { Vec::new() },
            name: self.name,
        };
        let PublicProfile { work_role, languages, time_zone, skills, .. } = &profile;
        let says = work_role.is_some() || time_zone.is_some() || !languages.is_empty() || !skills.is_empty();
        (says && self.status == AccountStatus::Active).then_some(profile)
    }
}

/// What somebody changes of their own profile. A field that is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountUpdate {
    /// Name, as others see it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 120, example = "Demo practitioner"))]
    pub name: Patch<String>,
    /// Role at work; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 120, example = "Chief resilience officer"))]
    pub work_role: Patch<String>,
    /// Languages that you speak, BCP 47.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!(["en", "es"])))]
    pub languages: Patch<Vec<String>>,
    /// Language of mails and, where nothing else says so, of the app.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Language, required = false))]
    pub language: Patch<Language>,
    /// Time zone, IANA name; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 60, example = "Australia/Melbourne"))]
    pub time_zone: Patch<String>,
    /// What you know well, in your own words.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 20, example = json!(["heat planning"])))]
    pub skills: Patch<Vec<String>>,
    /// What of the profile everyone may see besides the name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<PublicField>, required = false, max_items = 4))]
    pub public: Patch<Vec<PublicField>>,
}

impl AccountUpdate {
    /// Names of the fields that the patch touches, for the audit log.
    #[must_use]
    pub fn touched(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_absent()),
            ("work_role", self.work_role.is_absent()),
            ("languages", self.languages.is_absent()),
            ("language", self.language.is_absent()),
            ("time_zone", self.time_zone.is_absent()),
            ("skills", self.skills.is_absent()),
            ("public", self.public.is_absent()),
        ];
        fields.into_iter().filter(|(_, absent)| !absent).map(|(name, _)| name).collect()
    }
}

impl Validate for AccountUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/name", &self.name);
        faults.never_empty("/languages", &self.languages);
        faults.never_empty("/language", &self.language);
        faults.never_empty("/skills", &self.skills);
        faults.never_empty("/public", &self.public);
        if let Some(name) = self.name.value() {
            faults.line("/name", name, 1..=MAX_NAME);
        }
        if let Some(role) = self.work_role.value() {
            faults.line("/work_role", role, 0..=MAX_WORK);
        }
        if let Some(zone) = self.time_zone.value() {
            faults.line("/time_zone", zone, 0..=MAX_TIME_ZONE);
        }
        for (place, language) in self.languages.value().into_iter().flatten().enumerate() {
            if !is_language(language.trim()) {
                let message = "Use a language tag such as en, pt-BR or sw.";
                faults.add(&format!("/languages/{place}"), "not_a_language", message);
            }
        }
        faults.most("/languages", self.languages.value().map_or(0, Vec::len), MAX_SKILLS);
        for (place, skill) in self.skills.value().into_iter().flatten().enumerate() {
            faults.line(&format!("/skills/{place}"), skill, 1..=MAX_SKILL);
        }
        faults.most("/skills", self.skills.value().map_or(0, Vec::len), MAX_SKILLS);
        faults.most("/public", self.public.value().map_or(0, Vec::len), PublicField::ALL.len());
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        let emptied = |patch: Patch<String>| match patch.map(trimmed) {
            Patch::Set(text) if text.is_empty() => Patch::Empty,
            patch => patch,
        };
        Self {
            name: self.name.map(trimmed),
            work_role: emptied(self.work_role),
            languages: self.languages.map(|tags| distinct(tags.into_iter().map(trimmed))),
            language: self.language,
            time_zone: emptied(self.time_zone),
            skills: self.skills.map(|skills| distinct(skills.into_iter().map(trimmed))),
            public: self.public.map(|fields| distinct(fields.into_iter())),
        }
    }
}

/// Each value once, in the order of its first appearance.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut kept, value| {
        if !kept.contains(&value) {
            kept.push(value);
        }
        kept
    })
}

/// The shape of a language tag as BCP 47 (RFC 5646) has it: letters first, then subtags of letters and digits.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= 35
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{Account, AccountStatus, AccountUpdate, PublicField, is_language};
    use crate::Valid;
    use crate::vocabularies::Language;
    use contract::Patch;

    #[test]
    fn language_tags_by_table() {
        for good in ["en", "pt-BR", "sw", "zh-Hant-TW", "yue"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "e", "english", "en_GB", "en-", "12", "en-x", "é1"] {
            assert!(!is_language(bad), "{bad}");
        }
    }

    fn account(public: &[PublicField], status: AccountStatus) -> Account {
        Account {
            id: ids::AccountId(uuid::Uuid::nil()),
            email: "ana@example.org".into(),
            name: "Ana".into(),
            work_role: Some("Resilience officer".into()),
            languages: vec!["es".into()],
            language: Language::Spanish,
            time_zone: None,
            skills: vec!["heat planning".into()],
            public: public.to_vec(),
            status,
            delete_after: None,
            second_factor: false,
            roles: Vec::new(),
            demo: false,
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_is_shown_is_what_was_chosen() {
        let shown = |public: &[PublicField]| account(public, AccountStatus::Active).shown();
        for nothing in [&[][..], &[PublicField::TimeZone]] {
            assert_eq!(shown(nothing), None, "{nothing:?}: a name alone is nothing");
        }
        let skills = shown(&[PublicField::Skills, PublicField::TimeZone]).unwrap();
        assert_eq!((skills.name.as_str(), skills.skills.len()), ("Ana", 1));
        assert_eq!((skills.work_role, skills.languages.len(), skills.time_zone), (None, 0, None));
        let all = shown(PublicField::ALL).unwrap();
        assert_eq!((all.work_role.as_deref(), all.languages.len()), (Some("Resilience officer"), 1));
        for status in [AccountStatus::Suspended, AccountStatus::Leaving] {
            assert_eq!(account(PublicField::ALL, status).shown(), None, "{status}");
        }
    }

    #[test]
    fn a_change_is_tidied() {
        let change = AccountUpdate {
            name: Patch::Set("  A. Person ".into()),
            work_role: Patch::Set("  ".into()),
            skills: Patch::Set(vec!["heat".into(), " heat".into(), "water".into()]),
            ..AccountUpdate::default()
        };
        assert_eq!(change.touched(), ["name", "work_role", "skills"]);
        let change = Valid::check(change).unwrap().into_inner();
        assert_eq!(change.name, Patch::Set("A. Person".to_owned()));
        assert_eq!(change.work_role, Patch::Empty);
        assert_eq!(change.skills, Patch::Set(vec!["heat".to_owned(), "water".to_owned()]));
        assert_eq!(change.time_zone, Patch::Absent);
    }

    #[test]
    fn every_fault_is_pointed_at() {
        let change = AccountUpdate {
            name: Patch::Empty,
            work_role: Patch::Set("a\nb".into()),
            languages: Patch::Set(vec!["en".into(), "english".into()]),
            skills: Patch::Set(vec!["x".repeat(61)]),
            public: Patch::Set(vec![PublicField::Skills; 5]),
            ..AccountUpdate::default()
        };
        let faults = Valid::check(change).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("/name", "required"),
                ("/work_role", "control_character"),
                ("/languages/1", "not_a_language"),
                ("/skills/0", "too_long"),
                ("/public", "too_many"),
            ]
        );
    }
}
