//! Subscribers from elsewhere: a file in CSV, read row by row and written a thousand rows at a time.

use super::address::Digests;
use super::{check_filter, tell};
use crate::access::authorise;
use crate::error::unless_taken;
use crate::identity::internal;
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use credentials::secret::Secret;
use csv::StringRecord;
use domain::identity::email_key;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use domain::subscriptions::{
    ConsentKind, ConsentSource, IMPORT_COLUMNS, ImportFault, ImportQuery, ImportReport, ImportedRow, MAX_IMPORT_FAULTS,
    MAX_IMPORT_ROWS, SubscriberStatus,
};
use domain::{Valid, vocabularies::Language};
use ids::{AuditId, CityId, SubscriberId};
use std::collections::{HashMap, HashSet};
use store::subscriptions::{NewConsent, NewImported, NewSubscriber};

/// Rows that are looked up and written together.
const PART: usize = 1_000;

/// Refuses who may not import before the file is read.
///
/// # Errors
/// When the actor may not.
pub fn may_import(actor: &Actor) -> Result<()> {
    authorise(actor, Action::ImportSubscribers).map(|_| ())
}

/// Imports a file. Each row must prove its consent; whoever left, and whose mails came back or were unwanted, is refused
/// whatever the file says. Who is subscribed already stays as they are: importing twice changes nothing.
///
/// # Errors
/// [`Error::Broken`] where the file as a whole cannot be read; when the actor may not or the database fails. Parts that
/// were written before stay.
pub async fn import(ctx: &Context, caller: &Caller, query: ImportQuery, file: Vec<u8>) -> Result<ImportReport> {
    may_import(&caller.actor)?;
    let text = String::from_utf8(file).map_err(|_| broken("not_utf_8", "Save the file in UTF-8."))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let columns = columns(reader.headers().map_err(|_| unreadable())?)?;
    let mut import = Import::new(ctx, caller, query).await?;
    let mut part = Vec::with_capacity(PART);
    for (place, record) in reader.records().enumerate() {
        if place >= MAX_IMPORT_ROWS {
            return Err(broken("too_many", &format!("Use at most {MAX_IMPORT_ROWS} rows a file.")));
        }
        part.push((place + 1, row_of(&record.map_err(|_| unreadable())?, &columns)));
        if part.len() == PART {
            import.part(std::mem::take(&mut part)).await?;
        }
    }
    import.part(part).await?;
    Ok(import.report)
}

fn broken(code: &'static str, message: &str) -> Error {
    Error::Broken(vec![Fault::new("", code, message)])
}

fn unreadable() -> Error {
    broken("not_csv", "The file is no CSV: values with commas, quotation marks or line ends stand in quotation marks.")
}

/// Where each column stands; by names in small letters.
fn columns(names: &StringRecord) -> Result<[Option<usize>; IMPORT_COLUMNS.len()]> {
    let place = |column: &str| names.iter().position(|name| name.trim().eq_ignore_ascii_case(column));
    let found = IMPORT_COLUMNS.map(place);
    let lacks = |column: &str| IMPORT_COLUMNS.iter().zip(&found).any(|(name, at)| *name == column && at.is_none());
    let needed = ["email", "consent_at", "consent_source"];
    if let Some(missing) = needed.into_iter().find(|column| lacks(column)) {
        return Err(broken("missing_column", &format!("The first line must name a column {missing}.")));
    }
    Ok(found)
}

fn row_of(record: &StringRecord, columns: &[Option<usize>; IMPORT_COLUMNS.len()]) -> ImportedRow {
    let [email, language, city, filter, consent_at, consent_source] =
        columns.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default().to_owned());
    ImportedRow { email, language, city, filter, consent_at, consent_source }
}

/// An import that is going on.
struct Import<'c> {
    ctx: &'c Context,
    caller: &'c Caller,
    digests: Digests,
    report: ImportReport,
    /// Addresses of the file so far.
    seen: HashSet<String>,
    cities: HashMap<String, Option<CityId>>,
    filters: HashMap<String, bool>,
}

