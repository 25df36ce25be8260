//! An issue that is put together by the rules.

use super::publications::due;
use super::{audited, missing_briefing, pool, tell, words, zones};
use crate::access::authorise;
use crate::idempotency::{Outcome, kept, once};
use crate::vocabularies::{known_keys, odd_keys};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::Valid;
use domain::briefings::{
    Briefing, BriefingContent, BriefingEntry, BriefingIssue, BriefingLayout, BriefingRef, BriefingSection,
    BriefingSegment, ComposedSection, IssueStatus, NewBriefingIssue, Pick, Picked, Wish, compose,
};
use domain::lessons::excerpt;
use domain::live::ChangeAction;
use domain::policy::{Action, Scope};
use domain::vocabularies::{Language, VocabularyName};
use ids::BriefingIssueId;
use store::briefings::{IssueKey, NewIssueRow};
use store::{Shared, Tx};

/// Longest title, in characters: a label of a vocabulary may be part of it.
const MAX_TITLE: usize = domain::briefings::MAX_TITLE;

/// Has an issue put together.
///
/// # Errors
/// [`Error::Broken`] with every fault; when the caller may not or the database fails.
pub async fn create_briefing_issue(
    ctx: &Context,
    caller: Caller,
    new: NewBriefingIssue,
) -> Result<Outcome<BriefingIssue>> {
    let scope = caller.key_scope(Action::CreateBriefingIssue);
    if let Some(Outcome { value: id, .. }) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(Outcome { value: super::schedule::now(ctx, id).await?, replayed: true });
    }
    authorise(&caller.actor, Action::CreateBriefingIssue)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let topics = new.topic.as_slice();
    let odd = odd_keys(ctx, &[("/topic", VocabularyName::LessonTopics, topics)], "").await?;
    if !odd.is_empty() {
        return Err(Error::Broken(odd));
    }
    let briefing = publication(ctx, new.briefing.as_deref()).await?;
    let unnamed = composed(ctx, &briefing, new).await?;
    let (key, ctx_in) = (caller.idempotency.clone(), ctx.clone());
    let made = once(ctx, &scope, key, move |tx| Box::pin(async move { insert(&ctx_in, tx, &caller, unnamed).await }));
    let Outcome { value: id, replayed } = made.await?;
    Ok(Outcome { value: super::schedule::now(ctx, id).await?, replayed })
}

/// The publication that is named, or the first one.
async fn publication(ctx: &Context, named: Option<&str>) -> Result<Briefing> {
    let unknown = |name: &str| {
        let message = format!("There is no publication '{name}'. See /api/v1/briefings.");
        Error::Broken(vec![Fault::new("/briefing", "unknown_briefing", message)])
    };
    let row = match named {
        Some(name) => {
            let named: BriefingRef = name.parse().map_err(|_| unknown(name))?;
            store::briefings::briefing(ctx.db(), Scope::Everything, &named).await?.ok_or_else(|| unknown(name))?
        }
        None => {
            let first = store::briefings::briefings(ctx.db(), Scope::Everything, None, 1).await?.pop();
            first.ok_or_else(|| missing_briefing("weekly-briefing"))?
        }
    };
    Ok(due(row, ctx.now()))
}

