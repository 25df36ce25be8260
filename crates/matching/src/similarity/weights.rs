//! How much each aspect counts.

use std::fmt;

use super::Aspect;

/// One weight an aspect: finite, not negative, not all zero. Only their ratios matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights([f64; Aspect::ALL.len()]);

/// Why weights were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightError {
    /// The weight of this aspect is below zero.
    Negative(Aspect),
    /// The weight of this aspect is infinite or not a number.
    NotFinite(Aspect),
    /// Every weight is zero, so that nothing would be compared.
    AllZero,
}

impl fmt::Display for WeightError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Negative(aspect) => write!(f, "the weight of {} is negative", aspect.name()),
            Self::NotFinite(aspect) => {
                write!(f, "the weight of {} is not a finite number", aspect.name())
            }
            Self::AllZero => f.write_str("every weight is zero"),
        }
    }
}

impl std::error::Error for WeightError {}

impl Weights {
    /// Weights in the order of [`Aspect::ALL`]. Zero leaves an aspect out.
    ///
    /// # Errors
    /// [`WeightError`] for the first weight that is negative or not finite, or if all are zero.
    pub fn new(weights: [f64; Aspect::ALL.len()]) -> Result<Self, WeightError> {
        for (aspect, weight) in Aspect::ALL.into_iter().zip(weights) {
            if !weight.is_finite() {
                return Err(WeightError::NotFinite(aspect));
            }
            if weight < 0.0 {
                return Err(WeightError::Negative(aspect));
            }
        }
        if weights.iter().all(|weight| *weight == 0.0) {
            return Err(WeightError::AllZero);
        }
        Ok(Self(weights))
    }

    /// The weight of an aspect, as given.
    #[must_use]
    pub const fn get(&self, aspect: Aspect) -> f64 {
        self.0[aspect.place()]
    }

    /// The weights in the order of [`Aspect::ALL`], brought by a power of two to under 1: no sum
    /// of them overflows, and nothing is rounded, so that what ties by the formula ties here.
    pub(super) fn scaled(&self) -> [f64; Aspect::ALL.len()] {
        let greatest = self.0.into_iter().fold(0.0, f64::max);
        let (_, exponent) = libm::frexp(greatest);
        self.0.map(|weight| libm::ldexp(weight, -exponent))
    }
}

impl Default for Weights {
    /// A judgement for cities that look for others to learn from, not a measurement:
    ///
    /// | aspect | weight | reason |
    /// |---|---|---|
    /// | shocks, stresses | 3 each | who faces the same has tried something against it: this is what one wants to learn |
    /// | population | 2 | a measure for a town seldom fits a city of millions, nor the other way round |
    /// | climate | 2 | it decides which measures of building, water, heat and green work at all |
    /// | income | 2 | it stands for the means: what can be paid for and kept running |
    /// | coast | 1 | it matters, but the shocks and the climate already carry a part of it |
    /// | region | 1 | shared language, law and travel help, but good ideas cross regions, so it only tips the scales |
    fn default() -> Self {
        Self([3.0, 3.0, 2.0, 2.0, 1.0, 2.0, 1.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid_and_in_the_documented_order() {
        let weights = Weights::default();
        assert_eq!(Weights::new(Aspect::ALL.map(|aspect| weights.get(aspect))), Ok(weights));
        assert_eq!(weights.get(Aspect::Shocks), 3.0);
        assert_eq!(weights.get(Aspect::Coast), 1.0);
        assert_eq!(weights.get(Aspect::Income), 2.0);
        assert_eq!(weights.get(Aspect::Region), 1.0);
    }

    #[test]
    fn bad_weights_are_refused_with_the_aspect() {
        let table = [
            ([1.0, -0.5, 1.0, 1.0, 1.0, 1.0, 1.0], WeightError::Negative(Aspect::Stresses)),
            ([1.0, 1.0, f64::NAN, 1.0, 1.0, 1.0, 1.0], WeightError::NotFinite(Aspect::Population)),
            ([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, f64::INFINITY], WeightError::NotFinite(Aspect::Region)),
            ([f64::NEG_INFINITY; 7], WeightError::NotFinite(Aspect::Shocks)),
            ([0.0; 7], WeightError::AllZero),
            ([-0.0; 7], WeightError::AllZero),
        ];
        for (weights, expected) in table {
            assert_eq!(Weights::new(weights), Err(expected), "{weights:?}");
        }
    }

    #[test]
    fn an_error_says_which_weight() {
        let error = WeightError::Negative(Aspect::Climate);
        assert_eq!(error.to_string(), "the weight of climate is negative");
    }

    #[test]
    fn scaled_weights_keep_their_ratios_and_neither_overflow_nor_vanish() {
        for greatest in [f64::MAX, 3.0, 1e-9, f64::MIN_POSITIVE] {
            let weights = [greatest, greatest / 2.0, 0.0, 0.0, 0.0, 0.0, 0.0];
            let scaled = Weights::new(weights).unwrap().scaled();
            assert!((0.5..1.0).contains(&scaled[0]), "{greatest}: {scaled:?}");
            assert_eq!(scaled[1], scaled[0] / 2.0, "{greatest}");
            assert_eq!(scaled[2..], [0.0; 5]);
        }
    }
}
