//! What accounts for demonstration wrote and decided beside their own: taken back where nobody else has worked on it
//! since, and named where somebody has. The audit log says who did what, also of accounts that were removed before.

mod briefings;
mod lessons;
mod library;
mod notes;

use super::demo::DemoRemoved;
use crate::{Caller, Context, Result};
use contract::Patch;
use domain::audit::AuditLine;
use domain::briefings::BriefingRef;
use domain::cities::{City, CityProfile, CityProfileUpdate, CityRef};
use domain::corrections::{Correction, CorrectionStatus};
use domain::lessons::{LessonDraft, LessonRef};
use domain::library::{CollectionRef, LibraryItemRef};
use domain::live::{ChangeAction, ThingKind};
use domain::notes::{NoteDraft, NoteRef};
use domain::policy::{Action, Scope};
use ids::{AccountId, ApiKeyId, CityId, CorrectionId, LessonId, LessonOutcomeId};
use std::fmt;
use store::drafting::Drafts as _;
use store::organisations::OrganisationName;
use store::{NewChange, Tx};
use uuid::Uuid;

/// Something that accounts for demonstration left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoTrace {
    /// Fields of what a city says of itself.
    Profile {
        /// The city.
        city: String,
        /// The fields.
        fields: Vec<&'static str>,
    },
    /// A report about a fact that they made.
    Report(CorrectionId),
    /// A decision of theirs about a report of somebody else.
    Decision(CorrectionId),
    /// A report about a lesson that they made for a city.
    Outcome(LessonOutcomeId),
    /// How a lesson bears on another, which they said.
    Link(LessonId, LessonId),
    /// A lesson that they wrote and published.
    Lesson(String),
    /// A note that they wrote and published.
    Note(String),
    /// An item of the library that they added.
    LibraryItem(String),
    /// A collection of the network that they made.
    Collection(String),
    /// An issue of a briefing that they had put together and that has not gone out.
    BriefingIssue(String),
    /// Another deed of theirs, to a thing that is still here.
    Deed(Action, ThingKind, Uuid),
}

impl fmt::Display for DemoTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile { city, fields } => write!(f, "what {city} says of itself ({})", fields.join(", ")),
            Self::Report(id) => write!(f, "the report {id}"),
            Self::Decision(id) => write!(f, "the decision about the report {id}"),
            Self::Outcome(id) => write!(f, "the report {id} about a lesson"),
            Self::Link(from, to) => write!(f, "how the lesson {from} bears on {to}"),
            Self::Lesson(slug) => write!(f, "the lesson {slug}"),
            Self::Note(slug) => write!(f, "the note {slug}"),
            Self::LibraryItem(slug) => write!(f, "the item {slug} of the library"),
            Self::Collection(slug) => write!(f, "the collection {slug}"),
            Self::BriefingIssue(slug) => write!(f, "the issue {slug}"),
            Self::Deed(action, kind, id) => write!(f, "{action}, done to the {kind} {id}"),
        }
    }
}

/// Deeds that stay: they are others' by now, or what was before is not known.
const DEEDS: [(Action, ThingKind); 35] = [
    (Action::CreateRoleGrant, ThingKind::Account),
    (Action::DeleteRoleGrant, ThingKind::Account),
    (Action::CreateSuspension, ThingKind::Account),
    (Action::CreateMembershipDecision, ThingKind::Membership),
    (Action::CreateLeadHandover, ThingKind::Membership),
    (Action::UpdateOrganisation, ThingKind::Organisation),
    (Action::CreateOrganisationDecision, ThingKind::Organisation),
    (Action::CreateOrganisationDomain, ThingKind::Organisation),
    (Action::CreateDomainVerification, ThingKind::Organisation),
    (Action::CreateCityProposalDecision, ThingKind::City),
    (Action::CreateCityProposalDecision, ThingKind::CityProposal),
    (Action::CreateLessonOutcome, ThingKind::LessonOutcome),
    (Action::UpdateLessonOutcome, ThingKind::LessonOutcome),
    (Action::UpdateLessonDraft, ThingKind::LessonDraft),
    (Action::CreateLessonDraftDecision, ThingKind::LessonDraft),
    (Action::CreateLessonDraftDecision, ThingKind::Lesson),
    (Action::UpdateNoteDraft, ThingKind::NoteDraft),
    (Action::CreateNoteDraftDecision, ThingKind::NoteDraft),
    (Action::CreateNoteDraftDecision, ThingKind::Note),
    (Action::CreateLibraryItem, ThingKind::LibraryItem),
    (Action::UpdateLibraryItem, ThingKind::LibraryItem),
    (Action::ReplaceLibraryItemFile, ThingKind::LibraryItem),
    (Action::DeleteLibraryItemFile, ThingKind::LibraryItem),
    (Action::CreateCollection, ThingKind::Collection),
    (Action::UpdateCollection, ThingKind::Collection),
    (Action::ReplaceCollectionItems, ThingKind::Collection),
    (Action::ImportSubscribers, ThingKind::Subscriber),
    (Action::CreateSuppression, ThingKind::Suppression),
    (Action::DeleteSuppression, ThingKind::Suppression),
    (Action::CreateBriefing, ThingKind::Briefing),
    (Action::UpdateBriefing, ThingKind::Briefing),
    (Action::CreateBriefingIssue, ThingKind::BriefingIssue),
    (Action::UpdateBriefingIssue, ThingKind::BriefingIssue),
    (Action::CreateBriefingSchedule, ThingKind::BriefingIssue),
    (Action::CreateBriefingSending, ThingKind::BriefingIssue),
];

