//! All letters. Their words stand under the same key in `locales/`.
//!
//! `link` and `…_link` are whole addresses of pages of ours; the act they are about is done on the page, by pressing a
//! button there, because mail scanners open every link.

use super::{kept_as, letters};

letters! {
    /// Somebody signed up: the address has to be confirmed.
    ConfirmEmail = "confirm_email" {
        /// Who signed up.
        name: Addressee,
        /// The page that confirms.
        link: Link,
        /// How long the link holds.
        hours: Count,
    },
    /// Somebody signed up with the address of an account that exists.
    AlreadyRegistered = "already_registered" {
        /// Whose account it is.
        name: Addressee,
        /// The page to sign in.
        sign_in_link: Link,
        /// The page to ask for a new password.
        reset_link: Link,
    },
    /// Somebody asked for a new password.
    ResetPassword = "reset_password" {
        /// Whose account it is.
        name: Addressee,
        /// The page to choose one.
        link: Link,
        /// How long the link holds.
        minutes: Count,
    },
    /// The password was changed.
    PasswordChanged = "password_changed" {
        /// Whose account it is.
        name: Addressee,
        /// When.
        when: Moment,
        /// From which device, in words.
        device: Device,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// To the new address: it has to be confirmed.
    EmailChangeConfirm = "email_change_confirm" {
        /// Whose account it is.
        name: Addressee,
        /// The page that confirms.
        link: Link,
        /// How long the link holds.
        hours: Count,
    },
    /// To the old address, before anything changes.
    EmailChangeNotice = "email_change_notice" {
        /// Whose account it is.
        name: Addressee,
        /// The new address, masked.
        new_address_masked: Masked,
        /// The page that stops it.
        link: Link,
    },
    /// To the old address, afterwards.
    EmailChanged = "email_changed" {
        /// Whose account it is.
        name: Addressee,
        /// The new address, masked.
        new_address_masked: Masked,
        /// When.
        when: Moment,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// To the new address, where it has an account already.
    EmailChangeTaken = "email_change_taken" {
        /// Whose account it is.
        name: Addressee,
        /// The page to sign in.
        sign_in_link: Link,
    },
    /// Somebody signed in from a device that is new.
    NewSignIn = "new_sign_in" {
        /// Whose account it is.
        name: Addressee,
        /// Which device, in words.
        device: Device,
        /// When.
        when: Moment,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// A second factor was turned on.
    SecondFactorOn = "second_factor_on" {
        /// Whose account it is.
        name: Addressee,
        /// When.
        when: Moment,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// The second factor was turned off.
    SecondFactorOff = "second_factor_off" {
        /// Whose account it is.
        name: Addressee,
        /// When.
        when: Moment,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// Somebody signed in by a recovery code.
    RecoveryCodeUsed = "recovery_code_used" {
        /// Whose account it is.
        name: Addressee,
        /// From which device, in words.
        device: Device,
        /// When.
        when: Moment,
        /// How many codes are left.
        left: Count,
        /// The page for whom it was not.
        secure_link: Link,
    },
    /// A recovery code was used, and few are left.
    RecoveryCodesLow = "recovery_codes_low" {
        /// Whose account it is.
        name: Addressee,
        /// How many codes are left.
        left: Count,
    },
    /// A moderator suspended the account.
    AccountSuspended = "account_suspended" {
        /// Whose account it is.
        name: Addressee,
        /// Why; may be empty.
        reason: Passage,
    },
    /// The account is open again.
    AccountRestored = "account_restored" {
        /// Whose account it is.
        name: Addressee,
    },
    /// The account will be deleted.
    DeletionScheduled = "deletion_scheduled" {
        /// Whose account it is.
        name: Addressee,
        /// On which day.
        date: Day,
        /// The page that cancels it.
        link: Link,
    },
    /// The account will not be deleted after all.
    DeletionCancelled = "deletion_cancelled" {
        /// Whose account it is.
        name: Addressee,
    },
    /// Somebody invites an address to an organisation.
    Invitation = "invitation" {
        /// Who invites.
        inviter: Person,
        /// To which organisation.
        organisation: Organisation,
        /// The key of the role.
        role: Word,
        /// The page of the invitation.
        link: Link,
        /// How long it holds.
        days: Count,
    },
    /// To a lead: somebody asks to join.
    MembershipRequested = "membership_requested" {
        /// Who leads the organisation.
        lead_name: Addressee,
        /// Who asks.
        person: Person,
        /// To join which organisation.
        organisation: Organisation,
        /// What they wrote; may be empty.
        message: Passage,
        /// The page of the request.
        link: Link,
    },
    /// To a lead: requests are waiting.
    MembershipReminder = "membership_reminder" {
        /// Who leads the organisation.
        lead_name: Addressee,
        /// How many are waiting.
        count: Count,
        /// To join which organisation.
        organisation: Organisation,
        /// How many days the oldest has waited.
        oldest_days: Count,
        /// The page of the requests.
        link: Link,
    },
    /// A request to join was accepted.
    MembershipApproved = "membership_approved" {
        /// Who asked.
        name: Addressee,
        /// To join which organisation.
        organisation: Organisation,
        /// The key of the role.
        role: Word,
        /// The page of the organisation.
        link: Link,
    },
    /// A request to join was refused.
    MembershipRefused = "membership_refused" {
        /// Who asked.
        name: Addressee,
        /// To join which organisation.
        organisation: Organisation,
        /// Why; may be empty.
        reason: Passage,
    },
    /// Somebody was taken out of an organisation.
    MembershipEnded = "membership_ended" {
        /// Who belonged to it.
        name: Addressee,
        /// Which organisation.
        organisation: Organisation,
        /// Why; may be empty.
        reason: Passage,
    },
    /// A request to represent a city has arrived.
    ClaimReceived = "claim_received" {
        /// Who asked.
        name: Addressee,
        /// To represent which city.
        city: City,
    },
    /// A request to represent a city was accepted.
    ClaimApproved = "claim_approved" {
        /// Who asked.
        name: Addressee,
        /// To represent which city.
        city: City,
        /// The page of the city.
        link: Link,
    },
    /// A request to represent a city was refused.
    ClaimRefused = "claim_refused" {
        /// Who asked.
        name: Addressee,
        /// To represent which city.
        city: City,
        /// Why; may be empty.
        reason: Passage,
    },
    /// To whoever led an organisation until now, or leads it from now on.
    LeadHandedOver = "lead_handed_over" {
        /// To whom the mail is.
        name: Addressee,
        /// Which organisation.
        organisation: Organisation,
        /// Who leads it now.
        to: Person,
    },
    /// To administrators: somebody made an organisation, which waits to be verified.
    OrganisationMade = "organisation_made" {
        /// Who decides.
        name: Addressee,
        /// Who made it.
        person: Person,
        /// Which organisation.
        organisation: Organisation,
        /// The page of what waits.
        link: Link,
    },
    /// To administrators: an organisation named an e-mail domain, which waits to be verified.
    DomainNamed = "domain_named" {
        /// Who decides.
        name: Addressee,
        /// Which organisation.
        organisation: Organisation,
        /// The domain.
        domain: Passage,
        /// The page of what waits.
        link: Link,
    },
    /// To administrators: organisations or e-mail domains wait to be verified.
    VerificationReminder = "verification_reminder" {
        /// Who decides.
        name: Addressee,
        /// How many are waiting.
        count: Count,
        /// How many days the oldest has waited.
        oldest_days: Count,
        /// The page of what waits.
        link: Link,
    },
    /// To who decides: somebody proposes a city.
    CityProposed = "city_proposed" {
        /// Who decides.
        name: Addressee,
        /// Who proposes it.
        person: Person,
        /// Which city.
        city: City,
        /// What they wrote; may be empty.
        note: Passage,
        /// The page of what waits.
        link: Link,
    },
    /// To who decides: proposals of cities are waiting.
    CityProposalReminder = "city_proposal_reminder" {
        /// Who decides.
        name: Addressee,
        /// How many are waiting.
        count: Count,
        /// How many days the oldest has waited.
        oldest_days: Count,
        /// The page of what waits.
        link: Link,
    },
    /// A city that somebody proposed is here now.
    CityProposalAccepted = "city_proposal_accepted" {
        /// Who proposed it.
        name: Addressee,
        /// Which city.
        city: City,
        /// The page to claim it on.
        link: Link,
    },
    /// A proposal of a city was refused.
    CityProposalRefused = "city_proposal_refused" {
        /// Who proposed it.
        name: Addressee,
        /// Which city.
        city: City,
        /// Why; may be empty.
        reason: Passage,
    },
    /// To whoever leads an organisation: a key for a machine was made.
    ApiKeyCreated = "api_key_created" {
        /// Who leads it.
        name: Addressee,
        /// Which organisation.
        organisation: Organisation,
        /// What the key is called.
        key: Passage,
        /// Who made it.
        by: Person,
        /// The day on which it ends by itself.
        ends: Day,
        /// The page where it can be ended.
        link: Link,
    },
    /// A report about a fact of a city was decided.
    CorrectionDecided = "correction_decided" {
        /// Which city.
        city: City,
        /// The key of the fact.
        fact: Word,
        /// The key of the decision.
        decision: Word,
        /// Why; may be empty.
        reason: Passage,
        /// The page of the city.
        link: Link,
    },
    /// To who reviews: a draft of a lesson was sent to review.
    LessonSubmitted = "lesson_submitted" {
        /// Who reviews.
        name: Addressee,
        /// Who writes it.
        person: Person,
        /// Its title.
        lesson: Passage,
        /// The page of the draft.
        link: Link,
    },
    /// A draft of a lesson was published.
    LessonPublished = "lesson_published" {
        /// Who writes it.
        name: Addressee,
        /// Its title.
        lesson: Passage,
        /// The page of the lesson.
        link: Link,
    },
    /// A draft of a lesson was given back.
    LessonReturned = "lesson_returned" {
        /// Who writes it.
        name: Addressee,
        /// Its title.
        lesson: Passage,
        /// Why.
        reason: Passage,
        /// The page of the draft.
        link: Link,
    },
}
