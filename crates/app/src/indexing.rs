//! Keeping the search index in step with the change log. The index holds the position up to which it was
//! fed; where it is missing, of another schema or ahead of the database, it is built anew from the tables.

use crate::search::MADE_FROM;
use crate::{Context, Error, Result};
use ::search::{Document, Index, Operation};
use domain::countries::Country;
use domain::live::ThingKind;
use domain::policy::Scope;
use domain::search::SearchKind;
use domain::vocabularies::{Labels, VocabularyName};
use futures_util::future::try_join;
use ids::{BriefingIssueId, CityId, CountryId, LessonId, LibraryItemId, NoteId, OrganisationId};
use std::collections::HashMap;
use std::time::Duration;
use store::briefings::IssueWhich;
use store::changes::Numbered;
use store::cities::{CitySelection, Walk};
use store::lessons::Wholes;
use store::library;
use store::notes;
use store::vocabularies::Entry;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Lines of the change log fed at once.
const PART: u64 = 2_000;
/// Documents that are put with one commit where all are put anew: enough that commits take little of the time, and few
/// enough to be held in memory.
const PUT_AT_ONCE: usize = 5_000;
/// Lessons, items of the library and notes read at once, each with all that it says.
const WHOLES_AT_ONCE: u64 = 500;
/// Lines that change nothing in the index go by without a commit of it; after so many, where it stands is stored all the
/// same, so that a start has no more than these to look through.
const STORED_EVERY: i64 = 10_000;
/// Where a rebuild that did not come to its end leaves the index: it is begun again.
const UNFINISHED: i64 = -1;

/// The index, once it has been built.
pub(crate) fn ready(ctx: &Context) -> Result<Index> {
    match ctx.index().position() {
        Some(position) if position >= 0 => Ok(ctx.index().clone()),
        _ => Err(Error::Unavailable("The search index is being built.".to_owned())),
    }
}

