//! The texts of the app: from `frontend/locales/<language>/<section>.json`, made for translators, to one file a language
//! and section, made for browsers: the messages alone, in the order of their keys, which the app knows from its build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::Files;
use super::sources::read_folder;

/// The language that says which texts there are.
pub(super) const SOURCE: &str = "en";

/// The section that every page needs.
pub(super) const COMMON: &str = "common";

/// Categories of `Intl.PluralRules`; Arabic has all of them.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The messages of one language: by section, then by key. `frontend/build.rs` numbers the keys in the same order.
type Sections = BTreeMap<String, BTreeMap<String, Value>>;

/// The file of a section below the assets.
pub(super) fn file(language: &str, section: &str) -> String {
    format!("texts/{language}/{section}.json")
}

/// The files of all languages in the folder.
///
/// # Errors
/// When a file is not what it should be, or a language does not say the same as English.
pub(super) fn read(folder: &Path) -> Result<Files> {
    let languages = languages(folder)?;
    let english = languages.get(SOURCE).context("frontend/locales has no texts in English")?;
    let mut files = Files::new();
    for (language, sections) in &languages {
        let faults = faults(english, sections);
        if !faults.is_empty() {
            bail!("the texts in `{language}` are not as they should be:\n  {}", faults.join("\n  "));
        }
        for (section, messages) in sections {
            let messages: Vec<&Value> = messages.values().collect();
            files.insert(file(language, section), serde_json::to_vec(&messages)?);
        }
    }
    Ok(files)
}

/// The way in which a language is written, as HTML says it.
pub(super) fn direction(language: &str) -> &'static str {
    if language == "ar" { "rtl" } else { "ltr" }
}

/// What the page says before the app has come, by language: the texts of `frontend/shell`, and those of the app that
/// every page says.
///
/// # Errors
/// When a file is not what it should be, or a language does not say the same as English.
pub(super) fn of_the_shell(shell: &Path, locales: &Path) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (name, content) in read_folder(shell)? {
        let language = name.strip_suffix(".json").with_context(|| format!("{name} is no JSON"))?;
        let words = serde_json::from_slice(&content).with_context(|| format!("reading frontend/shell/{name}"))?;
        all.insert(language.to_owned(), words);
    }
    let english: BTreeSet<String> =
        all.get(SOURCE).context("frontend/shell has no texts in English")?.keys().cloned().collect();
    for (language, sections) in &mut languages(locales)? {
        let words = all.get_mut(language).with_context(|| format!("frontend/shell has no texts in `{language}`"))?;
        if !words.keys().eq(&english) {
            bail!("frontend/shell/{language}.json does not say the same as English");
        }
        let common = sections.remove(COMMON).unwrap_or_default().into_iter();
        words.extend(common.filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))));
    }
    Ok(all)
}

/// Every language in the folder.
fn languages(folder: &Path) -> Result<BTreeMap<String, Sections>> {
    let mut languages: BTreeMap<String, Sections> = BTreeMap::new();
    for (name, content) in read_folder(folder)? {
        let (language, section) = name.split_once('/').with_context(|| format!("{name} belongs to no language"))?;
        let section = section.strip_suffix(".json").with_context(|| format!("{name} is no JSON"))?;
        let messages = serde_json::from_slice(&content).with_context(|| format!("reading {name}"))?;
        languages.entry(language.to_owned()).or_default().insert(section.to_owned(), messages);
    }
    Ok(languages)
}

/// What is wrong with a language: keys that are missing or too many, forms that do not exist, names that English does
/// not fill in.
fn faults(english: &Sections, sections: &Sections) -> Vec<String> {
    let mut faults = Vec::new();
    for section in sections.keys().filter(|section| !english.contains_key(*section)) {
        faults.push(format!("{section}.json: English has no such section"));
    }
    let nothing = BTreeMap::new();
    for (section, source) in english {
        let messages = sections.get(section).unwrap_or(&nothing);
        let names: BTreeSet<&String> = source.keys().chain(messages.keys()).collect();
        for name in names {
            if let Some(fault) = fault(source.get(name), messages.get(name)) {
                faults.push(format!("{section}.json, `{name}`: {fault}"));
            }
        }
    }
    faults
}

