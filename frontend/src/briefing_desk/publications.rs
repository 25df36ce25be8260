//! The publications, each with when it comes next and the way to its settings.

use crate::briefings::addresses::desk_publication;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, api, use_standing};
use domain::briefings::{Briefing, BriefingQuery};
use domain::policy::Action;
use leptos::prelude::*;
use std::sync::Arc;
use ui::Link;

/// Publications that are shown: more than anybody makes.
const MOST: u32 = 100;

/// The section of the desk.
#[component]
pub(super) fn Publications() -> impl IntoView {
    let client = api();
    let all = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            let query = BriefingQuery { limit: Some(MOST), cursor: None };
            async move { client.list_briefings(&query).await.map(|page| Arc::new(page.items)) }
        },
    );
    let standing = use_standing();
    let may = Memo::new(move |_| standing.with(|standing| standing.may(Action::UpdateBriefing)).unwrap_or_default());
    let show = move |all: Arc<Vec<Briefing>>| {
        if all.is_empty() {
            return view! { <p class="muted">{t(Key::PublicationsNone)}</p> }.into_any();
        }
        let rows = all.iter().cloned().map(|one| view! { <Row one may/> }).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="publications-title">
            <h2 id="publications-title">{t(Key::PublicationsTitle)}</h2>
            <Load remote=all skeleton=|| view! { <Skeleton lines=2 rows=true/> }.into_any() show/>
        </section>
    }
}

#[component]
fn Row(one: Briefing, may: Memo<bool>) -> impl IntoView {
    let next = fill(Key::PublicationNext, &[("moment", &moment(one.next_at.timestamp_millis()))]);
    let (href, title) = (desk_publication(&one.slug), one.title.clone());
    let name = fill(Key::PublicationsSettingsOf, &[("title", &title)]);
    let settings = move || {
        may.get().then(|| {
            let (href, name) = (href.clone(), Signal::stored(name.clone()));
            view! { <span class="row-faces"><Link href name>{t(Key::PublicationsSettings)}</Link></span> }
        })
    };
    view! {
        <li class="row">
            <span class="row-name" dir="auto">{title}</span>
            <span class="row-facts">{next}</span>
            {settings}
        </li>
    }
}
