//! Everything that can be done, and by whom.

use super::{KeyScope, Rule};

keys! {
    /// Everything that can be done, one key an operation of the API or a command of the operator.
    /// The API's keys are its operation ids, so that the access table can see that none is missing.
    Action {
        /// See the vocabularies.
        ListVocabularies = "list_vocabularies",
        /// See one vocabulary.
        GetVocabulary = "get_vocabulary",
        /// See the cities.
        ListCities = "list_cities",
        /// Take the cities away as CSV.
        ExportCitiesCsv = "export_cities_csv",
        /// Take the cities away as GeoJSON.
        ExportCitiesGeojson = "export_cities_geojson",
        /// See one city.
        GetCity = "get_city",
        /// See which cities are like one.
        ListSimilarCities = "list_similar_cities",
        /// Report a wrong or missing fact.
        CreateCorrection = "create_correction",
        /// Search.
        Search = "search_everything",
        /// See how a text in Markdown will look.
        CreateMarkdownPreview = "create_markdown_preview",
        /// Read the change log.
        ListChanges = "list_changes",
        /// Follow the change log.
        StreamChanges = "stream_changes",
        /// Ask for an account.
        CreateRegistration = "create_registration",
        /// Confirm an address by the link that was sent to it.
        CreateConfirmation = "create_confirmation",
        /// Sign in.
        CreateLogin = "create_login",
        /// Stay signed in.
        CreateRefresh = "create_refresh",
        /// Sign out here.
        DeleteCurrentLogin = "delete_current_login",
        /// Ask for a link to choose another password.
        CreatePasswordReset = "create_password_reset",
        /// Choose another password by that link.
        CompletePasswordReset = "complete_password_reset",
        /// Ask whether a password will do.
        CreatePasswordCheck = "create_password_check",
        /// See the keys that access tokens are verified with.
        GetJwks = "get_jwks",
        /// See one's own account.
        GetMe = "get_me",
        /// Change one's own profile.
        UpdateMe = "update_me",
        /// Ask for the deletion of one's own account.
        DeleteMe = "delete_me",
        /// Take back the wish to be deleted.
        RestoreMe = "restore_me",
        /// See what one may do.
        GetMyPermissions = "get_my_permissions",
        /// Take away everything that is kept about one.
        ExportMe = "export_me",
        /// See where one is signed in.
        ListMyLogins = "list_my_logins",
        /// End one of one's logins.
        DeleteMyLogin = "delete_my_login",
        /// End all of one's logins.
        DeleteMyLogins = "delete_my_logins",
        /// Choose another password.
        CreatePasswordChange = "create_password_change",
        /// Set up a second factor.
        CreateSecondFactor = "create_second_factor",
        /// Bring the second factor into force by a first code.
        ConfirmSecondFactor = "confirm_second_factor",
        /// Take the second factor off.
        DeleteSecondFactor = "delete_second_factor",
        /// Get new recovery codes.
        CreateRecoveryCodes = "create_recovery_codes",
        /// Ask for another address of one's own account.
        CreateEmailChange = "create_email_change",
        /// Confirm the new address by the link that was sent to it.
        ConfirmEmailChange = "confirm_email_change",
        /// Keep the old address by the link that was sent to it.
        CancelEmailChange = "cancel_email_change",
        /// See what a person shows of themselves.
        GetPerson = "get_person",
        /// See the mails of a demonstration.
        ListDemoMails = "list_demo_mails",
        /// Read a mail of a demonstration.
        GetDemoMail = "get_demo_mail",
        /// See all accounts.
        ListAccounts = "list_accounts",
        /// See one account.
        GetAccount = "get_account",
        /// Suspend an account.
        CreateSuspension = "create_suspension",
        /// End a suspension.
        DeleteSuspension = "delete_suspension",
        /// Grant a role.
        CreateRoleGrant = "create_role_grant",
        /// Take a role back.
        DeleteRoleGrant = "delete_role_grant",
        /// See who may do something, and why.
        ExplainPermission = "explain_permission",
        /// Search the audit log.
        ListAuditLog = "list_audit_log",
        /// Take the audit log away as CSV.
        ExportAuditLogCsv = "export_audit_log_csv",
        /// See the jobs.
        ListJobs = "list_jobs",
        /// Try a dead job again.
        CreateJobRetry = "create_job_retry",
        /// See the organisations.
        ListOrganisations = "list_organisations",
        /// See one organisation.
        GetOrganisation = "get_organisation",
        /// Make an organisation.
        CreateOrganisation = "create_organisation",
        /// Change what an organisation says of itself.
        UpdateOrganisation = "update_organisation",
        /// Decide whether an organisation is what it says to be.
        CreateOrganisationDecision = "create_organisation_decision",
        /// See who belongs to an organisation.
        ListOrganisationMembers = "list_organisation_members",
        /// See the e-mail domains of an organisation.
        ListOrganisationDomains = "list_organisation_domains",
        /// Name an e-mail domain of an organisation.
        CreateOrganisationDomain = "create_organisation_domain",
        /// Verify an e-mail domain of an organisation.
        CreateDomainVerification = "create_domain_verification",
        /// See the e-mail domains that wait to be verified.
        ListWaitingDomains = "list_waiting_domains",
        /// Take an e-mail domain off an organisation.
        DeleteOrganisationDomain = "delete_organisation_domain",
        /// See whom an organisation has invited.
        ListInvitations = "list_invitations",
        /// Invite somebody to an organisation.
        CreateInvitation = "create_invitation",
        /// Withdraw an invitation.
        DeleteInvitation = "delete_invitation",
        /// See the keys of an organisation's machines.
        ListApiKeys = "list_api_keys",
        /// Make a key for a machine of an organisation.
        CreateApiKey = "create_api_key",
        /// End a key of an organisation.
        DeleteApiKey = "delete_api_key",
        /// See what an invitation offers, by its word.
        OpenInvitation = "open_invitation",
        /// Take an invitation, by its word.
        AcceptInvitation = "accept_invitation",
        /// Decline an invitation, by its word.
        DeclineInvitation = "decline_invitation",
        /// Join an organisation, or ask to.
        CreateMembership = "create_membership",
        /// See the memberships that one decides.
        ListMemberships = "list_memberships",
        /// See one's own memberships.
        ListMyMemberships = "list_my_memberships",
        /// See one membership.
        GetMembership = "get_membership",
        /// Decide a request to join.
        CreateMembershipDecision = "create_membership_decision",
        /// Take somebody out of an organisation.
        CreateMembershipRemoval = "create_membership_removal",
        /// Leave an organisation, or withdraw the wish to join.
        DeleteMembership = "delete_membership",
        /// Hand the lead of an organisation over.
        CreateLeadHandover = "create_lead_handover",
        /// See what waits for one's decision.
        GetMyWaiting = "get_my_waiting",
        /// See what a city says of itself.
        GetCityProfile = "get_city_profile",
        /// Change what a city says of itself.
        UpdateCityProfile = "update_city_profile",
        /// See one report about a city's fact.
        GetCorrection = "get_correction",
        /// Decide a report about a city's fact.
        CreateCorrectionDecision = "create_correction_decision",
        /// See what was reported about the facts of cities.
        ListCorrections = "list_corrections",
        /// Propose a city that is not here yet.
        CreateCityProposal = "create_city_proposal",
        /// See the cities that were proposed.
        ListCityProposals = "list_city_proposals",
        /// See one proposal of a city.
        GetCityProposal = "get_city_proposal",
        /// Withdraw a proposal of a city.
        DeleteCityProposal = "delete_city_proposal",
        /// Decide a proposal of a city.
        CreateCityProposalDecision = "create_city_proposal_decision",
        /// See the lessons.
        ListLessons = "list_lessons",
        /// Take the lessons away as CSV.
        ExportLessonsCsv = "export_lessons_csv",
        /// Take the lessons away as lines of JSON.
        ExportLessonsNdjson = "export_lessons_ndjson",
        /// Take the lessons away as a sheet.
        ExportLessonsXlsx = "export_lessons_xlsx",
        /// See one lesson.
        GetLesson = "get_lesson",
        /// See which lessons say something like what one writes.
        ListSimilarLessons = "list_similar_lessons",
        /// See what a lesson said before.
        ListLessonRevisions = "list_lesson_revisions",
        /// See one revision of a lesson.
        GetLessonRevision = "get_lesson_revision",
        /// See what changed between two revisions of a lesson.
        GetLessonRevisionDiff = "get_lesson_revision_diff",
        /// See what became of a lesson where cities tried it.
        ListLessonOutcomes = "list_lesson_outcomes",
        /// Report for a city what became of a lesson.
        CreateLessonOutcome = "create_lesson_outcome",
        /// Change a city's report about a lesson.
        UpdateLessonOutcome = "update_lesson_outcome",
        /// Take a city's report about a lesson back.
        DeleteLessonOutcome = "delete_lesson_outcome",
        /// Say how a lesson bears on another.
        CreateLessonLink = "create_lesson_link",
        /// Take back how a lesson bears on another.
        DeleteLessonLink = "delete_lesson_link",
        /// Begin a draft of a lesson.
        CreateLessonDraft = "create_lesson_draft",
        /// See the drafts of lessons.
        ListLessonDrafts = "list_lesson_drafts",
        /// See one draft of a lesson.
        GetLessonDraft = "get_lesson_draft",
        /// Change a draft of a lesson.
        UpdateLessonDraft = "update_lesson_draft",
        /// Throw a draft of a lesson away.
        DeleteLessonDraft = "delete_lesson_draft",
        /// Say something about a draft of a lesson.
        CreateLessonDraftComment = "create_lesson_draft_comment",
        /// Send a draft of a lesson to review.
        CreateLessonDraftSubmission = "create_lesson_draft_submission",
        /// Publish a draft of a lesson, or give it back.
        CreateLessonDraftDecision = "create_lesson_draft_decision",
        /// See the library.
        ListLibraryItems = "list_library_items",
        /// Take the library away as CSV.
        ExportLibraryItemsCsv = "export_library_items_csv",
        /// Take the library away as BibTeX.
        ExportLibraryItemsBibtex = "export_library_items_bibtex",
        /// Take the library away as RIS.
        ExportLibraryItemsRis = "export_library_items_ris",
        /// See one item of the library.
        GetLibraryItem = "get_library_item",
        /// Cite an item of the library.
        GetLibraryItemCitation = "get_library_item_citation",
        /// Take the file of an item of the library away.
        GetLibraryItemFile = "get_library_item_file",
        /// Add an item to the library.
        CreateLibraryItem = "create_library_item",
        /// Change an item of the library.
        UpdateLibraryItem = "update_library_item",
        /// Take an item out of the library.
        DeleteLibraryItem = "delete_library_item",
        /// Put a file to an item of the library.
        ReplaceLibraryItemFile = "replace_library_item_file",
        /// Take the file of an item of the library off.
        DeleteLibraryItemFile = "delete_library_item_file",
        /// See which links of the library lead nowhere.
        ListDeadLinks = "list_dead_links",
        /// Have the link of an item of the library looked at.
        CreateLinkCheck = "create_link_check",
        /// See collections and reading lists.
        ListCollections = "list_collections",
        /// See one collection or reading list.
        GetCollection = "get_collection",
        /// Make a collection or a reading list.
        CreateCollection = "create_collection",
        /// Change a collection or a reading list.
        UpdateCollection = "update_collection",
        /// Delete a collection or a reading list.
        DeleteCollection = "delete_collection",
        /// Choose the items of a collection or a reading list.
        ReplaceCollectionItems = "replace_collection_items",
        /// Load reference data (command line).
        LoadReferenceData = "load_reference_data",
        /// Make or remove accounts for demonstration (command line).
        ManageDemo = "manage_demo",
        /// Make an administrator (command line).
        CreateAdministrator = "create_administrator",
    }
}

