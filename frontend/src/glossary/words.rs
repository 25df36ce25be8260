//! The words, and where their meanings come from.

use crate::messages::Key;

/// Where a meaning comes from. The words here are plainer than those of the sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The terminology of disaster risk reduction, United Nations General Assembly, 2016.
    Undrr,
    /// The City Resilience Framework, Arup with the Rockefeller Foundation, 2014.
    Framework,
    /// ISO 22393, 2023.
    Iso,
    /// The Resilient Cities Network.
    Network,
    /// J. C. Gower, "A general coefficient of similarity and some of its properties", 1971.
    Gower,
    /// The Köppen–Geiger classification, after Rubel et al. 2017.
    Climate,
    /// The World Bank's country and lending groups.
    Income,
    /// This platform itself.
    Here,
}

impl Source {
    /// Its name and its address; `None` for the platform itself.
    pub(super) const fn name(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Undrr => Some(("UNDRR", "https://www.undrr.org/terminology")),
            Self::Framework => Some((
                "Arup, City Resilience Framework",
                "https://www.rockefellerfoundation.org/report/city-resilience-framework/",
            )),
            Self::Iso => Some((
                "ISO 22393:2023",
                "https://standards.iteh.ai/catalog/standards/iso/204b44b1-3ada-4a2d-b39f-67ad3a668ba9/iso-22393-2023",
            )),
            Self::Network => Some(("Resilient Cities Network", "https://resilientcitiesnetwork.org/")),
            Self::Gower => Some(("Gower 1971", "https://doi.org/10.2307/2528823")),
            Self::Climate => Some(("Rubel et al. 2017", "https://doi.org/10.1127/metz/2016/0816")),
            Self::Income => Some(("World Bank", "https://datahelpdesk.worldbank.org/knowledgebase/articles/906519")),
            Self::Here => None,
        }
    }
}

/// Name in addresses, the word, what it means, where that comes from.
pub(super) const WORDS: [(&str, Key, Key, Source); 21] = [
    ("resilience", Key::WordResilience, Key::WordResilienceText, Source::Undrr),
    ("shock", Key::WordShock, Key::WordShockText, Source::Framework),
    ("stress", Key::WordStress, Key::WordStressText, Source::Framework),
    ("hazard", Key::WordHazard, Key::WordHazardText, Source::Undrr),
    ("exposure", Key::WordExposure, Key::WordExposureText, Source::Undrr),
    ("vulnerability", Key::WordVulnerability, Key::WordVulnerabilityText, Source::Undrr),
    ("risk", Key::WordRisk, Key::WordRiskText, Source::Undrr),
    ("capacity", Key::WordCapacity, Key::WordCapacityText, Source::Undrr),
    ("recovery", Key::WordRecovery, Key::WordRecoveryText, Source::Iso),
    ("renewal", Key::WordRenewal, Key::WordRenewalText, Source::Iso),
    ("better", Key::WordBetter, Key::WordBetterText, Source::Undrr),
    ("infrastructure", Key::WordInfrastructure, Key::WordInfrastructureText, Source::Undrr),
    ("warning", Key::WordWarning, Key::WordWarningText, Source::Undrr),
    ("officer", Key::WordOfficer, Key::WordOfficerText, Source::Network),
    ("similar", Key::WordSimilar, Key::WordSimilarText, Source::Gower),
    ("climate", Key::WordClimate, Key::WordClimateText, Source::Climate),
    ("income", Key::WordIncome, Key::WordIncomeText, Source::Income),
    ("network", Key::WordNetwork, Key::WordNetworkText, Source::Network),
    ("lead", Key::WordLead, Key::WordLeadText, Source::Here),
    ("practitioner", Key::WordPractitioner, Key::WordPractitionerText, Source::Here),
    ("report", Key::WordReport, Key::WordReportText, Source::Here),
];
