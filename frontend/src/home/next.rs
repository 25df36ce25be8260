//! At most three things to do next, by what somebody is and what is missing.

use super::Own;
use super::desk::{Desk, use_desk};
use crate::address;
use crate::briefings::addresses as briefings;
use crate::lesson_drafts;
use crate::lessons::addresses::new_lesson;
use crate::messages::{Key, count, enumeration, fill, t};
use crate::note_drafts;
use crate::state::{Identity, Remote, Standing, identity, leads};
use domain::briefings::IssueStatus;
use domain::memberships::MembershipStatus;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank};

/// More than three would be no answer to "what next?".
const MOST: usize = 3;

/// Something to do.
struct Step {
    title: String,
    text: String,
    act: Key,
    href: String,
}

impl Step {
    fn new(title: String, text: Key, act: Key, href: String) -> Self {
        Self { title, text: t(text).to_owned(), act, href }
    }
}

/// The most urgent first: what others wait for, what keeps somebody out, what is missing, what can be learnt.
fn steps(identity: Identity, standing: &Standing, own: Option<&Own>, desk: &Desk) -> Vec<Step> {
    let mut steps = urgent(identity, standing, desk);
    if let Some(own) = own {
        steps.extend(of_city(standing, own));
    }
    steps.extend(of_the_briefing(standing, desk));
    steps.extend(of_roles(standing, desk));
    steps.extend(of_partner(standing));
    if belongs_nowhere(standing) {
        let title = t(Key::NextJoin).to_owned();
        steps.push(Step::new(title, Key::NextJoinText, Key::NextJoinAct, address::join()));
    }
    if identity.account().is_some_and(|account| account.work_role.is_none() || account.skills.is_empty()) {
        steps.push(Step::new(t(Key::NextYou).to_owned(), Key::NextYouText, Key::NextYouAct, address::account()));
    }
    if standing.has_role() {
        let title = t(Key::NextWords).to_owned();
        steps.push(Step::new(title, Key::NextWordsText, Key::NextWordsAct, address::glossary()));
    }
    steps.truncate(MOST);
    steps
}

/// Whether somebody has neither a place, nor asked for one, nor a role on the platform.
fn belongs_nowhere(standing: &Standing) -> bool {
    let is_open = |status| matches!(status, MembershipStatus::Requested | MembershipStatus::Active);
    !standing.has_role() && !standing.mine.items.iter().any(|one| is_open(one.status))
}

/// What others wait for, and what keeps somebody out.
fn urgent(identity: Identity, standing: &Standing, desk: &Desk) -> Vec<Step> {
    let (mut steps, drafts, notes) = (Vec::new(), desk.drafts(), desk.note_drafts());
    // Where nothing but drafts wait, one step says so.
    if let Some(n) = identity.waiting().and_then(|n| usize::try_from(n).ok()).filter(|n| *n > drafts + notes) {
        let kinds = desk.kinds();
        let title = count(Key::ShellWaiting, n);
        let mut step = Step::new(title, Key::NextDecideText, Key::NextDecideAct, address::waiting());
        if !kinds.is_empty() {
            step.text = enumeration(&kinds);
        }
        steps.push(step);
    }
    if drafts > 0 {
        let (title, href) = (count(Key::NextDrafts, drafts), lesson_drafts::to_review());
        steps.push(Step::new(title, Key::NextDraftsText, Key::NextDraftsAct, href));
    }
    if notes > 0 {
        let (title, href) = (count(Key::NextNoteDrafts, notes), note_drafts::to_review());
        steps.push(Step::new(title, Key::NextDraftsText, Key::NextDraftsAct, href));
    }
    if standing.waits_for_second_factor() {
        let title = t(Key::NextFactor).to_owned();
        steps.push(Step::new(title, Key::NextFactorText, Key::NextFactorAct, address::second_factor()));
    }
    if desk.dead > 0 {
        let href = address::jobs() + "?state=dead";
        steps.push(Step::new(count(Key::NextJobs, desk.dead), Key::NextJobsText, Key::NextJobsAct, href));
    }
    if let Some(asked) = standing.mine.items.iter().find(|one| one.status == MembershipStatus::Requested) {
        let title = fill(Key::NextAsked, &[("city", &asked.organisation.name)]);
        steps.push(Step::new(title, Key::NextAskedText, Key::NextAskedAct, address::memberships()));
    }
    steps
}

