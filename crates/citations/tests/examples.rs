//! A few works, written by hand in each format.

use chrono::NaiveDate;
use citations::{Kind, Name, Words, Work, bibtex, csl_json, reference, ris};

fn whole(name: &str) -> Name {
    Name::Whole(name.to_owned())
}

fn person(given: &str, family: &str) -> Name {
    Name::Person { given: given.to_owned(), family: family.to_owned() }
}

fn gower() -> Work {
    Work {
        key: "gower-1971".into(),
        kind: Kind::Article,
        title: "A General Coefficient of Similarity and Some of Its Properties".into(),
        authors: vec![person("John C.", "Gower")],
        publisher: Some("Biometrics".into()),
        number: Some("4".into()),
        year: Some(1971),
        language: Some("en".into()),
        ..Work::default()
    }
}

fn data_set() -> Work {
    Work {
        key: "shade-of-streets".into(),
        kind: Kind::DataSet,
        genre: Some("Data set".into()),
        title: "Shade of streets + squares".into(),
        publisher: Some("Example".into()),
        version: Some("1.2".into()),
        year: Some(2020),
        url: Some("https://example.org/shade".into()),
        accessed: NaiveDate::from_ymd_opt(2026, 11, 3),
        language: Some("en".into()),
        ..Work::default()
    }
}

fn guide() -> Work {
    Work {
        key: "manual-lideres-gobiernos-locales".into(),
        kind: Kind::Guide,
        title: "Cómo desarrollar ciudades más resilientes: manual para líderes de los gobiernos locales".into(),
        authors: vec![whole("UNISDR")],
        publisher: Some("UNISDR".into()),
        url: Some("https://es.scribd.com/document/463549320/manual-para-lideres-de-los-gobiernos-locales-pdf".into()),
        accessed: NaiveDate::from_ymd_opt(2026, 11, 3),
        language: Some("es".into()),
        ..Work::default()
    }
}

fn page() -> Work {
    Work {
        key: "shade-and-water".into(),
        kind: Kind::WebPage,
        title: "Shade & water: who pays?".into(),
        authors: vec![whole("Parks and Water"), whole("Roads")],
        publisher: Some("Example site".into()),
        series: Some("Examples".into()),
        number: Some("3".into()),
        year: Some(2023),
        summary: Some("One line.\r\n\r\nAnother one, 50% of it.".into()),
        licence: Some("CC BY 4.0".into()),
        ..Work::default()
    }
}

#[test]
fn bibtex_of_an_article() {
    let expected = "@article{gower-1971,
  author = {Gower, John C.},
  title = {{A General Coefficient of Similarity and Some of Its Properties}},
  journal = {{Biometrics}},
  number = {4},
  year = {1971},
  langid = {english},
}
";
    assert_eq!(bibtex(&[gower()]), expected);
}

#[test]
fn bibtex_of_a_page_and_a_data_set() {
    let expected = r"@online{shade-and-water,
  author = {{Parks and Water} and {Roads}},
  title = {{Shade \& water: who pays?}},
  organization = {{Example site}},
  series = {{Examples}},
  number = {3},
  year = {2023},
  copyright = {CC BY 4.0},
  abstract = {One line. Another one, 50\% of it.},
}

@dataset{shade-of-streets,
  title = {{Shade of streets + squares}},
  type = {Data set},
  publisher = {{Example}},
  version = {1.2},
  year = {2020},
  url = {https://example.org/shade},
  urldate = {2026-11-03},
  langid = {english},
}
";
    assert_eq!(bibtex(&[page(), data_set()]), expected);
}

#[test]
fn ris_of_a_page_and_an_article() {
    let expected = [
        "TY  - ELEC",
        "ID  - shade-and-water",
        "AU  - Parks and Water",
        "AU  - Roads",
        "TI  - Shade & water: who pays?",
        "T2  - Example site",
        "T3  - Examples",
        "M1  - 3",
        "PY  - 2023",
        "AB  - One line. Another one, 50% of it.",
        "N1  - CC BY 4.0",
        "ER  - ",
        "",
        "TY  - MGZN",
        "ID  - gower-1971",
        "AU  - Gower, John C.",
        "TI  - A General Coefficient of Similarity and Some of Its Properties",
        "T2  - Biometrics",
        "IS  - 4",
        "PY  - 1971",
        "LA  - en",
        "ER  - ",
        "",
    ];
    assert_eq!(ris(&[page(), gower()]), expected.join("\r\n"));
}

#[test]
fn ris_of_a_data_set_tells_when_it_was_looked_at() {
    let file = ris(&[data_set()]);
    for line in ["TY  - DATA", "PB  - Example", "ET  - 1.2", "M3  - Data set", "Y2  - 2026/11/03"] {
        assert!(file.split("\r\n").any(|found| found == line), "{line} in {file}");
    }
}

