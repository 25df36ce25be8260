use super::{BIND, Config, DATABASE_URL, LogFormat, Sources};
use std::path::{Path, PathBuf};
use store::Options;

fn environment(variables: &[(&str, &str)]) -> Sources {
    let environment = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Sources { environment, ..Sources::default() }
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c2r.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn wrong(sources: &Sources) -> String {
    Config::read(sources).err().expect("is wrong").to_string()
}

#[test]
fn without_a_word_the_defaults_hold() {
    let config = Config::read(&Sources::default()).unwrap();
    assert_eq!(config.bind.to_string(), "127.0.0.1:8080");
    assert!(config.data.is_absolute() && config.data.ends_with("data"));
    assert!(
        matches!(&config.database, Options::Sqlite { file, readers: 3, max_pages: None } if *file == config.data.join("c2r.db"))
    );
    assert!(config.auto_migrate && config.load_reference && !config.demo);
    assert_eq!((config.limits.reads_per_minute, config.limits.writes_per_minute), (1_200, 60));
    assert_eq!((config.body_bytes, config.stop_within.as_secs()), (65_536, 20));
    assert!(config.workers >= 2);
    assert!(config.public_url.is_none() && config.metrics_bind.is_none() && config.metrics_token.is_none());
    assert!(config.trusted_proxies.is_empty() && config.cors_origins.is_empty());
    assert_eq!(config.log_format, LogFormat::Text);
}

#[test]
fn flags_win_over_variables_over_the_file_over_defaults() {
    let (_folder, path) = file(
        "bind = \"127.0.0.1:1\"\nworkers = 3\nbody_bytes = 2048\n[limits]\nreads_per_minute = 7\nwrites_per_minute = 8\n",
    );
    let mut sources =
        environment(&[("C2R_BIND", "127.0.0.1:2"), ("C2R_WORKERS", "4"), ("C2R_LIMITS__READS_PER_MINUTE", "0")]);
    sources.file = Some(path);
    sources.flags = vec![(&BIND, "127.0.0.1:3".to_owned())];
    let config = Config::read(&sources).unwrap();
    assert_eq!(config.bind.port(), 3, "flag");
    assert_eq!((config.workers, config.limits.reads_per_minute), (4, 0), "environment");
    assert_eq!((config.body_bytes, config.limits.writes_per_minute), (2_048, 8), "file");
}

#[test]
fn the_file_can_be_named_by_a_variable() {
    let (_folder, path) = file("demo = true\ncors_origins = [\"https://a.example\", \"http://b.example:8000/\"]\n");
    let config = Config::read(&environment(&[("C2R_CONFIG", path.to_str().unwrap())])).unwrap();
    assert!(config.demo);
    assert_eq!(config.cors_origins, ["https://a.example", "http://b.example:8000"]);
}

#[test]
fn variables_are_texts_whatever_they_look_like() {
    let config = Config::read(&environment(&[
        ("C2R_METRICS_TOKEN", "00112233445566778899"),
        ("C2R_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8"),
        ("C2R_METRICS_BIND", ""),
        ("C2R_DATA", "7"),
        ("HOME", "/root"),
        ("C2R_SHOTS_DIR", "/tmp/shots"),
    ]))
    .unwrap();
    assert_eq!(config.metrics_token.as_deref(), Some("00112233445566778899"));
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.metrics_bind, None, "an empty variable says nothing");
    assert!(config.data.ends_with("7"));
}

#[test]
fn engines_are_chosen_by_url() {
    let read = |url: &str| {
        Config::read(&Sources {
            flags: vec![(&DATABASE_URL, url.to_owned())],
            ..environment(&[("C2R_DATABASE_CONNECTIONS", "5"), ("C2R_SQLITE_MAX_PAGES", "100")])
        })
    };
    assert!(
        matches!(&read("sqlite:///var/lib/c2r.db").unwrap().database, Options::Sqlite { file, max_pages: Some(100), .. } if file == Path::new("/var/lib/c2r.db"))
    );
    assert!(
        matches!(&read("sqlite://here.db").unwrap().database, Options::Sqlite { file, .. } if file.is_absolute() && file.ends_with("here.db"))
    );
    for url in ["postgres://c2r:secret@db/c2r", "postgresql://db:5433/c2r?sslmode=require"] {
        assert!(matches!(&read(url).unwrap().database, Options::Postgres { url: kept, connections: 5 } if kept == url));
    }
}

