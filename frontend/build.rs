//! Makes the typed message keys from `locales/en/<section>.json`. The texts themselves are fetched: see `src/messages`.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the English texts are, which say what keys there are.
const ENGLISH: &str = "locales/en";

/// Sections by their name, each with its messages by their key. `cargo xtask app` writes them in the same order.
type Sections = BTreeMap<String, BTreeMap<String, Value>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={ENGLISH}");
    let sections = read(Path::new(ENGLISH))?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("messages.rs"), code(&sections)?)?;
    Ok(())
}

fn read(folder: &Path) -> Result<Sections, Box<dyn std::error::Error>> {
    let mut sections = Sections::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        println!("cargo::rerun-if-changed={}", file.display());
        if let (Some(name), Some("json")) = (file.file_stem(), file.extension().and_then(|ending| ending.to_str())) {
            let messages = serde_json::from_str(&fs::read_to_string(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            sections.insert(name.to_string_lossy().into_owned(), messages);
        }
    }
    Ok(sections)
}

/// The enumerations of sections and keys. The keys of a section stand together, so that a key's number tells its section.
fn code(sections: &Sections) -> Result<String, std::fmt::Error> {
    let (mut keys, mut names, mut files, mut starts) = (String::new(), String::new(), String::new(), String::new());
    let mut start = 0;
    for (section, messages) in sections {
        writeln!(names, "    /// `{section}.json`\n    {},", variant(section))?;
        write!(files, "{section:?}, ")?;
        write!(starts, "{start}, ")?;
        start += messages.len();
        for (key, message) in messages {
            writeln!(keys, "    #[doc = {:?}]\n    {},", message.to_string(), variant(key))?;
        }
    }
    let count = sections.len();
    Ok(format!(
        "/// Every message of the app, by its key in `locales/en`.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\n#[repr(u16)]\n\
         #[expect(clippy::enum_variant_names, reason = \"some texts are about keys of machines\")]\n\
         pub(crate) enum Key {{\n{keys}}}\n\
         /// Texts that are fetched together.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\n\
         pub(crate) enum Section {{\n{names}}}\n\
         /// The names of the sections.\nconst NAMES: [&str; {count}] = [{files}];\n\
         /// The number of the first key of each section.\nconst STARTS: [u16; {count}] = [{starts}];\n"
    ))
}

/// `city.not_stated` becomes `CityNotStated`.
fn variant(key: &str) -> String {
    let words = key.split(['.', '_']).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}
