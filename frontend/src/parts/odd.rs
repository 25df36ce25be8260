//! An address that asks for something unknown: what it is, by parameter, and the way to the page without it.

use crate::address::{pairs, readable};
use crate::messages::{Key, fill, t};
use contract::Fault;
use leptos::prelude::*;
use ui::{Banner, Link, Rank, Tone};

/// What a page tells of its parameters.
#[derive(Clone, Copy)]
pub(crate) struct Parameters {
    /// The name of a parameter in words; `None` for one that the page does not have.
    pub(crate) name: fn(&str) -> Option<&'static str>,
    /// Where the page is.
    pub(crate) path: fn() -> String,
    /// The link to the page as it is without any parameter.
    pub(crate) all: Key,
}

/// The faults of an address, each in words, and a link that leaves out what is wrong and keeps the rest.
#[component]
pub(crate) fn OddAddress(
    /// What is the matter.
    title: Key,
    /// What the page or the API found.
    faults: Vec<Fault>,
    /// The query of the address.
    search: String,
    /// What the page knows of its parameters.
    parameters: Parameters,
) -> impl IntoView {
    let lines = faults.iter().map(|fault| explain(fault, &search, parameters.name));
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    let path = (parameters.path)();
    let rest = without(&search, &faults);
    let kept = (!rest.is_empty()).then(|| {
        view! { <Link rank=Rank::Plain href=[&path, "?", &rest].concat()>{t(Key::OddWithout)}</Link> }
    });
    view! {
        <Banner tone=Tone::Warn fresh=true word=t(title)>
            <ul class="bullets">{lines}</ul>
            <p class="acts">{kept} <Link rank=Rank::Plain href=path>{t(parameters.all)}</Link></p>
        </Banner>
    }
}

/// One fault, in words; the API's own where the app has none.
fn explain(fault: &Fault, search: &str, name: fn(&str) -> Option<&'static str>) -> String {
    let parameter = fault.pointer.as_str();
    let known = name(parameter).unwrap_or(parameter);
    let with = |key, value: &str| fill(key, &[("parameter", known), ("value", value)]);
    match fault.code.as_str() {
        "unknown_value" => with(Key::OddValue, &values(search, parameter).join(", ")),
        "unknown_parameter" => with(Key::OddParameter, ""),
        "given_twice" => with(Key::OddTwice, ""),
        _ => with(Key::OddOther, &fault.message),
    }
}

/// What the address gives for a parameter, as a person would write it.
fn values(search: &str, parameter: &str) -> Vec<String> {
    let given = pairs(search).filter(|(name, _)| *name == parameter);
    given.map(|(_, value)| readable(value)).collect()
}

/// The query without the parameters that have a fault.
fn without(search: &str, faults: &[Fault]) -> String {
    let fine = pairs(search).filter(|(name, _)| faults.iter().all(|fault| fault.pointer != *name));
    let fine: Vec<String> = fine.map(|(name, value)| [name, "=", value].concat()).collect();
    fine.join("&")
}

#[cfg(test)]
mod tests {
    use super::without;
    use contract::Fault;

    #[test]
    fn only_what_is_wrong_is_left_out() {
        let faults = [Fault::new("shock", "unknown_value", "?"), Fault::new("colour", "unknown_parameter", "?")];
        assert_eq!(without("shock=atlantis&region=africa&colour=red&view=map", &faults), "region=africa&view=map");
        assert_eq!(without("?shock=atlantis", &faults), "");
        assert_eq!(without("", &faults), "");
    }
}
