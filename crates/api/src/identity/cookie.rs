//! The refresh token of a browser: in a cookie that no script can read and that goes to one path only.

use crate::State;
use actix_web::HttpRequest;
use actix_web::cookie::time::OffsetDateTime;
use actix_web::cookie::{Cookie, SameSite};
use app::identity::Issued;
use contract::BASE_PATH;

/// Name of the cookie.
const NAME: &str = "c2r_refresh";

/// The cookie with the refresh token.
pub(super) fn of(state: &State, issued: &Issued) -> Cookie<'static> {
    let mut cookie = blank(state, issued.refresh_token.clone());
    let until = OffsetDateTime::from_unix_timestamp(issued.refresh_until.timestamp());
    cookie.set_expires(until.unwrap_or(OffsetDateTime::UNIX_EPOCH));
    cookie
}

/// The cookie that takes it away.
pub(super) fn gone(state: &State) -> Cookie<'static> {
    let mut cookie = blank(state, String::new());
    cookie.make_removal();
    cookie
}

fn blank(state: &State, value: String) -> Cookie<'static> {
    let secure = state.settings.public_url.starts_with("https://");
    Cookie::build(NAME, value)
        .path(format!("{BASE_PATH}/auth"))
        .http_only(true)
        .same_site(SameSite::Strict)
        // Plain http is for this machine alone; a browser would not send a secure cookie there.
        .secure(secure)
        .finish()
}

/// The refresh token that a browser sends.
pub(super) fn token(request: &HttpRequest) -> Option<String> {
    request.cookie(NAME).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}
