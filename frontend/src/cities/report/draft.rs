//! What has been typed so far, kept on this device until it is sent.

use crate::browser::{forget, keep, kept};
use crate::messages::{Key, t};
use client::IdempotencyKey;
use contract::Fault;
use domain::Valid;
use domain::corrections::{CityFact, NewCorrection};
use serde::{Deserialize, Serialize};

/// The texts of the form, and the key of the attempt to send them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) fact: String,
    pub(super) value: String,
    pub(super) source: String,
    pub(super) email: String,
    attempt: Option<Attempt>,
}

/// A sending that may or may not have arrived.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Attempt {
    content: NewCorrection,
    key: IdempotencyKey,
}

fn name(slug: &str) -> String {
    ["c2r.report.", slug].concat()
}

impl Draft {
    /// What was kept for this city; empty where nothing is, or it is of another version of the app.
    pub(super) fn kept(slug: &str) -> Self {
        kept(&name(slug)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps it on this device.
    pub(super) fn keep(&self, slug: &str) {
        if let Ok(text) = serde_json::to_string(self) {
            keep(&name(slug), &text);
        }
    }

    /// Forgets what was kept.
    pub(super) fn forget(slug: &str) {
        forget(&name(slug));
    }

    /// Whether anything has been typed.
    pub(super) fn is_empty(&self) -> bool {
        [&self.fact, &self.value, &self.source, &self.email].iter().all(|text| text.trim().is_empty())
    }

    /// The report, by the rules that the server applies as well.
    ///
    /// # Errors
    /// All faults.
    pub(super) fn check(&self, slug: &str) -> Result<NewCorrection, Vec<Fault>> {
        let fact = self.fact.parse::<CityFact>();
        let report = NewCorrection {
            city: slug.to_owned(),
            // Stands in for the one that is missing, so that the other fields are checked all the same.
            fact: fact.clone().unwrap_or(CityFact::Other),
            value: self.value.clone(),
            source: self.source.clone(),
            email: Some(self.email.clone()),
        };
        let checked = Valid::check(report).map(Valid::into_inner);
        if fact.is_ok() {
            return checked;
        }
        let mut faults = vec![Fault::new("/fact", "required", t(Key::FaultFact))];
        faults.extend(checked.err().into_iter().flatten());
        Err(faults)
    }

    /// The key to send `report` with: that of the last attempt as long as the content is the same.
    pub(super) fn key_for(&mut self, report: &NewCorrection) -> IdempotencyKey {
        if let Some(attempt) = self.attempt.as_ref().filter(|attempt| attempt.content == *report) {
            return attempt.key.clone();
        }
        let key = IdempotencyKey::generate();
        self.attempt = Some(Attempt { content: report.clone(), key: key.clone() });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;

    fn draft() -> Draft {
        Draft {
            fact: "shocks".into(),
            value: "Heat wave".into(),
            source: "https://example.org/".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        let faults = Draft::default().check("accra").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/fact", "/value", "/source"]);
        assert!(Draft::default().is_empty());
    }

    #[test]
    fn the_same_content_is_sent_with_the_same_key() {
        let mut draft = draft();
        let report = draft.check("accra").unwrap();
        let key = draft.key_for(&report);
        assert_eq!(draft.key_for(&report), key);
        draft.value.push('s');
        let changed = draft.check("accra").unwrap();
        assert_ne!(draft.key_for(&changed), key);
    }

    #[test]
    fn a_kept_draft_keeps_its_key() {
        let mut draft = draft();
        let report = draft.check("accra").unwrap();
        let key = draft.key_for(&report);
        let mut read: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        assert_eq!(read.key_for(&report), key);
    }
}
