//! Two versions of a text in one: what stays, what is gone, what is new, line by line and within a line word by word.

/// What became of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    Removed,
    Added,
}

/// A line of both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// It is as it was, is gone, or is new.
    Whole(Fate, String),
    /// It was written anew, part by part.
    Rewritten(Vec<(Fate, String)>),
    /// So many lines stay and are left out.
    Left(usize),
}

/// How headings begin, as in Markdown.
const HEADING: &str = "## ";
/// Comparisons that a page has the time for; what needs more is told as a whole.
const MOST: usize = 4_000_000;
/// Fewer words are no sentence of which a part could be written anew.
const SENTENCE: usize = 4;

/// The values of both versions in one list: the longest part that they have in common stays, and what is in one of
/// them alone stands where it was, or is (longest common subsequence; Wagner and Fischer, 1974). What both begin and end
/// with is set aside before.
pub(super) fn merged<T: Clone + PartialEq>(before: &[T], after: &[T]) -> Vec<(Fate, T)> {
    let start = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let fated = |fate: Fate, values: &[T]| values.iter().map(|value| (fate, value.clone())).collect::<Vec<_>>();
    let middle = if old.len().saturating_mul(new.len()) > MOST {
        [fated(Fate::Removed, old), fated(Fate::Added, new)].concat()
    } else {
        between(old, new)
    };
    [fated(Fate::Kept, &before[..start]), middle, fated(Fate::Kept, &before[before.len() - end..])].concat()
}

