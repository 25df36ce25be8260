//! The texts of a letter with its data in them, before they get a shape.

use super::links::{Home, in_language};
use super::{RenderError, Site};
use crate::address::Address;
use crate::clean;
use crate::letters::{DigestPart, Letter, Value};
use crate::texts::{Direction, LetterTexts, Piece, Texts, pieces};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::BTreeMap;

/// Longest key that is shown as a word, and longest masked address, in characters.
const MAX_WORD: usize = 120;

/// All that stands in a mail.
pub(super) struct Filled {
    pub(super) language: String,
    pub(super) rtl: bool,
    pub(super) site: String,
    pub(super) home: String,
    pub(super) subject: String,
    pub(super) preheader: String,
    pub(super) greeting: String,
    pub(super) heading: String,
    pub(super) paragraphs: Vec<String>,
    /// Label and value.
    pub(super) facts: Vec<(String, String)>,
    /// What is new, in parts.
    pub(super) digest: Vec<FilledPart>,
    /// Label and link; the links have been checked.
    pub(super) actions: Vec<(String, String)>,
    pub(super) copy: String,
    pub(super) note: String,
    pub(super) footer: String,
    pub(super) questions: String,
    pub(super) support: String,
    /// Where the support can be opened: a `mailto:` or a page of ours.
    pub(super) support_link: Option<String>,
}

/// A part of what is new, in words; its links have been checked.
pub(super) struct FilledPart {
    pub(super) title: String,
    /// How much is new, in words.
    pub(super) count: String,
    /// Title and link.
    pub(super) things: Vec<(String, String)>,
    /// Where all of it is.
    pub(super) link: String,
}

/// Brings texts and data together.
pub(super) fn fill(texts: &Texts, letter: &Letter, site: &Site) -> Result<Filled, RenderError> {
    let key = letter.key();
    let home = Home::parse(&site.public_url).ok_or(RenderError::PublicUrl)?;
    let words = texts.letters.get(key).ok_or_else(|| RenderError::Texts(format!("{key}: no texts")))?;
    let filler = Filler::new(texts, letter, site);
    let all = |texts: &[String]| texts.iter().map(|text| filler.text(text)).collect::<Result<Vec<_>, _>>();
    Ok(Filled {
        language: texts.language.clone(),
        rtl: filler.rtl,
        site: clean::line(&site.name, MAX_WORD),
        home: home.as_str().to_owned(),
        subject: clean::subject(&filler.text(&words.subject)?),
        preheader: filler.text(&words.preheader)?,
        greeting: filler.greeting(letter)?,
        heading: filler.text(&words.heading)?,
        paragraphs: all(&words.paragraphs)?,
        facts: filler.facts(words)?,
        digest: digest(&filler, letter, &home)?,
        actions: filler.actions(words, &links(letter, &home, &texts.language)?)?,
        copy: texts.common.copy.clone(),
        note: filler.text(&words.note)?,
        footer: filler.text(&texts.common.footer)?,
        questions: texts.common.questions.clone(),
        support: filler.text("{support}")?,
        support_link: support_link(&site.support, &home),
    })
}

/// The links of a letter by field, each a page of the site.
fn links(letter: &Letter, home: &Home, language: &str) -> Result<BTreeMap<&'static str, String>, RenderError> {
    let mut links = BTreeMap::new();
    for (field, value) in letter.values() {
        if let Value::Link(link) = value {
            let own = home.own(link).ok_or(RenderError::ForeignLink { letter: letter.key(), field })?;
            links.insert(field, in_language(&own, home, language));
        }
    }
    Ok(links)
}

/// What is new, where the letter is about that.
fn digest(filler: &Filler<'_>, letter: &Letter, home: &Home) -> Result<Vec<FilledPart>, RenderError> {
    let mut filled = Vec::new();
    for (field, value) in letter.values() {
        let Value::Digest(parts) = value else { continue };
        let own = |link: &str| {
            let own = home.own(link).ok_or(RenderError::ForeignLink { letter: letter.key(), field })?;
            Ok(in_language(&own, home, &filler.texts.language))
        };
        for part in parts {
            filled.push(filled_part(filler, part, &own)?);
        }
    }
    Ok(filled)
}

fn filled_part(
    filler: &Filler<'_>,
    part: &DigestPart,
    own: &impl Fn(&str) -> Result<String, RenderError>,
) -> Result<FilledPart, RenderError> {
    let said = |text: &str| filler.foreign(&clean::passage(text));
    let things = part.things.iter().map(|thing| Ok((said(&thing.title), own(&thing.link)?)));
    Ok(FilledPart {
        title: said(&part.title),
        count: filler.count("news", part.count),
        things: things.collect::<Result<_, RenderError>>()?,
        link: own(&part.link)?,
    })
}

fn support_link(support: &str, home: &Home) -> Option<String> {
    // A question mark would begin a subject or a copy to somebody else.
    let address = Address::parse(support).ok().filter(|address| !address.as_str().contains(['?', '%', '&', '#']));
    address.map(|address| format!("mailto:{address}")).or_else(|| home.own(support))
}

/// What stands for a placeholder.
struct Said {
    text: String,
    /// A neutral word instead of a name: it gets a capital at the start of a sentence.
    neutral: bool,
}

