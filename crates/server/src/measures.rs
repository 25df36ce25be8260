//! Figures for Prometheus: what the layers count, and what the process itself takes.

use crate::failure::Failure;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{App, HttpResponse, HttpServer, dev::Server, web};
use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio_util::sync::CancellationToken;

/// Bounds of the histograms in seconds: a request takes about a millisecond, a bad one seconds.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How often samples that wait are put into their histograms.
const UPKEEP: Duration = Duration::from_secs(5);
/// What Prometheus wants its text to be called.
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// Writes all figures as they are now.
pub(crate) type Render = Arc<dyn Fn() -> String + Send + Sync>;

/// Begins to count. Until then, and where nobody reads the figures, counting costs nothing.
///
/// # Errors
/// When this process counts already.
pub(crate) fn start(stop: CancellationToken) -> Result<Render, Failure> {
    let fault = |error: String| Failure::work(format!("Metrics cannot begin: {error}."));
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new().set_buckets_for_metric(seconds, &SECONDS);
    let recorder = builder.map_err(|error| fault(error.to_string()))?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|error| fault(error.to_string()))?;
    describe();
    tokio::spawn(keep_up(handle.clone(), stop));
    Ok(Arc::new(move || {
        if let Some(bytes) = resident_bytes() {
            gauge!("process_resident_memory_bytes").set(bytes);
        }
        handle.render()
    }))
}

fn describe() {
    metrics::describe_gauge!("process_resident_memory_bytes", metrics::Unit::Bytes, "Memory that the process holds");
    metrics::describe_gauge!(
        "process_start_time_seconds",
        metrics::Unit::Seconds,
        "When the process began, since 1970"
    );
    metrics::describe_gauge!("c2r_build_info", "Always 1; the label says which version runs");
    let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    gauge!("process_start_time_seconds").set(began.as_secs_f64());
    gauge!("c2r_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

async fn keep_up(handle: PrometheusHandle, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(UPKEEP)).await.is_some() {
        handle.run_upkeep();
    }
}

/// Serves the figures on a port of their own, for a network that only the operator reaches.
///
/// # Errors
/// When the listener cannot be used.
pub(crate) fn serve(listener: TcpListener, render: Render) -> Result<Server, Failure> {
    let server = HttpServer::new(move || {
        let render = render.clone();
        let figures = move || {
            let text = render();
            async move { HttpResponse::Ok().insert_header((header::CONTENT_TYPE, TEXT)).body(text) }
        };
        App::new().route("/metrics", web::get().to(figures))
    });
    let server =
        server.workers(1).worker_max_blocking_threads(1).disable_signals().shutdown_timeout(1).listen(listener);
    let server = server.map_err(|error| Failure::work(format!("The port for metrics cannot be used: {error}.")))?;
    Ok(server.run())
}

/// Resident memory, where the system tells it in `/proc`.
fn resident_bytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    kilobytes(&status).map(|kilobytes| f64::from(kilobytes) * 1024.0)
}

fn kilobytes(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::kilobytes;

    #[test]
    fn memory_is_read_from_the_status() {
        assert_eq!(kilobytes("Name:\tc2r\nVmRSS:\t   41234 kB\nThreads:\t9\n"), Some(41_234));
        assert_eq!(kilobytes("Name:\tc2r\n"), None);
    }
}
