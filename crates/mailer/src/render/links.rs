//! Which links may stand in a mail: pages of the site, by its configured address, and no others.

use url::Url;

/// The site's own address.
pub(super) struct Home(Url);

impl Home {
    /// Reads the configured address.
    pub(super) fn parse(public_url: &str) -> Option<Self> {
        let url = Url::parse(public_url).ok()?;
        let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        (web && plain && url.fragment().is_none()).then_some(Self(url))
    }

    /// The address as it stands in mails.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The link in its one normal form, if it leads to a page of the site. It is parsed as a browser does, and the outcome
    /// is what gets compared and written: `https://c2r.example.evil.example`, `https://c2r.example@evil.example` and
    /// `https://c2r.example\@evil.example` all begin with the right letters.
    pub(super) fn own(&self, link: &str) -> Option<String> {
        if link.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '\\') {
            return None;
        }
        let url = Url::parse(link).ok()?;
        let plain = url.username().is_empty() && url.password().is_none();
        let below = self.0.path().trim_end_matches('/');
        let path = url.path().strip_prefix(below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let text = String::from(url.clone());
        (plain && path && url.origin() == self.0.origin() && text.chars().all(is_safe)).then_some(text)
    }
}

/// A page of the site in the language of the letter: the first part of its path, which callers write in English.
pub(super) fn in_language(link: &str, home: &Home, tag: &str) -> String {
    let below = home.as_str().trim_end_matches('/');
    let rest = link.strip_prefix(below).and_then(|path| path.strip_prefix("/en"));
    match rest.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
        Some(rest) => [below, "/", tag, rest].concat(),
        None => link.to_owned(),
    }
}

/// Characters of a normalised address. Without quotation marks and angle brackets, it can stand in an attribute once `&` is
/// written as an entity.
fn is_safe(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:/?#[]@!$&()*+,;=%".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_those_of_the_language() {
        let home = Home::parse("https://c2r.example/").unwrap();
        let table = [
            ("https://c2r.example/en/confirm#token=en", "https://c2r.example/ar/confirm#token=en"),
            ("https://c2r.example/en", "https://c2r.example/ar"),
            ("https://c2r.example/english", "https://c2r.example/english"),
            ("https://c2r.example/", "https://c2r.example/"),
        ];
        for (link, expected) in table {
            assert_eq!(in_language(link, &home, "ar"), expected);
        }
    }

    #[test]
    fn only_pages_of_the_site_pass() {
        let home = Home::parse("https://c2r.example").unwrap();
        for (link, expected) in [
            ("https://c2r.example", Some("https://c2r.example/")),
            ("https://c2r.example/confirm?a=1&b=2#t0k-_n", Some("https://c2r.example/confirm?a=1&b=2#t0k-_n")),
            ("HTTPS://C2R.EXAMPLE/x", Some("https://c2r.example/x")),
            ("https://c2r.example/a\"><b>", Some("https://c2r.example/a%22%3E%3Cb%3E")),
            ("https://c2r.example/a?b='", Some("https://c2r.example/a?b=%27")),
            ("https://c2r.example/a'b", None),
            ("http://c2r.example/x", None),
            ("https://c2r.example:8443/x", None),
            ("https://c2r.example.evil.example/x", None),
            ("https://c2r.example@evil.example/x", None),
            ("https://ana:secret@c2r.example/x", None),
            ("https://c2r.example\\@evil.example/x", None),
            ("https://evil.example/https://c2r.example/", None),
            ("//c2r.example/x", None),
            ("/x", None),
            ("javascript:alert(1)", None),
            ("https://c2r.example/x\r\nBcc: eve@evil.example", None),
            ("", None),
        ] {
            assert_eq!(home.own(link).as_deref(), expected, "{link:?}");
        }
    }

    #[test]
    fn a_site_below_a_path_keeps_to_it() {
        let home = Home::parse("https://example.org/c2r/").unwrap();
        assert!(home.own("https://example.org/c2r/x").is_some() && home.own("https://example.org/c2r").is_some());
        assert!(home.own("https://example.org/c2rx").is_none() && home.own("https://example.org/c2r/../x").is_none());
        assert!(home.own("https://example.org/c2r/%2e%2e/x").is_none());
    }

    #[test]
    fn a_wrong_public_address_is_told() {
        for text in
            ["", "c2r.example", "ftp://c2r.example", "https://", "https://a:b@c2r.example", "https://c2r.example?x"]
        {
            assert!(Home::parse(text).is_none(), "{text:?}");
        }
    }
}
