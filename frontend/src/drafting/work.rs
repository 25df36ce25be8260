//! A draft that is being written: it saves itself while one writes, and never over what somebody else has written.

use super::kept::{forget_written, keep_written, kept_of, settle};
use super::{Drafted, Field, id_of, is_within};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::Deed;
use crate::state::Debounce;
use client::{Client, Error};
use contract::Fault;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use ui::Value;

/// So long after the last key it saves itself.
const PAUSE: Duration = Duration::from_millis(1_500);
/// So long it waits for the saving that is on its way.
const SOON: Duration = Duration::from_millis(300);
/// Id of the summary of faults.
pub(super) const SUMMARY: &str = "draft-faults";

/// Where the saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has what is written.
    Saved,
    /// It will have it in a moment.
    Waiting,
    /// It is on its way.
    Running,
    /// Something is wrong with what is written: it is kept on this device alone.
    Wrong,
    /// Somebody else has changed the draft meanwhile.
    Stale,
    /// The server could not be told.
    Failed,
}

/// What goes on once the server has what is written.
type Then = Box<dyn FnOnce()>;

/// A draft that is being written.
pub(crate) struct Work<K: Drafted> {
    /// The draft as the server has it.
    pub(crate) draft: RwSignal<K::Draft>,
    /// What is written so far.
    pub(crate) written: RwSignal<K::Written>,
    pub(super) saving: RwSignal<Saving>,
    /// Faults that may be shown.
    pub(super) faults: Memo<Vec<Fault>>,
    /// Whether somebody has tried to send: from then on all faults are shown.
    pub(super) tried: RwSignal<bool>,
    /// What is done in the name of who writes.
    pub(crate) deed: Deed,
    /// Faults by the rules of the domain.
    own_faults: Memo<Vec<Fault>>,
    /// Faults that the server found.
    server_faults: RwSignal<Vec<Fault>>,
    /// Pointers of what has been left once: from then on its faults are shown while one types.
    left: RwSignal<Vec<String>>,
    /// What the server has been told last.
    sent: StoredValue<K::Content>,
    /// The version that is written over.
    base: StoredValue<i64>,
    debounce: Debounce,
}

impl<K: Drafted> Clone for Work<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Drafted> Copy for Work<K> {}

impl<K: Drafted> Work<K> {
    /// Goes on with a draft, and with what this device has kept of it.
    pub(crate) fn of(draft: K::Draft) -> Self {
        let kept =
            kept_of::<K>(&K::id(&draft)).filter(|(_, written)| K::tidied(K::finish(written)) != *K::content(&draft));
        let saving = match &kept {
            None => Saving::Saved,
            Some((base, _)) if *base == K::version(&draft) => Saving::Waiting,
            Some(_) => Saving::Stale,
        };
        let (base, written) = kept.unwrap_or_else(|| (K::version(&draft), K::begin(K::content(&draft).clone())));
        let (written, saving, tried) = (RwSignal::new(written), RwSignal::new(saving), RwSignal::new(false));
        let (left, server_faults) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let own_faults = Memo::new(move |_| written.with(K::faults));
        let work = Self {
            written,
            saving,
            faults: shown(own_faults, server_faults, tried, left),
            tried,
            deed: Deed::new(),
            own_faults,
            server_faults,
            left,
            sent: StoredValue::new(K::content(&draft).clone()),
            base: StoredValue::new(base),
            draft: RwSignal::new(draft),
            debounce: Debounce::new(),
        };
        work.follow();
        work
    }

    /// Keeps on this device at once what is written, and saves it after a pause.
    fn follow(self) {
        Effect::new(move |before: Option<()>| {
            self.written.track();
            if before.is_some() {
                self.keep();
            }
            if before.is_some() || self.saving.get_untracked() == Saving::Waiting {
                self.save_later();
            }
        });
    }

    fn keep(self) {
        let id = self.draft.with_untracked(K::id);
        self.written.with_untracked(|written| keep_written::<K>(&id, self.base.get_value(), written));
    }

