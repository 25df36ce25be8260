//! What the palette offers.

use crate::address;
use crate::briefings::addresses::{briefings, issue};
use crate::collections::addresses::collections;
use crate::lesson_drafts;
use crate::lessons::addresses::{lesson, lessons, lessons_of_term, new_lesson};
use crate::library::addresses::{library, library_item, library_of_term};
use crate::messages::{Key, fill, language_name, t};
use crate::note_drafts;
use crate::notes::addresses::{new_note, note, notes};
use crate::state::{Identity, Theme, own_name};
use crate::subscriptions::addresses::subscribe;
use domain::search::{SearchHit, SearchKind, SearchQuery};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::untrack;
use ui::PaletteLine;

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Goes to a page of the app.
    Go(String),
    /// Chooses light or dark.
    Paint(Theme),
    /// Shows the page in another language.
    Speak(Language),
    /// Ends the login.
    SignOut,
}

impl Deed {
    /// What tells it from others: of a page its address.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Go(href) => href.clone(),
            Self::Paint(theme) => ["theme-", theme.key()].concat(),
            Self::Speak(language) => ["language-", language.as_str()].concat(),
            Self::SignOut => "sign-out".to_owned(),
        }
    }
}

/// What a line of the palette stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) name: String,
    /// What kind of thing it is.
    pub(super) kind: &'static str,
    /// What choosing it does.
    pub(super) deed: Deed,
}

impl Entry {
    fn page(name: Key, href: String) -> Self {
        Self { name: t(name).to_owned(), kind: t(Key::PalettePage), deed: Deed::Go(href) }
    }

    fn action(name: Key, deed: Deed) -> Self {
        Self { name: t(name).to_owned(), kind: t(Key::PaletteAction), deed }
    }

    /// The search page with these words.
    pub(super) fn search(words: &str) -> Self {
        let query = SearchQuery { q: words.to_owned(), ..SearchQuery::default() };
        let href = address::search() + &query.to_query();
        Self { name: fill(Key::PaletteSearch, &[("words", words)]), kind: t(Key::PalettePage), deed: Deed::Go(href) }
    }

    /// What the server found; `None` for what has no page.
    pub(super) fn found(hit: SearchHit) -> Option<Self> {
        let (kind, href) = match hit.kind {
            SearchKind::BriefingIssue => (Key::PaletteIssue, issue(&hit.slug)),
            SearchKind::City => (Key::PaletteCity, address::city(&hit.slug)),
            SearchKind::Country => (Key::PaletteCountry, address::term(VocabularyName::Countries, &hit.slug)?),
            SearchKind::Lesson => (Key::PaletteKindLesson, lesson(&hit.slug)),
            SearchKind::LibraryItem => (Key::PaletteLibraryItem, library_item(&hit.slug)),
            SearchKind::Note => (Key::PaletteKindNote, note(&hit.slug)),
            SearchKind::Organisation => (Key::PaletteOrganisation, address::organisation(&hit.slug)),
            SearchKind::Term => {
                let (vocabulary, key) = hit.slug.split_once('/')?;
                let vocabulary = vocabulary.parse().ok()?;
                let found = address::term(vocabulary, key).or_else(|| lessons_of_term(vocabulary, key));
                let href = found.or_else(|| library_of_term(vocabulary, key))?;
                (Key::PaletteTerm, href)
            }
        };
        let name = [hit.title.text.as_str(), " · ", &hit.subtitle.text].concat();
        Some(Self {
            name: if hit.subtitle.text.is_empty() { hit.title.text } else { name },
            kind: t(kind),
            deed: Deed::Go(href),
        })
    }

    /// As the palette shows it.
    pub(super) fn line(&self) -> PaletteLine {
        PaletteLine::new(self.deed.key(), self.name.as_str(), self.kind)
    }

    /// Whether every word stands somewhere in the name, whatever the case.
    pub(super) fn fits(&self, words: &str) -> bool {
        let name = self.name.to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| name.contains(word))
    }
}

/// The pages and actions of who sits before the screen.
pub(super) fn own(identity: Identity) -> Vec<Entry> {
    let somebody = identity.account_now().is_some();
    let mut entries = pages(somebody);
    if somebody {
        entries.extend(of_the_account(identity));
    } else {
        entries.extend([
            Entry::page(Key::NavSignIn, address::sign_in()),
            Entry::action(Key::PaletteRegister, Deed::Go(address::register())),
        ]);
    }
    entries.extend(Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::System => Key::PaletteSystem,
            Theme::Light => Key::PaletteLight,
            Theme::Dark => Key::PaletteDark,
        };
        Entry::action(name, Deed::Paint(theme))
    }));
    let others = Language::ALL.iter().filter(|other| **other != address::language());
    entries.extend(others.map(|other| Entry {
        // In both languages, since either may be typed.
        name: fill(
            Key::PaletteLanguage,
            &[("language", &[own_name(*other), " · ", &language_name(other.as_str())].concat())],
        ),
        kind: t(Key::PaletteAction),
        deed: Deed::Speak(*other),
    }));
    entries
}

/// What everybody may read.
fn pages(somebody: bool) -> Vec<Entry> {
    let home = somebody.then(|| Entry::page(Key::NavHome, address::home()));
    let others = [
        Entry::page(Key::NavCities, address::cities()),
        Entry::page(Key::NavLessons, lessons()),
        Entry::page(Key::NavLibrary, library()),
        Entry::page(Key::NavNotes, notes()),
        Entry::page(Key::PaletteCollections, collections()),
        Entry::page(Key::NavBriefings, briefings()),
        Entry::page(Key::NavSubscribe, subscribe()),
        Entry::page(Key::NavCompare, address::compare()),
        Entry::page(Key::NavOrganisations, address::organisations()),
        Entry::page(Key::NavGlossary, address::glossary()),
        Entry::page(Key::PaletteTour, address::tour()),
        Entry::page(Key::NavSearch, address::search()),
        Entry::page(Key::NavAbout, address::about()),
    ];
    home.into_iter().chain(others).collect()
}

/// What concerns who has signed in, as far as they may.
fn of_the_account(identity: Identity) -> Vec<Entry> {
    let (waiting, administers) = untrack(|| (identity.waiting().is_some(), identity.administers()));
    let waiting = waiting.then(|| Entry::page(Key::NavWaiting, address::waiting()));
    let admin = administers.then(|| Entry::page(Key::NavAdmin, address::admin_accounts()));
    let mut entries = vec![
        Entry::page(Key::NavAccount, address::account()),
        Entry::page(Key::NavMemberships, address::memberships()),
        Entry::page(Key::NavDrafts, lesson_drafts::drafts()),
        Entry::page(Key::PaletteNoteDrafts, note_drafts::drafts()),
    ];
    entries.extend(waiting.into_iter().chain(admin));
    entries.extend([
        Entry::action(Key::PaletteLesson, Deed::Go(new_lesson())),
        Entry::action(Key::PaletteNote, Deed::Go(new_note())),
        Entry::action(Key::PaletteJoin, Deed::Go(address::join())),
        Entry::action(Key::PalettePropose, Deed::Go(address::propose())),
        Entry::action(Key::NavSignOut, Deed::SignOut),
    ]);
    entries
}
