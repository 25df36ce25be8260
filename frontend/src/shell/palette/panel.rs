//! The dialog: words, and below them what fits.

use super::Palette;
use super::entries::{Deed, Entry, own};
use super::list::{Entries, LIST, Place};
use crate::address::in_language;
use crate::browser::{focus_in_place, path_and_query};
use crate::messages::{Key, count, t};
use crate::shell::Announcer;
use crate::state::{Debounce, Remote, api, identity, keep_language};
use domain::search::{MAX_TEXT, SearchQuery};
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

/// So many hits are shown; the search page has all of them.
const HITS: u32 = 8;

/// A combobox with a list (WAI-ARIA Authoring Practices, *Combobox with list autocomplete*) in the browser's own dialog,
/// which keeps the focus within and gives it back.
#[component]
pub(super) fn Panel(palette: Palette) -> impl IntoView {
    let (dialog, input) = (NodeRef::<Dialog>::new(), NodeRef::<Input>::new());
    let words = RwSignal::new(String::new());
    let entries = use_entries(words);
    let place = Place::new(entries, words);
    Effect::new(move |_| {
        if let (Some(dialog), Some(input)) = (dialog.get(), input.get())
            && !dialog.open()
        {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
            focus_in_place(&input);
        }
    });
    let carry_out = use_deeds(palette);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = words.get_untracked().trim().to_owned();
        if let Some(entry) = place.entry().or_else(|| (!typed.is_empty()).then(|| Entry::search(&typed))) {
            carry_out.run(entry.deed);
        }
    };
    let outside = move |event: web_sys::MouseEvent| {
        // The dialog fills itself with its form: what is not within is its backdrop.
        if event.target() == dialog.get_untracked().map(|dialog| (**dialog).clone().into()) {
            palette.close();
        }
    };
    view! {
        <dialog class="palette" node_ref=dialog aria-label=t(Key::PaletteTitle) on:close=move |_| palette.close() on:click=outside>
            <form on:submit=submit>
                <input
                    type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength=MAX_TEXT.to_string() node_ref=input
                    placeholder=t(Key::PaletteHint) aria-label=t(Key::PaletteTitle) aria-autocomplete="list" aria-expanded="true" aria-controls=LIST
                    aria-activedescendant=move || place.id() on:keydown=move |event| place.key(&event)
                    on:input:target=move |event| { place.leave(); words.set(event.target().value()) }
                />
                <Entries entries place carry_out/>
                <p class="palette-foot small muted">{t(Key::PaletteKeys)}</p>
            </form>
        </dialog>
    }
}

/// What fits the words: one's own pages and actions at once, what the server finds a moment later.
fn use_entries(words: RwSignal<String>) -> Memo<Vec<Entry>> {
    let (settled, debounce) = (RwSignal::new(String::new()), Debounce::new());
    let (client, announcer) = (api(), expect_context::<Announcer>());
    let own = StoredValue::new(own(identity()));
    Effect::new(move |_| {
        let typed = words.get().trim().to_owned();
        debounce.run(move || settled.set(typed));
    });
    let found = Remote::new(
        move || Some(settled.get()).filter(|words| !words.is_empty()),
        move |q| {
            let client = client.clone();
            let query = SearchQuery { q: q.clone(), limit: Some(HITS), ..SearchQuery::default() };
            async move {
                let page = client.search_everything(&query).await?;
                announcer.say(count(Key::PaletteFound, page.items.len()));
                Ok((q, page.items))
            }
        },
    );
    Memo::new(move |_| {
        let typed = words.get().trim().to_owned();
        let mut entries =
            own.with_value(|own| own.iter().filter(|entry| entry.fits(&typed)).cloned().collect::<Vec<_>>());
        if !typed.is_empty() {
            // After one's own, so that the first line stays under the finger. Of what was found for the words before,
            // only what fits those of now.
            let (asked, hits) = found.with(Clone::clone).unwrap_or_default();
            let hits = hits.into_iter().filter_map(Entry::found);
            entries.extend(hits.filter(|entry| asked == typed || entry.fits(&typed)));
            entries.push(Entry::search(&typed));
        }
        entries
    })
}

/// What carries out the deed of an entry.
fn use_deeds(palette: Palette) -> Callback<Deed> {
    let (navigate, identity, announcer) = (use_navigate(), identity(), expect_context::<Announcer>());
    Callback::new(move |deed| {
        palette.close();
        match deed {
            Deed::Go(href) => navigate(&href, Default::default()),
            Deed::Paint(theme) => theme.choose(),
            Deed::Speak(language) => {
                keep_language(language);
                // The page is loaded anew, as by the link of the language.
                let _ = window().location().set_href(&in_language(&path_and_query(), language));
            }
            Deed::SignOut => spawn_local(async move {
                let said =
                    if identity.sign_out().await.is_ok() { Key::ShellSignedOut } else { Key::ShellStillSignedIn };
                announcer.say(t(said).to_owned());
            }),
        }
    })
}
