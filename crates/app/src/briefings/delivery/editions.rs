//! What was written for each city, as long as there is room.
//!
//! Subscribers come in the order of their ids, so a city comes again at any time, and an edition that was thrown away has
//! to be looked for and written anew: that is dozens of queries. To go by city instead would let nothing be kept, but the
//! walk knows where it stands by the greatest id that has a row; by city it would miss who moves to one that is done, and
//! meet twice who moves to one that is not. So editions are kept, all of them where they fit: each holds for itself only
//! what it says besides the mail for everybody, a few kilobytes, and so the bound is one of bytes and leaves room for
//! thousands.

use ids::CityId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OnceCell;

/// Bytes that are kept at most.
const MOST: usize = 32 * 1024 * 1024;
/// What an edition weighs besides its texts.
const BESIDES: usize = 512;

/// A place that is filled once, however many wait for it: with an edition, and what it weighs.
type Place<T> = Arc<OnceCell<(T, usize)>>;

/// The editions that are kept.
pub(super) struct Editions<T> {
    most: usize,
    kept: Mutex<Kept<T>>,
}

struct Kept<T> {
    editions: HashMap<CityId, Edition<T>>,
    bytes: usize,
    /// Counts how often somebody asked.
    asked: u64,
}

struct Edition<T> {
    place: Place<T>,
    /// What it weighs; `None` as long as it is being written.
    bytes: Option<usize>,
    /// When somebody asked for it last.
    asked: u64,
}

impl<T> Default for Editions<T> {
    fn default() -> Self {
        Self::of_at_most(MOST)
    }
}

impl<T> Editions<T> {
    fn of_at_most(most: usize) -> Self {
        Self { most, kept: Mutex::new(Kept { editions: HashMap::new(), bytes: 0, asked: 0 }) }
    }

    fn kept(&self) -> MutexGuard<'_, Kept<T>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of a city.
    fn place(&self, city: CityId) -> Place<T> {
        let mut kept = self.kept();
        kept.asked += 1;
        let asked = kept.asked;
        let nothing = || Edition { place: Place::default(), bytes: None, asked };
        let edition = kept.editions.entry(city).or_insert_with(nothing);
        edition.asked = asked;
        Arc::clone(&edition.place)
    }

    /// Notes what an edition weighs. Where that is too much, those go that nobody asked for the longest.
    fn weigh(&self, city: CityId, bytes: usize) {
        let mut kept = self.kept();
        let Some(edition) = kept.editions.get_mut(&city).filter(|edition| edition.bytes.is_none()) else { return };
        edition.bytes = Some(bytes + BESIDES);
        kept.bytes += bytes + BESIDES;
        while kept.bytes > self.most {
            let others = kept.editions.iter().filter(|(other, edition)| **other != city && edition.bytes.is_some());
            let oldest = others.min_by_key(|(_, edition)| edition.asked).map(|(city, _)| *city);
            let Some(gone) = oldest.and_then(|oldest| kept.editions.remove(&oldest)) else { return };
            kept.bytes -= gone.bytes.unwrap_or_default();
        }
    }
}

impl<T: Clone> Editions<T> {
    /// The edition of a city, which is written where there is none. The first who asks waits for that, and so does who
    /// asks meanwhile.
    pub(super) async fn of<F: Future<Output = (T, usize)>>(&self, city: CityId, write: impl FnOnce() -> F) -> T {
        let place = self.place(city);
        if let Some((edition, _)) = place.get() {
            return edition.clone();
        }
        let (edition, bytes) = place.get_or_init(write).await;
        self.weigh(city, *bytes);
        edition.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{BESIDES, Editions};
    use ids::CityId;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Asks for the edition of a city; answers whether it had to be written.
    async fn is_written(editions: &Editions<u128>, number: u128, bytes: usize) -> bool {
        let written = AtomicUsize::new(0);
        let write = || async {
            written.fetch_add(1, Ordering::Relaxed);
            (number, bytes)
        };
        assert_eq!(editions.of(CityId(uuid::Uuid::from_u128(number)), write).await, number);
        written.into_inner() == 1
    }

    #[tokio::test]
    async fn thousands_of_cities_in_any_order_are_written_once_each() {
        let (editions, mut written) = (Editions::default(), 0);
        for _ in 0..3 {
            for number in 0..2_000 {
                written += usize::from(is_written(&editions, number, 8_000).await);
            }
        }
        assert_eq!(written, 2_000);
    }

    #[tokio::test]
    async fn what_nobody_asked_for_the_longest_goes_where_there_is_no_room() {
        let editions = Editions::of_at_most(3 * (1_000 + BESIDES));
        for number in 0..3 {
            assert!(is_written(&editions, number, 1_000).await);
        }
        assert!(!is_written(&editions, 0, 1_000).await, "it is there for the next reader");
        assert!(is_written(&editions, 3, 1_000).await && !is_written(&editions, 0, 1_000).await);
        assert!(is_written(&editions, 1, 1_000).await, "nobody had asked for it the longest");
        assert!(is_written(&editions, 4, 1_000_000).await, "one that is too large is written all the same");
        assert_eq!(editions.kept().editions.len(), 1);
    }

    #[tokio::test]
    async fn who_asks_at_the_same_moment_waits_for_the_same_one() {
        let (editions, written) = (Editions::default(), AtomicUsize::new(0));
        let ask = || {
            let write = || async {
                tokio::task::yield_now().await;
                written.fetch_add(1, Ordering::Relaxed);
                (7_u128, 1)
            };
            editions.of(CityId(uuid::Uuid::from_u128(1)), write)
        };
        assert_eq!(tokio::join!(ask(), ask(), ask()), (7, 7, 7));
        assert_eq!((written.load(Ordering::Relaxed), editions.kept().bytes), (1, 1 + BESIDES));
    }
}
