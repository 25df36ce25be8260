//! Lessons that do not exist, for measuring only, which each of them says itself: as many as wanted, the same ones
//! from the same seed, written straight into the tables, because each of them loaded by the product would be a matter
//! of many statements. What they are filed under are keys and cities of the real data: a filter takes no others.

use crate::random::Random;
use crate::words::Words;
use anyhow::{Context as _, Result};
use chrono::{DateTime, SecondsFormat};
use rusqlite::{Connection, Statement, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use uuid::{Builder, Uuid};

const SEED: u64 = 101;
/// When the first one was published: 1 January 2022, in microseconds since 1970.
const FIRST: i64 = 1_640_995_200_000_000;
/// Microseconds from one publication to the next: 23 minutes and a little, so that moments have all their digits.
const APART: i64 = 1_380_000_013;
/// Rows that are written with one commit.
const AT_ONCE: usize = 2_000;
/// Bytes of each of the two paragraphs of a summary, at least.
const PARAGRAPH: usize = 360;
/// Things to consider, and bytes of each, at least. With the summary they make about 1 500 bytes.
const CONSIDER: (usize, usize) = (4, 120);
/// Bytes of an excerpt, at most.
const EXCERPT: usize = 280;
/// Bytes of a title that lists are ordered by.
const TITLE_KEY: usize = 40;
/// What they rest on, and how well they are supported then; the first is the most frequent.
const BASES: [(&str, &str); 4] =
    [("reported", "reported"), ("reported", "reported"), ("evaluated", "evaluated"), ("guidance", "none")];
const COSTS: [&str; 4] = ["unknown", "under_10k", "from_10k_to_100k", "from_100k_to_1m"];
const TIMES: [&str; 4] = ["unknown", "weeks", "months", "from_1_to_3_years"];

const LESSON: &str = "INSERT INTO lessons (id, slug, title, title_key, excerpt, topic, stage, themes, shocks, \
    \"groups\", cities, countries, place, year, basis, grade, contested, worked, partly, did_not_work, too_early, \
    cost_band, time_to_effect, language, status, published_at, updated_at, version, content, summary_html, revision, \
    authors, links, superseded_by, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, ?13, ?14, \
    ?15, 0, 0, 0, 0, 0, ?16, ?17, 'en', 'published', ?18, ?18, 1, ?19, ?20, 1, 0, 0, NULL, '')";
const TERM: &str = "INSERT INTO lesson_terms (lesson_id, facet, key, published_at, topic) VALUES (?1, ?2, ?3, ?4, ?5)";
const REVISION: &str = "INSERT INTO lesson_revisions (lesson_id, number, content, authors, note, published_at) \
    VALUES (?1, 1, ?2, '[]', NULL, ?3)";

/// What is taken from a real lesson.
#[derive(Debug, Deserialize)]
struct Real {
    title: String,
    summary: String,
    consider: Vec<String>,
    topic: String,
    stage: String,
    themes: Vec<String>,
    shocks: Vec<String>,
    stresses: Vec<String>,
    groups: Vec<String>,
}

/// A city as a lesson bears it.
#[derive(Debug, Serialize)]
struct City {
    id: Uuid,
    slug: String,
    name: String,
    country: String,
}

/// What a lesson says, field by field in the order of the product's, so that both write the same bytes.
#[derive(Debug, Serialize)]
struct Content<'s> {
    title: String,
    summary: String,
    consider: Vec<String>,
    topic: &'s str,
    keywords: [&'s str; 0],
    stage: &'s str,
    themes: Vec<String>,
    shocks: Vec<String>,
    stresses: Vec<String>,
    sectors: [&'s str; 0],
    groups: Vec<String>,
    cities: Vec<&'s str>,
    countries: [&'s str; 0],
    place: Option<&'s str>,
    organisation: Option<&'s str>,
    year: usize,
    cost_band: &'s str,
    time_to_effect: &'s str,
    basis: &'s str,
    tags: Vec<&'s str>,
    sources: [Source; 1],
    language: &'s str,
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
    publisher: Option<String>,
    url: String,
    year: Option<i32>,
    is_copy: bool,
}

/// A lesson with what the tables hold of it besides its content.
struct Lesson<'s> {
    id: Uuid,
    slug: String,
    published_at: String,
    content: Content<'s>,
    html: String,
    grade: &'s str,
    cities: Vec<&'s City>,
    countries: Vec<&'s str>,
}

/// What lessons are made of.
struct Stock {
    words: Words,
    topics: Vec<String>,
    stages: Vec<String>,
    themes: Vec<String>,
    shocks: Vec<String>,
    stresses: Vec<String>,
    groups: Vec<String>,
    cities: Vec<City>,
}

/// The slug of a generated lesson; the first is number 1.
pub(crate) fn slug(number: usize) -> String {
    format!("bench-lesson-{number:06}")
}

/// Writes `count` lessons into a database that holds the data of the folder `reference`; answers the words that they
/// are made of.
pub(crate) fn write(reference: &Path, database: &Path, count: usize) -> Result<Words> {
    let mut connection = Connection::open(database)?;
    // Whoever loses power begins anew; and the indexes that rows go into should fit into memory.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -200_000)?;
    let stock = Stock::read(reference, &connection)?;
    let (mut random, mut written) = (Random::new(SEED), 0);
    while written < count {
        let part = AT_ONCE.min(count - written);
        let transaction = connection.transaction()?;
        write_part(&transaction, &stock, (written + 1, part), &mut random)?;
        transaction.commit()?;
        written += part;
    }
    // As the product does after a load: without, the plans are guesses.
    connection.execute_batch("ANALYZE")?;
    Ok(stock.words)
}

fn write_part(
    connection: &Connection,
    stock: &Stock,
    (first, count): (usize, usize),
    random: &mut Random,
) -> Result<()> {
    let mut tables = Tables {
        lessons: connection.prepare(LESSON)?,
        terms: connection.prepare(TERM)?,
        revisions: connection.prepare(REVISION)?,
    };
    (first..first + count).try_for_each(|number| tables.insert(&stock.lesson(number, random)?))
}

impl Stock {
    fn read(reference: &Path, connection: &Connection) -> Result<Self> {
        let file = reference.join("content/lessons.json");
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let reals: Vec<Real> = serde_json::from_str(&text)?;
        let texts = reals.iter().flat_map(|real| [&real.title, &real.summary].into_iter().chain(&real.consider));
        Ok(Self {
            words: Words::of(texts.map(String::as_str))?,
            topics: keys(&reals, |real| std::slice::from_ref(&real.topic)),
            stages: keys(&reals, |real| std::slice::from_ref(&real.stage)),
            themes: keys(&reals, |real| &real.themes),
            shocks: keys(&reals, |real| &real.shocks),
            stresses: keys(&reals, |real| &real.stresses),
            groups: keys(&reals, |real| &real.groups),
            cities: cities(connection)?,
        })
    }

    fn lesson(&self, number: usize, random: &mut Random) -> Result<Lesson<'_>> {
        let micros = FIRST + APART * i64::try_from(number)?;
        let moment = DateTime::from_timestamp_micros(micros).context("a moment out of reach")?;
        let id = Builder::from_unix_timestamp_millis(u64::try_from(micros / 1_000)?, &random.bytes()).into_uuid();
        let cities = self.cities(random);
        let mut countries: Vec<&str> = cities.iter().map(|city| city.country.as_str()).collect();
        countries.dedup();
        let (basis, grade) = *random.pick(&BASES).context("there is nothing to rest on")?;
        let paragraphs = [PARAGRAPH; 2].map(|bytes| self.words.text(bytes, random));
        let [one, other] = &paragraphs;
        let begin = format!("A generated lesson, for measuring only: no city did this. {one}");
        let html = format!("<p>{begin}</p>\n<p>{other}</p>\n");
        let slugs = cities.iter().map(|city| city.slug.as_str()).collect();
        let content = self.content(number, (format!("{begin}\n\n{other}"), slugs, basis), random)?;
        let published_at = moment.to_rfc3339_opts(SecondsFormat::AutoSi, false);
        Ok(Lesson { id, slug: slug(number), published_at, content, html, grade, cities, countries })
    }

    /// One city, and for some lessons another.
    fn cities(&self, random: &mut Random) -> Vec<&City> {
        let mut cities: Vec<&City> = random.pick(&self.cities).into_iter().collect();
        if random.once_in(8) {
            cities.extend(random.pick(&self.cities));
        }
        cities.dedup_by_key(|city| city.id);
        cities
    }

    fn content<'s>(
        &'s self,
        number: usize,
        (summary, cities, basis): (String, Vec<&'s str>, &'s str),
        random: &mut Random,
    ) -> Result<Content<'s>> {
        let source = Source {
            title: format!("Generated source {number}"),
            publisher: None,
            url: format!("https://bench.example/lessons/{number}"),
            year: None,
            is_copy: false,
        };
        Ok(Content {
            title: format!("{} (generated lesson {number})", self.words.line(5, random)),
            summary,
            consider: (0..CONSIDER.0).map(|_| self.words.text(CONSIDER.1, random)).collect(),
            topic: random.pick(&self.topics).context("there are no topics")?,
            keywords: [],
            stage: random.pick(&self.stages).context("there are no stages")?,
            themes: random.pick(&self.themes).cloned().into_iter().collect(),
            shocks: random.some(&self.shocks, 3),
            stresses: random.some(&self.stresses, 3),
            sectors: [],
            groups: random.some(&self.groups, 4),
            cities,
            countries: [],
            place: None,
            organisation: None,
            year: 2_000 + random.below(26),
            cost_band: random.pick(&COSTS).copied().unwrap_or_default(),
            time_to_effect: random.pick(&TIMES).copied().unwrap_or_default(),
            basis,
            tags: (0..3).map(|_| self.words.draw(random)).collect(),
            sources: [source],
            language: "en",
        })
    }
}

