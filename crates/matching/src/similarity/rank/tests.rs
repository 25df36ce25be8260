use super::*;

fn keys(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

fn target() -> Profile {
    Profile {
        population: Some(1_000_000),
        climate: Some("Cfb".into()),
        coastal: Some(true),
        income: Some(2),
        region: Some("north".into()),
        shocks: keys("drought flood"),
        stresses: keys("ageing housing"),
    }
}

fn only(aspect: Aspect) -> Weights {
    Weights::new(Aspect::ALL.map(|other| if other == aspect { 1.0 } else { 0.0 })).unwrap()
}

fn order(found: &[Similar]) -> Vec<usize> {
    found.iter().map(|similar| similar.index).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn a_twin_is_exactly_alike_for_every_aspect_and_says_so() {
    let found = similar(&target(), &[target()], &Weights::default(), 5);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].similarity, 1.0);
    assert_eq!(found[0].coverage, 1.0);
    let aspects: Vec<Aspect> = found[0].reasons.iter().map(|reason| reason.aspect).collect();
    // By weight (3, 3, 2, 2, 2, 1, 1), then in the order of the aspects.
    assert_eq!(
        aspects,
        [
            Aspect::Shocks,
            Aspect::Stresses,
            Aspect::Population,
            Aspect::Climate,
            Aspect::Income,
            Aspect::Coast,
            Aspect::Region,
        ]
    );
    assert_eq!(found[0].reasons[0].shared, keys("drought flood"));
    assert_eq!(found[0].reasons[2].shared, keys(""));
    assert_eq!(found[0].reasons[5].shared, keys("coastal"));
}

#[test]
fn the_coefficient_is_the_weighted_mean() {
    let candidate = Profile {
        population: Some(100_000),
        climate: Some("Csa".into()),
        coastal: Some(false),
        income: Some(3),
        shocks: keys("drought fire"),
        ..target()
    };
    let found = similar(&target(), &[candidate], &Weights::default(), 1);
    // shocks 1/3, stresses 1, population 0.75, climate 0.5, coast 0, income 2/3, region 1
    let expected = (3.0 / 3.0 + 3.0 + 2.0 * 0.75 + 2.0 * 0.5 + 0.0 + 2.0 * 2.0 / 3.0 + 1.0) / 14.0;
    assert!(near(found[0].similarity, expected), "{}", found[0].similarity);
    assert_eq!(found[0].coverage, 1.0);
    assert!(found[0].reasons.iter().all(|reason| reason.aspect != Aspect::Coast));
    let shares: f64 = found[0].reasons.iter().map(|reason| reason.share).sum();
    assert!(near(shares, expected), "{shares}");
}

#[test]
fn what_is_not_known_of_the_target_is_left_out() {
    let target = Profile { shocks: Vec::new(), stresses: Vec::new(), ..target() };
    let stranger = Profile { shocks: keys("fire"), stresses: keys("crime"), ..target.clone() };
    let found = similar(&target, &[stranger], &Weights::default(), 1);
    assert_eq!(found[0].similarity, 1.0);
    assert!(near(found[0].coverage, 8.0 / 14.0), "{}", found[0].coverage);
    assert_eq!(found[0].reasons.len(), 5);
}

#[test]
fn what_is_not_known_of_a_candidate_gets_the_mean_and_no_reason() {
    let with = |words| Profile { shocks: keys(words), ..Profile::default() };
    let candidates = [with("drought flood"), with("fire"), with("")];
    let found = similar(&target(), &candidates, &only(Aspect::Shocks), 3);
    assert_eq!(order(&found), [0, 2, 1]);
    assert_eq!(found[1].similarity, 0.5);
    assert_eq!(found[1].coverage, 0.0);
    assert!(found[1].reasons.is_empty());
}

#[test]
fn a_thin_profile_does_not_come_before_a_well_described_match() {
    // Left out, as in Gower's plain rule, the one known aspect of the thin profile would make 1.
    let close = Profile { climate: Some("Cfa".into()), ..target() };
    let far = Profile { population: Some(20_000), shocks: keys("fire"), stresses: keys("crime"), ..target() };
    let thin = Profile { region: target().region, ..Profile::default() };
    let found = similar(&target(), &[thin, close, far], &Weights::default(), 3);
    assert_eq!(order(&found), [1, 0, 2]);
    assert!(near(found[1].coverage, 1.0 / 14.0));
}

#[test]
fn what_is_not_known_of_any_candidate_is_left_out() {
    let candidate = Profile { region: target().region, ..Profile::default() };
    let found = similar(&target(), &[candidate], &Weights::default(), 1);
    assert_eq!(found[0].similarity, 1.0);
    assert!(near(found[0].coverage, 1.0 / 14.0));
    assert_eq!(found[0].reasons.len(), 1);
    assert_eq!(found[0].reasons[0].share, 1.0);
}

#[test]
fn nothing_to_compare_is_no_similarity() {
    let pairs = [
        (Profile::default(), target(), Weights::default()),
        (target(), Profile::default(), Weights::default()),
        (Profile { climate: None, ..target() }, target(), only(Aspect::Climate)),
    ];
    for (target, candidate, weights) in pairs {
        let found = similar(&target, &[candidate], &weights, 1);
        assert_eq!((found[0].similarity, found[0].coverage), (0.0, 0.0));
        assert!(found[0].reasons.is_empty());
    }
}

#[test]
fn ties_go_to_the_better_known_then_to_the_first() {
    let here = || Profile { region: target().region, ..Profile::default() };
    let better = || Profile { coastal: Some(true), ..here() };
    let found = similar(&target(), &[here(), better(), here(), better()], &Weights::default(), 9);
    assert!(found.iter().all(|similar| similar.similarity == 1.0));
    assert_eq!(order(&found), [1, 3, 0, 2]);
}

#[test]
fn no_candidates_or_no_room_give_an_empty_list() {
    assert!(similar(&target(), &[] as &[Profile], &Weights::default(), 5).is_empty());
    assert!(similar(&target(), &[target()], &Weights::default(), 0).is_empty());
}

fn mean(values: &[f64]) -> Option<f64> {
    let mut mean = Mean::default();
    for value in values {
        mean.add(*value);
    }
    mean.get()
}

#[test]
fn a_mean_does_not_depend_on_the_order() {
    let forwards = [0.1, 0.2, 0.3, 1.0 / 3.0, 0.7, 1e-9, 1.0];
    let mut backwards = forwards;
    backwards.reverse();
    assert_eq!(mean(&forwards), mean(&backwards));
    assert!(mean(&forwards).is_some_and(|mean| near(mean, forwards.iter().sum::<f64>() / 7.0)));
    assert_eq!(mean(&[1.0; 3]), Some(1.0));
    assert_eq!(mean(&[0.0; 3]), Some(0.0));
    assert_eq!(mean(&[]), None);
}
