//! Countries: reference data that gives cities their income group and their place on the map.

use crate::cities::{IncomeGroup, Region};
use serde::{Deserialize, Serialize};

/// A country as it is loaded from the reference data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub alpha3: String,
    /// ISO 3166-1 numeric, three digits: the id of its shape on the world map.
    pub numeric: String,
    /// Common short name, by language.
    pub labels: crate::vocabularies::Labels,
    /// Region of the network.
    pub region: Region,
    /// Income group of the World Bank.
    pub income_group: IncomeGroup,
}
