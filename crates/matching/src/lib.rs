#![doc = include_str!("../README.md")]

pub mod similarity;

pub use similarity::{Aspect, Profile, Reason, Similar, WeightError, Weights, similar};
