//! `c2r backup`: a consistent copy of a running SQLite database.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use store::Engine;

/// Writes the copy under another name first: a file with the name that was asked for is always whole.
pub(crate) async fn run(config: Config, file: PathBuf) -> Result<(), Failure> {
    let db = database::open(&config).await?;
    if db.engine() != Engine::Sqlite {
        return Err(Failure::work("A PostgreSQL database is copied with pg_dump: see docs/operations.md."));
    }
    if file.exists() {
        return Err(Failure::work(format!(
            "{} is there already; a backup never takes the place of a file.",
            file.display()
        )));
    }
    let target = std::path::absolute(&file).map_err(|error| not_made(&file, &error))?;
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return Err(Failure::work(format!("{} is not the name of a file.", file.display())));
    };
    let workshop = Workshop::make(folder, &name.to_string_lossy()).map_err(|error| not_made(&file, &error))?;
    let copy = workshop.0.join("copy.db");
    store::backup::backup(&db, &copy).await?;
    let size = finish(&copy, &target).map_err(|error| not_made(&file, &error))?;
    say::line(format_args!("{}: {size} bytes", file.display()))?;
    let files = database::files(&config);
    if holds_something(&files) {
        say::line(format_args!("the files of the library are not in it: copy the folder {} as well", files.display()))?;
    }
    Ok(())
}

/// Whether a folder is there and not empty.
fn holds_something(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Moves the copy to its place and has the folder remember it; answers its size.
fn finish(copy: &Path, target: &Path) -> io::Result<u64> {
    #[cfg(unix)]
    fs::set_permissions(copy, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let size = fs::metadata(copy)?.len();
    // Unlike a rename, this fails when somebody else has made the file meanwhile.
    match fs::hard_link(copy, target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        // Not every file system knows links.
        Err(_) => fs::rename(copy, target)?,
        Ok(()) => {}
    }
    if let Some(folder) = target.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(size)
}

/// A folder beside the target that nobody else can enter: the copy holds addresses of people from its first
/// byte on. Removed with what is left in it.
struct Workshop(PathBuf);

impl Workshop {
    fn make(beside: &Path, name: &str) -> io::Result<Self> {
        let path = beside.join(format!(".{name}.{}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            say::complaint(format_args!("{} cannot be removed: {error}", self.0.display()));
        }
    }
}

fn not_made(file: &Path, error: &io::Error) -> Failure {
    Failure::work(format!("The backup {} cannot be written: {error}.", file.display()))
}
