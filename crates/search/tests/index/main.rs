//! The index as its callers see it.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

mod cities;
mod finding;
mod keeping;
mod narrowing;
mod stems;
