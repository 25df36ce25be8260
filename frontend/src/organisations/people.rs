//! Who belongs to it, and what its lead does about that.

use super::one::Here;
use crate::memberships::words;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Line, Question, Rows, lines};
use crate::people;
use crate::state::{Pages, api};
use domain::memberships::{Member, MembershipRemoval};
use domain::policy::MembershipRole;
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Avatar, Button, Link, Tag};

#[component]
pub(super) fn People(here: Here) -> impl IntoView {
    provide_context(here);
    let (client, slug) = (api(), here.slug());
    let pages = Pages::new(
        || Some(()),
        move |(), cursor| {
            let (client, slug) = (client.clone(), slug.clone());
            Box::pin(async move {
                client.list_organisation_members(&slug, None, cursor.as_deref()).await.map(|page| lines(page, line))
            })
        },
    );
    view! {
        <section class="part">
            <h2>{t(Key::PeopleTitle)}</h2>
            <Rows pages none=Key::PeopleNone none_text=Key::PeopleNoneText/>
        </section>
    }
}

fn line(member: Member) -> Line {
    Line::of([&member.membership.to_string(), "-", member.role.as_str()].concat(), member, row)
}

fn row(member: Member) -> AnyView {
    let here: Here = expect_context();
    let mut facts: Vec<String> = member.work_role.iter().cloned().collect();
    facts.push(fill(Key::PeopleSince, &[("day", &day(member.since.timestamp_millis()))]));
    let demo = member.person.demo.then(|| view! { " " <Tag label=t(Key::PeopleDemo)/> });
    let name = member.person.name.clone();
    let name = if member.has_profile {
        view! { <Link href=people::address_of(&member.person.id.to_string())>{name}</Link> }.into_any()
    } else {
        name.into_any()
    };
    let leads = member.role == MembershipRole::Lead;
    let tools = (here.powers.decides && !leads).then(|| view! { <Tools here member=member.clone()/> });
    view! {
        <li class="row">
            <span class="row-name row-person"><Avatar name=member.person.name.clone()/> {name} {demo}</span>
            <Tag pillar=if leads { "harbour" } else { "" } label=words::role(member.role)/>
            <span class="row-facts">{facts.join(" · ")}</span>
            {tools}
        </li>
    }
    .into_any()
}

fn with_name(key: Key, name: &str) -> String {
    fill(key, &[("name", name)])
}

/// Says what was done, and asks for everything again.
fn done(here: Here, key: Key, name: &str) -> Rc<dyn Fn()> {
    let said = with_name(key, name);
    Rc::new(move || {
        here.desk.deed.say(said.clone());
        here.desk.last.set(said.clone());
        here.desk.was_decided();
    })
}

fn hand_over(here: Here, member: &Member) {
    let (id, name) = (member.membership, &member.person.name);
    here.desk.questions.ask(Question {
        title: with_name(Key::PeopleHandOverQuestion, name),
        text: t(Key::PeopleHandOverText).to_owned(),
        button: Key::PeopleHandOver,
        reason: false,
        act: Rc::new(move |client, _| -> Answer<()> {
            Box::pin(async move { client.create_lead_handover(id).await.map(|_| ()) })
        }),
        done: done(here, Key::PeopleHandedOver, name),
    });
}

fn take_out(here: Here, member: &Member) {
    let (id, name) = (member.membership, &member.person.name);
    here.desk.questions.ask(Question {
        title: with_name(Key::PeopleTakeOutQuestion, name),
        text: String::new(),
        button: Key::PeopleTakeOut,
        reason: true,
        act: Rc::new(move |client, reason| -> Answer<()> {
            let removal = MembershipRemoval { reason };
            Box::pin(async move { client.create_membership_removal(id, &removal).await.map(|_| ()) })
        }),
        done: done(here, Key::PeopleTakenOut, name),
    });
}

#[component]
fn Tools(here: Here, member: Member) -> impl IntoView {
    let name = &member.person.name;
    let (hand_over_name, take_out_name) =
        (with_name(Key::PeopleHandOverTo, name), with_name(Key::PeopleTakeOutIt, name));
    let member = StoredValue::new(member);
    let hand_over = move |()| member.with_value(|member| hand_over(here, member));
    let take_out = move |()| member.with_value(|member| take_out(here, member));
    view! {
        <span class="row-facts buttons">
            <Button small=true name=hand_over_name on_press=hand_over>{t(Key::PeopleHandOver)}</Button>
            <Button small=true name=take_out_name on_press=take_out>{t(Key::PeopleTakeOut)}</Button>
        </span>
    }
}
