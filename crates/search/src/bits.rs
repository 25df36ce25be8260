//! Sets of documents of one segment, a bit each: what is counted and combined is looked at 64 documents at a time.

use std::slice;

use tantivy::DocId;

const BITS: u32 = u64::BITS;

/// Some of the documents of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    blocks: Vec<u64>,
}

impl Bits {
    /// None of the documents of a segment that has `documents`.
    pub(crate) fn none(documents: DocId) -> Self {
        Self { blocks: vec![0; documents.div_ceil(BITS) as usize] }
    }

    /// The documents at whose place something is more than nothing.
    pub(crate) fn of_positive(values: &[f32]) -> Self {
        let block =
            |values: &[f32]| values.iter().rev().fold(0, |block: u64, value| block << 1 | u64::from(*value > 0.0));
        Self { blocks: values.chunks(BITS as usize).map(block).collect() }
    }

    /// Adds a document; one that the segment does not have is left out.
    pub(crate) fn insert(&mut self, document: DocId) {
        if let Some(block) = self.blocks.get_mut((document / BITS) as usize) {
            *block |= 1 << (document % BITS);
        }
    }

    pub(crate) fn remove(&mut self, document: DocId) {
        if let Some(block) = self.blocks.get_mut((document / BITS) as usize) {
            *block &= !(1 << (document % BITS));
        }
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.blocks.fill(0);
    }

    pub(crate) fn contains(&self, document: DocId) -> bool {
        self.blocks.get((document / BITS) as usize).is_some_and(|block| block >> (document % BITS) & 1 == 1)
    }

    pub(crate) fn count(&self) -> u64 {
        self.blocks.iter().map(|block| u64::from(block.count_ones())).sum()
    }

    /// How many are in the other set as well.
    pub(crate) fn count_with(&self, other: &Self) -> u64 {
        self.blocks.iter().zip(&other.blocks).map(|(one, other)| u64::from((one & other).count_ones())).sum()
    }

    /// Adds those of the other set.
    pub(crate) fn add(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(one, other)| *one |= other);
    }

    /// Keeps those that are in the other set as well.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(one, other)| *one &= other);
    }

    /// The documents in the order of their numbers.
    pub(crate) fn iter(&self) -> Iter<'_> {
        Iter { first: 0, block: 0, rest: self.blocks.iter() }
    }
}

/// The documents of a set.
pub(crate) struct Iter<'b> {
    /// The number of the document after the current block.
    first: DocId,
    /// What has not been handed out of the current block.
    block: u64,
    rest: slice::Iter<'b, u64>,
}

impl Iterator for Iter<'_> {
    type Item = DocId;

    fn next(&mut self) -> Option<DocId> {
        while self.block == 0 {
            self.block = *self.rest.next()?;
            self.first += BITS;
        }
        let at = self.block.trailing_zeros();
        // The lowest one away.
        self.block &= self.block - 1;
        Some(self.first - BITS + at)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn bits(documents: &BTreeSet<DocId>) -> Bits {
        let mut bits = Bits::none(200);
        documents.iter().for_each(|document| bits.insert(*document));
        bits
    }

    fn all(bits: &Bits) -> Vec<DocId> {
        bits.iter().collect()
    }

    proptest! {
        #[test]
        fn sets_are_sets(
            one in proptest::collection::btree_set(0..200_u32, 0..60),
            other in proptest::collection::btree_set(0..200_u32, 0..60),
        ) {
            let (first, second) = (bits(&one), bits(&other));
            prop_assert_eq!(all(&first), one.iter().copied().collect::<Vec<_>>());
            let values: Vec<f32> = (0..200).map(|document| if one.contains(&document) { 0.5 } else { 0.0 }).collect();
            prop_assert_eq!(&Bits::of_positive(&values), &first);
            prop_assert_eq!(first.count(), one.len() as u64);
            prop_assert_eq!(first.count_with(&second), one.intersection(&other).count() as u64);
            prop_assert!((0..260).all(|document| first.contains(document) == one.contains(&document)));
            let (mut sum, mut both, mut left) = (first.clone(), first.clone(), first);
            sum.add(&second);
            both.keep(&second);
            other.iter().for_each(|document| left.remove(*document));
            prop_assert_eq!(all(&sum), one.union(&other).copied().collect::<Vec<_>>());
            prop_assert_eq!(all(&both), one.intersection(&other).copied().collect::<Vec<_>>());
            prop_assert_eq!(all(&left), one.difference(&other).copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_beyond_is_left_out() {
        let mut bits = Bits::none(64);
        bits.insert(64);
        bits.remove(640);
        assert_eq!(bits, Bits::none(64));
        assert_eq!(Bits::none(0).count(), 0);
    }
}
