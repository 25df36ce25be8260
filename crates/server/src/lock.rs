//! One server a data folder: a second one, or a restore beside a running one, is told so.

use crate::failure::Failure;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use store::Options;

/// Holds the folder until dropped. The operating system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _files: Vec<File>,
}

impl Lock {
    /// Takes the data folder, and the database's file where that lies elsewhere.
    ///
    /// # Errors
    /// When another process holds one of them, or a lock file cannot be made.
    pub(crate) fn take(data: &Path, database: &Options) -> Result<Self, Failure> {
        let files = lock_files(data, database);
        let files = files.iter().map(|path| hold(path)).collect::<Result<_, _>>()?;
        Ok(Self { _files: files })
    }
}

fn lock_files(data: &Path, database: &Options) -> Vec<PathBuf> {
    let mut files = vec![data.join("c2r.lock")];
    if let Options::Sqlite { file, .. } = database
        && file.parent() != Some(data)
    {
        let mut name = OsString::from(file);
        name.push(".lock");
        files.push(name.into());
    }
    files
}

fn hold(path: &Path) -> Result<File, Failure> {
    let fault =
        |error: std::io::Error| Failure::work(format!("The lock file {} cannot be used: {error}.", path.display()));
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(held(path, &mut file)),
        Err(TryLockError::Error(error)) => return Err(fault(error)),
    }
    file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).map_err(fault)?;
    Ok(file)
}

fn held(path: &Path, file: &mut File) -> Failure {
    let mut process = String::new();
    // Only a help to find it: without the number the sentence is as true.
    drop(file.read_to_string(&mut process));
    let process = process.parse::<u32>().map(|id| format!(" (process {id})")).unwrap_or_default();
    let folder = path.parent().unwrap_or(path).display();
    Failure::work(format!(
        "Another c2r{process} is working with {folder}: stop it first, or choose another data folder."
    ))
}

#[cfg(test)]
mod tests {
    use super::{Lock, lock_files};
    use std::path::Path;
    use store::Options;

    #[test]
    fn a_folder_is_held_by_one_and_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let database = Options::sqlite(folder.path().join("c2r.db"));
        let first = Lock::take(folder.path(), &database).unwrap();
        let refused = Lock::take(folder.path(), &database).unwrap_err().to_string();
        assert!(refused.contains(&format!("(process {})", std::process::id())), "{refused}");
        drop(first);
        assert!(Lock::take(folder.path(), &database).is_ok());
    }

    #[test]
    fn a_database_elsewhere_is_locked_too() {
        let elsewhere = lock_files(Path::new("/data"), &Options::sqlite("/db/cities.db"));
        assert_eq!(elsewhere, [Path::new("/data/c2r.lock"), Path::new("/db/cities.db.lock")]);
        assert_eq!(lock_files(Path::new("/data"), &Options::postgres("postgres://h/d")).len(), 1);
    }
}
