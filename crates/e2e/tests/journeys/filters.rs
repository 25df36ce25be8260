//! Finding cities: whatever is chosen stands in the address.

use e2e::{Browser, button, checkbox, choice, field, heading, journey, link, region};

/// How many cities there are, as the page says.
pub(super) async fn count(visitor: &Browser) -> usize {
    let text = visitor.text().await;
    let line = text.lines().find_map(|line| line.strip_suffix(" cities").or_else(|| line.strip_suffix(" city")));
    line.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no count in:\n{text}"))
}

/// How many cities a box promises: the number at the end of its name.
pub(super) fn promised(name: &str) -> usize {
    name.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no number in “{name}”"))
}

/// Ticks a box, and waits until there are as many cities as it promised.
async fn narrow(visitor: &Browser, name: &str) -> usize {
    let promise = promised(&visitor.sees(checkbox(name).and_more()).await);
    visitor.click(checkbox(name).and_more()).await;
    visitor.until("there are as many as promised", async || count(visitor).await == promise).await;
    visitor.settled().await;
    promise
}

#[tokio::test]
async fn filters_stand_in_the_address_and_survive_a_reload() {
    journey(async |visitor, _| {
        visitor.open("/en/cities").await;
        let all = count(visitor).await;
        let in_africa = narrow(visitor, "Africa").await;
        visitor.is_at("/en/cities?region=africa").await;
        visitor.click(button("Shocks")).await;
        let with_fire = narrow(visitor, "Urban fire").await;
        assert!(with_fire < in_africa && in_africa < all && with_fire > 0);
        visitor.is_at("/en/cities?region=africa&shock=urban_fire").await;

        visitor.reload().await;
        assert_eq!(count(visitor).await, with_fire);
        assert_eq!(visitor.property(checkbox("Africa").and_more(), "checked").await, "true");
        assert_eq!(visitor.property(checkbox("Urban fire").and_more(), "checked").await, "true");
        visitor.pictures("cities-filtered-1440-light").await;

        visitor.back().await;
        visitor.is_at("/en/cities?region=africa").await;
        assert_eq!(count(visitor).await, in_africa);
        visitor.back().await;
        visitor.is_at("/en/cities").await;
        assert_eq!(count(visitor).await, all);
        visitor.forward().await;
        visitor.is_at("/en/cities?region=africa").await;
        assert_eq!(count(visitor).await, in_africa);
    })
    .await;
}

#[tokio::test]
async fn filters_are_taken_off_one_by_one_or_all_at_once() {
    journey(async |visitor, _| {
        visitor.open("/en/cities?region=africa&shock=urban_fire&coastal=true").await;
        visitor.click(link("Remove filter Shocks: Urban fire")).await;
        visitor.is_at("/en/cities?region=africa&coastal=true").await;
        visitor.misses(link("Remove filter Shocks: Urban fire")).await;
        let focused = visitor.focused().await;
        assert_eq!(
            (focused.role.as_str(), focused.name.as_str()),
            ("heading", "Cities"),
            "the chip took the focus with it"
        );

        visitor.click(link("Clear all filters")).await;
        visitor.is_at("/en/cities").await;
        visitor.misses(link("Clear all filters")).await;
        assert_eq!(visitor.property(checkbox("Africa").and_more(), "checked").await, "false");

        // Where there is less room they open over the list, and a click beside them closes them.
        visitor.is_wide(1100).await;
        visitor.open("/en/cities").await;
        visitor.misses(button("Region")).await;
        visitor.click(button("Filters")).await;
        visitor.sees(button("Region")).await;
        visitor.click(heading("Cities")).await;
        visitor.misses(button("Region")).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_is_sorted_searched_and_taken_away() {
    journey(async |visitor, app| {
        let listed = || link("").and_more().within(region("List of cities"));
        visitor.open("/en/cities").await;
        visitor.choose(choice("Sort by"), "Population, largest first").await;
        visitor.is_at("/en/cities?sort=-population").await;
        visitor.until("the largest stands first", async || visitor.script(FIRST_ROWS).await[0] == "Shanghai").await;

        visitor.fill(field("Find by name, country or what it faces"), "ghana").await;
        visitor.is_at("/en/cities?q=ghana&sort=-population").await;
        visitor.until("the list follows", async || count(visitor).await < 10).await;
        visitor.settled().await;
        assert!(visitor.names(listed()).await.contains(&"Accra".to_owned()));

        let csv = visitor.property(link("CSV"), "href").await;
        let path = csv.strip_prefix(&app.url).expect("the file is the server's own");
        let lines = app.get(path).send().await.text().lines().count();
        assert_eq!(path, "/api/v1/cities.csv?q=ghana");
        assert_eq!(lines, count(visitor).await + 1, "a line for each city, and the names of the columns");
    })
    .await;
}

/// The names of the rows that are there.
pub(super) const FIRST_ROWS: &str =
    "return [...document.querySelectorAll('.rows .row-name')].map(row => row.textContent)";

/// Whether filters, list and map follow each other in the line, and the map reaches from the bar to the end of the
/// screen.
const SIDE_BY_SIDE: &str = "
    const box = part => document.querySelector(part).getBoundingClientRect();
    const boxes = ['.filters', '.found', '.found-map'].map(box);
    const [first, second, third] = document.dir === 'rtl' ? boxes.toReversed() : boxes;
    const bar = box('.topbar').bottom, map = boxes[2];
    return first.right <= second.left && second.right <= third.left
        && Math.abs(map.top - bar) < 2 && Math.abs(map.bottom - innerHeight) < 2";

#[tokio::test]
async fn a_wide_screen_has_filters_list_and_map_side_by_side() {
    journey(async |visitor, _| {
        for (path, width) in [("/en/cities", 1180), ("/en/cities", 1440), ("/ar/cities", 1440)] {
            visitor.is_wide(width).await;
            visitor.open(path).await;
            visitor.until("they stand side by side", async || visitor.script(SIDE_BY_SIDE).await == true).await;
            visitor.script("scrollTo(0, 900)").await;
            visitor.until("the map stays in sight", async || visitor.script(SIDE_BY_SIDE).await == true).await;
        }
    })
    .await;
}
