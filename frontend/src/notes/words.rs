//! What notes say in closed sets, in words.

use crate::messages::{Key, t};
use domain::notes::{CitedKind, NoteKind, ReferenceState};
use ui::Tone;

/// What a note is for.
pub(crate) fn kind(kind: NoteKind) -> &'static str {
    t(match kind {
        NoteKind::Practice => Key::NoteKindPractice,
        NoteKind::Technical => Key::NoteKindTechnical,
    })
}

/// What that means, in a sentence.
pub(crate) fn kind_meaning(kind: NoteKind) -> &'static str {
    t(match kind {
        NoteKind::Practice => Key::NoteKindPracticeText,
        NoteKind::Technical => Key::NoteKindTechnicalText,
    })
}

/// What a note cites.
pub(crate) fn cited(kind: CitedKind) -> &'static str {
    t(match kind {
        CitedKind::Lesson => Key::NoteCitesLesson,
        CitedKind::LibraryItem => Key::NoteCitesItem,
    })
}

/// How something that is cited stands today.
pub(crate) fn state(state: ReferenceState) -> &'static str {
    t(match state {
        ReferenceState::Current => Key::CitedCurrent,
        ReferenceState::Corrected => Key::CitedCorrected,
        ReferenceState::Contradicted => Key::CitedContradicted,
        ReferenceState::Superseded => Key::CitedSuperseded,
        ReferenceState::Withdrawn => Key::CitedWithdrawn,
    })
}

/// How one should take that.
pub(crate) const fn state_tone(state: ReferenceState) -> Tone {
    match state {
        ReferenceState::Current => Tone::Good,
        ReferenceState::Corrected => Tone::Info,
        ReferenceState::Contradicted | ReferenceState::Superseded | ReferenceState::Withdrawn => Tone::Warn,
    }
}
