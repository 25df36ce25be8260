//! What notes cite and how that stands today: looked up when somebody reads, so that nothing has to be told to notes when
//! a lesson or an item changes.

use crate::entities::{key, lesson, lesson_link, lesson_revision, library_item, library_removed, note_citation};
use crate::{Result, Source};
use chrono::{DateTime, Utc};
use domain::lessons::{LessonLinkKind, LessonStatus};
use domain::notes::{Cite, CitedKind, CitedName, CitedNow, NoteCitation, NoteReference, Turned};
use ids::{LessonId, LibraryItemId, NoteId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) fn to_citation(row: note_citation::Model) -> Result<NoteCitation> {
    Ok(NoteCitation {
        number: super::small("note_citations.number", row.number)?,
        kind: key("note_citations.kind", &row.kind)?,
        id: row.thing_id,
        slug: row.slug,
        title: row.title,
        version: row.version,
    })
}

/// What is cited as it is now, with the numbers of its places; what is not here is left out, and leaves its number free.
///
/// # Errors
/// When the database fails.
pub async fn cited(source: &impl Source, cites: &[Cite]) -> Result<Vec<NoteCitation>> {
    let slugs = |kind| {
        let of_kind = cites.iter().filter(move |cite| cite.kind == kind);
        of_kind.map(|cite| cite.slug.as_str()).collect::<Vec<&str>>()
    };
    let mut known: HashMap<(CitedKind, String), (Uuid, String, i64)> = HashMap::new();
    let lessons = slugs(CitedKind::Lesson);
    if !lessons.is_empty() {
        use lesson::Column::{Id, Revision, Slug, Title};
        let query = lesson::Entity::find().select_only().columns([Id, Slug, Title, Revision]);
        let rows: Vec<(LessonId, String, String, i64)> =
            query.filter(Slug.is_in(lessons)).into_tuple().all(source.reading()).await?;
        let lesson = |(id, slug, title, version): (LessonId, String, String, i64)| {
            ((CitedKind::Lesson, slug), (id.as_uuid(), title, version))
        };
        known.extend(rows.into_iter().map(lesson));
    }
    let items = slugs(CitedKind::LibraryItem);
    if !items.is_empty() {
        use library_item::Column::{Id, Slug, Title, Version};
        let query = library_item::Entity::find().select_only().columns([Id, Slug, Title, Version]);
        let rows: Vec<(LibraryItemId, String, String, i64)> =
            query.filter(Slug.is_in(items)).into_tuple().all(source.reading()).await?;
        let item = |(id, slug, title, version): (LibraryItemId, String, String, i64)| {
            ((CitedKind::LibraryItem, slug), (id.as_uuid(), title, version))
        };
        known.extend(rows.into_iter().map(item));
    }
    let numbered = (1..).zip(cites).filter_map(|(number, cite)| {
        let (id, title, version) = known.get(&(cite.kind, cite.slug.clone()))?.clone();
        Some(NoteCitation { number, kind: cite.kind, id, slug: cite.slug.clone(), title, version })
    });
    Ok(numbered.collect())
}