/// The keys that real lessons bear: those in use are surely in the vocabulary.
fn keys<'r>(reals: &'r [Real], of: impl Fn(&'r Real) -> &'r [String]) -> Vec<String> {
    let keys: BTreeSet<&String> = reals.iter().flat_map(of).collect();
    keys.into_iter().cloned().collect()
}

fn cities(connection: &Connection) -> Result<Vec<City>> {
    let mut statement = connection.prepare("SELECT id, slug, name, country FROM cities ORDER BY slug")?;
    let cities = statement.query_map([], |row| {
        Ok(City { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)?, country: row.get(3)? })
    })?;
    Ok(cities.collect::<rusqlite::Result<_>>()?)
}

/// The statements that write a lesson.
struct Tables<'c> {
    lessons: Statement<'c>,
    terms: Statement<'c>,
    revisions: Statement<'c>,
}

impl Tables<'_> {
    fn insert(&mut self, lesson: &Lesson<'_>) -> Result<()> {
        let Lesson { id, slug, published_at, content, html, grade, cities, countries } = lesson;
        let json = serde_json::to_string(content)?;
        self.lessons.execute(params![
            id,
            slug,
            content.title,
            begin(&content.title, TITLE_KEY).to_lowercase(),
            excerpt(&content.summary),
            content.topic,
            content.stage,
            serde_json::to_string(&content.themes)?,
            serde_json::to_string(&content.shocks)?,
            serde_json::to_string(&content.groups)?,
            serde_json::to_string(cities)?,
            serde_json::to_string(countries)?,
            i64::try_from(content.year)?,
            content.basis,
            grade,
            content.cost_band,
            content.time_to_effect,
            published_at,
            json,
            html
        ])?;
        for (facet, key) in lesson.terms() {
            self.terms.execute(params![id, facet, key, published_at, content.topic])?;
        }
        self.revisions.execute(params![id, json, published_at])?;
        Ok(())
    }
}

