//! What sort of thing a work is, and what each format calls that.

/// What sort of thing a work is, as far as citing it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// A report, a strategy, a plan, an evaluation, a framework.
    Report,
    /// A guide, a handbook, a toolkit.
    Guide,
    /// A short paper of somebody's own series: a practice or technical note, an issue of a briefing.
    Note,
    /// A standard.
    Standard,
    /// A data set.
    DataSet,
    /// A map.
    Map,
    /// An article in something that appears again and again, which is the work's publisher.
    Article,
    /// A page of a site, such as a lesson. The site is the work's publisher.
    #[default]
    WebPage,
    /// A series or a collection as a whole.
    Series,
    /// A journal or a newsletter as a whole.
    Periodical,
    /// A recording that is looked at.
    Video,
    /// A recording that is listened to.
    Audio,
    /// Slides.
    Slides,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Report,
        Self::Guide,
        Self::Note,
        Self::Standard,
        Self::DataSet,
        Self::Map,
        Self::Article,
        Self::WebPage,
        Self::Series,
        Self::Periodical,
        Self::Video,
        Self::Audio,
        Self::Slides,
    ];

    /// As what a kind of item of the library is cited, by its key; `None` for a key that is not known here.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "report" | "evaluation" | "strategy" | "plan" | "policy" | "framework" => Self::Report,
            "guide" | "toolkit" | "tool" | "template" => Self::Guide,
            "note" | "practice_note" | "technical_note" | "briefing" => Self::Note,
            "standard" => Self::Standard,
            "data_set" => Self::DataSet,
            "map" => Self::Map,
            "article" | "news" => Self::Article,
            "web_page" | "lesson" | "case_study" | "training" | "funding_call" => Self::WebPage,
            "series" | "case_study_collection" => Self::Series,
            "newsletter" => Self::Periodical,
            "recording" => Self::Video,
            "podcast" => Self::Audio,
            "slides" => Self::Slides,
            _ => return None,
        })
    }

    /// Whether it appears within what its publisher's name is the title of: a site, a journal.
    pub(crate) const fn is_within_publisher(self) -> bool {
        matches!(self, Self::Article | Self::WebPage)
    }

    /// Whether a reference says in brackets what it is, because it is no text.
    pub(crate) const fn is_told_in_brackets(self) -> bool {
        matches!(self, Self::DataSet | Self::Map | Self::Video | Self::Audio | Self::Slides)
    }

    /// The entry type of BibTeX; `dataset` and `online` are of biblatex alone, and `misc` to the styles of before.
    pub(crate) const fn bibtex(self) -> &'static str {
        match self {
            Self::Report | Self::Note | Self::Standard => "techreport",
            Self::Guide => "manual",
            Self::DataSet => "dataset",
            Self::Article => "article",
            Self::WebPage => "online",
            Self::Map | Self::Series | Self::Periodical | Self::Video | Self::Audio | Self::Slides => "misc",
        }
    }

    /// The field in which that entry type has who published it.
    pub(crate) const fn bibtex_publisher(self) -> &'static str {
        match self {
            Self::Report | Self::Note | Self::Standard => "institution",
            Self::Guide | Self::WebPage => "organization",
            Self::DataSet => "publisher",
            Self::Article => "journal",
            Self::Map | Self::Series | Self::Periodical | Self::Video | Self::Audio | Self::Slides => "howpublished",
        }
    }

    /// What a `techreport` is called that does not say it: the styles would say *technical report*.
    pub(crate) const fn bibtex_type(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("Report"),
            Self::Note => Some("Note"),
            Self::Standard => Some("Standard"),
            _ => None,
        }
    }

    /// The type of the schema of CSL 1.0.2.
    pub(crate) const fn csl(self) -> &'static str {
        match self {
            Self::Report | Self::Guide | Self::Note => "report",
            Self::Standard => "standard",
            Self::DataSet => "dataset",
            Self::Map => "map",
            Self::Article => "article-magazine",
            Self::WebPage => "webpage",
            Self::Series => "collection",
            Self::Periodical => "periodical",
            Self::Video => "motion_picture",
            Self::Audio => "broadcast",
            Self::Slides => "speech",
        }
    }

    /// The type of reference of RIS.
    pub(crate) const fn ris(self) -> &'static str {
        match self {
            Self::Report | Self::Guide | Self::Note => "RPRT",
            Self::Standard => "STAND",
            Self::DataSet => "DATA",
            Self::Map => "MAP",
            Self::Article => "MGZN",
            Self::WebPage => "ELEC",
            Self::Series => "SER",
            Self::Periodical => "JFULL",
            Self::Video => "VIDEO",
            Self::Audio => "SOUND",
            Self::Slides => "SLIDE",
        }
    }

    /// The tag of RIS for its number: programs read it from another place for each type.
    pub(crate) const fn ris_number(self) -> &'static str {
        match self {
            Self::Report | Self::Guide | Self::Note | Self::Standard => "SN",
            Self::Article | Self::Periodical => "IS",
            _ => "M1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    /// What the library holds is told by the reference data.
    #[test]
    fn every_kind_of_the_library_can_be_cited() {
        let types = include_str!("../../../reference/frameworks/resource_types.json");
        let types: serde_json::Value = serde_json::from_str(types).unwrap();
        let keys: Vec<&str> =
            types["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap()).collect();
        assert!(keys.len() > 20);
        for key in keys {
            assert!(Kind::of(key).is_some(), "{key}");
        }
        assert_eq!(Kind::of("sculpture"), None);
    }

    #[test]
    fn all_is_every_kind_once() {
        let all: std::collections::HashSet<Kind> = Kind::ALL.into_iter().collect();
        assert_eq!(all.len(), Kind::ALL.len());
        let keys =
            "report guide note standard data_set map article web_page series newsletter recording podcast slides";
        assert_eq!(keys.split(' ').map(|key| Kind::of(key).unwrap()).collect::<std::collections::HashSet<_>>(), all);
    }
}
