//! The HTML part of a mail as a page of its own, for a frame of the app: the app's own policy, which a frame would inherit
//! otherwise, lets no letter be shown as it was written. Mails of a demonstration are shown so, and issues of briefings
//! before they go out.

use crate::State;
use crate::http::ApiError;
use actix_web::{HttpResponse, web};
use app::Caller;
use domain::policy::Actor;
use ids::BriefingIssueId;
use serde::Deserialize;

/// What a letter may do: show itself in the app. It runs nothing and fetches nothing; its links open elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// Registers the addresses.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config.route("/demo/mails/{id}", web::get().to(letter)).route("/briefing-previews", web::post().to(issue_mail));
}

async fn letter(state: web::Data<State>, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let caller = Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
    let mail = app::identity::get_demo_mail(&state.ctx, &caller, &id).await?;
    Ok(shown(&mail.html))
}

/// Whose mail is to be shown, and to whom.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    /// The access token of who looks. A frame sends no header, and a token in an address would stand in histories and logs:
    /// so it comes in a form that the app posts into its frame.
    token: String,
    /// The issue.
    issue: String,
    /// The city whose edition it is, by slug; empty for none.
    #[serde(default)]
    city: String,
}

/// The mail of an issue as a subscriber would get it. Changes nothing.
async fn issue_mail(state: web::Data<State>, wish: web::Form<Wish>) -> Result<HttpResponse, ApiError> {
    let actor = app::identity::authenticate(&state.ctx, &wish.token).await?;
    let issue: BriefingIssueId = wish.issue.parse().map_err(|_| app::Error::Hidden)?;
    let city = Some(wish.city.as_str()).filter(|city| !city.is_empty());
    let mail = app::briefings::get_briefing_issue_mail(&state.ctx, &actor, issue, city).await?;
    Ok(shown(&mail.html))
}

/// A letter as a page.
fn shown(html: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", POLICY))
        .insert_header(("X-Frame-Options", "SAMEORIGIN"))
        .insert_header(("Cache-Control", "no-store"))
        .body(in_new_tabs(html))
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
