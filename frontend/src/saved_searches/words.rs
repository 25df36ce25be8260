//! What saved searches are called in words, and where they lead.

use crate::address;
use crate::lessons::addresses::lessons;
use crate::library::addresses::library;
use crate::messages::{Key, count, fill, moment, t};
use crate::notes::addresses::notes;
use domain::saved_searches::{AlertChannel, AlertRhythm, SavedQuery, SavedSearch, SavedSearchOf};
use domain::since::Since;

/// How often one is told.
pub(super) fn rhythm(rhythm: AlertRhythm) -> &'static str {
    t(match rhythm {
        AlertRhythm::None => Key::RhythmNone,
        AlertRhythm::Daily => Key::RhythmDaily,
        AlertRhythm::Weekly => Key::RhythmWeekly,
    })
}

/// What follows from it.
pub(super) fn rhythm_text(rhythm: AlertRhythm) -> &'static str {
    t(match rhythm {
        AlertRhythm::None => Key::RhythmNoneText,
        AlertRhythm::Daily => Key::RhythmDailyText,
        AlertRhythm::Weekly => Key::RhythmWeeklyText,
    })
}

/// How one is told.
pub(super) fn channel(channel: AlertChannel) -> &'static str {
    t(match channel {
        AlertChannel::InApp => Key::ChannelInApp,
        AlertChannel::Mail => Key::ChannelMail,
        AlertChannel::Both => Key::ChannelBoth,
    })
}

/// What is searched.
pub(super) fn of(of: SavedSearchOf) -> &'static str {
    t(match of {
        SavedSearchOf::Search => Key::SavedOfSearch,
        SavedSearchOf::Lessons => Key::NavLessons,
        SavedSearchOf::Library => Key::NavLibrary,
        SavedSearchOf::Notes => Key::NavNotes,
    })
}

/// What is searched, and for which words.
pub(super) fn asked(search: &SavedSearch) -> String {
    let asked = SavedQuery::parse(search.of, &search.query).ok();
    let words = asked.as_ref().and_then(SavedQuery::words).filter(|words| !words.is_empty());
    match words {
        Some(words) => fill(Key::SavedAsked, &[("of", of(search.of)), ("words", words)]),
        None => of(search.of).to_owned(),
    }
}

/// How one is told, and when next.
pub(super) fn told(search: &SavedSearch) -> String {
    match search.next_alert_at {
        Some(at) => {
            let (rhythm, channel) = (rhythm(search.rhythm), channel(search.channel));
            let at = moment(at.timestamp_millis());
            fill(Key::SavedTold, &[("rhythm", rhythm), ("channel", channel), ("when", &at)])
        }
        None => t(Key::SavedNeverTold).to_owned(),
    }
}

/// How much is new.
pub(super) fn news(search: &SavedSearch) -> String {
    match search.new_count {
        None => t(Key::SavedUnknown).to_owned(),
        Some(0) => t(Key::SavedNothing).to_owned(),
        Some(n) => count(Key::SavedNew, usize::try_from(n).unwrap_or(usize::MAX)),
    }
}

fn page(of: SavedSearchOf) -> String {
    match of {
        SavedSearchOf::Search => address::search(),
        SavedSearchOf::Lessons => lessons(),
        SavedSearchOf::Library => library(),
        SavedSearchOf::Notes => notes(),
    }
}

fn with_mark(of: SavedSearchOf, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    [&page(of), mark, query].concat()
}

/// Where all that a search finds is.
pub(super) fn href(search: &SavedSearch) -> String {
    with_mark(search.of, &search.query)
}

/// Where what is new in it is, since one last looked.
pub(super) fn href_of_news(search: &SavedSearch) -> String {
    let asked = SavedQuery::parse(search.of, &search.query).ok();
    let asked = asked.map(|asked| asked.since(Since::from(search.last_looked_at)).to_query());
    with_mark(search.of, &asked.unwrap_or_else(|| search.query.clone()))
}