fn fault(source: Option<&Value>, message: Option<&Value>) -> Option<&'static str> {
    let (Some(source), Some(message)) = (source, message) else {
        return Some(if source.is_some() { "is missing" } else { "is not a text of the app" });
    };
    let (Some(source_forms), Some(forms)) = (forms(source), forms(message)) else {
        return Some("is neither a text nor an object of plural forms with `other`");
    };
    if source.is_object() != message.is_object() {
        return Some("counts in one language and not in the other");
    }
    let known = names_in(source_forms.iter().map(|(_, text)| *text));
    // A form for one thing may do without the number, the one for all others may not.
    let other = names_in(forms.iter().filter(|(category, _)| *category == "other").map(|(_, text)| *text));
    let all = names_in(forms.iter().map(|(_, text)| *text));
    (other != known || all != known).then_some("does not have the same names between braces")
}

/// The forms of a message by category; `None` when it is not one.
fn forms(message: &Value) -> Option<Vec<(&str, &str)>> {
    if let Some(text) = message.as_str() {
        return Some(vec![("other", text)]);
    }
    let forms = message.as_object()?.iter().map(|(category, text)| Some((category.as_str(), text.as_str()?)));
    let forms: Vec<_> = forms.collect::<Option<_>>()?;
    let known = forms.iter().all(|(category, _)| CATEGORIES.contains(category));
    (known && forms.iter().any(|(category, _)| *category == "other")).then_some(forms)
}

