//! `c2r serve`: one process that answers, until it is asked to stop.

mod signals;
mod start;

use crate::config::{BIND, Config, METRICS_BIND, reachable};
use crate::failure::Failure;
use crate::lock::Lock;
use crate::{database, logging, measures, say};
use actix_web::dev::{Server, ServerHandle};
use app::Context;
use app::identity::MailSettings;
use app::jobs::WorkerSettings;
use signals::{Signals, Stop};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long servers may take beyond that to end, once no request is open any more.
const TIDYING: Duration = Duration::from_secs(3);

/// How long background tasks may take: the worker lets running jobs end and gives the rest back (its grace is 10 s).
const PUTTING_DOWN: Duration = Duration::from_secs(12);

/// Serves until a signal comes or the server cannot go on.
pub(crate) async fn run(config: Config) -> Result<(), Failure> {
    start::refuse_public_demo(&config)?;
    logging::start(&config)?;
    let mut signals = Signals::listen()?;
    database::make_folder(&config.data)?;
    let _lock = Lock::take(&config.data, &config.database)?;
    // Taken before the work begins: who asks meanwhile waits for the answer instead of being refused.
    let listener = start::listen(&BIND, config.bind)?;
    let metrics_listener = config.metrics_bind.map(|address| start::listen(&METRICS_BIND, address)).transpose()?;
    let address = listener.local_addr().map_err(|error| Failure::work(format!("The port is lost: {error}.")))?;
    let ctx = start::context(&config, address).await?;
    if config.demo {
        super::demo::load(&ctx).await?;
    }

    let stopping = CancellationToken::new();
    let state = start::state(&config, ctx.clone(), address, stopping.clone())?;
    let render = state.metrics.clone();
    let server =
        api::run(listener, state).map_err(|error| Failure::work(format!("The server cannot start: {error}.")))?;
    let mut running = Running {
        handles: vec![server.handle()],
        servers: JoinSet::new(),
        tasks: background(&ctx, start::mail(&config, address)?, &stopping),
        stopping,
    };
    running.serve(server);
    if let (Some(listener), Some(render)) = (metrics_listener, render) {
        let figures = measures::serve(listener, render)?;
        running.handles.push(figures.handle());
        running.serve(figures);
    }
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), demo = config.demo, "serving");
    say::line(format_args!("C2R is at http://{}", reachable(address)))?;
    running.until_stopped(&mut signals, config.stop_within).await
}

/// What goes on beside requests.
fn background(ctx: &Context, mail: MailSettings, stop: &CancellationToken) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(app::live::keep_following(ctx.clone(), stop.clone()));
    tasks.spawn(app::keep_indexed(ctx.clone(), stop.clone()));
    tasks.spawn(app::operations::keep_house(ctx.clone(), stop.clone()));
    let handlers = app::handlers(mail);
    tasks.spawn(app::jobs::keep_working(ctx.clone(), handlers, WorkerSettings::default(), stop.clone()));
    tasks
}

/// A server with everything that must end with it.
struct Running {
    handles: Vec<ServerHandle>,
    servers: JoinSet<std::io::Result<()>>,
    tasks: JoinSet<()>,
    stopping: CancellationToken,
}

impl Running {
    fn serve(&mut self, server: Server) {
        self.servers.spawn(server);
    }

    /// Waits for the end, whatever brings it, and ends everything.
    async fn until_stopped(mut self, signals: &mut Signals, stop_within: Duration) -> Result<(), Failure> {
        let outcome = tokio::select! {
            signal = signals.next() => {
                tracing::info!(?signal, "stopping");
                Ok(())
            }
            // Without them the server would answer, but with what was true when they ended.
            _ = self.tasks.join_next() => Err(Failure::work("A background task ended before the server did; the log says why.")),
            _ = self.servers.join_next() => Err(Failure::work("The server ended by itself; the log says why.")),
        };
        tokio::select! {
            () = self.stop(stop_within) => {}
            signal = signals.next() => at_once(signal),
        }
        tracing::info!("stopped");
        outcome
    }

    /// Ends streams, lets open requests come to their end, then puts down the rest.
    async fn stop(&mut self, within: Duration) {
        self.stopping.cancel();
        let ending = async {
            for handle in &self.handles {
                handle.stop(true).await;
            }
            while self.servers.join_next().await.is_some() {}
        };
        // The server ends open requests by itself after that time; the rest is for its own threads.
        if tokio::time::timeout(within + TIDYING, ending).await.is_err() {
            tracing::warn!("not all requests came to their end in time");
        }
        let tidying = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(PUTTING_DOWN, tidying).await.is_err() {
            tracing::warn!("a background task did not end in time");
        }
    }
}

/// Whoever asks twice does not want to wait. What was acknowledged is on the disk already.
fn at_once(signal: Stop) -> ! {
    tracing::warn!(?signal, "stopping at once");
    std::process::exit(signal.status())
}
