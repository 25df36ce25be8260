//! Opening the database for a command.

use crate::config::Config;
use crate::failure::Failure;
use app::identity::IdentitySettings;
use app::{Context, SystemClock};
use search::Index;
use std::path::{Path, PathBuf};
use store::{Db, Engine, Options};

/// Opens the database; an SQLite file is made when it is missing.
pub(crate) async fn open_or_create(config: &Config) -> Result<Db, Failure> {
    make_folder(&config.data)?;
    if let Some(folder) = file(config).and_then(Path::parent) {
        make_folder(folder)?;
    }
    Ok(Db::open(&config.database).await?)
}

/// Opens a database that is there already.
pub(crate) async fn open(config: &Config) -> Result<Db, Failure> {
    if let Some(file) = file(config).filter(|file| !file.exists()) {
        let file = file.display();
        return Err(Failure::work(format!("There is no database at {file}; `c2r migrate` or `c2r serve` makes one.")));
    }
    Ok(Db::open(&config.database).await?)
}

/// Opens a database that is there already and has the schema of this version.
pub(crate) async fn open_current(config: &Config) -> Result<Db, Failure> {
    let db = open(config).await?;
    match db.pending_migrations().await?.as_slice() {
        [] => Ok(db),
        pending => Err(behind(pending)),
    }
}

/// The schema is of an older version.
pub(crate) fn behind(pending: &[String]) -> Failure {
    let names = pending.join(", ");
    Failure::work(format!("The database is of an older version ({names} pending): run `c2r migrate` first."))
}

/// Everything that use cases need, for a command that does not search: the index stays empty.
pub(crate) fn context(db: Db) -> Result<Context, Failure> {
    Ok(Context::new(db, Index::in_memory()?, SystemClock, IdentitySettings::default()))
}

/// The file of an SQLite database.
pub(crate) fn file(config: &Config) -> Option<&Path> {
    match &config.database {
        Options::Sqlite { file, .. } => Some(file),
        Options::Postgres { .. } => None,
    }
}

/// The folder of the files that stand beside the database.
pub(crate) fn files(config: &Config) -> PathBuf {
    config.data.join("files")
}

/// How the engine is called.
pub(crate) const fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}

/// Makes a folder that only its owner can enter; one that is there already keeps its permissions.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    made.map_err(|error| Failure::work(format!("The folder {} cannot be made: {error}.", folder.display())))
}
