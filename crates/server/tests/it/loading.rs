use crate::place::{CITIES, Place, read_cities, write_cities, write_small};
use serde_json::json;

/// The line of the report about cities, as numbers: created, updated, unchanged, absent.
fn cities(said: &str) -> Vec<usize> {
    let line = said.lines().find(|line| line.starts_with("cities")).unwrap();
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn migrating_twice_changes_nothing() {
    let place = Place::new();
    let first = place.run(&["migrate"]).succeeded();
    assert!(first.lines().count() >= 4 && first.lines().all(|line| line.starts_with("applied m2026")), "{first}");
    assert_eq!(place.run(&["migrate"]).succeeded(), "nothing to do\n");
}

#[test]
fn loading_twice_changes_nothing() {
    let place = Place::new();
    place.run(&["migrate"]).succeeded();
    assert_eq!(cities(&place.load_small()), [CITIES, 0, 0, 0]);
    let again = place.load_small();
    assert_eq!(cities(&again), [0, 0, CITIES, 0]);
    let (last, counts): (Vec<_>, Vec<_>) = again.lines().partition(|line| line.starts_with("these stay"));
    assert!(counts.iter().all(|line| line.contains(" 0 created") && line.contains(" 0 updated")), "{again}");
    assert_eq!(last.len(), 1, "it says that files of one's own stay: {again}");
}

#[test]
fn a_changed_file_updates_by_its_key_and_removes_nothing() {
    let place = Place::loaded();
    let folder = place.path("changed/cities");
    write_small(&folder);
    let mut rows = read_cities(&folder);
    rows[0]["population"] = json!(1_963_265);
    rows.truncate(2);
    write_cities(&folder, &rows);
    let said = place.run(&["load", "--from", place.path("changed").to_str().unwrap()]).succeeded();
    assert_eq!(cities(&said), [0, 1, 1, 1]);
}

#[test]
fn bad_rows_are_told_and_nothing_is_loaded() {
    let place = Place::loaded();
    let folder = place.path("bad");
    write_small(&folder);
    let mut rows = read_cities(&folder);
    rows[0]["population"] = json!(7);
    rows[1]["lat"] = json!("north");
    rows[2]["lat"] = json!(91.0);
    write_cities(&folder, &rows);
    let told = place.run(&["load", "--from", folder.to_str().unwrap()]).failed(1);
    std::fs::write(folder.join("countries.json"), "[").unwrap();
    let file = place.run(&["load", "--from", folder.to_str().unwrap()]).failed(1);
    assert!(file.starts_with("countries.json: the file is not the expected JSON"), "{file}");
    assert!(file.ends_with("c2r: 1 file of the reference data is bad; nothing was loaded.\n"), "{file}");
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].ends_with(", lat: use a number"), "{told}");
    for (line, row) in lines.iter().zip([2, 3]) {
        let slug = rows[row - 1]["slug"].as_str().unwrap();
        assert!(line.starts_with(&format!("cities.json, row {row} ({slug}), lat: ")), "{told}");
    }
    assert_eq!(lines[2], "c2r: 2 rows of the reference data are bad; nothing was loaded.");
    assert_eq!(cities(&place.load_small()), [0, 0, CITIES, 0], "the good row was not loaded either");
}

#[test]
fn a_missing_file_or_database_is_named() {
    let place = Place::new();
    let told = place.run(&["load"]).failed(1);
    assert!(told.contains("There is no database at") && told.contains("c2r migrate"), "{told}");
    assert!(!place.data().exists(), "a command that only reads makes nothing");
    place.run(&["migrate"]).succeeded();
    let told = place.run(&["load", "--from", "nowhere"]).failed(1);
    assert!(told.contains("There is no file nowhere/vocab.json; nothing was loaded."), "{told}");
}

#[test]
fn files_of_ones_own_stay_until_the_programs_are_asked_for() {
    let place = Place::loaded();
    let said = place.run(&["check"]).succeeded();
    assert!(said.contains("note   reference data  files of your own"), "{said}");
    place.run(&["load"]).succeeded();
    let said = place.run(&["check"]).succeeded();
    assert!(said.contains("ok     reference data  those of this version"), "{said}");
}

#[test]
fn lists_of_frameworks_come_with_a_folder_of_their_own() {
    let place = Place::loaded();
    let folder = place.path("whole");
    write_small(&folder.join("cities"));
    let said = place.run(&["load", "--from", folder.to_str().unwrap()]).succeeded();
    let terms = |said: &str| -> Vec<usize> {
        let line = said.lines().find(|line| line.starts_with("terms")).unwrap().to_owned();
        line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
    };
    assert_eq!(terms(&said)[0], 0);
    let real = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/frameworks");
    std::fs::create_dir(folder.join("frameworks")).unwrap();
    for file in std::fs::read_dir(real).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), folder.join("frameworks").join(file.file_name())).unwrap();
    }
    let said = place.run(&["load", "--from", folder.to_str().unwrap()]).succeeded();
    assert_eq!((terms(&said)[0], terms(&said)[3]), (252, 0), "{said}");
    std::fs::remove_file(folder.join("frameworks/sectors.json")).unwrap();
    let told = place.run(&["load", "--from", folder.to_str().unwrap()]).failed(1);
    assert!(told.contains("sectors.json; nothing was loaded."), "{told}");
}