/// Who was for demonstration, today or before, and the keys that they made.
pub(super) struct Demo {
    accounts: Vec<AccountId>,
    keys: Vec<ApiKeyId>,
}

impl Demo {
    pub(super) async fn known(tx: &Tx<'_>) -> Result<Self> {
        let made = store::audit::things(tx, (Action::ManageDemo, ThingKind::Account), None).await?;
        let mut accounts: Vec<AccountId> = made.into_iter().map(AccountId::from).collect();
        accounts.extend(store::identity::demo_accounts(tx).await?);
        let by = Some((accounts.as_slice(), [].as_slice()));
        let keys = store::audit::things(tx, (Action::CreateApiKey, ThingKind::ApiKey), by).await?;
        Ok(Self { accounts, keys: keys.into_iter().map(ApiKeyId::from).collect() })
    }

    fn did(&self, line: &AuditLine) -> bool {
        line.actor_id.is_some_and(|account| self.accounts.contains(&account))
            || line.key_id.is_some_and(|key| self.keys.contains(&key))
    }

    /// The things that they did this to.
    async fn things(&self, tx: &Tx<'_>, action: Action, kind: ThingKind) -> Result<Vec<Uuid>> {
        let by = Some((self.accounts.as_slice(), self.keys.as_slice()));
        Ok(store::audit::things(tx, (action, kind), by).await?)
    }
}

/// Takes back what can be, and notes what cannot.
pub(super) async fn take_back(ctx: &Context, tx: &Tx<'_>, caller: &Caller, removed: &mut DemoRemoved) -> Result<Demo> {
    let demo = Demo::known(tx).await?;
    let mut work = TakingBack { ctx, tx, caller, demo: &demo, removed };
    for city in demo.things(tx, Action::UpdateCityProfile, ThingKind::City).await? {
        work.profile(city.into()).await?;
    }
    for report in demo.things(tx, Action::CreateCorrection, ThingKind::Correction).await? {
        work.report(report.into()).await?;
    }
    for report in demo.things(tx, Action::CreateCorrectionDecision, ThingKind::Correction).await? {
        work.decision(report.into()).await?;
    }
    for report in demo.things(tx, Action::CreateLessonOutcome, ThingKind::LessonOutcome).await? {
        work.outcome(report.into()).await?;
    }
    for lesson in demo.things(tx, Action::CreateLessonLink, ThingKind::Lesson).await? {
        work.links(lesson.into()).await?;
    }
    for lesson in demo.things(tx, Action::CreateLessonDraftDecision, ThingKind::Lesson).await? {
        work.lesson(lesson.into()).await?;
    }
    for note in demo.things(tx, Action::CreateNoteDraftDecision, ThingKind::Note).await? {
        work.note(note.into()).await?;
    }
    for collection in demo.things(tx, Action::CreateCollection, ThingKind::Collection).await? {
        work.collection(collection.into()).await?;
    }
    for item in demo.things(tx, Action::CreateLibraryItem, ThingKind::LibraryItem).await? {
        work.library_item(item.into()).await?;
    }
    for issue in demo.things(tx, Action::CreateBriefingIssue, ThingKind::BriefingIssue).await? {
        work.briefing_issue(issue.into()).await?;
    }
    Ok(demo)
}

/// Notes the deeds of theirs that stay, once everything of theirs is gone.
pub(super) async fn note_deeds(tx: &Tx<'_>, demo: &Demo, removed: &mut DemoRemoved) -> Result<()> {
    for (action, kind) in DEEDS {
        for thing in demo.things(tx, action, kind).await? {
            if is_here(tx, kind, thing).await? {
                removed.kept.push(DemoTrace::Deed(action, kind, thing));
            }
        }
    }
    Ok(())
}