/// The notes whose newest version cites any of these things.
///
/// # Errors
/// When the database fails.
pub async fn citing(source: &impl Source, things: &[Uuid]) -> Result<Vec<NoteId>> {
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let query = note_citation::Entity::find()
        .select_only()
        .column(note_citation::Column::NoteId)
        .distinct()
        .filter(note_citation::Column::ThingId.is_in(things.iter().copied()));
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// How the things of each of these lists stand today, in their order.
///
/// # Errors
/// When the database fails.
pub async fn references(source: &impl Source, lists: &[Vec<NoteCitation>]) -> Result<Vec<Vec<NoteReference>>> {
    let all: Vec<&NoteCitation> = lists.iter().flatten().collect();
    if all.is_empty() {
        return Ok(lists.iter().map(|_| Vec::new()).collect());
    }
    let lessons = Lessons::load(source, &all).await?;
    let items = Items::load(source, &all).await?;
    let stands = |citation: &NoteCitation| {
        citation.stands(match citation.kind {
            CitedKind::Lesson => lessons.now(citation),
            CitedKind::LibraryItem => items.now(citation),
        })
    };
    Ok(lists.iter().map(|list| list.iter().map(stands).collect()).collect())
}

fn ids_of<I: From<Uuid> + Ord>(all: &[&NoteCitation], kind: CitedKind) -> Vec<I> {
    let mut ids: Vec<I> = all.iter().filter(|one| one.kind == kind).map(|one| I::from(one.id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What is asked about a lesson: slug, title, revision, status, and when it last changed.
type LessonRow = (LessonId, String, String, i64, String, DateTime<Utc>);

/// Cited lessons, with what bears on them.
struct Lessons {
    known: HashMap<LessonId, LessonRow>,
    links: Vec<lesson_link::Model>,
    others: HashMap<LessonId, CitedName>,
    revisions: Vec<(LessonId, i64, DateTime<Utc>)>,
}

impl Lessons {
    async fn load(source: &impl Source, all: &[&NoteCitation]) -> Result<Self> {
        use lesson::Column::{Id, Revision, Slug, Status, Title, UpdatedAt};
        let ids: Vec<LessonId> = ids_of(all, CitedKind::Lesson);
        let mut found =
            Self { known: HashMap::new(), links: Vec::new(), others: HashMap::new(), revisions: Vec::new() };
        if ids.is_empty() {
            return Ok(found);
        }
        let columns = [Id, Slug, Title, Revision, Status, UpdatedAt];
        let query = lesson::Entity::find().select_only().columns(columns).filter(Id.is_in(ids.iter().copied()));
        let rows: Vec<LessonRow> = query.into_tuple().all(source.reading()).await?;
        found.known = rows.into_iter().map(|row| (row.0, row)).collect();
        found.links = links(source, &ids).await?;
        let ends: Vec<LessonId> = found.links.iter().flat_map(|link| [link.from_id, link.to_id]).collect();
        let names = super::super::lessons::names(source, &ends).await?;
        let name = |name: domain::lessons::LessonName| (name.id, CitedName { slug: name.slug, title: name.title });
        found.others = names.into_iter().map(name).collect();
        found.revisions = found.later_revisions(source, all).await?;
        Ok(found)
    }

    /// The revisions of those that were published anew since they were cited, the oldest first.
    async fn later_revisions(
        &self,
        source: &impl Source,
        all: &[&NoteCitation],
    ) -> Result<Vec<(LessonId, i64, DateTime<Utc>)>> {
        use lesson_revision::Column::{LessonId as Of, Number, PublishedAt};
        let anew = all.iter().filter(|one| one.kind == CitedKind::Lesson).filter_map(|one| {
            let row = self.known.get(&LessonId::from(one.id))?;
            (row.3 > one.version).then_some(row.0)
        });
        let anew: Vec<LessonId> = anew.collect();
        if anew.is_empty() {
            return Ok(Vec::new());
        }
        let query = lesson_revision::Entity::find().select_only().columns([Of, Number, PublishedAt]);
        let query = query.filter(Of.is_in(anew)).order_by_asc(Number);
        Ok(query.into_tuple().all(source.reading()).await?)
    }

    fn now(&self, cited: &NoteCitation) -> Result<CitedNow, Option<DateTime<Utc>>> {
        let id = LessonId::from(cited.id);
        let Some((_, _, title, revision, status, updated_at)) = self.known.get(&id) else { return Err(None) };
        let later = |(of, number, _): &&(LessonId, i64, DateTime<Utc>)| *of == id && *number > cited.version;
        let superseded = (status == LessonStatus::Superseded.as_str()).then(|| {
            let link = self.last(id, |link| link.to_id == id && link.kind == LessonLinkKind::Supersedes.as_str());
            link.unwrap_or(Turned { since: *updated_at, by: None })
        });
        Ok(CitedNow {
            title: title.clone(),
            version: *revision,
            corrected_at: self.revisions.iter().find(later).map(|(_, _, at)| *at),
            superseded,
            contradicted: self.last(id, |link| {
                (link.to_id == id || link.from_id == id) && link.kind == LessonLinkKind::Contradicts.as_str()
            }),
        })
    }

    /// The last of the links that are such, seen from a lesson.
    fn last(&self, id: LessonId, is_such: impl Fn(&lesson_link::Model) -> bool) -> Option<Turned> {
        let link = self.links.iter().filter(|link| is_such(link)).max_by_key(|link| (link.created_at, link.from_id))?;
        let other = if link.from_id == id { link.to_id } else { link.from_id };
        Some(Turned { since: link.created_at, by: self.others.get(&other).cloned() })
    }
}

/// Links that take the place of these lessons or contradict them.
async fn links(source: &impl Source, ids: &[LessonId]) -> Result<Vec<lesson_link::Model>> {
    let either = Condition::any()
        .add(lesson_link::Column::FromId.is_in(ids.iter().copied()))
        .add(lesson_link::Column::ToId.is_in(ids.iter().copied()));
    let kinds = [LessonLinkKind::Supersedes, LessonLinkKind::Contradicts].map(LessonLinkKind::as_str);
    let query = lesson_link::Entity::find().filter(either).filter(lesson_link::Column::Kind.is_in(kinds));
    Ok(query.all(source.reading()).await?)
}

/// Cited items of the library: title, version, and when each last changed; and which loaded ones were taken out, and when.
struct Items {
    known: HashMap<LibraryItemId, (String, i64, DateTime<Utc>)>,
    removed: HashMap<String, DateTime<Utc>>,
}

impl Items {
    async fn load(source: &impl Source, all: &[&NoteCitation]) -> Result<Self> {
        use library_item::Column::{Id, Title, UpdatedAt, Version};
        let ids: Vec<LibraryItemId> = ids_of(all, CitedKind::LibraryItem);
        if ids.is_empty() {
            return Ok(Self { known: HashMap::new(), removed: HashMap::new() });
        }
        let query = library_item::Entity::find().select_only().columns([Id, Title, Version, UpdatedAt]);
        let rows: Vec<(LibraryItemId, String, i64, DateTime<Utc>)> =
            query.filter(Id.is_in(ids)).into_tuple().all(source.reading()).await?;
        let known: HashMap<_, _> =
            rows.into_iter().map(|(id, title, version, at)| (id, (title, version, at))).collect();
        let gone = all.iter().filter(|one| one.kind == CitedKind::LibraryItem);
        let gone = gone.filter(|one| !known.contains_key(&LibraryItemId::from(one.id))).map(|one| one.slug.as_str());
        let gone: Vec<&str> = gone.collect();
        let removed = if gone.is_empty() {
            Vec::new()
        } else {
            let query = library_removed::Entity::find().filter(library_removed::Column::Slug.is_in(gone));
            query.all(source.reading()).await?
        };
        Ok(Self { known, removed: removed.into_iter().map(|row| (row.slug, row.removed_at)).collect() })
    }

    fn now(&self, cited: &NoteCitation) -> Result<CitedNow, Option<DateTime<Utc>>> {
        let Some((title, version, updated_at)) = self.known.get(&LibraryItemId::from(cited.id)) else {
            return Err(self.removed.get(&cited.slug).copied());
        };
        Ok(CitedNow {
            title: title.clone(),
            version: *version,
            corrected_at: Some(*updated_at),
            superseded: None,
            contradicted: None,
        })
    }
}
