//! The page of one draft: a form for who writes it, a desk for who reviews it, and to read for both while it is with
//! the other.

use super::addresses::{draft_id, drafts};
use super::form::Capture;
use super::review::{Review, Waiting};
use crate::address::{own_address, parts};
use crate::lessons::addresses::lessons;
use crate::messages::{Key, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Skeleton};
use crate::state::{Identity, Remote, Stage, Standing, api, identity, use_standing};
use client::{Client, Error};
use domain::drafting::DraftStatus;
use domain::lessons::LessonDraft;
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The draft; `None` where there is none of this id, or it is not to be seen.
async fn find(client: &Client, id: &str) -> Result<Option<LessonDraft>, Error> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match client.get_lesson_draft(id).await {
        Err(error) if matches!(error.status(), Some(403 | 404)) => Ok(None),
        answer => answer.map(Some),
    }
}

/// The page.
#[component]
pub(super) fn DraftPage() -> impl IntoView {
    let own = own_address(|path| draft_id(path).is_some());
    let id = Memo::new(move |_| own.with(|own| draft_id(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(id.get()),
        move |id| {
            let client = client.clone();
            async move { find(&client, &id).await }
        },
    );
    let (identity, standing) = (identity(), use_standing());
    move || match (found.stage(), found.get(), standing.get()) {
        (Stage::Ready, Some(None), _) => view! { <Missing/> }.into_any(),
        (Stage::Ready, Some(Some(draft)), Some(standing)) => shown(identity, &standing, draft),
        (Stage::Failed, ..) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::DraftsTitle error retry=move || found.retry()/> }.into_any()
        }
        _ if standing.stage() == Stage::Failed => {
            let error = Signal::derive(move || standing.error());
            view! { <Broken title=Key::DraftsTitle error retry=move || standing.retry()/> }.into_any()
        }
        _ => pending(),
    }
}

/// What somebody can do with the draft.
fn shown(identity: Identity, standing: &Standing, draft: LessonDraft) -> AnyView {
    let me = identity.account_now();
    let is_own = me.is_some_and(|me| draft.authors.iter().any(|author| author.id == me.id));
    if is_own && draft.status.is_open() {
        view! { <Capture draft/> }.into_any()
    } else {
        let is_review = !is_own && draft.status == DraftStatus::InReview && standing.edits();
        read_by_others(is_review, draft).into_any()
    }
}

/// The desk of who reviews, or the draft to read, as soon as its chunk is there.
fn read_by_others(is_review: bool, draft: LessonDraft) -> impl IntoView {
    let content = RwSignal::new_local(None::<AnyView>);
    // Gone when the page is.
    let here = RwSignal::new(());
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let made = draft_desk(here, (is_review, draft), owner).await;
        content.try_set(Some(made));
    });
    move || {
        content.track();
        content.try_update_untracked(Option::take).flatten().unwrap_or_else(pending)
    }
}

/// A chunk of its own: who writes has no need of it, nor who reviews of the form.
#[lazy]
async fn draft_desk(here: RwSignal<()>, (is_review, draft): (bool, LessonDraft), owner: Owner) -> AnyView {
    // It may come long after one has left.
    if here.is_disposed() {
        return ().into_any();
    }
    owner.with(|| if is_review { view! { <Review draft/> }.into_any() } else { view! { <Waiting draft/> }.into_any() })
}

fn pending() -> AnyView {
    view! { <div class="page"><Skeleton lines=9 heading=true/></div> }.into_any()
}

/// The pages above a draft.
#[component]
pub(super) fn Above(
    /// What this page is called.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned()), (drafts(), t(Key::DraftsTitle).to_owned())];
    view! { <Crumbs above here/> }
}
