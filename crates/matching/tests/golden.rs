//! Golden cases: results to the last bit, the same natively and under wasm.
//!
//! `golden.json` writes a float as the sixteen hexadecimal digits of its bits, and beside them, for
//! the reader, what they come to. The message of a failing run holds the results that changed, in
//! the form of the file.

use matching::{Aspect, Profile, Similar, Weights, similar};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    target: Profile,
    candidates: Vec<Profile>,
    /// In the order of [`Aspect::ALL`]; the default weights if absent.
    weights: Option<[f64; Aspect::ALL.len()]>,
    limit: usize,
    expected: Value,
}

fn float(value: f64) -> Value {
    json!(format!("{:016x} = {value:.6}", value.to_bits()))
}

fn written(found: &[Similar]) -> Value {
    let reason = |reason: &matching::Reason| {
        json!({
            "aspect": reason.aspect,
            "similarity": float(reason.similarity),
            "share": float(reason.share),
            "shared": reason.shared,
        })
    };
    let one = |similar: &Similar| {
        json!({
            "index": similar.index,
            "similarity": float(similar.similarity),
            "coverage": float(similar.coverage),
            "reasons": similar.reasons.iter().map(reason).collect::<Vec<_>>(),
        })
    };
    found.iter().map(one).collect()
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_result_is_the_golden_one_to_the_bit() -> Result<(), Box<dyn std::error::Error>> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("golden.json"))?;
    assert!(!cases.is_empty());
    let mut changed = Map::new();
    for case in cases {
        let weights = case.weights.map_or_else(|| Ok(Weights::default()), Weights::new)?;
        let found = written(&similar(&case.target, &case.candidates, &weights, case.limit));
        if found != case.expected {
            changed.insert(case.name, found);
        }
    }
    assert!(changed.is_empty(), "changed:\n{:#}", Value::Object(changed));
    Ok(())
}
