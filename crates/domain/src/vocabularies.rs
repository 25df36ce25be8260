//! Controlled vocabularies: closed lists of keys with labels by language.

use serde::{Deserialize, Serialize};

keys! {
    /// The vocabularies of the platform.
    VocabularyName {
        /// Main groups and zones of Köppen–Geiger.
        ClimateZones = "climate_zones",
        /// Countries, by ISO 3166-1 alpha-2 code.
        Countries = "countries",
        /// The four dimensions of the City Resilience Framework.
        CrfDimensions = "crf_dimensions",
        /// The twelve goals of the City Resilience Framework.
        CrfGoals = "crf_goals",
        /// Systems that a city runs on.
        CitySystems = "city_systems",
        /// Income groups of the World Bank.
        IncomeGroups = "income_groups",
        /// The six topics of lessons.
        LessonTopics = "lesson_topics",
        /// Size classes of cities.
        PopulationBands = "population_bands",
        /// The four priority themes of the programme.
        PriorityThemes = "c2r_priority_themes",
        /// Stages of crisis and recovery.
        RecoveryStages = "recovery_stages",
        /// Regions of the network.
        Regions = "regions",
        /// The seven qualities of resilient systems.
        ResilienceQualities = "resilience_qualities",
        /// Sustainable Development Goals.
        Sdgs = "sdgs",
        /// Sudden events that threaten a city.
        Shocks = "shocks",
        /// Groups with a stake in a city's recovery.
        StakeholderGroups = "stakeholder_groups",
        /// Conditions that weaken a city day by day.
        Stresses = "stresses",
        /// The ten essentials of Making Cities Resilient.
        TenEssentials = "ten_essentials",
        /// The four phases of the toolkit.
        ToolkitPhases = "toolkit_phases",
        /// Groups who are hit harder by crises.
        VulnerableGroups = "vulnerable_groups",
    }
}

keys! {
    /// Languages of the interface, BCP 47.
    Language {
        /// Arabic.
        Arabic = "ar",
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
        /// French.
        French = "fr",
        /// Portuguese.
        Portuguese = "pt",
    }
}

/// A label in the languages it has been translated to; English is always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Labels {
    /// Arabic; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub ar: Option<String>,
    /// English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Extreme heat"))]
    pub en: String,
    /// Spanish; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub es: Option<String>,
    /// French; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub fr: Option<String>,
    /// Portuguese; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub pt: Option<String>,
}

impl Labels {
    /// The label in `language`, or in English where it is missing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let label = match language {
            Language::Arabic => self.ar.as_deref(),
            Language::English => None,
            Language::Spanish => self.es.as_deref(),
            Language::French => self.fr.as_deref(),
            Language::Portuguese => self.pt.as_deref(),
        };
        label.unwrap_or(&self.en)
    }
}

/// One term of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Term {
    /// Key by which other things name the term.
    #[cfg_attr(feature = "openapi", schema(max_length = 80, example = "extreme_heat"))]
    pub key: String,
    /// Labels by language.
    pub labels: Labels,
    /// What the term means, in English; `null` where the label says it all.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub definition: Option<String>,
    /// Key of the term above it in a vocabulary of its own (a goal's dimension); `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub parent: Option<String>,
}

/// A vocabulary with its terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vocabulary {
    /// Name of the vocabulary.
    pub name: VocabularyName,
    /// Its terms, in the order to show them.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub terms: Vec<Term>,
}
