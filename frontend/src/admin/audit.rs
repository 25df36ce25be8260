//! The audit log: who did what to which thing.

use super::{AUDIT, Office, actions, words};
use crate::address;
use crate::browser::save;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Asked, Choice, Day, Failure, Filters, Line, Listed, Parameters, Source, Word, lines, options};
use crate::state::identity;
use client::Error;
use domain::audit::{AuditActor, AuditLine, AuditQuery};
use domain::live::ThingKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, Tag};

/// What an address of the log can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "actor" => Some(t(Key::AuditActor)),
        "key" => Some(t(Key::AuditKey)),
        "thing" => Some(t(Key::AuditThing)),
        "action" => Some(t(Key::AdminWhat)),
        "kind" => Some(t(Key::AdminKind)),
        "from" => Some(t(Key::AuditFrom)),
        "until" => Some(t(Key::AuditUntil)),
        _ => None,
    },
    path: address::audit_log,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| AuditQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = AuditQuery { cursor, ..query(&search) };
        Box::pin(async move { client.list_audit_log(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// What an address asks for, from its beginning.
fn query(search: &str) -> AuditQuery {
    AuditQuery { limit: None, cursor: None, ..AuditQuery::parse(search).unwrap_or_default() }
}

/// The page.
#[component]
pub(super) fn AuditPage() -> impl IntoView {
    let asked = Asked::new(address::audit_log, |path| path == address::audit_log());
    let kinds = options(ThingKind::ALL, ThingKind::as_str, words::kind);
    view! {
        <Office place=AUDIT>
            <Filters>
                <Choice asked name="action" label=Key::AdminWhat options=actions::choices()/>
                <Choice asked name="kind" label=Key::AdminKind options=kinds/>
                <Day asked name="from" label=Key::AuditFrom/>
                <Day asked name="until" label=Key::AuditUntil last=true/>
                <Word asked name="actor" label=Key::AuditActor/>
                <Word asked name="key" label=Key::AuditKey/>
                <Word asked name="thing" label=Key::AuditThing/>
            </Filters>
            <Csv asked/>
            <Listed asked source=SOURCE none=Key::AuditNone none_text=Key::AuditNoneText/>
        </Office>
    }
}

/// What is listed, all of it, to take away. A link would not say who asks.
#[component]
fn Csv(asked: Asked) -> impl IntoView {
    let (identity, failure) = (identity(), RwSignal::new(None::<Error>));
    let download = move || {
        let query = query(&untrack(|| asked.search()));
        failure.set(None);
        spawn_local(async move {
            let call = |client: client::Client| {
                let query = query.clone();
                async move { client.export_audit_log_csv(&query).await }
            };
            match identity.ask(call).await {
                Ok(text) => save("audit-log.csv", "text/csv", &text),
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p class="acts"><Button on_press=move |()| download()>{t(Key::AuditCsv)}</Button></p>
        <Failure error=failure retry=download/>
    }
}

fn line(line: AuditLine) -> Line {
    Line::of(line.id.to_string(), line, row)
}

fn row(line: AuditLine) -> AnyView {
    let id = line.thing_id.to_string();
    let thing = fill(Key::AuditOfThing, &[("kind", words::kind(line.kind)), ("id", &id)]);
    let thing = match line.kind {
        ThingKind::Account => view! { <a href=address::admin_account(&id)>{thing}</a> }.into_any(),
        _ => thing.into_any(),
    };
    // They are named as the API names them.
    let fields = (!line.fields.is_empty()).then(|| {
        let names = line.fields.join(", ");
        view! { {fill(Key::AuditFields, &[("fields", "")])} <span lang="en" dir="ltr">{names}</span> }
    });
    let request = line.request_id.map(|id| fill(Key::AuditRequest, &[("id", &id)]));
    let actor = match line.key_id {
        Some(id) => fill(Key::ActorMachine, &[("id", &id.to_string())]).into_any(),
        None => actor(line.actor, line.actor_id.map(|id| id.to_string())),
    };
    let between = (fields.is_some() && request.is_some()).then_some(" · ");
    view! {
        <li class="row">
            <span class="row-name">{actions::word(line.action)}</span>
            <Tag label=words::kind(line.kind)/>
            <span class="row-facts">{moment(line.at.timestamp_millis())} " · " {actor} " → " {thing}</span>
            <span class="row-facts ids">{fields} {between} {request}</span>
        </li>
    }
    .into_any()
}

fn actor(actor: AuditActor, id: Option<String>) -> AnyView {
    match (actor, id) {
        (_, Some(id)) => {
            view! { <a href=address::admin_account(&id)>{fill(Key::ActorPerson, &[("id", &id)])}</a> }.into_any()
        }
        (AuditActor::Operator, None) => t(Key::ActorOperator).into_any(),
        (AuditActor::Visitor | AuditActor::Person | AuditActor::Machine, None) => t(Key::ActorVisitor).into_any(),
    }
}
