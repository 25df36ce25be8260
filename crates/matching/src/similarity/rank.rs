//! From pairs to a ranking: weighing, estimating what is not known, keeping the best, explaining.

use std::borrow::Borrow;
use std::cmp::Ordering;

use super::{Aspect, Profile, Weights};

/// A number for every aspect, in the order of [`Aspect::ALL`].
type PerAspect<T> = [T; Aspect::ALL.len()];

/// How alike target and candidate are in each aspect; `None` where one of them is not known.
type Scores = PerAspect<Option<f64>>;

/// A candidate and how much it is like the target.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Place of the candidate in the slice given.
    pub index: usize,
    /// Weighted mean of the similarities of the aspects compared, 0..=1. A candidate that has them
    /// all in common has exactly 1.
    pub similarity: f64,
    /// Share of all weight that rests on facts known on both sides, 0..=1. What is missing to 1 was
    /// estimated (not known of the candidate) or not compared (not known of the target, or of any
    /// candidate).
    pub coverage: f64,
    /// The aspects in which the two are alike, the one that gives most first; for equal shares in
    /// the order of [`Aspect`].
    pub reasons: Vec<Reason>,
}

/// What one aspect adds to a similarity. Only what is known on both sides is a reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The aspect.
    pub aspect: Aspect,
    /// How alike the two are in it, above 0 and up to 1.
    pub similarity: f64,
    /// What it adds to the similarity of the whole, above 0. The shares of all reasons add up to
    /// that similarity less its estimated part.
    pub share: f64,
    /// What they have in common: the keys of a list; the value of a category (`coastal` or
    /// `inland` for the coast); the letters both climates begin with, such as `Cf`. Empty for
    /// population and income, which are near rather than the same.
    pub shared: Vec<String>,
}

/// The candidates most like the target, at most `limit`, each with its reasons: the most similar
/// first, of equally similar ones that with more coverage, then the one that comes first.
///
/// Leave the target itself out of the candidates: it would come first and tilt the estimates.
/// Takes time in proportion to the number of candidates and allocates nothing for a candidate that
/// is not returned. The method is in the [crate's documentation](crate).
#[must_use]
pub fn similar<P: Borrow<Profile>>(
    target: &Profile,
    candidates: &[P],
    weights: &Weights,
    limit: usize,
) -> Vec<Similar> {
    let weights = weights.scaled();
    let (scores, means) = score(target, candidates, &weights);
    let scale = Scale::new(&weights, &means);
    let rated = scores.iter().enumerate().map(|(index, scores)| scale.rate(index, scores));

    best(rated.collect(), limit)
        .into_iter()
        .map(|rated| Similar {
            index: rated.index,
            similarity: rated.similarity,
            coverage: rated.coverage,
            reasons: scale.reasons(&scores[rated.index], target, candidates[rated.index].borrow()),
        })
        .collect()
}

/// The scores of every candidate, and their mean an aspect. Aspects without weight are not
/// compared. One pass: reading the candidates is most of the work.
fn score<P: Borrow<Profile>>(
    target: &Profile,
    candidates: &[P],
    weights: &PerAspect<f64>,
) -> (Vec<Scores>, PerAspect<Option<f64>>) {
    let mut means = [Mean::default(); Aspect::ALL.len()];
    let mut compare = |candidate: &Profile| -> Scores {
        Aspect::ALL.map(|aspect| {
            if weights[aspect.place()] == 0.0 {
                return None;
            }
            let similarity = aspect.similarity(target, candidate)?;
            means[aspect.place()].add(similarity);
            Some(similarity)
        })
    };
    let scores = candidates.iter().map(|candidate| compare(candidate.borrow())).collect();
    (scores, means.map(|mean| mean.get()))
}

/// How scores become one number, for one target and its candidates.
struct Scale {
    /// Zero for the aspects that are left out: without weight, or not known of the target or of
    /// any candidate.
    weights: PerAspect<f64>,
    /// Mean score over the candidates of which the aspect is known: the estimate for the others.
    means: PerAspect<f64>,
    /// Sum of `weights`.
    compared: f64,
    /// Sum of all weights, with those of the aspects left out.
    total: f64,
}

impl Scale {
    fn new(weights: &PerAspect<f64>, means: &PerAspect<Option<f64>>) -> Self {
        let compared = Aspect::ALL.map(|aspect| match means[aspect.place()] {
            Some(_) => weights[aspect.place()],
            None => 0.0,
        });
        Self {
            weights: compared,
            means: means.map(Option::unwrap_or_default),
            compared: compared.iter().sum(),
            total: weights.iter().sum(),
        }
    }

    /// All sums add up in the order of the aspects. Rounding is monotone, so a sum of parts is
    /// never above that of the wholes, and no ratio leaves 0..=1 by a last bit.
    fn rate(&self, index: usize, scores: &Scores) -> Rated {
        let (mut alike, mut known) = (0.0, 0.0);
        for (place, weight) in self.weights.iter().enumerate() {
            alike += weight * scores[place].unwrap_or(self.means[place]);
            known += if scores[place].is_some() { *weight } else { 0.0 };
        }
        Rated { index, similarity: ratio(alike, self.compared), coverage: ratio(known, self.total) }
    }

    fn reasons(&self, scores: &Scores, target: &Profile, candidate: &Profile) -> Vec<Reason> {
        let reason = |aspect: Aspect| {
            let similarity = scores[aspect.place()]?;
            let share = ratio(self.weights[aspect.place()] * similarity, self.compared);
            (share > 0.0).then(|| Reason { aspect, similarity, share, shared: aspect.in_common(target, candidate) })
        };
        let mut reasons: Vec<Reason> = Aspect::ALL.into_iter().filter_map(reason).collect();
        // Stable: equal shares keep the order of the aspects.
        reasons.sort_by(|a, b| b.share.total_cmp(&a.share));
        reasons
    }
}

/// A candidate before its reasons.
struct Rated {
    index: usize,
    similarity: f64,
    coverage: f64,
}

impl Rated {
    /// Total, since no two have the same index: the ranking depends on nothing else.
    fn order(&self, other: &Self) -> Ordering {
        (other.similarity.total_cmp(&self.similarity))
            .then(other.coverage.total_cmp(&self.coverage))
            .then(self.index.cmp(&other.index))
    }
}

/// The first `limit` in order, without putting the rest in order.
fn best(mut rated: Vec<Rated>, limit: usize) -> Vec<Rated> {
    if limit < rated.len() {
        rated.select_nth_unstable_by(limit, Rated::order);
        rated.truncate(limit);
    }
    rated.sort_unstable_by(Rated::order);
    rated
}

/// A mean of similarities, the same to the last bit in whatever order they come. Sums of floats
/// depend on their order, sums of whole numbers do not: so it adds up in units of 2⁻⁶³, finer than
/// the last bit of any similarity above 2⁻¹¹.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: u128,
    count: u64,
}

impl Mean {
    const UNITS: f64 = (1_u64 << 63) as f64;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a similarity is in 0..=1, so it has 0..=2^63 units; what is cut off is below the unit"
    )]
    fn add(&mut self, similarity: f64) {
        self.sum += u128::from((similarity * Self::UNITS) as u64);
        self.count += 1;
    }

    /// `None` if nothing was added.
    fn get(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / Self::UNITS / self.count as f64)
    }
}

/// `part / whole`, and 0 where there is nothing to compare.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests;
