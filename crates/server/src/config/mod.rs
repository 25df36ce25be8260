//! What the server is told: defaults, then a TOML file, then `C2R_*` variables, then flags, each over the one
//! before. Whatever is wrong or unknown stops the start with a sentence.

mod known;
mod layers;
mod read;
#[cfg(test)]
mod tests;

pub(crate) use known::{BIND, DATA, DATABASE_URL, DEMO, Known, METRICS_BIND};
pub(crate) use read::reachable;

use crate::failure::Failure;
use api::LimitSettings;
use ipnet::IpNet;
use mailer::{Address, Smtp, SmtpSettings};
use read::Reader;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use store::Options;

/// Everything that was said, by origin.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The settings file of the command line.
    pub(crate) file: Option<PathBuf>,
    /// The flags of the command line.
    pub(crate) flags: Vec<(&'static Known, String)>,
    /// The environment; what is not ours in it is passed over.
    pub(crate) environment: Vec<(OsString, OsString)>,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The settings, checked. Holds secrets: it is never printed.
pub(crate) struct Config {
    /// Address to answer on.
    pub(crate) bind: SocketAddr,
    /// Folder of everything that is kept; absolute.
    pub(crate) data: PathBuf,
    /// Where the database is.
    pub(crate) database: Options,
    /// Where the world reaches the server, where that is not `bind`.
    pub(crate) public_url: Option<String>,
    /// Whether what exists for demonstration only is there.
    pub(crate) demo: bool,
    /// Whether the start brings the database up to date.
    pub(crate) auto_migrate: bool,
    /// Whether the start loads the reference data when they differ.
    pub(crate) load_reference: bool,
    /// How much each client may ask.
    pub(crate) limits: LimitSettings,
    /// Whether the role of an administrator comes into force with a second factor only.
    pub(crate) administrators_need_second_factor: bool,
    /// The server that mails are handed to; a folder where there is none.
    pub(crate) mail_url: Option<String>,
    /// Whom mails are from.
    pub(crate) mail_from: Option<Address>,
    /// Where answers to mails go, if not there.
    pub(crate) mail_reply_to: Option<Address>,
    /// Who sends mails to many, and from where: the line at their end.
    pub(crate) mail_imprint: Option<String>,
    /// Where reports about mails to many go, if not to whom mails are from.
    pub(crate) mail_bounces: Option<Address>,
    /// Most conversations with the server that mails are handed to.
    pub(crate) mail_connections: usize,
    /// Mails to many, a minute and domain of who gets them.
    pub(crate) mail_domain_rate: u32,
    /// Whether the links of the library are looked at.
    pub(crate) link_checks: bool,
    /// Proxies whose word about the client is believed.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Origins that may call the API from a browser.
    pub(crate) cors_origins: Vec<String>,
    /// Largest body of a request.
    pub(crate) body_bytes: usize,
    /// Port of the metrics.
    pub(crate) metrics_bind: Option<SocketAddr>,
    /// Token of the metrics.
    pub(crate) metrics_token: Option<String>,
    /// How log lines are written.
    pub(crate) log_format: LogFormat,
    /// Which log lines are written.
    pub(crate) log: String,
    /// Threads that serve requests.
    pub(crate) workers: usize,
    /// How long open requests may take to end when the server stops.
    pub(crate) stop_within: Duration,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// With a sentence about the first setting that is wrong or unknown.
    pub(crate) fn read(sources: &Sources) -> Result<Self, Failure> {
        let reader = Reader(layers::merge(sources)?);
        let data = reader.required(&known::DATA, |text| std::path::absolute(text).ok())?;
        let database = reader.database(&data)?;
        Ok(Self {
            bind: reader.required(&known::BIND, |text| text.parse().ok())?,
            data,
            database,
            public_url: reader.optional(&known::PUBLIC_URL, read::web_origin)?,
            demo: reader.flag(&known::DEMO)?,
            auto_migrate: reader.flag(&known::AUTO_MIGRATE)?,
            load_reference: reader.flag(&known::LOAD_REFERENCE)?,
            limits: LimitSettings {
                reads_per_minute: reader.budget(&known::READS)?,
                writes_per_minute: reader.budget(&known::WRITES)?,
                sign_ins_per_quarter: reader.budget(&known::SIGN_INS)?,
                mails_per_hour: reader.budget(&known::MAILS)?,
            },
            administrators_need_second_factor: reader.flag(&known::SECOND_FACTOR)?,
            mail_url: reader.optional(&known::MAIL_URL, |text| {
                Smtp::new(&SmtpSettings::new(text)).is_ok().then(|| text.to_owned())
            })?,
            mail_from: reader.optional(&known::MAIL_FROM, |text| Address::parse(text).ok())?,
            mail_reply_to: reader.optional(&known::MAIL_REPLY_TO, |text| Address::parse(text).ok())?,
            mail_imprint: reader.optional(&known::MAIL_IMPRINT, read::line)?,
            mail_bounces: reader.optional(&known::MAIL_BOUNCES, read::bounces)?,
            mail_connections: reader.number(&known::MAIL_CONNECTIONS, 2..=100)?.unwrap_or(4),
            mail_domain_rate: reader.budget(&known::MAIL_DOMAIN_RATE)?,
            link_checks: reader.flag(&known::LINK_CHECKS)?,
            trusted_proxies: reader.list(&known::TRUSTED_PROXIES, |text| text.parse().ok())?,
            cors_origins: reader.list_that(&known::CORS_ORIGINS, read::cors_origin, read::cors_origins)?,
            body_bytes: reader.number(&known::BODY_BYTES, 1_024..=16_777_216)?.unwrap_or(65_536),
            metrics_bind: reader.optional(&known::METRICS_BIND, |text| text.parse().ok())?,
            metrics_token: reader.optional(&known::METRICS_TOKEN, read::token)?,
            log_format: reader.required(&known::LOG_FORMAT, log_format)?,
            log: reader.required(&known::LOG, read::log_filter)?,
            workers: reader.number(&known::WORKERS, 1..=256)?.unwrap_or_else(cores),
            stop_within: Duration::from_secs(reader.number(&known::STOP_WITHIN_SECONDS, 1..=300)?.unwrap_or(20)),
        })
    }
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

/// As many threads as cores, but at least two: one long request must not hold up all others.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2))
}
