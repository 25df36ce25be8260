//! The reference data that every binary carries.

use app::reference::Files;

/// Vocabularies, countries, cities and the lists of frameworks as they were when this binary was built.
pub(crate) const EMBEDDED: Files<'static> = app::reference_files!();
