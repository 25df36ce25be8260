//! One organisation: what it is, and what its people, its lead and administrators do there.

use super::domains::Domains;
use super::edit::Edit;
use super::invitations::Invitations;
use super::people::People;
use crate::address::{self, own_address, parts};
use crate::memberships::{Decided, Deciding, Desk, decide_organisation, words};
use crate::messages::{Key, fill, number, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Fact, Failure, QuestionDialog, Share, Skeleton, SourceLink, use_page};
use crate::state::{Remote, Stage, Standing, Vocabularies, Who, api, identity, leads, use_standing};
use domain::memberships::MembershipStatus;
use domain::organisations::{Organisation, OrganisationKind, OrganisationStatus};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Badge, Banner, Link, Rank, Tag, Tone};

/// What somebody may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Powers {
    /// See its people.
    people: bool,
    /// Hand over, take out, invite.
    pub(super) decides: bool,
    /// Change what it says of itself, name its domains.
    pub(super) edits: bool,
    /// See its domains.
    domains: bool,
    /// Verify it, and its domains.
    pub(super) verifies: bool,
}

impl Powers {
    fn of(standing: &Standing, organisation: &Organisation) -> Self {
        let own = standing.open_of(&organisation.slug);
        let member = own.is_some_and(|own| own.status == MembershipStatus::Active);
        let administers = standing.administers();
        Self {
            people: member || administers || standing.edits(),
            decides: standing.decides(own, organisation.has_lead),
            edits: administers || own.is_some_and(leads),
            domains: member || administers,
            verifies: administers,
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Here {
    /// The organisation as it is now.
    pub(super) organisation: RwSignal<Organisation>,
    /// What the reader may do.
    pub(super) powers: Powers,
    /// Where questions are asked, and what is done at once.
    pub(super) desk: Desk,
}

impl Here {
    /// Its name in addresses.
    pub(super) fn slug(self) -> String {
        self.organisation.with_untracked(|organisation| organisation.slug.clone())
    }
}

/// The page.
#[component]
pub(super) fn OrganisationPage() -> impl IntoView {
    let own = own_address(|path| path.starts_with(&address::organisation("")) && !path.ends_with("/keys"));
    let slug = Memo::new(move |_| {
        own.with(|own| parts(own).0.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned())
    });
    let (identity, client) = (identity(), api());
    // Its people see what waits to be verified: the page is asked for anew when it is known who looks.
    let who = Memo::new(move |_| match identity.who() {
        Who::Unknown => None,
        Who::Visitor => Some(false),
        Who::Somebody(_) => Some(true),
    });
    let found = Remote::new(
        move || who.get().map(|_| slug.get()),
        move |slug| {
            let client = client.clone();
            async move { client.get_organisation(&slug).await }
        },
    );
    let standing = use_standing();
    let is_missing = Memo::new(move |_| found.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    move || {
        if is_missing.get() {
            return view! { <Missing/> }.into_any();
        }
        let waits = who.get() != Some(false) && standing.stage() == Stage::Pending;
        match (found.stage(), found.get()) {
            (Stage::Ready, Some(organisation)) if !waits => {
                let again = move || {
                    standing.retry();
                    found.retry();
                };
                view! { <Details organisation standing=standing.get() again/> }.into_any()
            }
            (Stage::Failed, _) => {
                let error = Signal::derive(move || found.error());
                view! { <Broken title=Key::OrganisationsTitle error retry=move || found.retry()/> }.into_any()
            }
            _ => view! { <div class="page narrow"><Skeleton lines=7 heading=true/></div> }.into_any(),
        }
    }
}

#[component]
fn Details(
    organisation: Organisation,
    standing: Option<Arc<Standing>>,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let powers = standing.as_ref().map(|standing| Powers::of(standing, &organisation)).unwrap_or_default();
    let slug = organisation.slug.clone();
    let place = view! { <Place standing slug=slug.clone()/> };
    let here = Here { organisation: RwSignal::new(organisation), powers, desk: Desk::new(again) };
    use_page(move || Some(here.organisation.with(|one| one.name.clone())));
    let failure = here.desk.deed.failure;
    let above = vec![(address::organisations(), t(Key::NavOrganisations).to_owned())];
    view! {
        <article class="page narrow prose">
            <Crumbs above here=move || here.organisation.with(|one| one.name.clone())/>
            <Head here/>
            {place}
            <Failure error=failure retry=move || { failure.set(None); again(); }/>
            <Decided desk=here.desk/>
            <Verifying here slug/>
            {powers.people.then(|| view! { <People here/> })}
            {powers.decides.then(|| view! { <Invitations here/> })}
            {powers.domains.then(|| view! { <Domains here/> })}
            {powers.edits.then(|| view! { <Edit here/> })}
            {powers.edits.then(|| view! { <Machines here/> })}
            <QuestionDialog questions=here.desk.questions/>
        </article>
    }
}

/// The way to the keys of its machines, once it is verified.
#[component]
fn Machines(here: Here) -> impl IntoView {
    let verified = here.organisation.with_untracked(|one| one.status == OrganisationStatus::Verified);
    verified.then(|| {
        view! {
            <section class="part">
                <h2>{t(Key::OrganisationMachines)}</h2>
                <p class="muted">{t(Key::OrganisationMachinesText)}</p>
                <p class="acts"><Link rank=Rank::Plain href=address::keys(&here.slug())>{t(Key::OrganisationKeys)}</Link></p>
            </section>
        }
    })
}

#[component]
fn Head(here: Here) -> impl IntoView {
    let one = here.organisation;
    let status = one.with_untracked(|one| one.status);
    let note = one.with_untracked(|one| match (one.status, &one.reason) {
        (OrganisationStatus::Refused, Some(reason)) => Some(fill(Key::OrganisationRefused, &[("reason", reason)])),
        (OrganisationStatus::Pending, _) => Some(t(Key::OrganisationPending).to_owned()),
        _ => None,
    });
    let demo = one.with_untracked(|one| one.demo);
    let verified = status == OrganisationStatus::Verified;
    view! {
        <header>
            <div class="head-row">
                <h1 tabindex="-1">{move || one.with(|one| one.name.clone())}</h1>
                {verified.then(|| view! { <Share title=one.with_untracked(|one| one.name.clone())/> })}
            </div>
            <p class="ui-tags">
                <Badge tone=if verified { Tone::Good } else { Tone::Info } label=words::verified(status)/>
                {demo.then(|| view! { <Tag label=t(Key::PeopleDemo)/> })}
            </p>
        </header>
        {note.map(|note| view! { <Banner word=t(Key::NoteWord)><p>{note}</p></Banner> })}
        {move || one.with(|one| one.about.clone()).map(|about| view! { <p class="said">{about}</p> })}
        <Facts here/>
    }
}

#[component]
fn Facts(here: Here) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let one = here.organisation;
    let organisation = one.get_untracked();
    let kind = organisation.partner_kind.map_or_else(|| words::kind(organisation.kind), words::partner);
    let country = organisation.country.map(|country| {
        let label = move || vocabularies.label(VocabularyName::Countries, &country);
        view! { <Fact term=t(Key::OrganisationCountry)>{label}</Fact> }
    });
    let city = organisation.city.map(|slug| {
        view! { <Fact term=t(Key::OrganisationCity)><a href=address::city(&slug)>{organisation.name}</a></Fact> }
    });
    let website = move || {
        let url = one.with(|one| one.website.clone());
        url.map(|url| view! { <Fact term=t(Key::OrganisationWebsite)><SourceLink url/></Fact> })
    };
    let lead = t(if organisation.has_lead { Key::OrganisationLeadYes } else { Key::OrganisationLeadNo });
    view! {
        <dl class="facts">
            <Fact term=t(Key::OrganisationKind)>{kind}</Fact>
            {city}
            {website}
            {country}
            <Fact term=t(Key::OrganisationPeopleCount)><span class="num">{number(organisation.members as f64)}</span></Fact>
            <Fact term=t(Key::OrganisationLead)>{lead}</Fact>
        </dl>
    }
}

/// What the reader is to it, or the way to join it.
#[component]
fn Place(standing: Option<Arc<Standing>>, slug: String) -> impl IntoView {
    let own = standing.and_then(|standing| standing.open_of(&slug).cloned());
    match own {
        Some(own) if own.status == MembershipStatus::Active => {
            let text = fill(Key::OrganisationYours, &[("role", words::role(own.role))]);
            view! { <p><strong>{text}</strong> " " <a href=address::memberships()>{t(Key::NavMemberships)}</a></p> }.into_any()
        }
        Some(_) => view! { <p>{t(Key::OrganisationAsked)} " " <a href=address::memberships()>{t(Key::NavMemberships)}</a></p> }
            .into_any(),
        None => {
            view! { <p class="acts"><Link rank=Rank::Primary href=address::join_organisation(&slug)>{t(Key::OrganisationJoin)}</Link></p> }
                .into_any()
        }
    }
}

/// For administrators, as long as it waits.
#[component]
fn Verifying(here: Here, slug: String) -> impl IntoView {
    let (waits, title) = here.organisation.with_untracked(|one| {
        (one.status == OrganisationStatus::Pending && one.kind != OrganisationKind::City, one.name.clone())
    });
    (waits && here.powers.verifies).then(|| {
        let decide = decide_organisation(slug.clone());
        view! {
            <section class="part">
                <h2>{t(Key::OrganisationDecide)}</h2>
                <Deciding desk=here.desk id=slug title yes=Key::DecideVerify decide/>
            </section>
        }
    })
}
