//! What is written of an item: the fields of its form, and the item that their texts mean.

use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, Kind, Texts};
use contract::{Fault, Patch};
use domain::library::{LibraryItemUpdate, LicenceKind, NewLibraryItem};

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>) -> Field {
    Field { id, pointer, label, hint, kind: Kind::Line, autocomplete: "off", required: false }
}

pub(super) const TITLE: Field =
    Field { required: true, ..field("item-title", "/title", Key::CatalogueTitle, Some(Key::CatalogueTitleHint)) };
pub(super) const KIND: Field = Field { required: true, ..field("item-kind", "/kind", Key::ItemFactKind, None) };
pub(super) const PUBLISHER: Field = field("item-publisher", "/publisher", Key::ItemFactPublisher, None);
pub(super) const AUTHORS: Field = Field {
    kind: Kind::Lines,
    ..field("item-authors", "/authors", Key::ItemFactAuthors, Some(Key::CatalogueAuthorsHint))
};
pub(super) const YEAR: Field = field("item-year", "/year", Key::ItemFactYear, Some(Key::CatalogueYearHint));
pub(super) const LANGUAGE: Field = Field {
    required: true,
    ..field("item-language", "/language", Key::ItemFactLanguage, Some(Key::CatalogueLanguageHint))
};
pub(super) const SUMMARY: Field = Field {
    required: true,
    kind: Kind::Lines,
    ..field("item-summary", "/summary", Key::CatalogueSummary, Some(Key::CatalogueSummaryHint))
};
pub(super) const URL: Field = field("item-url", "/url", Key::CatalogueUrl, Some(Key::CatalogueUrlHint));
pub(super) const THEMES: Field = field("item-themes", "/themes", Key::ItemFactTheme, None);
pub(super) const STAGES: Field = field("item-stages", "/stages", Key::ItemFactStage, None);
pub(super) const SECTORS: Field = field("item-sectors", "/sectors", Key::ItemFactSector, None);
pub(super) const SHOCKS: Field = field("item-shocks", "/shocks", Key::ItemFactShock, None);
pub(super) const LICENCE: Field =
    field("item-licence", "/licence", Key::CatalogueLicence, Some(Key::CatalogueLicenceHint));
pub(super) const LICENCE_KIND: Field =
    Field { required: true, ..field("item-licence-kind", "/licence_kind", Key::CatalogueLicenceKind, None) };
pub(super) const NOTE: Field = field("item-note", "/note", Key::CatalogueNote, Some(Key::CatalogueNoteHint));
/// What is true of it besides: in the form stand the values that are ticked, with commas between them.
pub(super) const MARKS: Field = field("item-marks", "/marks", Key::CatalogueMarks, None);

/// The address is not the publisher's own.
pub(super) const COPY: &str = "copy";
/// The programme names it.
pub(super) const NAMED: &str = "named";

/// All fields, in the order of the page.
pub(super) const FIELDS: &[Field] = &[
    TITLE,
    KIND,
    PUBLISHER,
    AUTHORS,
    YEAR,
    LANGUAGE,
    SUMMARY,
    URL,
    THEMES,
    STAGES,
    SECTORS,
    SHOCKS,
    LICENCE,
    LICENCE_KIND,
    NOTE,
    MARKS,
];

