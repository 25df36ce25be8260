//! Who may do something, and why.

use super::{Office, PERMISSIONS, words};
use crate::address::{self, parameter};
use crate::messages::{Key, fill, t};
use crate::parts::{Asked, Choice, Filters, Load, Skeleton, Word};
use crate::state::{Remote, api};
use client::{Client, Error};
use domain::identity::{Account, AccountQuery, Explanation, PermissionHolder, PermissionSubject};
use domain::policy::Action;
use leptos::prelude::*;

/// What is asked: an operation, and an address or an id, which may be empty.
type Question = (Action, String);

/// What is answered; `None` for the account where there is none of this address or id.
type Answer = Option<(Explanation, Option<Account>)>;

/// The page. What it asks stands in its address.
#[component]
pub(super) fn PermissionsPage() -> impl IntoView {
    let asked = Asked::new(address::permissions, |path| path == address::permissions());
    let question = Memo::new(move |_| -> Option<Question> {
        let search = asked.search();
        Some((parameter(&search, "operation").parse().ok()?, parameter(&search, "account")))
    });
    let client = api();
    let answer = Remote::new(
        move || question.get(),
        move |question| {
            let client = client.clone();
            async move { ask(&client, question).await }
        },
    );
    let body = move || {
        question.get().map(|_| {
            view! { <Load remote=answer skeleton=|| view! { <Skeleton lines=3/> } show=|answer| view! { <Answered answer/> }.into_any()/> }
        })
    };
    view! {
        <Office place=PERMISSIONS>
            <Filters>
                <Choice asked name="operation" label=Key::AdminWhat options=words::actions() none=Key::PermissionsChoose/>
                <Word asked name="account" label=Key::PermissionsAccount/>
            </Filters>
            <p class="hint">{t(Key::PermissionsAccountHint)}</p>
            <div aria-live="polite">{body}</div>
        </Office>
    }
}

async fn ask(client: &Client, (operation, who): Question) -> Result<Answer, Error> {
    if who.is_empty() {
        let explanation = client.explain_permission(operation, None, PermissionSubject::default()).await?;
        return Ok(Some((explanation, None)));
    }
    let Some(account) = find(client, &who).await? else { return Ok(None) };
    let holder = Some(PermissionHolder::Account(account.id));
    let explanation = client.explain_permission(operation, holder, PermissionSubject::default()).await?;
    Ok(Some((explanation, Some(account))))
}

/// The account of an address or an id.
async fn find(client: &Client, who: &str) -> Result<Option<Account>, Error> {
    if let Ok(id) = who.parse() {
        return match client.get_account(id).await {
            Err(error) if error.status() == Some(404) => Ok(None),
            answer => answer.map(Some),
        };
    }
    let query = AccountQuery { q: Some(who.to_owned()), ..AccountQuery::default() };
    let page = client.list_accounts(&query).await?;
    Ok(page.items.into_iter().find(|account| account.email.eq_ignore_ascii_case(who)))
}

#[component]
fn Answered(answer: Answer) -> impl IntoView {
    let Some((explanation, account)) = answer else {
        return view! { <div class="notice"><p><strong>{t(Key::PermissionsNobody)}</strong></p></div> }.into_any();
    };
    let verdict = account.map(|account| {
        let allowed = explanation.allowed == Some(true);
        let key = if allowed { Key::PermissionsYes } else { Key::PermissionsNo };
        let reason = explanation.because.map(|rule| fill(Key::PermissionsBecause, &[("rule", words::rule(rule))]));
        view! {
            <div class="notice">
                <p><strong>{fill(key, &[("name", &account.name)])}</strong></p>
                {reason.map(|reason| view! { <p>{reason}</p> })}
            </div>
        }
    });
    let rules = explanation.rules.iter().map(|rule| view! { <li>{words::rule(*rule)}</li> }).collect_view();
    let scope = explanation.scope.map(|scope| fill(Key::PermissionsScope, &[("scope", scope.as_str())]));
    view! {
        {verdict}
        <h2>{words::action(explanation.operation)}</h2>
        <p>{t(Key::PermissionsRules)}</p>
        <ul class="bullets">{rules}</ul>
        {scope.map(|scope| view! { <p>{scope}</p> })}
    }
    .into_any()
}
