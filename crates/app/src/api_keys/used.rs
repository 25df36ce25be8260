//! When keys were last used: written now and then, and never in the way of an answer.

use crate::{Context, Error};
use chrono::{DateTime, TimeDelta, Utc};
use ids::ApiKeyId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use store::api_keys::KeptKey;

/// How exact it is known.
const EXACT_TO: TimeDelta = TimeDelta::minutes(10);

/// When this process last noted a use of each key, so that of many requests at once one writes.
#[derive(Debug, Default)]
pub(crate) struct Touched(Mutex<HashMap<ApiKeyId, DateTime<Utc>>>);

impl Touched {
    /// Whether it is this request that notes the use.
    fn take(&self, id: ApiKeyId, now: DateTime<Utc>) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.retain(|_, at| now - *at < EXACT_TO);
        // An entry that is there is younger than that.
        match noted.entry(id) {
            std::collections::hash_map::Entry::Occupied(_) => false,
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(now);
                true
            }
        }
    }
}

/// Notes that a key was used, unless that is known. The request goes on at once: where the write fails, the time stays
/// what it was and the next use tries again later.
pub(super) fn note(ctx: &Context, key: &KeptKey) {
    let (id, now) = (key.id, ctx.now());
    let before = now - EXACT_TO;
    if key.last_used_at.is_some_and(|at| at > before) || !ctx.touched().take(id, now) {
        return;
    }
    let ctx = ctx.clone();
    tokio::spawn(async move {
        let written = ctx.db().write(move |tx| {
            Box::pin(async move { Ok::<_, Error>(store::api_keys::touch(tx, id, now, before).await?) })
        });
        if let Err(error) = written.await {
            tracing::warn!(%error, "cannot note that a key was used");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{EXACT_TO, Touched};
    use chrono::{DateTime, TimeDelta};
    use ids::ApiKeyId;

    #[test]
    fn of_many_uses_one_writes() {
        let (touched, now) = (Touched::default(), DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let (one, other) = (ApiKeyId(uuid::Uuid::from_u128(1)), ApiKeyId(uuid::Uuid::from_u128(2)));
        assert!(touched.take(one, now) && !touched.take(one, now) && touched.take(other, now));
        assert!(!touched.take(one, now + EXACT_TO - TimeDelta::seconds(1)));
        assert!(touched.take(one, now + EXACT_TO));
        assert_eq!(touched.0.lock().unwrap().len(), 1, "what is old is forgotten");
    }
}
