//! Who may do something, to what, and why.

use super::{Office, PERMISSIONS, actions, words};
use crate::address::{self, parameter};
use crate::messages::{Key, fill, t};
use crate::parts::{Asked, Choice, Filters, Load, Skeleton, Word};
use crate::state::{Remote, api};
use client::{Client, Error};
use domain::identity::{
    Account, AccountQuery, Explanation, PermissionHolder, PermissionQuery, PermissionRefusal, PermissionSubject,
};
use domain::policy::Action;
use leptos::prelude::*;
use ui::{Banner, Tone};

/// What is asked. All but the operation may be empty.
#[derive(Clone, PartialEq)]
struct Question {
    operation: Action,
    /// Address or id of an account.
    who: String,
    /// Slug or id of a city or an organisation.
    place: String,
    /// Id of a thing.
    thing: String,
}

/// What is answered, about whom; or what is odd about the question.
type Answer = Result<(Explanation, Option<Account>), Key>;

/// The page. What it asks stands in its address.
#[component]
pub(super) fn PermissionsPage() -> impl IntoView {
    let asked = Asked::new(address::permissions, |path| path == address::permissions());
    let question = Memo::new(move |_| -> Option<Question> {
        let search = asked.search();
        let given = |name| parameter(&search, name);
        let operation = given("operation").parse().ok()?;
        Some(Question { operation, who: given("account"), place: given("place"), thing: given("thing") })
    });
    let client = api();
    let answer = Remote::new(
        move || question.get(),
        move |question| {
            let client = client.clone();
            async move { ask(&client, &question).await }
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
                <Choice asked name="operation" label=Key::AdminWhat options=actions::choices() none=Key::PermissionsChoose/>
                <Word asked name="account" label=Key::PermissionsAccount hint=Key::PermissionsAccountHint/>
                <Word asked name="place" label=Key::PermissionsPlace hint=Key::PermissionsPlaceHint/>
                <Word asked name="thing" label=Key::PermissionsThing hint=Key::PermissionsThingHint/>
            </Filters>
            <div aria-live="polite">{body}</div>
        </Office>
    }
}

async fn ask(client: &Client, question: &Question) -> Result<Answer, Error> {
    let subjects = match subjects(question) {
        Ok(subjects) => subjects,
        Err(odd) => return Ok(Err(odd)),
    };
    let account = match question.who.as_str() {
        "" => None,
        who => match find(client, who).await? {
            None => return Ok(Err(Key::PermissionsNobody)),
            found => found,
        },
    };
    let holder = account.as_ref().map(|account| PermissionHolder::Account(account.id));
    for about in subjects {
        let query = PermissionQuery { operation: question.operation, holder, about };
        match client.explain_permission(&query).await {
            Err(error) if names_nothing(&error) => {}
            answer => return Ok(Ok((answer?, account))),
        }
    }
    Ok(Err(if question.place.is_empty() { Key::PermissionsNoThing } else { Key::PermissionsNoPlace }))
}

/// What the question may be about, the first that is there: a place is a city or an organisation.
fn subjects(question: &Question) -> Result<Vec<PermissionSubject>, Key> {
    let Question { place, thing, .. } = question;
    let nothing = PermissionSubject::default;
    match (place.is_empty(), thing.is_empty()) {
        (true, true) => Ok(vec![nothing()]),
        (true, false) => {
            let id = thing.parse().map_err(|_| Key::PermissionsNoThing)?;
            Ok(vec![PermissionSubject { thing: Some(id), ..nothing() }])
        }
        (false, true) => Ok(vec![
            PermissionSubject { city: Some(place.clone()), ..nothing() },
            PermissionSubject { organisation: Some(place.clone()), ..nothing() },
        ]),
        (false, false) => Err(Key::PermissionsOneOnly),
    }
}

/// Whether there is nothing of the name that was asked about.
fn names_nothing(error: &Error) -> bool {
    let unknown = ["unknown_city", "unknown_organisation", "unknown_thing"];
    error.problem().is_some_and(|problem| problem.errors.iter().any(|fault| unknown.contains(&fault.code.as_str())))
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
    let (explanation, account) = match answer {
        Ok(answered) => answered,
        Err(odd) => return view! { <Banner tone=Tone::Warn word=t(odd)/> }.into_any(),
    };
    let verdict = account.map(|account| {
        let reason = explanation.because.map(|rule| fill(Key::PermissionsBecause, &[("rule", words::rule(rule))]));
        view! {
            <Banner word=verdict(&explanation, &account.name)>{reason.map(|reason| view! { <p>{reason}</p> })}</Banner>
        }
    });
    let (intro, rules) = match explanation.would_allow.as_slice() {
        [] => (Key::PermissionsRules, explanation.rules.as_slice()),
        would_allow => (Key::PermissionsWouldAllow, would_allow),
    };
    let rules = rules.iter().map(|rule| view! { <li>{words::rule(*rule)}</li> }).collect_view();
    let scope = explanation.scope.map(|scope| fill(Key::PermissionsScope, &[("scope", scope.as_str())]));
    view! {
        {verdict}
        <h2>{actions::word(explanation.operation)}</h2>
        <p>{t(intro)}</p>
        <ul class="bullets">{rules}</ul>
        {scope.map(|scope| view! { <p>{scope}</p> })}
    }
    .into_any()
}

/// Yes, no, or that it depends.
fn verdict(explanation: &Explanation, name: &str) -> String {
    match (explanation.because, explanation.refusal) {
        (Some(_), _) => fill(Key::PermissionsYes, &[("name", name)]),
        (None, Some(PermissionRefusal::DependsOnThing)) => t(Key::PermissionsDepends).to_owned(),
        (None, Some(PermissionRefusal::WaitsForSecondFactor)) => fill(Key::PermissionsWaits, &[("name", name)]),
        (None, _) => fill(Key::PermissionsNo, &[("name", name)]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Key, Question, subjects};

    #[test]
    fn what_is_named_is_a_place_or_a_thing() {
        const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";
        let asked = |place: &str, thing: &str| {
            let (place, thing) = (place.to_owned(), thing.to_owned());
            subjects(&Question { operation: Action::GetMe, who: String::new(), place, thing })
        };
        assert_eq!(asked("", "").map(|subjects| subjects.len()), Ok(1));
        let places = asked("melbourne", "").unwrap();
        let places: Vec<_> = places.iter().map(|one| (one.city.as_deref(), one.organisation.as_deref())).collect();
        assert_eq!(places, [(Some("melbourne"), None), (None, Some("melbourne"))], "a city before an organisation");
        assert!(asked("", ID).unwrap()[0].thing.is_some());
        assert_eq!(asked("", "melbourne").unwrap_err(), Key::PermissionsNoThing);
        assert_eq!(asked("melbourne", ID).unwrap_err(), Key::PermissionsOneOnly);
    }
}
