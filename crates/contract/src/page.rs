//! What a list answers.

use serde::{Deserialize, Serialize};

/// One page of a list. There are no totals and no page numbers: follow `next` until it is `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The things of this page, in the asked order.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub items: Vec<T>,
    /// Give this as `cursor` to get the next page; `null` on the last one.
    #[cfg_attr(feature = "openapi", schema(max_length = 400))]
    pub next: Option<String>,
    /// Counts by value for each facet named in `facets`; `null` when none was asked for.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub facets: Option<Vec<Facet>>,
}

impl<T> Page<T> {
    /// A page without facets.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Option<String>) -> Self {
        Self { items, next, facets: None }
    }

    /// The same page with each thing turned into another.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next, facets: self.facets }
    }
}

/// How many things carry each value of one property, given all filters but the one on this property,
/// so that a person sees what choosing another value would give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facet {
    /// Name of the filter parameter that takes the values.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "region"))]
    pub name: String,
    /// The values, most frequent first.
    #[cfg_attr(feature = "openapi", schema(max_items = 300))]
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// The value, as the filter takes it.
    #[cfg_attr(feature = "openapi", schema(max_length = 80, example = "africa"))]
    pub value: String,
    /// How many things have it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 53))]
    pub count: u64,
}
