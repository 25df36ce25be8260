use crate::place::{Place, Ran};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; killed when the test ends early.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Server {
    /// Starts one on a free port, without the reference data of the binary, and waits for its word.
    fn start(place: &Place, settings: &[(&str, &str)]) -> Self {
        let mut command = place.command(&["serve", "--bind", "127.0.0.1:0"]);
        command.env("C2R_LOAD_REFERENCE", "false").envs(settings.iter().copied());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address =
            line.trim().strip_prefix("C2R is at http://").unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        Self { process, output, address }
    }

    fn get(&self, path: &str, fields: &str) -> String {
        get(self.address, path, fields)
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([name, &self.process.id().to_string()]).status().unwrap().success());
    }

    /// Waits for the end; answers the exit status and the log.
    fn ended(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "standard output has one line");
        let mut log = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.process.wait().unwrap().code(), log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The answer to a GET, head and body.
fn get(address: SocketAddr, path: &str, fields: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\n{fields}connection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Waits for something that follows within moments.
fn eventually(is: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(10), "waited in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn it_answers_until_it_is_told_to_stop() {
    let place = Place::new();
    let server = Server::start(&place, &[("C2R_LOG_FORMAT", "json")]);
    assert!(server.get("/readyz", "").starts_with("HTTP/1.1 200"));
    // The first index is built while the server answers already.
    eventually(|| server.get("/api/v1/cities?q=secret-question", "").starts_with("HTTP/1.1 200"));
    assert!(server.get("/metrics", "").starts_with("HTTP/1.1 404"), "off unless it is set");
    let mut line = TcpStream::connect(server.address).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    line.write_all(b"\x16\x03\x01 no http\r\n\r\n").unwrap();
    let mut refusal = Vec::new();
    line.read_to_end(&mut refusal).unwrap();
    assert!(refusal.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&refusal));
    server.signal("-TERM");
    let (status, log) = server.ended();
    assert!(!log.contains("ERROR"), "bytes of a stranger are no fault of ours: {log}");
    assert_eq!(status, Some(0), "{log}");
    assert!(!log.contains("secret-question") && !log.contains("\u{1b}"), "{log}");
    for line in log.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    assert!(place.run(&["check"]).succeeded().contains("at change 0, as the database"));
}

#[test]
fn what_is_not_indexed_does_not_leave_the_index_behind() {
    let place = Place::loaded();
    let server = Server::start(&place, &[]);
    eventually(|| server.get("/api/v1/cities?q=accra", "").starts_with("HTTP/1.1 200"));
    server.signal("-TERM");
    assert_eq!(server.ended().0, Some(0));
    let before = place.run(&["check"]).succeeded();
    assert!(before.contains("as the database"), "{before}");
    place.report("A heat wave is missing.");
    assert_eq!(place.run(&["check"]).succeeded(), before, "a report is in no index");
}

#[test]
fn what_a_killed_server_left_in_its_journal_is_kept_by_a_restore() {
    let place = Place::loaded();
    place.run(&["backup", "copy.db"]).succeeded();
    let server = Server::start(&place, &[]);
    place.report("in the journal");
    server.signal("-KILL");
    server.ended();
    let journal = place.data().join("c2r.db-wal");
    assert!(std::fs::metadata(&journal).unwrap().len() > 0, "nobody has taken it in");
    let said = place.run(&["restore", "copy.db"]).succeeded();
    assert!(place.reported().is_empty(), "nothing of it is in the restored one");
    let kept = said.lines().find_map(|line| line.strip_prefix("the database before is kept as ")).unwrap();
    assert!(!std::path::Path::new(&format!("{kept}-wal")).exists(), "the file alone is all of it");
    let url = format!("sqlite://{kept}");
    let listed = place.run(&["corrections", "list", "--format", "csv", "--database-url", &url]).succeeded();
    assert!(listed.contains("in the journal"), "{listed}");
}

#[test]
fn one_server_a_data_folder() {
    let place = Place::new();
    let server = Server::start(&place, &[]);
    let told = place.run(&["serve", "--bind", "127.0.0.1:0"]).failed(1);
    assert!(told.contains(&format!("Another c2r (process {}) is working with", server.process.id())), "{told}");
    // What does not need the folder for itself goes on beside it.
    assert_eq!(place.run(&["migrate"]).succeeded(), "nothing to do\n");
    place.load_small();
    place.run(&["backup", "copy.db"]).succeeded();
    assert!(place.run(&["restore", "copy.db"]).failed(1).contains("stop it first"));
    assert!(server.get("/api/v1/cities/accra", "").starts_with("HTTP/1.1 200"), "a load beside it is seen");
}

#[test]
fn a_taken_port_is_told_before_anything_else_is_done() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let told = place.run(&["serve", "--bind", &address]).failed(1);
    assert!(told.contains(&format!("Another program answers on {address} already")), "{told}");
    assert!(!place.data().join("c2r.db").exists());
    // A setting that is wrong for this machine: nothing is mended by starting again.
    let told = place.run(&["serve", "--bind", "192.0.2.1:8080"]).failed(2);
    assert!(told.contains("does not have the address 192.0.2.1:8080"), "{told}");
}

#[test]
fn an_old_database_is_refused_where_the_start_may_not_change_it() {
    let place = Place::new();
    let told =
        Ran(place.command(&["serve", "--bind", "127.0.0.1:0"]).env("C2R_AUTO_MIGRATE", "false").output().unwrap())
            .failed(1);
    assert!(told.contains("run `c2r migrate` first"), "{told}");
}

#[test]
fn figures_are_behind_a_token_and_on_their_own_port() {
    let place = Place::new();
    let token = "a-token-nobody-guesses";
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = Server::start(&place, &[("C2R_METRICS_TOKEN", token), ("C2R_METRICS_BIND", &free.to_string())]);
    server.get("/readyz", "");
    let figures = server.get("/metrics", &format!("authorization: Bearer {token}\r\n"));
    assert!(figures.contains("http_requests_total{") && figures.contains("process_start_time_seconds "), "{figures}");
    assert!(figures.contains("http_request_duration_seconds_bucket{"), "{figures}");
    assert!(server.get("/metrics", "authorization: Bearer wrong\r\n").starts_with("HTTP/1.1 404"));
    assert!(get(free, "/metrics", "").contains("c2r_build_info{version="));
    assert!(get(free, "/", "").starts_with("HTTP/1.1 404"));
    server.signal("-INT");
    assert_eq!(server.ended().0, Some(0));
}
