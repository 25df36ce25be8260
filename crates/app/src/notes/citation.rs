//! Notes as others cite them.

use crate::access::authorise;
use crate::identity::letters::page;
use crate::{Context, Result};
use chrono::Datelike;
use citations::{Kind, Name, Work, bibtex, csl_json, ris};
use domain::library::CitationFormat;
use domain::notes::{Note, NoteKind, NoteRef, without_marks};
use domain::policy::{Action, Actor};

/// Who publishes notes.
const PUBLISHER: &str = "Cities for a Resilient Recovery";

/// One note as it is cited in a form: by the address of its version, which stays.
///
/// # Errors
/// [`crate::Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn cite(ctx: &Context, actor: &Actor, reference: &NoteRef, format: CitationFormat) -> Result<String> {
    authorise(actor, Action::GetNoteCitation)?;
    let note = super::get(ctx, actor, reference).await?;
    let published = store::notes::versions::get(ctx.db(), domain::policy::Scope::Public, note.id, note.number).await?;
    let year = published.map_or(note.updated_at, |version| version.published_at).year();
    let work = [work(ctx, &note, year)];
    Ok(match format {
        CitationFormat::Bibtex => bibtex(&work),
        CitationFormat::Ris => ris(&work),
        CitationFormat::CslJson => csl_json(&work),
    })
}

fn work(ctx: &Context, note: &Note, year: i32) -> Work {
    let genre = match note.content.kind {
        NoteKind::Practice => "Practice note",
        NoteKind::Technical => "Technical note",
    };
    Work {
        key: note.slug.clone(),
        kind: Kind::of("report").unwrap_or_default(),
        genre: Some(genre.to_owned()),
        title: note.content.title.clone(),
        authors: note.authors.iter().map(|author| Name::Whole(author.name.clone())).collect(),
        publisher: Some(PUBLISHER.to_owned()),
        version: Some(note.number.to_string()),
        year: Some(year),
        url: Some(page(ctx, &format!("notes/{}/versions/{}", note.slug, note.number))),
        language: Some(note.content.language.to_string()),
        summary: Some(markdown::to_text(&without_marks(&note.content.summary))),
        ..Work::default()
    }
}
