//! Parts of the desk that come in chunks of their own, each when it is asked for: who writes an issue waits for neither
//! its preview nor what sends it.

use super::list::DeskPage;
use super::preview::Preview;
use super::publication::PublicationPage;
use super::send::Sending;
use super::work::Work;
use crate::parts::Skeleton;
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a part needs to know: whether somebody still waits for it, and whose it is.
type Place = (RwSignal<()>, Owner);

/// The list of issues.
pub(super) fn list() -> AnyView {
    later(desk_list)
}

/// The settings of a publication.
pub(super) fn publication() -> AnyView {
    later(desk_publication)
}

/// What the issue will look like.
pub(super) fn preview(work: Work) -> AnyView {
    later(move |place| desk_preview(place, work))
}

/// What sends the issue, and how it goes out.
pub(super) fn sending(work: Work) -> AnyView {
    later(move |place| desk_sending(place, work))
}

/// A part, as soon as its chunk is there.
fn later<F: Future<Output = AnyView> + 'static>(make: impl FnOnce(Place) -> F) -> AnyView {
    let content = RwSignal::new_local(None::<AnyView>);
    let made = make((RwSignal::new(()), Owner::current().unwrap_or_default()));
    spawn_local(async move {
        let made = made.await;
        content.try_set(Some(made));
    });
    let shown = move || {
        content.track();
        content.try_update_untracked(Option::take).flatten().unwrap_or_else(waiting)
    };
    shown.into_any()
}

fn waiting() -> AnyView {
    view! { <Skeleton lines=9/> }.into_any()
}

/// Makes a part where it belongs. It may come long after one has left: then there is nothing to make.
fn placed((here, owner): Place, make: impl FnOnce() -> AnyView) -> AnyView {
    if here.is_disposed() { ().into_any() } else { owner.with(make) }
}

#[lazy]
async fn desk_list(place: Place) -> AnyView {
    placed(place, || view! { <DeskPage/> }.into_any())
}

#[lazy]
async fn desk_publication(place: Place) -> AnyView {
    placed(place, || view! { <PublicationPage/> }.into_any())
}

#[lazy]
async fn desk_preview(place: Place, work: Work) -> AnyView {
    placed(place, || view! { <Preview work/> }.into_any())
}

#[lazy]
async fn desk_sending(place: Place, work: Work) -> AnyView {
    placed(place, || view! { <Sending work/> }.into_any())
}
