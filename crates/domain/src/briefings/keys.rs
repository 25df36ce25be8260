//! The closed sets of briefings.

keys! {
    /// How an issue is laid out.
    BriefingLayout {
        /// A: a key topic, B: lessons from across the world, C: a case study, D: useful webinars and reading.
        AToD = "a_to_d",
        /// Lessons under the four drivers of the City Resilience Framework, then a case study and useful reading.
        FourDrivers = "four_drivers",
    }
}

keys! {
    /// Where an issue stands.
    IssueStatus {
        /// Its editors work on it; nobody else sees it.
        Draft = "draft",
        /// It goes out by itself at its time.
        Scheduled = "scheduled",
        /// It is going out. From here on everyone can read it.
        Sending = "sending",
        /// Its going out rests until an editor lets it go on.
        Paused = "paused",
        /// It has gone out to everyone it was for.
        Sent = "sent",
    }
}

keys! {
    /// What of us a mail server refuses for good, so that no mail of an issue would go.
    HoldReason {
        /// Name and password, or that the line is not encrypted.
        SignInRefused = "sign_in_refused",
        /// Us, or the address that mails come from, before any recipient is named.
        SenderRefused = "sender_refused",
        /// Every recipient, one after the other, at many domains.
        EveryoneRefused = "everyone_refused",
    }
}

impl IssueStatus {
    /// Whether everyone can read it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Sending | Self::Paused | Self::Sent)
    }

    /// Whether its editors may still change it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Scheduled)
    }
}

keys! {
    /// What a section of an issue is for.
    SectionKind {
        /// Three or four lessons on one topic.
        KeyTopic = "key_topic",
        /// Lessons from across the world.
        AcrossTheWorld = "across_the_world",
        /// One evaluated case with its sources.
        CaseStudy = "case_study",
        /// Useful webinars and reading: items of the library.
        Reading = "reading",
        /// Lessons under Health & Wellbeing.
        HealthWellbeing = "health_wellbeing",
        /// Lessons under Economy & Society.
        EconomySociety = "economy_society",
        /// Lessons under Infrastructure & Environment.
        InfrastructureEnvironment = "infrastructure_environment",
        /// Lessons under Leadership & Strategy.
        LeadershipStrategy = "leadership_strategy",
        /// Whatever an editor makes of it.
        Own = "own",
    }
}

/// The sections of the four drivers, in the order of the framework.
pub const DRIVERS: [SectionKind; 4] = [
    SectionKind::HealthWellbeing,
    SectionKind::EconomySociety,
    SectionKind::InfrastructureEnvironment,
    SectionKind::LeadershipStrategy,
];

impl SectionKind {
    /// The driver of the City Resilience Framework (Arup, 2014) that lessons of a topic stand under; `None` for a topic
    /// that has none. The six topics are those of the vocabulary `lesson_topics`.
    #[must_use]
    pub fn of_topic(topic: &str) -> Option<Self> {
        Some(match topic {
            "health" => Self::HealthWellbeing,
            "communities" | "economic" => Self::EconomySociety,
            "infrastructure" | "environment" => Self::InfrastructureEnvironment,
            "governance" => Self::LeadershipStrategy,
            _ => return None,
        })
    }

    /// Whether it is one of the four drivers.
    #[must_use]
    pub fn is_driver(self) -> bool {
        DRIVERS.contains(&self)
    }
}

keys! {
    /// What an entry of a section is.
    EntryKind {
        /// A lesson.
        Lesson = "lesson",
        /// An item of the library.
        Item = "item",
        /// A text of an editor.
        Text = "text",
    }
}

keys! {
    /// Why something was picked.
    ReasonCode {
        /// It was published since the last issue.
        New = "new",
        /// It is better supported than it was at the last issue; `value` is its grade now.
        BetterEvidenced = "better_evidenced",
        /// Cities reported since the last issue what became of it; `count` says how many.
        Tried = "tried",
        /// Its topic is under-represented in the last issues; `value` is the topic, `count` how often it was there.
        NeglectedTopic = "neglected_topic",
        /// Its theme is under-represented in the last issues; `value` is the theme, `count` how often it was there.
        NeglectedTheme = "neglected_theme",
        /// Its region is under-represented in the last issues; `value` is the region, `count` how often it was there.
        NeglectedRegion = "neglected_region",
        /// It is an evaluated case of a city; `count` is the number of its sources.
        CaseStudy = "case_study",
        /// It goes with what the issue is about; `value` is the kind of the item.
        Reading = "reading",
        /// It is older, and stood in no issue yet.
        NotShownYet = "not_shown_yet",
        /// It stood in an issue before, and what supports it has changed since; `count` is the number of that issue.
        ShownBefore = "shown_before",
        /// An editor chose it.
        Chosen = "chosen",
    }
}

keys! {
    /// A day of the week.
    BriefingWeekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl BriefingWeekday {
    /// How many days after Monday.
    #[must_use]
    pub const fn after_monday(self) -> u32 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}

keys! {
    /// Which of the two moments is meant where a clock is put back and a time is there twice.
    ClockChoice {
        /// The first of them.
        Earlier = "earlier",
        /// The second of them.
        Later = "later",
    }
}
