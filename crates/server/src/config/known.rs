//! The list of settings. Everything else is made from it: the names of the variables, the defaults, the
//! sentence about a wrong value, the check for unknown names, and the test that `docs/operations.md` tells of
//! each.

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its name in the file; a dot stands between a table and its key.
    pub(crate) key: &'static str,
    /// The flag of the command line that sets it.
    pub(crate) flag: Option<&'static str>,
    /// Its value when nobody says otherwise; `None` when it is then off, or follows from others.
    pub(crate) default: Option<&'static str>,
    /// Completes "right would be …".
    pub(crate) right: &'static str,
    /// Whether its value must not be shown.
    pub(crate) secret: bool,
}

/// What the names of all environment variables begin with.
pub(super) const PREFIX: &str = "C2R_";

/// Variables with our prefix that are no settings of the server: the path of the settings file, and what the
/// development tools of the project read.
pub(super) const OTHER_VARIABLES: [&str; 7] =
    [CONFIG_VARIABLE, "C2R_BIN", "C2R_CHROMIUM", "C2R_CHROMEDRIVER", "C2R_SHOTS_DIR", "C2R_HEADED", "C2R_PAINTS"];

/// Names the settings file where no `--config` does.
pub(super) const CONFIG_VARIABLE: &str = "C2R_CONFIG";

impl Known {
    const fn new(key: &'static str, right: &'static str) -> Self {
        Self { key, flag: None, default: None, right, secret: false }
    }

    const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn flag(self, flag: &'static str) -> Self {
        Self { flag: Some(flag), ..self }
    }

    const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// The environment variable that sets it.
    pub(crate) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.to_uppercase().replace('.', "__"))
    }
}

const YES_NO: &str = "true or false";

// What each one means is told in the table of `docs/operations.md`.

pub(crate) const BIND: Known =
    Known::new("bind", "an address with a port, such as 127.0.0.1:8080").or("127.0.0.1:8080").flag("--bind");
pub(crate) const DATA: Known = Known::new("data", "the path of a folder").or("./data").flag("--data");
pub(crate) const DATABASE_URL: Known = Known::new(
    "database_url",
    "sqlite:// with the path of a file, such as sqlite:///var/lib/c2r/c2r.db, or a postgres:// address, such as postgres://user:password@host/database",
)
.flag("--database-url")
.secret();
pub(crate) const PUBLIC_URL: Known =
    Known::new("public_url", "an http or https address without path, such as https://cities.example.org");
pub(crate) const DEMO: Known = Known::new("demo", YES_NO).or("false").flag("--demo");
pub(crate) const AUTO_MIGRATE: Known = Known::new("auto_migrate", YES_NO).or("true");
pub(crate) const LOAD_REFERENCE: Known = Known::new("load_reference", YES_NO).or("true");
pub(crate) const READS: Known =
    Known::new("limits.reads_per_minute", "a whole number from 0 (no limit) to 1000000").or("1200");
pub(crate) const WRITES: Known =
    Known::new("limits.writes_per_minute", "a whole number from 0 (no limit) to 1000000").or("60");
pub(crate) const SIGN_INS: Known =
    Known::new("limits.sign_ins_per_quarter", "a whole number from 0 (no limit) to 1000000").or("20");
pub(crate) const MAILS: Known =
    Known::new("limits.mails_per_hour", "a whole number from 0 (no limit) to 1000000").or("10");
pub(crate) const SECOND_FACTOR: Known = Known::new("administrators_need_second_factor", YES_NO).or("true");
pub(crate) const MAIL_URL: Known = Known::new(
    "mail.url",
    "smtps://user:password@host:465, smtp://user:password@host:587, or smtp://host:port?tls=none for a server on this machine or beside it",
)
.secret();
pub(crate) const MAIL_FROM: Known = Known::new("mail.from", "an e-mail address, such as c2r@example.org");
pub(crate) const MAIL_REPLY_TO: Known = Known::new("mail.reply_to", "an e-mail address, such as help@example.org");
pub(crate) const MAIL_IMPRINT: Known =
    Known::new("mail.imprint", "a line of at most 300 characters: who sends mails to many, and from where");
