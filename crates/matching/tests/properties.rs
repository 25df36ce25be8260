//! What holds for every target, candidates and weights.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use matching::{Aspect, Profile, Similar, Weights, similar};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const TOLERANCE: f64 = 1e-12;
const KEYS: [&str; 6] = ["drought", "earthquake", "fire", "flood", "heat", "storm"];
const ZONES: [&str; 9] = ["Af", "Aw", "BSh", "BSk", "BWh", "Cfa", "Cfb", "Csb", "ET"];

fn keys(least: usize) -> impl Strategy<Value = Vec<String>> {
    subsequence(KEYS.to_vec(), least..=KEYS.len()).prop_map(|keys| keys.into_iter().map(str::to_owned).collect())
}

fn fact<T: std::fmt::Debug>(known: f64, of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    (0.0..1.0, of).prop_map(move |(draw, fact)| (draw < known).then_some(fact))
}

/// A profile of which each fact is known with this probability.
fn profile(known: f64) -> impl Strategy<Value = Profile> {
    // Populations by magnitude, and past both bounds.
    let population = (0_u32..=9, 1_u64..10_000).prop_map(|(power, n)| n * 10_u64.pow(power) / 10);
    let facts = (
        fact(known, population),
        fact(known, select(&ZONES).prop_map(str::to_owned)),
        fact(known, any::<bool>()),
        fact(known, 0_u8..=4),
        fact(known, select(&["east", "north", "south"]).prop_map(str::to_owned)),
        fact(known, keys(1)),
        fact(known, keys(1)),
    );
    facts.prop_map(|(population, climate, coastal, income, region, shocks, stresses)| Profile {
        population,
        climate,
        coastal,
        income,
        region,
        shocks: shocks.unwrap_or_default(),
        stresses: stresses.unwrap_or_default(),
    })
}

fn full() -> impl Strategy<Value = Profile> {
    profile(1.0)
}

fn thin() -> impl Strategy<Value = Profile> {
    profile(0.6)
}

/// Whole numbers, so that zeros and ties happen.
fn weights() -> impl Strategy<Value = Weights> {
    vec(0_u8..=4, Aspect::ALL.len()).prop_filter_map("all zero", |numbers| {
        Weights::new(Aspect::ALL.map(|aspect| f64::from(numbers[aspect as usize]))).ok()
    })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE
}

fn everything(target: &Profile, candidates: &[Profile], weights: &Weights) -> Vec<Similar> {
    similar(target, candidates, weights, candidates.len())
}

/// The formula, written as it is read, without a thought for speed or bits.
mod by_the_book {
    use super::*;

    fn jaccard(a: &[String], b: &[String]) -> Option<f64> {
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.iter().collect(), b.iter().collect());
        let known = !a.is_empty() && !b.is_empty();
        known.then(|| a.intersection(&b).count() as f64 / a.union(&b).count() as f64)
    }

    fn climate(a: &str, b: &str) -> f64 {
        let same = |letters: usize| a.get(..letters) == b.get(..letters);
        match (a == b, same(2), same(1)) {
            (true, _, _) => 1.0,
            (_, true, _) => 0.75,
            (_, _, true) => 0.5,
            _ => 0.0,
        }
    }

    fn number(same: bool) -> f64 {
        f64::from(u8::from(same))
    }

    pub(crate) fn score(aspect: Aspect, a: &Profile, b: &Profile) -> Option<f64> {
        let size = |inhabitants: u64| libm::log(inhabitants.clamp(10_000, 100_000_000) as f64);
        let group = |income: u8| f64::from(income.min(3));
        match aspect {
            Aspect::Shocks => jaccard(&a.shocks, &b.shocks),
            Aspect::Stresses => jaccard(&a.stresses, &b.stresses),
            Aspect::Population => {
                (a.population.zip(b.population)).map(|(a, b)| 1.0 - (size(a) - size(b)).abs() / libm::log(10_000.0))
            }
            Aspect::Climate => (a.climate.as_ref().zip(b.climate.as_ref())).map(|(a, b)| climate(a, b)),
            Aspect::Coast => a.coastal.zip(b.coastal).map(|(a, b)| number(a == b)),
            Aspect::Income => (a.income.zip(b.income)).map(|(a, b)| 1.0 - (group(a) - group(b)).abs() / 3.0),
            Aspect::Region => (a.region.as_ref().zip(b.region.as_ref())).map(|(a, b)| number(a == b)),
        }
    }

    pub(crate) struct Expected {
        pub(crate) similarity: f64,
        pub(crate) coverage: f64,
        pub(crate) estimated: f64,
    }

    pub(crate) fn gower(target: &Profile, candidates: &[Profile], weights: &Weights, candidate: &Profile) -> Expected {
        let total: f64 = Aspect::ALL.iter().map(|aspect| weights.get(*aspect)).sum();
        let (mut known, mut estimated, mut covered, mut compared) = (0.0, 0.0, 0.0, 0.0);
        for aspect in Aspect::ALL {
            let weight = weights.get(aspect);
            let all: Vec<f64> = candidates.iter().filter_map(|other| score(aspect, target, other)).collect();
            if all.is_empty() {
                continue;
            }
            compared += weight;
            if let Some(score) = score(aspect, target, candidate) {
                known += weight * score;
                covered += weight;
            } else {
                estimated += weight * all.iter().sum::<f64>() / all.len() as f64;
            }
        }
        let share = |part: f64| if compared > 0.0 { part / compared } else { 0.0 };
        Expected { similarity: share(known + estimated), coverage: covered / total, estimated: share(estimated) }
    }
}

