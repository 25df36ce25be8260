//! W4: words and facets over the lessons, one request at a time, against F6: the same words in a bare index.
//!
//! An answer that was given is kept, and F6 keeps none. So the same question is asked each time in another way of
//! writing: with some of its letters as their codes (`%71=heat` is `q=heat`), which makes it another address.

use crate::bed::{Bed, Data};
use crate::floor::{Bare, Found};
use crate::http::{self, Answer};
use crate::load::{Source, in_turn};
use crate::process::Process;
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::stats::{milliseconds, percentile};
use crate::words::Query;
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// Items of a page.
const PAGE: usize = 20;
/// Questions of a round, at least; fewer come several times.
const FEWEST: usize = 100;

/// One kind of question, with what it is called in the table.
struct Kind {
    what: &'static str,
    path: &'static str,
    /// The query, but for the word.
    query: &'static str,
    /// The facets that are counted.
    facets: &'static [&'static str],
    /// Those of which everything found has one value: their counts add up to how much was found.
    single: &'static [&'static str],
    /// Whether it is asked with a word; else once for all lessons.
    words: bool,
}

static KINDS: [Kind; 3] = [
    Kind {
        what: "W4 lessons with 3 facets",
        path: "/api/v1/lessons",
        query: "limit=20&facets=topic,stage,grade",
        facets: &["topic", "stage", "grade"],
        single: &["topic", "stage", "grade"],
        words: true,
    },
    Kind {
        what: "W4 everything, 5 facets",
        path: "/api/v1/search",
        query: "limit=20&facets=kind,topic,theme,region,language",
        facets: &["kind", "topic", "theme", "region", "language"],
        single: &["kind"],
        words: true,
    },
    Kind {
        what: "W4 all lessons, 4 facets",
        path: "/api/v1/lessons",
        query: "limit=20&facets=topic,stage,grade,country",
        facets: &["topic", "stage", "grade", "country"],
        single: &["topic", "stage", "grade"],
        words: false,
    },
];

/// A question with its right answers.
struct Question {
    query: String,
    word: Option<String>,
    /// What the product answers.
    body: Vec<u8>,
    /// How many lessons the bare index finds.
    count: usize,
}

/// The questions of one kind, over and over, each time in another way of writing.
struct Questions {
    kind: &'static Kind,
    all: Vec<Question>,
}

/// The half and 99 % of the times of each round, in milliseconds.
#[derive(Default)]
struct Times {
    half: Vec<f64>,
    most: Vec<f64>,
}

/// Each kind of question, and the memory of a server that was searched.
pub(super) async fn search(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let ours = bed.serve(Data::Lessons)?;
    say::progress("building the bare index");
    let bare = Bare::make(&bed.database(Data::Lessons), &bed.path("bare"))?;
    let mut rows = Vec::new();
    for kind in &KINDS {
        let questions = Questions::new(kind, &bed.queries, (&ours, &bare))?;
        rows.extend(questions.measure((&ours, &bare), options).await?);
    }
    rows.extend(Row::new("", "memory after W4, pages of the index in it", "MB", vec![ours.resident_mb()?]));
    Ok(rows)
}

impl Questions {
    /// Asks each question once, and checks that both sides have found the same.
    fn new(kind: &'static Kind, queries: &[Query], (ours, bare): (&Process, &Bare)) -> Result<Self> {
        let words: Vec<Option<&str>> =
            if kind.words { queries.iter().map(|query| Some(query.word.as_str())).collect() } else { vec![None] };
        let question = |word: Option<&str>| {
            let query = word.map_or_else(|| kind.query.to_owned(), |word| format!("{}&q={word}", kind.query));
            let body = http::fetch(ours.address(), &format!("{}?{query}", kind.path))?;
            let found = kind.ask(bare, word)?;
            let checked = found.check().and_then(|()| kind.check(&serde_json::from_slice(&body)?, found.count));
            checked.with_context(|| format!("{}?{query}", kind.path))?;
            Ok(Question { query, word: word.map(str::to_owned), body, count: found.count })
        };
        Ok(Self { kind, all: words.into_iter().map(question).collect::<Result<_>>()? })
    }

    /// Rounds of all questions to ours and to the bare index in turn.
    async fn measure(&self, (ours, bare): (&Process, &Bare), options: &Options) -> Result<Vec<Row>> {
        let (mut times, mut floor) = (Times::default(), Times::default());
        let length = u64::try_from(self.all.len().max(FEWEST))?;
        // The first way of writing has been asked for.
        let mut next = u64::try_from(self.all.len())?;
        for round in 0..=options.rounds {
            let (mut own, mut least) = (in_turn(ours, self, next..next + length).await?, self.ask(bare, length)?);
            next += length;
            if round == 0 {
                continue;
            }
            times.add(&mut own);
            floor.add(&mut least);
            let slowest = |times: &Times| times.most.last().copied().unwrap_or_default();
            let (what, own, least) = (self.kind.what, slowest(&times), slowest(&floor));
            say::progress(format_args!("{what} round {round}: p99 ours {own:.2} ms, floor {least:.2} ms"));
        }
        let what = self.kind.what;
        let half = Row::beside("", format!("{what}, p50; F6"), (times.half, floor.half), |floor| floor);
        let most = Row::beside("P7", format!("{what}, p99; F6"), (times.most, floor.most), |floor| 1.5 * floor + 1.0);
        Ok(half.map(Row::without_target).into_iter().chain(most).collect())
    }

