//! What changed between two versions of a lesson, field by field.

use super::choice::{name, said};
use super::words;
use crate::messages::{Key, fill, language_name, number, t};
use crate::state::Vocabularies;
use domain::lessons::{FieldChange, LessonFacet, RevisionDiff};
use leptos::prelude::*;

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Removed,
    Added,
}

/// The values of both versions in one list: the longest part that they have in common stays, and what is in one of
/// them alone stands where it was, or is (longest common subsequence; Wagner and Fischer, 1974).
fn merged(before: &[String], after: &[String]) -> Vec<(Fate, String)> {
    // How many values the rests have in common, from each place on.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            common[i][j] = if old == new { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
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

/// What a field of a lesson is called; itself where the app does not know it.
fn field_name(field: &str) -> String {
    let name = match field {
        "title" => t(Key::LessonConsider),
        "summary" => t(Key::LessonFieldSummary),
        "consider" => t(Key::LessonWhat),
        "topic" => name(LessonFacet::Topic),
        "keywords" => name(LessonFacet::Keyword),
        "stage" => name(LessonFacet::Stage),
        "themes" => name(LessonFacet::Theme),
        "shocks" => name(LessonFacet::Shock),
        "stresses" => name(LessonFacet::Stress),
        "sectors" => name(LessonFacet::Sector),
        "groups" => name(LessonFacet::Group),
        "cities" => name(LessonFacet::City),
        "countries" => name(LessonFacet::Country),
        "place" => t(Key::LessonFactSaid),
        "organisation" => t(Key::LessonFactOrganisation),
        "year" => name(LessonFacet::Year),
        "cost_band" => name(LessonFacet::CostBand),
        "time_to_effect" => name(LessonFacet::TimeToEffect),
        "basis" => name(LessonFacet::Basis),
        "tags" => t(Key::LessonFactTags),
        "sources" => t(Key::LessonSources),
        "source_copies" => t(Key::LessonFieldCopies),
        "language" => name(LessonFacet::Language),
        other => other,
    };
    name.to_owned()
}

/// A value of a field in words.
fn value_words(vocabularies: Vocabularies, field: &str, value: &str) -> String {
    let facet = match field {
        "topic" => LessonFacet::Topic,
        "keywords" => LessonFacet::Keyword,
        "stage" => LessonFacet::Stage,
        "themes" => LessonFacet::Theme,
        "shocks" => LessonFacet::Shock,
        "stresses" => LessonFacet::Stress,
        "sectors" => LessonFacet::Sector,
        "groups" => LessonFacet::Group,
        "countries" => LessonFacet::Country,
        "cost_band" => return said(value, words::cost),
        "time_to_effect" => return said(value, words::effect),
        "basis" => return said(value, words::basis),
        "language" => return language_name(value),
        "source_copies" => return t(if value == "true" { Key::LessonCopy } else { Key::LessonOriginal }).to_owned(),
        _ => return value.to_owned(),
    };
    facet.vocabulary().map_or_else(|| value.to_owned(), |vocabulary| vocabularies.label(vocabulary, value))
}

/// All that differs.
#[component]
pub(super) fn Changes(
    /// What differs.
    diff: RevisionDiff,
) -> impl IntoView {
    let title =
        fill(Key::HistoryBetween, &[("from", &number(f64::from(diff.from))), ("to", &number(f64::from(diff.to)))]);
    let is_same = diff.changes.is_empty();
    let changes = diff.changes.into_iter().map(|change| view! { <Change change/> }).collect_view();
    view! {
        <h2>{title}</h2>
        {is_same.then(|| view! { <p class="muted">{t(Key::HistorySame)}</p> })}
        {changes}
    }
}

/// One field. What is gone and what is new is told by a word as well, for who does not see how it is drawn.
#[component]
pub(crate) fn Change(
    /// What differs.
    change: FieldChange,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let FieldChange { field, before, after } = change;
    let title = field_name(&field);
    let lines = move || {
        let lines = merged(&before, &after).into_iter().map(|(fate, value)| {
            let text = value_words(vocabularies, &field, &value);
            let line = match fate {
                Fate::Kept => text.into_any(),
                Fate::Removed => {
                    view! { <del><span class="visually-hidden">{t(Key::HistoryRemoved)} " "</span> {text}</del> }
                        .into_any()
                }
                Fate::Added => {
                    view! { <ins><span class="visually-hidden">{t(Key::HistoryAdded)} " "</span> {text}</ins> }
                        .into_any()
                }
            };
            view! { <li dir="auto">{line}</li> }
        });
        lines.collect_view()
    };
    view! {
        <div class="change">
            <h3>{title}</h3>
            <ul>{lines}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, merged};

    fn fates(before: &[&str], after: &[&str]) -> Vec<(Fate, String)> {
        let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
        merged(&texts(before), &texts(after))
    }

    fn all(expected: &[(Fate, &str)]) -> Vec<(Fate, String)> {
        expected.iter().map(|(fate, value)| (*fate, (*value).to_owned())).collect()
    }

    #[test]
    fn what_stays_is_kept_and_the_rest_stands_where_it_was() {
        let expected = [(Fate::Kept, "a"), (Fate::Removed, "b"), (Fate::Added, "x"), (Fate::Kept, "c")];
        assert_eq!(fates(&["a", "b", "c"], &["a", "x", "c"]), all(&expected));
        let expected = [(Fate::Kept, "a"), (Fate::Added, "b")];
        assert_eq!(fates(&["a"], &["a", "b"]), all(&expected));
        let expected = [(Fate::Added, "b"), (Fate::Kept, "a")];
        assert_eq!(fates(&["a"], &["b", "a"]), all(&expected));
    }

    #[test]
    fn nothing_and_something() {
        assert!(fates(&[], &[]).is_empty());
        assert_eq!(fates(&["a"], &[]), all(&[(Fate::Removed, "a")]));
        assert_eq!(fates(&[], &["a"]), all(&[(Fate::Added, "a")]));
        assert_eq!(fates(&["a"], &["b"]), all(&[(Fate::Removed, "a"), (Fate::Added, "b")]));
    }
}
