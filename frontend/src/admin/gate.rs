//! Who may come in. The API refuses everybody else as well; here it is said before anything is asked.

use crate::address;
use crate::messages::{Key, t};
use crate::parts::{Broken, Skeleton, use_page};
use crate::state::{Remote, Stage, Who, identity};
use domain::identity::Permissions;
use domain::policy::{Action, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui::{Link, Rank};

/// What somebody gets to see.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    /// It is being asked.
    Unknown,
    /// It could not be asked.
    Failed,
    /// The page.
    Open,
    /// That it is not theirs; `waiting` where only a second factor is missing.
    Refused { waiting: bool },
}

impl From<&Permissions> for Access {
    fn from(permissions: &Permissions) -> Self {
        if permissions.items.iter().any(|item| item.operation == Action::ListAccounts) {
            return Self::Open;
        }
        Self::Refused { waiting: permissions.roles_waiting_for_second_factor.contains(&Role::Administrator) }
    }
}

/// Shows a page to administrators. Who has not signed in is sent to do so, and comes back.
#[component]
pub(super) fn Gate(show: fn() -> AnyView) -> impl IntoView {
    let (identity, navigate, location) = (identity(), use_navigate(), use_location());
    let here = location.pathname.get_untracked() + &crate::address::query_of(&location.search.get_untracked());
    let owner = Memo::new(move |_| identity.account().map(|account| account.id));
    Effect::new(move |_| {
        if matches!(identity.who(), Who::Visitor) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&address::sign_in_to(&here), options);
        }
    });
    let permissions = Remote::new(
        move || owner.get(),
        move |_| identity.ask(|client| async move { client.get_my_permissions().await }),
    );
    let access = Memo::new(move |_| match permissions.stage() {
        Stage::Pending => Access::Unknown,
        Stage::Failed => Access::Failed,
        Stage::Ready => permissions.with(|permissions| Access::from(permissions)).unwrap_or(Access::Unknown),
    });
    move || match access.get() {
        Access::Open => show(),
        Access::Refused { waiting } => view! { <Refused waiting/> }.into_any(),
        Access::Failed => {
            let error = Signal::derive(move || permissions.error());
            view! { <Broken title=Key::AdminNav error retry=move || permissions.retry()/> }.into_any()
        }
        Access::Unknown => view! { <div class="page narrow"><Skeleton lines=4/></div> }.into_any(),
    }
}

/// Says whose the page is, and what to do.
#[component]
fn Refused(waiting: bool) -> impl IntoView {
    use_page(|| Some(t(Key::RefusedTitle).to_owned()));
    let (text, way) = if waiting {
        let way = view! { <Link rank=Rank::Primary href=address::second_factor()>{t(Key::RefusedSetUp)}</Link> };
        (Key::RefusedWaiting, Some(way))
    } else {
        (Key::RefusedText, None)
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::RefusedTitle)}</h1>
            <p class="lede">{t(text)}</p>
            <p class="acts">{way} <Link rank=Rank::Plain href=address::landing()>{t(Key::RefusedHome)}</Link></p>
        </div>
    }
}
