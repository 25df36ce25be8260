//! Leaving by one click of a mail program (RFC 8058, Levine and Herkula 2017): a POST without session, cookie or question
//! is enough, and a GET changes nothing. It is no operation of the API: programs know it by the standard.

use crate::State;
use crate::http::{ApiError, raw};
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};
use app::Caller;
use contract::ProblemKind;
use domain::identity::LinkToken;
use domain::policy::Actor;
use domain::vocabularies::Language;

/// Longest body of such a request, in bytes.
const MOST: usize = 4_096;

/// Registers the address.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.service(
        web::resource("/unsubscribe/{word}")
            .route(web::get().to(show))
            .route(web::head().to(show))
            .route(web::post().to(leave)),
    );
}

/// What the word stands for is told to nobody who asks by GET, but in which language the page is.
async fn show(state: web::Data<State>, word: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let known = app::subscriptions::language_of(&state.ctx, &word).await?;
    let language = known.unwrap_or(Language::English);
    let word: String = word.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    let page = format!("/{language}/subscription?word={word}");
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, page)).insert_header((CACHE_CONTROL, "no-store")).finish())
}

async fn leave(
    state: web::Data<State>,
    request: HttpRequest,
    word: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let body = raw::read(&request, payload, MOST).await?;
    if !is_one_click(&body) {
        return Err(ApiError::new(ProblemKind::Malformed, "Send `List-Unsubscribe=One-Click` (RFC 8058)."));
    }
    let caller = Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
    let left = app::subscriptions::delete(&state.ctx, caller, LinkToken { token: word.into_inner() }).await;
    left.map_err(|error| match error {
        app::Error::Broken(_) => ApiError::new(ProblemKind::NotFound, "There is no subscription of this word."),
        error => error.into(),
    })?;
    let answer = HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body("You are unsubscribed.\n");
    Ok(answer)
}

/// As a form, or as one of several parts.
fn is_one_click(body: &[u8]) -> bool {
    let text: String = String::from_utf8_lossy(body).chars().filter(|letter| !letter.is_whitespace()).collect();
    let text = text.to_ascii_lowercase();
    text.split('&').any(|pair| pair == "list-unsubscribe=one-click")
        || (text.contains("name=\"list-unsubscribe\"") && text.contains("one-click"))
}

#[cfg(test)]
mod tests {
    use super::is_one_click;

    #[test]
    fn bodies_by_table() {
        let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        for good in ["List-Unsubscribe=One-Click", "a=b&list-unsubscribe=one-click\r\n", parts] {
            assert!(is_one_click(good.as_bytes()), "{good}");
        }
        for bad in ["", "List-Unsubscribe", "List-Unsubscribe=Two-Clicks", "One-Click"] {
            assert!(!is_one_click(bad.as_bytes()), "{bad}");
        }
    }
}
