//! Mails as files, for demonstrations and development: nothing leaves the machine, and all of it can be read.

use super::{Mailer, SendError};
use crate::message::{Message, is_id};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

/// The end of every file name.
const SUFFIX: &str = ".eml";

/// Writes each mail into a file of its own, named after its id, so that a repeat replaces the file instead of adding one.
/// Others on the machine can read neither the folder nor the files: links in them let somebody in.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// A mail in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name to read it by.
    pub name: String,
    /// Whom it is from.
    pub from: String,
    /// Whom it is to: `Ana <ana@example.org>`.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub date: Option<DateTime<Utc>>,
}

/// A mail that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its headers.
    pub listed: Listed,
    /// Its HTML part. Show it in a frame without rights (`sandbox`).
    pub html: String,
    /// Its plain part.
    pub text: String,
}

impl Folder {
    /// Makes the folder if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be made, or if something else has that name.
    pub fn new(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self { path })
    }

    /// The newest mails, newest first, as far as their ids sort by time. A file that is no mail is left out.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read.
    pub async fn list(&self, limit: usize) -> io::Result<Vec<Listed>> {
        let path = self.path.clone();
        blocking(move || {
            let mut names = names(&path)?;
            names.sort_unstable_by(|one, other| other.cmp(one));
            names.truncate(limit);
            // One that has gone since is none.
            let mails = names.into_iter().filter_map(|name| stored(&path, name).ok());
            Ok(mails.map(|stored| stored.listed).collect())
        })
        .await
    }

    /// One mail by the name that the list gave.
    ///
    /// # Errors
    ///
    /// `NotFound` if there is none of that name, or if the name is none that [`Folder::list`] gives, such as `../x.eml`.
    pub async fn read(&self, name: &str) -> io::Result<Stored> {
        if !name.strip_suffix(SUFFIX).is_some_and(is_id) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let (path, name) = (self.path.clone(), name.to_owned());
        blocking(move || stored(&path, name)).await
    }

    /// Removes every mail that holds one of these texts, such as the address of somebody who has gone: to them or about
    /// them. Answers how many there were.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read, or a mail cannot be removed.
    pub async fn forget(&self, texts: &[String]) -> io::Result<usize> {
        let path = self.path.clone();
        let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).filter(|text| !text.is_empty()).collect();
        blocking(move || {
            let mut gone = 0;
            for name in names(&path)? {
                // One that has gone since holds nothing any more.
                let Ok(mail) = stored(&path, name.clone()) else { continue };
                let whole = [mail.listed.to, mail.listed.subject, mail.text, mail.html].concat().to_lowercase();
                if texts.iter().any(|text| whole.contains(text)) {
                    fs::remove_file(path.join(name))?;
                    gone += 1;
                }
            }
            Ok(gone)
        })
        .await
    }
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let (path, id, eml) = (self.path.clone(), message.id().to_owned(), message.to_eml());
        let written = blocking(move || write(&path, &id, &eml)).await;
        written.map_err(|error| {
            SendError::Temporary(format!("the mail could not be written to its folder: {error}").into())
        })
    }
}

/// Files block; the threads that serve requests must not.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// Under a temporary name first, so that nobody reads half a mail. A dot begins it: the list does not show it, and the next
/// attempt with the same id takes it over.
fn write(folder: &Path, id: &str, eml: &[u8]) -> io::Result<()> {
    let temporary = folder.join(format!(".{id}.part"));
    let mut file = private(&temporary)?;
    file.write_all(eml)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(format!("{id}{SUFFIX}")))
}

/// A file that only we can read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let Ok(name) = entry?.file_name().into_string() else { continue };
        if name.strip_suffix(SUFFIX).is_some_and(is_id) {
            names.push(name);
        }
    }
    Ok(names)
}

fn stored(folder: &Path, name: String) -> io::Result<Stored> {
    let eml = fs::read(folder.join(&name))?;
    let mail = MessageParser::default().parse(&eml).ok_or(io::ErrorKind::InvalidData)?;
    let first = |them: Option<&mail_parser::Address<'_>>| {
        let first = them.and_then(|them| them.first()).map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (name, address) => address.or(name).unwrap_or_default().to_owned(),
        });
        first.unwrap_or_default()
    };
    let part =
        |part: Option<std::borrow::Cow<'_, str>>| part.map(|part| part.replace("\r\n", "\n")).unwrap_or_default();
    Ok(Stored {
        html: part(mail.body_html(0)),
        text: part(mail.body_text(0)),
        listed: Listed {
            name,
            from: first(mail.from()),
            to: first(mail.to()),
            subject: mail.subject().unwrap_or_default().to_owned(),
            date: mail.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
        },
    })
}
