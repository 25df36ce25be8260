//! F0: bytes that are there already.

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::Result;
use std::net::SocketAddr;

/// Answers until it is told to stop.
pub(super) fn serve(bind: SocketAddr, bytes: usize) -> Result<()> {
    let body = Bytes::from(vec![b' '; bytes]);
    let server = HttpServer::new(move || App::new().app_data(body.clone()).default_service(web::to(answer)));
    let server = server.workers(1).bind(bind)?;
    Ok(actix_web::rt::System::new().block_on(server.run())?)
}

async fn answer(request: actix_web::HttpRequest) -> HttpResponse {
    let body = request.app_data::<Bytes>().cloned().unwrap_or_default();
    HttpResponse::Ok().content_type("application/json").body(body)
}