proptest! {
    #[test]
    fn every_result_is_that_of_the_formula(
        target in thin(), candidates in vec(thin(), 0..12), weights in weights(),
    ) {
        let found = everything(&target, &candidates, &weights);
        prop_assert_eq!(found.len(), candidates.len());
        for one in &found {
            let candidate = &candidates[one.index];
            let expected = by_the_book::gower(&target, &candidates, &weights, candidate);
            prop_assert!(near(one.similarity, expected.similarity), "{one:?}");
            prop_assert!(near(one.coverage, expected.coverage), "{one:?}");
            let shares: f64 = one.reasons.iter().map(|reason| reason.share).sum();
            prop_assert!(near(shares + expected.estimated, one.similarity), "{one:?}");
            for reason in &one.reasons {
                let score = by_the_book::score(reason.aspect, &target, candidate);
                prop_assert!(score.is_some_and(|score| near(score, reason.similarity)), "{one:?}");
            }
        }
    }

    #[test]
    fn every_number_is_within_its_range(
        target in thin(), candidates in vec(thin(), 0..12), weights in weights(),
    ) {
        for one in everything(&target, &candidates, &weights) {
            prop_assert!((0.0..=1.0).contains(&one.similarity), "{one:?}");
            prop_assert!((0.0..=1.0).contains(&one.coverage), "{one:?}");
            for reason in &one.reasons {
                prop_assert!(reason.similarity > 0.0 && reason.similarity <= 1.0, "{one:?}");
                prop_assert!(reason.share > 0.0 && reason.share <= one.similarity, "{one:?}");
            }
            prop_assert!(one.reasons.is_sorted_by(|a, b| {
                a.share > b.share || (a.share == b.share && a.aspect < b.aspect)
            }), "{one:?}");
        }
    }

    #[test]
    fn a_city_is_exactly_like_itself(city in full(), weights in weights()) {
        let found = similar(&city, std::slice::from_ref(&city), &weights, 1);
        prop_assert_eq!(found[0].similarity, 1.0);
        prop_assert_eq!(found[0].coverage, 1.0);
    }

    #[test]
    fn two_fully_known_cities_are_as_alike_both_ways_round(
        a in full(), b in full(), weights in weights(),
    ) {
        let there = similar(&a, std::slice::from_ref(&b), &weights, 1);
        let back = similar(&b, std::slice::from_ref(&a), &weights, 1);
        prop_assert_eq!(there, back);
    }

    #[test]
    fn between_fully_known_cities_the_others_do_not_matter(
        target in full(), one in full(), others in vec(thin(), 0..12), weights in weights(),
    ) {
        let alone = similar(&target, std::slice::from_ref(&one), &weights, 1);
        let mut candidates = vec![one];
        candidates.extend(others);
        let among = everything(&target, &candidates, &weights);
        prop_assert_eq!(among.iter().find(|found| found.index == 0), alone.first());
    }

    #[test]
    fn the_order_of_the_candidates_does_not_change_a_bit(
        (candidates, places) in vec(thin(), 1..12).prop_flat_map(|candidates| {
            let places: Vec<usize> = (0..candidates.len()).collect();
            (Just(candidates), Just(places).prop_shuffle())
        }),
        target in thin(), weights in weights(), limit in 1_usize..12,
    ) {
        let shuffled: Vec<Profile> = places.iter().map(|at| candidates[*at].clone()).collect();
        let mut before = everything(&target, &candidates, &weights);
        let mut after = everything(&target, &shuffled, &weights);
        for one in &mut after {
            one.index = places[one.index];
        }
        before.sort_by_key(|one| one.index);
        after.sort_by_key(|one| one.index);
        prop_assert_eq!(before, after);

        let ranks = |candidates: &[Profile]| -> Vec<(u64, u64)> {
            let found = similar(&target, candidates, &weights, limit);
            found.iter().map(|one| (one.similarity.to_bits(), one.coverage.to_bits())).collect()
        };
        prop_assert_eq!(ranks(&candidates), ranks(&shuffled));
    }

    #[test]
    fn the_first_few_are_the_head_of_the_whole_ranking(
        target in thin(), candidates in vec(thin(), 0..20), weights in weights(), limit in 0_usize..25,
    ) {
        let all = everything(&target, &candidates, &weights);
        let in_order = all.is_sorted_by(|a, b| {
            (b.similarity, b.coverage, a.index) < (a.similarity, a.coverage, b.index)
        });
        prop_assert!(in_order, "{all:?}");
        let few = similar(&target, &candidates, &weights, limit);
        prop_assert_eq!(&few[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn only_the_ratios_of_weights_matter(
        target in thin(), candidates in vec(thin(), 0..12), weights in weights(), factor in 1e-9..1e9,
    ) {
        let scaled = Weights::new(Aspect::ALL.map(|aspect| weights.get(aspect) * factor));
        prop_assert!(scaled.is_ok());
        let mut plain = everything(&target, &candidates, &weights);
        let mut scaled = everything(&target, &candidates, &scaled.unwrap_or_default());
        plain.sort_by_key(|one| one.index);
        scaled.sort_by_key(|one| one.index);
        for (a, b) in plain.iter().zip(&scaled) {
            prop_assert!(near(a.similarity, b.similarity), "{a:?} {b:?}");
            prop_assert!(near(a.coverage, b.coverage), "{a:?} {b:?}");
        }
    }

    /// More weight on an aspect draws the similarity towards the likeness in that aspect.
    #[test]
    fn more_weight_on_an_aspect_draws_towards_it(
        target in full(), one in full(), weights in weights(),
        aspect in select(&Aspect::ALL), more in 0.1..10.0,
    ) {
        let heavier = Weights::new(Aspect::ALL.map(|other| {
            weights.get(other) + if other == aspect { more } else { 0.0 }
        }));
        prop_assert!(heavier.is_ok());
        let rate = |weights: &Weights| {
            similar(&target, std::slice::from_ref(&one), weights, 1)[0].similarity
        };
        let (before, after) = (rate(&weights), rate(&heavier.unwrap_or_default()));
        let likeness = by_the_book::score(aspect, &target, &one).unwrap_or_default();
        if likeness >= before {
            prop_assert!(after >= before - TOLERANCE, "{likeness}: {before} → {after}");
        } else {
            prop_assert!(after <= before + TOLERANCE, "{likeness}: {before} → {after}");
        }
        prop_assert!((after - likeness).abs() <= (before - likeness).abs() + TOLERANCE);
    }

    /// A gap that the mean fills with what stood there changes nothing but the coverage.
    #[test]
    fn a_gap_neither_helps_nor_harms(target in full(), one in full(), weights in weights()) {
        let known = [one.clone(), one.clone()];
        let gap = [one.clone(), Profile { population: None, ..one }];
        let before = everything(&target, &known, &weights);
        let after = everything(&target, &gap, &weights);
        for found in &after {
            prop_assert!(near(found.similarity, before[0].similarity), "{found:?}");
        }
        let coverage = |index: usize| after.iter().find(|f| f.index == index).map(|f| f.coverage);
        if weights.get(Aspect::Population) > 0.0 {
            prop_assert!(coverage(1) < coverage(0));
        } else {
            prop_assert_eq!(coverage(1), coverage(0));
        }
    }
}
