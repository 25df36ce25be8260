//! Turning what was said into what is meant, or into the sentence that says why not.

use super::known::{self, Known};
use crate::failure::Failure;
use crate::text;
use figment::Figment;
use figment::value::{Num, Value};
use mailer::Address;
use mailer::bounce::Verp;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use store::Options;
use url::{Host, Url};

/// The merged values.
pub(super) struct Reader(pub(super) Figment);

impl Reader {
    /// The value, made by `make` from its text; `None` when nobody gave one.
    pub(super) fn optional<T>(&self, known: &Known, make: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
        let Ok(value) = self.0.find_value(known.key) else { return Ok(None) };
        let text = scalar(&value).ok_or_else(|| self.wrong(known, "a list or a table"))?;
        make(&text).map(Some).ok_or_else(|| self.wrong(known, &shown(&text)))
    }

    /// The value of a setting that has a default.
    pub(super) fn required<T>(&self, known: &Known, make: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
        self.optional(known, make)?.ok_or_else(|| {
            Failure::setting(format!("The setting `{}` is missing; right would be {}.", known.key, known.right))
        })
    }

    /// A whole number within bounds.
    pub(super) fn number<T: FromStr + PartialOrd + Copy>(
        &self,
        known: &Known,
        bounds: RangeInclusive<T>,
    ) -> Result<Option<T>, Failure> {
        self.optional(known, |text| text.parse().ok().filter(|number| bounds.contains(number)))
    }

    /// True or false.
    pub(super) fn flag(&self, known: &Known) -> Result<bool, Failure> {
        self.required(known, |text| text.parse().ok())
    }

    /// Several values: a list in the file, or one text with commas between them.
    pub(super) fn list<T>(&self, known: &Known, make: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Failure> {
        let Ok(value) = self.0.find_value(known.key) else { return Ok(Vec::new()) };
        let texts = match &value {
            Value::Array(_, items) => items.iter().map(scalar).collect::<Option<Vec<_>>>(),
            value => scalar(value).map(|text| text.split(',').map(|item| item.trim().to_owned()).collect()),
        };
        let texts = texts.ok_or_else(|| self.wrong(known, "something else than texts"))?;
        let texts = texts.iter().filter(|text| !text.is_empty());
        texts.map(|text| make(text).ok_or_else(|| self.wrong(known, &shown(text)))).collect()
    }

    /// Several things that must go together, too.
    pub(super) fn list_that<T>(
        &self,
        known: &Known,
        make: impl Fn(&str) -> Option<T>,
        agree: impl Fn(&[T]) -> bool,
    ) -> Result<Vec<T>, Failure> {
        let list = self.list(known, make)?;
        if agree(&list) {
            return Ok(list);
        }
        let text = self.0.find_value(known.key).ok().as_ref().and_then(scalar).unwrap_or_default();
        Err(self.wrong(known, &shown(&text)))
    }

    /// Requests a minute.
    pub(super) fn budget(&self, known: &Known) -> Result<u32, Failure> {
        self.required(known, |text| text.parse().ok().filter(|number| (0..=1_000_000).contains(number)))
    }

    /// The engine with its own settings.
    pub(super) fn database(&self, data: &Path) -> Result<Options, Failure> {
        let chosen = self.optional(&known::DATABASE_URL, database)?;
        let readers = self.number(&known::SQLITE_READERS, 1..=64)?;
        let connections = self.number(&known::DATABASE_CONNECTIONS, 2..=500)?;
        let max = self.number(&known::SQLITE_MAX_PAGES, 64..=4_294_967_294)?;
        let mut options = chosen.unwrap_or_else(|| Options::sqlite(data.join("c2r.db")));
        match &mut options {
            Options::Sqlite { readers: kept, max_pages, .. } => {
                *kept = readers.unwrap_or(*kept);
                *max_pages = max;
            }
            Options::Postgres { connections: kept, .. } => *kept = connections.unwrap_or(*kept),
        }
        Ok(options)
    }

    /// Which setting, where it came from, what is wrong, what would be right.
    fn wrong(&self, known: &Known, said: &str) -> Failure {
        let key = known.key;
        let said = if known.secret { "something that is not shown here" } else { said };
        let keys: Vec<_> = key.split('.').collect();
        let origin = self.0.find_metadata(key).map_or_else(String::new, |metadata| {
            let name = metadata.interpolate(self.0.profile(), &keys);
            format!("{} {name}", metadata.name).trim_end().to_owned()
        });
        Failure::setting(format!("The setting `{key}` is wrong: {origin} says {said}; right would be {}.", known.right))
    }
}

/// Longest line, in characters.
const MAX_LINE: usize = 300;

/// One line of text.
pub(super) fn line(text: &str) -> Option<String> {
    let text = text.trim();
    let fine = !text.is_empty() && text.chars().count() <= MAX_LINE && !text.chars().any(char::is_control);
    fine.then(|| text.to_owned())
}

/// An address that others can be made of, one for each mail.
pub(super) fn bounces(text: &str) -> Option<Address> {
    let address = Address::parse(text).ok()?;
    Verp::new(&address).is_some().then_some(address)
}

/// A single value as text: what a TOML file says as a number or a truth value, a variable says as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.clone()),
        Value::Char(_, letter) => Some(letter.to_string()),
        Value::Bool(_, truth) => Some(truth.to_string()),
        Value::Num(_, Num::F32(number)) => Some(number.to_string()),
        Value::Num(_, Num::F64(number)) => Some(number.to_string()),
        Value::Num(_, number) => number
            .to_u128()
            .map(|number| number.to_string())
            .or_else(|| number.to_i128().map(|number| number.to_string())),
        Value::Empty(..) | Value::Dict(..) | Value::Array(..) => None,
    }
}

