//! Sending an issue: to oneself as a test, at a time, or now; and how it goes out.

use super::figures::{Figures, use_figures};
use super::schedule::Schedule;
use super::segment::Segment;
use super::work::Work;
use crate::messages::{Key, count, fill, t};
use crate::parts::{Answer, Deed, Failure, Question, QuestionDialog, Questions};
use crate::state::Remote;
use crate::subscriptions::addresses::subscribers;
use client::{Client, IdempotencyKey};
use domain::briefings::{BriefingFigures, BriefingTestSend, IssueStatus, NewBriefingTestSend};
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Button, Link, Rank};

/// The part of the page.
#[component]
pub(super) fn Sending(
    /// The issue.
    work: Work,
) -> impl IntoView {
    let figures = use_figures(work);
    let is_open = Memo::new(move |_| work.is_open());
    move || match is_open.get() {
        true => view! { <Before work figures/> }.into_any(),
        false => view! { <Figures work figures/> }.into_any(),
    }
}

#[component]
fn Before(work: Work, figures: Remote<BriefingFigures>) -> impl IntoView {
    let questions = Questions::new();
    view! {
        <div class="form desk-send">
            <Now work figures questions/>
            <Test work/>
            <Schedule work/>
            <QuestionDialog questions/>
        </div>
    }
}

/// How many it goes to, as a number of things to count in words.
fn recipients(figures: Remote<BriefingFigures>) -> Option<usize> {
    figures.with(|figures| usize::try_from(figures.recipients).unwrap_or_default())
}

/// To whom it goes, and the button that sends it.
#[component]
fn Now(work: Work, figures: Remote<BriefingFigures>, questions: Questions) -> impl IntoView {
    let goes_to = move || recipients(figures).map(|n| count(Key::SendTo, n));
    let key = StoredValue::new(IdempotencyKey::generate());
    let ask = move || {
        let n = untrack(|| recipients(figures)).unwrap_or_default();
        let id = work.issue.with_untracked(|issue| issue.id);
        let title = work.written.with_untracked(|written| written.title.clone());
        questions.ask(Question {
            title: count(Key::SendQuestion, n),
            text: fill(Key::SendText, &[("title", &title)]),
            button: Key::SendIt,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                let key = key.get_value();
                Box::pin(async move { client.create_briefing_sending(&key, id).await.map(|issue| work.became(issue)) })
            }),
            done: Rc::new(move || work.deed.tell(Key::SendBegun)),
        });
    };
    let is_scheduled = Memo::new(move |_| work.issue.with(|issue| issue.status == IssueStatus::Scheduled));
    let scheduled = move || is_scheduled.get().then(|| view! { <p>{t(Key::SendScheduled)}</p> });
    view! {
        <section class="part" aria-labelledby="send-title">
            <h2 id="send-title">{t(Key::SendTitle)}</h2>
            <p role="status">{goes_to} " " <Link href=subscribers()>{t(Key::SendSubscribers)}</Link></p>
            <Failure error=Signal::derive(move || figures.error()) retry=move || figures.retry()/>
            <Segment work/>
            {scheduled}
            <p class="acts">
                <Button rank=Rank::Primary on_press=move |()| work.save_then(Box::new(ask))>{t(Key::SendNow)}</Button>
            </p>
        </section>
    }
}

/// A mail to oneself, to see how it looks where one reads mails.
#[component]
fn Test(work: Work) -> impl IntoView {
    let deed = Deed::new();
    let sent = RwSignal::new(None::<String>);
    let send = move || {
        let (id, key) = (work.issue.with_untracked(|issue| issue.id), IdempotencyKey::generate());
        let call = move |client: Client| -> Answer<BriefingTestSend> {
            let key = key.clone();
            Box::pin(async move { client.create_briefing_test_send(&key, id, &NewBriefingTestSend::default()).await })
        };
        deed.run(call, move |test: BriefingTestSend| {
            let said = fill(Key::TestSent, &[("address", &test.to)]);
            deed.say(said.clone());
            sent.set(Some(said));
        });
    };
    let again = send;
    view! {
        <section class="part" aria-labelledby="test-title">
            <h2 id="test-title">{t(Key::TestTitle)}</h2>
            <p>{t(Key::TestText)}</p>
            <p><Button on_press=move |()| work.save_then(Box::new(send))>{t(Key::TestSend)}</Button></p>
            {move || sent.get().map(|said| view! { <p class="ids">{said}</p> })}
            <Failure error=deed.failure retry=again/>
        </section>
    }
}
