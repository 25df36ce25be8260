//! `c2r restore`: an earlier state of an SQLite database comes back.
//!
//! The order makes every moment safe to stop at: the file is copied and checked before anything is touched;
//! the index goes first, for an index is rebuilt, but must never be newer than its database; the present
//! database takes in its journal, so that its file alone is all of it, and gets a second name; the last step is one
//! rename, which puts the new file where the old one stood.
//!
//! Nothing but an empty journal may stand beside the file in that moment: SQLite tells a journal's frames from those of
//! an older journal (by salts in the journal itself), not from those of another database, and would write them into it.

use crate::config::Config;
use crate::failure::Failure;
use crate::lock::Lock;
use crate::{database, say};
use chrono::Utc;
use migrations::{Migrator, MigratorTrait as _};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use store::{Db, Options};

/// Checks the file and puts it in the place of the present database.
pub(crate) async fn run(config: Config, backup: PathBuf) -> Result<(), Failure> {
    let Some(target) = database::file(&config) else {
        return Err(Failure::work("A PostgreSQL database is restored with pg_restore: see docs/operations.md."));
    };
    refuse_unfit(&backup)?;
    database::make_folder(&config.data)?;
    if let Some(folder) = target.parent() {
        database::make_folder(folder)?;
    }
    let _lock = Lock::take(&config.data, &config.database)?;
    let staged = Staged(with_ending(target, ".restoring"));
    staged.copy_from(&backup).map_err(|error| failed(&backup, &error))?;
    let pending =
        check(&staged).await.map_err(|failure| failure.after(format!("{} was not restored:", backup.display())))?;
    remove_index(&config.data.join("search")).map_err(|error| failed(&backup, &error))?;
    let had_one = target.exists();
    let aside = with_ending(target, &format!(".before-restore-{}", Utc::now().format("%Y%m%dT%H%M%S%3fZ")));
    set_aside(target, &aside).await.map_err(|error| failed(&backup, &error))?;
    put_in_place(&staged.0, target).map_err(|error| failed(&backup, &error))?;
    say::line(format_args!("{} is restored from {}", target.display(), backup.display()))?;
    if had_one {
        say::line(format_args!("the database before is kept as {}", aside.display()))?;
    }
    if pending > 0 {
        say::line(format_args!(
            "it is of an older version: {pending} migrations follow at the next start, or by `c2r migrate`"
        ))?;
    }
    Ok(())
}

/// What can be told to be no backup from the outside.
fn refuse_unfit(backup: &Path) -> Result<(), Failure> {
    let name = backup.display();
    if !backup.is_file() {
        return Err(Failure::work(format!("There is no file {name}.")));
    }
    let journal = with_ending(backup, "-wal");
    if fs::metadata(&journal).is_ok_and(|journal| journal.len() > 0) {
        return Err(Failure::work(format!(
            "{name} is not a backup but a database that was in use: its latest changes stand in {}. Make a backup of it with `c2r backup`.",
            journal.display()
        )));
    }
    Ok(())
}

/// A copy of the backup beside the database, so that the last step is a rename. Removed unless it was that.
struct Staged(PathBuf);

impl Staged {
    fn copy_from(&self, backup: &Path) -> io::Result<()> {
        copy(backup, &self.0)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// Checks a copy of the copy: opening a database writes to it. Answers how many migrations it lacks.
async fn check(staged: &Staged) -> Result<usize, Failure> {
    let trial = with_ending(&staged.0, ".trial");
    let outcome = match copy(&staged.0, &trial) {
        Ok(()) => check_file(&trial).await,
        Err(error) => Err(failed(&trial, &error)),
    };
    ["", "-wal", "-shm"].iter().for_each(|ending| remove(&with_ending(&trial, ending)));
    outcome
}

async fn check_file(file: &Path) -> Result<usize, Failure> {
    // What the engine says of a file that is none names a copy that is gone by then: it is no help to anyone.
    let not_one = |_: store::Error| {
        Failure::work("It is not a sound database of C2R: it cannot be read as one, or part of it is missing.")
    };
    let db = Db::open(&Options::sqlite(file)).await.map_err(not_one)?;
    store::backup::check(&db).await.map_err(not_one)?;
    let pending = db.pending_migrations().await.map_err(|_| {
        Failure::work("It is of a newer version, or no database of C2R: its history of changes is not known here.")
    })?;
    if pending.len() == Migrator::migrations().len() {
        return Err(Failure::work("It is no database of C2R: it has none of its tables."));
    }
    Ok(pending.len())
}

/// Keeps the present database under another name, too; it stays where it is. What its journal holds it takes in. One
/// that cannot, for it is damaged or somebody reads it, has its journal kept with it before the journal goes from where it
/// would meet another database: who stops in between has a damaged database there as before, and all of it aside.
async fn set_aside(target: &Path, aside: &Path) -> io::Result<()> {
    let (journal, kept) = (with_ending(target, "-wal"), with_ending(aside, "-wal"));
    let holds_changes = || fs::metadata(&journal).is_ok_and(|journal| journal.len() > 0);
    if !target.exists() {
        // A journal whose database is gone would meet the restored one.
        return if holds_changes() { fs::rename(&journal, &kept) } else { Ok(()) };
    }
    // Opening a damaged database may end its journal.
    if holds_changes() {
        copy(&journal, &kept)?;
    }
    let taken_in = take_in_journal(target).await.is_ok();
    // Not every file system gives a file two names.
    fs::hard_link(target, aside).or_else(|_| copy(target, aside))?;
    keep_private(aside)?;
    // Of one that cannot be opened the first copy stands: the driver may still be ending the journal itself.
    if taken_in && holds_changes() {
        copy(&journal, &kept)?;
    } else if taken_in {
        remove(&kept);
    }
    sync_folder(target)?;
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => remove(&with_ending(target, "-shm")),
    }
    sync_folder(target)
}

async fn take_in_journal(target: &Path) -> Result<(), store::Error> {
    let db = Db::open(&Options::sqlite(target)).await?;
    let taken_in = store::backup::forget_journal(&db).await;
    db.close().await?;
    taken_in
}

/// Puts the staged database in the place of the present one, beside which no journal stands any more.
fn put_in_place(staged: &Path, target: &Path) -> io::Result<()> {
    fs::rename(staged, target)?;
    sync_folder(target)
}

/// Waits until the names beside a file are on the disk.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// The server builds the index anew at its next start.
fn remove_index(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Copies the bytes, for their owner only, and waits until they are on the disk.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut target = options.open(to)?;
    io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()
}

/// What was a database stays one that only its owner can read.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail"))]
fn keep_private(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Removes a file that may not be there. If it stays, it is in nobody's way.
fn remove(file: &Path) {
    drop(fs::remove_file(file));
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

fn failed(backup: &Path, error: &io::Error) -> Failure {
    Failure::work(format!("{} cannot be restored: {error}.", backup.display()))
}