/// A row whose form is right.
struct Candidate {
    row: usize,
    key: String,
    digest: String,
    said: ImportedRow,
}

impl<'c> Import<'c> {
    async fn new(ctx: &'c Context, caller: &'c Caller, query: ImportQuery) -> Result<Self> {
        let report = ImportReport { dry_run: query.dry_run, ..ImportReport::default() };
        let (seen, cities, filters) = (HashSet::new(), HashMap::new(), HashMap::new());
        Ok(Self { ctx, caller, digests: Digests::new(ctx).await?, report, seen, cities, filters })
    }

    fn refuse(&mut self, row: usize, faults: Vec<(String, String, String)>) {
        self.report.refused += 1;
        for (column, code, message) in faults {
            if self.report.faults.len() < MAX_IMPORT_FAULTS {
                let row = i64::try_from(row).unwrap_or(i64::MAX);
                self.report.faults.push(ImportFault { row, column, code, message });
            }
        }
    }

    fn refuse_one(&mut self, row: usize, column: &str, code: &str, message: &str) {
        self.refuse(row, vec![(column.to_owned(), code.to_owned(), message.to_owned())]);
    }

    async fn part(&mut self, rows: Vec<(usize, ImportedRow)>) -> Result<()> {
        self.report.rows += i64::try_from(rows.len()).unwrap_or(0);
        let mut candidates = Vec::with_capacity(rows.len());
        for (row, said) in rows {
            if let Some(candidate) = self.candidate(row, said).await? {
                candidates.push(candidate);
            }
        }
        let keys: Vec<String> = candidates.iter().map(|candidate| candidate.key.clone()).collect();
        let digests: Vec<String> = candidates.iter().map(|candidate| candidate.digest.clone()).collect();
        let known = store::subscriptions::known_of(self.ctx.db(), &keys).await?;
        let mut suppressed = store::subscriptions::are_suppressed(self.ctx.db(), &digests).await?;
        // Whoever left stays so, also when their address is forgotten and an editor has lifted the suppression.
        suppressed.extend(store::subscriptions::are_forgotten(self.ctx.db(), &digests).await?);
        let mut new = Vec::new();
        for candidate in candidates {
            let status = known.get(&candidate.key).map(|known| known.status);
            if status.is_some_and(SubscriberStatus::is_subscribed) {
                self.report.known += 1;
            } else if suppressed.contains(&candidate.digest)
                || status.is_some_and(|one| one != SubscriberStatus::Pending)
            {
                let message = "Its owner left, or mails there came back or were unwanted: they have to ask themselves.";
                self.refuse_one(candidate.row, "email", "suppressed", message);
            } else if status.is_some() {
                let message = "Its owner was asked to confirm and has not done so yet.";
                self.refuse_one(candidate.row, "email", "unconfirmed", message);
            } else {
                new.push(self.imported(candidate)?);
            }
        }
        self.write(new).await
    }

    /// A row whose form is right and that is the first of its address.
    async fn candidate(&mut self, row: usize, said: ImportedRow) -> Result<Option<Candidate>> {
        let mut faults: Vec<Fault> = faults_of(&said);
        if said.consented().is_some_and(|at| at > self.ctx.now()) {
            faults.push(Fault::new("/consent_at", "in_the_future", "Nobody has consented in the future."));
        }
        if faults.is_empty() && !self.city_is_known(&said).await? {
            faults.push(Fault::new("/city", "unknown_city", "There is no such city. Give its slug."));
        }
        if faults.is_empty() && !self.filter_is_known(&said).await? {
            faults.push(Fault::new("/filter", "unknown_value", "The filter names what no vocabulary holds."));
        }
        if !faults.is_empty() {
            let named = |fault: Fault| {
                (fault.pointer.trim_start_matches('/').to_owned(), fault.code.to_string(), fault.message)
            };
            self.refuse(row, faults.into_iter().map(named).collect());
            return Ok(None);
        }
        let key = email_key(&said.email);
        if !self.seen.insert(key.clone()) {
            self.refuse_one(row, "email", "repeated", "The file names this address before.");
            return Ok(None);
        }
        Ok(Some(Candidate { row, digest: self.digests.of(&said.email), key, said }))
    }

