//! Domain names in the one form in which they are compared, and which of them can be somebody's own.

use domain::organisations::{domain_of, self_and_above};

/// A domain in ASCII (RFC 5890), which is the same however it is spelled: `KÖLN.example` and `xn--kln-sna.example` are
/// one. `None` where it is none.
pub(super) fn in_ascii(domain: &str) -> Option<String> {
    idna::domain_to_ascii_strict(domain.trim()).ok()
}

/// What a domain is compared by, also where it is none.
pub(super) fn one_form(domain: &str) -> String {
    in_ascii(domain).unwrap_or_else(|| domain.trim().to_lowercase())
}

/// Whether it is a public suffix (<https://publicsuffix.org>), such as `org`, `co.uk` or `gov.br`: names below it belong
/// to many. In ASCII.
pub(super) fn is_public_suffix(domain: &str) -> bool {
    psl::domain_str(domain).is_none()
}

/// The domains that an address is of, in the spellings in which organisations may have named them: in ASCII, and in
/// letters of any script, as they were kept before there was one form. A public suffix lets nobody in.
pub(crate) fn of_address(address: &str) -> Vec<String> {
    let domains = self_and_above(&one_form(&domain_of(address)));
    let own = domains.into_iter().filter(|domain| !is_public_suffix(domain));
    own.flat_map(|domain| [idna::domain_to_unicode(&domain).0, domain]).collect()
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, is_public_suffix, of_address, one_form};

    #[test]
    fn spellings_of_one_domain_are_one() {
        for (one, other) in [
            ("köln.example", "xn--kln-sna.example"),
            ("KÖLN.Example ", "XN--KLN-SNA.example"),
            ("ｇｍａｉｌ.com", "gmail.com"),
            ("ko\u{308}ln.example", "k\u{f6}ln.example"),
            ("melbourne。vic.gov.au", "melbourne.vic.gov.au"),
        ] {
            assert_eq!(in_ascii(one).unwrap(), one_form(other), "{one}");
            assert!(one_form(one).is_ascii(), "{one}");
        }
        for none in ["", "@example.org", "a b.org", "example..org", "-a.org", "xn--a.org", "example.org."] {
            assert_eq!(in_ascii(none), None, "{none}");
        }
        assert_ne!(one_form("аccra.example"), one_form("accra.example"), "a Cyrillic letter is another");
    }

    #[test]
    fn public_suffixes_by_table() {
        let suffixes = ["org", "co.uk", "gov.uk", "gov.br", "rj.gov.br", "gob.mx", "vic.gov.au", "com.au", "go.ke"];
        let own = [
            "melbourne.vic.gov.au",
            "manchester.gov.uk",
            "rio.rj.gov.br",
            "cdmx.gob.mx",
            "boston.gov",
            "city.kawasaki.jp",
            "nairobi.go.ke",
            "accra.example",
        ];
        for suffix in suffixes.into_iter().chain(["github.io", "xn--55qx5d.cn", "nakahara.kawasaki.jp"]) {
            assert!(is_public_suffix(suffix), "{suffix}");
        }
        for domain in own {
            assert!(!is_public_suffix(domain), "{domain}");
        }
    }

    #[test]
    fn an_address_is_of_its_domain_and_those_above_that_are_somebodys() {
        let of = |address: &str| {
            let mut domains = of_address(address);
            domains.dedup();
            domains
        };
        assert_eq!(of("a@Heat.Melbourne.vic.gov.au"), ["heat.melbourne.vic.gov.au", "melbourne.vic.gov.au"]);
        assert_eq!(of("a@stadt.köln.example"), of("a@stadt.xn--kln-sna.example"));
        assert!(of("a@köln.example").contains(&"köln.example".to_owned()));
        assert!(of("a@co.uk").is_empty() && of("nobody").is_empty());
    }
}
