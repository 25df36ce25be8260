//! From settings to a server that can answer.

use crate::config::{BIND, Config, Known, reachable};
use crate::failure::Failure;
use crate::{database, measures, reference};
use api::{Settings, State};
use app::files::Files;
use app::identity::{IdentitySettings, MailSettings};
use app::library::PublicInternet;
use app::reference::{LoadError, Loaded, Origin};
use app::{Context, SystemClock};
use domain::policy::Actor;
use mailer::{Address, Folder, Mailbox, Mailer, Sender, Site, Smtp, SmtpSettings};
use search::Index;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use store::Db;
use tokio_util::sync::CancellationToken;

/// How the product is called in mails.
const NAME: &str = "Cities for a Resilient Recovery";

/// Takes the port.
pub(super) fn listen(setting: &Known, address: SocketAddr) -> Result<TcpListener, Failure> {
    let key = setting.key;
    TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Failure::work(format!(
            "Another program answers on {address} already: stop it, or choose another port by the setting `{key}`."
        )),
        // The setting is wrong for this machine or user: starting again does not make it right.
        ErrorKind::PermissionDenied => Failure::setting(format!(
            "This user may not answer on {address}: choose a port above 1023 by the setting `{key}`."
        )),
        ErrorKind::AddrNotAvailable => {
            Failure::setting(format!("This machine does not have the address {address}: correct the setting `{key}`."))
        }
        _ => Failure::work(format!("The server cannot answer on {address} (setting `{key}`): {error}.")),
    })
}

/// A demonstration is for who sits at the machine.
pub(super) fn refuse_public_demo(config: &Config) -> Result<(), Failure> {
    if config.demo && !config.bind.ip().is_loopback() {
        let (key, bind) = (BIND.key, config.bind);
        return Err(Failure::setting(format!(
            "The setting `{key}` is wrong: {bind} can be reached from elsewhere, and the demo mode is for this machine alone; right would be an address such as 127.0.0.1:8080, or no demo mode."
        )));
    }
    Ok(())
}

/// Opens database and index beside each other, and brings the database to this version.
pub(super) async fn context(config: &Config, address: SocketAddr) -> Result<Context, Failure> {
    let folder = config.data.join("search");
    let index = tokio::task::spawn_blocking(move || Index::open(&folder));
    let db = database::open_or_create(config).await?;
    migrate(config, &db).await?;
    let index =
        index.await.map_err(|error| Failure::work(format!("The search index cannot be opened: {error}.")))??;
    if let Some(reason) = index.reset_reason() {
        tracing::warn!(reason, "the search index could not be used and is built anew");
    }
    let identity = IdentitySettings {
        public_url: public_url(config, address),
        // Who tries the product on their own machine need not set up a second factor for it.
        administrators_need_second_factor: config.administrators_need_second_factor,
        hashing_at_once: config.workers,
        demo: config.demo,
        mails: mail_folder(config)?,
        ..IdentitySettings::default()
    };
    let ctx = Context::new(db, index, SystemClock, identity).with_files(files(config)?);
    let ctx = with_links(config, ctx, address)?.with_site(site(config, address)?, config.mail_imprint.clone());
    if config.load_reference {
        load_reference(&ctx).await?;
    }
    app::operations::look(&ctx).await?;
    Ok(ctx)
}

/// Where files are kept.
fn files(config: &Config) -> Result<Files, Failure> {
    let folder = database::files(config);
    database::make_folder(&folder)?;
    Files::in_folder(&folder).map_err(|error| Failure::work(format!("{} cannot be used: {error}.", folder.display())))
}

/// Has the links of the library looked at, where the settings say so.
fn with_links(config: &Config, ctx: Context, address: SocketAddr) -> Result<Context, Failure> {
    if !config.link_checks {
        return Ok(ctx);
    }
    let asker = PublicInternet::new(&public_url(config, address));
    let asker = asker.map_err(|error| Failure::work(format!("Links of the library cannot be looked at: {error}.")))?;
    Ok(ctx.with_links(Arc::new(asker)))
}

async fn migrate(config: &Config, db: &Db) -> Result<(), Failure> {
    let pending = db.pending_migrations().await?;
    if pending.is_empty() {
        return Ok(());
    }
    if !config.auto_migrate {
        return Err(database::behind(&pending));
    }
    tracing::info!(?pending, "bringing the database up to date");
    Ok(db.migrate().await?)
}

