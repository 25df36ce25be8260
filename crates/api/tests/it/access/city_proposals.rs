//! Cities that somebody misses.

use super::{PERSONS, Row, row};
use serde_json::json;

/// Proposals of cities: what is not one's own is nobody's business but of who decides.
pub(super) fn rows() -> Vec<Row> {
    let at = "https://example.org/";
    let city = json!({ "name": "Leticia", "country": "CO", "latitude": -4.2, "longitude": -69.9, "source": at });
    let yes = || Some(json!({ "decision": "accepted", "time_zone": "America/Bogota", "coast_distance_km": 1300 }));
    let (decision, none) = ("POST /city-proposals/{proposal}/decisions", "POST /city-proposals/{login}/decisions");
    vec![
        row("list_city_proposals", "GET /city-proposals", None, PERSONS),
        row("get_city_proposal", "GET /city-proposals/{proposal}", None, [404, 404, 200, 404, 200]),
        row("get_city_proposal", "GET /city-proposals/{login}", None, [404; 5]),
        row("delete_city_proposal", "DELETE /city-proposals/{proposal}", None, [404; 5]),
        row("delete_city_proposal", "DELETE /city-proposals/{login}", None, [404; 5]),
        row("create_city_proposal_decision", decision, yes(), [404, 404, 200, 404, 409]),
        row("create_city_proposal_decision", none, yes(), [404; 5]),
        row("create_city_proposal", "POST /city-proposals", Some(city), [401, 201, 201, 201, 201]),
    ]
}
