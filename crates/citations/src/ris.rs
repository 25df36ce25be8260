//! RIS, the format that reference managers exchange.

use crate::text::told;
use crate::{Name, Work};

/// Works as a RIS file in UTF-8, a record each, in their order; lines end as the format wants it, with CR and LF.
///
/// A value is one line, so that none can begin a field or end a record. The format has no way to write a comma within
/// the name of an organisation: programs may take what follows it for a given name. It has no field for a licence
/// either, which stands in a note (`N1`).
#[must_use]
pub fn ris(works: &[Work]) -> String {
    works.iter().map(record).collect::<Vec<_>>().join("\r\n")
}

fn record(work: &Work) -> String {
    let mut record = String::new();
    for (tag, value) in fields(work) {
        record.extend([tag, "  - ", value.as_str(), "\r\n"]);
    }
    record.push_str("ER  - \r\n");
    record
}

/// The fields that hold something.
fn fields(work: &Work) -> Vec<(&'static str, String)> {
    let kind = work.kind;
    // A site or a journal is the title around the work, where other works have their series.
    let (publisher, series) = if kind.is_within_publisher() { ("T2", "T3") } else { ("PB", "T2") };
    let head = [("TY", Some(kind.ris().to_owned())), ("ID", Some(work.safe_key()))];
    let authors = work.named().into_iter().map(|name| ("AU", Some(author(name))));
    let rest = [
        ("TI", told(Some(&work.title))),
        (publisher, told(work.publisher.as_deref())),
        (series, told(work.series.as_deref())),
        (kind.ris_number(), told(work.number.as_deref())),
        ("ET", told(work.version.as_deref())),
        ("M3", told(work.genre.as_deref())),
        ("PY", work.told_year().map(|year| format!("{year:04}"))),
        ("LA", told(work.language.as_deref())),
        ("AB", told(work.summary.as_deref())),
        ("N1", told(work.licence.as_deref())),
        ("UR", work.address()),
        ("Y2", work.accessed.map(|date| date.to_string().replace('-', "/"))),
    ];
    head.into_iter().chain(authors).chain(rest).filter_map(|(tag, value)| Some((tag, value?))).collect()
}

fn author(name: Name) -> String {
    match name {
        Name::Whole(name) => name,
        Name::Person { given, family } => format!("{family}, {given}"),
    }
}
