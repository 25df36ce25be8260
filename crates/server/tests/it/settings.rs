use crate::place::{Place, Ran};

#[test]
fn a_wrong_setting_stops_the_start_with_one_sentence() {
    let place = Place::new();
    let told = Ran(place.command(&["serve"]).env("C2R_WORKERS", "many").output().unwrap()).failed(2);
    assert_eq!(
        told,
        "c2r: The setting `workers` is wrong: the environment variable C2R_WORKERS says `many`; right would be a whole number from 1 to 256.\n"
    );
    let told = Ran(place.command(&["serve"]).env("C2R_WORKRES", "4").output().unwrap()).failed(2);
    assert!(
        told.starts_with("c2r: The environment has C2R_WORKRES, which is no setting of C2R; known are C2R_BIND, "),
        "{told}"
    );
    std::fs::write(place.path("c2r.toml"), "[limits]\nreads = 3\n").unwrap();
    let told = place.run(&["migrate", "--config", "c2r.toml"]).failed(2);
    assert!(told.contains("c2r.toml has `limits.reads`, which is no setting of C2R; known are bind,"), "{told}");
    let told = place.run(&["serve", "--bind", "everywhere"]).failed(2);
    assert!(told.contains("the flag --bind says `everywhere`"), "{told}");
    assert!(!place.data().exists(), "nothing was begun");
}

#[test]
fn the_demo_mode_stays_on_this_machine() {
    let place = Place::new();
    let told = place.run(&["serve", "--demo", "--bind", "0.0.0.0:0"]).failed(2);
    assert!(
        told.contains("0.0.0.0:0 can be reached from elsewhere, and the demo mode is for this machine alone"),
        "{told}"
    );
    assert!(!place.data().exists());
}

#[test]
fn a_database_that_does_not_answer_is_told_without_its_password() {
    let place = Place::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let told = place.run(&["migrate", "--database-url", &format!("postgres://c2r:hunter2@{free}/c2r")]).failed(1);
    assert!(
        told.contains("annot connect to PostgreSQL: 127.0.0.1:")
            && told.contains("refused")
            && !told.contains("hunter2"),
        "{told}"
    );
}

#[test]
fn the_help_tells_of_every_command_and_where_settings_come_from() {
    let help = Place::new().run(&["--help"]).succeeded();
    for word in [
        "serve",
        "migrate",
        "load",
        "openapi",
        "backup",
        "restore",
        "check",
        "corrections",
        "C2R_CONFIG",
        "Exit status",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn the_specification_is_json_of_the_version_asked_for() {
    let place = Place::new();
    for (version, start) in [("3.1", "3.1."), ("3.0", "3.0.")] {
        let text = place.run(&["openapi", "--version", version]).succeeded();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(document["openapi"].as_str().unwrap().starts_with(start));
        assert!(text.ends_with("}\n"));
    }
    place.run(&["openapi", "--version", "2.0"]).failed(2);
}
