use crate::place::Place;

#[test]
fn the_first_administrator_is_made_at_the_machine() {
    let place = Place::new();
    place.run(&["migrate"]).succeeded();
    let make = ["admin", "create", "--email", "ana@example.org", "--name", "Ana"];
    let said = place.run_with(&make, "five quiet bridges over one river\n").succeeded();
    assert!(said.contains("ana@example.org is made, as an administrator's"), "{said}");
    let said = place.run_with(&make, "five quiet bridges over one river\n").succeeded();
    assert!(said.contains("there already"), "{said}");
    let told = place.run_with(&["admin", "create", "--email", "ana", "--name", "Ana"], "short\n").failed(1);
    for part in ["email: Use an e-mail address", "password: Use at least 12 characters", "No administrator was made."] {
        assert!(told.contains(part), "{told}");
    }
    assert!(place.run_with(&make, "").failed(1).contains("There is no password"));
}

#[test]
fn what_is_for_demonstration_is_removed_by_one_command() {
    let place = Place::new();
    place.run(&["migrate"]).succeeded();
    assert_eq!(place.run(&["demo", "remove"]).succeeded(), "0 accounts for demonstration removed\n");
}