impl Action {
    /// Who may, by any of these rules. There is no rule for an action that is not listed: it does not compile.
    #[must_use]
    // One name a line would make a page of what is a table.
    #[rustfmt::skip]
    pub const fn rules(self) -> &'static [Rule] {
        match self {
            Self::ListVocabularies | Self::GetVocabulary | Self::ListCities | Self::ExportCitiesCsv | Self::ExportCitiesGeojson | Self::GetCity | Self::ListSimilarCities | Self::Search
            | Self::CreateMarkdownPreview | Self::ListChanges | Self::StreamChanges | Self::CreateCorrection | Self::CreateRegistration | Self::CreateConfirmation | Self::CreateLogin
            | Self::CreateRefresh | Self::DeleteCurrentLogin | Self::CreatePasswordReset | Self::CompletePasswordReset | Self::CreatePasswordCheck | Self::GetJwks | Self::ListOrganisations
            | Self::GetOrganisation | Self::OpenInvitation | Self::DeclineInvitation | Self::GetCityProfile | Self::ConfirmEmailChange | Self::CancelEmailChange | Self::ListDemoMails
            | Self::GetDemoMail | Self::GetPerson | Self::ListLessons | Self::ExportLessonsCsv | Self::GetLesson | Self::ListSimilarLessons | Self::ListLessonRevisions
            | Self::GetLessonRevision | Self::GetLessonRevisionDiff | Self::ListLessonOutcomes | Self::ExportLessonsNdjson | Self::ExportLessonsXlsx | Self::ListLibraryItems
            | Self::ExportLibraryItemsCsv | Self::ExportLibraryItemsBibtex | Self::ExportLibraryItemsRis | Self::GetLibraryItem | Self::GetLibraryItemCitation | Self::GetLibraryItemFile
            | Self::ListCollections | Self::GetCollection => &[Rule::Anyone],
            Self::GetMyPermissions => &[Rule::SignedIn, Rule::Key],
            Self::GetMe | Self::UpdateMe | Self::DeleteMe | Self::RestoreMe | Self::ExportMe | Self::ListMyLogins | Self::DeleteMyLogin | Self::DeleteMyLogins
            | Self::CreatePasswordChange | Self::CreateSecondFactor | Self::ConfirmSecondFactor | Self::DeleteSecondFactor | Self::CreateRecoveryCodes
            | Self::CreateOrganisation | Self::AcceptInvitation | Self::CreateMembership | Self::ListMyMemberships | Self::GetMyWaiting | Self::ListMemberships
            | Self::CreateEmailChange | Self::CreateCityProposal | Self::ListCityProposals | Self::CreateLessonDraft | Self::ListLessonDrafts => &[Rule::SignedIn],
            Self::DeleteMembership | Self::DeleteCityProposal | Self::DeleteLessonDraft | Self::CreateLessonDraftSubmission => &[Rule::OwnAccount],
            Self::GetLessonDraft | Self::UpdateLessonDraft | Self::CreateLessonDraftComment => &[Rule::OwnAccount, Rule::EditorInReview],
            Self::CreateLessonDraftDecision => &[Rule::EditorInReview],
            Self::CreateLessonOutcome | Self::UpdateLessonOutcome => &[Rule::Member],
            Self::DeleteLessonOutcome => &[Rule::Member, Rule::Editor],
            Self::CreateLessonLink | Self::DeleteLessonLink | Self::CreateLibraryItem | Self::UpdateLibraryItem | Self::DeleteLibraryItem | Self::ReplaceLibraryItemFile
            | Self::DeleteLibraryItemFile | Self::ListDeadLinks | Self::CreateLinkCheck => &[Rule::Editor],
            Self::CreateCollection | Self::UpdateCollection | Self::ReplaceCollectionItems => &[Rule::OwnAccount, Rule::EditorOfNetwork],
            Self::DeleteCollection => &[Rule::OwnAccount, Rule::Editor],
            Self::GetCityProposal => &[Rule::OwnAccount, Rule::Editor, Rule::Administrator],
            Self::CreateCityProposalDecision => &[Rule::Editor, Rule::Administrator],
            Self::GetMembership => &[Rule::OwnAccount, Rule::Lead, Rule::EditorWithoutLead, Rule::Administrator],
            Self::UpdateCityProfile | Self::GetCorrection => &[Rule::Lead, Rule::Key, Rule::EditorWithoutLead, Rule::Administrator],
            Self::CreateMembershipDecision | Self::CreateMembershipRemoval | Self::CreateLeadHandover | Self::CreateInvitation | Self::ListInvitations | Self::DeleteInvitation
            | Self::CreateCorrectionDecision => &[Rule::Lead, Rule::EditorWithoutLead, Rule::Administrator],
            Self::ListCorrections => &[Rule::SignedIn, Rule::Key, Rule::Operator],
            Self::UpdateOrganisation => &[Rule::Lead, Rule::Key, Rule::Administrator],
            Self::CreateOrganisationDomain | Self::DeleteOrganisationDomain | Self::ListApiKeys | Self::CreateApiKey | Self::DeleteApiKey => &[Rule::Lead, Rule::Administrator],
            Self::ListOrganisationDomains => &[Rule::Member, Rule::Key, Rule::Administrator],
            Self::ListOrganisationMembers => &[Rule::Member, Rule::Key, Rule::Editor, Rule::Administrator],
            Self::GetAccount => &[Rule::OwnAccount, Rule::Administrator],
            Self::ListAccounts | Self::CreateSuspension | Self::DeleteSuspension | Self::ExplainPermission | Self::ListAuditLog | Self::ExportAuditLogCsv | Self::ListJobs
            | Self::CreateJobRetry | Self::CreateOrganisationDecision | Self::CreateDomainVerification | Self::ListWaitingDomains => &[Rule::Administrator],
            Self::CreateRoleGrant | Self::DeleteRoleGrant => &[Rule::Administrator, Rule::Operator],
            Self::LoadReferenceData | Self::ManageDemo | Self::CreateAdministrator => &[Rule::Operator],
        }
    }

    /// The scope that a key must have to do it, where one is asked for. [`Rule::Key`] looks here: an action that has
    /// that rule and is not named needs none.
    #[must_use]
    pub const fn key_scope(self) -> Option<KeyScope> {
        match self {
            Self::ListOrganisationMembers | Self::ListOrganisationDomains => Some(KeyScope::MembersRead),
            Self::UpdateOrganisation => Some(KeyScope::OrganisationWrite),
            Self::UpdateCityProfile => Some(KeyScope::ProfileWrite),
            Self::ListCorrections | Self::GetCorrection => Some(KeyScope::CorrectionsRead),
            _ => None,
        }
    }

    /// Whether who may not do it must not even learn whether there is anything to do it to.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::GetAccount
                | Self::GetCorrection
                | Self::CreateCorrectionDecision
                | Self::GetMembership
                | Self::CreateMembershipDecision
                | Self::CreateMembershipRemoval
                | Self::CreateLeadHandover
                | Self::DeleteMembership
                | Self::GetCityProposal
                | Self::DeleteCityProposal
                | Self::CreateCityProposalDecision
                | Self::GetLessonDraft
                | Self::UpdateLessonDraft
                | Self::DeleteLessonDraft
                | Self::CreateLessonDraftComment
                | Self::CreateLessonDraftSubmission
                | Self::CreateLessonDraftDecision
        )
    }
}
