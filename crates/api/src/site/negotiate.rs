//! Which language and look a browser asks for, where the address does not say.

use super::fill::Look;
use actix_web::HttpRequest;
use actix_web::http::header::{AcceptLanguage, Header as _, Preference};
use domain::vocabularies::Language;

/// Where the app keeps the language that somebody chose.
const LANGUAGE: &str = "c2r_language";
/// Where it keeps light or dark.
const THEME: &str = "c2r_theme";

/// The language that was chosen here, else the best of ours that the browser asks for, else English.
pub(super) fn language(request: &HttpRequest) -> Language {
    let chosen = request.cookie(LANGUAGE).and_then(|cookie| cookie.value().parse().ok());
    chosen.or_else(|| asked_for(request)).unwrap_or(Language::English)
}

/// RFC 9110, 12.5.4: by quality; of `pt-BR` the language counts, since there is one Portuguese here.
fn asked_for(request: &HttpRequest) -> Option<Language> {
    let wanted = AcceptLanguage::parse(request).ok()?.ranked();
    wanted.into_iter().find_map(|tag| match tag {
        Preference::Specific(tag) => tag.primary_language().parse().ok(),
        Preference::Any => None,
    })
}

/// Light or dark, as somebody chose here.
pub(super) fn look(request: &HttpRequest) -> Look {
    let theme = request.cookie(THEME).and_then(|cookie| match cookie.value() {
        "light" => Some("light"),
        "dark" => Some("dark"),
        _ => None,
    });
    Look { theme }
}

#[cfg(test)]
mod tests {
    use super::{language, look};
    use actix_web::cookie::Cookie;
    use actix_web::test::TestRequest;

    #[test]
    fn languages_by_table() {
        let table = [
            ("pt-BR,pt;q=0.9,en;q=0.8", None, "pt"),
            ("de, fr;q=0.7, es;q=0.8", None, "es"),
            ("de", None, "en"),
            ("*", None, "en"),
            ("", None, "en"),
            ("fr", Some("ar"), "ar"),
            ("fr", Some("xx"), "fr"),
        ];
        for (accepted, chosen, expected) in table {
            let mut request = TestRequest::default();
            if !accepted.is_empty() {
                request = request.insert_header(("Accept-Language", accepted));
            }
            if let Some(chosen) = chosen {
                request = request.cookie(Cookie::new("c2r_language", chosen));
            }
            assert_eq!(language(&request.to_http_request()).as_str(), expected, "{accepted} {chosen:?}");
        }
    }

    #[test]
    fn only_known_looks_are_taken() {
        for (value, theme) in [("dark", Some("dark")), ("light", Some("light")), ("\"><script>", None)] {
            let request = TestRequest::default().cookie(Cookie::new("c2r_theme", value)).to_http_request();
            assert_eq!(look(&request).theme, theme);
        }
    }
}
