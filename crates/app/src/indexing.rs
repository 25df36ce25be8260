//! Keeping the search index in step with the change log. The index holds the position up to which it was
//! fed; where it is missing, of another schema or ahead of the database, it is built anew from the tables.

use crate::{Context, Error, Result};
use ::search::{Document, Index, Operation};
use domain::countries::Country;
use domain::live::ThingKind;
use domain::policy::Scope;
use domain::search::SearchKind;
use domain::vocabularies::{Labels, VocabularyName};
use ids::{CityId, CountryId};
use std::collections::HashMap;
use std::time::Duration;
use store::changes::Numbered;
use store::cities::{CitySelection, Walk};
use store::vocabularies::Entry;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Lines of the change log fed at once.
const PART: u64 = 2_000;
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
        let lines = store::changes::after(ctx.db(), Scope::Public, position, ThingKind::ALL, PART).await?;
        let full = lines.len() as u64 == PART;
        let before = position;
        position = if full { lines.last().map_or(newest, |line| line.seq) } else { newest };
        if lines.is_empty() && before / STORED_EVERY == position / STORED_EVERY {
            // A commit of the index takes the disk as long as several of the database, and beside these: nobody's
            // report should have to wait for one that changes nothing.
            ctx.index().pass(position);
            continue;
        }
        let operations = operations(ctx, &lines).await?;
        let index = ctx.index().clone();
        tokio::task::spawn_blocking(move || index.apply(operations, position)).await??;
    }
    Ok(())
}

/// What the index must do about these changes. A changed label touches every city that bears it: then all is put anew.
async fn operations(ctx: &Context, lines: &[Numbered]) -> Result<Vec<Operation>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut cities: Vec<CityId> =
        lines.iter().filter(|line| line.change.kind == ThingKind::City).map(|line| line.change.id.into()).collect();
    cities.sort_unstable();
    cities.dedup();
    let labels_changed = lines.iter().any(|line| matches!(line.change.kind, ThingKind::Term | ThingKind::Country));
    let names = Names::load(ctx).await?;
    if labels_changed {
        let (documents, mut received) = mpsc::channel(1_000);
        let ctx = ctx.clone();
        let sending = tokio::spawn(async move { send_all(&ctx, &names, documents).await });
        let mut operations = Vec::new();
        while let Some(document) = received.recv().await {
            operations.push(Operation::Put(document));
        }
        sending.await??;
        return Ok(operations);
    }
    let found = store::cities::by_ids(ctx.db(), Scope::Public, &cities).await?;
    let gone = cities.iter().filter(|id| !found.iter().any(|city| city.id == **id));
    let mut operations: Vec<Operation> =
        gone.map(|id| Operation::Remove { kind: SearchKind::City.as_str().to_owned(), id: id.as_uuid() }).collect();
    operations.extend(found.iter().map(|city| Operation::Put(crate::cities::document(city, &names))));
    Ok(operations)
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
    let index = ctx.index().clone();
    tokio::task::spawn_blocking(move || index.apply(Vec::new(), newest)).await??;
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
    Ok(())
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

    /// The label in every language, for the words of a document.
    pub(crate) fn words(&self, vocabulary: VocabularyName, key: &str) -> String {
        self.labels.get(&(vocabulary, key.to_owned())).map_or_else(|| key.to_owned(), all_languages)
    }

    /// The English label.
    pub(crate) fn english(&self, vocabulary: VocabularyName, key: &str) -> String {
        self.labels.get(&(vocabulary, key.to_owned())).map_or_else(|| key.to_owned(), |labels| labels.en.clone())
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
            tags: vec![("region".to_owned(), country.region.to_string())],
            boost: 1.0,
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
        tags: vec![("vocabulary".to_owned(), entry.vocabulary.to_string())],
        boost: 0.8,
    }
}

fn all_languages(labels: &Labels) -> String {
    let others = [&labels.es, &labels.fr, &labels.pt, &labels.ar];
    let others = others.into_iter().flatten().map(String::as_str);
    std::iter::once(labels.en.as_str()).chain(others).collect::<Vec<_>>().join(", ")
}
