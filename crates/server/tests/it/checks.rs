use crate::place::Place;
use std::fs;

#[test]
fn a_sound_database_passes() {
    let place = Place::loaded();
    let said = place.run(&["check"]).succeeded();
    assert!(said.lines().all(|line| line.starts_with("ok ") || line.starts_with("note ")), "{said}");
    for part in ["database", "schema", "reference data", "search index"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!place.data().join("search").exists(), "checking makes nothing");
}

#[test]
fn a_missing_database_is_not_made_by_checking() {
    let place = Place::new();
    assert!(place.run(&["check"]).failed(1).contains("There is no database at"));
    assert!(!place.data().exists());
}

#[test]
fn a_broken_database_is_found() {
    let place = Place::loaded();
    // The copy is one file without a journal, so that every byte of it counts.
    place.run(&["backup", "broken.db"]).succeeded();
    let path = place.path("broken.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let run = place.run(&["check", "--database-url", &format!("sqlite://{}", path.display())]);
    let said = String::from_utf8_lossy(&run.0.stdout).into_owned();
    assert!(said.contains("FAULT  database"), "{said}");
    assert!(run.failed(1).contains("found."));
}

#[test]
fn an_older_database_is_told_what_it_lacks() {
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("c2r.db"), "").unwrap();
    let run = place.run(&["check"]);
    let said = String::from_utf8_lossy(&run.0.stdout).into_owned();
    assert!(said.contains("FAULT  schema") && said.contains("run `c2r migrate`"), "{said}");
    run.failed(1);
}

#[test]
fn a_file_that_is_no_database_any_more_is_told_with_the_way_out() {
    let place = Place::loaded();
    place.run(&["backup", "damaged.db"]).succeeded();
    let path = place.path("damaged.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..100].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let told = place.run(&["check", "--database-url", &format!("sqlite://{}", path.display())]).failed(1);
    assert!(told.contains("is damaged") && told.contains("c2r restore"), "{told}");
    assert!(!told.contains("does not answer"), "{told}");
}
