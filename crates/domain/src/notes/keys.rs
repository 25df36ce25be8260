//! The closed sets that a note takes its values from. Topics, stages and themes are keys of vocabularies.

use crate::vocabularies::VocabularyName;

keys! {
    /// What a note is for.
    NoteKind {
        /// How cities do something: for who leads and decides.
        Practice = "practice",
        /// How something is done: for who plans and builds.
        Technical = "technical",
    }
}

keys! {
    /// Kinds of things that a note cites.
    CitedKind {
        /// A lesson; cited in a text as `[@lesson:slug]`.
        Lesson = "lesson",
        /// An item of the library; cited in a text as `[@item:slug]`.
        LibraryItem = "library_item",
    }
}

impl CitedKind {
    /// The word that stands for it in a mark.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::LibraryItem => "item",
        }
    }
}

keys! {
    /// How something that a note cites stands today.
    ReferenceState {
        /// As it was when it was cited.
        Current = "current",
        /// It says something else since: it was published anew.
        Corrected = "corrected",
        /// Another lesson contradicts it.
        Contradicted = "contradicted",
        /// Another lesson took its place.
        Superseded = "superseded",
        /// It is not here any more.
        Withdrawn = "withdrawn",
    }
}

impl ReferenceState {
    /// Whether who reads should know of it.
    #[must_use]
    pub const fn warns(self) -> bool {
        !matches!(self, Self::Current)
    }
}

keys! {
    /// Orders of the list of notes; a minus turns the order round.
    NoteSort {
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
    /// Properties of notes that can be filtered by and counted.
    NoteFacet {
        /// By city, its slug.
        City = "city",
        /// By country.
        Country = "country",
        /// By what it is for.
        Kind = "kind",
        /// By language.
        Language = "language",
        /// By stage of recovery.
        Stage = "stage",
        /// By how what it cites stands today.
        State = "state",
        /// By priority theme.
        Theme = "theme",
        /// By topic.
        Topic = "topic",
    }
}

impl NoteFacet {
    /// The vocabulary that it takes its values from; `None` where it takes them from a closed set, or from cities.
    #[must_use]
    pub const fn vocabulary(self) -> Option<VocabularyName> {
        match self {
            Self::Country => Some(VocabularyName::Countries),
            Self::Stage => Some(VocabularyName::RecoveryStages),
            Self::Theme => Some(VocabularyName::PriorityThemes),
            Self::Topic => Some(VocabularyName::LessonTopics),
            Self::City | Self::Kind | Self::Language | Self::State => None,
        }
    }
}
