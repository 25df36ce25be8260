//! All mails, the newest first.

use super::written;
use crate::address;
use crate::messages::{Key, count, fill, t};
use crate::parts::{Load, Skeleton, use_page};
use crate::shell::Announcer;
use crate::state::{Remote, api};
use domain::demo::DemoMailSummary;
use leptos::prelude::*;
use ui::{Button, Empty};

/// As many as the API gives: who tries the product has not got more.
const MOST: u32 = 100;

/// The page.
#[component]
pub(super) fn ListPage() -> impl IntoView {
    use_page(|| Some(t(Key::DemoTitle).to_owned()));
    let (client, announcer) = (api(), expect_context::<Announcer>());
    let mails = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.list_demo_mails(Some(MOST)).await.map(|page| page.items) }
        },
    );
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(found) = mails.with(Vec::len)
            && asked.get_value()
        {
            announcer.say(count(Key::DemoCount, found));
        }
    });
    let again = move |()| {
        asked.set_value(true);
        mails.retry();
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::DemoTitle)}</h1>
            <p class="lede">{t(Key::DemoLede)}</p>
            <p class="acts"><Button on_press=again>{t(Key::DemoAgain)}</Button></p>
            <div class="results" aria-busy=move || mails.is_busy().to_string()>
                <Load remote=mails skeleton=|| view! { <Skeleton lines=4 rows=true/> } show=rows/>
            </div>
        </div>
    }
}

fn rows(mails: Vec<DemoMailSummary>) -> AnyView {
    if mails.is_empty() {
        return view! { <Empty title=t(Key::DemoNone)><p>{t(Key::DemoNoneText)}</p></Empty> }.into_any();
    }
    view! { <ol class="rows">{mails.into_iter().map(row).collect_view()}</ol> }.into_any()
}

fn row(mail: DemoMailSummary) -> impl IntoView {
    let facts = [("from", mail.from.as_str()), ("to", &mail.to), ("when", &written(&mail))];
    let facts = fill(Key::DemoFacts, &facts);
    view! {
        <li class="row">
            <a class="row-name" href=address::demo_mail(&mail.id) data-row="">{mail.subject}</a>
            <span class="row-facts ids">{facts}</span>
        </li>
    }
}
