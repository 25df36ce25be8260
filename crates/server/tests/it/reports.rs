use crate::place::Place;
use serde_json::Value;

/// Ids sort by the time they were made: this one before those of today.
const FIRST: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
/// Plays with a terminal, with a spreadsheet and with who reads.
const NASTY: &str = "=1+1 \u{1b}[2J\u{9b}31m\u{202e}olleh, \"quoted\"";

#[test]
fn reports_cannot_play_with_the_reader() {
    let place = Place::loaded();
    place.plant(FIRST, NASTY, "name@example.org");
    for format in ["table", "json", "csv"] {
        let said = place.run(&["corrections", "list", "--format", format]).succeeded();
        let foreign = said
            .chars()
            .filter(|letter| letter.is_control() && !matches!(letter, '\n' | '\r') || *letter == '\u{202e}');
        assert_eq!(foreign.count(), 0, "{format}: {said:?}");
        assert!(said.contains("name@example.org"), "{said}");
    }
}

#[test]
fn csv_holds_no_formula_and_keeps_its_cells() {
    let place = Place::loaded();
    place.plant(FIRST, NASTY, "");
    let said = place.run(&["corrections", "list", "--format", "csv"]).succeeded();
    assert!(
        said.starts_with("\"id\",\"received_at\",\"status\",\"city\",\"fact\",\"value\",\"source\",\"email\"\r\n"),
        "{said}"
    );
    assert!(
        said.contains(
            r#","received","accra","shocks","'=1+1 \u{1b}[2J\u{9b}31m\u{202e}olleh, ""quoted""","https://example.org/",""#
        ),
        "{said}"
    );
}

#[test]
fn json_is_whole_and_in_order() {
    let place = Place::loaded();
    assert_eq!(place.run(&["corrections", "list", "--format", "json"]).succeeded(), "[]\n");
    place.report("second");
    place.report("third");
    place.plant(FIRST, NASTY, "");
    assert_eq!(place.reported(), [NASTY, "second", "third"]);
    let listed: Value =
        serde_json::from_str(&place.run(&["corrections", "list", "--format", "json"]).succeeded()).unwrap();
    assert_eq!(listed[0]["city"], "accra");
    assert_eq!(listed[0]["status"], "received", "what is decided is told from what waits");
    assert_eq!(listed[1]["email"], Value::Null);
}

#[test]
fn the_table_cuts_long_texts_and_says_when_there_are_none() {
    let place = Place::loaded();
    assert!(place.run(&["corrections", "list"]).succeeded().ends_with("nothing was reported\n"));
    place.report(&"long ".repeat(100));
    let said = place.run(&["corrections", "list"]).succeeded();
    assert!(said.contains("long…  https://example.org/") || said.contains("…  https://example.org/"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() < 250), "{said}");
}
