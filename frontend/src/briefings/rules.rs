//! The rules by which an issue drafts itself, in plain words: the same as in `domain::briefings`, which follows them.

use super::addresses::{briefings, rules};
use super::words::layout;
use crate::lessons::addresses::lesson_grades;
use crate::messages::{Key, number, t};
use crate::parts::{Crumbs, Share, use_page};
use domain::briefings::{BriefingLayout, LOOK_BACK};
use leptos::prelude::*;
use ui::{Cell, Column, Link, Rank, Row, Table};

/// Whether a path is the page of the rules.
pub(super) fn is_rules(path: &str) -> bool {
    path.trim_end_matches('/') == rules()
}

/// What gives points, and how many.
const POINTS: [(Key, f64); 5] = [
    (Key::RulesBetter, 4.0),
    (Key::RulesTried, 1.0),
    (Key::RulesNew, 2.0),
    (Key::RulesEvaluated, 2.0),
    (Key::RulesSeveral, 1.0),
];

/// The page.
#[component]
pub(super) fn RulesPage() -> impl IntoView {
    use_page(|| Some(t(Key::RulesTitle).to_owned()));
    let above = vec![(briefings(), t(Key::BriefingsTitle).to_owned())];
    let back = number(f64::from(LOOK_BACK));
    let said = |key: Key| crate::messages::fill(key, &[("n", &back)]);
    view! {
        <article class="page narrow prose">
            <Crumbs above here=t(Key::RulesTitle)/>
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::RulesTitle)}</h1>
                <Share title=t(Key::RulesTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::RulesLede)}</p>
            <h2>{t(Key::RulesMay)}</h2>
            <p>{said(Key::RulesMayText)}</p>
            <h2>{t(Key::RulesFirst)}</h2>
            <p>{t(Key::RulesFirstText)}</p>
            <Points/>
            <p>{t(Key::RulesEquals)} " " <Link href=lesson_grades()>{t(Key::RulesGrades)}</Link></p>
            <h2>{t(Key::RulesNeglected)}</h2>
            <p>{said(Key::RulesNeglectedText)}</p>
            <h2>{layout(BriefingLayout::AToD)}</h2>
            <p>{t(Key::RulesAToD)}</p>
            <h2>{layout(BriefingLayout::FourDrivers)}</h2>
            <p>{t(Key::RulesFourDrivers)}</p>
            <h2>{t(Key::RulesEditors)}</h2>
            <p>{t(Key::RulesEditorsText)}</p>
            <p class="acts"><Link rank=Rank::Plain href=briefings()>{t(Key::BriefingsAll)}</Link></p>
        </article>
    }
}

/// The points, one line each.
#[component]
fn Points() -> impl IntoView {
    let column = |key: &'static str, label: Key, numeric: bool| Column {
        key,
        label: t(label).into(),
        numeric,
        sortable: false,
        href: None,
    };
    let columns = vec![column("for", Key::RulesFor, false), column("points", Key::RulesPoints, true)];
    let row = |(what, points): (Key, f64)| {
        let cells = vec![Cell::Text(t(what).to_owned()), Cell::Number { shown: number(points), value: points }];
        Row { key: t(what).to_owned(), cells }
    };
    let rows: Vec<Row> = POINTS.map(row).to_vec();
    view! { <Table caption=t(Key::RulesFirst) columns rows sort=RwSignal::new(None) titled=true/> }
}
