//! BibTeX, in the words that BibTeX and biblatex share.

use crate::text::told;
use crate::{Kind, Name, Work};

/// Works as a BibTeX file in UTF-8, an entry each, in their order.
///
/// What TeX would obey is written so that it is shown. Braces of a text become commands: BibTeX counts even those
/// behind a backslash. Titles and publishers are braced once more, so that no style changes their capitals and no *and*
/// in them makes two out of one.
#[must_use]
pub fn bibtex(works: &[Work]) -> String {
    works.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(work: &Work) -> String {
    let mut entry = format!("@{}{{{},\n", work.kind.bibtex(), work.safe_key());
    for (name, value) in fields(work) {
        entry.extend(["  ", name, " = {", value.as_str(), "},\n"]);
    }
    entry.push_str("}\n");
    entry
}

/// The fields that hold something, their values without the braces around them.
fn fields(work: &Work) -> Vec<(&'static str, String)> {
    let kind = work.kind;
    let text = |text: Option<&str>| told(text).map(|line| escaped(&line));
    let kept = |value: Option<&str>| text(value).map(|value| format!("{{{value}}}"));
    let genre = text(work.genre.as_deref()).or_else(|| kind.bibtex_type().map(str::to_owned));
    let version = if kind == Kind::Guide { "edition" } else { "version" };
    let (language, tongue) = language(work.language.as_deref());
    let fields = [
        ("author", authors(&work.named())),
        ("title", kept(Some(&work.title))),
        ("type", genre),
        (kind.bibtex_publisher(), kept(work.publisher.as_deref())),
        ("series", kept(work.series.as_deref())),
        ("number", text(work.number.as_deref())),
        (version, text(work.version.as_deref())),
        ("year", work.told_year().map(|year| format!("{year:04}"))),
        ("url", work.address()),
        ("urldate", work.accessed.map(|date| date.to_string())),
        (language, tongue),
        ("copyright", text(work.licence.as_deref())),
        ("abstract", text(work.summary.as_deref())),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A text of one line as TeX shows it.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut before = None;
    for character in line.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '|' => escaped.push_str("\\textbar{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', character]),
            // Two hyphens would be a dash.
            '-' if before == Some('-') => escaped.push_str("{}-"),
            _ => escaped.push(character),
        }
        before = Some(character);
    }
    escaped
}

fn authors(names: &[Name]) -> Option<String> {
    let names: Vec<String> = names.iter().map(author).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

fn author(name: &Name) -> String {
    match name {
        Name::Whole(name) => format!("{{{}}}", escaped(name)),
        Name::Person { given, family } => {
            let family = part(family, is_taken_apart(family) || has_particle_within(family));
            format!("{family}, {}", part(given, is_taken_apart(given)))
        }
    }
}

/// A part of a person's name, in braces where it must not be read.
fn part(part: &str, braced: bool) -> String {
    if braced { format!("{{{}}}", escaped(part)) } else { escaped(part) }
}

/// Whether BibTeX or biber would find more in it than a part of a name.
fn is_taken_apart(part: &str) -> bool {
    let joins = |word: &str| ["and", "others"].iter().any(|other| word.eq_ignore_ascii_case(other));
    part.contains([',', '=']) || part.split_whitespace().any(joins)
}

/// Whether a small word stands within: `Ortega y Gasset` would be sorted under Gasset, where `de la Cruz` is read
/// rightly.
fn has_particle_within(family: &str) -> bool {
    let small = |word: &&str| word.starts_with(char::is_lowercase);
    family.split_whitespace().skip_while(small).any(|word| small(&word))
}

/// The field for the language: `langid` where babel has a name for it, by which LaTeX hyphenates.
fn language(tag: Option<&str>) -> (&'static str, Option<String>) {
    let Some(tag) = told(tag) else { return ("language", None) };
    match babel(&tag.to_ascii_lowercase()) {
        Some(name) => ("langid", Some(name.to_owned())),
        None => ("language", Some(escaped(&tag))),
    }
}

/// What babel calls a language.
fn babel(tag: &str) -> Option<&'static str> {
    if tag == "pt-br" {
        return Some("brazilian");
    }
    Some(match tag.split('-').next()? {
        "ar" => "arabic",
        "bn" => "bengali",
        "de" => "ngerman",
        "el" => "greek",
        "en" => "english",
        "es" => "spanish",
        "fa" => "persian",
        "fr" => "french",
        "hi" => "hindi",
        "id" => "indonesian",
        "it" => "italian",
        "ja" => "japanese",
        "nl" => "dutch",
        "pl" => "polish",
        "pt" => "portuguese",
        "ru" => "russian",
        "th" => "thai",
        "tr" => "turkish",
        "uk" => "ukrainian",
        "vi" => "vietnamese",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{author, escaped, language};
    use crate::Name;

    #[test]
    fn what_tex_would_obey_is_shown() {
        for (text, expected) in [
            ("Heat & shade: 50% of_all #1, $5", r"Heat \& shade: 50\% of\_all \#1, \$5"),
            (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
            ("~^<>|", r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}"),
            ("a--b---c", "a-{}-b-{}-{}-c"),
            ("São Paulo, القاهرة", "São Paulo, القاهرة"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_read_as_they_are_meant() {
        let person = |given: &str, family: &str| author(&Name::Person { given: given.into(), family: family.into() });
        for (given, family, expected) in [
            ("John C.", "Gower", "Gower, John C."),
            ("Juana Inés", "de la Cruz", "de la Cruz, Juana Inés"),
            ("José", "Ortega y Gasset", "{Ortega y Gasset}, José"),
            ("Ann and", "Others", "{Others}, {Ann and}"),
            ("A", "B, C", "{B, C}, A"),
            ("A=b", "C", "C, {A=b}"),
        ] {
            assert_eq!(person(given, family), expected);
        }
        assert_eq!(author(&Name::Whole("World Bank and GFDRR".into())), "{World Bank and GFDRR}");
    }

    #[test]
    fn languages_have_the_names_of_babel() {
        for (tag, field, name) in [
            ("en", "langid", "english"),
            ("es-419", "langid", "spanish"),
            ("pt-BR", "langid", "brazilian"),
            ("pt", "langid", "portuguese"),
            ("AR", "langid", "arabic"),
            ("sw", "language", "sw"),
        ] {
            assert_eq!(language(Some(tag)), (field, Some(name.to_owned())), "{tag}");
        }
        assert_eq!(language(Some(" ")).1, None);
    }
}
