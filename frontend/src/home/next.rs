//! At most three things to do next, by what somebody is and what is missing.

use super::Own;
use crate::address;
use crate::messages::{Key, count, fill, t};
use crate::state::{Identity, Remote, Standing, identity, leads};
use domain::memberships::MembershipStatus;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank};

/// More than three would be no answer to "what next?".
const MOST: usize = 3;

/// Something to do.
struct Step {
    title: String,
    text: Key,
    act: Key,
    href: String,
}

impl Step {
    fn new(title: String, text: Key, act: Key, href: String) -> Self {
        Self { title, text, act, href }
    }
}

/// The most urgent first: what others wait for, what keeps somebody out, what is missing, what can be learnt.
fn steps(identity: Identity, standing: &Standing, own: Option<&Own>) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(n) = identity.waiting().and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0) {
        steps.push(Step::new(count(Key::ShellWaiting, n), Key::NextDecideText, Key::NextDecideAct, address::waiting()));
    }
    if standing.waits_for_second_factor() {
        let title = t(Key::NextFactor).to_owned();
        steps.push(Step::new(title, Key::NextFactorText, Key::NextFactorAct, address::second_factor()));
    }
    let asked = standing.mine.items.iter().find(|one| one.status == MembershipStatus::Requested);
    if let Some(asked) = asked {
        let title = fill(Key::NextAsked, &[("city", &asked.organisation.name)]);
        steps.push(Step::new(title, Key::NextAskedText, Key::NextAskedAct, address::memberships()));
    }
    match own {
        Some(own) => steps.extend(of_city(standing, own)),
        None if asked.is_none() => {
            let title = t(Key::NextJoin).to_owned();
            steps.push(Step::new(title, Key::NextJoinText, Key::NextJoinAct, address::join()));
        }
        None => {}
    }
    if identity.account().is_some_and(|account| account.work_role.is_none() || account.skills.is_empty()) {
        steps.push(Step::new(t(Key::NextYou).to_owned(), Key::NextYouText, Key::NextYouAct, address::account()));
    }
    steps.truncate(MOST);
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
    if let Some(other) = own.similar.items.first() {
        let title = fill(Key::NextCompare, &[("city", name), ("other", &other.city.name)]);
        let href = address::compare_with(&[slug, &other.city.slug]);
        steps.push(Step::new(title, Key::NextCompareText, Key::NextCompareAct, href));
    }
    let title = fill(Key::NextLearn, &[("city", name)]);
    steps.push(Step::new(title, Key::NextLearnText, Key::NextLearnAct, address::city(slug) + "#similar-title"));
    steps
}

#[component]
pub(super) fn Next(standing: Arc<Standing>, own: Remote<Arc<Own>>) -> impl IntoView {
    let identity = identity();
    let rows = move || {
        let steps = steps(identity, &standing, own.get().as_deref());
        let row = |(at, step): (usize, Step)| {
            let rank = if at == 0 { Rank::Primary } else { Rank::Plain };
            view! {
                <li>
                    <div>
                        <strong>{step.title.clone()}</strong>
                        <span class="muted small">{t(step.text)}</span>
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