impl Lesson<'_> {
    /// What it can be filtered by that it may have several of.
    fn terms(&self) -> BTreeSet<(&'static str, &str)> {
        let content = &self.content;
        let lists = [
            ("theme", &content.themes),
            ("shock", &content.shocks),
            ("stress", &content.stresses),
            ("group", &content.groups),
        ];
        let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.as_str())));
        let cities = content.cities.iter().map(|city| ("city", *city));
        listed.chain(cities).chain(self.countries.iter().map(|country| ("country", *country))).collect()
    }
}

/// The beginning of a text of ASCII.
fn begin(text: &str, bytes: usize) -> &str {
    text.get(..bytes).unwrap_or(text)
}

/// The beginning of a text, cut between words.
fn excerpt(text: &str) -> String {
    let cut = begin(text, EXCERPT);
    format!("{}…", cut.rsplit_once(' ').map_or(cut, |(before, _)| before))
}

#[cfg(test)]
mod tests {
    use super::{City, Stock, slug};
    use crate::random::Random;
    use crate::words::tests::words;
    use std::collections::HashSet;
    use uuid::Uuid;

    fn stock() -> Stock {
        let keys = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        let city = |number: u128, slug: &str, country: &str| City {
            id: Uuid::from_u128(number),
            slug: slug.to_owned(),
            name: slug.to_owned(),
            country: country.to_owned(),
        };
        Stock {
            words: words(),
            topics: keys(&["health", "economic"]),
            stages: keys(&["recovery"]),
            themes: keys(&["climate_resilience"]),
            shocks: keys(&["extreme_heat", "earthquake"]),
            stresses: keys(&["air_pollution"]),
            groups: keys(&["older_people", "women_girls"]),
            cities: vec![city(1, "accra", "GH"), city(2, "lima", "PE")],
        }
    }

    #[test]
    fn the_same_lessons_every_time_and_each_once() {
        let stock = stock();
        let made = || {
            let mut random = Random::new(3);
            let lessons = (1..=50).map(|number| stock.lesson(number, &mut random).unwrap());
            lessons.map(|lesson| (lesson.id, serde_json::to_string(&lesson.content).unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(made(), made());
        assert_eq!(made().iter().map(|(id, _)| *id).collect::<HashSet<_>>().len(), 50);
        assert!(made().is_sorted_by_key(|(id, _)| *id), "the later ones have the later ids");
        assert_eq!(slug(7), "bench-lesson-000007");
    }

    #[test]
    fn they_are_as_long_as_wanted_and_say_what_they_are() {
        let (stock, mut random) = (stock(), Random::new(4));
        let mut bytes = 0;
        for number in 1..=100 {
            let lesson = stock.lesson(number, &mut random).unwrap();
            let content = &lesson.content;
            assert!(content.title.ends_with(&format!("(generated lesson {number})")) && content.title.len() <= 160);
            assert!(content.summary.starts_with("A generated lesson, for measuring only"));
            assert!(content.consider.iter().all(|point| point.len() <= 500));
            assert!(lesson.terms().contains(&("country", lesson.countries[0])));
            bytes += content.summary.len() + content.consider.iter().map(String::len).sum::<usize>();
        }
        assert!((130_000..170_000).contains(&bytes), "{bytes} bytes of 100 lessons");
    }
}
