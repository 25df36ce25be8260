//! The components of the design system: nothing in anybody's way, and everything by keyboard.

use e2e::{Browser, Key, Target, button, choice, heading, journey};

pub(super) const PAGES: [(&str, &str); 5] = [
    ("gallery-actions", "/en/gallery/actions"),
    ("gallery-forms", "/en/gallery/forms"),
    ("gallery-overlays", "/en/gallery/overlays"),
    ("gallery-data", "/en/gallery/data"),
    ("gallery-charts", "/en/gallery/charts"),
];
const GROUPS: [&str; 5] = ["actions", "forms", "overlays", "data", "charts"];
const WIDTHS: [u64; 2] = [360, 1440];
/// Shows what is busy, too.
const MAKE_BUSY: &str = "document.querySelector('main [role=switch]').click()";

fn address(group: &str) -> String {
    format!("/en/gallery/{group}")
}

async fn look(visitor: &Browser, place: &str, found: &mut Vec<String>) {
    if visitor.overhang().await > 0 {
        found.push(format!("{place}: wider than the screen"));
    }
    found.extend(visitor.barriers().await.into_iter().map(|barrier| format!("{place}: {barrier}")));
}

#[tokio::test]
async fn no_component_is_in_the_way() {
    journey(async |visitor, _| {
        let mut found = Vec::new();
        for (name, path) in PAGES {
            visitor.open(path).await;
            visitor.script(MAKE_BUSY).await;
            look(visitor, &format!("{name}, busy"), &mut found).await;
        }
        found.extend(visitor.tours(&PAGES).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn components_turn_round_with_the_direction_of_reading() {
    journey(async |visitor, _| {
        let mut found = Vec::new();
        for (width, group) in WIDTHS.into_iter().flat_map(|width| GROUPS.map(|group| (width, group))) {
            visitor.is_wide(width).await;
            visitor.open(&address("actions")).await;
            visitor.script("document.documentElement.dir = 'rtl'").await;
            // Within the app, so that the page is made for this direction.
            visitor.script(&format!("document.querySelector('main nav a[href$=\"{group}\"]').click()")).await;
            visitor.arrives_at(&format!("Gallery: {group}")).await;
            look(visitor, &format!("{group} at {width}, from the right"), &mut found).await;
            visitor.pictures(&format!("gallery-{group}-{width}-rtl")).await;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

async fn focus_is_on(visitor: &Browser, role: &str, name: &str) {
    let what = format!("the {role} “{name}” has the focus");
    visitor
        .until(&what, async || {
            let focused = visitor.focused().await;
            focused.role == role && focused.name == name
        })
        .await;
}

/// Puts the focus on something without pressing it.
async fn focus_first(visitor: &Browser, selector: &str) {
    visitor.script(&format!("document.querySelector({selector:?}).focus()")).await;
}

fn city() -> Target {
    choice("City")
}

#[tokio::test]
async fn a_combobox_is_used_by_keyboard() {
    journey(async |visitor, _| {
        visitor.open(&address("forms")).await;
        focus_first(visitor, "#gallery-combobox").await;
        visitor.types("ac").await;
        visitor.press(Key::Down).await;
        let marked = "const field = document.querySelector('#gallery-combobox');
            return document.getElementById(field.getAttribute('aria-activedescendant'))?.innerText ?? ''";
        assert!(visitor.script(marked).await.as_str().unwrap().contains("Accra"));
        visitor.press(Key::Enter).await;
        assert_eq!(visitor.property(city(), "value").await, "Accra");
        focus_is_on(visitor, "combobox", "City").await;

        // Escape closes the list and leaves what is chosen; once more, and nothing is.
        visitor.press(Key::Down).await;
        visitor.press(Key::Escape).await;
        assert_eq!(visitor.property(city(), "ariaExpanded").await, "false");
        assert_eq!(visitor.property(city(), "value").await, "Accra");
        visitor.press(Key::Escape).await;
        assert_eq!(visitor.property(city(), "value").await, "");

        // What was written and not chosen goes.
        visitor.types("zz").await;
        visitor.reads("Nothing fits.").await;
        visitor.press(Key::Tab).await;
        assert_eq!(visitor.property(city(), "value").await, "");
    })
    .await;
}

#[tokio::test]
async fn a_combobox_takes_several_and_asks_elsewhere() {
    journey(async |visitor, _| {
        visitor.open(&address("forms")).await;
        visitor.sees(button("Remove Kinshasa")).await;
        focus_first(visitor, "#gallery-several").await;
        visitor.press(Key::Backspace).await;
        visitor.misses(button("Remove Kinshasa")).await;
        visitor.types("lag").await;
        visitor.press(Key::Down).await;
        visitor.press(Key::Enter).await;
        visitor.sees(button("Remove Lagos")).await;

        focus_first(visitor, "#gallery-asked").await;
        visitor.types("quito").await;
        let there = "return document.querySelectorAll('#gallery-asked-list [role=option]').length";
        visitor.until("the answer has come", async || visitor.script(there).await == 1).await;
        visitor.press(Key::Down).await;
        visitor.press(Key::Enter).await;
        assert_eq!(visitor.property(choice("City, asked for while one writes"), "value").await, "Quito");

        focus_first(visitor, "#gallery-broken").await;
        visitor.types("a").await;
        visitor.reads("This could not be fetched.").await;
    })
    .await;
}

#[tokio::test]
async fn a_menu_is_used_by_keyboard() {
    journey(async |visitor, _| {
        visitor.open(&address("overlays")).await;
        focus_first(visitor, ".ui-menu-button").await;
        visitor.press(Key::Down).await;
        focus_is_on(visitor, "menuitem", "Open the city").await;
        visitor.press(Key::Up).await;
        focus_is_on(visitor, "menuitem", "Withdraw the report").await;
        visitor.press(Key::Home).await;
        visitor.press('c').await;
        focus_is_on(visitor, "menuitem", "Copy the address").await;
        visitor.press(Key::Escape).await;
        focus_is_on(visitor, "button", "More").await;
        visitor.press(Key::Up).await;
        focus_is_on(visitor, "menuitem", "Withdraw the report").await;
        visitor.press(Key::Enter).await;
        visitor.reads("The report is withdrawn.").await;
    })
    .await;
}

#[tokio::test]
async fn a_dialog_keeps_the_focus_and_gives_it_back() {
    journey(async |visitor, _| {
        visitor.open(&address("overlays")).await;
        for (opener, title) in [("Ask before withdrawing", "Withdraw the report?"), ("Show the facts of Accra", "Accra, Ghana")] {
            visitor.click(button(opener)).await;
            focus_is_on(visitor, "heading", title).await;
            let inside = "return document.activeElement === document.body || document.querySelector('dialog[open]').contains(document.activeElement)";
            for _ in 0..5 {
                visitor.press(Key::Tab).await;
                assert_eq!(visitor.script(inside).await, true);
            }
            visitor.press(Key::Escape).await;
            visitor.misses(heading(title)).await;
            focus_is_on(visitor, "button", opener).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_map_is_walked_by_keyboard() {
    journey(async |visitor, _| {
        visitor.open(&address("data")).await;
        let maps = "[...document.querySelectorAll('.map')]";
        let stops = format!("return {maps}.map(map => map.querySelectorAll('a[tabindex=\"0\"]').length).join()");
        assert_eq!(visitor.script(&stops).await, "0,1,1,1", "one stop each, none where there is no place");
        let drawn_as_one = "return document.querySelectorAll('.map-world .many').length > 0";
        visitor.until("near cities are one", async || visitor.script(drawn_as_one).await == true).await;

        let told = format!("return {maps}[3].querySelector('.ui-callout strong')?.innerText");
        assert_eq!(visitor.script(&told).await, "Lagos", "the chosen one is told of");
        focus_first(visitor, ".map a[aria-current]").await;
        focus_is_on(visitor, "link", "Lagos, Nigeria, Member").await;
        visitor.press(Key::Right).await;
        let other = visitor.focused().await.name;
        assert_ne!(other, "Lagos, Nigeria, Member");
        visitor
            .until("the other one is told of", async || {
                other.starts_with(visitor.script(&told).await.as_str().unwrap_or("nothing"))
            })
            .await;
        visitor.press(Key::Enter).await;
        visitor.arrives_at(other.split(", ").next().unwrap()).await;
    })
    .await;
}
