//! All accounts.

use super::{ACCOUNTS, Office, words};
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Asked, Choice, Filters, Line, Listed, Parameters, Source, Word, lines, options};
use domain::identity::{Account, AccountQuery, AccountStatus};
use domain::policy::Role;
use leptos::prelude::*;
use ui::Badge;

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "q" => Some(t(Key::AdminWords)),
        "status" => Some(t(Key::AdminStatus)),
        "role" => Some(t(Key::AdminRole)),
        _ => None,
    },
    path: address::admin_accounts,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| AccountQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = AccountQuery::parse(&search).unwrap_or_default();
        let query = AccountQuery { limit: None, cursor, ..query };
        Box::pin(async move { client.list_accounts(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn AccountsPage() -> impl IntoView {
    let asked = Asked::new(address::admin_accounts, |path| path == address::admin_accounts());
    let statuses = options(AccountStatus::ALL, AccountStatus::as_str, words::status);
    let roles = options(Role::ALL, Role::as_str, words::role);
    view! {
        <Office place=ACCOUNTS>
            <Filters>
                <Word asked name="q" label=Key::AdminWords follow=true/>
                <Choice asked name="status" label=Key::AdminStatus options=statuses/>
                <Choice asked name="role" label=Key::AdminRole options=roles/>
            </Filters>
            <Listed asked source=SOURCE none=Key::AccountsNone none_text=Key::AccountsNoneText/>
        </Office>
    }
}

fn line(account: Account) -> Line {
    Line::of([&account.id.to_string(), "-", &account.version.to_string()].concat(), account, row)
}

fn row(account: Account) -> AnyView {
    let since = fill(Key::AccountsSince, &[("day", &day(account.created_at.timestamp_millis()))]);
    let mut facts = vec![account.email];
    facts.extend(account.roles.iter().map(|role| words::role(*role).to_owned()));
    facts.extend(account.demo.then(|| t(Key::AccountsDemo).to_owned()));
    facts.push(since);
    view! {
        <li class="row">
            <a class="row-name" href=address::admin_account(&account.id.to_string()) data-row="">{account.name}</a>
            <Badge tone=words::tone(account.status) label=words::status(account.status)/>
            <span class="row-facts">{facts.join(" · ")}</span>
        </li>
    }
    .into_any()
}
