//! F6: tantivy alone, in this process: an index of the same lessons with title and body in one field of the default
//! kind and a column a facet. One search finds the best twenty, counts all, and counts the values of the columns. No
//! beginnings of words, no typing errors, no marks, no stored texts, no HTTP.

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{AllQuery, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TEXT};
use tantivy::{
    DocId, Index, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, SegmentOrdinal, SegmentReader,
    TantivyDocument, Term,
};

/// Hits of a page.
const PAGE: usize = 20;
/// Bytes that the index may take while it is written.
const MEMORY: usize = 200_000_000;
/// The columns, in the order of the fields.
const COLUMNS: [&str; 8] = ["kind", "topic", "stage", "grade", "country", "theme", "language", "region"];
const LESSONS: &str =
    "SELECT title, content, topic, stage, grade, countries, themes, language FROM lessons ORDER BY id";
const REGIONS: &str = "SELECT code, region FROM countries";

/// For each of the columns that were asked for, the values with how many lessons have them.
type Counts = Vec<BTreeMap<String, u64>>;

/// The index.
pub(crate) struct Bare {
    searcher: Searcher,
    text: Field,
}

/// What was found.
pub(crate) struct Found {
    /// How many lessons.
    pub(crate) count: usize,
    /// How many of them are the best.
    best: usize,
    facets: Counts,
}

/// As much of what a lesson says as is searched.
#[derive(Deserialize)]
struct Said {
    summary: String,
    consider: Vec<String>,
}

impl Bare {
    /// Makes the index of the lessons of a database, in one segment like the product's.
    pub(crate) fn make(database: &Path, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let columns = COLUMNS.map(|name| schema.add_text_field(name, FAST));
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        fill(&writer, database, text, columns)?;
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), text })
    }

    /// The lessons that hold a word, and their counts by the columns named.
    pub(crate) fn find(&self, word: &str, columns: &'static [&'static str]) -> Result<Found> {
        let query = TermQuery::new(Term::from_field_text(self.text, word), IndexRecordOption::WithFreqs);
        let collector = (TopDocs::with_limit(PAGE).order_by_score(), Count, Columns(columns));
        let (best, count, facets) = self.searcher.search(&query, &collector)?;
        Ok(Found { count, best: best.len(), facets })
    }

    /// All lessons, and their counts by the columns named; none of them is the best.
    pub(crate) fn all(&self, columns: &'static [&'static str]) -> Result<Found> {
        let (count, facets) = self.searcher.search(&AllQuery, &(Count, Columns(columns)))?;
        Ok(Found { count, best: count.min(PAGE), facets })
    }
}

impl Found {
    /// Checks that the parts of the answer agree: each lesson has one value of the first column.
    pub(crate) fn check(&self) -> Result<()> {
        let counted: u64 = self.facets.first().map_or(0, |values| values.values().sum());
        let right = usize::try_from(counted) == Ok(self.count) && self.best == self.count.min(PAGE);
        ensure!(right, "the bare index finds {}, counts {counted} and shows {}", self.count, self.best);
        Ok(())
    }
}

fn fill(writer: &IndexWriter, database: &Path, text: Field, columns: [Field; 8]) -> Result<()> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let regions = regions(&connection)?;
    let mut statement = connection.prepare(LESSONS)?;
    let mut rows = statement.query([])?;
    let [kind, topic, stage, grade, country, theme, language, region] = columns;
    while let Some(row) = rows.next()? {
        let said: Said = serde_json::from_str(row.get_ref(1)?.as_str()?)?;
        let countries: Vec<&str> = serde_json::from_str(row.get_ref(5)?.as_str()?)?;
        let themes: Vec<&str> = serde_json::from_str(row.get_ref(6)?.as_str()?)?;
        let mut document = TantivyDocument::new();
        let title = row.get_ref(0)?.as_str()?;
        document.add_text(text, format!("{title}\n{}\n{}", said.summary, said.consider.join("\n")));
        document.add_text(kind, "lesson");
        for (column, field) in [(2, topic), (3, stage), (4, grade), (7, language)] {
            document.add_text(field, row.get_ref(column)?.as_str()?);
        }
        countries.iter().for_each(|code| document.add_text(country, code));
        themes.iter().for_each(|key| document.add_text(theme, key));
        let own: BTreeSet<&String> = countries.iter().filter_map(|code| regions.get(*code)).collect();
        own.into_iter().for_each(|key| document.add_text(region, key));
        writer.add_document(document)?;
    }
    Ok(())
}

