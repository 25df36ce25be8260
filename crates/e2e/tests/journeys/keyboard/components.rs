//! The components of the design system, reached and used by the keyboard.

use e2e::{Key, Keyboard, button, choice, field, heading, journey};

/// What the palette is called.
const PALETTE: &str = "Go to a city or a group";

fn address(group: &str) -> String {
    format!("/en/gallery/{group}")
}

#[tokio::test]
async fn dialogs_and_palettes_give_the_focus_back() {
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
        for (opener, said) in
            [("Palette in which nothing fits", "Nothing fits."), ("Palette that is still looking", "Looking …")]
        {
            keys.presses(button(opener)).await;
            keys.is_on(choice(PALETTE)).await;
            keys.reads(said).await;
            keys.press(Key::Escape).await;
            keys.misses(choice(PALETTE)).await;
            keys.is_on(button(opener)).await;
        }
        keys.presses(button("Open the palette")).await;
        keys.is_on(choice(PALETTE)).await;
        keys.types("quito").await;
        keys.until("Quito is marked", async || marked(keys).await.contains("Quito")).await;
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

#[tokio::test]
async fn what_was_done_is_taken_back() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("overlays")).await;
        keys.presses(button("Withdraw, with undo")).await;
        keys.presses(button("Undo")).await;
        keys.reads("The report is back.").await;
        keys.misses(button("Undo")).await;
    })
    .await;
}

#[tokio::test]
async fn a_chart_has_its_numbers_as_a_table() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("charts")).await;
        keys.presses(button("Table").and_more()).await;
        let rows = "return document.querySelectorAll('.ui-chart-table tbody tr').length";
        keys.until("the table is there", async || keys.script(rows).await == 8).await;
    })
    .await;
}

#[tokio::test]
async fn a_text_is_looked_at_before_it_is_sent() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("forms")).await;
        keys.writes(field("What is right?"), "Two *three*").await;
        keys.presses(button("Look")).await;
        let seen = "return document.querySelector('.ui-preview em')?.innerText ?? ''";
        keys.until("it is seen", async || keys.script(seen).await == "three").await;
    })
    .await;
}

#[tokio::test]
async fn a_table_is_sorted_and_walked() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(&address("data")).await;
        let at_a_row = "return document.activeElement.matches('.ui-table tbody tr')";
        let sorter = "return document.activeElement.matches('.ui-table thead button')";
        tab_until(keys, sorter).await;
        keys.press(Key::Enter).await;
        let state = "return document.activeElement.closest('th').getAttribute('aria-sort')";
        keys.until("it is sorted by it", async || keys.script(state).await == "ascending").await;
        tab_until(keys, at_a_row).await;
        let key = "return document.activeElement.dataset.key";
        let first = keys.script(key).await;
        keys.press(Key::Down).await;
        assert_ne!(keys.script(key).await, first);
        keys.press(Key::Enter).await;
        keys.lands().await;
        assert!(keys.address().await.starts_with("/en/cities/"));
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
