//! An issue that is being put together: it saves itself, and never over what somebody else has written.

use super::things::Things;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Answer, Deed, fault_text};
use crate::state::Debounce;
use client::{Client, Error};
use contract::Fault;
use domain::briefings::{BriefingContent, BriefingIssue, BriefingIssueRef, BriefingIssueUpdate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use ui::Value;

/// So long after the last change it saves itself.
const PAUSE: Duration = Duration::from_millis(1_000);
/// So long it waits for the saving that is on its way.
const SOON: Duration = Duration::from_millis(200);

/// Where the saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has what is written.
    Saved,
    /// It will have it in a moment.
    Waiting,
    /// It is on its way.
    Running,
    /// Something is wrong with what is written.
    Wrong,
    /// Somebody else has changed the issue meanwhile.
    Stale,
    /// The server could not be told.
    Failed,
}

/// What goes on once the server has what is written.
type Then = Box<dyn FnOnce()>;

/// An issue that is being put together.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// The issue as the server has it.
    pub(super) issue: RwSignal<BriefingIssue>,
    /// What it is to say.
    pub(super) written: RwSignal<BriefingContent>,
    /// What is known of the lessons and items in it.
    pub(super) things: Things,
    pub(super) saving: RwSignal<Saving>,
    pub(super) deed: Deed,
    /// What it said before the last step that can be undone, and what that step was.
    pub(super) before: RwSignal<Option<(String, BriefingContent)>>,
    own_faults: Memo<Vec<Fault>>,
    server_faults: RwSignal<Vec<Fault>>,
    sent: StoredValue<BriefingContent>,
    debounce: Debounce,
}

impl Work {
    /// Goes on with an issue.
    pub(super) fn of(issue: BriefingIssue) -> Self {
        let (things, written) = (Things::new(), RwSignal::new(issue.content.clone()));
        things.learn_issue(&issue);
        let work = Self {
            written,
            things,
            saving: RwSignal::new(Saving::Saved),
            deed: Deed::new(),
            before: RwSignal::new(None),
            own_faults: Memo::new(move |_| written.with(faults_of)),
            server_faults: RwSignal::new(Vec::new()),
            sent: StoredValue::new(issue.content.clone()),
            issue: RwSignal::new(issue),
            debounce: Debounce::new(),
        };
        Effect::new(move |before: Option<()>| {
            work.written.track();
            if before.is_some() {
                work.save_later();
            }
        });
        // Who leaves within the pause has written all the same.
        on_cleanup(move || {
            if work.saving.try_get_untracked() == Some(Saving::Waiting) {
                work.save_then(Box::new(|| ()));
            }
        });
        work
    }

    /// Whether it can still be changed.
    pub(super) fn is_open(self) -> bool {
        self.issue.with(|issue| issue.status.is_open())
    }

    fn save_later(self) {
        if !matches!(self.saving.get_untracked(), Saving::Stale | Saving::Running) {
            self.saving.set(Saving::Waiting);
            self.debounce.run_after(PAUSE, move || self.save_then(Box::new(|| ())));
        }
    }

    /// Saves what is written, and goes on once the server has it.
    pub(super) fn save_then(self, then: Then) {
        match self.saving.get_untracked() {
            Saving::Stale => return,
            Saving::Running => return self.debounce.run_after(SOON, move || self.save_then(then)),
            Saving::Saved | Saving::Waiting | Saving::Wrong | Saving::Failed => {}
        }
        self.debounce.cancel();
        let content = self.written.get_untracked();
        if self.sent.with_value(|sent| *sent == content) {
            self.saving.set(Saving::Saved);
            return then();
        }
        if !faults_of(&content).is_empty() {
            return self.saving.set(Saving::Wrong);
        }
        self.saving.set(Saving::Running);
        self.deed.failure.set(None);
        self.server_faults.set(Vec::new());
        let (id, version) = self.issue.with_untracked(|issue| (issue.id, issue.version));
        spawn_local(async move {
            let call = |client: Client| {
                let update = BriefingIssueUpdate { content: content.clone() };
                async move { client.update_briefing_issue(id, version, &update).await }
            };
            match self.deed.identity.ask(call).await {
                Ok(issue) => self.took(issue, content, then),
                Err(error) => self.failed(error),
            }
        });
    }