#[test]
fn csl_of_an_article_and_a_data_set() {
    let expected = serde_json::json!([
        {
            "id": "gower-1971",
            "type": "article-magazine",
            "title": "A General Coefficient of Similarity and Some of Its Properties",
            "author": [{ "family": "Gower", "given": "John C." }],
            "container-title": "Biometrics",
            "issue": "4",
            "issued": { "date-parts": [[1971]] },
            "language": "en",
        },
        {
            "id": "shade-of-streets",
            "type": "dataset",
            "title": "Shade of streets + squares",
            "publisher": "Example",
            "version": "1.2",
            "genre": "Data set",
            "issued": { "date-parts": [[2020]] },
            "accessed": { "date-parts": [[2026, 11, 3]] },
            "URL": "https://example.org/shade",
            "language": "en",
        },
    ]);
    let written: serde_json::Value = serde_json::from_str(&csl_json(&[gower(), data_set()])).unwrap();
    assert_eq!(written, expected);
}

#[test]
fn csl_of_a_page_tells_its_series_and_its_licence() {
    let written: serde_json::Value = serde_json::from_str(&csl_json(&[page()])).unwrap();
    let page = &written[0];
    assert_eq!(page["author"], serde_json::json!([{ "literal": "Parks and Water" }, { "literal": "Roads" }]));
    assert_eq!((&page["collection-title"], &page["collection-number"]), (&"Examples".into(), &"3".into()));
    assert_eq!(page["custom"]["licence"], "CC BY 4.0");
    assert_eq!(page["container-title"], "Example site");
}

#[test]
fn references_are_read_by_people() {
    for (work, expected) in [
        (
            gower(),
            "Gower, J. C. (1971). A General Coefficient of Similarity and Some of Its Properties (No. 4). Biometrics.",
        ),
        (
            data_set(),
            "Example. (2020). Shade of streets + squares (Version 1.2) [Data set]. Retrieved 2026-11-03, from \
             https://example.org/shade",
        ),
        (page(), "Parks and Water & Roads. (2023). Shade & water: who pays? (Examples, No. 3). Example site."),
    ] {
        assert_eq!(reference(&work, &Words::default()), expected);
    }
}

#[test]
fn a_reference_speaks_the_language_of_its_reader() {
    let words = Words {
        no_date: "s. f.",
        and: "y",
        number: "n.º {number}",
        version: "versión {version}",
        accessed: "Consultado el {date} en {url}",
    };
    let expected = "UNISDR. (s. f.). Cómo desarrollar ciudades más resilientes: manual para líderes de los gobiernos \
                    locales. Consultado el 2026-11-03 en \
                    https://es.scribd.com/document/463549320/manual-para-lideres-de-los-gobiernos-locales-pdf";
    assert_eq!(reference(&guide(), &words), expected);
    let expected = "Parks and Water y Roads. (2023). Shade & water: who pays? (Examples, n.º 3). Example site.";
    assert_eq!(reference(&page(), &words), expected);
}

#[test]
fn a_reference_makes_do_with_little() {
    let roof = Work { title: "The roof?".into(), ..Work::default() };
    let edition = Work { version: Some("2nd ed.".into()), ..roof.clone() };
    let report = Work { kind: Kind::Report, genre: Some("Report".into()), ..roof.clone() };
    for (work, expected) in [
        (Work::default(), "(n.d.)."),
        (roof, "The roof? (n.d.)."),
        (edition, "The roof? (2nd ed.). (n.d.)."),
        (report, "The roof? (n.d.)."),
    ] {
        assert_eq!(reference(&work, &Words::default()), expected);
    }
}

#[test]
fn many_authors_are_not_all_named() {
    let of = |authors: Vec<Name>| reference(&Work { authors, ..Work::default() }, &Words::default());
    assert_eq!(of(vec![person("Jean-Paul", "Sartre"), whole("UNDRR")]), "Sartre, J.-P., & UNDRR. (n.d.).");
    assert_eq!(of(vec![person("نجيب", "محفوظ")]), "محفوظ, نجيب. (n.d.).");
    assert_eq!(of(vec![person("Juana Inés", "de la Cruz")]), "de la Cruz, J. I. (n.d.).");
    let numbered = |count: u32| (1..=count).map(|number| whole(&format!("A{number}"))).collect::<Vec<_>>();
    assert!(of(numbered(20)).ends_with("A18, A19, & A20. (n.d.)."));
    assert!(of(numbered(21)).ends_with("A18, A19, … A21. (n.d.)."));
}
