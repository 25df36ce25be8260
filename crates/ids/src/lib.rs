//! Typed identifiers: one type a kind of thing, so that a city's id is never taken for a correction's.
//!
//! Every id is a `UUIDv7` made by the application (never by the database), so that rows sort by the time
//! they were made and replicas need not ask each other for numbers. The types are made by one registry,
//! [`ids!`], at the end of this file: a new kind of thing adds one line there.
//!
//! Features: `generate` (make new ids; native only), `openapi` (schemas), `sea-orm` (column types).

/// Declares one identifier type a line: a documented newtype around [`uuid::Uuid`].
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id for something made at `unix_ms` (milliseconds since 1970, UTC); the rest is random.
            #[cfg(feature = "generate")]
            #[must_use]
            pub fn generate(unix_ms: u64) -> Self {
                let stamp = uuid::Timestamp::from_unix_time(unix_ms / 1000, nanos(unix_ms), 0, 0);
                Self(uuid::Uuid::new_v7(stamp))
            }

            /// The plain UUID.
            #[must_use]
            pub const fn as_uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        /// Ids are made by the application: a number that a database counted up is never one.
        #[cfg(feature = "sea-orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

/// The part of `unix_ms` below a second, in nanoseconds.
#[cfg(feature = "generate")]
fn nanos(unix_ms: u64) -> u32 {
    u32::try_from(unix_ms % 1000).unwrap_or(0) * 1_000_000
}

ids! {
    /// An account of a person.
    AccountId;
    /// A key by which a machine of an organisation uses the API.
    ApiKeyId;
    /// A line of the audit log.
    AuditId;
    /// A publication whose issues are sent.
    BriefingId;
    /// An issue of a publication.
    BriefingIssueId;
    /// A city as a place.
    CityId;
    /// A proposal of a city that is not here yet.
    CityProposalId;
    /// A collection or a reading list of the library.
    CollectionId;
    /// A reported correction of a city's fact.
    CorrectionId;
    /// A country.
    CountryId;
    /// What somebody says about a draft.
    DraftCommentId;
    /// An invitation to an organisation.
    InvitationId;
    /// Work that is done later.
    JobId;
    /// A lesson on its way to everyone.
    LessonDraftId;
    /// A lesson that everyone can read.
    LessonId;
    /// A city's report of what became of a lesson.
    LessonOutcomeId;
    /// An item of the library.
    LibraryItemId;
    /// A device that somebody is signed in on.
    LoginId;
    /// A place of somebody in an organisation.
    MembershipId;
    /// A note on its way to everyone.
    NoteDraftId;
    /// A practice or technical note that everyone can read.
    NoteId;
    /// An organisation: a city's, a partner, a network.
    OrganisationId;
    /// Somebody who gets what is sent by mail.
    SubscriberId;
    /// An address that nobody writes to.
    SuppressionId;
    /// A search that somebody keeps.
    SavedSearchId;
    /// A term of a controlled vocabulary.
    TermId;
}

#[cfg(test)]
mod tests {
    use super::CityId;

    #[test]
    fn text_goes_there_and_back() {
        let text = "0190163d-8694-739b-aea5-966c26f8ad91";
        let id: CityId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{text}\""));
    }

    #[cfg(feature = "generate")]
    #[test]
    fn later_ids_sort_later() {
        assert!(CityId::generate(1_000) < CityId::generate(2_000));
        assert_eq!(CityId::generate(1).as_uuid().get_version_num(), 7);
    }
}