    async fn city_is_known(&mut self, said: &ImportedRow) -> Result<bool> {
        let Some(name) = said.wanted_city() else { return Ok(true) };
        if let Some(found) = self.cities.get(&name) {
            return Ok(found.is_some());
        }
        let found = store::subscriptions::city_of(self.ctx.db(), &name).await?;
        self.cities.insert(name, found);
        Ok(found.is_some())
    }

    async fn filter_is_known(&mut self, said: &ImportedRow) -> Result<bool> {
        let Some(filter) = said.wanted_filter() else { return Ok(true) };
        if let Some(known) = self.filters.get(&filter) {
            return Ok(*known);
        }
        let known = match check_filter(self.ctx, Some(&filter)).await {
            Ok(()) => true,
            Err(Error::Broken(_)) => false,
            Err(error) => return Err(error),
        };
        self.filters.insert(filter, known);
        Ok(known)
    }

    fn imported(&self, candidate: Candidate) -> Result<NewImported> {
        let Candidate { key, digest, said, .. } = candidate;
        let (id, now) = (SubscriberId::generate(self.ctx.unix_ms()), self.ctx.now());
        let consented = said.consented().unwrap_or(now);
        let subscriber = NewSubscriber {
            id,
            email: said.email.trim().to_owned(),
            email_key: key,
            email_digest: digest,
            language: said.wanted_language().unwrap_or(Language::English),
            filter: said.wanted_filter(),
            city: said.wanted_city().and_then(|name| self.cities.get(&name).copied().flatten()),
            word: Secret::generate().map_err(internal)?.text().to_owned(),
            status: SubscriberStatus::Active,
            confirmed_at: Some(consented),
            at: now,
        };
        let consent = NewConsent {
            id: AuditId::generate(self.ctx.unix_ms()).as_uuid(),
            subscriber: id,
            at: now,
            kind: ConsentKind::Imported,
            source: ConsentSource::Import,
            wording: None,
            proof: Some(format!("{}: {}", said.consent_at.trim(), said.consent_source.trim())),
        };
        Ok(NewImported { subscriber, consent })
    }

    async fn write(&mut self, new: Vec<NewImported>) -> Result<()> {
        self.report.added += i64::try_from(new.len()).unwrap_or(0);
        let Some(first) = new.first().filter(|_| !self.report.dry_run) else { return Ok(()) };
        let (id, now) = (first.subscriber.id, self.ctx.now());
        let thing = (ThingKind::Subscriber, id.as_uuid());
        let fields = vec!["email", "language", "city", "filter", "consent"];
        let audit = self.caller.audit(self.ctx, Action::ImportSubscribers, thing, fields);
        let written = self.ctx.db().write(move |tx| {
            Box::pin(async move {
                let taken = "Somebody of the file subscribed at the same moment. Import it again.";
                unless_taken(store::subscriptions::import_part(tx, new).await, taken)?;
                store::audit::append(tx, audit).await?;
                // One line for all of them: whoever follows reads the list again.
                tell(tx, id, ChangeAction::Created, 1, now);
                Ok::<_, Error>(())
            })
        });
        written.await
    }
}

fn faults_of(said: &ImportedRow) -> Vec<Fault> {
    Valid::check(said.clone()).err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{columns, row_of};
    use csv::StringRecord;

    #[test]
    fn columns_stand_in_any_order() {
        let names = StringRecord::from(vec!["Consent_Source", "email", "consent_at", "name"]);
        let found = columns(&names).unwrap();
        let row = row_of(&StringRecord::from(vec!["Fair", "ana@example.org", "2025-01-01", "Ana"]), &found);
        assert_eq!(
            (row.email.as_str(), row.consent_source.as_str(), row.city.as_str()),
            ("ana@example.org", "Fair", "")
        );
        assert!(columns(&StringRecord::from(vec!["email"])).is_err(), "no proof of consent, no import");
    }
}
