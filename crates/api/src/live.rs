//! The change log: page by page, and as a stream.

use crate::State;
use crate::http::layers::HeadAlone;
use crate::http::{ApiError, Request, validators};
use actix_web::http::header::ACCEPT;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, HttpResponseBuilder, get, web};
use app::live::{Event, Follower};
use contract::query::Reader;
use contract::{Page, ProblemKind};
use domain::live::{Change, ChangesQuery, Channel};
use futures_util::stream;
use std::collections::VecDeque;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_changes).service(stream_changes);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::live::ChangesQuery reads it")]
struct ChangesParams {
    /// Only what came after this change: the `cursor` of the last one you have seen.
    #[param(max_length = 40, example = "0")]
    since: Option<String>,
    /// Only these channels; all when absent.
    #[param(required = false, max_items = 50, example = json!(["cities"]))]
    channels: Vec<Channel>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
}

/// Lists changes
///
/// Everything that happened to public things, oldest first: one cursor for a mirror. Keep the `cursor` of the
/// last change you have seen and give it as `since`; `next` is the same word while there is more to come.
#[utoipa::path(tag = "live", params(ChangesParams), responses((status = 200, description = "A page of changes.", body = Page<Change>)))]
#[get("/changes")]
async fn list_changes(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = ChangesQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let kinds = app::changes::kinds_of(&query.channels);
    validators::list((&state, &caller, &request), &kinds, async || {
        Ok(app::changes::list(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; the handler reads it")]
struct StreamParams {
    /// Only these channels; all when absent.
    #[param(required = false, max_items = 50, example = json!(["cities"]))]
    channels: Vec<Channel>,
}

/// Streams changes
///
/// Server-sent events: `event: change` with a change as data and its cursor as `id`; a comment every 15
/// seconds shows that the line is alive. Come back with `Last-Event-ID` and nothing is missed; `event: reset`
/// says that the gap is too long: read everything anew.
#[utoipa::path(tag = "live", params(StreamParams,
    ("Last-Event-ID" = Option<String>, Header, description = "Cursor of the last change you have seen.", max_length = 40, example = "0")),
    responses((status = 200, description = "The stream.", body = String, content_type = "text/event-stream")))]
#[get("/stream")]
async fn stream_changes(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if !takes_events(&request) {
        return Err(ApiError::new(
            ProblemKind::NotAcceptable,
            "Accept text/event-stream: the stream comes in no other form.",
        ));
    }
    let mut reader = Reader::new(request.query_string());
    let channels: Vec<Channel> = reader.list("channels", Channel::expected());
    reader.finish().map_err(ApiError::bad_query)?;
    let last_seen = request.headers().get("last-event-id").and_then(|value| value.to_str().ok());
    let follower = app::live::follow(&state.ctx, &caller.actor, &channels, last_seen).await?;
    let line = Line {
        follower,
        stopping: state.stopping.clone(),
        heartbeat: state.settings.heartbeat,
        waiting: VecDeque::from([": connected\nretry: 2000\n\n".to_owned()]),
    };
    let mut response = headed();
    if request.extensions().get::<HeadAlone>().is_some() {
        // The connection would wait for the end of what it does not send.
        return Ok(response.streaming(stream::empty::<Result<web::Bytes, std::io::Error>>()));
    }
    Ok(response.streaming(stream::unfold(line, next_text)))
}

/// What stands above a stream.
fn headed() -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .content_type("text/event-stream")
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("X-Accel-Buffering", "no"));
    // An encoder would hold events back until its buffer is full. The layer `headers` takes the word away again.
    response.insert_header(("Content-Encoding", "identity"));
    response
}

/// Whether the caller takes a stream of events; who does not say takes anything.
fn takes_events(request: &HttpRequest) -> bool {
    let Some(accept) = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()) else { return true };
    accept.split(',').any(|part| {
        let mut words = part.split(';').map(|word| word.trim().to_ascii_lowercase());
        let fits = words.next().is_some_and(|kind| ["text/event-stream", "text/*", "*/*", ""].contains(&kind.as_str()));
        let quality = words.find_map(|word| word.strip_prefix("q=")?.trim().parse::<f32>().ok());
        fits && quality.is_none_or(|quality| quality > 0.0)
    })
}

/// An open stream.
struct Line {
    follower: Follower,
    stopping: CancellationToken,
    heartbeat: Duration,
    waiting: VecDeque<String>,
}

/// The next piece of text; the stream ends when the server stops, and the client comes back to another.
async fn next_text(mut line: Line) -> Option<(Result<web::Bytes, std::io::Error>, Line)> {
    if let Some(text) = line.waiting.pop_front() {
        return Some((Ok(web::Bytes::from(text)), line));
    }
    if line.follower.is_over() {
        return None;
    }
    let text = tokio::select! {
        () = line.stopping.cancelled() => return None,
        () = tokio::time::sleep(line.heartbeat) => ": alive\n\n".to_owned(),
        event = line.follower.next() => match event {
            Ok(event) => text_of(&event),
            Err(app::Error::SignIn) => return None,
            Err(error) => {
                tracing::warn!(%error, "a stream ended early");
                return None;
            }
        },
    };
    Some((Ok(web::Bytes::from(text)), line))
}

fn text_of(event: &Event) -> String {
    match event {
        Event::Change(line) => {
            let data = serde_json::to_string(&line.change).unwrap_or_default();
            format!("id: {}\nevent: change\ndata: {data}\n\n", line.seq)
        }
        Event::Reset(seq) => format!("id: {seq}\nevent: reset\ndata: {{}}\n\n"),
    }
}
