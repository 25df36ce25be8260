//! Who writes a draft together: the one who leads adds others and takes them off, and they may leave.

use super::{Drafted, Work};
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Failure, words_of_choosing};
use crate::people;
use crate::state::{Remote, Standing, api, use_standing};
use client::{Client, Error};
use domain::drafting::MAX_AUTHORS;
use domain::identity::Person;
use domain::memberships::{Member, MembershipStatus};
use futures_util::future::join_all;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Button, Choice, Combobox, Field, Source, fitting};

/// Members of an organisation that are offered.
const OFFERED: u32 = 100;

/// Whether one decides who writes a draft, and sends it to review: who leads does, and of the network's own drafts its
/// editors.
pub(super) fn use_leads<K: Drafted>(work: Work<K>) -> Memo<bool> {
    let standing = use_standing();
    let me = work.deed.identity.account_now().map(|me| me.id);
    Memo::new(move |_| {
        work.draft.with(|draft| match K::of_network(draft) {
            true => standing.with(|standing| standing.edits()).unwrap_or_default(),
            false => me.is_some() && K::authors(draft).first().map(|lead| lead.id) == me,
        })
    })
}

/// Who writes it, and for who leads the way to others.
#[component]
pub(crate) fn Authors<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// Where one goes who leaves.
    #[prop(into)]
    drafts: Signal<String>,
) -> impl IntoView {
    let (standing, leading) = (use_standing(), use_leads(work));
    let me = work.deed.identity.account_now().map(|me| me.id);
    let all = Memo::new(move |_| work.draft.with(|draft| K::authors(draft).to_vec()));
    let rows = move || {
        let (leading, of_network) = (leading.get(), work.draft.with_untracked(K::of_network));
        let row = |(at, person): (usize, Person)| {
            let place = match (at == 0 && !of_network, Some(person.id) == me) {
                (true, _) => Place::Leads,
                (false, true) => Place::Leaves,
                (false, false) if leading => Place::TakenOff,
                (false, false) => Place::Stays,
            };
            view! { <Author work drafts person place/> }
        };
        all.get().into_iter().enumerate().map(row).collect_view()
    };
    let network =
        move || work.draft.with(K::of_network).then(|| view! { <p class="small muted">{t(Key::AuthorsNetwork)}</p> });
    let add = move || {
        let has_room = all.with(|all| all.len() < MAX_AUTHORS);
        (leading.get() && has_room).then(|| view! { <Adding work standing/> })
    };
    view! {
        <section class="panel" aria-labelledby="authors-title">
            <h2 id="authors-title">{t(Key::AuthorsTitle)}</h2>
            {network}
            <ul class="rows">{rows}</ul>
            {add}
            <Failure error=work.deed.failure retry=move || work.deed.failure.set(None)/>
        </section>
    }
}

/// What somebody who writes it can be told or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// They lead it.
    Leads,
    /// It is who looks, and they may leave.
    Leaves,
    /// Who looks leads, and may take them off.
    TakenOff,
    /// They are named.
    Stays,
}

/// Somebody who writes it, with the way to take them off or to leave.
#[component]
fn Author<K: Drafted>(work: Work<K>, drafts: Signal<String>, person: Person, place: Place) -> impl IntoView {
    let is_me = place == Place::Leaves;
    let navigate = use_navigate();
    let (href, name, id) = (people::address_of(&person.id.to_string()), person.name.clone(), person.id);
    let word = if is_me { Key::AuthorsLeave } else { Key::AuthorsOut };
    let called = [t(word), ": ", &person.name].concat();
    let off = move |()| {
        let (draft, navigate) = (work.draft.get_untracked(), navigate.clone());
        let call = move |client: Client| -> Answer<Option<K::Draft>> {
            let draft = draft.clone();
            Box::pin(async move {
                K::remove_author(client.clone(), &draft, id).await?;
                // Who has left cannot see it any more.
                if is_me { Ok(None) } else { K::again(client, &draft).await.map(Some) }
            })
        };
        work.deed.run(call, move |now| match now {
            Some(now) => {
                work.know(now);
                work.deed.tell(Key::AuthorsOutDone);
            }
            None => navigate(&drafts.get_untracked(), Default::default()),
        });
    };
    let off = matches!(place, Place::Leaves | Place::TakenOff).then(
        || view! { <span class="row-facts"><Button small=true name=called on_press=off>{t(word)}</Button></span> },
    );
    view! {
        <li class="row">
            <a class="row-name" href=href><bdi>{name}</bdi></a>
            {(place == Place::Leads).then(|| view! { <span class="row-facts">{t(Key::AuthorsLead)}</span> })}
            {off}
        </li>
    }
}

/// The people of the organisations that somebody belongs to.
async fn colleagues(client: &Client, standing: &Standing) -> Result<Vec<Choice>, Error> {
    let own = standing.mine.items.iter().filter(|one| one.status == MembershipStatus::Active);
    let asked = own.map(|one| async {
        let page = client.list_organisation_members(&one.organisation.slug, Some(OFFERED), None).await?;
        Ok::<_, Error>((one.organisation.name.clone(), page.items))
    });
    let mut found: Vec<Choice> = Vec::new();
    for answer in join_all(asked).await {
        let (organisation, members) = answer?;
        let choice = |member: Member| {
            Choice::new(member.person.id.to_string(), member.person.name).with_detail(organisation.clone())
        };
        let new: Vec<Choice> = members.into_iter().map(choice).collect();
        found.extend(
            new.into_iter().filter(|one| found.iter().all(|known| known.value != one.value)).collect::<Vec<_>>(),
        );
    }
    Ok(found)
}

/// The person whose page somebody names by its address; nobody where it is none, or shows nobody.
async fn named(client: Client, text: &str) -> Result<Vec<Choice>, Error> {
    let id = text.trim().trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(Vec::new()) };
    match client.get_person(id).await {
        Err(error) if error.status() == Some(404) => Ok(Vec::new()),
        answer => answer.map(|person| vec![Choice::new(person.id.to_string(), person.name)]),
    }
}

/// The field for another one.
#[component]
fn Adding<K: Drafted>(work: Work<K>, standing: Remote<Arc<Standing>>) -> impl IntoView {
    let client = api();
    let known = Remote::new(move || standing.get(), {
        let client = client.clone();
        move |standing: Arc<Standing>| {
            let client = client.clone();
            async move { colleagues(&client, &standing).await }
        }
    });
    let source = Source::asked(move |text| {
        let client = client.clone();
        let there = untrack(|| work.draft.with(|draft| K::authors(draft).to_vec()));
        let colleagues = untrack(|| known.get()).unwrap_or_default();
        async move {
            let mut found = fitting(&colleagues, &text);
            if found.is_empty() {
                found = named(client, &text).await.map_err(|_| ())?;
            }
            found.retain(|one| there.iter().all(|author| author.id.to_string() != one.value));
            Ok(found)
        }
    });
    let chosen = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| {
        let Some(choice) = chosen.with(|chosen| chosen.first().cloned()) else { return };
        chosen.set(Vec::new());
        let Ok(account) = choice.value.parse() else { return };
        let draft = work.draft.get_untracked();
        let call = move |client: Client| K::add_author(client, &draft, account);
        work.deed.run(call, move |now| {
            work.know(now);
            work.deed.say(fill(Key::AuthorsAdded, &[("name", &choice.label)]));
        });
    });
    let field = Field::new([K::NAME, "-author"].concat(), t(Key::AuthorsAdd)).hint(t(Key::AuthorsAddHint));
    view! { <Combobox field source chosen words=words_of_choosing()/> }
}
