//! Ranking by columns: no stored document is read for it.

use std::cmp::Ordering;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};
use uuid::Uuid;

use crate::schema::columns;

/// The columns of one segment that documents are ranked by.
pub(crate) struct Columns {
    segment: SegmentOrdinal,
    order: Column<u64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
}

/// A document that matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    order: u64,
    id_low: u64,
    pub(crate) address: DocAddress,
}

impl Columns {
    pub(crate) fn open(ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            segment: ordinal,
            order: fast.u64(columns::ORDER)?,
            id_high: fast.u64(columns::ID_HIGH)?,
            id_low: fast.u64(columns::ID_LOW)?,
        })
    }

    pub(crate) fn id(&self, document: DocId) -> Uuid {
        let part = |column: &Column<u64>| column.first(document).unwrap_or_default();
        Uuid::from_u64_pair(part(&self.id_high), part(&self.id_low))
    }
}

impl Candidate {
    /// The better one first; the same for the same documents, wherever in the index they stand.
    fn compare(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.order.cmp(&other.order)).then(self.id_low.cmp(&other.id_low))
    }
}

/// Keeps the best of the candidates as they come. Most of those that match a common word are turned away by their
/// score alone, without a look into the other columns.
pub(crate) struct Best {
    count: usize,
    kept: Vec<Candidate>,
    /// One that is known to have `count - 1` better ones.
    worst: Option<Candidate>,
}

impl Best {
    /// Keeps at most `count`.
    pub(crate) fn new(count: usize) -> Self {
        Self { count, kept: Vec::new(), worst: None }
    }

    /// Considers a document by its score.
    pub(crate) fn offer(&mut self, columns: &Columns, document: DocId, score: f32) {
        if self.count == 0 || self.worst.is_some_and(|worst| score < worst.score) {
            return;
        }
        let order = columns.order.first(document).unwrap_or_default();
        if self.worst.is_some_and(|worst| score <= worst.score && order > worst.order) {
            return;
        }
        let id_low = columns.id_low.first(document).unwrap_or_default();
        self.kept.push(Candidate { score, order, id_low, address: DocAddress::new(columns.segment, document) });
        // Room for as many again, so that sorting out costs a constant for each that comes.
        if self.kept.len() >= self.count.saturating_mul(2) {
            self.prune();
        }
    }

    fn prune(&mut self) {
        if self.count > 0 && self.kept.len() > self.count {
            let (_, worst, _) = self.kept.select_nth_unstable_by(self.count - 1, Candidate::compare);
            self.worst = Some(*worst);
            self.kept.truncate(self.count);
        }
    }

    /// The best, in their order.
    pub(crate) fn into_sorted(mut self) -> Vec<Candidate> {
        self.prune();
        self.kept.sort_unstable_by(Candidate::compare);
        self.kept
    }
}