async fn is_here(tx: &Tx<'_>, kind: ThingKind, id: Uuid) -> Result<bool> {
    Ok(match kind {
        ThingKind::Account => store::identity::credentials(tx, id.into()).await?.is_some(),
        ThingKind::Membership => store::memberships::find(tx, id.into()).await?.is_some(),
        ThingKind::Organisation => store::organisations::key(tx, &OrganisationName::Id(id.into())).await?.is_some(),
        ThingKind::CityProposal => store::city_proposals::get(tx, id.into()).await?.is_some(),
        ThingKind::Lesson => store::lessons::name(tx, &LessonRef::Id(id.into())).await?.is_some(),
        ThingKind::LessonDraft => LessonDraft::find(tx, id.into()).await?.is_some(),
        ThingKind::LessonOutcome => store::lessons::outcomes::get(tx, id.into()).await?.is_some(),
        ThingKind::Note => store::notes::name(tx, &NoteRef::Id(id.into())).await?.is_some(),
        ThingKind::NoteDraft => NoteDraft::find(tx, id.into()).await?.is_some(),
        ThingKind::LibraryItem => {
            store::library::get(tx, Scope::Public, &LibraryItemRef::Id(id.into())).await?.is_some()
        }
        ThingKind::Collection => {
            let collection = CollectionRef::Id(id.into());
            store::library::collections::find(tx, Scope::Everything, &collection).await?.is_some()
        }
        ThingKind::Briefing => {
            store::briefings::briefing(tx, Scope::Everything, &BriefingRef::Id(id.into())).await?.is_some()
        }
        ThingKind::BriefingIssue => store::briefings::sending::find(tx, id.into()).await?.is_some(),
        ThingKind::Subscriber => store::subscriptions::by_id(tx, id.into()).await?.is_some(),
        ThingKind::Suppression => store::subscriptions::suppression(tx, id.into()).await?.is_some(),
        _ => true,
    })
}

struct TakingBack<'a, 'tx> {
    ctx: &'a Context,
    tx: &'a Tx<'tx>,
    caller: &'a Caller,
    demo: &'a Demo,
    removed: &'a mut DemoRemoved,
}

impl TakingBack<'_, '_> {
    /// Empties what they were the last to write of what a city says of itself: what was there before is not known.
    async fn profile(&mut self, id: CityId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let Some(city) = store::cities::get(self.ctx.db(), Scope::Public, &CityRef::Id(id)).await? else {
            return Ok(());
        };
        let before = store::cities::profile(self.tx, id, city.slug.clone()).await?;
        let written = self.done_to(id.as_uuid(), Action::UpdateCityProfile).await?;
        let (mut theirs, mut taken_over) = (Vec::new(), Vec::new());
        for field in said(&before) {
            let wrote = written.iter().filter(|line| line.fields.iter().any(|name| name == field));
            let by_demo: Vec<bool> = wrote.map(|line| self.demo.did(line)).collect();
            match by_demo.last() {
                Some(true) => theirs.push(field),
                Some(false) if by_demo.contains(&true) => taken_over.push(field),
                _ => {}
            }
        }
        if !theirs.is_empty() {
            store::cities::put_profile(self.tx, before, without(&theirs), self.ctx.now()).await?;
            self.audit((ThingKind::City, id.as_uuid()), theirs.clone()).await?;
            self.tell_city(&city);
            self.removed.taken_back.push(DemoTrace::Profile { city: city.slug.clone(), fields: theirs });
        }
        if !taken_over.is_empty() {
            self.removed.kept.push(DemoTrace::Profile { city: city.slug, fields: taken_over });
        }
        Ok(())
    }

    /// Removes a report that they made, unless somebody else has decided about it.
    async fn report(&mut self, id: CorrectionId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let Some(found) = store::corrections::get(self.tx, id).await? else { return Ok(()) };
        let decided = store::audit::history(self.tx, id.as_uuid(), Action::CreateCorrectionDecision).await?;
        if decided.iter().any(|line| !self.demo.did(line)) {
            self.removed.kept.push(DemoTrace::Report(id));
            return Ok(());
        }
        store::corrections::delete(self.tx, id).await?;
        self.changed(&found.correction, ChangeAction::Deleted).await?;
        self.removed.taken_back.push(DemoTrace::Report(id));
        Ok(())
    }

