//! Rows of a draft, such as points, sections or sources: put in, taken out and put in another order, by buttons that stay
//! where the focus is.

use super::{Drafted, Field, Work, id_of};
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use leptos::prelude::*;
use ui::Button;

/// What is written in rows, and how they are changed.
pub(crate) struct Rows<K: Drafted> {
    /// The field that they are of.
    pub(crate) field: Field,
    /// There are at most so many.
    pub(crate) most: usize,
    /// How many there are.
    pub(crate) count: fn(&K::Written) -> usize,
    /// Puts an empty one in.
    pub(crate) put: fn(&mut K::Written, usize),
    /// Takes one out.
    pub(crate) take: fn(&mut K::Written, usize),
    /// Lets two change places.
    pub(crate) swap: fn(&mut K::Written, usize, usize),
    /// What stands first in a row, by its name behind the pointer of the row; empty where the row itself is written in.
    pub(crate) first: &'static str,
    /// What the buttons are called for who does not see the row: up, down, out; each with `{n}`.
    pub(crate) names: [Key; 3],
    /// Where a row is now, with `{n}`.
    pub(crate) moved: Key,
}

impl<K: Drafted> Clone for Rows<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Drafted> Copy for Rows<K> {}

impl<K: Drafted> Rows<K> {
    /// The pointer of a row.
    pub(crate) fn pointer(self, at: usize) -> String {
        [self.field.pointer, "/", &at.to_string()].concat()
    }

    /// The pointer of what stands first in a row.
    fn entrance(self, at: usize) -> String {
        let row = self.pointer(at);
        if self.first.is_empty() { row } else { [&row, "/", self.first].concat() }
    }

    /// How many there are, as it changes.
    pub(crate) fn counted(self, work: Work<K>) -> Memo<usize> {
        Memo::new(move |_| work.written.with(self.count))
    }

    fn count_now(self, work: Work<K>) -> usize {
        work.written.with_untracked(self.count)
    }

    /// Changes the rows, and puts the focus into one of them.
    fn change(self, work: Work<K>, to: usize, change: impl FnOnce(&mut K::Written)) {
        work.write(self.field.pointer, change);
        let id = id_of::<K>(&self.entrance(to));
        request_animation_frame(move || focus_id(&id));
    }

    /// Puts an empty row in, unless there are as many as there may be.
    pub(crate) fn add(self, work: Work<K>, at: usize) {
        if self.count_now(work) < self.most {
            self.change(work, at, |written| (self.put)(written, at));
        }
    }

    /// Takes a row out.
    pub(crate) fn take_out(self, work: Work<K>, at: usize) {
        self.change(work, at.saturating_sub(1), |written| (self.take)(written, at));
    }

    /// Lets a row change places with another one, where there is one.
    pub(crate) fn swap(self, work: Work<K>, at: usize, to: Option<usize>) {
        let Some(to) = to.filter(|to| *to < self.count_now(work)) else { return };
        self.change(work, to, |written| (self.swap)(written, at, to));
        work.deed.say(fill(self.moved, &[("n", &(to + 1).to_string())]));
    }
}

/// The buttons of a row.
#[component]
pub(crate) fn RowActs<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The rows.
    rows: Rows<K>,
    /// The place of the row.
    at: usize,
    /// Other buttons of the row, before these.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let number = (at + 1).to_string();
    let [up_it, down_it, out_it] = rows.names.map(|key| fill(key, &[("n", &number)]));
    let is_last = at + 1 == rows.count_now(work);
    let up = move |()| rows.swap(work, at, at.checked_sub(1));
    let down = move |()| rows.swap(work, at, Some(at + 1));
    let out = move |()| rows.take_out(work, at);
    view! {
        <p class="buttons">
            {children.map(|children| children())}
            <Button small=true name=up_it disabled={at == 0} on_press=up>{t(Key::DraftPointUp)}</Button>
            <Button small=true name=down_it disabled=is_last on_press=down>{t(Key::DraftPointDown)}</Button>
            <Button small=true name=out_it on_press=out>{t(Key::DraftPointOut)}</Button>
        </p>
    }
}