fn of_city(standing: &Standing, own: &Own) -> Vec<Step> {
    let (slug, name) = (&own.city.slug, own.city.name.as_str());
    let mut steps = Vec::new();
    let leads = standing.open_in(slug).is_some_and(leads);
    if leads && own.profile.updated_at.is_none() {
        let title = fill(Key::NextSay, &[("city", name)]);
        steps.push(Step::new(title, Key::NextSayText, Key::NextSayAct, address::city_profile(slug)));
    }
    if standing.open_in(slug).is_some_and(|one| one.status == MembershipStatus::Active) {
        let title = fill(Key::NextShare, &[("city", name)]);
        steps.push(Step::new(title, Key::NextShareText, Key::NextShareAct, new_lesson()));
    }
    if let Some(other) = own.similar.items.first() {
        let title = fill(Key::NextCompare, &[("city", name), ("other", &other.city.name)]);
        let href = address::compare_with(&[slug, &other.city.slug]);
        steps.push(Step::new(title, Key::NextCompareText, Key::NextCompareAct, href));
    }
    let title = fill(Key::NextLearn, &[("city", name)]);
    steps.push(Step::new(title, Key::NextLearnText, Key::NextLearnAct, address::city(slug) + "#similar-title"));
    steps
}

/// This week's issue of the briefing, for who makes it: to begin, or to go on with.
fn of_the_briefing(standing: &Standing, desk: &Desk) -> Option<Step> {
    if !standing.edits() {
        return None;
    }
    Some(match &desk.issue {
        None => Step::new(t(Key::NextIssue).to_owned(), Key::NextIssueText, Key::NextIssueAct, briefings::desk()),
        Some(issue) => {
            let href = briefings::desk_issue(&issue.id.to_string());
            let text = match issue.status {
                IssueStatus::Draft => Key::NextIssueDraft,
                IssueStatus::Scheduled => Key::NextIssueScheduled,
                IssueStatus::Sending | IssueStatus::Paused | IssueStatus::Sent => Key::NextIssueSending,
            };
            Step::new(fill(Key::NextIssueOne, &[("title", &issue.title)]), text, Key::NextIssueOpen, href)
        }
    })
}

/// What there is for the roles that are in force.
fn of_roles(standing: &Standing, desk: &Desk) -> Vec<Step> {
    let mut steps = Vec::new();
    if standing.administers() {
        let (accounts, log) = (t(Key::NextAccounts).to_owned(), t(Key::NextLog).to_owned());
        steps.push(Step::new(accounts, Key::NextAccountsText, Key::NextAccountsAct, address::admin_accounts()));
        steps.push(Step::new(log, Key::NextLogText, Key::NextLogAct, address::audit_log()));
    }
    if let Some((name, slug)) = desk.unled.as_ref().filter(|_| standing.edits()) {
        let title = fill(Key::NextUnled, &[("city", name)]);
        steps.push(Step::new(title, Key::NextUnledText, Key::NextUnledAct, address::city_profile(slug)));
    }
    if standing.has_role() && !standing.administers() {
        let title = t(Key::NextCities).to_owned();
        steps.push(Step::new(title, Key::NextCitiesText, Key::NextCitiesAct, address::cities()));
    }
    steps
}

/// What there is for who works for an organisation that is no city.
fn of_partner(standing: &Standing) -> Vec<Step> {
    let is_partner = |one: &&domain::memberships::Membership| {
        one.status == MembershipStatus::Active && one.organisation.city.is_none()
    };
    let Some(place) = standing.mine.items.iter().find(is_partner) else { return Vec::new() };
    let title = fill(Key::NextPartner, &[("organisation", &place.organisation.name)]);
    let page = address::organisation(&place.organisation.slug);
    let cities = fill(Key::NextPartnerCities, &[("organisation", &place.organisation.name)]);
    vec![
        Step::new(title, Key::NextPartnerText, Key::NextPartnerAct, page),
        Step::new(cities, Key::NextPartnerCitiesText, Key::NextPartnerCitiesAct, address::cities()),
    ]
}

/// What is next, in a list.
#[component]
pub(super) fn Next(standing: Arc<Standing>, own: Remote<Arc<Own>>) -> impl IntoView {
    let (identity, desk) = (identity(), use_desk(&standing));
    let rows = move || {
        let steps = steps(identity, &standing, own.get().as_deref(), &desk.get().unwrap_or_default());
        let row = |(at, step): (usize, Step)| {
            let rank = if at == 0 { Rank::Primary } else { Rank::Plain };
            view! {
                <li>
                    <div>
                        <strong>{step.title.clone()}</strong>
                        <span class="muted small">{step.text}</span>
                    </div>
                    <Link rank small=true href=step.href>{t(step.act)} <span class="visually-hidden">": " {step.title}</span></Link>
                </li>
            }
        };
        steps.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <section aria-labelledby="next-title">
            <h2 id="next-title">{t(Key::HomeNext)}</h2>
            <ol class="next">{rows}</ol>
        </section>
    }
}
