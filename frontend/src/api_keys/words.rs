//! What keys are for, and where they stand, in words.

use crate::messages::{Key, t};
use domain::api_keys::ApiKeyStatus;
use domain::policy::KeyScope;

/// What a scope lets a machine do.
pub(super) fn scope(scope: KeyScope) -> &'static str {
    t(match scope {
        KeyScope::MembersRead => Key::KeyScopeMembersRead,
        KeyScope::OrganisationWrite => Key::KeyScopeOrganisationWrite,
        KeyScope::ProfileWrite => Key::KeyScopeProfileWrite,
        KeyScope::CorrectionsRead => Key::KeyScopeCorrectionsRead,
        KeyScope::BouncesWrite => Key::KeyScopeBouncesWrite,
    })
}

/// What a key is for.
pub(super) fn scopes(scopes: &[KeyScope]) -> String {
    if scopes.is_empty() {
        return t(Key::KeyScopesNone).to_owned();
    }
    scopes.iter().map(|one| scope(*one)).collect::<Vec<_>>().join(" · ")
}

/// Where a key stands.
pub(super) fn status(status: ApiKeyStatus) -> &'static str {
    t(match status {
        ApiKeyStatus::Active => Key::KeyStatusActive,
        ApiKeyStatus::Expired => Key::KeyStatusExpired,
        ApiKeyStatus::Revoked => Key::KeyStatusRevoked,
    })
}
