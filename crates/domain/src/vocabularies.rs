//! Controlled vocabularies: closed lists of keys with labels by language.

use serde::{Deserialize, Serialize};

keys! {
    /// The vocabularies of the platform.
    VocabularyName {
        /// Methods of analysis, each under its family.
        AnalysisMethods = "analysis_methods",
        /// Main groups and zones of Köppen–Geiger.
        ClimateZones = "climate_zones",
        /// Countries, by ISO 3166-1 alpha-2 code.
        Countries = "countries",
        /// The four dimensions of the City Resilience Framework.
        CrfDimensions = "crf_dimensions",
        /// The twelve goals of the City Resilience Framework.
        CrfGoals = "crf_goals",
        /// The 52 indicators of the City Resilience Index, each under its goal.
        CrfIndicators = "crf_indicators",
        /// Systems that a city runs on.
        CitySystems = "city_systems",
        /// Income groups of the World Bank.
        IncomeGroups = "income_groups",
        /// The five areas of recovery in ISO 22393.
        Iso22393Areas = "iso22393_areas",
        /// The seven steps of recovery planning in ISO 22393.
        Iso22393Steps = "iso22393_steps",
        /// Keywords of lessons, each under its topic.
        LessonKeywords = "lesson_keywords",
        /// The six topics of lessons.
        LessonTopics = "lesson_topics",
        /// Stages of the roadmap of Making Cities Resilient 2030.
        Mcr2030Stages = "mcr2030_stages",
        /// Families of methods of analysis.
        MethodFamilies = "method_families",
        /// Size classes of cities.
        PopulationBands = "population_bands",
        /// Roles of the people who work on recovery.
        PractitionerRoles = "practitioner_roles",
        /// The four priority themes of the programme.
        PriorityThemes = "c2r_priority_themes",
        /// Stages of crisis and recovery.
        RecoveryStages = "recovery_stages",
        /// Regions of the network.
        Regions = "regions",
        /// The seven qualities of resilient systems.
        ResilienceQualities = "resilience_qualities",
        /// Kinds of library item.
        ResourceTypes = "resource_types",
        /// Sustainable Development Goals.
        Sdgs = "sdgs",
        /// Sectors and functions of a city, finer than its systems.
        Sectors = "sectors",
        /// The four priorities of the Sendai Framework.
        SendaiPriorities = "sendai_priorities",
        /// Sudden events that threaten a city.
        Shocks = "shocks",
        /// Groups with a stake in a city's recovery.
        StakeholderGroups = "stakeholder_groups",
        /// Conditions that weaken a city day by day.
        Stresses = "stresses",
        /// What partners offer and cities ask for.
        SupportTypes = "support_types",
        /// The ten essentials of Making Cities Resilient.
        TenEssentials = "ten_essentials",
        /// Kinds of planning tool, each under its phase of the toolkit.
        ToolTypes = "tool_types",
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
        let others = [&self.ar, &self.es, &self.fr, &self.pt].map(Option::as_deref);
        translated(language, others).unwrap_or(&self.en)
    }
}

/// What a term means, in the languages it has been translated to; English is always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Definitions {
    /// Arabic; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub ar: Option<String>,
    /// English.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Polluted rivers, coasts or drinking water."))]
    pub en: String,
    /// Spanish; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub es: Option<String>,
    /// French; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub fr: Option<String>,
    /// Portuguese; `null` when not translated yet.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub pt: Option<String>,
}

impl Definitions {
    /// A definition that has not been translated yet.
    #[must_use]
    pub const fn english(en: String) -> Self {
        Self { ar: None, en, es: None, fr: None, pt: None }
    }

    /// The definition in `language`, or in English where it is missing, and which of the two it is.
    #[must_use]
    pub fn get(&self, language: Language) -> (Language, &str) {
        let others = [&self.ar, &self.es, &self.fr, &self.pt].map(Option::as_deref);
        translated(language, others).map_or((Language::English, self.en.as_str()), |text| (language, text))
    }
}

/// What is there in `language`, of texts in Arabic, Spanish, French and Portuguese.
const fn translated(language: Language, [ar, es, fr, pt]: [Option<&str>; 4]) -> Option<&str> {
    match language {
        Language::Arabic => ar,
        Language::English => None,
        Language::Spanish => es,
        Language::French => fr,
        Language::Portuguese => pt,
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
    /// The same by language; `null` where there is none, and in a list of vocabularies, which says it in English alone.
    pub definitions: Option<Definitions>,
    /// Key of the term above it in a vocabulary of its own (a goal's dimension, a tool's phase); `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub parent: Option<String>,
}

/// A vocabulary with its terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vocabulary {
    /// Name of the vocabulary.
    pub name: VocabularyName,
    /// What the vocabulary is called, in English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Shocks"))]
    pub label: String,
    /// Addresses where its words were read; empty where they are the platform's own or general knowledge.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["https://mcr2030.undrr.org/disaster-resilience-scorecard-cities"])))]
    pub sources: Vec<String>,
    /// What to know before calling its words official; `null` where there is nothing to know.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
    /// Its terms, in the order to show them; `null` in a list of vocabularies that was asked for without `include=terms`.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub terms: Option<Vec<Term>>,
}

#[cfg(test)]
mod tests {
    use super::{Definitions, Language};

    #[test]
    fn what_has_not_been_translated_is_said_in_english() {
        let definitions = Definitions { fr: Some("Sol".to_owned()), ..Definitions::english("Ground".to_owned()) };
        assert_eq!(definitions.get(Language::French), (Language::French, "Sol"));
        assert_eq!(definitions.get(Language::English), (Language::English, "Ground"));
        assert_eq!(definitions.get(Language::Arabic), (Language::English, "Ground"));
    }
}
