//! Makes the typed message keys and the English texts from `locales/en.json`.

use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = "locales/en.json";
    println!("cargo::rerun-if-changed={source}");
    let messages: serde_json::Map<String, Value> = serde_json::from_str(&fs::read_to_string(source)?)?;
    let (mut keys, mut texts) = (String::new(), String::new());
    for (name, message) in &messages {
        writeln!(keys, "    #[doc = {:?}]\n    {},", message.to_string(), variant(name))?;
        writeln!(
            texts,
            "    {},",
            text(message).ok_or_else(|| format!("{source}: `{name}` is neither a text nor {{one, other}}"))?
        )?;
    }
    let code = format!(
        "/// Every message of the app, by its key in `locales/en.json`.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum Key {{\n{keys}}}\n\
         const ENGLISH: [Text; {}] = [\n{texts}];\n",
        messages.len()
    );
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out).join("messages.rs"), code)?;
    Ok(())
}

/// `city.not_stated` becomes `CityNotStated`.
fn variant(key: &str) -> String {
    let words = key.split(['.', '_']).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

fn text(message: &Value) -> Option<String> {
    if let Some(plain) = message.as_str() {
        return Some(format!("Text::Plain({plain:?})"));
    }
    let (one, other) = (message.get("one")?.as_str()?, message.get("other")?.as_str()?);
    Some(format!("Text::Counted {{ one: {one:?}, other: {other:?} }}"))
}
