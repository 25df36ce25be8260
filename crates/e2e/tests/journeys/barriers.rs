//! Every page on every screen: nothing in anybody's way, and a picture where somebody wants one.

use e2e::{Scheme, journey, pictures_wanted};

/// Names for pictures, and addresses.
const PAGES: [(&str, &str); 12] = [
    ("landing", "/en/"),
    ("cities", "/en/cities"),
    ("cities-map", "/en/cities?view=map"),
    ("cities-filtered", "/en/cities?region=africa&shock=urban_fire&q=accra"),
    ("city", "/en/cities/accra"),
    ("report", "/en/cities/accra/report"),
    ("compare", "/en/compare?cities=accra,lagos,dakar"),
    ("glossary", "/en/glossary"),
    ("tour", "/en/tour?step=3"),
    ("search", "/en/search?q=flood"),
    ("about", "/en/about"),
    ("missing", "/en/nowhere"),
];
const WIDTHS: [u64; 4] = [320, 360, 768, 1440];
/// By night the layout is that of the day: the narrowest and the widest screen show all its colours.
const BY_NIGHT: [u64; 2] = [320, 1440];
const PICTURED: [u64; 3] = [360, 768, 1440];

/// The screens to look at: where pictures are wanted, every one that is pictured.
fn widths(scheme: Scheme) -> &'static [u64] {
    match scheme {
        Scheme::Light => &WIDTHS,
        Scheme::Dark if pictures_wanted().is_some() => &PICTURED,
        Scheme::Dark => &BY_NIGHT,
    }
}

/// Lines of the name in the top bar.
const LINES_OF_BRAND: &str = "const name = document.querySelector('#app .mark span');
    return Math.round(name.getBoundingClientRect().height / parseFloat(getComputedStyle(name).lineHeight))";

async fn tour(scheme: Scheme) {
    journey(async |visitor, _| {
        visitor.expects_console("404");
        visitor.prefers(scheme).await;
        let mut found = Vec::new();
        for &width in widths(scheme) {
            let pictured = pictures_wanted().is_some() && PICTURED.contains(&width);
            visitor.is_wide(width).await;
            for (name, path) in PAGES {
                visitor.open(path).await;
                let place = format!("{name} at {width}, {}", scheme.as_str());
                if width >= 768 && visitor.script(LINES_OF_BRAND).await != 1 {
                    found.push(format!("{place}: the name in the bar is broken"));
                }
                if visitor.overhang().await > 0 {
                    found.push(format!("{place}: wider than the screen"));
                }
                found.extend(visitor.barriers().await.into_iter().map(|barrier| format!("{place}: {barrier}")));
                if pictured {
                    visitor.pictures(&format!("{name}-{width}-{}", scheme.as_str())).await;
                }
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_in_the_way_by_day() {
    tour(Scheme::Light).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_by_night() {
    tour(Scheme::Dark).await;
}

#[tokio::test]
async fn a_barrier_would_be_found() {
    journey(async |visitor, _| {
        visitor.open("/en/about").await;
        visitor
            .script("document.querySelector('main h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
            .await;
        let found = visitor.barriers().await;
        assert!(found.len() == 1 && found[0].starts_with("image-alt"), "{found:?}");
        visitor.script("document.querySelector('main img').style.width = '200vw'").await;
        assert!(visitor.overhang().await > 0);
    })
    .await;
}
