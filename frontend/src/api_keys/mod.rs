//! The keys of an organisation's machines: which there are, making one, ending one. For who leads the organisation.

mod list;
mod made;
mod make;
mod words;

use crate::address::{self, own_address, parts};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Deed, Entered, Failure, QuestionDialog, Questions, Skeleton, use_page};
use crate::state::{Remote, Stage, Standing, api, leads, use_standing};
use domain::api_keys::CreatedApiKey;
use domain::organisations::{Organisation, OrganisationStatus};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use list::Keys;
use made::Made;
use make::Make;
use std::sync::Arc;
use ui::{Empty, Link, Rank};

/// The chunk of the page of keys.
pub(crate) struct KeysRoute;

#[lazy_route]
impl LazyRoute for KeysRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Entered show=|| view! { <KeysPage/> }.into_any()/> }.into_any()
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Room {
    /// Whose keys they are.
    organisation: StoredValue<Organisation>,
    /// What is done without a question.
    deed: Deed,
    /// Where it is asked before a key is ended.
    questions: Questions,
    /// How often something has changed: the list is asked for anew.
    news: RwSignal<u32>,
    /// The key that was made last, as long as its secret is shown.
    made: RwSignal<Option<CreatedApiKey>>,
}

impl Room {
    fn new(organisation: Organisation) -> Self {
        Self {
            organisation: StoredValue::new(organisation),
            deed: Deed::new(),
            questions: Questions::new(),
            news: RwSignal::new(0),
            made: RwSignal::new(None),
        }
    }

    fn slug(self) -> String {
        self.organisation.with_value(|organisation| organisation.slug.clone())
    }

    fn changed(self) {
        self.news.update(|news| *news += 1);
    }
}

/// The name of the organisation in the path of this page.
fn slug_of(path: &str) -> Option<&str> {
    let rest = path.trim_end_matches('/').strip_suffix("/keys")?;
    rest.rsplit('/').next().filter(|slug| !slug.is_empty())
}

fn is_keys_page(path: &str) -> bool {
    slug_of(path).is_some_and(|slug| path.trim_end_matches('/') == address::keys(slug))
}

/// The page.
#[component]
fn KeysPage() -> impl IntoView {
    let own = own_address(is_keys_page);
    let slug = Memo::new(move |_| own.with(|own| slug_of(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { client.get_organisation(&slug).await }
        },
    );
    let standing = use_standing();
    let is_missing = Memo::new(move |_| found.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    move || {
        if is_missing.get() {
            return view! { <Missing/> }.into_any();
        }
        match (found.stage(), found.get(), standing.get()) {
            (Stage::Ready, Some(organisation), Some(standing)) => view! { <Shown organisation standing/> }.into_any(),
            (Stage::Failed, ..) => {
                let error = Signal::derive(move || found.error());
                view! { <Broken title=Key::NavOrganisations error retry=move || found.retry()/> }.into_any()
            }
            _ if standing.stage() == Stage::Failed => {
                let error = Signal::derive(move || standing.error());
                view! { <Broken title=Key::NavOrganisations error retry=move || standing.retry()/> }.into_any()
            }
            _ => view! { <div class="page narrow"><Skeleton lines=7 heading=true/></div> }.into_any(),
        }
    }
}

#[component]
fn Shown(organisation: Organisation, standing: Arc<Standing>) -> impl IntoView {
    let (name, slug) = (organisation.name.clone(), organisation.slug.clone());
    let title = fill(Key::KeysTitle, &[("name", &name)]);
    let shown = title.clone();
    use_page(move || Some(title.clone()));
    let may = standing.administers() || standing.open_of(&slug).is_some_and(leads);
    let content = match (may, organisation.status) {
        (true, OrganisationStatus::Verified) => view! { <Content organisation/> }.into_any(),
        (true, _) => {
            view! { <Empty title=t(Key::KeysUnverified)><p>{t(Key::KeysUnverifiedText)}</p></Empty> }.into_any()
        }
        (false, _) => {
            let (href, name) = (address::organisation(&slug), name.clone());
            view! { <Empty title=t(Key::KeysNotYours)><Link rank=Rank::Plain href=href>{name}</Link></Empty> }
                .into_any()
        }
    };
    let above =
        vec![(address::organisations(), t(Key::NavOrganisations).to_owned()), (address::organisation(&slug), name)];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::KeysCrumb)/>
            <h1 tabindex="-1">{shown}</h1>
            <p class="lede">{t(Key::KeysLede)}</p>
            {content}
        </div>
    }
}

#[component]
fn Content(organisation: Organisation) -> impl IntoView {
    let room = Room::new(organisation);
    provide_context(room);
    let failure = room.deed.failure;
    // What was made is shown this once: before anything else.
    let made = move || room.made.get().map(|made| view! { <Made room made/> });
    let make = move || room.made.with(Option::is_none).then(|| view! { <Make room/> });
    view! {
        <Failure error=failure retry=move || { failure.set(None); room.changed(); }/>
        {made}
        <Keys room/>
        {make}
        <p><a href="/api/v1/docs/" rel="external">{t(Key::KeysDocs)}</a></p>
        <QuestionDialog questions=room.questions/>
    }
}
