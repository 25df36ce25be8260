//! The audit log, for administrators.

use crate::State;
use crate::http::accept::liked;
use crate::http::{ApiError, PageParams, Request};
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use contract::{Page, ProblemKind};
use domain::audit::{AuditLine, AuditQuery};
use domain::live::ThingKind;
use domain::policy::Action;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_audit_log).service(export_audit_log_csv);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::audit::AuditQuery reads it")]
struct AuditParams {
    /// What this account did.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    actor: Option<String>,
    /// What was done by this key of a machine.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    key: Option<String>,
    /// What was done to this thing.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    thing: Option<String>,
    /// Only these operations.
    #[param(required = false, max_items = 50, example = json!(["create_login"]))]
    action: Vec<Action>,
    /// Only these kinds of things.
    #[param(required = false, max_items = 50, example = json!(["account"]))]
    kind: Vec<ThingKind>,
    /// What was done at this moment or later (RFC 3339).
    #[param(example = "2026-11-22T09:30:00Z")]
    from: Option<DateTime<Utc>>,
    /// What was done before this moment (RFC 3339).
    #[param(example = "2026-11-23T09:30:00Z")]
    until: Option<DateTime<Utc>>,
}

/// What there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
}

/// By what each is asked for; JSON also by who does not say.
const OFFERS: [(&[&str], Form); 2] =
    [(&["application/json", "application/*", "*/*", ""], Form::Json), (&["text/csv", "text/*"], Form::Csv)];

/// Searches the audit log
///
/// For administrators: who did what to which thing and which fields it touched, newest first. Ids and names of fields
/// only, never what a person is called or where they live. With `Accept: text/csv` the answer is that of `/audit-log.csv`,
/// which takes no `limit` and no `cursor`.
#[utoipa::path(tag = "audit", params(AuditParams, PageParams), responses((status = 200, description = "A page of lines.", body = Page<AuditLine>)))]
#[get("/audit-log")]
async fn list_audit_log(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    match liked(&request, &OFFERS) {
        Some(Form::Json) => {}
        Some(Form::Csv) => return export(&state, caller, &request).await,
        None => return Err(ApiError::new(ProblemKind::NotAcceptable, "Accept application/json or text/csv.")),
    }
    let query = AuditQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let page = app::audit::list(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(&page))
}

/// Takes the audit log away as CSV
///
/// For administrators: the same lines, the newest 50 000 at most; for more, ask for one time after the other by `from`
/// and `until`. It takes no `limit` and no `cursor`.
#[utoipa::path(tag = "audit", params(AuditParams), responses((status = 200, description = "The lines (RFC 4180).", body = String, content_type = "text/csv")))]
#[get("/audit-log.csv")]
async fn export_audit_log_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request).await
}

async fn export(state: &State, caller: Request, request: &HttpRequest) -> Result<HttpResponse, ApiError> {
    let query = AuditQuery::parse_export(request.query_string()).map_err(ApiError::bad_query)?;
    let lines = app::audit::export(&state.ctx, &caller.caller(&()), &query).await?;
    let mut response = HttpResponse::Ok();
    response.insert_header(("Cache-Control", "no-store"));
    response.insert_header(("Content-Disposition", "attachment; filename=\"audit-log.csv\""));
    Ok(response.content_type("text/csv; charset=utf-8").body(csv(&lines)))
}

/// No cell can begin a formula: all are ids, keys, moments and names of fields.
fn csv(lines: &[AuditLine]) -> String {
    let mut text = "id,at,actor,actor_id,action,kind,thing_id,fields,request_id,key_id\r\n".to_owned();
    for line in lines {
        let actor = line.actor_id.map(|id| id.to_string()).unwrap_or_default();
        let at = line.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let cells = [
            line.id.to_string(),
            at,
            line.actor.to_string(),
            actor,
            line.action.to_string(),
            line.kind.to_string(),
            line.thing_id.to_string(),
            line.fields.join(" "),
            line.request_id.clone().unwrap_or_default(),
            line.key_id.map(|id| id.to_string()).unwrap_or_default(),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}
