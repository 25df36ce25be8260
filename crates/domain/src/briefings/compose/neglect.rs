//! What the last issues left out, by how much of it there is.

use super::Counts;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The key that was shown least for how much there is of it; among equals the one with less, then by its key. Whole
/// numbers alone: two fractions are compared crosswise, so that every machine finds the same.
pub(super) fn most(keys: &BTreeSet<&str>, shown: &Counts, stock: &Counts) -> Option<String> {
    let shown = |key: &str| u64::from(shown.get(key).copied().unwrap_or_default());
    // What is there counts for one at least: its count may be older than it.
    let stock = |key: &str| u64::from(stock.get(key).copied().unwrap_or_default().max(1));
    let order = |one: &str, other: &str| -> Ordering {
        let (left, right) = (shown(one).saturating_mul(stock(other)), shown(other).saturating_mul(stock(one)));
        left.cmp(&right).then(stock(one).cmp(&stock(other))).then(one.cmp(other))
    };
    keys.iter().copied().min_by(|one, other| order(one, other)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::most;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn what_was_shown_least_for_what_there_is() {
        let counts = |list: &[(&str, u32)]| {
            list.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect::<BTreeMap<_, _>>()
        };
        let keys = BTreeSet::from(["a", "b", "c"]);
        let stock = counts(&[("a", 10), ("b", 20), ("c", 5)]);
        assert_eq!(most(&keys, &counts(&[]), &stock).as_deref(), Some("c"), "nothing was shown: the fewest first");
        let shown = counts(&[("a", 1), ("b", 1), ("c", 1)]);
        assert_eq!(most(&keys, &shown, &stock).as_deref(), Some("b"), "one of twenty is least");
        assert_eq!(most(&BTreeSet::new(), &shown, &stock), None);
    }
}