/// What stands between braces.
fn names_in<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let parts = texts.flat_map(|text| text.split('{').skip(1));
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use serde_json::json;

    fn variant(key: &str) -> String {
        let words = key.split(['.', '_']).filter(|word| !word.is_empty());
        words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
    }

    /// The keys that each file of the app asks for, by the name of their variant.
    fn asked() -> BTreeMap<String, BTreeSet<String>> {
        let files = read_folder(&project::path("frontend/src")).unwrap();
        let asked = files.into_iter().map(|(file, content)| {
            let text = String::from_utf8(content).unwrap();
            let alone = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
            let keys = text.match_indices("Key::").filter(|(at, _)| alone(*at)).map(|(at, found)| {
                let rest = &text[at + found.len()..];
                rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())].to_owned()
            });
            (file, keys.filter(|key| !key.is_empty()).collect())
        });
        asked.collect()
    }

    /// Which sections the files of a folder may take texts from, besides what every page says.
    const MAY_ASK: [(&str, &[&str]); 60] = [
        ("about.rs", &["about"]),
        ("admin/", &["admin", "forms", "lists"]),
        ("api_keys/", &["forms", "keys", "lists"]),
        ("briefing_desk/", &["briefings", "desk", "forms", "lists"]),
        ("briefings/", &["briefings", "lists"]),
        ("cities/", &["cities", "map"]),
        ("cities/detail.rs", &["cities", "glossary", "map"]),
        ("cities/facts.rs", &["cities", "glossary"]),
        ("cities/filters.rs", &["cities", "lists"]),
        ("cities/help.rs", &["glossary"]),
        ("cities/profile/", &["cities", "forms", "profile"]),
        ("cities/report/", &["cities", "forms", "report"]),
        ("cities/results.rs", &["cities", "lists", "map"]),
        ("cities/sources.rs", &["cities", "glossary"]),
        ("city_proposals/", &["forms", "proposals"]),
        ("collections/", &["collections", "forms", "library", "lists"]),
        ("collections/words.rs", &["library"]),
        ("compare/", &["cities", "compare", "glossary"]),
        ("demo/", &["demo"]),
        ("drafting/", &["drafts", "forms"]),
        ("gallery/", &["gallery"]),
        ("glossary/", &["glossary"]),
        ("home/", &["cities", "home"]),
        ("identity/", &["forms", "identity"]),
        ("identity/account/", &["account", "forms", "memberships"]),
        ("identity/account/profile.rs", &["account", "forms", "me"]),
        ("landing/", &["landing"]),
        ("lesson_drafts/", &["drafts", "forms", "lessons"]),
        ("lessons/", &["lessons"]),
        ("lessons/list.rs", &["lessons", "lists"]),
        ("library/", &["library"]),
        ("library/list.rs", &["library", "lists"]),
        ("library_desk/", &["cataloguing", "forms", "library", "lists"]),
        ("lists/", &["lists"]),
        ("map/", &["map"]),
        ("memberships/", &["forms", "joining", "lists", "memberships", "waiting"]),
        ("memberships/mine.rs", &["forms", "memberships"]),
        ("memberships/words.rs", &["memberships"]),
        ("messages/", &[]),
        ("note_drafts/", &["authoring", "drafts", "forms", "notes"]),
        ("notes/", &["notes"]),
        ("notes/list.rs", &["lists", "notes"]),
        ("organisations/", &["forms", "lists", "memberships", "organisations"]),
        ("parts/", &[]),
        ("parts/fields.rs", &["forms"]),
        ("parts/form.rs", &["forms"]),
        ("parts/filters.rs", &["lists"]),
        ("parts/listed.rs", &["lists"]),
        ("parts/new_password.rs", &["forms"]),
        ("parts/odd.rs", &["lists"]),
        ("parts/reason.rs", &["forms"]),
        ("people.rs", &["people"]),
        ("saved_searches/", &["forms", "searches"]),
        ("search/", &["lists", "search"]),
        ("search/city.rs", &["forms", "search"]),
        ("shell/", &[]),
        ("shell/palette/", &["palette"]),
        ("subscribers/", &["forms", "lists", "subscribers"]),
        ("subscriptions/", &["forms", "subscriptions"]),
        ("tour.rs", &["tour"]),
    ];

    #[test]
    fn the_texts_of_every_language_are_those_of_english() {
        let languages = languages(&project::path("frontend/locales")).unwrap();
        for (language, sections) in &languages {
            assert_eq!(faults(&languages[SOURCE], sections), [""; 0], "{language}");
        }
    }

    #[test]
    fn every_text_is_asked_for_and_every_one_asked_for_is_there() {
        let languages = languages(&project::path("frontend/locales")).unwrap();
        let there: BTreeSet<String> =
            languages[SOURCE].values().flat_map(|m| m.keys().map(|key| variant(key))).collect();
        let asked: BTreeSet<String> = asked().into_values().flatten().collect();
        assert_eq!(there.difference(&asked).collect::<Vec<_>>(), [""; 0], "nobody asks for these");
        assert_eq!(asked.difference(&there).collect::<Vec<_>>(), [""; 0], "these are not there");
    }

    #[test]
    fn a_page_takes_texts_from_sections_that_it_fetches() {
        let languages = languages(&project::path("frontend/locales")).unwrap();
        let section_of = |key: &str| {
            let found = languages[SOURCE].iter().find(|(_, messages)| messages.keys().any(|name| variant(name) == key));
            found.map(|(section, _)| section.as_str()).unwrap_or_default()
        };
        for (file, keys) in asked() {
            let may =
                MAY_ASK.iter().filter(|(folder, _)| file.starts_with(folder)).max_by_key(|(folder, _)| folder.len());
            let may = may.map_or(&[][..], |(_, sections)| sections);
            for key in keys {
                let section = section_of(&key);
                assert!(section == COMMON || may.contains(&section), "{file} asks for {key}, of {section}.json");
            }
        }
    }

    #[test]
    fn a_browser_gets_the_messages_in_the_order_of_their_keys() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("en")).unwrap();
        let source = r#"{ "b": "B", "a.x": { "one": "{n} x", "other": "{n} xs" } }"#;
        std::fs::write(folder.path().join("en/common.json"), source).unwrap();
        let files = read(folder.path()).unwrap();
        assert_eq!(files["texts/en/common.json"], br#"[{"one":"{n} x","other":"{n} xs"},"B"]"#);
    }

    #[test]
    fn differences_between_languages_are_found() {
        let english = json!({ "s": { "a": "{x} of {y}", "b": "B", "n": { "one": "{n} x", "other": "{n} xs" } } });
        let english: Sections = serde_json::from_value(english).unwrap();
        let with = |a: Value, n: Value| {
            let other = json!({ "s": { "a": a, "b": "B", "n": n } });
            faults(&english, &serde_json::from_value(other).unwrap())
        };
        let forms = json!({ "zero": "-", "two": "2", "few": "{n}", "many": "{n}", "other": "{n}" });
        assert_eq!(with(json!("{y}: {x}"), forms.clone()), [""; 0]);
        assert_eq!(with(json!("{x}"), forms.clone()).len(), 1, "a name is missing");
        assert_eq!(with(json!("{x} {y} {z}"), forms).len(), 1, "a name too many");
        assert_eq!(with(json!("{x} {y}"), json!({ "one": "{n}" })).len(), 1, "no form for all others");
        assert_eq!(with(json!("{x} {y}"), json!({ "other": "{n}", "some": "{n}" })).len(), 1, "no such category");
        assert_eq!(with(json!("{x} {y}"), json!("{n}")).len(), 1, "does not count");
        let less = json!({ "s": { "a": "{x} {y}", "c": "C" }, "t": {} });
        assert_eq!(faults(&english, &serde_json::from_value(less).unwrap()).len(), 4);
    }
}
