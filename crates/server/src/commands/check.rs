//! `c2r check`: whether what is kept is sound. Looks, and changes nothing.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, reference, say};
use app::reference::Loaded;
use search::Index;
use std::path::Path;
use store::{Db, Error};

/// Prints a line a part, and fails where one is at fault.
pub(crate) async fn run(config: Config) -> Result<(), Failure> {
    let db = database::open(&config).await?;
    let engine = database::engine_name(db.engine());
    let mut faults = 0;
    let mut report = |part: &str, verdict: Verdict| {
        faults += usize::from(matches!(verdict, Verdict::Fault(_)));
        let (mark, text) = match verdict {
            Verdict::Good(text) => ("ok   ", text),
            Verdict::Note(text) => ("note ", text),
            Verdict::Fault(text) => ("FAULT", text),
        };
        say::line(format_args!("{mark}  {part:<15} {text}"))
    };
    report("database", integrity(&db, engine).await)?;
    let schema = schema(&db).await;
    let current = matches!(schema, Verdict::Good(_));
    report("schema", schema)?;
    // Tables of another version cannot be asked.
    if current {
        report("reference data", reference_data(&db).await)?;
        report("search index", index(&db, &config.data.join("search")).await)?;
    }
    match faults {
        0 => Ok(()),
        1 => Err(Failure::work("1 fault was found.")),
        faults => Err(Failure::work(format!("{faults} faults were found."))),
    }
}

enum Verdict {
    Good(String),
    /// Sound, and worth knowing.
    Note(String),
    Fault(String),
}

async fn integrity(db: &Db, engine: &str) -> Verdict {
    match store::backup::check(db).await {
        Ok(()) => Verdict::Good(format!("{engine}, sound")),
        Err(error @ Error::Unreadable(_)) => {
            Verdict::Fault(format!("{engine}: {error}; put a backup in its place with `c2r restore`"))
        }
        Err(error) => Verdict::Fault(format!("{engine}: {error}")),
    }
}

async fn schema(db: &Db) -> Verdict {
    match db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => Verdict::Good("of this version".to_owned()),
        Ok(pending) => Verdict::Fault(format!("{} pending: run `c2r migrate`", pending.join(", "))),
        Err(error) => Verdict::Fault(error.to_string()),
    }
}

async fn reference_data(db: &Db) -> Verdict {
    let ctx = match database::context(db.clone()) {
        Ok(ctx) => ctx,
        Err(failure) => return Verdict::Fault(failure.to_string()),
    };
    match app::reference::loaded(&ctx, reference::EMBEDDED).await {
        Ok(Loaded::These) => Verdict::Good("those of this version".to_owned()),
        Ok(Loaded::Chosen) => Verdict::Note("files of your own (`c2r load --from`)".to_owned()),
        Ok(Loaded::OfAnotherVersion) => {
            Verdict::Note("those of another version: the next start or `c2r load` brings this one's".to_owned())
        }
        Ok(Loaded::Nothing) => Verdict::Note("none yet: the next start or `c2r load` brings them".to_owned()),
        Err(error) => Verdict::Fault(error.to_string()),
    }
}

/// The newest change, and the newest of what the index is made from: changes of other things go by without moving it.
async fn newest(db: &Db) -> Result<(i64, i64), Error> {
    let of_kinds = store::changes::newest_by_kind(db).await?;
    Ok((store::changes::newest(db).await?, of_kinds.of(app::search::MADE_FROM)))
}

/// The index may be behind: a running server follows within moments, a stopped one at its start.
async fn index(db: &Db, folder: &Path) -> Verdict {
    // Opening would make an empty one.
    if !folder.join("meta.json").exists() {
        return Verdict::Note("not there yet: the server builds it at its start".to_owned());
    }
    let (newest, wanted) = match newest(db).await {
        Ok(found) => found,
        Err(error) => return Verdict::Fault(error.to_string()),
    };
    let index = match Index::open(folder) {
        Ok(index) => index,
        Err(error) => return Verdict::Fault(error.to_string()),
    };
    if let Some(reason) = index.reset_reason() {
        return Verdict::Fault(format!("it could not be used, for {reason}; the server builds it anew at its start"));
    }
    match index.position() {
        Some(position) if position > newest => Verdict::Fault(format!(
            "at change {position}, but the database ends at {newest}: the server builds it anew at its start"
        )),
        Some(position) if position >= wanted => Verdict::Good(format!("at change {position}, as the database")),
        Some(position) if position >= 0 => {
            Verdict::Note(format!("at change {position} of {wanted}: the server brings it up to date"))
        }
        _ => Verdict::Note("not whole yet: the server builds it".to_owned()),
    }
}
