//! Issues as [`IssueMail`] writes them: a mail for everybody, and one for each city whose people get it.

use super::editions::Editions;
use super::{IssueMails, MailLinks, PreparedIssue};
use crate::briefings::IssueMail;
use crate::identity::MailSettings;
use crate::{Context, Error, Result};
use domain::cities::CityRef;
use ids::{BriefingIssueId, CityId, LessonId};
use mailer::{List, NewsletterLinks, Rendered};
use std::sync::Arc;

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
        self.editions.of(city, || self.load(city)).await
    }

    /// The mail with the edition of a city, and what it weighs. Without it an issue is worth having: where the city is
    /// gone, or its edition cannot be written, its people get what everybody gets.
    async fn load(&self, city: CityId) -> (Arc<IssueMail>, usize) {
        match IssueMail::load(&self.ctx, self.issue, Some(&CityRef::Id(city))).await {
            Ok(mail) => {
                let mail = mail.beside(&self.plain);
                let bytes = mail.own_bytes();
                (Arc::new(mail), bytes)
            }
            Err(Error::Missing(_)) => (Arc::clone(&self.plain), 0),
            Err(error) => {
                tracing::warn!(%error, issue = %self.issue, %city, "an issue goes to a city without its edition");
                (Arc::clone(&self.plain), 0)
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
