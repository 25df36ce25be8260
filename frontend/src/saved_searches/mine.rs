//! One's own saved searches: what is new in each, and how one is told. It changes without being loaded again.

use super::edit::Edit;
use super::told::visit;
use super::words::{asked, href, href_of_news, news, told};
use crate::address;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Answer, Deed, Failure, Load, Question, QuestionDialog, Questions, Skeleton};
use crate::state::{Remote, api, follow_decisions, identity};
use contract::Page;
use contract::query::MAX_LIMIT;
use domain::saved_searches::{SavedSearch, SavedSearchQuery};
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Badge, Button, Empty, Link, Rank, Tone};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Searches {
    list: Remote<Page<SavedSearch>>,
    /// The one whose form is open.
    editing: RwSignal<Option<String>>,
    questions: Questions,
    deed: Deed,
}

/// The list: as many as one may keep come at once.
#[component]
pub(super) fn Mine() -> impl IntoView {
    let (client, identity) = (api(), identity());
    let list = Remote::new(
        move || identity.account().map(|account| account.id),
        move |_| {
            let client = client.clone();
            let query = SavedSearchQuery { limit: Some(MAX_LIMIT), ..SavedSearchQuery::default() };
            async move { client.list_saved_searches(&query).await }
        },
    );
    follow_decisions(move || list.retry());
    let searches = Searches { list, editing: RwSignal::new(None), questions: Questions::new(), deed: Deed::new() };
    let failure = searches.deed.failure;
    view! {
        <Load remote=list skeleton=|| view! { <Skeleton lines=3 rows=true/> } show=move |page| shown(searches, page)/>
        <Failure error=failure retry=move || { failure.set(None); list.retry(); }/>
        <QuestionDialog questions=searches.questions/>
    }
}

fn shown(searches: Searches, page: Page<SavedSearch>) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <Empty title=t(Key::SavedNone)>
                <p>{t(Key::SavedNoneText)}</p>
                <p class="acts"><Link rank=Rank::Plain href=address::search()>{t(Key::NavSearch)}</Link></p>
            </Empty>
        }
        .into_any();
    }
    let rows = page.items.into_iter().map(|search| view! { <Row searches search/> }).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

#[component]
fn Row(searches: Searches, search: SavedSearch) -> impl IntoView {
    let id = search.id.to_string();
    let is_edited = Memo::new(move |_| searches.editing.with(|editing| editing.as_ref() == Some(&id)));
    let is_new = search.new_count.is_some_and(|n| n > 0);
    let looked = moment(search.last_looked_at.timestamp_millis());
    let looked = fill(Key::SavedLooked, &[("when", &looked)]);
    let (name, facts, how) = (search.name.clone(), asked(&search), told(&search));
    let of_news = is_new.then(|| {
        let (href, name) = (href_of_news(&search), fill(Key::SavedSeeNamed, &[("name", &search.name)]));
        let follow = visit(&search);
        view! { <Link rank=Rank::Primary small=true href=href name=name on_follow=move |()| follow()>{t(Key::SavedSee)}</Link> }
    });
    let all = href(&search);
    let badge = match is_new {
        true => view! { <Badge tone=Tone::Good label=news(&search)/> }.into_any(),
        false => view! { <span class="row-facts">{news(&search)}</span> }.into_any(),
    };
    let form = {
        let search = search.clone();
        move || is_edited.get().then(|| view! { <Editing searches search=search.clone()/> })
    };
    view! {
        <li class="row">
            <a class="row-name" href=all data-row="" dir="auto">{name}</a>
            {badge}
            <span class="row-facts" dir="auto">{facts} " · " {how} " · " {looked}</span>
            <div class="acts">{of_news} <Acts searches search/></div>
            {form}
        </li>
    }
}

/// Changing, and deleting after a question.
#[component]
fn Acts(searches: Searches, search: SavedSearch) -> impl IntoView {
    let (id, version, name) = (search.id, search.version, search.name);
    let key = StoredValue::new(id.to_string());
    let is_edited = Signal::derive(move || searches.editing.with(|editing| editing.as_ref() == Some(&key.get_value())));
    let change = move |()| {
        let next = (!is_edited.get_untracked()).then(|| key.get_value());
        searches.editing.set(next);
    };
    let spoken = [Key::SavedChangeNamed, Key::SavedDeleteNamed].map(|key| fill(key, &[("name", &name)]));
    let [change_name, delete_name] = spoken;
    let delete = move |()| {
        searches.questions.ask(Question {
            title: fill(Key::SavedDeleteQuestion, &[("name", &name)]),
            text: t(Key::SavedDeleteText).to_owned(),
            button: Key::SavedDelete,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_saved_search(id, version).await })
            }),
            done: Rc::new(move || {
                searches.deed.tell(Key::SavedDeleted);
                searches.list.retry();
            }),
        });
    };
    view! {
        <Button rank=Rank::Plain small=true expanded=is_edited name=change_name on_press=change>{t(Key::SavedChange)}</Button>
        " "
        <Button rank=Rank::Quiet small=true name=delete_name on_press=delete>{t(Key::SavedDelete)}</Button>
    }
}

#[component]
fn Editing(searches: Searches, search: SavedSearch) -> impl IntoView {
    let done = move |said: Key| {
        searches.editing.set(None);
        searches.deed.tell(said);
        searches.list.retry();
    };
    view! { <Edit search deed=searches.deed done leave=move |()| searches.editing.set(None)/> }
}
