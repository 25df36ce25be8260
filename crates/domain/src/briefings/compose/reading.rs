//! Useful webinars and reading.

use super::{Pick, PickReason, Picked, Pool, ReadingCandidate, ReasonCode};
use std::collections::BTreeSet;

/// Kinds that are watched, heard or attended, of the vocabulary `resource_types`.
const LIVE: [&str; 4] = ["recording", "podcast", "training", "series"];

/// The items, the best first: what is watched, heard or attended, then what shares most themes, then what is new, then the last
/// published, then by id.
pub(super) fn ranked<'a>(pool: &'a Pool, themes: &BTreeSet<&str>) -> Vec<&'a ReadingCandidate> {
    let mut items: Vec<&ReadingCandidate> = pool.reading.iter().collect();
    let shared = |item: &ReadingCandidate| item.themes.iter().filter(|theme| themes.contains(theme.as_str())).count();
    items.sort_by(|one, other| {
        let live = |item: &ReadingCandidate| LIVE.contains(&item.kind.as_str());
        let new = |item: &ReadingCandidate| item.published_at > pool.since;
        let by_kind = live(other).cmp(&live(one));
        let by_fit = by_kind.then(shared(other).cmp(&shared(one))).then(new(other).cmp(&new(one)));
        by_fit.then(other.published_at.cmp(&one.published_at)).then(one.id.cmp(&other.id))
    });
    items
}

pub(super) fn pick(pool: &Pool, item: &ReadingCandidate) -> Pick {
    let mut reasons = vec![PickReason::of(ReasonCode::Reading).about(&item.kind)];
    if item.published_at > pool.since {
        reasons.push(PickReason::of(ReasonCode::New));
    } else {
        reasons.push(PickReason::of(ReasonCode::NotShownYet));
    }
    Pick { thing: Picked::Item(item.id), reasons }
}
