//! What is said about each vocabulary as a whole: its name in English, where its words were read, and what to know
//! before calling them official. It stands here and not in a table, because the list of vocabularies is the
//! program's: none comes without somebody having written these lines.

use domain::vocabularies::VocabularyName as Name;

/// What the vocabulary is called, in English.
pub(crate) const fn label(name: Name) -> &'static str {
    match name {
        Name::AnalysisMethods => "Methods of analysis",
        Name::ClimateZones => "Climate zones",
        Name::Countries => "Countries",
        Name::CrfDimensions => "Dimensions of the City Resilience Framework",
        Name::CrfGoals => "Goals of the City Resilience Framework",
        Name::CrfIndicators => "Indicators of the City Resilience Index",
        Name::CitySystems => "City systems",
        Name::IncomeGroups => "Income groups",
        Name::Iso22393Areas => "Areas of recovery (ISO 22393)",
        Name::Iso22393Steps => "Steps of recovery planning (ISO 22393)",
        Name::LessonKeywords => "Keywords of lessons",
        Name::LessonTopics => "Topics of lessons",
        Name::Mcr2030Stages => "Stages of Making Cities Resilient 2030",
        Name::MethodFamilies => "Families of methods",
        Name::PopulationBands => "Size classes",
        Name::PractitionerRoles => "Roles of practitioners",
        Name::PriorityThemes => "Priority themes",
        Name::RecoveryStages => "Stages of recovery",
        Name::Regions => "Regions",
        Name::ResilienceQualities => "Qualities of resilience",
        Name::ResourceTypes => "Kinds of resource",
        Name::Sdgs => "Sustainable Development Goals",
        Name::Sectors => "Sectors",
        Name::SendaiPriorities => "Priorities of the Sendai Framework",
        Name::Shocks => "Shocks",
        Name::StakeholderGroups => "Stakeholder groups",
        Name::Stresses => "Stresses",
        Name::SupportTypes => "Kinds of support",
        Name::TenEssentials => "Ten Essentials of Making Cities Resilient",
        Name::ToolTypes => "Kinds of planning tool",
        Name::ToolkitPhases => "Phases of the toolkit",
        Name::VulnerableGroups => "Vulnerable groups",
    }
}

const PROGRAMME: &str = "https://resilientcitiesnetwork.org/programs/cities-for-a-resilient-recovery/";
const TOOLKIT: &str = "https://resilientcitiesnetwork.org/programs/toolkit-for-a-resilient-recovery/";
const ISO_22393: &str =
    "https://standards.iteh.ai/catalog/standards/iso/204b44b1-3ada-4a2d-b39f-67ad3a668ba9/iso-22393-2023";
const SEVEN_STEPS: &str = "https://alliancembs.manchester.ac.uk/news/the-manchester-briefing-on-covid-19-issue-49-seven-steps-to-plan-recovery-and-renewal";
const LESSON_THEMES: &str = "https://alliancembs.manchester.ac.uk/news/the-manchester-briefing-on-covid-19-issue-40-launching-a-database-of-lessons";
const METHODS: &[&str] = &[
    "http://geodesignportal.sdsconsortium.org/ontology/?n=SDSSTool:DEFINITE",
    "http://www.3ie.org/lipsor/lipsor_uk/micmac_uk.htm",
    "https://www.deltares.nl/en/expertise/areas-of-expertise/sea-level-rise/dynamic-adaptive-policy-pathways",
];
const CITY_RESILIENCE_INDEX: &[&str] = &[
    "https://rockefellerfoundation.org/report/city-resilience-index-2",
    "http://www.arup.com/projects/city_resilience",
    "https://www.slideshare.net/slideshow/city-resilience-index/57732486",
];
const LESSON_KEYWORDS: &[&str] = &[
    "https://recoverydatabase.manchester.ac.uk/lessons/topic/gov/?page=5",
    "https://recoverydatabase.manchester.ac.uk/lessons/topic/gov/keyword/planning-for-recovery/?page=2",
    "https://recoverydatabase.manchester.ac.uk/lessons/country/US/?page=2",
];
const MCR2030: &[&str] = &[
    "http://euroasia-uclg.ru/en/news/novosti-evraziyskogo-otdeleniya/prisoedinyaytes-k-kampanii-po-povysheniyu-zhiznestoykosti-gorodov-k-2030/",
    "https://mcr2030.undrr.org/quick/13090",
];
const SCORECARD: &[&str] = &[
    "https://mcr2030.undrr.org/disaster-resilience-scorecard-cities",
    "https://www.unisdr.org/campaign/resilientcities/toolkit/article/disaster-resilience-scorecard-for-cities.html",
    "https://resilience.greendiamondsolutions.com/main_category/glossary_term",
];

/// Addresses where the words were read, as the file of the vocabulary names them.
pub(super) const fn sources(name: Name) -> &'static [&'static str] {
    match name {
        Name::AnalysisMethods => METHODS,
        Name::ClimateZones => &["https://doi.org/10.1127/metz/2016/0816"],
        Name::CrfDimensions | Name::CrfGoals | Name::CrfIndicators => CITY_RESILIENCE_INDEX,
        Name::Iso22393Areas | Name::Iso22393Steps => &[SEVEN_STEPS, ISO_22393],
        Name::LessonKeywords => LESSON_KEYWORDS,
        Name::LessonTopics => &[LESSON_THEMES],
        Name::Mcr2030Stages => MCR2030,
        Name::PractitionerRoles => {
            &["https://www.rockefellerfoundation.org/insights/perspective/what-a-chief-resilience-officer-does/"]
        }
        Name::RecoveryStages => &[ISO_22393],
        Name::ResourceTypes => &[PROGRAMME],
        Name::TenEssentials => SCORECARD,
        Name::ToolTypes | Name::ToolkitPhases => &[TOOLKIT],
        Name::Countries
        | Name::CitySystems
        | Name::IncomeGroups
        | Name::MethodFamilies
        | Name::PopulationBands
        | Name::PriorityThemes
        | Name::Regions
        | Name::ResilienceQualities
        | Name::Sdgs
        | Name::Sectors
        | Name::SendaiPriorities
        | Name::Shocks
        | Name::StakeholderGroups
        | Name::Stresses
        | Name::SupportTypes
        | Name::VulnerableGroups => &[],
    }
}

/// What the marks of the files say: which words nobody has held against their source yet.
pub(super) const fn note(name: Name) -> Option<&'static str> {
    match name {
        Name::CrfDimensions | Name::CrfGoals | Name::CrfIndicators | Name::ResilienceQualities => Some(
            "Structure and counts are sourced; the wording comes from general knowledge of the published work. Check it before calling it official.",
        ),
        Name::Iso22393Steps => Some(
            "Only headings are named. Those of the last three steps are not wholly sourced: check them before calling them official.",
        ),
        Name::LessonKeywords => Some("Eight of the keywords are sourced, the others are general knowledge."),
        Name::Mcr2030Stages => Some("The name of stage A is sourced; those of B and C are general knowledge."),
        Name::SendaiPriorities => {
            Some("The wording comes from general knowledge. Check it before calling it official.")
        }
        Name::AnalysisMethods
        | Name::MethodFamilies
        | Name::PractitionerRoles
        | Name::ResourceTypes
        | Name::Sectors
        | Name::SupportTypes
        | Name::ToolTypes => Some("The platform's own list, mostly from general knowledge of the field."),
        _ => None,
    }
}