/// Feeds the index from the change log, until `stop`. One such task a process.
pub async fn keep_indexed(ctx: Context, stop: CancellationToken) {
    let mut grown = ctx.db().watch();
    while !stop.is_cancelled() {
        let pause = match bring_up_to_date(&ctx).await {
            Ok(()) => Duration::from_secs(30),
            Err(error) => {
                tracing::warn!(%error, "cannot bring the search index up to date");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            _ = grown.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Feeds the index until it is as new as the change log is now.
pub(crate) async fn bring_up_to_date(ctx: &Context) -> Result<()> {
    let newest = store::changes::newest(ctx.db()).await?;
    let Some(mut position) = ctx.index().position().filter(|position| (0..=newest).contains(position)) else {
        return rebuild(ctx, newest).await;
    };
    while position < newest {
        // With the eyes of who sees everything: what is not public any more has to go, and nobody else is told of that.
        let lines = store::changes::after(ctx.db(), Scope::Everything, position, MADE_FROM, PART).await?;
        let full = lines.len() as u64 == PART;
        let before = position;
        position = if full { lines.last().map_or(newest, |line| line.seq) } else { newest };
        let labels_changed = lines.iter().any(|line| matches!(line.change.kind, ThingKind::Term | ThingKind::Country));
        if labels_changed {
            put_all(ctx, before).await?;
        }
        let operations = operations(ctx, &lines).await?;
        if operations.is_empty() && !labels_changed && before / STORED_EVERY == position / STORED_EVERY {
            // A commit of the index takes the disk as long as several of the database, and beside these: nobody's
            // report should have to wait for one that changes nothing.
            ctx.index().pass(position);
            continue;
        }
        apply(ctx, operations, position).await?;
    }
    Ok(())
}

async fn apply(ctx: &Context, operations: Vec<Operation>, position: i64) -> Result<()> {
    let index = ctx.index().clone();
    Ok(tokio::task::spawn_blocking(move || index.apply(operations, position)).await??)
}

/// Puts every document anew, because a changed label touches all that bear it: part by part, for all at once would take
/// as much memory as there are things. The index stays at `position` until the caller goes on, so that whatever comes
/// in between, all are put again.
async fn put_all(ctx: &Context, position: i64) -> Result<()> {
    let names = Names::load(ctx).await?;
    let (documents, mut received) = mpsc::channel(1_000);
    let putting = async {
        let mut part = Vec::new();
        while let Some(document) = received.recv().await {
            part.push(Operation::Put(document));
            if part.len() >= PUT_AT_ONCE {
                apply(ctx, std::mem::take(&mut part), position).await?;
            }
        }
        apply(ctx, part, position).await
    };
    try_join(send_all(ctx, &names, documents), putting).await?;
    Ok(())
}

/// What the index must do about the things that these changes are of.
async fn operations(ctx: &Context, lines: &[Numbered]) -> Result<Vec<Operation>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let names = Names::load(ctx).await?;
    let cities: Vec<CityId> = changed(lines, ThingKind::City);
    let found = store::cities::by_ids(ctx.db(), Scope::Public, &cities).await?;
    let gone = cities.iter().filter(|id| !found.iter().any(|city| city.id == **id));
    let mut operations: Vec<Operation> = gone.map(|id| remove(SearchKind::City, id.as_uuid())).collect();
    operations.extend(found.iter().map(|city| Operation::Put(crate::cities::document(city, &names))));
    let organisations: Vec<OrganisationId> = changed(lines, ThingKind::Organisation);
    let found = store::organisations::by_ids(ctx.db(), Scope::Public, &organisations).await?;
    let gone = organisations.iter().filter(|id| !found.iter().any(|organisation| organisation.id == **id));
    operations.extend(gone.map(|id| remove(SearchKind::Organisation, id.as_uuid())));
    let documents = found.iter().filter_map(|organisation| crate::organisations::document(organisation, &names));
    operations.extend(documents.map(Operation::Put));
    let lessons: Vec<LessonId> = changed(lines, ThingKind::Lesson);
    let found = store::lessons::wholes(ctx.db(), Scope::Public, Wholes::Of(&lessons)).await?;
    let gone = lessons.iter().filter(|id| !found.iter().any(|lesson| lesson.id == **id));
    operations.extend(gone.map(|id| remove(SearchKind::Lesson, id.as_uuid())));
    operations.extend(found.iter().map(|lesson| Operation::Put(crate::lessons::document(lesson, &names))));
    operations.extend(library_operations(ctx, lines, &names).await?);
    operations.extend(briefing_operations(ctx, lines, &names).await?);
    operations.extend(note_operations(ctx, lines, &names).await?);
    Ok(operations)
}

async fn briefing_operations(ctx: &Context, lines: &[Numbered], names: &Names) -> Result<Vec<Operation>> {
    let issues: Vec<BriefingIssueId> = changed(lines, ThingKind::BriefingIssue);
    let found = store::briefings::stored(ctx.db(), Scope::Public, IssueWhich::Of(&issues)).await?;
    let gone = issues.iter().filter(|id| !found.iter().any(|issue| issue.summary.id == **id));
    let gone = gone.map(|id| remove(SearchKind::BriefingIssue, id.as_uuid()));
    let documents = found.iter().filter_map(|issue| crate::briefings::document(issue, names));
    Ok(gone.chain(documents.map(Operation::Put)).collect())
}

async fn library_operations(ctx: &Context, lines: &[Numbered], names: &Names) -> Result<Vec<Operation>> {
    let items: Vec<LibraryItemId> = changed(lines, ThingKind::LibraryItem);
    let found = store::library::wholes(ctx.db(), Scope::Public, library::Wholes::Of(&items)).await?;
    let gone = items.iter().filter(|id| !found.iter().any(|item| item.id == **id));
    let gone = gone.map(|id| remove(SearchKind::LibraryItem, id.as_uuid()));
    Ok(gone.chain(found.iter().map(|item| Operation::Put(crate::library::document(item, names)))).collect())
}

/// Notes that changed, and those that cite what did: they are filed under how that stands.
async fn note_operations(ctx: &Context, lines: &[Numbered], names: &Names) -> Result<Vec<Operation>> {
    let mut cited: Vec<Uuid> = changed(lines, ThingKind::Lesson);
    cited.extend(changed::<Uuid>(lines, ThingKind::LibraryItem));
    let changed: Vec<NoteId> = changed(lines, ThingKind::Note);
    let mut all = store::notes::citing(ctx.db(), &cited).await?;
    all.extend(&changed);
    all.sort_unstable();
    all.dedup();
    let found = store::notes::wholes(ctx.db(), Scope::Public, notes::Wholes::Of(&all)).await?;
    let gone = changed.iter().filter(|id| !found.iter().any(|note| note.id == **id));
    let gone = gone.map(|id| remove(SearchKind::Note, id.as_uuid()));
    Ok(gone.chain(found.iter().map(|note| Operation::Put(crate::notes::document(note, names)))).collect())
}

/// The things of a kind that these changes are of, each once.
fn changed<T: From<Uuid> + Ord>(lines: &[Numbered], kind: ThingKind) -> Vec<T> {
    let of_kind = lines.iter().filter(|line| line.change.kind == kind);
    let mut ids: Vec<T> = of_kind.map(|line| line.change.id.into()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn remove(kind: SearchKind, id: Uuid) -> Operation {
    Operation::Remove { kind: kind.as_str().to_owned(), id }
}

async fn rebuild(ctx: &Context, newest: i64) -> Result<()> {
    tracing::info!("building the search index");
    let (documents, mut received) = mpsc::channel(1_000);
    let index = ctx.index().clone();
    let building =
        tokio::task::spawn_blocking(move || index.rebuild(std::iter::from_fn(|| received.blocking_recv()), UNFINISHED));
    let names = Names::load(ctx).await?;
    let sent = send_all(ctx, &names, documents).await;
    building.await??;
    // Only now is it known that nothing is missing.
    sent?;
    apply(ctx, Vec::new(), newest).await?;
    tracing::info!(position = newest, "the search index is built");
    Ok(())
}

/// Sends every public thing as a document.
async fn send_all(ctx: &Context, names: &Names, documents: mpsc::Sender<Document>) -> Result<()> {
    for document in names.documents() {
        documents.send(document).await.map_err(|_| stopped_taking())?;
    }
    let mut walk = Walk::new(Scope::Public, CitySelection::default());
    while let Some(part) = walk.next(ctx.db()).await? {
        for city in part {
            documents.send(crate::cities::document(&city, names)).await.map_err(|_| stopped_taking())?;
        }
    }
    let mut walk = store::organisations::Walk::new(Scope::Public);
    while let Some(part) = walk.next(ctx.db()).await? {
        for organisation in part {
            if let Some(document) = crate::organisations::document(&organisation, names) {
                documents.send(document).await.map_err(|_| stopped_taking())?;
            }
        }
    }
    send_lessons(ctx, names, &documents).await?;
    send_library(ctx, names, &documents).await?;
    send_notes(ctx, names, &documents).await?;
    send_briefings(ctx, names, &documents).await
}

async fn send_briefings(ctx: &Context, names: &Names, documents: &mpsc::Sender<Document>) -> Result<()> {
    let mut after = None;
    loop {
        let which = IssueWhich::Behind(after, WHOLES_AT_ONCE);
        let part = store::briefings::stored(ctx.db(), Scope::Public, which).await?;
        let Some(last) = part.last().map(|issue| issue.summary.id) else { return Ok(()) };
        after = Some(last);
        for document in part.iter().filter_map(|issue| crate::briefings::document(issue, names)) {
            documents.send(document).await.map_err(|_| stopped_taking())?;
        }
    }
}

async fn send_notes(ctx: &Context, names: &Names, documents: &mpsc::Sender<Document>) -> Result<()> {
    let mut after = None;
    loop {
        let which = notes::Wholes::Behind(after, WHOLES_AT_ONCE);
        let part = store::notes::wholes(ctx.db(), Scope::Public, which).await?;
        let Some(last) = part.last().map(|note| note.id) else { return Ok(()) };
        after = Some(last);
        for note in part {
            documents.send(crate::notes::document(&note, names)).await.map_err(|_| stopped_taking())?;
        }
    }
}

async fn send_lessons(ctx: &Context, names: &Names, documents: &mpsc::Sender<Document>) -> Result<()> {
    let mut after = None;
    loop {
        let which = Wholes::Behind(after, WHOLES_AT_ONCE);
        let part = store::lessons::wholes(ctx.db(), Scope::Public, which).await?;
        let Some(last) = part.last().map(|lesson| lesson.id) else { return Ok(()) };
        after = Some(last);
        for lesson in part {
            documents.send(crate::lessons::document(&lesson, names)).await.map_err(|_| stopped_taking())?;
        }
    }
}

async fn send_library(ctx: &Context, names: &Names, documents: &mpsc::Sender<Document>) -> Result<()> {
    let mut after = None;
    loop {
        let which = library::Wholes::Behind(after, WHOLES_AT_ONCE);
        let part = store::library::wholes(ctx.db(), Scope::Public, which).await?;
        let Some(last) = part.last().map(|item| item.id) else { return Ok(()) };
        after = Some(last);
        for item in part {
            documents.send(crate::library::document(&item, names)).await.map_err(|_| stopped_taking())?;
        }
    }
}

fn stopped_taking() -> Error {
    Error::Internal("the search index stopped taking documents".to_owned())
}

/// Labels of everything that other things name by key.
#[derive(Debug)]
pub(crate) struct Names {
    terms: Vec<Entry>,
    countries: Vec<(CountryId, Country)>,
    labels: HashMap<(VocabularyName, String), Labels>,
}

impl Names {
    async fn load(ctx: &Context) -> Result<Self> {
        let terms = store::vocabularies::list(ctx.db(), Scope::Public, None).await?;
        let countries = store::countries::list(ctx.db(), Scope::Public).await?;
        let of_terms =
            terms.iter().map(|entry| ((entry.vocabulary, entry.term.key.clone()), entry.term.labels.clone()));
        let of_countries = countries
            .iter()
            .map(|(_, country)| ((VocabularyName::Countries, country.code.clone()), country.labels.clone()));
        let labels = of_terms.chain(of_countries).collect();
        Ok(Self { terms, countries, labels })
    }

    /// The label in every language, each on a line of its own, for the words of a document.
    pub(crate) fn words(&self, vocabulary: VocabularyName, key: &str) -> String {
        self.labels.get(&(vocabulary, key.to_owned())).map_or_else(|| key.to_owned(), all_languages)
    }

    /// The English label.
    pub(crate) fn english(&self, vocabulary: VocabularyName, key: &str) -> String {
        self.labels.get(&(vocabulary, key.to_owned())).map_or_else(|| key.to_owned(), |labels| labels.en.clone())
    }

    /// What things of these countries are tagged with besides: the regions of these, and their income groups.
    pub(crate) fn places(&self, countries: &[String]) -> impl Iterator<Item = (String, String)> {
        let known = self.countries.iter().map(|(_, country)| country);
        let own = known.filter(|country| countries.contains(&country.code));
        own.flat_map(|country| {
            let (region, income) = (country.region.to_string(), country.income_group.to_string());
            [("region".to_owned(), region), ("income_group".to_owned(), income)]
        })
    }

    fn documents(&self) -> impl Iterator<Item = Document> {
        self.terms
            .iter()
            .map(term_document)
            .chain(self.countries.iter().map(|(id, country)| self.country_document(*id, country)))
    }

    fn country_document(&self, id: CountryId, country: &Country) -> Document {
        Document {
            kind: SearchKind::Country.as_str().to_owned(),
            id: id.as_uuid(),
            slug: country.code.clone(),
            title: country.labels.en.clone(),
            subtitle: self.english(VocabularyName::Regions, country.region.as_str()),
            body: String::new(),
            words: all_languages(&country.labels),
            language: Some("en".to_owned()),
            tags: self
                .places(std::slice::from_ref(&country.code))
                .chain([("country".to_owned(), country.code.clone())])
                .collect(),
            boost: 1.0,
            published: None,
        }
    }
}

fn term_document(entry: &Entry) -> Document {
    Document {
        kind: SearchKind::Term.as_str().to_owned(),
        id: entry.id.as_uuid(),
        slug: format!("{}/{}", entry.vocabulary, entry.term.key),
        title: entry.term.labels.en.clone(),
        subtitle: crate::vocabularies::label(entry.vocabulary).to_owned(),
        body: entry.term.definition.clone().unwrap_or_default(),
        words: all_languages(&entry.term.labels),
        language: Some("en".to_owned()),
        tags: vec![("vocabulary".to_owned(), entry.vocabulary.to_string())],
        boost: 0.8,
        published: None,
    }
}

fn all_languages(labels: &Labels) -> String {
    let others = [&labels.es, &labels.fr, &labels.pt, &labels.ar];
    let others = others.into_iter().flatten().map(String::as_str);
    std::iter::once(labels.en.as_str()).chain(others).collect::<Vec<_>>().join("\n")
}
