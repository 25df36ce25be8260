//! Where editors make briefings: issues that draft themselves, are put in order, looked at, and sent; and the settings of a
//! publication, by which its issues come.

mod arrange;
mod compose;
mod drag;
mod entry;
mod figures;
mod frame;
mod issue;
mod later;
mod list;
mod preview;
mod publication;
mod publications;
mod replace;
mod schedule;
mod section;
mod segment;
mod send;
mod settings;
mod things;
mod words;
mod work;
mod write;

use crate::address;
use crate::briefings::addresses::{briefings, desk, is_desk_publication};
use crate::messages::{Key, t};
use crate::parts::{Broken, Entered, Skeleton, use_page};
use crate::state::{Stage, use_standing};
use domain::policy::Action;
use issue::IssuePage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Link, Rank};

/// The chunk of these pages; what is not needed to write comes in chunks of its own.
pub(crate) struct BriefingDeskRoute;

#[lazy_route]
impl LazyRoute for BriefingDeskRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        if path.trim_end_matches('/') == desk() {
            view! { <Entered show=|| view! { <Gate show=later::list/> }.into_any()/> }.into_any()
        } else if is_desk_publication(&path) {
            view! { <Entered show=|| view! { <Gate show=later::publication to=Action::UpdateBriefing/> }.into_any()/> }
                .into_any()
        } else {
            view! { <Entered show=|| view! { <Gate show=|| view! { <IssuePage/> }.into_any()/> }.into_any()/> }
                .into_any()
        }
    }
}

/// What somebody gets to see.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Unknown,
    Failed,
    Open,
    Refused { waiting: bool },
}

/// Shows a page to the editors of the network. The API refuses everybody else as well; here it is said before anything
/// is asked.
#[component]
fn Gate(
    /// The page.
    show: fn() -> AnyView,
    /// What it is there to do.
    #[prop(default = Action::CreateBriefingIssue)]
    to: Action,
) -> impl IntoView {
    let standing = use_standing();
    let access = Memo::new(move |_| match standing.stage() {
        Stage::Pending => Access::Unknown,
        Stage::Failed => Access::Failed,
        Stage::Ready => {
            let known = standing.with(|standing| match standing.may(to) {
                true => Access::Open,
                false => Access::Refused { waiting: standing.waits_for_second_factor() },
            });
            known.unwrap_or(Access::Unknown)
        }
    });
    move || match access.get() {
        Access::Open => show(),
        Access::Refused { waiting } => view! { <Refused waiting/> }.into_any(),
        Access::Failed => {
            let error = Signal::derive(move || standing.error());
            view! { <Broken title=Key::DeskTitle error retry=move || standing.retry()/> }.into_any()
        }
        Access::Unknown => view! { <div class="page"><Skeleton lines=6 heading=true/></div> }.into_any(),
    }
}

/// Says whose the page is, and what to do.
#[component]
fn Refused(waiting: bool) -> impl IntoView {
    use_page(|| Some(t(Key::DeskRefused).to_owned()));
    let way = waiting
        .then(|| view! { <Link rank=Rank::Primary href=address::second_factor()>{t(Key::DeskSetUp)}</Link> " " });
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::DeskRefused)}</h1>
            <p class="lede">{t(if waiting { Key::DeskRefusedWaiting } else { Key::DeskRefusedText })}</p>
            <p class="acts">{way} <Link rank=Rank::Plain href=briefings()>{t(Key::BriefingsAll)}</Link></p>
        </div>
    }
}
