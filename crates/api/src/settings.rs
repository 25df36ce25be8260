//! What the HTTP face needs to be told.

use ipnet::IpNet;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Settings of the HTTP face.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the world reaches this server, without a slash at its end: links are made from it and from nothing a request says.
    pub public_url: String,
    /// How much each client may ask.
    pub limits: LimitSettings,
    /// Proxies whose `X-Forwarded-For` is believed; nobody else's is.
    pub trusted_proxies: Vec<IpNet>,
    /// Web origins that may call the API from a browser; `*` for all; none by default.
    pub cors_origins: Vec<String>,
    /// Largest body of a request, in bytes.
    pub body_bytes: usize,
    /// Token that opens `/metrics`; without one the path does not exist here.
    pub metrics_token: Option<String>,
    /// Pause between signs of life on a stream.
    pub heartbeat: Duration,
    /// How long open requests may take to end when the server stops.
    pub stop_within: Duration,
    /// Threads that serve requests.
    pub workers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            limits: LimitSettings::default(),
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            body_bytes: 64 * 1024,
            metrics_token: None,
            heartbeat: Duration::from_secs(15),
            stop_within: Duration::from_secs(20),
            workers: 2,
        }
    }
}

/// Budgets of one client, in requests a minute; 0 for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitSettings {
    /// Requests that read.
    pub reads_per_minute: u32,
    /// Requests that write.
    pub writes_per_minute: u32,
    /// Tries to sign in within a quarter of an hour, for one client and for one address; and keys that nobody has, for one
    /// client.
    pub sign_ins_per_quarter: u32,
    /// Mails within an hour that one client causes, and that go to one address.
    pub mails_per_hour: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self { reads_per_minute: 1_200, writes_per_minute: 60, sign_ins_per_quarter: 20, mails_per_hour: 10 }
    }
}

/// Everything that the HTTP face works with. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The use cases' own state.
    pub ctx: app::Context,
    /// Settings.
    pub settings: Arc<Settings>,
    /// The files of the app.
    pub site: Arc<dyn crate::Site>,
    /// Cancelled when the server begins to stop: streams end then.
    pub stopping: CancellationToken,
    /// Writes the figures for Prometheus.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("settings", &self.settings).finish_non_exhaustive()
    }
}
