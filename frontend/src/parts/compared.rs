//! Two versions of a thing side by side, chosen in the address.

use super::{Answer, Load, Skeleton};
use crate::address::{own_address, parameter, parts};
use crate::messages::{Key, fill, number, t};
use crate::state::{Remote, api};
use client::Client;
use domain::lessons::{FieldChange, RevisionDiff, RevisionDiffQuery};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Choice, Field, Select, Value};

/// The versions of a kind of thing: how two of them are compared, and what is said of that.
#[derive(Clone, Copy)]
pub(crate) struct Versions {
    /// Whether a path is the page of a thing's versions.
    pub(crate) mine: fn(&str) -> bool,
    /// The address at which two are compared, by the slug of the thing: the newer and the older.
    pub(crate) href: fn(&str, i32, i32) -> String,
    /// Asks for what changed.
    pub(crate) fetch: fn(Client, String, i32, RevisionDiffQuery) -> Answer<RevisionDiff>,
    /// Shows what changed in one field.
    pub(crate) show: fn(FieldChange) -> AnyView,
    /// What is said of them.
    pub(crate) words: VersionWords,
}

/// What is said of versions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VersionWords {
    /// Stands before the older one.
    pub(crate) older: Key,
    /// Stands before the newer one.
    pub(crate) newer: Key,
    /// What a version is called: `{n}`.
    pub(crate) version: Key,
    /// What changed from `{from}` to `{to}`.
    pub(crate) between: Key,
    /// That nothing did.
    pub(crate) same: Key,
}

/// Two versions, the older one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    against: i32,
    number: i32,
}

impl Pair {
    /// The two that an address asks for, by number or not: else the last one, and the one before.
    fn new(number: Option<i32>, against: Option<i32>, last: i32) -> Self {
        let known = |number: &i32| (1..=last).contains(number);
        let number = number.filter(known).unwrap_or(last);
        let against = against.filter(known).unwrap_or(if number > 1 { number - 1 } else { last });
        Self { against: against.min(number), number: against.max(number) }
    }
}

/// The two that are compared, and what changed.
#[component]
pub(crate) fn Compared(
    /// Of which kind.
    of: Versions,
    /// The slug of the thing.
    slug: StoredValue<String>,
    /// The number of its last version.
    last: i32,
) -> impl IntoView {
    let own = own_address(of.mine);
    let pair = Memo::new(move |_| {
        let asked = |name: &str| own.with(|own| parameter(parts(own).1, name).parse::<i32>().ok());
        Pair::new(asked("version"), asked("against"), last)
    });
    let client = api();
    let diff = Remote::new(
        move || Some(pair.get()),
        move |Pair { against, number }| {
            let query = RevisionDiffQuery { against: u32::try_from(against).ok() };
            (of.fetch)(client.clone(), slug.get_value(), number, query)
        },
    );
    let show = move |diff| view! { <Changes of diff/> }.into_any();
    view! {
        <section class="compared" aria-live="polite">
            <Chosen of slug last pair/>
            <Load remote=diff skeleton=|| view! { <Skeleton lines=4/> }.into_any() show/>
        </section>
    }
}

/// The fields that the two are chosen in.
#[component]
fn Chosen(of: Versions, slug: StoredValue<String>, last: i32, pair: Memo<Pair>) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |(number, against): (i32, i32)| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&(of.href)(&slug.get_value(), number, against), options);
    });
    let newer = Value::new(Signal::derive(move || pair.get().number.to_string()), move |text: String| {
        go.run((text.parse().unwrap_or(last), pair.get_untracked().against));
    });
    let older = Value::new(Signal::derive(move || pair.get().against.to_string()), move |text: String| {
        go.run((pair.get_untracked().number, text.parse().unwrap_or(1)));
    });
    // The last one first.
    let name = |n: i32| fill(of.words.version, &[("n", &number(f64::from(n)))]);
    let options: Vec<Choice> = (1..=last).rev().map(|n| Choice::new(n.to_string(), name(n))).collect();
    let field = |id: &'static str, label: Key| Field::new(id, t(label)).beside();
    view! {
        <div class="ui-row">
            <Select field=field("version-older", of.words.older) options=options.clone() value=older/>
            <Select field=field("version-newer", of.words.newer) options value=newer/>
        </div>
    }
}

/// All that differs.
#[component]
fn Changes(of: Versions, diff: RevisionDiff) -> impl IntoView {
    let numbers = [diff.from, diff.to].map(|n| number(f64::from(n)));
    let title = fill(of.words.between, &[("from", &numbers[0]), ("to", &numbers[1])]);
    let same = diff.changes.is_empty().then(|| view! { <p class="muted">{t(of.words.same)}</p> });
    let changes = diff.changes.into_iter().map(of.show).collect_view();
    view! { <h2>{title}</h2> {same} {changes} }
}

#[cfg(test)]
mod tests {
    use super::Pair;

    #[test]
    fn without_a_word_the_last_two_are_compared() {
        let pair = |number, against| {
            let pair = Pair::new(number, against, 5);
            (pair.against, pair.number)
        };
        assert_eq!(pair(None, None), (4, 5));
        assert_eq!(pair(Some(3), None), (2, 3));
        assert_eq!(pair(Some(1), None), (1, 5));
        assert_eq!(pair(Some(2), Some(4)), (2, 4), "the older one first");
        assert_eq!(pair(Some(9), Some(0)), (4, 5), "there are no such");
        assert_eq!(pair(None, Some(1)), (1, 5));
    }
}
