//! Who may do what, decided here and nowhere else. What no rule allows is refused.

use crate::live::ThingKind;

keys! {
    /// Everything that can be done, one key an operation of the API or a command of the operator.
    /// The API's keys are its operation ids, so that the access table can see that none is missing.
    Action {
        /// See the vocabularies.
        ListVocabularies = "list_vocabularies",
        /// See one vocabulary.
        GetVocabulary = "get_vocabulary",
        /// See the cities.
        ListCities = "list_cities",
        /// Take the cities away as CSV.
        ExportCitiesCsv = "export_cities_csv",
        /// Take the cities away as GeoJSON.
        ExportCitiesGeojson = "export_cities_geojson",
        /// See one city.
        GetCity = "get_city",
        /// See which cities are like one.
        ListSimilarCities = "list_similar_cities",
        /// Report a wrong or missing fact.
        CreateCorrection = "create_correction",
        /// Search.
        Search = "search_everything",
        /// Read the change log.
        ListChanges = "list_changes",
        /// Follow the change log.
        StreamChanges = "stream_changes",
        /// Read what was reported (command line).
        ListCorrections = "list_corrections",
        /// Load reference data (command line).
        LoadReferenceData = "load_reference_data",
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Anyone who has not said who they are.
    Visitor,
    /// The person at the machine, through the commands of `c2r`: not reachable over HTTP.
    Operator,
}

/// Whose eyes a query looks with: every query of the store takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What everyone may see.
    Public,
    /// Everything, for the person at the machine.
    Operator,
}

impl Scope {
    /// Whether things of this kind may be seen at all.
    #[must_use]
    pub const fn sees(self, kind: ThingKind) -> bool {
        match kind {
            ThingKind::City | ThingKind::Country | ThingKind::Term => true,
            ThingKind::Correction => matches!(self, Self::Operator),
        }
    }
}

impl Actor {
    /// Whose eyes the actor looks with.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Visitor => Scope::Public,
            Self::Operator => Scope::Operator,
        }
    }

    /// Key for the audit log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Operator => "operator",
        }
    }
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead.
    Allowed,
    /// No, and the answer may say so.
    Denied,
    /// No, and the answer must not tell whether the thing exists.
    Hidden,
}

/// Whether `actor` may do `action`.
#[must_use]
pub const fn may(actor: Actor, action: Action) -> Decision {
    match (actor, action) {
        (
            Actor::Visitor | Actor::Operator,
            Action::ListVocabularies
            | Action::GetVocabulary
            | Action::ListCities
            | Action::ExportCitiesCsv
            | Action::ExportCitiesGeojson
            | Action::GetCity
            | Action::ListSimilarCities
            | Action::Search
            | Action::ListChanges
            | Action::StreamChanges
            | Action::CreateCorrection,
        )
        | (Actor::Operator, Action::ListCorrections | Action::LoadReferenceData) => Decision::Allowed,
        // Reports may name people: a visitor does not even learn whether there are any.
        (Actor::Visitor, Action::ListCorrections) => Decision::Hidden,
        (Actor::Visitor, Action::LoadReferenceData) => Decision::Denied,
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Actor, Decision, may};

    #[test]
    fn reports_and_loading_are_the_operators() {
        assert_eq!(may(Actor::Visitor, Action::ListCorrections), Decision::Hidden);
        assert_eq!(may(Actor::Visitor, Action::LoadReferenceData), Decision::Denied);
        assert!(Action::ALL.iter().all(|action| may(Actor::Operator, *action) == Decision::Allowed));
    }
}