fn between<T: Clone + PartialEq>(before: &[T], after: &[T]) -> Vec<(Fate, T)> {
    // How many values the rests have in common, from each place on.
    let mut common = vec![vec![0_u16; after.len() + 1]; before.len() + 1];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            let longest = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old == new { common[i + 1][j + 1].saturating_add(1) } else { longest };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            all.push((Fate::Kept, before[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || (i < before.len() && common[i + 1][j] >= common[i][j + 1]) {
            all.push((Fate::Removed, before[i].clone()));
            i += 1;
        } else {
            all.push((Fate::Added, after[j].clone()));
            j += 1;
        }
    }
    all
}

/// The lines of both versions. What is gone and what takes its place are one line that was written anew, where more than
/// half of its words stay.
pub(super) fn lines(before: &[String], after: &[String]) -> Vec<Line> {
    let all = merged(before, after);
    let mut lines = Vec::with_capacity(all.len());
    let mut rest = all.as_slice();
    while let Some((fate, text)) = rest.first() {
        if *fate == Fate::Kept {
            lines.push(Line::Whole(Fate::Kept, text.clone()));
            rest = &rest[1..];
            continue;
        }
        let removed = rest.iter().take_while(|(fate, _)| *fate == Fate::Removed).count();
        let added = rest[removed..].iter().take_while(|(fate, _)| *fate == Fate::Added).count();
        let (change, behind) = rest.split_at(removed + added);
        let (old, new) = change.split_at(removed);
        lines.extend(old.iter().zip(new).flat_map(|((_, old), (_, new))| replaced(old, new)));
        let unpaired = removed.min(added);
        lines.extend(
            [&old[unpaired..], &new[unpaired..]].concat().into_iter().map(|(fate, text)| Line::Whole(fate, text)),
        );
        rest = behind;
    }
    lines
}

/// A line and what stands in its place.
fn replaced(old: &str, new: &str) -> Vec<Line> {
    let words = |text: &str| text.split_inclusive(char::is_whitespace).map(str::to_owned).collect::<Vec<String>>();
    let (before, after) = (words(old), words(new));
    let longer = before.len().max(after.len());
    let parts = if longer < SENTENCE { Vec::new() } else { merged(&before, &after) };
    let kept = parts.iter().filter(|(fate, _)| *fate == Fate::Kept).count();
    if kept * 2 <= longer {
        return vec![Line::Whole(Fate::Removed, old.to_owned()), Line::Whole(Fate::Added, new.to_owned())];
    }
    vec![Line::Rewritten(joined(parts))]
}

/// What has the same fate in one part.
fn joined(parts: Vec<(Fate, String)>) -> Vec<(Fate, String)> {
    let mut all: Vec<(Fate, String)> = Vec::new();
    for (fate, text) in parts {
        match all.last_mut() {
            Some((last, before)) if *last == fate => before.push_str(&text),
            _ => all.push((fate, text)),
        }
    }
    all
}

/// Leaves out lines that stay, but for those beside a change and the heading that it stands below.
pub(super) fn folded(lines: Vec<Line>) -> Vec<Line> {
    let changes = |line: &Line| !matches!(line, Line::Whole(Fate::Kept, _));
    let mut shown: Vec<bool> =
        (0..lines.len()).map(|at| lines[at.saturating_sub(1)..(at + 2).min(lines.len())].iter().any(changes)).collect();
    let mut heading = None;
    for (at, line) in lines.iter().enumerate() {
        if heading_of(line).is_some() {
            heading = Some(at);
        }
        if let (true, Some(heading)) = (changes(line), heading) {
            shown[heading] = true;
        }
    }
    let mut all = Vec::with_capacity(lines.len());
    for (line, is_shown) in lines.into_iter().zip(shown) {
        match (is_shown, all.last_mut()) {
            (true, _) => all.push(line),
            (false, Some(Line::Left(n))) => *n += 1,
            (false, _) => all.push(Line::Left(1)),
        }
    }
    all
}

/// What a line says that is a heading.
pub(super) fn heading_of(line: &Line) -> Option<(Fate, &str)> {
    match line {
        Line::Whole(fate, text) => text.strip_prefix(HEADING).map(|heading| (*fate, heading)),
        Line::Rewritten(_) | Line::Left(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, Line, folded, heading_of, lines, merged};

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    fn fates(before: &[&str], after: &[&str]) -> Vec<(Fate, String)> {
        merged(&texts(before), &texts(after))
    }

    fn all(expected: &[(Fate, &str)]) -> Vec<(Fate, String)> {
        expected.iter().map(|(fate, value)| (*fate, (*value).to_owned())).collect()
    }

    fn whole(fate: Fate, text: &str) -> Line {
        Line::Whole(fate, text.to_owned())
    }

    #[test]
    fn what_stays_is_kept_and_the_rest_stands_where_it_was() {
        let expected = [(Fate::Kept, "a"), (Fate::Removed, "b"), (Fate::Added, "x"), (Fate::Kept, "c")];
        assert_eq!(fates(&["a", "b", "c"], &["a", "x", "c"]), all(&expected));
        let expected = [(Fate::Kept, "a"), (Fate::Added, "b")];
        assert_eq!(fates(&["a"], &["a", "b"]), all(&expected));
        let expected = [(Fate::Added, "b"), (Fate::Kept, "a")];
        assert_eq!(fates(&["a"], &["b", "a"]), all(&expected));
        let expected = [(Fate::Removed, "a"), (Fate::Kept, "b"), (Fate::Added, "c")];
        assert_eq!(fates(&["a", "b"], &["b", "c"]), all(&expected));
    }

    #[test]
    fn nothing_and_something() {
        assert!(fates(&[], &[]).is_empty());
        assert_eq!(fates(&["a"], &[]), all(&[(Fate::Removed, "a")]));
        assert_eq!(fates(&["a"], &["b"]), all(&[(Fate::Removed, "a"), (Fate::Added, "b")]));
        assert_eq!(fates(&["a", "a"], &["a"]), all(&[(Fate::Kept, "a"), (Fate::Removed, "a")]));
    }

    #[test]
    fn what_would_take_too_long_is_told_as_a_whole() {
        let (before, after): (Vec<u32>, Vec<u32>) = ((0..3_000).collect(), (1_500..4_500).collect());
        let told = merged(&before, &after);
        assert_eq!(told.len(), 6_000);
        assert_eq!((told[0], told[5_999]), ((Fate::Removed, 0), (Fate::Added, 4_499)));
    }

    #[test]
    fn a_line_of_which_most_stays_is_told_word_by_word() {
        let before = texts(&["Paint roofs white before summer.", "Gone altogether."]);
        let after = texts(&["Paint most roofs white before summer.", "Something else is said here."]);
        let parts = [(Fate::Kept, "Paint "), (Fate::Added, "most "), (Fate::Kept, "roofs white before summer.")];
        let expected = [
            Line::Rewritten(all(&parts)),
            whole(Fate::Removed, "Gone altogether."),
            whole(Fate::Added, "Something else is said here."),
        ];
        assert_eq!(lines(&before, &after), expected);
        // A key is no sentence.
        let keys = lines(&texts(&["urban_fire"]), &texts(&["urban_flood"]));
        assert_eq!(keys, [whole(Fate::Removed, "urban_fire"), whole(Fate::Added, "urban_flood")]);
    }

    #[test]
    fn lines_without_a_partner_are_gone_or_new() {
        let expected =
            [whole(Fate::Kept, "a"), whole(Fate::Removed, "b"), whole(Fate::Added, "x"), whole(Fate::Added, "y")];
        assert_eq!(lines(&texts(&["a", "b"]), &texts(&["a", "x", "y"])), expected);
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out_but_for_its_heading() {
        let kept = |text: &str| whole(Fate::Kept, text);
        let lines = vec![
            kept("## Roofs"),
            kept("1"),
            kept("2"),
            kept("## Rooms"),
            kept("3"),
            kept("4"),
            whole(Fate::Added, "5"),
            kept("6"),
            kept("7"),
        ];
        let expected = [
            Line::Left(3),
            kept("## Rooms"),
            Line::Left(1),
            kept("4"),
            whole(Fate::Added, "5"),
            kept("6"),
            Line::Left(1),
        ];
        assert_eq!(folded(lines), expected);
        assert_eq!(heading_of(&kept("## Rooms")), Some((Fate::Kept, "Rooms")));
    }
}
