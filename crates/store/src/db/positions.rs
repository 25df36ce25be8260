//! How far the change log has come, told apart by kind of thing: what cache validators are made from.

use domain::live::ThingKind;

const KINDS: usize = ThingKind::ALL.len();

/// Numbers of the newest changes. They only grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Positions {
    by_kind: [i64; KINDS],
}

impl Positions {
    /// Number of the newest change of any of `kinds`; 0 when there is none.
    #[must_use]
    pub fn of(&self, kinds: &[ThingKind]) -> i64 {
        kinds.iter().map(|kind| self.by_kind[place(*kind)]).max().unwrap_or(0)
    }

    /// Number of the newest change of all.
    #[must_use]
    pub fn newest(&self) -> i64 {
        self.by_kind.iter().copied().max().unwrap_or(0)
    }

    /// Notes that a change of `kind` got the number `seq`.
    pub(crate) fn note(&mut self, kind: ThingKind, seq: i64) {
        let known = &mut self.by_kind[place(kind)];
        *known = seq.max(*known);
    }

    /// Takes over what `other` knows beyond this; answers whether that was anything.
    pub(crate) fn advance(&mut self, other: &Self) -> bool {
        let before = *self;
        for kind in ThingKind::ALL {
            self.note(*kind, other.by_kind[place(*kind)]);
        }
        before != *self
    }

    /// As text for other processes: `kind=number` by commas.
    pub(crate) fn to_text(self) -> String {
        let known = ThingKind::ALL.iter().map(|kind| (kind, self.by_kind[place(*kind)])).filter(|(_, seq)| *seq > 0);
        known.map(|(kind, seq)| format!("{kind}={seq}")).collect::<Vec<_>>().join(",")
    }

    /// Reads what [`Positions::to_text`] wrote; kinds that a newer process knows are passed over.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut positions = Self::default();
        for (kind, seq) in text.split(',').filter_map(|part| part.split_once('=')) {
            if let (Ok(kind), Ok(seq)) = (kind.parse(), seq.parse()) {
                positions.note(kind, seq);
            }
        }
        positions
    }
}

/// Place of a kind in the table; the order is that of the declaration.
const fn place(kind: ThingKind) -> usize {
    kind as usize
}

#[cfg(test)]
mod tests {
    use super::Positions;
    use domain::live::ThingKind;

    #[test]
    fn positions_only_grow_and_go_through_text() {
        let mut positions = Positions::default();
        positions.note(ThingKind::City, 7);
        positions.note(ThingKind::City, 5);
        positions.note(ThingKind::Term, 6);
        assert_eq!(positions.of(&[ThingKind::City]), 7);
        assert_eq!(positions.of(&[ThingKind::Country]), 0);
        assert_eq!(positions.newest(), 7);
        assert_eq!(Positions::from_text(&positions.to_text()), positions);
        assert_eq!(Positions::from_text("comet=9,city=3,x"), Positions::from_text("city=3"));
        let mut older = Positions::from_text("city=3");
        assert!(older.advance(&positions));
        assert!(!older.advance(&positions));
    }
}
