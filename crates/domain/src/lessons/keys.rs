//! The closed sets that a lesson takes its values from. Topics, stages, themes and the like are keys of vocabularies.

use crate::vocabularies::VocabularyName;

keys! {
    /// What a lesson rests on, as its source has it.
    LessonBasis {
        /// Told by who did it, or by the press.
        Reported = "reported",
        /// A study, survey, audit or review is among its sources. It may be critical: evaluated does not mean proved.
        Evaluated = "evaluated",
        /// Advice of a guide, a briefing or a strategy; not a tested case.
        Guidance = "guidance",
    }
}

keys! {
    /// How well a lesson is supported, derived by [`super::grade`] from its basis and from the cities that tried it.
    LessonGrade {
        /// Advice that nobody reports to have tested.
        None = "none",
        /// One city reports it.
        Reported = "reported",
        /// Several cities report that it worked, at least in part.
        SeveralCities = "several_cities",
        /// It was evaluated.
        Evaluated = "evaluated",
    }
}

keys! {
    /// What it cost, in US dollars of the time, as far as is known.
    CostBand {
        /// Nobody has said.
        Unknown = "unknown",
        /// Below 10 000.
        Under10k = "under_10k",
        /// 10 000 to 100 000.
        From10kTo100k = "from_10k_to_100k",
        /// 100 000 to a million.
        From100kTo1m = "from_100k_to_1m",
        /// One to ten million.
        From1mTo10m = "from_1m_to_10m",
        /// Ten million and more.
        Over10m = "over_10m",
    }
}

keys! {
    /// How long it took until people felt it.
    TimeToEffect {
        /// Nobody has said.
        Unknown = "unknown",
        /// Days.
        Days = "days",
        /// Weeks.
        Weeks = "weeks",
        /// Months, up to a year.
        Months = "months",
        /// One to three years.
        FromOneToThreeYears = "from_1_to_3_years",
        /// More than three years.
        OverThreeYears = "over_3_years",
    }
}

keys! {
    /// Where a lesson stands that everyone can read.
    LessonStatus {
        /// It holds.
        Published = "published",
        /// Another one has taken its place; it stays readable at its address.
        Superseded = "superseded",
    }
}

keys! {
    /// What became of a lesson where a city tried it.
    OutcomeResult {
        /// It worked.
        Worked = "worked",
        /// It worked in part.
        Partly = "partly",
        /// It did not work.
        DidNotWork = "did_not_work",
        /// It is too early to tell.
        TooEarly = "too_early",
    }
}

keys! {
    /// What a city's report of an outcome rests on.
    OutcomeBasis {
        /// On what the city saw itself.
        Experience = "experience",
        /// On a study, survey, audit or review, which is named.
        Evaluation = "evaluation",
    }
}

keys! {
    /// How one lesson bears on another.
    LessonLinkKind {
        /// It says the same from elsewhere.
        Supports = "supports",
        /// It says the opposite.
        Contradicts = "contradicts",
        /// It takes the other's place.
        Supersedes = "supersedes",
    }
}

keys! {
    /// Orders of the list of lessons; a minus turns the order round.
    LessonSort {
        /// Longest published first.
        PublishedAt = "published_at",
        /// Last published first.
        PublishedAtDescending = "-published_at",
        /// Longest unchanged first.
        UpdatedAt = "updated_at",
        /// Last changed first.
        UpdatedAtDescending = "-updated_at",
        /// By title, A to Z.
        Title = "title",
        /// By title, Z to A.
        TitleDescending = "-title",
        /// Best match of the words first; only with `q`, where it is the default.
        Relevance = "relevance",
    }
}

keys! {
    /// Properties of lessons that can be filtered by and counted.
    LessonFacet {
        /// By what it rests on.
        Basis = "basis",
        /// By city, its slug.
        City = "city",
        /// By whether cities contradict each other about it.
        Contested = "contested",
        /// By cost.
        CostBand = "cost_band",
        /// By country.
        Country = "country",
        /// By how well it is supported.
        Grade = "grade",
        /// By group served, of the vocabulary `vulnerable_groups`.
        Group = "group",
        /// By keyword.
        Keyword = "keyword",
        /// By language.
        Language = "language",
        /// By sector, of the vocabulary `city_systems`.
        Sector = "sector",
        /// By shock.
        Shock = "shock",
        /// By stage of recovery.
        Stage = "stage",
        /// By whether it holds or was superseded.
        Status = "status",
        /// By stress.
        Stress = "stress",
        /// By priority theme.
        Theme = "theme",
        /// By time to effect.
        TimeToEffect = "time_to_effect",
        /// By topic.
        Topic = "topic",
        /// By year of the practice.
        Year = "year",
    }
}

impl LessonFacet {
    /// The vocabulary that it takes its values from; `None` where it takes them from a closed set, or from cities.
    #[must_use]
    pub const fn vocabulary(self) -> Option<VocabularyName> {
        match self {
            Self::Country => Some(VocabularyName::Countries),
            Self::Group => Some(VocabularyName::VulnerableGroups),
            Self::Keyword => Some(VocabularyName::LessonKeywords),
            Self::Sector => Some(VocabularyName::CitySystems),
            Self::Shock => Some(VocabularyName::Shocks),
            Self::Stage => Some(VocabularyName::RecoveryStages),
            Self::Stress => Some(VocabularyName::Stresses),
            Self::Theme => Some(VocabularyName::PriorityThemes),
            Self::Topic => Some(VocabularyName::LessonTopics),
            Self::Basis
            | Self::City
            | Self::Contested
            | Self::CostBand
            | Self::Grade
            | Self::Language
            | Self::Status
            | Self::TimeToEffect
            | Self::Year => None,
        }
    }
}
