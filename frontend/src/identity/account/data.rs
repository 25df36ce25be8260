//! What is kept about oneself, to take away.

use super::{DATA, Personal};
use crate::browser::save;
use crate::messages::{Key, t};
use crate::parts::Failure;
use crate::shell::Announcer;
use crate::state::identity;
use client::Error;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, Rank};

/// The page.
#[component]
pub(super) fn DataPage() -> impl IntoView {
    view! { <Personal place=DATA lede=Key::DataLede show=|_| view! { <Data/> }.into_any()/> }
}

#[component]
fn Data() -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let download = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = identity.ask(|client| async move { client.export_me_text().await }).await;
            busy.try_set(false);
            match answer {
                Ok(text) => {
                    save("my-data.json", "application/json", &text);
                    announcer.say(t(Key::DataDone).to_owned());
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p>{t(Key::DataText)}</p>
        <Failure error=failure retry=download/>
        <p class="acts">
            <Button rank=Rank::Primary busy on_press=move |()| download()>{t(Key::DataDownload)}</Button>
        </p>
    }
}
