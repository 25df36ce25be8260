//! Files of the library: how large they may be, and what they are called.

use super::FileType;
use contract::Fault;
use contract::query::{Reader, Writer};

/// Most bytes of a file.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;
/// Longest name of a file, in characters.
const MAX_NAME: usize = 150;
/// Characters that mean something to a file system or to a shell, on one of the usual systems.
const NOT_IN_NAMES: &str = "/\\:*?\"<>|";

/// What a file is to be called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileQuery {
    /// Its name where it comes from; after the item when absent.
    pub name: Option<String>,
}

impl FileQuery {
    /// Reads the query string of `PUT /library-items/{item}/file`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { name: reader.text("name", MAX_NAME) };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().text("name", self.name.as_deref()).with_mark()
    }
}

/// A file as somebody sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLibraryFile {
    /// Its name where it comes from.
    pub name: Option<String>,
    /// What its sender says that it is, where they say anything.
    pub media_type: Option<FileType>,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl FileType {
    /// Endings of names of such files; the first is the usual one.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Csv => &["csv"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }

    /// The name under which a file is kept: the one that it came with, as far as every system takes it, with an ending
    /// that says what it is; else `otherwise` with that ending.
    #[must_use]
    pub fn file_name(self, given: Option<&str>, otherwise: &str) -> String {
        let name = given.map(tidy).filter(|name| name.chars().any(char::is_alphanumeric));
        let name = name.unwrap_or_else(|| otherwise.to_owned());
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if ending.is_some_and(|ending| self.endings().contains(&ending.as_str())) {
            return name;
        }
        let most = MAX_NAME - 1 - self.endings()[0].len();
        let stem: String = name.chars().take(most).collect();
        format!("{}.{}", stem.trim_end_matches(['.', ' ']), self.endings()[0])
    }
}

/// A name without what no system takes, and without marks that change in which order it reads.
fn tidy(name: &str) -> String {
    let plain = name.chars().filter(|c| !c.is_control() && !turns(*c));
    let plain: String = plain.map(|c| if NOT_IN_NAMES.contains(c) { '-' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<&str>>().join(" ");
    plain.trim_matches(['.', ' ']).to_owned()
}

/// Whether a character turns the direction of those behind it: `fdp.exe` could be read where `exe.pdf` stands.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{FileQuery, FileType, MAX_NAME};

    #[test]
    fn names_by_table() {
        for (kind, given, expected) in [
            (FileType::Pdf, None, "heat.pdf"),
            (FileType::Pdf, Some("Plan.PDF"), "Plan.PDF"),
            (FileType::Pdf, Some("plan"), "plan.pdf"),
            (FileType::Pdf, Some("plan.exe"), "plan.exe.pdf"),
            (FileType::Jpeg, Some("roof.jpeg"), "roof.jpeg"),
            (FileType::Png, Some("../../etc/passwd"), "-..-etc-passwd.png"),
            (FileType::Csv, Some("C:\\data\\a.csv"), "C--data-a.csv"),
            (FileType::Csv, Some(" \u{202e}vsc.\u{0}a  b "), "vsc.a b.csv"),
            (FileType::Pdf, Some("Plan calor: ¿qué?"), "Plan calor- ¿qué-.pdf"),
            (FileType::Pdf, Some("..."), "heat.pdf"),
            (FileType::Pdf, Some("خطة.pdf"), "خطة.pdf"),
        ] {
            assert_eq!(kind.file_name(given, "heat"), expected, "{given:?}");
        }
        let long = FileType::Docx.file_name(Some(&"é".repeat(MAX_NAME)), "heat");
        assert_eq!(long.chars().count(), MAX_NAME);
        assert!(long.ends_with("é.docx"), "{long}");
    }

    #[test]
    fn a_name_goes_there_and_back() {
        let query = FileQuery { name: Some("Plan & más.pdf".into()) };
        assert_eq!(FileQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert_eq!(FileQuery::parse("").unwrap(), FileQuery::default());
        assert!(FileQuery::parse(&format!("name={}", "x".repeat(MAX_NAME + 1))).is_err());
    }
}
