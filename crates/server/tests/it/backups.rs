use crate::place::Place;
use std::fs::{self, File};

#[test]
fn what_was_restored_is_what_was_backed_up() {
    let place = Place::loaded();
    place.report("before the backup");
    let said = place.run(&["backup", "copy.db"]).succeeded();
    assert!(said.starts_with("copy.db: ") && said.ends_with(" bytes\n"), "{said}");
    place.report("after the backup");
    fs::create_dir(place.data().join("search")).unwrap();

    let said = place.run(&["restore", "copy.db"]).succeeded();
    assert_eq!(place.reported(), ["before the backup"]);
    assert!(!place.data().join("search").exists(), "an index newer than its database would be wrong");
    let kept = said.lines().find_map(|line| line.strip_prefix("the database before is kept as ")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600, "it holds what the database held");
    }
    fs::copy(kept, place.path("kept.db")).unwrap();
    let _ = fs::copy(format!("{kept}-wal"), place.path("kept.db-wal"));
    let url = format!("sqlite://{}", place.path("kept.db").display());
    let listed = place.run(&["corrections", "list", "--format", "csv", "--database-url", &url]).succeeded();
    assert!(listed.contains("after the backup"), "nothing is thrown away: {listed}");
    assert!(place.run(&["check"]).succeeded().starts_with("ok"));
}

#[test]
fn a_backup_says_what_is_not_in_it() {
    let place = Place::loaded();
    let files = place.data().join("files");
    fs::create_dir_all(&files).unwrap();
    let said = place.run(&["backup", "first.db"]).succeeded();
    assert!(!said.contains("files of the library"), "there are none: {said}");
    fs::write(files.join("one"), "x").unwrap();
    let said = place.run(&["backup", "second.db"]).succeeded();
    assert!(said.contains("the files of the library are not in it: copy the folder"), "{said}");
}

#[test]
fn a_backup_is_private_and_takes_no_files_place() {
    let place = Place::loaded();
    place.run(&["backup", "copy.db"]).succeeded();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(place.path("copy.db")).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(place.data()).unwrap().permissions().mode() & 0o777, 0o700);
    }
    let before = fs::read(place.path("copy.db")).unwrap();
    let told = place.run(&["backup", "copy.db"]).failed(1);
    assert!(told.contains("copy.db is there already"), "{told}");
    assert_eq!(fs::read(place.path("copy.db")).unwrap(), before);
    let told = place.run(&["backup", "no/such/folder/copy.db"]).failed(1);
    assert!(told.contains("The backup no/such/folder/copy.db cannot be written"), "{told}");
    let left: Vec<_> = fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".copy")), "{left:?}");
}

#[test]
fn a_damaged_database_and_its_journal_are_kept_as_they_were() {
    let place = Place::loaded();
    place.report("in the backup");
    place.run(&["backup", "copy.db"]).succeeded();
    let (file, journal) = (place.data().join("c2r.db"), place.data().join("c2r.db-wal"));
    fs::write(&file, "damaged").unwrap();
    fs::write(&journal, "its journal").unwrap();
    let said = place.run(&["restore", "copy.db"]).succeeded();
    let kept = said.lines().find_map(|line| line.strip_prefix("the database before is kept as ")).unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "damaged");
    assert_eq!(fs::read_to_string(format!("{kept}-wal")).unwrap(), "its journal");
    assert!(fs::metadata(&journal).map_or(true, |journal| journal.len() == 0), "no journal meets another database");
    assert_eq!(place.reported(), ["in the backup"]);
}

#[test]
fn nothing_is_restored_beside_a_server() {
    let place = Place::loaded();
    place.run(&["backup", "copy.db"]).succeeded();
    place.report("kept");
    let held = File::create(place.data().join("c2r.lock")).unwrap();
    held.try_lock().unwrap();
    let told = place.run(&["restore", "copy.db"]).failed(1);
    assert!(told.contains("Another c2r is working with") && told.contains("stop it first"), "{told}");
    assert_eq!(place.reported(), ["kept"]);
}

#[test]
fn what_is_no_backup_is_refused_and_the_database_stays() {
    let place = Place::loaded();
    place.report("kept");
    fs::write(place.path("letter.db"), "Dear operator, this is no database. ".repeat(100)).unwrap();
    fs::write(place.path("empty.db"), "").unwrap();
    place.run(&["backup", "half.db"]).succeeded();
    let whole = fs::read(place.path("half.db")).unwrap();
    fs::write(place.path("half.db"), &whole[..whole.len() / 2]).unwrap();
    fs::write(place.path("used.db"), &whole).unwrap();
    fs::write(place.path("used.db-wal"), "changes").unwrap();
    for (file, reason) in [
        ("letter.db", "It is not a sound database of C2R:"),
        ("half.db", "It is not a sound database of C2R:"),
        ("empty.db", "it has none of its tables"),
        ("used.db", "a database that was in use"),
        ("missing.db", "There is no file missing.db"),
    ] {
        let told = place.run(&["restore", file]).failed(1);
        assert!(told.contains(reason), "{file}: {told}");
        assert!(!told.contains("database failed") && !told.contains(".trial"), "{file}: {told}");
    }
    assert_eq!(place.reported(), ["kept"]);
    let left: Vec<_> = fs::read_dir(place.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("restor")), "{left:?}");
}

#[test]
fn a_fresh_machine_can_begin_with_a_backup() {
    let place = Place::loaded();
    place.report("moved");
    place.run(&["backup", "copy.db"]).succeeded();
    fs::remove_dir_all(place.data()).unwrap();
    let said = place.run(&["restore", "copy.db"]).succeeded();
    assert!(!said.contains("is kept as"), "{said}");
    assert_eq!(place.reported(), ["moved"]);
}