    /// The server has it. The page may be gone by now.
    fn took(self, issue: BriefingIssue, content: BriefingContent, then: Then) {
        let Some(is_newer) = self.written.try_with_untracked(|written| *written != content) else { return };
        self.things.learn_issue(&issue);
        self.sent.set_value(content);
        self.issue.set(issue);
        self.saving.set(if is_newer { Saving::Waiting } else { Saving::Saved });
        if is_newer {
            self.debounce.run_after(PAUSE, move || self.save_then(then));
        } else {
            then();
        }
    }

    fn failed(self, error: Error) {
        if error.status() == Some(412) {
            self.saving.try_set(Saving::Stale);
            return;
        }
        let faults = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
        let within = faults.into_iter().filter_map(|fault| {
            let pointer = fault.pointer.strip_prefix("/content")?.to_owned();
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

    /// The server has the issue in another state, whose content is the one that is written.
    pub(super) fn became(self, issue: BriefingIssue) {
        self.things.learn_issue(&issue);
        self.issue.try_set(issue);
    }

    /// Asks for the newer version: to be shown, or to be written over.
    pub(super) fn look_again(self, show: bool) {
        let id = self.issue.with_untracked(|issue| issue.id);
        let call = move |client: Client| -> Answer<BriefingIssue> {
            Box::pin(async move { client.get_briefing_issue(&BriefingIssueRef::Id(id)).await })
        };
        self.deed.run(call, move |issue: BriefingIssue| {
            let content = issue.content.clone();
            self.sent.set_value(content.clone());
            self.became(issue);
            self.saving.set(Saving::Waiting);
            if show {
                self.before.set(None);
                self.written.set(content);
            } else {
                self.save_then(Box::new(|| ()));
            }
        });
    }

    /// Changes what is written.
    pub(super) fn write(self, change: impl FnOnce(&mut BriefingContent)) {
        // What the server said was of the text before.
        if self.server_faults.with_untracked(|faults| !faults.is_empty()) {
            self.server_faults.set(Vec::new());
        }
        self.written.update(change);
    }

    /// The same of a step that can be taken back, which is told.
    pub(super) fn step(self, said: String, change: impl FnOnce(&mut BriefingContent)) {
        self.before.set(Some((said.clone(), self.written.get_untracked())));
        self.write(change);
        self.deed.say(said);
    }

    /// Takes the last such step back.
    pub(super) fn undo(self) {
        if let Some((_, before)) = self.before.get_untracked() {
            self.before.set(None);
            self.write(|written| *written = before);
            self.deed.tell(Key::DeskUndone);
        }
    }

    /// All that is wrong with what is written.
    pub(super) fn faults(self) -> Vec<Fault> {
        self.own_faults.get().into_iter().chain(self.server_faults.get()).collect()
    }

    /// What is wrong at a pointer.
    fn fault(self, pointer: &str) -> Option<String> {
        self.faults().iter().find(|fault| fault.pointer == pointer).map(fault_text)
    }

    /// The field at a pointer as the design system has it: its words, and what is wrong with it.
    pub(super) fn made(self, pointer: String, label: impl Into<Signal<String>>) -> ui::Field {
        let id = id_at(&pointer);
        let fault = Signal::derive(move || self.fault(&pointer));
        ui::Field::new(id, label).error(t(Key::FaultWord), fault)
    }

    /// What stands in a control: read from what is written, and written there.
    pub(super) fn value(
        self,
        read: impl Fn(&BriefingContent) -> String + Send + Sync + 'static,
        write: impl Fn(&mut BriefingContent, String) + Send + Sync + 'static,
    ) -> Value<String> {
        let shown = Signal::derive(move || self.written.with(&read));
        Value::new(shown, move |text| self.write(|written| write(written, text)))
    }
}

/// The id in the page of what stands at a pointer.
pub(super) fn id_at(pointer: &str) -> String {
    ["issue", &pointer.replace('/', "-")].concat()
}

fn faults_of(content: &BriefingContent) -> Vec<Fault> {
    faults(content.clone())
}