pub(crate) const MAIL_BOUNCES: Known =
    Known::new("mail.bounces", "an e-mail address in ASCII without a plus sign, such as bounces@example.org");
pub(crate) const MAIL_CONNECTIONS: Known = Known::new("mail.connections", "a whole number from 2 to 100").or("4");
pub(crate) const MAIL_DOMAIN_RATE: Known =
    Known::new("mail.domain_rate", "a whole number from 0 (no limit) to 1000000").or("0");
pub(crate) const LINK_CHECKS: Known = Known::new("link_checks", YES_NO).or("true");
pub(crate) const TRUSTED_PROXIES: Known =
    Known::new("trusted_proxies", "a list of networks, such as 10.0.0.0/8 or 192.0.2.7/32").or("");
pub(crate) const CORS_ORIGINS: Known =
    Known::new("cors_origins", "a list of web origins, such as https://example.org, or * alone").or("");
pub(crate) const BODY_BYTES: Known = Known::new("body_bytes", "a whole number from 1024 to 16777216").or("65536");
pub(crate) const METRICS_BIND: Known = Known::new("metrics_bind", "an address with a port, such as 127.0.0.1:9464");
pub(crate) const METRICS_TOKEN: Known =
    Known::new("metrics_token", "at least 16 visible ASCII characters without spaces").secret();
pub(crate) const LOG_FORMAT: Known = Known::new("log_format", "text or json").or("text");
pub(crate) const LOG: Known =
    Known::new("log", "a filter, such as info or warn,api=debug").or("info,actix_server=warn,sqlx=warn,tantivy=warn");
pub(crate) const WORKERS: Known = Known::new("workers", "a whole number from 1 to 256");
pub(crate) const DATABASE_CONNECTIONS: Known =
    Known::new("database_connections", "a whole number from 2 to 500").or("12");
pub(crate) const SQLITE_READERS: Known = Known::new("sqlite_readers", "a whole number from 1 to 64").or("3");
pub(crate) const SQLITE_MAX_PAGES: Known = Known::new("sqlite_max_pages", "a whole number from 64 to 4294967294");
pub(crate) const STOP_WITHIN_SECONDS: Known =
    Known::new("stop_within_seconds", "a whole number from 1 to 300").or("20");

/// All settings, in the order in which the documentation tells of them.
pub(crate) const ALL: [&Known; 32] = [
    &BIND,
    &DATA,
    &DATABASE_URL,
    &PUBLIC_URL,
    &DEMO,
    &AUTO_MIGRATE,
    &LOAD_REFERENCE,
    &READS,
    &WRITES,
    &SIGN_INS,
    &MAILS,
    &SECOND_FACTOR,
    &MAIL_URL,
    &MAIL_FROM,
    &MAIL_REPLY_TO,
    &MAIL_IMPRINT,
    &MAIL_BOUNCES,
    &MAIL_CONNECTIONS,
    &MAIL_DOMAIN_RATE,
    &LINK_CHECKS,
    &TRUSTED_PROXIES,
    &CORS_ORIGINS,
    &BODY_BYTES,
    &METRICS_BIND,
    &METRICS_TOKEN,
    &LOG_FORMAT,
    &LOG,
    &WORKERS,
    &DATABASE_CONNECTIONS,
    &SQLITE_READERS,
    &SQLITE_MAX_PAGES,
    &STOP_WITHIN_SECONDS,
];

#[cfg(test)]
mod tests {
    use super::{ALL, READS};

    #[test]
    fn variables_are_named_after_keys() {
        assert_eq!(READS.variable(), "C2R_LIMITS__READS_PER_MINUTE");
    }

    #[test]
    fn the_documentation_tells_of_each_setting() {
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations.md"));
        for known in ALL {
            let row = format!("| `{}` | `{}` |", known.key, known.variable());
            let row = text.lines().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("no row {row}"));
            if let Some(flag) = known.flag {
                assert!(row.contains(&format!("`{flag}`")), "{row}");
            }
            if let Some(default) = known.default.filter(|default| !default.is_empty()) {
                assert!(row.contains(&format!("`{default}`")), "{row} lacks {default}");
            }
        }
    }
}
