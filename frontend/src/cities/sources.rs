//! Strategy, membership and sources of a city: each with what it rests on.

use super::belonging::{Corrected, Origin};
use super::detail::Shared;
use crate::address;
use crate::messages::{Key, fill, t};
use crate::parts::{Explained, Fact, SourceLink};
use domain::cities::{MembershipEvidence, NetworkMembershipStatus, StrategyStatus};
use domain::corrections::CityFact;
use leptos::prelude::*;

fn status_of(status: StrategyStatus) -> &'static str {
    t(match status {
        StrategyStatus::PublishedConfirmed => Key::StrategyPublished,
        StrategyStatus::PublishedTitleUnconfirmed => Key::StrategyTitleUnconfirmed,
        StrategyStatus::DraftReported => Key::StrategyDraft,
        StrategyStatus::InDevelopmentReported => Key::StrategyInDevelopment,
        StrategyStatus::AssessmentOnlyReported => Key::StrategyAssessment,
        StrategyStatus::NotConfirmed => Key::StrategyNotConfirmed,
        StrategyStatus::NotApplicable => Key::StrategyNotApplicable,
    })
}

#[component]
pub(super) fn Strategy(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let strategy = city.strategy.clone().map(|strategy| {
        let year = strategy.year.map_or_else(|| t(Key::StrategyYearUnknown).to_owned(), |year| year.to_string());
        view! {
            <p><SourceLink url=strategy.url name=strategy.title/> ", " {year}</p>
            {strategy.year_basis.map(|basis| view! { <p class="small muted">{basis}</p> })}
        }
    });
    let note = city.strategy_note.clone().map(|note| {
        view! { <p class="small muted">{note.text} " " {note.url.map(|url| view! { <SourceLink url/> })}</p> }
    });
    view! {
        <section>
            <h2>{t(Key::StrategyHeading)}</h2>
            {strategy}
            <p class="small muted">{status_of(city.strategy_status)}</p>
            {note}
            <Corrected fact=CityFact::Strategy/>
        </section>
    }
}

#[component]
pub(super) fn Membership(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let Some(membership) = city.membership.clone() else {
        return view! {
            <section>
                <h2>{t(Key::MembershipTitle)}</h2>
                <p class="muted">{t(Key::MembershipNever)}</p>
                <Corrected fact=CityFact::Membership/>
            </section>
        }
        .into_any();
    };
    let status = t(match membership.status {
        NetworkMembershipStatus::Member => Key::MembershipMember,
        NetworkMembershipStatus::Left => Key::MembershipLeft,
    });
    let evidence = t(match membership.evidence {
        MembershipEvidence::RcitiesConfirmed => Key::EvidenceConfirmed,
        MembershipEvidence::AnnouncementList => Key::EvidenceAnnounced,
        MembershipEvidence::RecalledNotConfirmed => Key::EvidenceRecalled,
    });
    let sources =
        membership.source.into_iter().chain(membership.network_source).map(|url| view! { <li><SourceLink url/></li> });
    let joined = membership.joined.map_or_else(|| t(Key::NotStated).to_owned(), |year| year.to_string());
    view! {
        <section>
            <h2>{t(Key::MembershipTitle)}</h2>
            <dl class="facts">
                <Fact term=t(Key::MembershipStatus)>
                    {status} " " <Explained word=Key::WordNetwork meaning=Key::WordNetworkText name="network"/>
                </Fact>
                <Fact term=t(Key::MembershipProgramme)>{membership.programme}</Fact>
                {membership.cohort.map(|cohort| view! { <Fact term=t(Key::MembershipCohort)>{cohort}</Fact> })}
                <Fact term=t(Key::MembershipJoined)>{joined}</Fact>
                <Fact term=t(Key::MembershipEvidence)>{evidence} <ul>{sources.collect_view()}</ul></Fact>
            </dl>
            {membership.note.map(|note| view! { <p class="small muted">{note}</p> })}
            <Corrected fact=CityFact::Membership/>
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Sources(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let sources =
        city.challenge_sources.iter().map(|url| view! { <li><SourceLink url=url.clone()/></li> }).collect_view();
    let credits = address::about() + "#credits";
    let csv = ["/api/v1/cities/", &city.slug].concat();
    view! {
        <section>
            <h2>{t(Key::SourcesTitle)}</h2>
            {(!city.challenge_sources.is_empty()).then(|| view! { <p>{t(Key::SourcesChallenges)}</p> <ul class="bullets">{sources}</ul> })}
            <Origin credits/>
            <p class="small"><a href=csv rel="external">{fill(Key::SourcesData, &[("city", &city.name)])}</a></p>
        </section>
    }
}
