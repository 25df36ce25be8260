//! Issues as [`IssueMail`] writes them: a mail for everybody, and one for each city whose people get it.

use super::{IssueMails, MailLinks, PreparedIssue};
use crate::briefings::IssueMail;
use crate::identity::MailSettings;
use crate::{Context, Error, Result};
use domain::cities::CityRef;
use ids::{BriefingIssueId, CityId, LessonId};
use mailer::{List, NewsletterLinks, Rendered};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Cities whose mail is kept: each takes as much memory as the mail for everybody.
const CITIES: usize = 64;

/// The issues of the platform.
#[derive(Debug, Clone, Copy)]
pub struct Issues;

#[async_trait::async_trait]
impl IssueMails for Issues {
    async fn prepare(&self, ctx: &Context, _: &MailSettings, issue: BriefingIssueId) -> Result<Arc<dyn PreparedIssue>> {
        let plain = Arc::new(IssueMail::load(ctx, issue, None).await?);
        Ok(Arc::new(Prepared { ctx: ctx.clone(), issue, plain, editions: Editions::default() }))
    }
}

struct Prepared {
    ctx: Context,
    issue: BriefingIssueId,
    plain: Arc<IssueMail>,
    editions: Editions<Arc<IssueMail>>,
}

impl Prepared {
    async fn of_city(&self, city: CityId) -> Arc<IssueMail> {
        let edition = self.editions.of(city);
        Arc::clone(edition.get_or_init(|| self.load(city)).await)
    }

    /// The mail with the edition of a city. Without it an issue is worth having: where the city is gone, or its edition
    /// cannot be written, its people get what everybody gets.
    async fn load(&self, city: CityId) -> Arc<IssueMail> {
        match IssueMail::load(&self.ctx, self.issue, Some(&CityRef::Id(city))).await {
            Ok(mail) => Arc::new(mail),
            Err(Error::Missing(_)) => Arc::clone(&self.plain),
            Err(error) => {
                tracing::warn!(%error, issue = %self.issue, %city, "an issue goes to a city without its edition");
                Arc::clone(&self.plain)
            }
        }
    }
}

#[async_trait::async_trait]
impl PreparedIssue for Prepared {
    fn list(&self) -> &List {
        self.plain.list()
    }

    fn lessons(&self) -> &[LessonId] {
        self.plain.lessons()
    }

    async fn render(&self, links: &MailLinks, city: Option<CityId>) -> Rendered {
        let mail = match city {
            Some(city) => self.of_city(city).await,
            None => Arc::clone(&self.plain),
        };
        mail.render(&NewsletterLinks { manage: links.manage.clone(), leave: links.leave.clone() })
    }
}

/// A place that is filled once, however many wait for it.
type Place<T> = Arc<OnceCell<T>>;

/// What was written for the cities that were met last.
struct Editions<T>(Mutex<VecDeque<(CityId, Place<T>)>>);

impl<T> Default for Editions<T> {
    fn default() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }
}

impl<T> Editions<T> {
    /// The place of a city. Where there are too many, the one goes that nobody asked for the longest.
    fn of(&self, city: CityId) -> Place<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|(known, _)| *known == city);
        let place = known.and_then(|at| kept.remove(at)).map(|(_, place)| place).unwrap_or_default();
        kept.push_back((city, Arc::clone(&place)));
        if kept.len() > CITIES {
            kept.pop_front();
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{CITIES, Editions};
    use ids::CityId;

    #[test]
    fn the_cities_that_were_met_last_are_kept_and_no_more() {
        let editions = Editions::<u128>::default();
        let meets = |number: u128| {
            let place = editions.of(CityId(uuid::Uuid::from_u128(number)));
            let is_new = place.get().is_none();
            // Whoever fills it again finds it filled.
            let _ = place.set(number);
            assert_eq!(place.get(), Some(&number));
            is_new
        };
        assert!((0..).take(CITIES).all(meets), "each is written once");
        assert!(!meets(0), "and is there for the next reader");
        assert!(meets(1_000) && !meets(0), "who was met a moment ago stays");
        assert!(meets(1), "who was not met for the longest has gone");
        assert_eq!(editions.0.lock().unwrap().len(), CITIES);
    }
}
