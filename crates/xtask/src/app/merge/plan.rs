//! Which chunks go together.

/// What one more request costs a page, in bytes of code before it is packed: on a phone's network with 150 ms there and
/// back, six at a time, 1.6 Mbit/s, and code that packs to a third.
const REQUEST: usize = 12_000;
/// No chunk grows beyond this, in bytes of code before it is packed: a route may load 60 kB of one.
const LARGEST: usize = 140_000;
/// The landing page comes first on most visits: it counts as so many others.
const FIRST: usize = 8;

/// Who needs something: one bit for each thing that is loaded when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Users {
    bits: u128,
    /// The bits of the landing page.
    first: u128,
}

impl Users {
    /// So many can be told apart.
    pub(super) const MOST: usize = 128;

    /// From whether each needs it, and which of them are of the landing page.
    pub(super) fn of(needing: impl Iterator<Item = bool>, first: &[bool]) -> Self {
        Self { bits: mask(needing), first: mask(first.iter().copied()) }
    }

    fn with(self, bits: u128) -> Self {
        Self { bits, ..self }
    }

    /// How many they are, those of the landing page by their weight.
    fn weight(self) -> usize {
        let first = (self.bits & self.first).count_ones() as usize;
        self.bits.count_ones() as usize + first * (FIRST - 1)
    }
}

fn mask(bits: impl Iterator<Item = bool>) -> u128 {
    bits.enumerate().filter(|(_, set)| *set).fold(0, |mask, (at, _)| mask | (1 << at))
}

/// Something that several pages need.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) file: String,
    /// Bytes of its code.
    pub(super) weight: usize,
    pub(super) users: Users,
}

/// Chunks that are one from now on.
#[derive(Debug)]
struct Group {
    files: Vec<String>,
    weight: usize,
    users: Users,
}

impl Group {
    /// What pages gain when two groups become one: a request for each that needs both, less the code that each of the
    /// others loads in vain. `None` when they would be too large.
    fn gain_with(&self, other: &Self) -> Option<isize> {
        if self.weight + other.weight > LARGEST {
            return None;
        }
        let (mine, theirs) = (self.users, other.users);
        let both = mine.with(mine.bits & theirs.bits).weight() * REQUEST;
        let in_vain = self.weight * mine.with(theirs.bits & !mine.bits).weight()
            + other.weight * mine.with(mine.bits & !theirs.bits).weight();
        Some(isize::try_from(both).ok()? - isize::try_from(in_vain).ok()?)
    }
}

/// The files that become one, group by group: always the two that gain most, until nothing gains.
pub(super) fn groups(chunks: Vec<Chunk>) -> Vec<Vec<String>> {
    let mut groups: Vec<Group> =
        chunks.into_iter().map(|Chunk { file, weight, users }| Group { files: vec![file], weight, users }).collect();
    while let Some((a, b)) = best(&groups) {
        let other = groups.swap_remove(b);
        let Some(one) = groups.get_mut(a) else { break };
        one.files.extend(other.files);
        one.weight += other.weight;
        one.users = one.users.with(one.users.bits | other.users.bits);
    }
    groups.into_iter().map(|group| group.files).collect()
}

/// The places of the two groups that gain most, the lower first.
fn best(groups: &[Group]) -> Option<(usize, usize)> {
    let pairs = groups.iter().enumerate().flat_map(|(a, one)| {
        let gain = move |(b, other): (usize, &Group)| Some((one.gain_with(other)?, (a, a + 1 + b)));
        groups.iter().skip(a + 1).enumerate().filter_map(gain)
    });
    // The first of equals, so that the same app is put together in the same way.
    let best = pairs.max_by(|(x, at), (y, other)| x.cmp(y).then(other.cmp(at)))?;
    (best.0 > 0).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::{Chunk, LARGEST, Users, groups};

    fn chunk(file: &str, weight: usize, users: &[usize]) -> Chunk {
        Chunk { file: file.to_owned(), weight, users: Users::of((0..20).map(|at| users.contains(&at)), &[true]) }
    }

    fn grouped(chunks: Vec<Chunk>) -> Vec<Vec<String>> {
        let mut groups = groups(chunks);
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        groups
    }

    #[test]
    fn what_the_same_pages_need_is_one() {
        let all = vec![chunk("a", 50_000, &[1, 2]), chunk("b", 50_000, &[1, 2]), chunk("c", 50_000, &[3, 4])];
        assert_eq!(grouped(all), [vec!["a", "b"], vec!["c"]]);
    }

    #[test]
    fn a_little_in_vain_is_cheaper_than_a_request() {
        let all = vec![chunk("a", 1_000, &[1, 2, 3]), chunk("b", 1_000, &[1, 2])];
        assert_eq!(grouped(all), [vec!["a", "b"]]);
        let all = vec![chunk("a", 1_000, &[1, 2, 3]), chunk("b", 60_000, &[1, 2])];
        assert_eq!(grouped(all), [vec!["a"], vec!["b"]]);
    }

    #[test]
    fn the_landing_page_loads_less_in_vain() {
        let all = vec![chunk("a", 3_000, &[0, 1, 2]), chunk("b", 3_000, &[1, 2])];
        assert_eq!(grouped(all), [vec!["a"], vec!["b"]]);
        let all = vec![chunk("a", 3_000, &[3, 1, 2]), chunk("b", 3_000, &[1, 2])];
        assert_eq!(grouped(all), [vec!["a", "b"]]);
    }

    #[test]
    fn nothing_grows_too_large() {
        let all = vec![chunk("a", LARGEST, &[1]), chunk("b", 1, &[1])];
        assert_eq!(grouped(all).len(), 2);
    }
}
