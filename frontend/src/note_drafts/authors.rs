//! Who writes a note together: the one who leads adds others and takes them off, and they may leave.

use super::addresses::drafts;
use super::kind::Work;
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Failure, words_of_choosing};
use crate::people;
use crate::state::{Remote, Standing, api, use_standing};
use client::{Client, Error};
use domain::identity::Person;
use domain::memberships::{Member, MembershipStatus};
use domain::notes::{MAX_AUTHORS, NoteDraft};
use futures_util::future::join_all;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Button, Choice, Combobox, Field, Source, fitting};

/// Members of an organisation that are offered.
const OFFERED: u32 = 100;

/// Whether somebody may add others and take them off: who leads, and of the network's own drafts its editors.
fn leads(draft: &NoteDraft, me: &str, edits: bool) -> bool {
    if draft.of_network { edits } else { draft.authors.first().is_some_and(|lead| lead.id.to_string() == me) }
}

/// Who writes it, and for who leads the way to others.
#[component]
pub(super) fn Authors(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let standing = use_standing();
    let me = work.deed.identity.account_now().map(|me| me.id.to_string()).unwrap_or_default();
    let me = StoredValue::new(me);
    let edits = Memo::new(move |_| standing.with(|standing| standing.edits()).unwrap_or_default());
    let leading = Memo::new(move |_| work.draft.with(|draft| leads(draft, &me.get_value(), edits.get())));
    let all = Memo::new(move |_| work.draft.with(|draft| draft.authors.clone()));
    let rows = move || {
        let (leading, of_network) = (leading.get(), work.draft.with_untracked(|draft| draft.of_network));
        let row = |(at, person): (usize, Person)| {
            let is_lead = at == 0 && !of_network;
            let is_me = person.id.to_string() == me.get_value();
            view! { <Author work person is_lead is_me leading/> }
        };
        all.get().into_iter().enumerate().map(row).collect_view()
    };
    let network = move || {
        work.draft.with(|draft| draft.of_network).then(|| view! { <p class="small muted">{t(Key::AuthorsNetwork)}</p> })
    };
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

/// Somebody who writes it, with the way to take them off or to leave.
#[component]
fn Author(work: Work, person: Person, is_lead: bool, is_me: bool, leading: bool) -> impl IntoView {
    let navigate = use_navigate();
    let (href, name, id) = (people::address_of(&person.id.to_string()), person.name.clone(), person.id);
    let word = if is_me { Key::AuthorsLeave } else { Key::AuthorsOut };
    let called = [t(word), ": ", &person.name].concat();
    let off = move |()| {
        let (draft, navigate) = (work.draft.with_untracked(|draft| draft.id), navigate.clone());
        let call = move |client: Client| -> Answer<Option<NoteDraft>> {
            Box::pin(async move {
                client.remove_note_draft_author(draft, id).await?;
                // Who has left cannot see it any more.
                if is_me { Ok(None) } else { client.get_note_draft(draft).await.map(Some) }
            })
        };
        work.deed.run(call, move |now| match now {
            Some(now) => {
                work.know(now);
                work.deed.tell(Key::AuthorsOutDone);
            }
            None => navigate(&drafts(), Default::default()),
        });
    };
    let off = (!is_lead && (leading || is_me)).then(
        || view! { <span class="row-facts"><Button small=true name=called on_press=off>{t(word)}</Button></span> },
    );
    view! {
        <li class="row">
            <a class="row-name" href=href><bdi>{name}</bdi></a>
            {is_lead.then(|| view! { <span class="row-facts">{t(Key::AuthorsLead)}</span> })}
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
fn Adding(work: Work, standing: Remote<Arc<Standing>>) -> impl IntoView {
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
        let there = untrack(|| work.draft.with(|draft| draft.authors.clone()));
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
        let draft = work.draft.with_untracked(|draft| draft.id);
        let call = move |client: Client| -> Answer<NoteDraft> {
            Box::pin(async move { client.add_note_draft_author(draft, account).await })
        };
        work.deed.run(call, move |now| {
            work.know(now);
            work.deed.say(fill(Key::AuthorsAdded, &[("name", &choice.label)]));
        });
    });
    let field = Field::new("note-author", t(Key::AuthorsAdd)).hint(t(Key::AuthorsAddHint));
    view! { <Combobox field source chosen words=words_of_choosing()/> }
}