#[test]
fn each_wrong_value_gets_its_sentence() {
    let says = "The setting `KEY` is wrong: the environment variable NAME says `VALUE`; right would be ";
    for (name, key, value) in [
        ("C2R_BIND", "bind", "localhost"),
        ("C2R_BIND", "bind", "8080"),
        ("C2R_PUBLIC_URL", "public_url", "cities.example.org"),
        ("C2R_PUBLIC_URL", "public_url", "https://example.org/cities"),
        ("C2R_PUBLIC_URL", "public_url", "ftp://example.org"),
        ("C2R_DEMO", "demo", "yes"),
        ("C2R_AUTO_MIGRATE", "auto_migrate", "1"),
        ("C2R_LOAD_REFERENCE", "load_reference", "no"),
        ("C2R_LIMITS__READS_PER_MINUTE", "limits.reads_per_minute", "-1"),
        ("C2R_LIMITS__WRITES_PER_MINUTE", "limits.writes_per_minute", "1e3"),
        ("C2R_TRUSTED_PROXIES", "trusted_proxies", "proxy"),
        ("C2R_CORS_ORIGINS", "cors_origins", "https://example.org/app"),
        ("C2R_BODY_BYTES", "body_bytes", "64k"),
        ("C2R_BODY_BYTES", "body_bytes", "1023"),
        ("C2R_METRICS_BIND", "metrics_bind", "9464"),
        ("C2R_LOG_FORMAT", "log_format", "xml"),
        ("C2R_LOG", "log", "info=loud"),
        ("C2R_LOG", "log", "inof"),
        ("C2R_CORS_ORIGINS", "cors_origins", "*,https://example.org"),
        ("C2R_WORKERS", "workers", "0"),
        ("C2R_DATABASE_CONNECTIONS", "database_connections", "1"),
        ("C2R_SQLITE_READERS", "sqlite_readers", "65"),
        ("C2R_SQLITE_MAX_PAGES", "sqlite_max_pages", "63"),
        ("C2R_STOP_WITHIN_SECONDS", "stop_within_seconds", "301"),
    ] {
        let start = says.replace("KEY", key).replace("NAME", name).replace("VALUE", value);
        let told = wrong(&environment(&[(name, value)]));
        assert!(told.starts_with(&start) && told.ends_with('.') && !told.contains('\n'), "{told}");
    }
}

#[test]
fn secrets_are_not_repeated() {
    for (name, value) in [
        ("C2R_DATABASE_URL", "mysql://c2r:hunter2-hunter2@db/c2r"),
        ("C2R_DATABASE_URL", "postgres://c2r:hunter2-hunter2@db"),
        ("C2R_DATABASE_URL", "sqlite://hunter2-hunter2/"),
        ("C2R_METRICS_TOKEN", "hunter2"),
        ("C2R_METRICS_TOKEN", "hunter2-hunter2 with spaces"),
    ] {
        let told = wrong(&environment(&[(name, value)]));
        assert!(told.contains(name) && told.contains("right would be") && !told.contains("hunter2"), "{told}");
    }
}

#[test]
fn the_origin_of_a_wrong_value_is_told() {
    let (_folder, path) = file("[limits]\nreads_per_minute = 1.5\n");
    let told = wrong(&Sources { file: Some(path.clone()), ..Sources::default() });
    let start =
        format!("The setting `limits.reads_per_minute` is wrong: the file {} says `1.5`; right", path.display());
    assert!(told.starts_with(&start), "{told}");
    let told = wrong(&Sources { flags: vec![(&BIND, "here".to_owned())], ..Sources::default() });
    assert!(told.starts_with("The setting `bind` is wrong: the flag --bind says `here`; right"), "{told}");
}

#[test]
fn unknown_names_are_told_with_the_known_ones() {
    let told = wrong(&environment(&[("C2R_WORKRES", "4"), ("C2R_BINDS", "x"), ("C2R_BIND", "127.0.0.1:1")]));
    assert!(
        told.starts_with(
            "The environment has C2R_BINDS, C2R_WORKRES, which are no settings of C2R; known are C2R_BIND, "
        ),
        "{told}"
    );
    for (text, name) in [
        ("bnid = 1", "`bnid`"),
        ("[limit]\nreads = 1", "`limit.reads`"),
        ("limits = 3", "`limits`"),
        ("bind = { port = 1 }", "`bind.port`"),
    ] {
        let (_folder, path) = file(text);
        let told = wrong(&Sources { file: Some(path), ..Sources::default() });
        assert!(told.contains(&format!("has {name}, which is no setting of C2R; known are bind, data, ")), "{told}");
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let told = wrong(&Sources { file: Some("/nowhere/c2r.toml".into()), ..Sources::default() });
    assert!(told.starts_with("The settings file /nowhere/c2r.toml cannot be read: "), "{told}");
    let (_folder, path) = file("bind = \"127.0.0.1:1\nworkers = 2\n");
    let told = wrong(&Sources { file: Some(path), ..Sources::default() });
    assert!(told.contains("is not valid TOML: at line 1") && !told.contains('\n'), "{told}");
    let (_folder, path) = file("bind = [\"127.0.0.1:1\"]\n");
    let told = wrong(&Sources { file: Some(path), ..Sources::default() });
    assert!(told.contains("says a list or a table; right would be an address"), "{told}");
}

#[test]
fn a_server_that_listens_everywhere_is_reached_here() {
    assert_eq!(super::reachable("0.0.0.0:80".parse().unwrap()).to_string(), "127.0.0.1:80");
    assert_eq!(super::reachable("[::]:80".parse().unwrap()).to_string(), "[::1]:80");
    assert_eq!(super::reachable("192.0.2.7:80".parse().unwrap()).to_string(), "192.0.2.7:80");
}
