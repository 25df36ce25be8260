//! Following the changes of one's own memberships, proposals and drafts, of those that one decides, and of what goes out,
//! as they happen.

use super::{Identity, identity};
use client::{Client, StreamEvent};
use domain::live::Channel;
use futures_util::StreamExt as _;
use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::pin;
use wasm_bindgen_futures::JsFuture;

/// The first pause before the stream is opened again, and the longest one, in milliseconds.
const PAUSE: i32 = 1_000;
const LONGEST_PAUSE: i32 = 60_000;
/// What is one's own, and what one decides.
const DECISIONS: &[Channel] =
    &[Channel::CityProposals, Channel::LessonDrafts, Channel::Memberships, Channel::NoteDrafts, Channel::SavedSearches];
/// What goes out.
const ISSUES: &[Channel] = &[Channel::BriefingIssues];

/// Calls `heard` whenever a membership, a proposal of a city, a draft of a lesson or of a note, or a saved search has changed, and when the stream has
/// been opened: what happened before it was is not told. A stream that breaks is opened again, each time after a longer pause. Ends with the page.
pub(crate) fn follow_decisions(heard: impl Fn() + 'static) {
    let identity = identity();
    follow(DECISIONS, move || {
        heard();
        identity.count_waiting();
    });
}

/// The same whenever an issue of a briefing that goes out or has gone out has changed.
pub(crate) fn follow_issues(heard: impl Fn() + 'static) {
    follow(ISSUES, heard);
}

fn follow(channels: &'static [Channel], heard: impl Fn() + 'static) {
    let (identity, heard) = (identity(), StoredValue::new_local(heard));
    let account = Memo::new(move |_| identity.account().map(|account| account.id));
    let running = StoredValue::new(None::<AbortHandle>);
    let end = move || {
        if let Some(Some(handle)) = running.try_update_value(Option::take) {
            handle.abort();
        }
    };
    let tell = move || _ = heard.try_with_value(|heard| heard());
    Effect::new(move |_| {
        end();
        if account.get().is_some() {
            let (following, handle) = abortable(keep_following(identity, channels, tell));
            running.set_value(Some(handle));
            spawn_local(async move {
                // Ended by the page.
                let _ = following.await;
            });
        }
    });
    on_cleanup(end);
}

async fn keep_following(identity: Identity, channels: &'static [Channel], tell: impl Fn()) {
    let (mut pause, mut last) = (PAUSE, None::<String>);
    loop {
        let from = last.clone();
        let open = |client: Client| {
            let from = from.clone();
            async move { client.stream_changes(channels, from.as_deref()).await }
        };
        if let Ok(stream) = identity.ask(open).await {
            tell();
            let mut stream = pin!(stream);
            while let Some(Ok(event)) = stream.next().await {
                pause = PAUSE;
                last = match event {
                    StreamEvent::Change { id, .. } => Some(id),
                    StreamEvent::Reset { id } => id,
                };
                tell();
            }
        }
        wait(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
}

/// Waits so many milliseconds, or half as many more: not everybody comes back at once.
async fn wait(milliseconds: i32) {
    let more = if js_sys::Math::random() < 0.5 { milliseconds / 2 } else { 0 };
    let waited = Promise::new(&mut |resolve, _| {
        // Without a timer it does not end, and nothing is asked again.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds + more);
    });
    // A promise that is never refused.
    let _ = JsFuture::from(waited).await;
}
