//! All letters. Their words stand under the same key in `locales/`.
//!
//! `link` and `…_link` are whole addresses of pages of ours; the act they are about is done on the page, by pressing a
//! button there, because mail scanners open every link.

use super::{kept_as, letters};

letters! {
    /// Somebody signed up: the address has to be confirmed.
    ConfirmEmail = "confirm_email" {
        name: Addressee "Who signed up.",
        link: Link "The page that confirms.",
        hours: Count "How long the link holds.",
    },
    /// Somebody signed up with the address of an account that exists.
    AlreadyRegistered = "already_registered" {
        name: Addressee "Whose account it is.",
        sign_in_link: Link "The page to sign in.",
        reset_link: Link "The page to ask for a new password.",
    },
    /// Somebody asked for a new password.
    ResetPassword = "reset_password" {
        name: Addressee "Whose account it is.",
        link: Link "The page to choose one.",
        minutes: Count "How long the link holds.",
    },
    /// The password was changed.
    PasswordChanged = "password_changed" {
        name: Addressee "Whose account it is.",
        when: Moment "When.",
        device: Device "From which device, in words.",
        secure_link: Link "The page for whom it was not.",
    },
    /// To the new address: it has to be confirmed.
    EmailChangeConfirm = "email_change_confirm" {
        name: Addressee "Whose account it is.",
        link: Link "The page that confirms.",
        hours: Count "How long the link holds.",
    },
    /// To the old address, before anything changes.
    EmailChangeNotice = "email_change_notice" {
        name: Addressee "Whose account it is.",
        new_address_masked: Masked "The new address, masked.",
        link: Link "The page that stops it.",
    },
    /// To the old address, afterwards.
    EmailChanged = "email_changed" {
        name: Addressee "Whose account it is.",
        new_address_masked: Masked "The new address, masked.",
        when: Moment "When.",
        secure_link: Link "The page for whom it was not.",
    },
    /// To the new address, where it has an account already.
    EmailChangeTaken = "email_change_taken" {
        name: Addressee "Whose account it is.",
        sign_in_link: Link "The page to sign in.",
    },
    /// Somebody signed in from a device that is new.
    NewSignIn = "new_sign_in" {
        name: Addressee "Whose account it is.",
        device: Device "Which device, in words.",
        when: Moment "When.",
        secure_link: Link "The page for whom it was not.",
    },
    /// A second factor was turned on.
    SecondFactorOn = "second_factor_on" {
        name: Addressee "Whose account it is.",
        when: Moment "When.",
        secure_link: Link "The page for whom it was not.",
    },
    /// The second factor was turned off.
    SecondFactorOff = "second_factor_off" {
        name: Addressee "Whose account it is.",
        when: Moment "When.",
        secure_link: Link "The page for whom it was not.",
    },
    /// Somebody signed in by a recovery code.
    RecoveryCodeUsed = "recovery_code_used" {
        name: Addressee "Whose account it is.",
        device: Device "From which device, in words.",
        when: Moment "When.",
        left: Count "How many codes are left.",
        secure_link: Link "The page for whom it was not.",
    },
    /// A recovery code was used, and few are left.
    RecoveryCodesLow = "recovery_codes_low" {
        name: Addressee "Whose account it is.",
        left: Count "How many codes are left.",
    },
    /// A moderator suspended the account.
    AccountSuspended = "account_suspended" {
        name: Addressee "Whose account it is.",
        reason: Passage "Why; may be empty.",
    },
    /// The account is open again.
    AccountRestored = "account_restored" {
        name: Addressee "Whose account it is.",
    },
    /// The account will be deleted.
    DeletionScheduled = "deletion_scheduled" {
        name: Addressee "Whose account it is.",
        date: Day "On which day.",
        link: Link "The page that cancels it.",
    },
    /// The account will not be deleted after all.
    DeletionCancelled = "deletion_cancelled" {
        name: Addressee "Whose account it is.",
    },
    /// Somebody invites an address to an organisation.
    Invitation = "invitation" {
        inviter: Person "Who invites.",
        organisation: Organisation "To which organisation.",
        role: Word "The key of the role.",
        link: Link "The page of the invitation.",
        days: Count "How long it holds.",
    },
    /// To a lead: somebody asks to join.
    MembershipRequested = "membership_requested" {
        lead_name: Addressee "Who leads the organisation.",
        person: Person "Who asks.",
        organisation: Organisation "To join which organisation.",
        message: Passage "What they wrote; may be empty.",
        link: Link "The page of the request.",
    },
    /// To a lead: requests are waiting.
    MembershipReminder = "membership_reminder" {
        lead_name: Addressee "Who leads the organisation.",
        count: Count "How many are waiting.",
        organisation: Organisation "To join which organisation.",
        oldest_days: Count "How many days the oldest has waited.",
        link: Link "The page of the requests.",
    },
    /// A request to join was accepted.
    MembershipApproved = "membership_approved" {
        name: Addressee "Who asked.",
        organisation: Organisation "To join which organisation.",
        role: Word "The key of the role.",
        link: Link "The page of the organisation.",
    },
    /// A request to join was refused.
    MembershipRefused = "membership_refused" {
        name: Addressee "Who asked.",
        organisation: Organisation "To join which organisation.",
        reason: Passage "Why; may be empty.",
    },
    /// Somebody was taken out of an organisation.
    MembershipEnded = "membership_ended" {
        name: Addressee "Who belonged to it.",
        organisation: Organisation "Which organisation.",
        reason: Passage "Why; may be empty.",
    },
    /// A request to represent a city has arrived.
    ClaimReceived = "claim_received" {
        name: Addressee "Who asked.",
        city: City "To represent which city.",
    },
    /// A request to represent a city was accepted.
    ClaimApproved = "claim_approved" {
        name: Addressee "Who asked.",
        city: City "To represent which city.",
        link: Link "The page of the city.",
    },
    /// A request to represent a city was refused.
    ClaimRefused = "claim_refused" {
        name: Addressee "Who asked.",
        city: City "To represent which city.",
        reason: Passage "Why; may be empty.",
    },
    /// To whoever led an organisation until now, or leads it from now on.
    LeadHandedOver = "lead_handed_over" {
        name: Addressee "To whom the mail is.",
        organisation: Organisation "Which organisation.",
        to: Person "Who leads it now.",
    },
    /// To administrators: somebody made an organisation, which waits to be verified.
    OrganisationMade = "organisation_made" {
        name: Addressee "Who decides.",
        person: Person "Who made it.",
        organisation: Organisation "Which organisation.",
        link: Link "The page of what waits.",
    },
    /// To administrators: an organisation named an e-mail domain, which waits to be verified.
    DomainNamed = "domain_named" {
        name: Addressee "Who decides.",
        organisation: Organisation "Which organisation.",
        domain: Passage "The domain.",
        link: Link "The page of what waits.",
    },
    /// To administrators: organisations or e-mail domains wait to be verified.
    VerificationReminder = "verification_reminder" {
        name: Addressee "Who decides.",
        count: Count "How many are waiting.",
        oldest_days: Count "How many days the oldest has waited.",
        link: Link "The page of what waits.",
    },
    /// To who decides: somebody proposes a city.
    CityProposed = "city_proposed" {
        name: Addressee "Who decides.",
        person: Person "Who proposes it.",
        city: City "Which city.",
        note: Passage "What they wrote; may be empty.",
        link: Link "The page of what waits.",
    },
    /// To who decides: proposals of cities are waiting.
    CityProposalReminder = "city_proposal_reminder" {
        name: Addressee "Who decides.",
        count: Count "How many are waiting.",
        oldest_days: Count "How many days the oldest has waited.",
        link: Link "The page of what waits.",
    },
    /// A city that somebody proposed is here now.
    CityProposalAccepted = "city_proposal_accepted" {
        name: Addressee "Who proposed it.",
        city: City "Which city.",
        link: Link "The page to claim it on.",
    },
    /// A proposal of a city was refused.
    CityProposalRefused = "city_proposal_refused" {
        name: Addressee "Who proposed it.",
        city: City "Which city.",
        reason: Passage "Why; may be empty.",
    },
    /// To whoever leads an organisation: a key for a machine was made.
    ApiKeyCreated = "api_key_created" {
        name: Addressee "Who leads it.",
        organisation: Organisation "Which organisation.",
        key: Passage "What the key is called.",
        by: Person "Who made it.",
        ends: Day "The day on which it ends by itself.",
        link: Link "The page where it can be ended.",
    },
    /// A report about a fact of a city was decided.
    CorrectionDecided = "correction_decided" {
        city: City "Which city.",
        fact: Word "The key of the fact.",
        decision: Word "The key of the decision.",
        reason: Passage "Why; may be empty.",
        link: Link "The page of the city.",
    },
    /// To who reviews: a draft of a lesson was sent to review.
    LessonSubmitted = "lesson_submitted" {
        name: Addressee "Who reviews.",
        person: Person "Who writes it.",
        lesson: Passage "Its title.",
        link: Link "The page of the draft.",
    },
    /// A draft of a lesson was published.
    LessonPublished = "lesson_published" {
        name: Addressee "Who writes it.",
        lesson: Passage "Its title.",
        link: Link "The page of the lesson.",
    },
    /// A draft of a lesson was given back.
    LessonReturned = "lesson_returned" {
        name: Addressee "Who writes it.",
        lesson: Passage "Its title.",
        reason: Passage "Why.",
        link: Link "The page of the draft.",
    },
    /// Somebody was added to those who write a lesson.
    LessonAuthorAdded = "lesson_author_added" {
        name: Addressee "Who was added.",
        person: Person "Who has added them.",
        lesson: Passage "Its title.",
        link: Link "The page of the draft.",
    },
    /// Somebody entered an address to get mails: its owner has to confirm.
    ConfirmSubscription = "confirm_subscription" {
        name: Addressee "Nobody by name.",
        link: Link "The page that confirms.",
        days: Count "How long the link holds.",
    },
    /// Somebody entered an address that gets mails already.
    AlreadySubscribed = "already_subscribed" {
        name: Addressee "Nobody by name.",
        link: Link "The page on which the subscription can be changed.",
    },
    /// To who reviews: a draft of a note was sent to review.
    NoteSubmitted = "note_submitted" {
        name: Addressee "Who reviews.",
        person: Person "Who has sent it.",
        note: Passage "Its title.",
        link: Link "The page of the draft.",
    },
    /// A draft of a note was published.
    NotePublished = "note_published" {
        name: Addressee "Who writes it.",
        note: Passage "Its title.",
        link: Link "The page of the note.",
    },
    /// A draft of a note was given back.
    NoteReturned = "note_returned" {
        name: Addressee "Who writes it.",
        note: Passage "Its title.",
        reason: Passage "Why.",
        link: Link "The page of the draft.",
    },
    /// Somebody was added to those who write a note.
    NoteAuthorAdded = "note_author_added" {
        name: Addressee "Who was added.",
        person: Person "Who has added them.",
        note: Passage "Its title.",
        link: Link "The page of the draft.",
    },
    /// To who keeps searches: there is something new in them.
    SavedSearchNews = "saved_search_news" {
        name: Addressee "Who keeps them.",
        news: Count "How much is new, in all of them.",
        searches: Digest "The searches, with the best of what is new in each.",
        link: Link "The page of saved searches, where one also says not to be told.",
    },
}
