//! The index's folder: opening what is there, or making it anew.

use std::fs;
use std::io;
use std::path::Path;

use tantivy::directory::{Directory as _, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexBuilder, IndexReader, IndexSettings, ReloadPolicy, TantivyError};

use crate::error::Error;
use crate::schema::{VERSION, WORDS};
use crate::tokens::WordTokenizer;

const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";
/// Bytes of a block of stored documents. A page of hits needs as many blocks as it has hits, and each has to be
/// unpacked: smaller ones take a little more of the disk and a fraction of the time.
const BLOCK: usize = 4_096;
/// Blocks that are kept unpacked: those of two pages of hits.
const CACHED_BLOCKS: usize = 64;

/// An index that can be read.
pub(crate) struct Opened {
    pub(crate) engine: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) position: Option<i64>,
    /// Why what was there had to be given up.
    pub(crate) reset: Option<String>,
}

/// Opens the folder's index. One that cannot be used is removed, and an empty one put in its place.
pub(crate) fn open(folder: &Path, schema: &Schema) -> Result<Opened, Error> {
    let at = |source| Error::Folder { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(at)?;
    let mut reset = None;
    if folder.join(META).try_exists().map_err(at)? {
        match read(folder, schema) {
            Ok(opened) => return Ok(opened),
            Err(reason) => reset = Some(reason),
        }
    }
    // Whoever holds the lock is writing: taking the files from under it would lose its work.
    let lock = MmapDirectory::open(folder)
        .map_err(TantivyError::from)?
        .acquire_lock(&INDEX_WRITER_LOCK)
        .map_err(TantivyError::from)?;
    clear(folder).map_err(at)?;
    let engine = builder(schema).create_in_dir(folder)?;
    drop(lock);
    Ok(Opened { reset, ..opened(engine, None)? })
}

/// An index that lives as long as the process.
pub(crate) fn in_memory(schema: &Schema) -> Result<Opened, Error> {
    Ok(opened(builder(schema).create_in_ram()?, None)?)
}

fn builder(schema: &Schema) -> IndexBuilder {
    let settings = IndexSettings { docstore_blocksize: BLOCK, ..IndexSettings::default() };
    tantivy::Index::builder().schema(schema.clone()).settings(settings)
}

fn opened(engine: tantivy::Index, position: Option<i64>) -> tantivy::Result<Opened> {
    engine.tokenizers().register(WORDS, TextAnalyzer::from(WordTokenizer));
    let reader = engine
        .reader_builder()
        // Readers are told of a commit by whoever made it, before it returns.
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(CACHED_BLOCKS)
        .try_into()?;
    Ok(Opened { engine, reader, position, reset: None })
}

/// Reads what is there; the error says why it cannot be used.
fn read(folder: &Path, schema: &Schema) -> Result<Opened, String> {
    let engine = tantivy::Index::open_in_dir(folder).map_err(|error| error.to_string())?;
    if engine.schema() != *schema {
        return Err("it was made for other fields".to_owned());
    }
    // Measured at 60 ms for the 148 MB of 100 000 documents in the page cache: worth it, for damage would otherwise
    // show only in the middle of a search.
    let damaged = engine.validate_checksum().map_err(|error| error.to_string())?;
    if !damaged.is_empty() {
        return Err(format!("{} of its files are damaged", damaged.len()));
    }
    let payload = engine.load_metas().map_err(|error| error.to_string())?.payload;
    let position = match payload {
        Some(payload) => Some(position(&payload).ok_or("it was made by another version")?),
        None => None,
    };
    opened(engine, position).map_err(|error| error.to_string())
}

/// What a commit carries: the version of the content and the position in the change log.
pub(crate) fn payload(position: i64) -> String {
    format!("{VERSION} {position}")
}

/// The position of a payload; `None` if it is of another version.
fn position(payload: &str) -> Option<i64> {
    let (version, position) = payload.split_once(' ')?;
    if version.parse() != Ok(VERSION) {
        return None;
    }
    position.parse().ok()
}

/// Removes the files of an index, and nothing else that may be in the folder.
fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_of_an_index) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// tantivy names the files of a segment by 32 hexadecimal digits and an extension.
fn is_of_an_index(name: &str) -> bool {
    name == META
        || name == MANAGED
        || name
            .split_once('.')
            .is_some_and(|(segment, _)| segment.len() == 32 && segment.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_go_both_ways() {
        assert_eq!(position(&payload(42)), Some(42));
        assert_eq!(position(&payload(i64::MIN)), Some(i64::MIN));
        assert_eq!(position(&format!("{} 42", VERSION + 1)), None);
        assert_eq!(position("nonsense"), None);
    }

    #[test]
    fn only_files_of_an_index_are_taken_for_such() {
        for (name, is) in [
            ("meta.json", true),
            (".managed.json", true),
            ("0123456789abcdef0123456789abcdef.store", true),
            ("0123456789abcdef0123456789abcdef.12.del", true),
            (".tantivy-writer.lock", false),
            ("notes.txt", false),
            ("0123456789abcdef0123456789abcdef", false),
        ] {
            assert_eq!(is_of_an_index(name), is, "{name}");
        }
    }
}