    fn save_later(self) {
        if !matches!(self.saving.get_untracked(), Saving::Stale | Saving::Running) {
            self.saving.set(Saving::Waiting);
            self.debounce.run_after(PAUSE, move || self.save());
        }
    }

    /// Saves what is written.
    pub(crate) fn save(self) {
        self.save_then(Box::new(|| ()));
    }

    /// Saves what is written, and goes on once the server has it.
    pub(crate) fn save_then(self, then: Then) {
        self.put(None, then);
    }

    /// What was published meanwhile is in the draft from now on, as its writer says.
    pub(crate) fn take_over(self, number: i32) {
        self.put(Some(number), Box::new(|| ()));
    }

    /// The draft as something else that was done to it has left it. Where somebody has written in it besides, the next
    /// saving finds out.
    pub(crate) fn know(self, draft: K::Draft) {
        if self.sent.with_value(|sent| *sent == *K::content(&draft)) {
            self.base.set_value(K::version(&draft));
        }
        self.draft.set(draft);
    }

    fn put(self, base: Option<i32>, then: Then) {
        match self.saving.get_untracked() {
            Saving::Stale => return,
            Saving::Running => return self.debounce.run_after(SOON, move || self.put(base, then)),
            Saving::Saved | Saving::Waiting | Saving::Wrong | Saving::Failed => {}
        }
        self.debounce.cancel();
        let content = self.written.with_untracked(K::finish);
        if base.is_none() && self.sent.with_value(|sent| *sent == content) {
            forget_written::<K>(&self.draft.with_untracked(K::id));
            self.saving.set(Saving::Saved);
            return then();
        }
        if self.own_faults.with_untracked(|faults| !faults.is_empty()) {
            return self.saving.set(Saving::Wrong);
        }
        self.saving.set(Saving::Running);
        self.deed.failure.set(None);
        self.server_faults.set(Vec::new());
        let (now, version) = (self.draft.get_untracked(), self.base.get_value());
        spawn_local(async move {
            let call = |client: Client| K::update(client, &now, version, (content.clone(), base));
            let answer = self.deed.identity.ask(call).await;
            match answer {
                Ok(draft) => self.took(draft, content, then),
                Err(error) => self.failed(error),
            }
        });
    }

    /// The server has it. The page may be gone by now; what this device keeps is put right all the same.
    fn took(self, draft: K::Draft, content: K::Content, then: Then) {
        settle::<K>(&K::id(&draft), K::version(&draft), &content);
        let Some(written) = self.written.try_with_untracked(K::finish) else { return };
        let is_newer = written != content;
        self.sent.set_value(content);
        self.base.set_value(K::version(&draft));
        self.draft.set(draft);
        self.saving.set(if is_newer { Saving::Waiting } else { Saving::Saved });
        if is_newer {
            self.debounce.run_after(PAUSE, move || self.save_then(then));
        } else {
            then();
        }
    }

    /// Faults go to their fields; anything else is shown with a way to try again.
    fn failed(self, error: Error) {
        if error.status() == Some(412) {
            self.saving.try_set(Saving::Stale);
            return;
        }
        let faults = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
        let within = faults.into_iter().filter_map(|fault| {
            let pointer = fault.pointer.strip_prefix("/content")?;
            let pointer = self.written.try_with_untracked(|written| K::place(written, pointer))?;
            Some(Fault { pointer, ..fault })
        });
        let known: Vec<Fault> = within.collect();
        let saving = if known.is_empty() { Saving::Failed } else { Saving::Wrong };
        if known.is_empty() {
            self.deed.failure.try_set(Some(error));
        }
        self.server_faults.try_set(known);
        self.saving.try_set(saving);
    }