    /// As many questions to the bare index; answers how long each took.
    fn ask(&self, bare: &Bare, length: u64) -> Result<Vec<Duration>> {
        let ask = |number: u64| {
            let (question, _) = self.at(number)?;
            let begun = Instant::now();
            let found = self.kind.ask(bare, question.word.as_deref())?;
            let time = begun.elapsed();
            ensure!(found.count == question.count, "the bare index finds another number than before");
            Ok(time)
        };
        (0..length).map(ask).collect()
    }

    /// The question of a number, and how many times all of them have come before.
    fn at(&self, number: u64) -> Result<(&Question, u64)> {
        let count = u64::try_from(self.all.len())?.max(1);
        let question = self.all.get(usize::try_from(number % count)?).context("there is nothing to ask for")?;
        Ok((question, number / count))
    }
}

impl Source for Questions {
    fn request(&self, number: u64) -> Cow<'_, [u8]> {
        // Without a question there is none either whose answer could be right.
        let query = self.at(number).map(|(question, times)| written(&question.query, times)).unwrap_or_default();
        Cow::Owned(http::get(&format!("{}?{query}", self.kind.path), ""))
    }

    fn check(&self, number: u64, answer: &Answer<'_>) -> Result<()> {
        let (question, _) = self.at(number)?;
        let right = answer.status == 200 && answer.body == question.body;
        ensure!(right, "a wrong answer to {} with status {}", question.query, answer.status);
        Ok(())
    }
}

impl Times {
    fn add(&mut self, times: &mut [Duration]) {
        times.sort_unstable();
        self.half.extend(percentile(times, 500).map(milliseconds));
        self.most.extend(percentile(times, 990).map(milliseconds));
    }
}

/// As much of a page as says how many were found.
#[derive(Deserialize)]
struct Page {
    items: Vec<IgnoredAny>,
    facets: Vec<Facet>,
}

#[derive(Deserialize)]
struct Facet {
    name: String,
    values: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: String,
    count: usize,
}

impl Kind {
    fn ask(&self, bare: &Bare, word: Option<&str>) -> Result<Found> {
        match word {
            Some(word) => bare.find(word, self.facets),
            None => bare.all(self.facets),
        }
    }

    /// Facets of which everything found has one value add up to the same, which is what the page is the beginning of.
    /// Words find at least the lessons that the bare index finds: the product goes by beginnings and forgives typing
    /// errors besides.
    fn check(&self, page: &Page, found: usize) -> Result<()> {
        ensure!(page.facets.iter().map(|facet| facet.name.as_str()).eq(self.facets.iter().copied()), "other facets");
        let single = page.facets.iter().filter(|facet| self.single.contains(&facet.name.as_str()));
        let sums: Vec<usize> = single.map(|facet| facet.values.iter().map(|value| value.count).sum()).collect();
        let total = sums.first().copied().context("no facets")?;
        ensure!(sums.iter().all(|sum| *sum == total), "facets add up to {sums:?}");
        ensure!(page.items.len() == total.min(PAGE), "{} items of {total}", page.items.len());
        let counts = page.facets.iter().filter(|facet| facet.name == "kind").flat_map(|facet| &facet.values);
        let others: usize = counts.filter(|value| value.value != "lesson").map(|value| value.count).sum();
        let lessons = total - others;
        let right = if self.words { lessons >= found } else { lessons == found };
        ensure!(right, "{lessons} lessons, where the bare index finds {found}");
        Ok(())
    }
}

/// The same query in another way of writing: the letters at the places of the bits of `number` as their codes.
pub(super) fn written(query: &str, number: u64) -> String {
    let (mut text, mut bits) = (String::with_capacity(query.len() + 16), number);
    for letter in query.chars() {
        if letter.is_ascii_alphabetic() && bits % 2 == 1 {
            text.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            text.push(letter);
        }
        if letter.is_ascii_alphabetic() {
            bits /= 2;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Page, written};
    use serde_json::{Value, json};

    #[test]
    fn a_question_is_written_in_many_ways() {
        assert_eq!(written("a=b,c", 0), "a=b,c");
        assert_eq!(written("a=b,c", 1), "%61=b,c");
        assert_eq!(written("a=b,c", 6), "a=%62,%63");
    }

    #[test]
    fn pages_are_checked_by_their_counts() {
        let check = |kind: usize, page: Value, found: usize| {
            KINDS[kind].check(&serde_json::from_value::<Page>(page).unwrap(), found).is_ok()
        };
        let facet = |name: &str, counts: &[(&str, usize)]| {
            let values = counts.iter().map(|(value, count)| json!({ "value": value, "count": count }));
            json!({ "name": name, "values": values.collect::<Vec<_>>() })
        };
        let lists = |topics: &[(&str, usize)], items: usize| {
            let others = [facet("stage", &[("recovery", 30)]), facet("grade", &[("none", 30)])];
            let facets = [vec![facet("topic", topics)], others.to_vec()].concat();
            json!({ "items": vec![json!({ "id": 1 }); items], "next": null, "facets": facets })
        };
        let topics = [("health", 10), ("economic", 20)];
        assert!(check(0, lists(&topics, 20), 25));
        assert!(!check(0, lists(&topics, 20), 31), "fewer than the bare index");
        assert!(!check(0, lists(&topics, 19), 25), "a short page");
        assert!(!check(0, lists(&topics[..1], 20), 10), "facets that differ");
        let kinds = facet("kind", &[("lesson", 3), ("city", 2)]);
        // A city has no topic, and a lesson may have several regions.
        let others = [facet("topic", &[("health", 3)]), facet("theme", &[]), facet("region", &[("africa", 7)])];
        let facets = [vec![kinds], others.to_vec(), vec![facet("language", &[("en", 5)])]].concat();
        let all = json!({ "items": [1, 2, 3, 4, 5], "facets": facets });
        assert!(check(1, all.clone(), 3) && !check(1, all, 4));
    }
}
