//! Choosing by the arrow keys.

use e2e::{Key, Keyboard, choice, option};

/// Whether the open list of a field to choose from has something in it.
const FITS: &str = "const open = document.querySelector('[role=combobox][aria-expanded=true]');
    return open !== null && document.getElementById(open.getAttribute('aria-controls')).children.length > 0";

/// More than there are in any group.
const MANY: usize = 20;

/// Goes on to a group of which one is chosen, at the one that the tab key comes to, and on to another one.
pub(super) async fn picks(keys: Keyboard<'_>, first: &str, wanted: &str) {
    keys.tab_to(option(first)).await;
    let mut passed = Vec::new();
    for _ in 0..MANY {
        let here = keys.focused().await;
        if here.is(&option(wanted)) {
            keys.press(' ').await;
            assert_eq!(keys.property(option(wanted), "checked").await, "true");
            return;
        }
        passed.push(here.to_string());
        keys.press(Key::Down).await;
    }
    panic!("the arrow keys do not come to “{wanted}”; they came to: {}", passed.join(", "));
}

/// Writes into a field to choose from many, and takes what comes first.
pub(super) async fn takes(keys: Keyboard<'_>, name: &str, text: &str) {
    keys.writes(choice(name), text).await;
    keys.until("something fits", async || keys.script(FITS).await == true).await;
    keys.press(Key::Down).await;
    keys.press(Key::Enter).await;
}
