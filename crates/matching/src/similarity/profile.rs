//! What is compared of a city.

use serde::{Deserialize, Serialize};

/// What is compared of a city.
///
/// `None` and an empty list mean *not known*, never *none*: what is not known is left out of the
/// comparison or estimated (see [`similar`](crate::similar)), and does not count as a difference.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Inhabitants.
    pub population: Option<u64>,
    /// Zone of the Köppen–Geiger classification, such as `Cfb`, in its usual capitals and small
    /// letters. Two letters (`ET`) or one (`C`) will do where no more is known.
    pub climate: Option<String>,
    /// Whether the city lies at the sea.
    pub coastal: Option<bool>,
    /// Income group of the country: 0 low, 1 lower middle, 2 upper middle, 3 high. A higher number
    /// counts as 3.
    pub income: Option<u8>,
    /// Key of the world region.
    pub region: Option<String>,
    /// Keys of the shocks the city faces, sorted and unique. A key that stands there twice counts
    /// twice; the keys of a reason come in the order of the candidate's list.
    pub shocks: Vec<String>,
    /// Keys of the chronic stresses the city faces, sorted and unique, as the shocks are.
    pub stresses: Vec<String>,
}