/// A value in a sentence.
pub(super) fn shown(text: &str) -> String {
    format!("`{}`", text::clip(&text::visible(text), 80))
}

/// An origin of the web: scheme, host and port, without a slash at its end.
pub(super) fn web_origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https")
        && matches!(url.host(), Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_)));
    (bare && anonymous && web).then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// An origin that may call the API, or `*` for all of them.
pub(super) fn cors_origin(text: &str) -> Option<String> {
    if text == "*" { Some(text.to_owned()) } else { web_origin(text) }
}

/// A token that fits into a header field and cannot be guessed.
pub(super) fn token(text: &str) -> Option<String> {
    (text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| text.to_owned())
}

/// Where the database is.
pub(super) fn database(text: &str) -> Option<Options> {
    if let Some(path) = text.strip_prefix("sqlite://") {
        let plain = !path.is_empty() && !path.ends_with('/') && !path.contains('?') && path != ":memory:";
        return plain.then(|| Options::sqlite(std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path))));
    }
    let url = Url::parse(text).ok()?;
    let named = url.path().len() > 1;
    (matches!(url.scheme(), "postgres" | "postgresql") && named).then(|| Options::postgres(text))
}

/// The address to reach a server by that listens on `bind`: one that listens everywhere listens here, too.
pub(crate) fn reachable(bind: SocketAddr) -> SocketAddr {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, bind.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, bind.port()).into(),
        _ => bind,
    }
}

/// A filter of log lines.
pub(super) fn log_filter(text: &str) -> Option<String> {
    // A lone word is taken for a part of the program whose lines are wanted: of a level with a slip nothing would be left.
    let is_level = |part: &str| part.parse::<tracing::level_filters::LevelFilter>().is_ok();
    let told = text.split(',').map(str::trim).all(|part| part.contains(['=', '[']) || is_level(part));
    (told && tracing_subscriber::EnvFilter::try_new(text).is_ok()).then(|| text.to_owned())
}

/// Origins that may call the API. All of them, and then some, is a slip.
pub(super) fn cors_origins(origins: &[String]) -> bool {
    origins.len() <= 1 || !origins.iter().any(|origin| origin == "*")
}