/// The values of a field that holds several, with commas between them.
pub(super) fn values(text: &str) -> Vec<String> {
    text.split(',').filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// The item that the texts mean. Before its licence is chosen, another one stands in for it.
pub(super) fn item(texts: &Texts) -> NewLibraryItem {
    let said = |field| Some(texts.of(field)).filter(|text: &String| !text.trim().is_empty());
    let marks = values(&texts.of(MARKS));
    let lines = |text: String| text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect();
    NewLibraryItem {
        title: texts.of(TITLE),
        kind: texts.of(KIND),
        publisher: said(PUBLISHER),
        authors: lines(texts.of(AUTHORS)),
        summary: texts.of(SUMMARY),
        themes: values(&texts.of(THEMES)),
        stages: values(&texts.of(STAGES)),
        sectors: values(&texts.of(SECTORS)),
        shocks: values(&texts.of(SHOCKS)),
        language: texts.of(LANGUAGE),
        // What is no number is no year.
        year: said(YEAR).map(|year| year.trim().parse().unwrap_or(0)),
        licence: said(LICENCE),
        licence_kind: texts.of(LICENCE_KIND).parse().unwrap_or(LicenceKind::Unknown),
        url: said(URL),
        note: said(NOTE),
        is_copy: marks.iter().any(|mark| mark == COPY),
        named_by_programme: marks.iter().any(|mark| mark == NAMED),
    }
}

/// What is wrong: by the rules of the domain, and what is not chosen yet.
pub(super) fn check(texts: &Texts) -> Vec<Fault> {
    let unchosen = texts.of(LICENCE_KIND).is_empty().then(|| Fault::new(LICENCE_KIND.pointer, "required", ""));
    let found = faults(item(texts)).into_iter().map(|fault| match fault.pointer.as_str() {
        "/year" => Fault { message: t(Key::CatalogueBadYear).to_owned(), ..fault },
        "/language" if !texts.of(LANGUAGE).trim().is_empty() => {
            Fault { message: t(Key::CatalogueBadLanguage).to_owned(), ..fault }
        }
        "/language" => Fault { code: "required".to_owned(), ..fault },
        _ => fault,
    });
    unchosen.into_iter().chain(found).collect()
}

fn patch<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Empty, Patch::Set)
}

/// An item as a change of what it was: all of it is said.
pub(super) fn change(new: NewLibraryItem) -> LibraryItemUpdate {
    LibraryItemUpdate {
        title: Patch::Set(new.title),
        kind: Patch::Set(new.kind),
        publisher: patch(new.publisher),
        authors: Patch::Set(new.authors),
        summary: Patch::Set(new.summary),
        themes: Patch::Set(new.themes),
        stages: Patch::Set(new.stages),
        sectors: Patch::Set(new.sectors),
        shocks: Patch::Set(new.shocks),
        language: Patch::Set(new.language),
        year: patch(new.year),
        licence: patch(new.licence),
        licence_kind: Patch::Set(new.licence_kind),
        url: patch(new.url),
        note: patch(new.note),
        is_copy: Patch::Set(new.is_copy),
        named_by_programme: Patch::Set(new.named_by_programme),
    }
}

/// Writes an item into the fields.
pub(super) fn take(form: Form, item: NewLibraryItem) {
    let marks = [(item.is_copy, COPY), (item.named_by_programme, NAMED)];
    let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
    form.put(TITLE, item.title);
    form.put(KIND, item.kind);
    form.put(PUBLISHER, item.publisher.unwrap_or_default());
    form.put(AUTHORS, item.authors.join("\n"));
    form.put(YEAR, item.year.map(|year| year.to_string()).unwrap_or_default());
    form.put(LANGUAGE, item.language);
    form.put(SUMMARY, item.summary);
    form.put(URL, item.url.unwrap_or_default());
    form.put(THEMES, item.themes.join(","));
    form.put(STAGES, item.stages.join(","));
    form.put(SECTORS, item.sectors.join(","));
    form.put(SHOCKS, item.shocks.join(","));
    form.put(LICENCE, item.licence.unwrap_or_default());
    form.put(LICENCE_KIND, item.licence_kind.as_str());
    form.put(NOTE, item.note.unwrap_or_default());
    form.put(MARKS, marks.join(","));
}

#[cfg(test)]
mod tests {
    use super::{check, item, values};
    use crate::parts::Texts;
    use domain::library::LicenceKind;

    #[test]
    fn what_is_missing_is_said_at_its_field() {
        let found = check(&Texts::default());
        let pointers: Vec<&str> = found.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/licence_kind", "/title", "/kind", "/summary", "/language"]);
        assert!(found.iter().all(|fault| fault.code == "required"), "{found:?}");
    }

    #[test]
    fn an_empty_form_is_an_item_without_anything() {
        let item = item(&Texts::default());
        assert_eq!((item.licence_kind, item.url, item.authors.len()), (LicenceKind::Unknown, None, 0));
        assert_eq!(values("a,b"), ["a", "b"]);
        assert!(values("").is_empty());
    }
}
