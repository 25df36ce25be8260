//! What the platform is, whom it thanks, and what it does with what one tells it.

use crate::messages::{Key, t};
use crate::parts::{Share, SourceLink, use_page};
use crate::state::Shortcuts;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use ui::Checkbox;

/// The page's chunk.
pub(crate) struct AboutRoute;

#[lazy_route]
impl LazyRoute for AboutRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <About/> }.into_any()
    }
}

/// The notice that goes with every copy of the world's outline.
const WORLD_ATLAS_NOTICE: &str = include_str!("../assets/world-atlas.txt");

#[component]
fn About() -> impl IntoView {
    use_page(|| Some(t(Key::AboutTitle).to_owned()));
    view! {
        <article class="page narrow prose">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::AboutTitle)}</h1>
                <Share title=t(Key::AboutTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::AboutLede)}</p>
            <p>{t(Key::AboutWho)}</p>
            <p>{t(Key::AboutOpen)}</p>
            <h2>{t(Key::AboutApi)}</h2>
            <p>{t(Key::AboutApiText)} " " <a href="/api/v1/docs/" rel="external">{t(Key::AboutApiLink)}</a></p>
            <h2 id="credits">{t(Key::AboutCredits)}</h2>
            <Credits/>
            <h2 id="privacy">{t(Key::AboutPrivacy)}</h2>
            <p>{t(Key::AboutPrivacyNobody)}</p>
            <p>{t(Key::AboutPrivacyDevice)}</p>
            <p>{t(Key::AboutPrivacyReport)}</p>
            <p>{t(Key::AboutPrivacyMails)}</p>
            <h2 id="keyboard">{t(Key::AboutKeyboard)}</h2>
            <Keyboard/>
        </article>
    }
}

/// The lines that the sources ask to be shown, in the words of `reference/ATTRIBUTION.md`.
#[component]
fn Credits() -> impl IntoView {
    let link = |url: &str, name: &str| view! { <SourceLink url=url.to_owned() name=name.to_owned()/> };
    let cc_by = || link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0");
    view! {
        <ul class="bullets">
            <li>
                "Place names, coordinates, population and time zones: contains data from "
                {link("https://www.geonames.org/", "GeoNames")} ", licensed under " {cc_by()}
                "; selected and combined with other sources."
            </li>
            <li>
                "Income groups: The World Bank, World Bank Country and Lending Groups, licensed under " {cc_by()} "."
            </li>
            <li>
                "Climate zones: Köppen–Geiger classification after Rubel, F., Brugger, K., Haslinger, K. and Auer, I., \
                 “The climate of the European Alps: Shift of very high resolution Köppen–Geiger climate zones 1800–2100”, "
                <em>"Meteorologische Zeitschrift"</em> " 26 (2017, online 2016), "
                {link("https://doi.org/10.1127/metz/2016/0816", "doi:10.1127/metz/2016/0816")} "."
            </li>
            <li>
                "Map and distance to the coast: made with " {link("https://www.naturalearthdata.com/", "Natural Earth")}
                " (public domain), through " {link("https://github.com/topojson/world-atlas", "world-atlas")} " 2.0.2 (notice below)."
            </li>
            <li>
                "Country names in Spanish, French and Arabic follow the United Nations' terminology database, UNTERM. The names \
                 and boundaries shown imply no opinion on the legal status of any territory or the course of its borders."
            </li>
            <li>
                "City Resilience Framework: Arup, with the Rockefeller Foundation. Ten Essentials and Making Cities Resilient 2030: \
                 UNDRR. Sustainable Development Goals and Sendai Framework: United Nations. Toolkit for a Resilient Recovery: \
                 Resilient Cities Network. They are named for reference; none of these bodies has endorsed this application."
            </li>
            <li>"Membership, strategies, shocks and stresses: the publications linked beside each city."</li>
        </ul>
        <details>
            <summary>{t(Key::AboutNotice)}</summary>
            <pre>{WORLD_ATLAS_NOTICE}</pre>
        </details>
    }
}

#[component]
fn Keyboard() -> impl IntoView {
    let shortcuts: Shortcuts = expect_context();
    view! {
        <dl class="facts">
            <div class="fact"><dt><kbd>"/"</kbd></dt><dd>{t(Key::KeyboardSearch)}</dd></div>
            <div class="fact"><dt><kbd>"j"</kbd> " " <kbd>"k"</kbd></dt><dd>{t(Key::KeyboardRows)}</dd></div>
            <div class="fact"><dt><kbd>"Enter"</kbd></dt><dd>{t(Key::KeyboardOpen)}</dd></div>
            <div class="fact"><dt>{t(Key::KeyboardArrowsName)}</dt><dd>{t(Key::KeyboardArrows)}</dd></div>
        </dl>
        <Checkbox
            id="use-shortcuts" label=t(Key::KeyboardUse) checked=Signal::derive(move || shortcuts.are_on())
            on_change=move |on| shortcuts.turn(on)
        />
    }
}
