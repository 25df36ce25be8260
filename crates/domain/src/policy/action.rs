//! Everything that can be done, and by whom.

use super::{KeyScope, Rule};

/// One row each: its key, what it means, who may by any of which rules, and whether who may not must not even learn that
/// there is anything to do it to. Nobody may do what no rule stands behind: such a row does not compile.
macro_rules! actions {
    ($(#[doc = $doc:literal])* $name:ident {
        $($value:ident = $text:literal $about:literal [$($rule:ident)+] $($secret:ident)?;)+
    }) => {
        keys! { $(#[doc = $doc])* $name { $(#[doc = $about] $value = $text,)+ } }

        impl $name {
            /// Who may, by any of these rules.
            #[must_use]
            pub const fn rules(self) -> &'static [Rule] {
                match self { $(Self::$value => &[$(Rule::$rule),+],)+ }
            }

            /// Whether who may not do it must not even learn whether there is anything to do it to.
            #[must_use]
            pub const fn is_secret(self) -> bool {
                match self { $(Self::$value => actions!(@ $($secret)?),)+ }
            }
        }
    };
    (@) => { false };
    (@ secret) => { true };
}

actions! {
    /// Everything that can be done, one key an operation of the API or a command of the operator.
    /// The API's keys are its operation ids, so that the access table can see that none is missing.
    Action {
        ListVocabularies = "list_vocabularies" "See the vocabularies." [Anyone];
        GetVocabulary = "get_vocabulary" "See one vocabulary." [Anyone];
        ListCities = "list_cities" "See the cities." [Anyone];
        ExportCitiesCsv = "export_cities_csv" "Take the cities away as CSV." [Anyone];
        ExportCitiesGeojson = "export_cities_geojson" "Take the cities away as GeoJSON." [Anyone];
        GetCity = "get_city" "See one city." [Anyone];
        ListSimilarCities = "list_similar_cities" "See which cities are like one." [Anyone];
        CreateCorrection = "create_correction" "Report a wrong or missing fact." [Anyone];
        Search = "search_everything" "Search." [Anyone];
        CreateMarkdownPreview = "create_markdown_preview" "See how a text in Markdown will look." [Anyone];
        ListChanges = "list_changes" "Read the change log." [Anyone];
        StreamChanges = "stream_changes" "Follow the change log." [Anyone];
        CreateRegistration = "create_registration" "Ask for an account." [Anyone];
        CreateConfirmation = "create_confirmation" "Confirm an address by the link that was sent to it." [Anyone];
        CreateLogin = "create_login" "Sign in." [Anyone];
        CreateRefresh = "create_refresh" "Stay signed in." [Anyone];
        DeleteCurrentLogin = "delete_current_login" "Sign out here." [Anyone];
        CreatePasswordReset = "create_password_reset" "Ask for a link to choose another password." [Anyone];
        CompletePasswordReset = "complete_password_reset" "Choose another password by that link." [Anyone];
        CreatePasswordCheck = "create_password_check" "Ask whether a password will do." [Anyone];
        GetJwks = "get_jwks" "See the keys that access tokens are verified with." [Anyone];
        GetMe = "get_me" "See one's own account." [SignedIn];
        UpdateMe = "update_me" "Change one's own profile." [SignedIn];
        DeleteMe = "delete_me" "Ask for the deletion of one's own account." [SignedIn];
        RestoreMe = "restore_me" "Take back the wish to be deleted." [SignedIn];
        GetMyPermissions = "get_my_permissions" "See what one may do." [SignedIn Key];
        ExportMe = "export_me" "Take away everything that is kept about one." [SignedIn];
        ListMyLogins = "list_my_logins" "See where one is signed in." [SignedIn];
        DeleteMyLogin = "delete_my_login" "End one of one's logins." [SignedIn];
        DeleteMyLogins = "delete_my_logins" "End all of one's logins." [SignedIn];
        CreatePasswordChange = "create_password_change" "Choose another password." [SignedIn];
        CreateSecondFactor = "create_second_factor" "Set up a second factor." [SignedIn];
        ConfirmSecondFactor = "confirm_second_factor" "Bring the second factor into force by a first code." [SignedIn];
        DeleteSecondFactor = "delete_second_factor" "Take the second factor off." [SignedIn];
        CreateRecoveryCodes = "create_recovery_codes" "Get new recovery codes." [SignedIn];
        CreateEmailChange = "create_email_change" "Ask for another address of one's own account." [SignedIn];
        ConfirmEmailChange = "confirm_email_change" "Confirm the new address by the link that was sent to it." [Anyone];
        CancelEmailChange = "cancel_email_change" "Keep the old address by the link that was sent to it." [Anyone];
        GetPerson = "get_person" "See what a person shows of themselves." [Anyone];
        ListDemoMails = "list_demo_mails" "See the mails of a demonstration." [Anyone];
        GetDemoMail = "get_demo_mail" "Read a mail of a demonstration." [Anyone];
        ListAccounts = "list_accounts" "See all accounts." [Administrator];
        GetAccount = "get_account" "See one account." [OwnAccount Administrator] secret;
        CreateSuspension = "create_suspension" "Suspend an account." [Administrator];
        DeleteSuspension = "delete_suspension" "End a suspension." [Administrator];
        CreateRoleGrant = "create_role_grant" "Grant a role." [Administrator Operator];
        DeleteRoleGrant = "delete_role_grant" "Take a role back." [Administrator Operator];
        ExplainPermission = "explain_permission" "See who may do something, and why." [Administrator];
        ListAuditLog = "list_audit_log" "Search the audit log." [Administrator];
        ExportAuditLogCsv = "export_audit_log_csv" "Take the audit log away as CSV." [Administrator];
        ListJobs = "list_jobs" "See the jobs." [Administrator];
        CreateJobRetry = "create_job_retry" "Try a dead job again." [Administrator];
        ListOrganisations = "list_organisations" "See the organisations." [Anyone];
        GetOrganisation = "get_organisation" "See one organisation." [Anyone];
        CreateOrganisation = "create_organisation" "Make an organisation." [SignedIn];
        UpdateOrganisation = "update_organisation" "Change what an organisation says of itself." [Lead Key Administrator];
        CreateOrganisationDecision = "create_organisation_decision" "Decide whether an organisation is what it says to be." [Administrator];
        ListOrganisationMembers = "list_organisation_members" "See who belongs to an organisation." [Member Key Editor Administrator];
        ListOrganisationDomains = "list_organisation_domains" "See the e-mail domains of an organisation." [Member Key Administrator];
        CreateOrganisationDomain = "create_organisation_domain" "Name an e-mail domain of an organisation." [Lead Administrator];
        CreateDomainVerification = "create_domain_verification" "Verify an e-mail domain of an organisation." [Administrator];
        ListWaitingDomains = "list_waiting_domains" "See the e-mail domains that wait to be verified." [Administrator];
        DeleteOrganisationDomain = "delete_organisation_domain" "Take an e-mail domain off an organisation." [Lead Administrator];
        ListInvitations = "list_invitations" "See whom an organisation has invited." [Lead EditorWithoutLead Administrator];
        CreateInvitation = "create_invitation" "Invite somebody to an organisation." [Lead EditorWithoutLead Administrator];
        DeleteInvitation = "delete_invitation" "Withdraw an invitation." [Lead EditorWithoutLead Administrator];
        ListApiKeys = "list_api_keys" "See the keys of an organisation's machines." [Lead Administrator];
        CreateApiKey = "create_api_key" "Make a key for a machine of an organisation." [Lead Administrator];
        DeleteApiKey = "delete_api_key" "End a key of an organisation." [Lead Administrator];
        OpenInvitation = "open_invitation" "See what an invitation offers, by its word." [Anyone];
        AcceptInvitation = "accept_invitation" "Take an invitation, by its word." [SignedIn];
        DeclineInvitation = "decline_invitation" "Decline an invitation, by its word." [Anyone];
        CreateMembership = "create_membership" "Join an organisation, or ask to." [SignedIn];
        ListMemberships = "list_memberships" "See the memberships that one decides." [SignedIn];
        ListMyMemberships = "list_my_memberships" "See one's own memberships." [SignedIn];
        GetMembership = "get_membership" "See one membership." [OwnAccount Lead EditorWithoutLead Administrator] secret;
        CreateMembershipDecision = "create_membership_decision" "Decide a request to join." [Lead EditorWithoutLead Administrator] secret;
        CreateMembershipRemoval = "create_membership_removal" "Take somebody out of an organisation." [Lead EditorWithoutLead Administrator] secret;
        DeleteMembership = "delete_membership" "Leave an organisation, or withdraw the wish to join." [OwnAccount] secret;
        CreateLeadHandover = "create_lead_handover" "Hand the lead of an organisation over." [Lead EditorWithoutLead Administrator] secret;
        GetMyWaiting = "get_my_waiting" "See what waits for one's decision." [SignedIn];
        GetCityProfile = "get_city_profile" "See what a city says of itself." [Anyone];
        UpdateCityProfile = "update_city_profile" "Change what a city says of itself." [Lead Key EditorWithoutLead Administrator];
        GetCorrection = "get_correction" "See one report about a city's fact." [Lead Key EditorWithoutLead Administrator] secret;
        CreateCorrectionDecision = "create_correction_decision" "Decide a report about a city's fact." [Lead EditorWithoutLead Administrator] secret;
        ListCorrections = "list_corrections" "See what was reported about the facts of cities." [SignedIn Key Operator];
        CreateCityProposal = "create_city_proposal" "Propose a city that is not here yet." [SignedIn];
        ListCityProposals = "list_city_proposals" "See the cities that were proposed." [SignedIn];
        GetCityProposal = "get_city_proposal" "See one proposal of a city." [OwnAccount Editor Administrator] secret;
        DeleteCityProposal = "delete_city_proposal" "Withdraw a proposal of a city." [OwnAccount] secret;
        CreateCityProposalDecision = "create_city_proposal_decision" "Decide a proposal of a city." [Editor Administrator] secret;
        ListLessons = "list_lessons" "See the lessons." [Anyone];
        ExportLessonsCsv = "export_lessons_csv" "Take the lessons away as CSV." [Anyone];
        ExportLessonsNdjson = "export_lessons_ndjson" "Take the lessons away as lines of JSON." [Anyone];
        ExportLessonsXlsx = "export_lessons_xlsx" "Take the lessons away as a sheet." [Anyone];
        GetLesson = "get_lesson" "See one lesson." [Anyone];
        ListSimilarLessons = "list_similar_lessons" "See which lessons say something like what one writes." [Anyone];
        ListLessonRevisions = "list_lesson_revisions" "See what a lesson said before." [Anyone];
        GetLessonRevision = "get_lesson_revision" "See one revision of a lesson." [Anyone];
        GetLessonRevisionDiff = "get_lesson_revision_diff" "See what changed between two revisions of a lesson." [Anyone];
        ListLessonNotes = "list_lesson_notes" "See which notes cite a lesson." [Anyone];
        ListLessonOutcomes = "list_lesson_outcomes" "See what became of a lesson where cities tried it." [Anyone];
        CreateLessonOutcome = "create_lesson_outcome" "Report for a city what became of a lesson." [Member];
        UpdateLessonOutcome = "update_lesson_outcome" "Change a city's report about a lesson." [Member];
        DeleteLessonOutcome = "delete_lesson_outcome" "Take a city's report about a lesson back." [Member Editor];
        CreateLessonLink = "create_lesson_link" "Say how a lesson bears on another." [Editor];
        DeleteLessonLink = "delete_lesson_link" "Take back how a lesson bears on another." [Editor];
        CreateLessonDraft = "create_lesson_draft" "Begin a draft of a lesson." [SignedIn];
        ListLessonDrafts = "list_lesson_drafts" "See the drafts of lessons." [SignedIn];
        GetLessonDraft = "get_lesson_draft" "See one draft of a lesson." [OwnAccount CoAuthor EditorInReview] secret;
        UpdateLessonDraft = "update_lesson_draft" "Change a draft of a lesson." [OwnAccount CoAuthor EditorInReview] secret;
        DeleteLessonDraft = "delete_lesson_draft" "Throw a draft of a lesson away." [OwnAccount] secret;
        AddLessonDraftAuthor = "add_lesson_draft_author" "Add somebody who writes a draft of a lesson." [OwnAccount] secret;
        RemoveLessonDraftAuthor = "remove_lesson_draft_author" "Take somebody off who writes a draft of a lesson." [OwnAccount CoAuthor EditorInReview] secret;
        CreateLessonDraftComment = "create_lesson_draft_comment" "Say something about a draft of a lesson." [OwnAccount CoAuthor EditorInReview] secret;
        CreateLessonDraftSubmission = "create_lesson_draft_submission" "Send a draft of a lesson to review." [OwnAccount] secret;
        CreateLessonDraftDecision = "create_lesson_draft_decision" "Publish a draft of a lesson, or give it back." [EditorInReview] secret;
        ListLibraryItems = "list_library_items" "See the library." [Anyone];
        ExportLibraryItemsCsv = "export_library_items_csv" "Take the library away as CSV." [Anyone];
        ExportLibraryItemsNdjson = "export_library_items_ndjson" "Take the library away as lines of JSON." [Anyone];
        ExportLibraryItemsXlsx = "export_library_items_xlsx" "Take the library away as a sheet." [Anyone];
        ExportLibraryItemsBibtex = "export_library_items_bibtex" "Take the library away as BibTeX." [Anyone];
        ExportLibraryItemsRis = "export_library_items_ris" "Take the library away as RIS." [Anyone];
        GetLibraryItem = "get_library_item" "See one item of the library." [Anyone];
        ListLibraryItemNotes = "list_library_item_notes" "See which notes cite an item of the library." [Anyone];
        GetLibraryItemCitation = "get_library_item_citation" "Cite an item of the library." [Anyone];
        GetLibraryItemFile = "get_library_item_file" "Take the file of an item of the library away." [Anyone];
        CreateLibraryItem = "create_library_item" "Add an item to the library." [Editor];
        UpdateLibraryItem = "update_library_item" "Change an item of the library." [Editor];
        DeleteLibraryItem = "delete_library_item" "Take an item out of the library." [Editor];
        ReplaceLibraryItemFile = "replace_library_item_file" "Put a file to an item of the library." [Editor];
        DeleteLibraryItemFile = "delete_library_item_file" "Take the file of an item of the library off." [Editor];
        ListDeadLinks = "list_dead_links" "See which links of the library lead nowhere." [Editor];
        CreateLinkCheck = "create_link_check" "Have the link of an item of the library looked at." [Editor];
        ListCollections = "list_collections" "See collections and reading lists." [Anyone];
        GetCollection = "get_collection" "See one collection or reading list." [Anyone];
        CreateCollection = "create_collection" "Make a collection or a reading list." [OwnAccount EditorOfNetwork];
        UpdateCollection = "update_collection" "Change a collection or a reading list." [OwnAccount EditorOfNetwork];
        DeleteCollection = "delete_collection" "Delete a collection or a reading list." [OwnAccount Editor];
        ReplaceCollectionItems = "replace_collection_items" "Choose the items of a collection or a reading list." [OwnAccount EditorOfNetwork];
        ListBriefings = "list_briefings" "See the publications." [Anyone];
        GetBriefing = "get_briefing" "See one publication." [Anyone];
        CreateBriefing = "create_briefing" "Make a publication." [Editor];
        UpdateBriefing = "update_briefing" "Change a publication." [Editor];
        // An editor sees issues that have not gone out yet as well: that rule comes first.
        ListBriefingIssues = "list_briefing_issues" "See the issues of publications." [Editor Anyone];
        // Files hold what everyone may see, whoever takes them.
        ExportBriefingIssuesCsv = "export_briefing_issues_csv" "Take the issues that have gone out away as CSV." [Anyone];
        ExportBriefingIssuesNdjson = "export_briefing_issues_ndjson" "Take the issues that have gone out away as lines of JSON." [Anyone];
        ExportBriefingIssuesXlsx = "export_briefing_issues_xlsx" "Take the issues that have gone out away as a sheet." [Anyone];
        GetBriefingIssue = "get_briefing_issue" "See one issue of a publication." [Editor Anyone];
        GetBriefingCityEdition = "get_briefing_city_edition" "See what an issue says to one city." [Editor Anyone];
        CreateBriefingIssue = "create_briefing_issue" "Have an issue put together." [Editor];
        UpdateBriefingIssue = "update_briefing_issue" "Change an issue." [Editor] secret;
        DeleteBriefingIssue = "delete_briefing_issue" "Throw an issue away." [Editor] secret;
        ListBriefingAlternatives = "list_briefing_alternatives" "See what else could stand in an issue." [Editor] secret;
        GetBriefingIssueMail = "get_briefing_issue_mail" "See the mail of an issue." [Editor] secret;
        CreateBriefingTestSend = "create_briefing_test_send" "Send an issue to oneself as a test." [Editor] secret;
        CreateBriefingSchedule = "create_briefing_schedule" "Say when an issue goes out." [Editor] secret;
        DeleteBriefingSchedule = "delete_briefing_schedule" "Take back when an issue goes out." [Editor] secret;
        CreateBriefingSending = "create_briefing_sending" "Send an issue." [Editor] secret;
        CreateBriefingPause = "create_briefing_pause" "Let the sending of an issue rest." [Editor] secret;
        DeleteBriefingPause = "delete_briefing_pause" "Let the sending of an issue go on." [Editor] secret;
        GetBriefingFigures = "get_briefing_figures" "See what became of an issue." [Editor] secret;
        CreateSubscription = "create_subscription" "Ask for mails." [Anyone];
        ConfirmSubscription = "confirm_subscription" "Confirm a subscription by the link that was sent." [Anyone];
        OpenSubscription = "open_subscription" "See one's subscription, by its word." [Anyone];
        UpdateSubscription = "update_subscription" "Change one's subscription, by its word." [Anyone];
        DeleteSubscription = "delete_subscription" "Leave, by the word of one's subscription." [Anyone];
        ListSubscribers = "list_subscribers" "See the subscribers." [Editor Administrator];
        ExportSubscribersCsv = "export_subscribers_csv" "Take the subscribers away as CSV." [Editor Administrator];
        GetSubscriptionFigures = "get_subscription_figures" "See subscriptions in figures." [Editor Administrator];
        ImportSubscribers = "import_subscribers" "Import subscribers with proof of their consent." [Editor Administrator];
        ListSuppressions = "list_suppressions" "See which addresses nobody writes to." [Editor Administrator];
        CreateSuppression = "create_suppression" "Have nobody write to an address." [Editor Administrator];
        DeleteSuppression = "delete_suppression" "Let an address be written to again." [Editor Administrator];
        CreateBounce = "create_bounce" "Hand in a report that a mail came back." [Administrator Key Operator];
        GetLibraryItemImage = "get_library_item_image" "See an item of the library that is a picture." [Anyone];
        ListNotes = "list_notes" "See the notes." [Anyone];
        ExportNotesCsv = "export_notes_csv" "Take the notes away as CSV." [Anyone];
        ExportNotesNdjson = "export_notes_ndjson" "Take the notes away as lines of JSON." [Anyone];
        ExportNotesXlsx = "export_notes_xlsx" "Take the notes away as a sheet." [Anyone];
        GetNote = "get_note" "See one note." [Anyone];
        GetNoteCitation = "get_note_citation" "Cite a note." [Anyone];
        ListNoteVersions = "list_note_versions" "See the versions of a note." [Anyone];
        GetNoteVersion = "get_note_version" "See one version of a note." [Anyone];
        GetNoteVersionDiff = "get_note_version_diff" "See what changed between two versions of a note." [Anyone];
        CreateNoteDraft = "create_note_draft" "Begin a draft of a note." [SignedIn];
        ListNoteDrafts = "list_note_drafts" "See the drafts of notes." [SignedIn];
        GetNoteDraft = "get_note_draft" "See one draft of a note." [OwnAccount CoAuthor EditorInReview EditorOfNetwork] secret;
        UpdateNoteDraft = "update_note_draft" "Change a draft of a note." [OwnAccount CoAuthor EditorInReview EditorOfNetwork] secret;
        DeleteNoteDraft = "delete_note_draft" "Throw a draft of a note away." [OwnAccount EditorOfNetwork] secret;
        AddNoteDraftAuthor = "add_note_draft_author" "Add somebody who writes a draft of a note." [OwnAccount EditorOfNetwork] secret;
        RemoveNoteDraftAuthor = "remove_note_draft_author" "Take somebody off who writes a draft of a note." [OwnAccount CoAuthor EditorInReview EditorOfNetwork] secret;
        CreateNoteDraftComment = "create_note_draft_comment" "Say something about a draft of a note." [OwnAccount CoAuthor EditorInReview EditorOfNetwork] secret;
        CreateNoteDraftSubmission = "create_note_draft_submission" "Send a draft of a note to review." [OwnAccount EditorOfNetwork] secret;
        CreateNoteDraftDecision = "create_note_draft_decision" "Publish a draft of a note, or give it back." [EditorInReview] secret;
        ListSavedSearches = "list_saved_searches" "See one's own saved searches." [SignedIn];
        CreateSavedSearch = "create_saved_search" "Save a search." [SignedIn];
        GetSavedSearch = "get_saved_search" "See one saved search." [OwnAccount] secret;
        UpdateSavedSearch = "update_saved_search" "Change a saved search." [OwnAccount] secret;
        DeleteSavedSearch = "delete_saved_search" "Delete a saved search." [OwnAccount] secret;
        CreateSavedSearchVisit = "create_saved_search_visit" "Note that one has looked at what a saved search finds." [OwnAccount] secret;
        LoadReferenceData = "load_reference_data" "Load reference data (command line)." [Operator];
        ManageDemo = "manage_demo" "Make or remove accounts for demonstration (command line)." [Operator];
        CreateAdministrator = "create_administrator" "Make an administrator (command line)." [Operator];
    }
}

impl Action {
    /// The scope that a key must have to do it, where one is asked for. [`Rule::Key`] looks here: an action that has
    /// that rule and is not named needs none.
    #[must_use]
    pub const fn key_scope(self) -> Option<KeyScope> {
        match self {
            Self::ListOrganisationMembers | Self::ListOrganisationDomains => Some(KeyScope::MembersRead),
            Self::UpdateOrganisation => Some(KeyScope::OrganisationWrite),
            Self::UpdateCityProfile => Some(KeyScope::ProfileWrite),
            Self::ListCorrections | Self::GetCorrection => Some(KeyScope::CorrectionsRead),
            Self::CreateBounce => Some(KeyScope::BouncesWrite),
            _ => None,
        }
    }
}