    /// Takes their decision about a report back: it waits again, or is what somebody else had decided before.
    async fn decision(&mut self, id: CorrectionId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let Some(found) = store::corrections::get(self.tx, id).await? else { return Ok(()) };
        let decided = self.done_to(id.as_uuid(), Action::CreateCorrectionDecision).await?;
        let Some(last) = decided.last() else { return Ok(()) };
        if !self.demo.did(last) {
            self.removed.kept.push(DemoTrace::Decision(id));
            return Ok(());
        }
        match decided.iter().rev().find(|line| !self.demo.did(line)) {
            // What is decided twice was accepted first.
            Some(line) => {
                let accepted = (CorrectionStatus::Accepted, None);
                store::corrections::decide(self.tx, id, accepted, line.actor_id, line.at).await?;
            }
            None => store::corrections::reopen(self.tx, id).await?,
        }
        self.changed(&found.correction, ChangeAction::Updated).await?;
        self.removed.taken_back.push(DemoTrace::Decision(id));
        Ok(())
    }

    /// Each time that an action was done to a thing, since what was done to it was last taken back.
    async fn done_to(&self, thing: Uuid, action: Action) -> Result<Vec<AuditLine>> {
        let before = store::audit::history(self.tx, thing, Action::ManageDemo).await?.pop();
        let lines = store::audit::history(self.tx, thing, action).await?.into_iter();
        Ok(lines.filter(|line| before.as_ref().is_none_or(|before| line.at > before.at)).collect())
    }

    async fn audit(&self, thing: (ThingKind, Uuid), fields: Vec<&'static str>) -> Result<()> {
        Ok(store::audit::append(self.tx, self.caller.audit(self.ctx, Action::ManageDemo, thing, fields)).await?)
    }

    /// Writes down that a report was changed, and tells of it and of the city, which shows what was accepted.
    async fn changed(&self, report: &Correction, action: ChangeAction) -> Result<()> {
        let (at, kind, id) = (self.ctx.now(), ThingKind::Correction, report.id.as_uuid());
        self.audit((kind, id), vec![if action == ChangeAction::Deleted { "*" } else { "status" }]).await?;
        self.tx.tell(NewChange { at, kind, id, slug: None, action, version: 1, audience: None });
        let city = CityRef::Id(report.city_id);
        if let Some(city) = store::cities::get(self.ctx.db(), Scope::Public, &city).await? {
            self.tell_city(&city);
        }
        Ok(())
    }

    fn tell_city(&self, city: &City) {
        self.tx.tell(NewChange {
            at: self.ctx.now(),
            kind: ThingKind::City,
            id: city.id.as_uuid(),
            slug: Some(city.slug.clone()),
            action: ChangeAction::Updated,
            version: city.version,
            audience: None,
        });
    }
}

/// The fields in which a city says something of itself.
fn said(profile: &CityProfile) -> Vec<&'static str> {
    let fields = [
        ("stage", profile.stage.is_some()),
        ("priorities", !profile.priorities.is_empty()),
        ("note", profile.note.is_some()),
        ("contacts", !profile.contacts.is_empty()),
        ("strategies", !profile.strategies.is_empty()),
    ];
    fields.into_iter().filter(|(_, said)| *said).map(|(name, _)| name).collect()
}

/// The change that empties these fields.
fn without(fields: &[&str]) -> CityProfileUpdate {
    fn emptied<T>(is: bool, empty: Patch<T>) -> Patch<T> {
        if is { empty } else { Patch::Absent }
    }
    let has = |field| fields.contains(&field);
    CityProfileUpdate {
        stage: emptied(has("stage"), Patch::Empty),
        priorities: emptied(has("priorities"), Patch::Set(Vec::new())),
        note: emptied(has("note"), Patch::Empty),
        contacts: emptied(has("contacts"), Patch::Set(Vec::new())),
        strategies: emptied(has("strategies"), Patch::Set(Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, DemoTrace, ThingKind, without};
    use uuid::Uuid;

    #[test]
    fn only_what_is_named_is_emptied() {
        assert_eq!(without(&["stage", "contacts"]).touched(), ["stage", "contacts"]);
        assert!(without(&[]).touched().is_empty());
    }

    #[test]
    fn traces_are_said_in_words() {
        let said = DemoTrace::Profile { city: "melbourne".into(), fields: vec!["stage", "note"] };
        assert_eq!(said.to_string(), "what melbourne says of itself (stage, note)");
        let deed = DemoTrace::Deed(Action::CreateRoleGrant, ThingKind::Account, Uuid::nil());
        assert_eq!(deed.to_string(), format!("create_role_grant, done to the account {}", Uuid::nil()));
    }
}
