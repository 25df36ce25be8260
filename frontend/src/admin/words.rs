//! Closed sets in words.

use crate::messages::{Key, t};
use domain::identity::AccountStatus;
use domain::jobs::JobState;
use domain::live::ThingKind;
use domain::policy::{Role, Rule};
use ui::Tone;

/// A role.
pub(super) fn role(role: Role) -> &'static str {
    t(match role {
        Role::Administrator => Key::RoleAdministrator,
        Role::Editor => Key::RoleEditor,
        Role::Moderator => Key::RoleModerator,
        Role::Expert => Key::RoleExpert,
        Role::FundManager => Key::RoleFundManager,
        Role::FundReviewer => Key::RoleFundReviewer,
    })
}

/// Where an account stands.
pub(super) fn status(status: AccountStatus) -> &'static str {
    t(match status {
        AccountStatus::Active => Key::AccountStatusActive,
        AccountStatus::Suspended => Key::AccountStatusSuspended,
        AccountStatus::Leaving => Key::AccountStatusLeaving,
    })
}

/// How an account stands is meant.
pub(super) const fn tone(status: AccountStatus) -> Tone {
    match status {
        AccountStatus::Active => Tone::Good,
        AccountStatus::Suspended => Tone::Bad,
        AccountStatus::Leaving => Tone::Warn,
    }
}

/// Where a job stands.
pub(super) fn state(state: JobState) -> &'static str {
    t(match state {
        JobState::Waiting => Key::JobStateWaiting,
        JobState::Running => Key::JobStateRunning,
        JobState::Done => Key::JobStateDone,
        JobState::Dead => Key::JobStateDead,
    })
}

/// A kind of thing.
pub(super) fn kind(kind: ThingKind) -> &'static str {
    t(match kind {
        ThingKind::Account => Key::ThingAccount,
        ThingKind::ApiKey => Key::ThingApiKey,
        ThingKind::Briefing => Key::ThingBriefing,
        ThingKind::BriefingDraft => Key::ThingBriefingDraft,
        ThingKind::BriefingIssue => Key::ThingBriefingIssue,
        ThingKind::City => Key::ThingCity,
        ThingKind::CityProposal => Key::ThingCityProposal,
        ThingKind::Collection => Key::ThingCollection,
        ThingKind::Correction => Key::ThingCorrection,
        ThingKind::Country => Key::ThingCountry,
        ThingKind::Job => Key::ThingJob,
        ThingKind::Lesson => Key::ThingLesson,
        ThingKind::LessonDraft => Key::ThingLessonDraft,
        ThingKind::LessonOutcome => Key::ThingLessonOutcome,
        ThingKind::LibraryItem => Key::ThingLibraryItem,
        ThingKind::Login => Key::ThingLogin,
        ThingKind::Membership => Key::ThingMembership,
        ThingKind::Note => Key::ThingNote,
        ThingKind::NoteDraft => Key::ThingNoteDraft,
        ThingKind::Organisation => Key::ThingOrganisation,
        ThingKind::Subscriber => Key::ThingSubscriber,
        ThingKind::Suppression => Key::ThingSuppression,
        ThingKind::SavedSearch => Key::ThingSavedSearch,
        ThingKind::Term => Key::ThingTerm,
    })
}

/// Whom a rule lets through.
pub(super) fn rule(rule: Rule) -> &'static str {
    t(match rule {
        Rule::Anyone => Key::RuleAnyone,
        Rule::SignedIn => Key::RuleSignedIn,
        Rule::OwnAccount => Key::RuleOwnAccount,
        Rule::CoAuthor => Key::RuleCoAuthor,
        Rule::Member => Key::RuleMember,
        Rule::Lead => Key::RuleLead,
        Rule::Key => Key::RuleKey,
        Rule::EditorWithoutLead => Key::RuleEditorWithoutLead,
        Rule::EditorInReview => Key::RuleEditorInReview,
        Rule::EditorOfNetwork => Key::RuleEditorOfNetwork,
        Rule::Editor => Key::RuleEditor,
        Rule::Administrator => Key::RuleAdministrator,
        Rule::Operator => Key::RuleOperator,
    })
}