/// The next issue of a publication by the rules, before it has a name in addresses: that begins as it is here.
pub(super) async fn composed(ctx: &Context, briefing: &Briefing, new: NewBriefingIssue) -> Result<NewIssueRow> {
    let knowledge = pool::load(ctx, briefing.id).await?;
    let layout = new.layout.unwrap_or(briefing.layout);
    let language = new.language.unwrap_or(briefing.language);
    let wish = Wish { layout, lessons: briefing.lessons_per_issue, topic: new.topic };
    // Some hundred lessons are put in order: milliseconds of computing.
    let pool = knowledge.pool;
    let sections = tokio::task::spawn_blocking(move || compose(&pool, &wish)).await?;
    let named = Named { labels: &*known_keys(ctx).await?, language };
    let title = new.title.unwrap_or_else(|| named.title(briefing, layout, &sections));
    let content = BriefingContent {
        title: title.chars().take(MAX_TITLE).collect(),
        intro: String::new(),
        layout,
        language,
        sections: sections.into_iter().map(|section| named.section(section)).collect(),
        segment: BriefingSegment::default(),
    };
    let day = briefing.next_at.with_timezone(&zones::zone(&briefing.time_zone)).date_naive();
    Ok(NewIssueRow {
        id: BriefingIssueId::generate(ctx.unix_ms()),
        briefing: briefing.id,
        slug: format!("{}-{day}", briefing.slug),
        week: None,
        excerpt: beginning(&content),
        content,
    })
}

/// The beginning of what an issue says: of its opening, or else the titles of its sections.
pub(super) fn beginning(content: &BriefingContent) -> String {
    let intro = markdown::to_text(&content.intro);
    if !intro.trim().is_empty() {
        return excerpt(&intro);
    }
    let titles: Vec<&str> = content.sections.iter().map(|section| section.title.as_str()).collect();
    excerpt(&titles.join(" · "))
}

/// What keys are called in the language of an issue.
struct Named<'a> {
    labels: &'a crate::vocabularies::KnownKeys,
    language: Language,
}

impl Named<'_> {
    fn topic(&self, key: &str) -> String {
        self.labels.label(VocabularyName::LessonTopics, key, self.language)
    }

    fn title(&self, briefing: &Briefing, layout: BriefingLayout, sections: &[ComposedSection]) -> String {
        let topic = sections.iter().find_map(|section| section.topic.as_deref());
        match topic.filter(|_| layout == BriefingLayout::AToD) {
            Some(topic) => format!("{}: {}", briefing.title, self.topic(topic)),
            None => briefing.title.clone(),
        }
    }

    fn section(&self, section: ComposedSection) -> BriefingSection {
        let topic = section.topic.as_deref().map(|topic| self.topic(topic));
        let entry = |pick: Pick| match pick.thing {
            Picked::Lesson(id) => BriefingEntry::lesson(id, pick.reasons),
            Picked::Item(id) => BriefingEntry::item(id, pick.reasons),
        };
        let title = words::section(section.kind, topic.as_deref(), self.language);
        BriefingSection {
            key: section.kind.as_str().to_owned(),
            kind: section.kind,
            topic: section.topic,
            title: title.chars().take(MAX_TITLE).collect(),
            intro: String::new(),
            entries: section.picks.into_iter().map(entry).collect(),
        }
    }
}

/// Adds an issue under a name that is free, and tells who asked for it.
pub(super) async fn insert(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    unnamed: NewIssueRow,
) -> Result<BriefingIssueId> {
    tx.alone_among(Shared::Briefings).await?;
    let (id, briefing, at) = (unnamed.id, unnamed.briefing, ctx.now());
    let slug = free_slug(tx, &unnamed).await?;
    let segment = unnamed.content.segment.clone();
    store::briefings::insert(tx, NewIssueRow { slug: slug.clone(), ..unnamed }, at).await?;
    let (status, version) = (IssueStatus::Draft, 1);
    let issue = IssueKey { id, briefing, slug, number: None, status, scheduled_at: None, segment, version };
    tell(tx, &issue, (ChangeAction::Created, version), caller.actor.account(), at);
    store::audit::append(tx, caller.audit(ctx, Action::CreateBriefingIssue, audited(id), vec!["*"])).await?;
    Ok(id)
}

/// The name of the day, with a number behind it where that is taken.
async fn free_slug(tx: &Tx<'_>, new: &NewIssueRow) -> Result<String> {
    let numbered = (2..100).map(|number| format!("{}-{number}", new.slug));
    let slugs = std::iter::once(new.slug.clone()).chain(numbered).chain([format!("issue-{}", new.id)]);
    for slug in slugs {
        if !store::briefings::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}
