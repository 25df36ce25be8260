//! Charts.

use super::{Part, facts};
use crate::messages::{Key, number, t};
use leptos::prelude::*;
use ui::charts::{Chart, ChartData, ChartWords, Form};

/// A form, its data, the finding and the caption, and the name of its files.
type Shown = (Form, fn() -> ChartData, Key, Key, &'static str);

/// All forms.
const CHARTS: [Shown; 6] = [
    (Form::Bar, facts::largest, Key::GalleryBar, Key::GalleryBarNote, "largest-cities"),
    (Form::Stacked, facts::incomes, Key::GalleryStacked, Key::GalleryStackedNote, "income-groups"),
    (Form::Dot, facts::sizes, Key::GalleryDots, Key::GalleryDotsNote, "median-and-largest"),
    (Form::Line, facts::joined, Key::GalleryLine, Key::GalleryLineNote, "members-by-year"),
    (Form::Heat, facts::shocks, Key::GalleryHeat, Key::GalleryHeatNote, "shocks-by-region"),
    (Form::Radar, facts::profiles, Key::GalleryRadar, Key::GalleryRadarNote, "profiles"),
];

/// All of them.
pub(super) fn show() -> AnyView {
    let words =
        ChartWords { table: t(Key::GalleryAsTable).into(), files: t(Key::GalleryFiles).into(), nothing: "–".into() };
    let charts = CHARTS.into_iter().map(|(form, data, title, caption, file)| {
        view! { <Chart form data=data() title=t(title) caption=t(caption) number=number file words/> }
    });
    let charts = charts.collect_view();
    view! { <Part name="Chart" readme=ui::charts::README>{charts}</Part> }.into_any()
}
