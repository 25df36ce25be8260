//! One mail: its text, and beside it what most people see.

use super::pieces::{Piece, pieces};
use super::written;
use crate::address::{self, own_address, parts};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Crumbs, Fact, Failure, Skeleton, use_page};
use crate::state::{Remote, Stage, api};
use client::{Client, Error};
use domain::demo::DemoMail;
use leptos::prelude::*;

/// The page.
#[component]
pub(super) fn MailPage() -> impl IntoView {
    let own = own_address(|path| path.starts_with(&address::demo_mail("")));
    let id = Memo::new(move |_| {
        own.with(|own| parts(own).0.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned())
    });
    let client = api();
    let found = Remote::new(
        move || Some(id.get()),
        move |id| {
            let client = client.clone();
            async move { find(&client, &id).await }
        },
    );
    move || match (found.stage(), found.get()) {
        (Stage::Ready, Some(Some(mail))) => view! { <Mail mail/> }.into_any(),
        (Stage::Ready, _) => view! { <Missing/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page narrow"><Skeleton lines=6/></div> }.into_any(),
    }
}

/// The mail; `None` where there is none of this id.
async fn find(client: &Client, id: &str) -> Result<Option<DemoMail>, Error> {
    match client.get_demo_mail(id).await {
        Err(error) if error.status() == Some(404) => Ok(None),
        answer => answer.map(Some),
    }
}

#[component]
fn Mail(mail: DemoMail) -> impl IntoView {
    let DemoMail { summary, text, .. } = mail;
    let (title, when) = (summary.subject.clone(), written(&summary));
    use_page(move || Some(title.clone()));
    let above = vec![(address::demo_mails(), t(Key::DemoAll).to_owned())];
    view! {
        <div class="page">
            <Crumbs above here=summary.subject.clone()/>
            <h1 tabindex="-1">{summary.subject.clone()}</h1>
            <dl class="facts ids">
                <Fact term=t(Key::DemoFrom)>{summary.from}</Fact>
                <Fact term=t(Key::DemoTo)>{summary.to}</Fact>
                <Fact term=t(Key::DemoWhen)>{when}</Fact>
            </dl>
            <div class="letter">
                <section>
                    <h2>{t(Key::DemoText)}</h2>
                    <div class="letter-text">{linked(&text)}</div>
                </section>
                <section>
                    <h2>{t(Key::DemoHtml)}</h2>
                    // The server gives it a policy of its own, which is stricter than the page's but for inline styles.
                    <iframe
                        title=fill(Key::DemoFrame, &[("subject", &summary.subject)]) src=["/demo/mails/", &summary.id].concat()
                        sandbox="allow-popups allow-popups-to-escape-sandbox"
                    ></iframe>
                </section>
            </div>
        </div>
    }
}

/// The text with its links, which open in a new tab: this one stays at the mail.
fn linked(text: &str) -> impl IntoView + use<> {
    let shown = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Address(address) => view! {
            <a href=address.to_owned() target="_blank" rel="noopener">
                {address.to_owned()} <span class="visually-hidden">{t(Key::DemoNewTab)}</span>
            </a>
        }
        .into_any(),
    });
    shown.collect_view()
}

/// The mail could not be fetched.
#[component]
fn Broken(error: Signal<Option<Error>>, retry: impl Fn() + Clone + Send + Sync + 'static) -> impl IntoView {
    use_page(|| Some(t(Key::DemoTitle).to_owned()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::DemoTitle)}</h1>
            <Failure error retry/>
        </div>
    }
}
