//! Everything that can be done, in words.

use crate::messages::{Key, t};
use crate::parts::{Options, options};
use domain::policy::Action;

/// What can be done, and how a person calls it: a table, because one match of all would be no function to read.
const WORDS: &[(Action, Key)] = &[
    (Action::ListVocabularies, Key::ActionListVocabularies),
    (Action::GetVocabulary, Key::ActionGetVocabulary),
    (Action::ListCities, Key::ActionListCities),
    (Action::ExportCitiesCsv, Key::ActionExportCitiesCsv),
    (Action::ExportCitiesGeojson, Key::ActionExportCitiesGeojson),
    (Action::GetCity, Key::ActionGetCity),
    (Action::ListSimilarCities, Key::ActionListSimilarCities),
    (Action::CreateCorrection, Key::ActionCreateCorrection),
    (Action::Search, Key::ActionSearchEverything),
    (Action::CreateMarkdownPreview, Key::ActionCreateMarkdownPreview),
    (Action::ListChanges, Key::ActionListChanges),
    (Action::StreamChanges, Key::ActionStreamChanges),
    (Action::CreateRegistration, Key::ActionCreateRegistration),
    (Action::CreateConfirmation, Key::ActionCreateConfirmation),
    (Action::CreateLogin, Key::ActionCreateLogin),
    (Action::CreateRefresh, Key::ActionCreateRefresh),
    (Action::DeleteCurrentLogin, Key::ActionDeleteCurrentLogin),
    (Action::CreatePasswordReset, Key::ActionCreatePasswordReset),
    (Action::CompletePasswordReset, Key::ActionCompletePasswordReset),
    (Action::CreatePasswordCheck, Key::ActionCreatePasswordCheck),
    (Action::GetJwks, Key::ActionGetJwks),
    (Action::GetMe, Key::ActionGetMe),
    (Action::UpdateMe, Key::ActionUpdateMe),
    (Action::DeleteMe, Key::ActionDeleteMe),
    (Action::RestoreMe, Key::ActionRestoreMe),
    (Action::GetMyPermissions, Key::ActionGetMyPermissions),
    (Action::ExportMe, Key::ActionExportMe),
    (Action::ListMyLogins, Key::ActionListMyLogins),
    (Action::DeleteMyLogin, Key::ActionDeleteMyLogin),
    (Action::DeleteMyLogins, Key::ActionDeleteMyLogins),
    (Action::CreatePasswordChange, Key::ActionCreatePasswordChange),
    (Action::CreateSecondFactor, Key::ActionCreateSecondFactor),
    (Action::ConfirmSecondFactor, Key::ActionConfirmSecondFactor),
    (Action::DeleteSecondFactor, Key::ActionDeleteSecondFactor),
    (Action::CreateRecoveryCodes, Key::ActionCreateRecoveryCodes),
    (Action::CreateEmailChange, Key::ActionCreateEmailChange),
    (Action::ConfirmEmailChange, Key::ActionConfirmEmailChange),
    (Action::CancelEmailChange, Key::ActionCancelEmailChange),
    (Action::GetPerson, Key::ActionGetPerson),
    (Action::ListDemoMails, Key::ActionListDemoMails),
    (Action::GetDemoMail, Key::ActionGetDemoMail),
    (Action::ListAccounts, Key::ActionListAccounts),
    (Action::GetAccount, Key::ActionGetAccount),
    (Action::CreateSuspension, Key::ActionCreateSuspension),
    (Action::DeleteSuspension, Key::ActionDeleteSuspension),
    (Action::CreateRoleGrant, Key::ActionCreateRoleGrant),
    (Action::DeleteRoleGrant, Key::ActionDeleteRoleGrant),
    (Action::ExplainPermission, Key::ActionExplainPermission),
    (Action::ListAuditLog, Key::ActionListAuditLog),
    (Action::ExportAuditLogCsv, Key::ActionExportAuditLogCsv),
    (Action::ListJobs, Key::ActionListJobs),
    (Action::CreateJobRetry, Key::ActionCreateJobRetry),
    (Action::ListOrganisations, Key::ActionListOrganisations),
    (Action::GetOrganisation, Key::ActionGetOrganisation),
    (Action::CreateOrganisation, Key::ActionCreateOrganisation),
    (Action::UpdateOrganisation, Key::ActionUpdateOrganisation),
    (Action::CreateOrganisationDecision, Key::ActionCreateOrganisationDecision),
    (Action::ListOrganisationMembers, Key::ActionListOrganisationMembers),
    (Action::ListOrganisationDomains, Key::ActionListOrganisationDomains),
    (Action::CreateOrganisationDomain, Key::ActionCreateOrganisationDomain),
    (Action::CreateDomainVerification, Key::ActionCreateDomainVerification),
    (Action::ListWaitingDomains, Key::ActionListWaitingDomains),
    (Action::DeleteOrganisationDomain, Key::ActionDeleteOrganisationDomain),
    (Action::ListInvitations, Key::ActionListInvitations),
    (Action::CreateInvitation, Key::ActionCreateInvitation),
    (Action::DeleteInvitation, Key::ActionDeleteInvitation),
    (Action::ListApiKeys, Key::ActionListApiKeys),
    (Action::CreateApiKey, Key::ActionCreateApiKey),
    (Action::DeleteApiKey, Key::ActionDeleteApiKey),
    (Action::OpenInvitation, Key::ActionOpenInvitation),
    (Action::AcceptInvitation, Key::ActionAcceptInvitation),
    (Action::DeclineInvitation, Key::ActionDeclineInvitation),
    (Action::CreateMembership, Key::ActionCreateMembership),
    (Action::ListMemberships, Key::ActionListMemberships),
    (Action::ListMyMemberships, Key::ActionListMyMemberships),
    (Action::GetMembership, Key::ActionGetMembership),
    (Action::CreateMembershipDecision, Key::ActionCreateMembershipDecision),
    (Action::CreateMembershipRemoval, Key::ActionCreateMembershipRemoval),
    (Action::DeleteMembership, Key::ActionDeleteMembership),
    (Action::CreateLeadHandover, Key::ActionCreateLeadHandover),
    (Action::GetMyWaiting, Key::ActionGetMyWaiting),
    (Action::GetCityProfile, Key::ActionGetCityProfile),
    (Action::UpdateCityProfile, Key::ActionUpdateCityProfile),
    (Action::GetCorrection, Key::ActionGetCorrection),
    (Action::CreateCorrectionDecision, Key::ActionCreateCorrectionDecision),
    (Action::ListCorrections, Key::ActionListCorrections),
    (Action::CreateCityProposal, Key::ActionCreateCityProposal),
    (Action::ListCityProposals, Key::ActionListCityProposals),
    (Action::GetCityProposal, Key::ActionGetCityProposal),
    (Action::DeleteCityProposal, Key::ActionDeleteCityProposal),
    (Action::CreateCityProposalDecision, Key::ActionCreateCityProposalDecision),
    (Action::ListLessons, Key::ActionListLessons),
    (Action::ExportLessonsCsv, Key::ActionExportLessonsCsv),
    (Action::ExportLessonsNdjson, Key::ActionExportLessonsNdjson),
    (Action::ExportLessonsXlsx, Key::ActionExportLessonsXlsx),
    (Action::GetLesson, Key::ActionGetLesson),
    (Action::ListSimilarLessons, Key::ActionListSimilarLessons),
    (Action::ListLessonRevisions, Key::ActionListLessonRevisions),
    (Action::GetLessonRevision, Key::ActionGetLessonRevision),
    (Action::GetLessonRevisionDiff, Key::ActionGetLessonRevisionDiff),
    (Action::ListLessonOutcomes, Key::ActionListLessonOutcomes),
    (Action::CreateLessonOutcome, Key::ActionCreateLessonOutcome),
    (Action::UpdateLessonOutcome, Key::ActionUpdateLessonOutcome),
    (Action::DeleteLessonOutcome, Key::ActionDeleteLessonOutcome),
    (Action::CreateLessonLink, Key::ActionCreateLessonLink),
    (Action::DeleteLessonLink, Key::ActionDeleteLessonLink),
    (Action::CreateLessonDraft, Key::ActionCreateLessonDraft),
    (Action::ListLessonDrafts, Key::ActionListLessonDrafts),
    (Action::GetLessonDraft, Key::ActionGetLessonDraft),
    (Action::UpdateLessonDraft, Key::ActionUpdateLessonDraft),
    (Action::DeleteLessonDraft, Key::ActionDeleteLessonDraft),
    (Action::CreateLessonDraftComment, Key::ActionCreateLessonDraftComment),
    (Action::CreateLessonDraftSubmission, Key::ActionCreateLessonDraftSubmission),
    (Action::CreateLessonDraftDecision, Key::ActionCreateLessonDraftDecision),
    (Action::ListLibraryItems, Key::ActionListLibraryItems),
    (Action::ExportLibraryItemsCsv, Key::ActionExportLibraryItemsCsv),
    (Action::ExportLibraryItemsBibtex, Key::ActionExportLibraryItemsBibtex),
    (Action::ExportLibraryItemsRis, Key::ActionExportLibraryItemsRis),
    (Action::GetLibraryItem, Key::ActionGetLibraryItem),
    (Action::GetLibraryItemCitation, Key::ActionGetLibraryItemCitation),
    (Action::GetLibraryItemFile, Key::ActionGetLibraryItemFile),
    (Action::CreateLibraryItem, Key::ActionCreateLibraryItem),
    (Action::UpdateLibraryItem, Key::ActionUpdateLibraryItem),
    (Action::DeleteLibraryItem, Key::ActionDeleteLibraryItem),
    (Action::ReplaceLibraryItemFile, Key::ActionReplaceLibraryItemFile),
    (Action::DeleteLibraryItemFile, Key::ActionDeleteLibraryItemFile),
    (Action::ListDeadLinks, Key::ActionListDeadLinks),
    (Action::CreateLinkCheck, Key::ActionCreateLinkCheck),
    (Action::ListCollections, Key::ActionListCollections),
    (Action::GetCollection, Key::ActionGetCollection),
    (Action::CreateCollection, Key::ActionCreateCollection),
    (Action::UpdateCollection, Key::ActionUpdateCollection),
    (Action::DeleteCollection, Key::ActionDeleteCollection),
    (Action::ReplaceCollectionItems, Key::ActionReplaceCollectionItems),
    (Action::LoadReferenceData, Key::ActionLoadReferenceData),
    (Action::ManageDemo, Key::ActionManageDemo),
    (Action::CreateAdministrator, Key::ActionCreateAdministrator),
];

fn key(action: Action) -> Option<Key> {
    WORDS.iter().find(|(known, _)| *known == action).map(|(_, key)| *key)
}

/// An action.
pub(super) fn word(action: Action) -> &'static str {
    key(action).map_or("", t)
}

/// All actions by their words, in the order of the alphabet.
pub(super) fn choices() -> Options {
    let mut options = options(Action::ALL, Action::as_str, word);
    options.sort_by(|(_, one), (_, other)| one.cmp(other));
    options
}

#[cfg(test)]
mod tests {
    use super::{Action, WORDS, key};

    #[test]
    fn everything_that_can_be_done_has_words() {
        for action in Action::ALL {
            assert!(key(*action).is_some(), "{action} has no line in WORDS");
        }
        assert_eq!(WORDS.len(), Action::ALL.len());
    }
}
