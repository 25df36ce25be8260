//! What the index keeps, and what it does when it cannot.

use std::fs;
use std::path::Path;

use crate::cities::{city, id, lesson, titles};
use search::{Error, Index, Operation};

fn put(number: usize) -> Operation {
    Operation::Put(city(number))
}

fn filled(folder: &Path) {
    let index = Index::open(folder).unwrap();
    index.apply(vec![put(0), put(1)], 7).unwrap();
}

/// Every file of segments, with one byte in the middle changed.
fn damage(folder: &Path, extension: &str) {
    let mut damaged = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|other| other == extension) {
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 4;
            bytes[middle] ^= 0xff;
            fs::write(&path, bytes).unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0);
}

fn assert_reset(folder: &Path) {
    let index = Index::open(folder).unwrap();
    assert!(index.was_reset() && index.reset_reason().is_some());
    assert_eq!(index.position(), None);
    assert!(titles(&index, "melbourne").is_empty());
    index.apply(vec![put(1)], 8).unwrap();
    assert_eq!(titles(&index, "melbourne"), ["Melbourne"]);
}

#[test]
fn a_new_index_has_no_position() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(&folder.path().join("a/b")).unwrap();
    assert_eq!(index.position(), None);
    assert!(!index.was_reset());
    assert!(titles(&index, "melbourne").is_empty());
}

#[test]
fn position_and_content_survive() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.position(), Some(7));
    assert!(!index.was_reset());
    assert_eq!(titles(&index, "melbourne"), ["Melbourne"]);
    index.apply(Vec::new(), 9).unwrap();
    drop(index);
    assert_eq!(Index::open(folder.path()).unwrap().position(), Some(9));
}

#[test]
fn changes_are_seen_at_once_and_in_their_order() {
    let index = Index::in_memory().unwrap();
    let mut renamed = city(0);
    renamed.title = "Amdavad".to_owned();
    index.apply(vec![put(0), put(1), Operation::Put(renamed)], 1).unwrap();
    assert_eq!(titles(&index, "india"), ["Amdavad"]);
    let remove = |kind: &str| Operation::Remove { kind: kind.to_owned(), id: id(1) };
    index.apply(vec![Operation::Put(lesson(1, "Melbourne's trees", "")), remove("city")], 2).unwrap();
    assert_eq!(titles(&index, "melbourne"), ["Melbourne's trees"]);
    index.apply(vec![remove("city"), remove("nothing"), put(1), remove("lesson")], 3).unwrap();
    assert_eq!(titles(&index, "melbourne"), ["Melbourne"]);
    assert_eq!(index.position(), Some(3));
}

#[test]
fn rebuilding_replaces_everything() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let index = Index::open(folder.path()).unwrap();
    index.rebuild([city(2), city(3)], 20).unwrap();
    assert!(titles(&index, "melbourne").is_empty());
    assert_eq!(titles(&index, "medellin"), ["Medellín"]);
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.position(), Some(20));
    index.apply(vec![put(1)], 21).unwrap();
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.position(), Some(21));
    assert_eq!(titles(&index, "melbourne"), ["Melbourne"]);
    assert_eq!(titles(&index, "medellin"), ["Medellín"]);
}

#[test]
fn handles_are_of_the_same_index() {
    let index = Index::in_memory().unwrap();
    let other = index.clone();
    std::thread::spawn(move || other.apply(vec![put(1)], 5)).join().unwrap().unwrap();
    assert_eq!(index.position(), Some(5));
    assert_eq!(titles(&index, "melbourne"), ["Melbourne"]);
}

#[test]
fn another_version_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let meta = folder.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace("\"6 7\"", "\"4 7\"");
    assert_ne!(text, other);
    fs::write(&meta, other).unwrap();
    assert_reset(folder.path());
}

#[test]
fn another_schema_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let meta = folder.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace("\"subtitle\"", "\"undertitle\"");
    assert_ne!(text, other);
    fs::write(&meta, other).unwrap();
    assert_reset(folder.path());
}

#[test]
fn damage_is_replaced_and_other_files_stay() {
    for extension in ["store", "idx", "term", "fast"] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        damage(folder.path(), extension);
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        assert_reset(folder.path());
        assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
    }
}

#[test]
fn lost_files_are_replaced() {
    for lost in ["store", "term"] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == lost) {
                fs::remove_file(path).unwrap();
            }
        }
        assert_reset(folder.path());
    }
    for file in ["meta.json", ".managed.json"] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        fs::write(folder.path().join(file), "{").unwrap();
        assert_reset(folder.path());
    }
}

#[test]
fn one_writer_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let writing = Index::open(folder.path()).unwrap();
    writing.apply(vec![put(2)], 8).unwrap();
    let second = Index::open(folder.path()).unwrap();
    assert_eq!(second.position(), Some(8));
    assert!(matches!(second.apply(vec![put(3)], 9), Err(Error::Locked)));
    assert!(matches!(second.rebuild([city(3)], 9), Err(Error::Locked)));
    assert_eq!(second.position(), Some(8));
    drop(writing);
    second.apply(vec![put(3)], 9).unwrap();
    assert_eq!(second.position(), Some(9));
}

#[test]
fn a_writer_keeps_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let writing = Index::open(folder.path()).unwrap();
    writing.apply(vec![put(1)], 8).unwrap();
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    assert!(matches!(Index::open(folder.path()), Err(Error::Locked)));
    assert_eq!(titles(&writing, "melbourne"), ["Melbourne"]);
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("search");
    fs::write(&file, "").unwrap();
    assert!(matches!(Index::open(&file), Err(Error::Folder { .. })));
}

#[test]
fn a_rebuilt_index_is_compact() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    let body: String = (0..400).map(|number| format!("word{number} ")).collect();
    // More than the writer's buffers hold at once.
    index.rebuild((0..5_000).map(|number| lesson(number, "Lesson", &format!("{number} {body}"))), 1).unwrap();
    let stores = fs::read_dir(folder.path()).unwrap().filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|extension| extension == "store"))
    });
    assert_eq!(stores.count(), 1);
    assert_eq!(Index::open(folder.path()).unwrap().position(), Some(1));
    assert_eq!(titles(&index, "4999").len(), 1);
}
