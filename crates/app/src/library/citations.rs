//! Items as others cite them.

use super::list::checked;
use crate::access::authorise;
use crate::export::{self, Parts};
use crate::identity::letters::page;
use crate::{Context, Result};
use citations::{Kind, Name, Work, bibtex, csl_json, ris};
use domain::library::{CitationFormat, LibraryExportQuery, LibraryItem, LibraryItemRef};
use domain::policy::{Action, Actor, Scope};
use domain::vocabularies::VocabularyName;
use futures_util::future::BoxFuture;
use ids::LibraryItemId;
use std::collections::HashMap;
use store::library::{Walk, Wholes};

/// One item as it is cited in a form.
///
/// # Errors
/// [`crate::Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn cite(ctx: &Context, actor: &Actor, reference: &LibraryItemRef, format: CitationFormat) -> Result<String> {
    authorise(actor, Action::GetLibraryItemCitation)?;
    let item = super::get(ctx, actor, reference).await?;
    let kinds = Kinds::load(ctx).await?;
    let work = [kinds.work(ctx, &item)];
    Ok(match format {
        CitationFormat::Bibtex => bibtex(&work),
        CitationFormat::Ris => ris(&work),
        CitationFormat::CslJson => csl_json(&work),
    })
}

/// Forms of a file that holds one work behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListForm {
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
}

/// Begins the file of every item that passes the filter as it is cited, the last come first.
///
/// # Errors
/// As for the list of items. What fails later comes as a part.
pub async fn export_citations(
    ctx: &Context,
    actor: &Actor,
    query: &LibraryExportQuery,
    form: ListForm,
) -> Result<Parts> {
    let action = match form {
        ListForm::Bibtex => Action::ExportLibraryItemsBibtex,
        ListForm::Ris => Action::ExportLibraryItemsRis,
    };
    let scope = authorise(actor, action)?;
    let walk = Walk::new(scope, checked(ctx, &query.filter).await?);
    let works = Works { walk, scope, form, kinds: Kinds::load(ctx).await? };
    export::begin(ctx, Vec::new(), works).await
}

/// What kinds of items are called, in English: a work says what it is.
struct Kinds(HashMap<String, String>);

impl Kinds {
    async fn load(ctx: &Context) -> Result<Self> {
        let entries = store::vocabularies::list(ctx.db(), Scope::Public, Some(VocabularyName::ResourceTypes)).await?;
        Ok(Self(entries.into_iter().map(|entry| (entry.term.key, entry.term.labels.en)).collect()))
    }

    /// An item as a work. One without an address of its own is found at its page here.
    fn work(&self, ctx: &Context, item: &LibraryItem) -> Work {
        Work {
            key: item.slug.clone(),
            kind: Kind::of(&item.kind).unwrap_or_default(),
            genre: self.0.get(&item.kind).cloned(),
            title: item.title.clone(),
            authors: item.authors.iter().cloned().map(Name::Whole).collect(),
            publisher: item.publisher.clone(),
            year: item.year,
            url: item.url.clone().or_else(|| Some(page(ctx, &format!("library/{}", item.slug)))),
            language: Some(item.language.clone()),
            summary: Some(markdown::to_text(&item.summary)),
            licence: item.licence.clone(),
            ..Work::default()
        }
    }
}

/// The works of a file, part by part.
struct Works {
    walk: Walk,
    scope: Scope,
    form: ListForm,
    kinds: Kinds,
}

impl Works {
    async fn part(&mut self, ctx: &Context) -> Result<Option<Vec<u8>>> {
        let Some(part) = self.walk.next(ctx.db()).await? else { return Ok(None) };
        let ids: Vec<LibraryItemId> = part.iter().map(|item| item.id).collect();
        let mut items = store::library::wholes(ctx.db(), self.scope, Wholes::Of(&ids)).await?;
        items.sort_by_key(|item| ids.iter().position(|id| *id == item.id));
        let works: Vec<Work> = items.iter().map(|item| self.kinds.work(ctx, item)).collect();
        let text = match self.form {
            ListForm::Bibtex => bibtex(&works),
            ListForm::Ris => ris(&works),
        };
        Ok(Some(text.into_bytes()))
    }
}

impl export::Rows for Works {
    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<u8>>>> {
        Box::pin(self.part(ctx))
    }
}
