//! Vocabularies: all, or one.

mod about;

pub(crate) use about::label;

use crate::access::authorise;
use crate::{Context, Error, Result};
use about::{note, sources};
use contract::Fault;
use domain::live::ThingKind;
use domain::policy::{Action, Actor, Scope};
use domain::vocabularies::{Labels, Language, Term, Vocabulary, VocabularyName};
use std::collections::HashMap;

/// Kinds of things that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[ThingKind::Term, ThingKind::Country];

/// All vocabularies by name; with their terms only where `with_terms`, and these with their English definitions alone.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, with_terms: bool) -> Result<Vec<Vocabulary>> {
    let scope = authorise(actor, Action::ListVocabularies)?;
    if !with_terms {
        return Ok(VocabularyName::ALL.iter().map(|name| whole(*name, None)).collect());
    }
    let mut entries = store::vocabularies::list(ctx.db(), scope, None).await?;
    let mut all = Vec::with_capacity(VocabularyName::ALL.len());
    for name in VocabularyName::ALL.iter().copied() {
        let own = entries.extract_if(.., |entry| entry.vocabulary == name);
        // In every language, definitions weigh as much as all else here, and who fetches the list wants the labels.
        let own: Vec<Term> = own.map(|entry| Term { definitions: None, ..entry.term }).collect();
        let terms = if name == VocabularyName::Countries { country_terms(ctx, scope).await? } else { own };
        all.push(whole(name, Some(terms)));
    }
    Ok(all)
}

/// A vocabulary with what is said about it.
fn whole(name: VocabularyName, terms: Option<Vec<Term>>) -> Vocabulary {
    let sources = sources(name).iter().map(|source| (*source).to_owned()).collect();
    Vocabulary { name, label: label(name).to_owned(), sources, note: note(name).map(str::to_owned), terms }
}

/// One vocabulary with its terms and their definitions in every language.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn get(ctx: &Context, actor: &Actor, name: VocabularyName) -> Result<Vocabulary> {
    let scope = authorise(actor, Action::GetVocabulary)?;
    let terms = if name == VocabularyName::Countries {
        country_terms(ctx, scope).await?
    } else {
        let entries = store::vocabularies::list(ctx.db(), scope, Some(name)).await?;
        entries.into_iter().map(|entry| entry.term).collect()
    };
    Ok(whole(name, Some(terms)))
}

/// Countries as a vocabulary: the region is the term above.
async fn country_terms(ctx: &Context, scope: Scope) -> Result<Vec<Term>> {
    let countries = store::countries::list(ctx.db(), scope).await?;
    let term = |country: domain::countries::Country| Term {
        key: country.code,
        labels: country.labels,
        definition: None,
        definitions: None,
        parent: Some(country.region.as_str().to_owned()),
    };
    Ok(countries.into_iter().map(|(_, country)| term(country)).collect())
}

/// The keys that vocabularies hold and what they are called, to tell a filter that names another one.
#[derive(Debug, Default)]
pub(crate) struct KnownKeys(HashMap<(VocabularyName, String), Labels>);

impl KnownKeys {
    /// The first of `keys` that the vocabulary does not hold. A vocabulary that is not loaded yet knows nothing and refuses nothing.
    pub(crate) fn unknown<'k>(&self, name: VocabularyName, keys: &'k [String]) -> Option<&'k str> {
        if self.0.is_empty() {
            return None;
        }
        keys.iter().find(|key| !self.0.contains_key(&(name, (*key).clone()))).map(String::as_str)
    }

    /// What a term is called in a language; its key where the vocabulary does not hold it.
    pub(crate) fn label(&self, name: VocabularyName, key: &str, language: Language) -> String {
        let labels = self.0.get(&(name, key.to_owned()));
        labels.map_or(key, |labels| labels.get(language)).to_owned()
    }
}

/// The known keys, kept until a vocabulary changes.
pub(crate) async fn known_keys(ctx: &Context) -> Result<std::sync::Arc<KnownKeys>> {
    let position = ctx.db().positions().of(MADE_FROM);
    let load = async || {
        let entries = store::vocabularies::list(ctx.db(), Scope::Public, None).await.map_err(Error::from)?;
        let countries = store::countries::list(ctx.db(), Scope::Public).await.map_err(Error::from)?;
        let countries =
            countries.into_iter().map(|(_, country)| ((VocabularyName::Countries, country.code), country.labels));
        let terms = entries.into_iter().map(|entry| ((entry.vocabulary, entry.term.key), entry.term.labels));
        Ok(KnownKeys(terms.chain(countries).collect()))
    };
    ctx.known_keys().get(position, load).await
}

/// Keys that are meant to be of a vocabulary, by where they stand.
pub(crate) type KeyList<'k> = (&'static str, VocabularyName, &'k [String]);

/// Refuses a filter that names a key which no vocabulary holds.
pub(crate) async fn check_filter(ctx: &Context, lists: &[KeyList<'_>]) -> Result<()> {
    if lists.iter().all(|(_, _, keys)| keys.is_empty()) {
        return Ok(());
    }
    let known = known_keys(ctx).await?;
    let odd = lists.iter().filter_map(|(parameter, name, keys)| {
        let key = known.unknown(*name, keys)?;
        let message = format!("'{key}' is not a {parameter} of this platform. See /api/v1/vocabularies/{name}.");
        Some(Fault::new(*parameter, "unknown_value", message))
    });
    crate::listing::unless_malformed(odd.collect())
}

/// What is wrong with the keys of a thing: those that no vocabulary holds. `within` goes in front of the pointers.
pub(crate) async fn odd_keys(ctx: &Context, lists: &[KeyList<'_>], within: &str) -> Result<Vec<Fault>> {
    let known = known_keys(ctx).await?;
    let odd = lists.iter().filter_map(|(pointer, name, keys)| {
        let key = known.unknown(*name, keys)?;
        let message = format!("'{key}' is not in the vocabulary {name}. See /api/v1/vocabularies/{name}.");
        Some(Fault::new(format!("{within}{pointer}"), "unknown_value", message))
    });
    Ok(odd.collect())
}
