//! Which of several forms of an answer a caller likes best (RFC 9110, 12.4.2).

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT;

/// The one of `offers`, each by the media ranges that it fits, that the caller likes best: of equals what they name first,
/// and the first offer where they say nothing. `None` where they take none of them.
pub(crate) fn liked<T: Copy>(request: &HttpRequest, offers: &[(&[&str], T)]) -> Option<T> {
    let Some(accept) = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()) else {
        return offers.first().map(|(_, offer)| *offer);
    };
    let fitting = accept.split(',').filter_map(|part| offered(part, offers)).filter(|(_, quality)| *quality > 0.0);
    fitting.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|(offer, _)| offer)
}

/// What there is for one part of the field, and how much it is liked.
fn offered<T: Copy>(part: &str, offers: &[(&[&str], T)]) -> Option<(T, f32)> {
    let mut words = part.split(';').map(|word| word.trim().to_ascii_lowercase());
    let range = words.next()?;
    let (_, offer) = offers.iter().find(|(ranges, _)| ranges.contains(&range.as_str()))?;
    let quality = words.find_map(|word| word.strip_prefix("q=")?.trim().parse().ok());
    Some((*offer, quality.unwrap_or(1.0)))
}

#[cfg(test)]
mod tests {
    use super::liked;
    use actix_web::test::TestRequest;

    #[test]
    fn offers_by_table() {
        let offers: [(&[&str], char); 2] = [(&["application/json", "*/*", ""], 'j'), (&["text/csv", "text/*"], 'c')];
        for (accept, expected) in [
            ("", Some('j')),
            ("*/*", Some('j')),
            ("text/csv", Some('c')),
            ("Text/CSV; charset=utf-8", Some('c')),
            ("application/json;q=0.5, text/*", Some('c')),
            ("text/csv, application/json", Some('c')),
            ("text/csv;q=0, application/json;q=0.1", Some('j')),
            ("text/csv;q=0", None),
            ("image/png", None),
        ] {
            let request = TestRequest::default().insert_header(("Accept", accept)).to_http_request();
            assert_eq!(liked(&request, &offers), expected, "{accept}");
        }
        assert_eq!(liked(&TestRequest::default().to_http_request(), &offers), Some('j'));
    }
}
