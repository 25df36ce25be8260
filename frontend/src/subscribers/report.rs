//! What became of a list that was taken over, or would become of it.

use crate::messages::{Key, count, fill, number, t};
use domain::subscriptions::{ImportFault, ImportReport, MAX_IMPORT_FAULTS};
use leptos::prelude::*;
use ui::{Banner, Cell, Column, Row, Table, Tone};

/// The report.
#[component]
pub(super) fn Report(
    /// What became of it.
    report: ImportReport,
) -> impl IntoView {
    let n = |n: i64| usize::try_from(n).unwrap_or_default();
    let tone = if report.refused > 0 { Tone::Warn } else { Tone::Good };
    let word = count(if report.dry_run { Key::ImportWouldAdd } else { Key::ImportAdded }, n(report.added));
    let lines = [
        count(Key::ImportRows, n(report.rows)),
        count(Key::ImportKnown, n(report.known)),
        count(Key::ImportRefused, n(report.refused)),
    ];
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Banner tone word fresh=true><ul class="bullets">{lines}</ul></Banner>
        <Faults faults=report.faults/>
    }
}

fn row((at, fault): (usize, ImportFault)) -> Row {
    let cells = vec![
        Cell::Number { shown: number(fault.row as f64), value: fault.row as f64 },
        Cell::Text(fault.column),
        Cell::Text(fault.message),
    ];
    Row { key: at.to_string(), cells }
}

fn column(key: &'static str, label: Key, numeric: bool) -> Column {
    Column { key, label: t(label).into(), numeric, sortable: false, href: None }
}

/// What is wrong with which row.
#[component]
fn Faults(faults: Vec<ImportFault>) -> impl IntoView {
    let many = (faults.len() >= MAX_IMPORT_FAULTS).then(|| {
        let first = number(MAX_IMPORT_FAULTS as f64);
        view! { <p class="small muted">{fill(Key::ImportFaultsFirst, &[("n", &first)])}</p> }
    });
    (!faults.is_empty()).then(|| {
        let columns = vec![
            column("row", Key::ImportFaultRow, true),
            column("column", Key::ImportFaultColumn, false),
            column("fault", Key::ImportFaultWhat, false),
        ];
        let rows: Vec<Row> = faults.into_iter().enumerate().map(row).collect();
        view! { <Table caption=t(Key::ImportFaults) columns rows sort=RwSignal::new(None)/> {many} }
    })
}
