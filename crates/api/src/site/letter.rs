//! The HTML part of a mail of a demonstration as a page of its own, for a frame of the app: the app's own policy, which a
//! frame would inherit otherwise, lets no letter be shown as it was written.

use crate::State;
use crate::http::ApiError;
use actix_web::{HttpResponse, web};
use app::Caller;
use domain::policy::Actor;

/// What a letter may do: show itself in the app. It runs nothing and fetches nothing; its links open elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// Registers the address.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config.route("/demo/mails/{id}", web::get().to(letter));
}

async fn letter(state: web::Data<State>, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let caller = Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
    let mail = app::identity::get_demo_mail(&state.ctx, &caller, &id).await?;
    let answer = HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", POLICY))
        .insert_header(("X-Frame-Options", "SAMEORIGIN"))
        .insert_header(("Cache-Control", "no-store"))
        .body(in_new_tabs(&mail.html));
    Ok(answer)
}

/// The letter with links that open in a new tab: in the frame there is no room for a page.
fn in_new_tabs(html: &str) -> String {
    html.replace("<a ", "<a target=\"_blank\" ")
}

#[cfg(test)]
mod tests {
    use super::in_new_tabs;

    #[test]
    fn links_leave_the_frame() {
        let html = in_new_tabs("<abbr>x</abbr><a href=\"https://c2r.example/\">C2R</a>");
        assert_eq!(html, "<abbr>x</abbr><a target=\"_blank\" href=\"https://c2r.example/\">C2R</a>");
    }
}
