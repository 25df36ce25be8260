//! Accounts for administrators: list, one, suspension, roles, and who may do what.

use super::{account, account_once, json, private};
use crate::State;
use crate::http::{ApiError, Body, Request, no_query};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::identity::{
    Account, AccountQuery, AccountStatus, Explanation, NewRoleGrant, NewSuspension, PermissionQuery,
};
use domain::policy::{Action, Role};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_accounts).service(get_account).service(create_suspension).service(delete_suspension);
    config.service(create_role_grant).service(delete_role_grant).service(explain_permission);
}

fn id_of(text: &str) -> Result<ids::AccountId, ApiError> {
    text.parse().map_err(|_| app::Error::Missing("There is no account of this id.".to_owned()).into())
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::identity::AccountQuery reads it")]
struct AccountParams {
    /// Name or address holds this.
    #[param(max_length = 100, example = "demo")]
    q: Option<String>,
    /// They stand at any of these.
    #[param(required = false, max_items = 50, example = json!(["active"]))]
    status: Vec<AccountStatus>,
    /// They have any of these roles.
    #[param(required = false, max_items = 50, example = json!(["administrator"]))]
    role: Vec<Role>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists accounts
///
/// For administrators: all accounts, newest first.
#[utoipa::path(tag = "accounts", params(AccountParams), responses((status = 200, description = "A page of accounts.", body = Page<Account>)))]
#[get("/accounts")]
async fn list_accounts(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = AccountQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    Ok(json(HttpResponse::Ok(), &app::identity::list_accounts(&state.ctx, &caller.caller(&()), &query).await?))
}

/// Gets an account
///
/// Your own account, or for administrators any.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id of the account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The account.", body = Account)))]
#[get("/accounts/{id}")]
async fn get_account(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::identity::get_account(&state.ctx, &caller.caller(&()), id_of(&path)?).await?;
    Ok(account(&found))
}

/// Suspends an account
///
/// For administrators. Nobody can sign in to it, and whoever is signed in is out at once. Its owner gets a mail with
/// the reason.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id of the account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    request_body(content = NewSuspension, description = "Why."), responses((status = 200, description = "The account, suspended.", body = Account)))]
#[post("/accounts/{id}/suspension")]
async fn create_suspension(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewSuspension>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let id = id_of(&path)?;
    let caller = caller.caller(&(&id, &body.0));
    Ok(account_once(&app::identity::create_suspension(&state.ctx, caller, id, body.0).await?))
}

/// Ends a suspension
///
/// For administrators. Its owner gets a mail.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id of the account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The account as before.", body = Account)))]
#[delete("/accounts/{id}/suspension")]
async fn delete_suspension(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&());
    Ok(account(&app::identity::delete_suspension(&state.ctx, caller, id_of(&path)?).await?))
}

/// Grants a role
///
/// For administrators. Granting it twice changes nothing.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id of the account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    request_body(content = NewRoleGrant, description = "The role."), responses((status = 200, description = "The account with its roles.", body = Account)))]
#[post("/accounts/{id}/roles")]
async fn create_role_grant(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewRoleGrant>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let id = id_of(&path)?;
    let caller = caller.caller(&(&id, &body.0));
    Ok(account_once(&app::identity::create_role_grant(&state.ctx, caller, id, body.0).await?))
}

/// Takes a role back
///
/// For administrators. The last administrator stays one.
#[utoipa::path(tag = "accounts", params(
    ("id" = String, Path, description = "Id of the account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"),
    ("role" = Role, Path, description = "The role.", example = "editor")),
    responses((status = 204, description = "Taken back.")))]
#[delete("/accounts/{id}/roles/{role}")]
async fn delete_role_grant(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, role) = path.into_inner();
    let role = role.parse().map_err(|_| app::Error::Missing("There is no such role.".to_owned()))?;
    app::identity::delete_role_grant(&state.ctx, caller.caller(&()), id_of(&id)?, role).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::identity::PermissionQuery reads it")]
struct ExplainParams {
    /// The operation.
    #[param(inline = false, example = "list_accounts")]
    operation: Action,
    /// Whether this account may.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    account: Option<String>,
    /// Whether a machine with this key may; to a thing of its own organisation where no other is named.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    key: Option<String>,
    /// To a thing of this account.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    of: Option<String>,
    /// To a thing of this organisation, by id or slug.
    #[param(max_length = 100, example = "melbourne")]
    organisation: Option<String>,
    /// To a thing about this city, by id or slug. Name a city or an organisation, not both: the organisation of a city
    /// is found by either.
    #[param(max_length = 100, example = "melbourne")]
    city: Option<String>,
    /// To the thing of this id: a membership, a report of a fact, a proposal of a city, an invitation, a key, an
    /// account, a city or an organisation. It says by itself of whom it is, so that nothing else is named beside it.
    #[param(max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")]
    thing: Option<String>,
}

/// Says who may do something, and why
///
/// For administrators: the rules of an operation with the scope that a key needs for it, and whether an account or a
/// key may do it, by which of them. Some rules ask what it is done to: name the thing by its id, or a city, an
/// organisation or an account that it belongs to. A no says whether it depends on that (`refusal`), and which rules
/// would allow it (`would_allow`).
///
/// The answer tells the policy. Who may do an operation may still be refused for the state of the thing, as with a
/// request that was decided already, or one of their own.
#[utoipa::path(tag = "accounts", params(ExplainParams), responses((status = 200, description = "Who may, and why.", body = Explanation)))]
#[get("/permissions")]
async fn explain_permission(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = PermissionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let explanation = app::identity::explain_permission(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &explanation))
}