/// Loads the reference data of this version, unless they are what was loaded last.
async fn load_reference(ctx: &Context) -> Result<(), Failure> {
    let files = reference::EMBEDDED;
    match app::reference::loaded(ctx, files).await? {
        Loaded::These => return Ok(()),
        Loaded::Chosen => {
            tracing::info!("the reference data are files of your own and stay, until `c2r load` without --from");
            return Ok(());
        }
        Loaded::Nothing | Loaded::OfAnotherVersion => {}
    }
    match app::reference::load(ctx, &Actor::Operator, files, Origin::Program).await {
        Ok(report) => tracing::info!(?report, "reference data loaded"),
        // Replicas that start together load the same data: who comes second may collide with the first.
        Err(LoadError::App(_)) if app::reference::loaded(ctx, files).await? == Loaded::These => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Where the world reaches this server.
pub(super) fn public_url(config: &Config, address: SocketAddr) -> String {
    config.public_url.clone().unwrap_or_else(|| format!("http://{}", reachable(address)))
}

/// Where mails are kept that go to no server.
fn mail_folder(config: &Config) -> Result<Option<Folder>, Failure> {
    if config.mail_url.is_some() {
        return Ok(None);
    }
    let folder = config.data.join("mails");
    let made = Folder::new(&folder);
    made.map(Some).map_err(|error| Failure::work(format!("{} cannot be made: {error}.", folder.display())))
}

/// Whom mails are from.
fn mail_from(config: &Config, public_url: &str) -> Result<Address, Failure> {
    let from = config.mail_from.clone().or_else(|| own_address(public_url));
    from.ok_or_else(|| Failure::setting("The setting `mail.from` is missing; right would be an e-mail address."))
}

/// The installation, as mails name it.
fn site(config: &Config, address: SocketAddr) -> Result<Site, Failure> {
    let public_url = public_url(config, address);
    let from = mail_from(config, &public_url)?;
    let support = config.mail_reply_to.clone().unwrap_or(from).to_string();
    Ok(Site { name: NAME.to_owned(), public_url, support })
}

/// How mails go out: by the server of the settings, else into a folder.
pub(super) fn mail(config: &Config, address: SocketAddr) -> Result<MailSettings, Failure> {
    let public_url = public_url(config, address);
    let mailer: Arc<dyn Mailer> = match (&config.mail_url, mail_folder(config)?) {
        (Some(url), _) => {
            let settings = SmtpSettings { connections: config.mail_connections, ..SmtpSettings::new(url.as_str()) };
            let smtp = Smtp::new(&settings);
            Arc::new(smtp.map_err(|error| Failure::setting(format!("The setting `mail.url` is wrong: {error}.")))?)
        }
        (None, Some(folder)) => Arc::new(folder),
        (None, None) => return Err(Failure::setting("The setting `mail.url` is missing.")),
    };
    let from = mail_from(config, &public_url)?;
    let bounces = config.mail_bounces.clone().unwrap_or_else(|| from.clone());
    let sender = Sender { from: Mailbox::new(NAME, from), reply_to: config.mail_reply_to.clone().map(Mailbox::from) };
    Ok(MailSettings { mailer, sender, site: site(config, address)?, bounces, domain_rate: config.mail_domain_rate })
}

/// `c2r@` and the host; where that is a number, as on a developer's machine, a name that reaches nobody.
fn own_address(public_url: &str) -> Option<Address> {
    let url = url::Url::parse(public_url).ok()?;
    let host = url.host_str().filter(|host| host.contains(|c: char| c.is_ascii_alphabetic()) && host.contains('.'));
    Address::parse(&format!("c2r@{}", host.unwrap_or("c2r.invalid"))).ok()
}

/// Everything that the HTTP face works with.
pub(super) fn state(
    config: &Config,
    ctx: Context,
    address: SocketAddr,
    stopping: CancellationToken,
) -> Result<State, Failure> {
    let measured = config.metrics_bind.is_some() || config.metrics_token.is_some();
    let metrics = measured.then(|| measures::start(stopping.clone())).transpose()?;
    let settings = Settings {
        public_url: public_url(config, address),
        limits: config.limits,
        trusted_proxies: config.trusted_proxies.clone(),
        cors_origins: config.cors_origins.clone(),
        body_bytes: config.body_bytes,
        metrics_token: config.metrics_token.clone(),
        stop_within: config.stop_within,
        workers: config.workers,
        ..Settings::default()
    };
    Ok(State { ctx, settings: Arc::new(settings), site: Arc::new(crate::site::Embedded), stopping, metrics })
}
