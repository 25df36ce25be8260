//! Domains of e-mail addresses: who has a confirmed address of an organisation's domain belongs to it.

use super::OrganisationRef;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most domains of an organisation.
pub const MAX_DOMAINS: usize = 20;
/// Longest domain, in characters (RFC 1035).
const MAX_LENGTH: usize = 253;

/// Domains at which anyone gets an address: belonging to one says nothing about where somebody works. The commonest
/// providers world-wide; an administrator looks at every domain besides.
const PROVIDERS: [&str; 36] = [
    "126.com",
    "163.com",
    "aol.com",
    "bk.ru",
    "daum.net",
    "fastmail.com",
    "foxmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "inbox.ru",
    "laposte.net",
    "libero.it",
    "list.ru",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
    "zoho.com",
];

/// A domain of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailDomain {
    /// The domain, in ASCII (`xn--…`) where it has other letters; addresses of domains below it count too.
    #[cfg_attr(feature = "openapi", schema(max_length = 253, example = "example.org"))]
    pub domain: String,
    /// When it was named.
    pub created_at: DateTime<Utc>,
    /// When an administrator verified it; `null` while that waits. Only then does it let anybody in.
    pub verified_at: Option<DateTime<Utc>>,
}

/// A domain that waits to be verified, and whose it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingDomain {
    /// The domain, in ASCII (`xn--…`) where it has other letters.
    #[cfg_attr(feature = "openapi", schema(max_length = 253, example = "example.org"))]
    pub domain: String,
    /// The organisation that has named it.
    pub organisation: OrganisationRef,
    /// When it was named.
    pub created_at: DateTime<Utc>,
}

/// A domain to name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEmailDomain {
    /// The domain, without `@`, in any spelling. No public suffix: addresses below one belong to many.
    #[cfg_attr(feature = "openapi", schema(min_length = 4, max_length = 253, example = "example.org"))]
    pub domain: String,
}

impl Validate for NewEmailDomain {
    fn validate(&self, faults: &mut Faults) {
        let domain = self.domain.trim().to_lowercase();
        faults.line("/domain", &domain, 1..=MAX_LENGTH);
        if domain.is_empty() {
            return;
        }
        if !is_domain(&domain) {
            faults.add("/domain", "not_a_domain", "Use a domain such as example.org, without @.");
        } else if PROVIDERS.contains(&domain.as_str()) {
            let message = "Anyone can get an address there: it says nothing about where somebody works.";
            faults.add("/domain", "public_provider", message);
        }
    }

    fn tidied(self) -> Self {
        Self { domain: self.domain.trim().to_lowercase() }
    }
}

fn is_domain(text: &str) -> bool {
    let label_fine = |label: &str| {
        let ends_fine = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && ends_fine && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let top_is_a_word = text.rsplit('.').next().is_some_and(|top| top.chars().any(char::is_alphabetic));
    text.contains('.') && text.split('.').all(label_fine) && top_is_a_word
}

/// The domain of an address, in small letters.
#[must_use]
pub fn domain_of(address: &str) -> String {
    address.trim().rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
}

/// A domain and all above it that have a dot: `a.b.org`, `b.org`.
#[must_use]
pub fn self_and_above(domain: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = domain;
    while rest.contains('.') {
        found.push(rest.to_owned());
        rest = rest.split_once('.').map_or("", |(_, above)| above);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{NewEmailDomain, PROVIDERS, domain_of, self_and_above};
    use crate::Valid;

    #[test]
    fn domains_by_table() {
        let check = |text: &str| {
            let checked = Valid::check(NewEmailDomain { domain: text.into() });
            checked.map(|valid| valid.into_inner().domain).map_err(|faults| faults[0].code.clone())
        };
        assert_eq!(check(" Melbourne.VIC.gov.au "), Ok("melbourne.vic.gov.au".to_owned()));
        for bad in ["example", "@example.org", "a@example.org", "example..org", "-a.org", "https://a.org", "10.0.0.1"] {
            assert_eq!(check(bad), Err("not_a_domain".to_owned()), "{bad}");
        }
        assert_eq!(check("Gmail.com"), Err("public_provider".to_owned()));
        assert_eq!(check(""), Err("required".to_owned()));
        assert!(PROVIDERS.is_sorted());
    }

    #[test]
    fn an_address_self_and_above_its_domain_and_those_above() {
        assert_eq!(domain_of("A@Water.Example.org"), "water.example.org");
        assert_eq!(self_and_above("water.example.org"), ["water.example.org", "example.org"]);
        assert!(self_and_above("org").is_empty());
    }
}