    /// Asks for the newer version: to be shown, or to be written over.
    pub(crate) fn look_again(self, show: bool) {
        let now = self.draft.get_untracked();
        let call = move |client: Client| K::again(client, &now);
        self.deed.run(call, move |draft| {
            let content = K::content(&draft).clone();
            self.sent.set_value(content.clone());
            self.base.set_value(K::version(&draft));
            self.draft.set(draft);
            self.saving.set(Saving::Waiting);
            if show {
                self.written.set(K::begin(content));
            } else {
                self.keep();
                self.save();
            }
        });
    }

    /// Whether nothing is wrong with what is written; where something is, all of it is shown from now on.
    pub(crate) fn is_right(self) -> bool {
        self.tried.set(true);
        let is_right = self.own_faults.with_untracked(Vec::is_empty);
        if !is_right {
            request_animation_frame(|| focus_id(SUMMARY));
        }
        is_right
    }

    /// Changes what is written at a pointer.
    pub(crate) fn write(self, pointer: &str, change: impl FnOnce(&mut K::Written)) {
        self.written.update(change);
        // What the server said was of the text before.
        if self.server_faults.with_untracked(|faults| !faults.is_empty()) {
            self.server_faults.update(|faults| faults.retain(|fault| !is_within(&fault.pointer, pointer)));
        }
    }

    /// Something is left, too, when it is taken from the page with the focus in it: by then there may be no page.
    pub(crate) fn leave(self, pointer: &str) {
        if self.left.try_with_untracked(|left| left.iter().any(|one| one == pointer)) == Some(false) {
            self.left.update(|left| left.push(pointer.to_owned()));
        }
    }

    /// The first fault that `is_of_it` knows for its own, in words.
    fn fault(self, is_of_it: impl Fn(&str) -> bool) -> Option<String> {
        self.faults.with(|faults| faults.iter().find(|fault| is_of_it(&fault.pointer)).map(K::say))
    }

    /// The field at a pointer as the design system has it: its words, and what is wrong with it.
    pub(crate) fn made(self, pointer: String, label: impl Into<Signal<String>>) -> ui::Field {
        let id = id_of::<K>(&pointer);
        let fault = Signal::derive(move || self.fault(|other| is_within(other, &pointer)));
        ui::Field::new(id, label).error(t(Key::FaultWord), fault)
    }

    /// The same of a field of the content, with its hint.
    pub(crate) fn framed(self, field: Field) -> ui::Field {
        hinted(self.made(field.pointer.to_owned(), t(field.label)), field)
    }

    /// The same of a field with rows: what is wrong in a row is told there.
    pub(crate) fn grouped(self, field: Field) -> ui::Field {
        let fault = Signal::derive(move || self.fault(|other| other == field.pointer));
        hinted(ui::Field::new(id_of::<K>(field.pointer), t(field.label)).error(t(Key::FaultWord), fault), field)
    }

    /// What stands in a control: read from what is written, and written there.
    pub(crate) fn value(
        self,
        pointer: String,
        read: impl Fn(&K::Written) -> String + Send + Sync + 'static,
        write: impl Fn(&mut K::Written, String) + Send + Sync + 'static,
    ) -> Value<String> {
        let shown = Signal::derive(move || self.written.with(&read));
        Value::new(shown, move |text| self.write(&pointer, |written| write(written, text)))
    }
}

fn hinted(made: ui::Field, field: Field) -> ui::Field {
    match field.hint {
        Some(hint) => made.hint(t(hint)),
        None => made,
    }
}

/// Faults of what has been left, or all of them once somebody has tried to send; and what the server found.
fn shown(
    own: Memo<Vec<Fault>>,
    of_server: RwSignal<Vec<Fault>>,
    tried: RwSignal<bool>,
    left: RwSignal<Vec<String>>,
) -> Memo<Vec<Fault>> {
    Memo::new(move |_| {
        let mut faults = own.get();
        if !tried.get() {
            let was_left = |fault: &Fault| left.with(|left| left.iter().any(|one| is_within(&fault.pointer, one)));
            faults.retain(was_left);
        }
        faults.extend(of_server.get());
        faults
    })
}