impl Said {
    fn words(text: String) -> Self {
        Self { text, neutral: false }
    }
}

struct Filler<'a> {
    texts: &'a Texts,
    key: &'static str,
    rtl: bool,
    said: BTreeMap<&'static str, Said>,
}

impl<'a> Filler<'a> {
    fn new(texts: &'a Texts, letter: &Letter, site: &Site) -> Self {
        let rtl = texts.dir == Direction::Rtl;
        let mut filler = Self { texts, key: letter.key(), rtl, said: BTreeMap::new() };
        for (field, value) in letter.values() {
            if let Some(said) = filler.say(field, value) {
                filler.said.insert(field, said);
            }
        }
        filler.said.insert("site", Said::words(filler.foreign(&clean::line(&site.name, MAX_WORD))));
        filler.said.insert("support", Said::words(filler.foreign(&clean::line(&site.support, MAX_WORD))));
        filler
    }

    /// A field in words. Links are no text, whom the mail is to stands in the greeting only, and what is new by itself.
    fn say(&self, field: &str, value: Value<'_>) -> Option<Said> {
        let neutral = &self.texts.neutral;
        Some(match value {
            Value::Link(_) | Value::Addressee(_) | Value::Digest(_) => return None,
            Value::Person(name) => self.name(name, &neutral.person),
            Value::Organisation(name) => self.name(name, &neutral.organisation),
            Value::City(name) => self.name(name, &neutral.city),
            Value::Device(name) => self.name(name, &neutral.device),
            Value::Passage(text) => Said::words(self.foreign(&clean::passage(text))),
            Value::Masked(text) => Said::words(self.foreign(&clean::line(text, MAX_WORD))),
            Value::Word(key) => Said::words(self.word(field, key)),
            Value::Count(count) => Said::words(self.count(field, *count)),
            Value::Moment(moment) => Said::words(self.moment(*moment)),
            Value::Day(day) => Said::words(self.day(&self.texts.common.date, *day)),
        })
    }

    fn name(&self, name: &str, neutral: &str) -> Said {
        clean::name(name)
            .map_or_else(|| Said { text: neutral.to_owned(), neutral: true }, |name| Said::words(self.foreign(&name)))
    }

    /// A text that is not ours, set apart where its direction is another one.
    fn foreign(&self, text: &str) -> String {
        clean::isolated(text, self.rtl)
    }

    fn word(&self, field: &str, key: &str) -> String {
        let known = self.texts.words.get(field).and_then(|words| words.get(key));
        known.cloned().unwrap_or_else(|| self.foreign(&clean::line(&key.replace('_', " "), MAX_WORD)))
    }

    fn count(&self, field: &str, count: u32) -> String {
        let form = self.texts.counts.get(field).map_or("{n}", |plural| self.texts.form(plural, count));
        form.replace("{n}", &count.to_string())
    }

    fn day(&self, form: &str, day: NaiveDate) -> String {
        let month = self.texts.common.months.get(day.month0() as usize);
        form.replace("{day}", &day.day().to_string())
            .replace("{month}", month.map_or("", String::as_str))
            .replace("{year}", &day.year().to_string())
    }

    fn moment(&self, moment: DateTime<Utc>) -> String {
        let form = self.texts.common.moment.replace("{time}", &moment.format("%H:%M").to_string());
        self.day(&form, moment.date_naive())
    }

    fn greeting(&self, letter: &Letter) -> Result<String, RenderError> {
        let addressee = letter.values().into_iter().find_map(|(_, value)| match value {
            Value::Addressee(name) => clean::name(name),
            _ => None,
        });
        let common = &self.texts.common;
        let Some(name) = addressee else { return self.text(&common.greeting_nameless) };
        Ok(common.greeting.replace("{name}", &self.foreign(&name)))
    }

    /// A text with its placeholders filled, in one pass: a brace in a name is a brace.
    fn text(&self, text: &str) -> Result<String, RenderError> {
        let mut out = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Placeholder(name) => {
                    let none = || RenderError::Texts(format!("{}: no {{{name}}}", self.key));
                    let said = self.said.get(name).ok_or_else(none)?;
                    if said.neutral && out.is_empty() {
                        capital(&mut out, &said.text);
                    } else {
                        out.push_str(&said.text);
                    }
                }
            }
        }
        Ok(out)
    }

    fn facts(&self, words: &LetterTexts) -> Result<Vec<(String, String)>, RenderError> {
        let mut facts = Vec::new();
        for fact in &words.facts {
            let value = self.text(&fact.value)?;
            if !value.is_empty() {
                facts.push((self.text(&fact.label)?, value));
            }
        }
        Ok(facts)
    }

    fn actions(
        &self,
        words: &LetterTexts,
        links: &BTreeMap<&'static str, String>,
    ) -> Result<Vec<(String, String)>, RenderError> {
        let one = |action: &crate::texts::Action| {
            let none = || RenderError::Texts(format!("{}: no link `{}`", self.key, action.link));
            let link = links.get(action.link.as_str()).ok_or_else(none)?;
            Ok((self.text(&action.label)?, link.clone()))
        };
        words.actions.iter().map(one).collect()
    }
}

/// Writes a text with a capital.
fn capital(out: &mut String, text: &str) {
    let mut letters = text.chars();
    out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(letters.as_str());
}
