//! The palette of the design system with the pages, the actions and the hits of this app.

use super::Palette;
use super::entries::{Deed, Entry, own};
use crate::address::in_language;
use crate::browser::path_and_query;
use crate::messages::{Key, count, t};
use crate::shell::Announcer;
use crate::state::{Debounce, Remote, api, identity, keep_language};
use domain::search::{MAX_TEXT, SearchQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use ui::{CommandPalette, PaletteLine, PaletteState, PaletteWords};

/// So many hits are shown; the search page has all of them.
const HITS: u32 = 8;

#[component]
pub(super) fn Panel(palette: Palette) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let (entries, state) = use_entries(text);
    let lines = Memo::new(move |_| entries.with(|entries| entries.iter().map(Entry::line).collect::<Vec<_>>()));
    let last = Callback::new(|words: String| Entry::search(&words).line());
    let carry_out = use_deeds();
    let choose = move |line: PaletteLine| {
        let entry = entries.with_untracked(|all| all.iter().find(|entry| entry.deed.key() == line.key).cloned());
        // What is none of them is the last line, whose key is the address of the search.
        carry_out.run(entry.map_or(Deed::Go(line.key), |entry| entry.deed));
    };
    view! { <CommandPalette open=palette.open text lines state last most=MAX_TEXT on_choose=choose words=words()/> }
}

fn words() -> PaletteWords {
    PaletteWords {
        title: t(Key::PaletteTitle).into(),
        hint: t(Key::PaletteHint).into(),
        keys: t(Key::PaletteKeys).into(),
        nothing: t(Key::PaletteNothing).into(),
        pending: t(Key::PalettePending).into(),
        failed: t(Key::PaletteFailed).into(),
        found: Callback::new(|n| count(Key::PaletteFound, n)),
    }
}

/// What fits what is written: one's own pages and actions at once, what the server finds a moment later.
fn use_entries(text: RwSignal<String>) -> (Memo<Vec<Entry>>, Signal<PaletteState>) {
    let (settled, debounce, client) = (RwSignal::new(String::new()), Debounce::new(), api());
    let own = StoredValue::new(own(identity()));
    let written = move || text.with(|text| text.trim().to_owned());
    Effect::new(move |_| {
        let written = written();
        debounce.run(move || settled.set(written));
    });
    let found = Remote::new(
        move || Some(settled.get()).filter(|words| !words.is_empty()),
        move |q| {
            let client = client.clone();
            let query = SearchQuery { q: q.clone(), limit: Some(HITS), ..SearchQuery::default() };
            async move { client.search_everything(&query).await.map(|page| (q, page.items)) }
        },
    );
    let entries = Memo::new(move |_| {
        let written = written();
        let mut entries =
            own.with_value(|own| own.iter().filter(|entry| entry.fits(&written)).cloned().collect::<Vec<_>>());
        if !written.is_empty() {
            // After one's own, so that the first line stays under the finger. Of what was found for the words before,
            // only what fits those of now.
            let (asked, hits) = found.with(Clone::clone).unwrap_or_default();
            let hits = hits.into_iter().filter_map(Entry::found);
            entries.extend(hits.filter(|entry| asked == written || entry.fits(&written)));
        }
        entries
    });
    let state = Signal::derive(move || {
        let written = written();
        let is_there = written.is_empty() || found.with(|(asked, _)| *asked == written).unwrap_or_default();
        let waits = found.is_busy() || settled.with(|settled| *settled != written);
        match found.error() {
            _ if is_there => PaletteState::There,
            Some(_) if !waits => PaletteState::Failed,
            _ => PaletteState::Pending,
        }
    });
    (entries, state)
}

/// What carries out the deed of an entry.
fn use_deeds() -> Callback<Deed> {
    let (navigate, identity, announcer) = (use_navigate(), identity(), expect_context::<Announcer>());
    Callback::new(move |deed| match deed {
        Deed::Go(href) => navigate(&href, Default::default()),
        Deed::Paint(theme) => theme.choose(),
        Deed::Speak(language) => {
            keep_language(language);
            // The page is loaded anew, as by the link of the language.
            let _ = window().location().set_href(&in_language(&path_and_query(), language));
        }
        Deed::SignOut => spawn_local(async move {
            let said = if identity.sign_out().await.is_ok() { Key::ShellSignedOut } else { Key::ShellStillSignedIn };
            announcer.say(t(said).to_owned());
        }),
    })
}
