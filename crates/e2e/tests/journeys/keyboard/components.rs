//! The components of the design system, reached and used by the keyboard.

use e2e::{Key, Keyboard, button, choice, field, heading, journey};

/// What the palette is called.
const PALETTE: &str = "Go to a city or a group";

fn address(group: &str) -> String {
    format!("/en/gallery/{group}")
}

#[tokio::test]
async fn dialogs_and_palettes_give_the_focus_back_and_what_was_done_is_taken_back() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("overlays")).await;
        for (opener, title) in
            [("Ask before withdrawing", "Withdraw the report?"), ("Show the facts of Accra", "Accra, Ghana")]
        {
            keys.presses(button(opener)).await;
            keys.is_on(heading(title)).await;
            keys.press(Key::Escape).await;
            keys.misses(heading(title)).await;
            keys.is_on(button(opener)).await;
        }
        for (opener, said) in [
            ("Palette in which nothing fits", "Nothing fits."),
            ("Palette that is still looking", "Looking …"),
            ("Palette that could not look", "This could not be fetched."),
        ] {
            keys.presses(button(opener)).await;
            keys.is_on(choice(PALETTE)).await;
            keys.reads(said).await;
            assert_eq!(keys.barriers().await, [""; 0]);
            keys.press(Key::Escape).await;
            keys.misses(choice(PALETTE)).await;
            keys.is_on(button(opener)).await;
        }
        keys.presses(button("Withdraw, with undo")).await;
        keys.presses(button("Undo")).await;
        keys.reads("The report is back.").await;
        keys.misses(button("Undo")).await;

        keys.presses_before(button("Open the palette")).await;
        keys.is_on(choice(PALETTE)).await;
        assert_eq!(marked(keys).await, "", "nothing is marked while nothing is written");
        keys.types("qui").await;
        keys.until("the first line is marked", async || marked(keys).await.contains("Quito")).await;
        keys.press(Key::Up).await;
        assert!(marked(keys).await.contains("All cities with “qui”"), "round about");
        keys.press(Key::Down).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Quito").await;
    })
    .await;
}

/// The line of a palette that Enter takes.
async fn marked(keys: Keyboard<'_>) -> String {
    let marked = "const field = document.querySelector('dialog[open] input');
        return document.getElementById(field.getAttribute('aria-activedescendant'))?.innerText ?? ''";
    keys.script(marked).await.as_str().unwrap_or_default().to_owned()
}

/// Presses all that the second chart has.
const MAKE_FILES: &str =
    "document.querySelectorAll('.ui-chart')[1].querySelectorAll('button').forEach(one => one.click())";

#[tokio::test]
async fn a_chart_has_its_numbers_as_a_table() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("charts")).await;
        assert_eq!(keys.script("return document.querySelectorAll('.ui-chart svg[role=img]').length").await, 6);
        keys.presses(button("Table").and_more()).await;
        let rows = "return document.querySelectorAll('.ui-chart-table tbody tr').length";
        keys.until("the table is there", async || keys.script(rows).await == 8).await;
        keys.reads("24,874,500").await;
        // Files are made without a complaint of the browser's.
        keys.script(MAKE_FILES).await;
    })
    .await;
}

#[tokio::test]
async fn a_text_is_looked_at_before_it_is_sent() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("forms")).await;
        keys.writes(field("What is right?"), "One <b>").await;
        keys.press(Key::Enter).await;
        keys.press(Key::Enter).await;
        keys.types("Two *three*").await;
        keys.presses(button("Look")).await;
        let seen = "return [...document.querySelectorAll('.ui-preview p')].map(p => p.innerText).join('|')";
        keys.until("it is seen", async || keys.script(seen).await == "One <b>|Two three").await;
        assert_eq!(keys.script("return document.querySelector('.ui-preview em')?.innerText").await, "three");
    })
    .await;
}

/// What stands first in the table, and how its third column is sorted.
const SORTED: &str = "return [document.querySelector('.ui-table tbody th').innerText,
    document.querySelectorAll('.ui-table thead th')[2].getAttribute('aria-sort')].join()";

#[tokio::test]
async fn a_table_is_sorted_and_walked() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("data")).await;
        tab_until(keys, "return document.activeElement === document.querySelectorAll('.ui-table thead button')[2]")
            .await;
        keys.press(Key::Enter).await;
        keys.until("it is sorted by it", async || keys.script(SORTED).await == "Athens,ascending").await;
        keys.press(Key::Enter).await;
        keys.until("it is sorted the other way", async || keys.script(SORTED).await == "Shanghai,descending").await;
        let last = "return document.querySelector('.ui-table tbody tr:last-child th').innerText";
        assert_eq!(keys.script(last).await, "Haiyan County", "what is not known comes last");

        let stops = "return document.querySelectorAll('.ui-table tbody tr[tabindex=\"0\"]').length";
        assert_eq!(keys.script(stops).await, 1);
        tab_until(keys, "return document.activeElement.matches('.ui-table tbody tr')").await;
        let focused = "return document.activeElement.dataset.key";
        keys.press(Key::Down).await;
        assert_eq!(keys.script(focused).await, "kinshasa");
        keys.press(Key::Up).await;
        keys.press(Key::Up).await;
        assert_eq!(keys.script(focused).await, "shanghai", "the ends do not go round");
        keys.press(Key::Enter).await;
        keys.lands_at("Shanghai").await;
    })
    .await;
}

/// Goes on with the tab key until a script says so.
async fn tab_until(keys: Keyboard<'_>, script: &str) {
    for _ in 0..60 {
        if keys.script(script).await == true {
            return;
        }
        keys.press(Key::Tab).await;
    }
    panic!("the tab key does not come to where this is true: {script}");
}