/// The region of each country.
fn regions(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare(REGIONS)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Counts what is found by the values of these columns.
struct Columns(&'static [&'static str]);

/// The same within one segment, where values are numbers; `None` for a column in which no lesson has a value.
struct SegmentColumns(Vec<Option<(StrColumn, Vec<u64>)>>);

impl Collector for Columns {
    type Fruit = Counts;
    type Child = SegmentColumns;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentColumns> {
        let open = |name: &&str| {
            let column = segment.fast_fields().str(name)?;
            Ok(column.map(|column| {
                let counts = vec![0; column.num_terms()];
                (column, counts)
            }))
        };
        Ok(SegmentColumns(self.0.iter().map(open).collect::<tantivy::Result<_>>()?))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counts>>) -> tantivy::Result<Counts> {
        let mut all: Counts = vec![BTreeMap::new(); self.0.len()];
        for counts in segments {
            for (sums, values) in all.iter_mut().zip(counts?) {
                values.into_iter().for_each(|(value, count)| *sums.entry(value).or_default() += count);
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentColumns {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, document: DocId, _: Score) {
        for (column, counts) in self.0.iter_mut().flatten() {
            for value in column.term_ords(document) {
                if let Some(count) = usize::try_from(value).ok().and_then(|value| counts.get_mut(value)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Counts> {
        self.0.into_iter().map(|column| column.map_or_else(|| Ok(BTreeMap::new()), values)).collect()
    }
}

/// The values of a column that were counted, by their names.
fn values((column, counts): (StrColumn, Vec<u64>)) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut values = BTreeMap::new();
    for (ordinal, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
        let mut value = String::new();
        column.ord_to_str(ordinal, &mut value)?;
        values.insert(value, count);
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::Bare;
    use rusqlite::{Connection, params};

    const TABLES: &str = "
        CREATE TABLE lessons (id, title, content, topic, stage, grade, countries, themes, language);
        CREATE TABLE countries (code, region);
        INSERT INTO countries VALUES ('GH', 'africa'), ('PE', 'latin_america_caribbean'), ('TG', 'africa');";

    #[test]
    fn lessons_are_found_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("c2r.db");
        let connection = Connection::open(&database).unwrap();
        connection.execute_batch(TABLES).unwrap();
        for number in 0..30 {
            let content = format!("{{\"summary\":\"Roofs number{number}.\",\"consider\":[\"Shade\"],\"year\":null}}");
            let topic = if number % 3 == 0 { "health" } else { "economic" };
            let (countries, themes) = ("[\"GH\",\"PE\",\"TG\"]", "[\"climate_resilience\"]");
            let row = params![number, "Paint", content, topic, "recovery", "reported", countries, themes];
            connection.execute("INSERT INTO lessons VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'en')", row).unwrap();
        }
        let bare = Bare::make(&database, &folder.path().join("bare")).unwrap();
        let found = bare.find("roofs", &["topic", "stage"]).unwrap();
        found.check().unwrap();
        assert_eq!((found.count, found.facets[0]["health"], found.facets[1]["recovery"]), (30, 10, 30));
        assert_eq!(bare.find("number7", &["kind"]).unwrap().count, 1);
        assert_eq!(bare.find("paint", &["kind"]).unwrap().facets[0]["lesson"], 30);
        assert_eq!(bare.find("nothing", &["kind"]).unwrap().count, 0);
        let all = bare.all(&["topic", "country", "theme", "region", "language"]).unwrap();
        all.check().unwrap();
        assert_eq!((all.facets[0]["economic"], all.facets[1]["PE"]), (20, 30));
        let [theme, region, language] =
            [("climate_resilience", 2), ("africa", 3), ("en", 4)].map(|(key, at)| all.facets[at][key]);
        assert_eq!((theme, region, language), (30, 30, 30));
    }
}
