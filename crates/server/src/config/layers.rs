//! Where values come from: defaults, the file, the environment, the command line; later ones win.

use super::known::{self, Known};
use super::{Sources, read::shown};
use crate::failure::Failure;
use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The values of one origin.
struct Layer {
    /// Completes "… says"; followed by the setting's name there.
    origin: String,
    /// How a setting is called there.
    spelled: fn(&str) -> String,
    values: Dict,
}

impl Layer {
    fn new(origin: impl Into<String>, spelled: fn(&str) -> String) -> Self {
        Self { origin: origin.into(), spelled, values: Dict::new() }
    }

    fn put(&mut self, known: &Known, text: impl Into<Value>) {
        let Some((table, key)) = known.key.split_once('.') else {
            self.values.insert(known.key.to_owned(), text.into());
            return;
        };
        if let Value::Dict(_, inner) = self.values.entry(table.to_owned()).or_insert_with(|| Dict::new().into()) {
            inner.insert(key.to_owned(), text.into());
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        let spelled = self.spelled;
        Metadata::named(self.origin.clone()).interpolater(move |_: &Profile, keys: &[&str]| spelled(&keys.join(".")))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

/// All origins, one over the other.
pub(super) fn merge(sources: &Sources) -> Result<Figment, Failure> {
    let mut figment = Figment::new().merge(defaults());
    if let Some(path) = settings_file(sources)? {
        figment = figment.merge(file(&path)?);
    }
    Ok(figment.merge(environment(&sources.environment)?).merge(flags(&sources.flags)))
}

fn defaults() -> Layer {
    let mut layer = Layer::new("the default", |_| String::new());
    for known in known::ALL {
        if let Some(default) = known.default {
            layer.put(known, default);
        }
    }
    layer
}

fn flags(given: &[(&'static Known, String)]) -> Layer {
    let mut layer = Layer::new("the flag", |key| {
        let known = known::ALL.into_iter().find(|known| known.key == key);
        known.and_then(|known| known.flag).unwrap_or_default().to_owned()
    });
    for (known, text) in given {
        layer.put(known, text.as_str());
    }
    layer
}

fn environment(variables: &[(OsString, OsString)]) -> Result<Layer, Failure> {
    let mut layer = Layer::new("the environment variable", |key| {
        known::ALL.into_iter().find(|known| known.key == key).map(Known::variable).unwrap_or_default()
    });
    let mut unknown = Vec::new();
    for (name, value) in variables {
        let Some(name) = name.to_str().filter(|name| name.starts_with(known::PREFIX)) else { continue };
        if known::OTHER_VARIABLES.contains(&name) {
            continue;
        }
        let Some(setting) = known::ALL.into_iter().find(|known| known.variable() == name) else {
            unknown.push(name);
            continue;
        };
        let Some(value) = value.to_str() else {
            return Err(Failure::setting(format!("The environment variable {name} is not valid UTF-8.")));
        };
        // `C2R_METRICS_TOKEN=` is how compose files and unit files say that there is none.
        if !value.is_empty() {
            layer.put(setting, value);
        }
    }
    if unknown.is_empty() {
        return Ok(layer);
    }
    let known = known::ALL.map(Known::variable).join(", ");
    unknown.sort_unstable();
    let (is, no) = if unknown.len() == 1 { ("is", "no setting") } else { ("are", "no settings") };
    Err(Failure::setting(format!(
        "The environment has {}, which {is} {no} of C2R; known are {known}.",
        unknown.join(", ")
    )))
}

/// The path of the settings file: `--config`, or else the variable.
fn settings_file(sources: &Sources) -> Result<Option<PathBuf>, Failure> {
    if let Some(path) = &sources.file {
        return Ok(Some(path.clone()));
    }
    let named = sources.environment.iter().find(|(name, _)| name == known::CONFIG_VARIABLE).map(|(_, value)| value);
    Ok(named.filter(|value| !value.is_empty()).map(PathBuf::from))
}

fn file(path: &Path) -> Result<Layer, Failure> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::setting(format!("The settings file {name} cannot be read: {error}.")))?;
    let data = Toml::string(&text).data().map_err(|error| {
        Failure::setting(format!("The settings file {name} is not valid TOML: {}.", one_line(&error.to_string())))
    })?;
    let mut layer = Layer::new(format!("the file {name}"), |_| String::new());
    layer.values = data.into_values().next().unwrap_or_default();
    let mut keys = Vec::new();
    flatten("", &layer.values, &mut keys);
    let unknown: Vec<_> = keys.iter().filter(|key| !known::ALL.iter().any(|known| known.key == *key)).collect();
    if unknown.is_empty() {
        return Ok(layer);
    }
    let names = unknown.iter().map(|key| shown(key)).collect::<Vec<_>>().join(", ");
    let known = known::ALL.map(|known| known.key).join(", ");
    let (is, no) = if unknown.len() == 1 { ("is", "no setting") } else { ("are", "no settings") };
    Err(Failure::setting(format!("The settings file {name} has {names}, which {is} {no} of C2R; known are {known}.")))
}

/// The names of all values, with dots between tables and keys.
fn flatten(table: &str, values: &Dict, keys: &mut Vec<String>) {
    for (key, value) in values {
        let key = if table.is_empty() { key.clone() } else { format!("{table}.{key}") };
        match value {
            Value::Dict(_, inner) if !inner.is_empty() => flatten(&key, inner, keys),
            _ => keys.push(key),
        }
    }
}

/// The parser shows the place under the text in several lines: its first line says where, its last one what.
fn one_line(error: &str) -> String {
    let lines: Vec<_> = error.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [first, .., last] => {
            format!("{}: {}", first.trim_start_matches("TOML parse error "), last.trim_end_matches('.'))
        }
        _ => error.trim().trim_end_matches('.').to_owned(),
    }
}
