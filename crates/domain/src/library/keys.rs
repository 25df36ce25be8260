//! The closed sets that the library takes its values from. Kinds of items, stages, themes and the like are keys of
//! vocabularies.

use crate::vocabularies::VocabularyName;

keys! {
    /// What one may do with a work, as far as its licence was seen.
    LicenceKind {
        /// Use it for anything; name who made it where they ask for that.
        Open = "open",
        /// The same, and what is made from it comes under the same licence.
        ShareAlike = "share_alike",
        /// Use it where nobody earns by it.
        NonCommercial = "non_commercial",
        /// Read it, and ask before anything else.
        AllRightsReserved = "all_rights_reserved",
        /// Buy it.
        Paid = "paid",
        /// Nobody has seen a licence, or it is none of these.
        Unknown = "unknown",
    }
}

keys! {
    /// How the link of an item is, by the last checks.
    LinkState {
        /// Nobody has looked yet.
        Unknown = "unknown",
        /// It leads to a page.
        Alive = "alive",
        /// It leads to a page whose server asks to use another address from now on.
        Moved = "moved",
        /// The server does not show it to programs; people may see it.
        Refused = "refused",
        /// No page came the last time. It may be better tomorrow.
        Failing = "failing",
        /// The server has said twice that there is no such page.
        Gone = "gone",
    }
}

keys! {
    /// Orders of the list of items; a minus turns the order round.
    LibrarySort {
        /// Longest here first.
        PublishedAt = "published_at",
        /// Last come first.
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
    /// Properties of items that can be filtered by and counted.
    LibraryFacet {
        /// By kind, of the vocabulary `resource_types`.
        Kind = "kind",
        /// By language of the work.
        Language = "language",
        /// By what one may do with it.
        Licence = "licence",
        /// By how its link is.
        Link = "link",
        /// By sector, of the vocabulary `city_systems`.
        Sector = "sector",
        /// By shock.
        Shock = "shock",
        /// By stage of recovery.
        Stage = "stage",
        /// By priority theme.
        Theme = "theme",
        /// By year of publication.
        Year = "year",
    }
}

impl LibraryFacet {
    /// The vocabulary that it takes its values from; `None` where it takes them from a closed set, or from the works.
    #[must_use]
    pub const fn vocabulary(self) -> Option<VocabularyName> {
        match self {
            Self::Kind => Some(VocabularyName::ResourceTypes),
            Self::Sector => Some(VocabularyName::CitySystems),
            Self::Shock => Some(VocabularyName::Shocks),
            Self::Stage => Some(VocabularyName::RecoveryStages),
            Self::Theme => Some(VocabularyName::PriorityThemes),
            Self::Language | Self::Licence | Self::Link | Self::Year => None,
        }
    }
}

keys! {
    /// Forms in which a work is cited.
    CitationFormat {
        /// BibTeX.
        Bibtex = "bibtex",
        /// RIS, which programs for references take in.
        Ris = "ris",
        /// CSL-JSON, from which a processor of styles makes a reference in any style.
        CslJson = "csl_json",
    }
}

keys! {
    /// What a file of the library may be. By what is in it, not by what its name or its sender says.
    FileType {
        /// A document in PDF.
        Pdf = "application/pdf",
        /// A table as comma-separated values.
        Csv = "text/csv",
        /// A table of Excel (Office Open XML).
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// A document of Word (Office Open XML).
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A document of OpenDocument.
        Odt = "application/vnd.oasis.opendocument.text",
        /// A picture in PNG.
        Png = "image/png",
        /// A picture in JPEG.
        Jpeg = "image/jpeg",
    }
}
