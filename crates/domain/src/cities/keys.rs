//! The closed sets that a city's facts take their values from.

keys! {
    /// Regions of the network.
    Region {
        /// The African continent and its islands.
        Africa = "africa",
        /// Asia without Western Asia, and Oceania.
        AsiaPacific = "asia_pacific",
        /// Europe, the Caucasus, Türkiye and Western Asia.
        EuropeMiddleEast = "europe_middle_east",
        /// Latin America and the Caribbean.
        LatinAmericaCaribbean = "latin_america_caribbean",
        /// Canada and the United States.
        NorthAmerica = "north_america",
    }
}

keys! {
    /// Income groups of the World Bank.
    IncomeGroup {
        /// Low income.
        Low = "low",
        /// Lower middle income.
        LowerMiddle = "lower_middle",
        /// Upper middle income.
        UpperMiddle = "upper_middle",
        /// High income.
        High = "high",
        /// Not classified.
        NotClassified = "not_classified",
    }
}

impl IncomeGroup {
    /// Place on the scale from low (0) to high (3); `None` when not classified.
    #[must_use]
    pub const fn rank(self) -> Option<u8> {
        match self {
            Self::Low => Some(0),
            Self::LowerMiddle => Some(1),
            Self::UpperMiddle => Some(2),
            Self::High => Some(3),
            Self::NotClassified => None,
        }
    }
}

keys! {
    /// Size classes of cities. The lower bound belongs to the class, the upper one to the next.
    PopulationBand {
        /// Fewer than 100 000 people.
        Under100k = "under_100k",
        /// 100 000 to 500 000.
        From100kTo500k = "from_100k_to_500k",
        /// 500 000 to a million.
        From500kTo1m = "from_500k_to_1m",
        /// One to five million.
        From1mTo5m = "from_1m_to_5m",
        /// Five to ten million.
        From5mTo10m = "from_5m_to_10m",
        /// Ten million and more.
        Over10m = "over_10m",
    }
}

impl PopulationBand {
    /// The class of a city with this many people.
    #[must_use]
    pub const fn of(population: i64) -> Self {
        match population {
            ..100_000 => Self::Under100k,
            100_000..500_000 => Self::From100kTo500k,
            500_000..1_000_000 => Self::From500kTo1m,
            1_000_000..5_000_000 => Self::From1mTo5m,
            5_000_000..10_000_000 => Self::From5mTo10m,
            10_000_000.. => Self::Over10m,
        }
    }
}

keys! {
    /// Climate zones of Köppen–Geiger (Rubel, Brugger, Haslinger and Auer, 2016).
    ClimateZone {
        /// Tropical rainforest.
        Af = "Af",
        /// Tropical monsoon.
        Am = "Am",
        /// Tropical savanna with dry summer.
        As = "As",
        /// Tropical savanna with dry winter.
        Aw = "Aw",
        /// Hot semi-arid.
        BSh = "BSh",
        /// Cold semi-arid.
        BSk = "BSk",
        /// Hot desert.
        BWh = "BWh",
        /// Cold desert.
        BWk = "BWk",
        /// Humid subtropical.
        Cfa = "Cfa",
        /// Oceanic.
        Cfb = "Cfb",
        /// Subpolar oceanic.
        Cfc = "Cfc",
        /// Mediterranean with hot summer.
        Csa = "Csa",
        /// Mediterranean with warm summer.
        Csb = "Csb",
        /// Mediterranean with cold summer.
        Csc = "Csc",
        /// Humid subtropical with dry winter.
        Cwa = "Cwa",
        /// Subtropical highland with dry winter.
        Cwb = "Cwb",
        /// Cold subtropical highland with dry winter.
        Cwc = "Cwc",
        /// Humid continental with hot summer.
        Dfa = "Dfa",
        /// Humid continental with warm summer.
        Dfb = "Dfb",
        /// Subarctic.
        Dfc = "Dfc",
        /// Subarctic with severe winter.
        Dfd = "Dfd",
        /// Continental with dry, hot summer.
        Dsa = "Dsa",
        /// Continental with dry, warm summer.
        Dsb = "Dsb",
        /// Subarctic with dry summer.
        Dsc = "Dsc",
        /// Subarctic with dry summer and severe winter.
        Dsd = "Dsd",
        /// Continental with dry winter and hot summer.
        Dwa = "Dwa",
        /// Continental with dry winter and warm summer.
        Dwb = "Dwb",
        /// Subarctic with dry winter.
        Dwc = "Dwc",
        /// Subarctic with dry, severe winter.
        Dwd = "Dwd",
        /// Ice cap.
        EF = "EF",
        /// Tundra.
        ET = "ET",
    }
}

keys! {
    /// Whether a city still is a member of the network.
    NetworkMembershipStatus {
        /// It is.
        Member = "member",
        /// It was.
        Left = "left",
    }
}

keys! {
    /// What a membership rests on.
    MembershipEvidence {
        /// A page of the network, or a page of the city that ties it to the network.
        RcitiesConfirmed = "rcities_confirmed",
        /// Named in an announcement or a press report.
        AnnouncementList = "announcement_list",
        /// General knowledge, not confirmed.
        RecalledNotConfirmed = "recalled_not_confirmed",
    }
}

keys! {
    /// What is known of a city's strategy.
    StrategyStatus {
        /// Published, title and address seen.
        PublishedConfirmed = "published_confirmed",
        /// Published, name or date not seen.
        PublishedTitleUnconfirmed = "published_title_unconfirmed",
        /// A draft was reported.
        DraftReported = "draft_reported",
        /// Work on one was reported.
        InDevelopmentReported = "in_development_reported",
        /// Only an assessment was reported.
        AssessmentOnlyReported = "assessment_only_reported",
        /// Nothing was found.
        NotConfirmed = "not_confirmed",
        /// Not a member, so not looked for.
        NotApplicable = "not_applicable",
    }
}

#[cfg(test)]
mod tests {
    use super::PopulationBand;

    #[test]
    fn bounds_belong_to_the_class_above() {
        let table = [
            (0, "under_100k"),
            (99_999, "under_100k"),
            (100_000, "from_100k_to_500k"),
            (999_999, "from_500k_to_1m"),
            (1_000_000, "from_1m_to_5m"),
            (10_000_000, "over_10m"),
        ];
        for (population, band) in table {
            assert_eq!(PopulationBand::of(population).as_str(), band, "{population}");
        }
    }
}
