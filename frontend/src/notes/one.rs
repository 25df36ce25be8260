//! One note, or one version of it, as the pages about it get it.

use super::addresses::{note_slug, version_number};
use crate::parts::Subject;
use domain::notes::{Note, NoteRef, NoteVersion};

/// How the pages about a note get it.
pub(super) const NOTE: Subject<Note> = Subject {
    slug: note_slug,
    is_named: |note, name| name == note.slug || name == note.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_note(&NoteRef::Slug(slug)).await }),
    personal: false,
};

/// How the page of a version gets it: a version is named by the whole of its path behind the list.
pub(super) const VERSION: Subject<NoteVersion> = Subject {
    slug: |path| version_number(path).and_then(|_| path.split("/notes/").nth(1)),
    is_named: |version, name| {
        let number = version.number.to_string();
        let named = |note: &str| name == [note, "/versions/", &number].concat();
        named(&version.note.slug) || named(&version.note.id.to_string())
    },
    fetch: |client, name| {
        Box::pin(async move {
            let (slug, number) = name.split_once("/versions/").unwrap_or((&name, ""));
            // The address has been looked at: a number that is none asks for a version that there is not.
            let number = number.parse().unwrap_or_default();
            client.get_note_version(&NoteRef::Slug(slug.to_owned()), number).await
        })
    },
    personal: false,
};
