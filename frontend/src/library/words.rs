//! What the library says in closed sets, in words, and how titles of works are marked.

use crate::address::language;
use crate::messages::{Key, fill, number, t};
use domain::library::{FileType, ItemLink, LicenceKind, LinkState};
use ui::Tone;

/// What one may do with a work, in a word or two.
pub(crate) fn licence(kind: LicenceKind) -> &'static str {
    t(match kind {
        LicenceKind::Open => Key::LicenceOpen,
        LicenceKind::ShareAlike => Key::LicenceShareAlike,
        LicenceKind::NonCommercial => Key::LicenceNonCommercial,
        LicenceKind::AllRightsReserved => Key::LicenceReserved,
        LicenceKind::Paid => Key::LicencePaid,
        LicenceKind::Unknown => Key::LicenceUnknown,
    })
}

/// The same in a sentence or two.
pub(crate) fn licence_meaning(kind: LicenceKind) -> &'static str {
    t(match kind {
        LicenceKind::Open => Key::LicenceOpenText,
        LicenceKind::ShareAlike => Key::LicenceShareAlikeText,
        LicenceKind::NonCommercial => Key::LicenceNonCommercialText,
        LicenceKind::AllRightsReserved => Key::LicenceReservedText,
        LicenceKind::Paid => Key::LicencePaidText,
        LicenceKind::Unknown => Key::LicenceUnknownText,
    })
}

/// How one should take that.
pub(crate) const fn licence_tone(kind: LicenceKind) -> Tone {
    match kind {
        LicenceKind::Open | LicenceKind::ShareAlike => Tone::Good,
        LicenceKind::NonCommercial | LicenceKind::Unknown => Tone::Info,
        LicenceKind::AllRightsReserved | LicenceKind::Paid => Tone::Warn,
    }
}

/// How a link is.
pub(crate) fn link(state: LinkState) -> &'static str {
    t(match state {
        LinkState::Unknown => Key::LinkIsUnknown,
        LinkState::Alive => Key::LinkIsAlive,
        LinkState::Moved => Key::LinkIsMoved,
        LinkState::Refused => Key::LinkIsRefused,
        LinkState::Failing => Key::LinkIsFailing,
        LinkState::Gone => Key::LinkIsDead,
    })
}

/// How the link of an item is: what has failed for days is dead.
pub(crate) fn item_link(of: &ItemLink) -> &'static str {
    if of.dead { t(Key::LinkIsDead) } else { link(of.state) }
}

/// How one should take that.
pub(crate) const fn link_tone(link: &ItemLink) -> Tone {
    match link.state {
        _ if link.dead => Tone::Bad,
        LinkState::Alive => Tone::Good,
        LinkState::Failing | LinkState::Gone => Tone::Warn,
        LinkState::Unknown | LinkState::Moved | LinkState::Refused => Tone::Info,
    }
}

/// What a file is.
pub(crate) const fn file_type(kind: FileType) -> &'static str {
    match kind {
        FileType::Pdf => "PDF",
        FileType::Csv => "CSV",
        FileType::Xlsx => "Excel",
        FileType::Docx => "Word",
        FileType::Odt => "OpenDocument",
        FileType::Png => "PNG",
        FileType::Jpeg => "JPEG",
    }
}

/// How long a file is, as people say it.
pub(crate) fn size(bytes: f64) -> String {
    let (key, amount) = match bytes {
        small if small < 1_000_000.0 => (Key::FileKilobytes, (small / 1_000.0).ceil()),
        large => (Key::FileMegabytes, (large / 100_000.0).round() / 10.0),
    };
    fill(key, &[("n", &number(amount))])
}

/// The attributes `lang` and `dir` of the title of a work: none where it is in the language of the page.
pub(crate) fn marks(tag: &str) -> (Option<String>, Option<&'static str>) {
    if tag == language().as_str() {
        return (None, None);
    }
    let direction = match tag.split('-').next() {
        Some("ar") => "rtl",
        Some("en" | "es" | "fr" | "pt") => "ltr",
        // By its letters.
        _ => "auto",
    };
    (Some(tag.to_owned()), Some(direction))
}

#[cfg(test)]
mod tests {
    use super::{link_tone, marks};
    use domain::library::ItemLink;
    use ui::Tone;

    #[test]
    fn a_title_in_another_language_is_marked() {
        assert_eq!(marks("en"), (None, None));
        assert_eq!(marks("pt-BR"), (Some("pt-BR".to_owned()), Some("ltr")));
        assert_eq!(marks("ar"), (Some("ar".to_owned()), Some("rtl")));
        assert_eq!(marks("fa"), (Some("fa".to_owned()), Some("auto")));
    }

    #[test]
    fn a_dead_link_is_bad_in_whatever_state() {
        assert_eq!(link_tone(&ItemLink::UNKNOWN), Tone::Info);
        assert_eq!(link_tone(&ItemLink { dead: true, ..ItemLink::UNKNOWN }), Tone::Bad);
    }
}
