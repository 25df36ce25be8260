//! What one may do with a work, by the text of its licence as the work has it.

use super::LicenceKind;

/// Words of a licence, the strictest first: the first that stands in the text decides. A phrase of several words stands
/// there in this order.
const SIGNS: [(LicenceKind, &[&str]); 5] = [
    (LicenceKind::Paid, &["paid", "purchase"]),
    (LicenceKind::NonCommercial, &["nc", "non commercial", "noncommercial"]),
    (LicenceKind::ShareAlike, &["sa", "share alike", "sharealike", "odbl", "gpl", "gfdl"]),
    (LicenceKind::AllRightsReserved, &["all rights reserved", "©", "copyright"]),
    (
        LicenceKind::Open,
        &[
            "cc by",
            "cc0",
            "pddl",
            "odc by",
            "public domain",
            "open government licence",
            "apache",
            "creative commons attribution",
        ],
    ),
];
/// Words that forbid to change a work: such a licence is none of the kinds.
const UNCHANGED: [&str; 4] = ["nd", "no derivatives", "noderivatives", "noderivs"];

impl LicenceKind {
    /// The kind that the text of a licence is of; [`LicenceKind::Unknown`] where there is none or nothing known stands
    /// in it. It reads words, not law: where it matters, the text itself is shown beside it.
    #[must_use]
    pub fn of(text: Option<&str>) -> Self {
        let words = words(text.unwrap_or_default());
        let has = |phrase: &&str| words.contains(&format!(" {phrase} "));
        if UNCHANGED.iter().any(has) {
            return Self::Unknown;
        }
        // What is open says so beside the name of who holds the copyright.
        let (reserved, open) = (Self::AllRightsReserved, Self::Open);
        let found = SIGNS.iter().find(|(_, signs)| signs.iter().any(has)).map_or(Self::Unknown, |(kind, _)| *kind);
        let says_open = SIGNS.iter().any(|(kind, signs)| *kind == open && signs.iter().any(has));
        let says_all = has(&"all rights reserved");
        if found == reserved && says_open && !says_all { open } else { found }
    }
}

/// The words in small letters, each between spaces; signs but `©` part them.
fn words(text: &str) -> String {
    let lower = text.to_lowercase().replace('©', " © ");
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '©').filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}

#[cfg(test)]
mod tests {
    use super::LicenceKind;

    #[test]
    fn licences_by_table() {
        for (text, expected) in [
            ("CC BY 3.0 IGO", LicenceKind::Open),
            ("CC BY 4.0", LicenceKind::Open),
            ("CC0 1.0", LicenceKind::Open),
            ("Public domain", LicenceKind::Open),
            ("© the authors 2024, CC BY 4.0", LicenceKind::Open),
            ("Open Government Licence v3.0", LicenceKind::Open),
            ("CC BY-SA 4.0", LicenceKind::ShareAlike),
            ("CC BY-NC-SA 4.0", LicenceKind::NonCommercial),
            ("CC BY-NC-SA 3.0 IGO", LicenceKind::NonCommercial),
            ("World Bank copyright; non-commercial reproduction with attribution allowed", LicenceKind::NonCommercial),
            ("© FAO 2018; non-commercial use for study and teaching allowed", LicenceKind::NonCommercial),
            ("© EIU 2017", LicenceKind::AllRightsReserved),
            ("UN-Habitat, all rights reserved", LicenceKind::AllRightsReserved),
            ("ISO copyright; paid standard", LicenceKind::Paid),
            ("CC BY-ND 4.0", LicenceKind::Unknown),
            ("see the page", LicenceKind::Unknown),
            ("", LicenceKind::Unknown),
        ] {
            assert_eq!(LicenceKind::of(Some(text)), expected, "{text}");
        }
        assert_eq!(LicenceKind::of(None), LicenceKind::Unknown);
    }
}
