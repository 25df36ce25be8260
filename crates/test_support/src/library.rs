//! Items of the library of tests, lists of them, and how links are looked at without a network.

use crate::{Person, TestApp};
use app::library::LinkAsker;
use client::IdempotencyKey;
use domain::library::{
    Collection, CollectionEntry, CollectionItems, CollectionKind, CollectionRef, FileQuery, FileType, LibraryItem,
    LibraryItemRef, LicenceKind, LinkAnswer, NewCollection, NewLibraryItem,
};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An item of this title that has all it needs.
#[must_use]
pub fn library_item(title: &str) -> NewLibraryItem {
    NewLibraryItem {
        title: title.to_owned(),
        kind: "guide".to_owned(),
        publisher: Some("An institute".to_owned()),
        authors: vec!["Ana Perez".to_owned()],
        summary: "What to do *before* the hot season.".to_owned(),
        themes: vec!["climate_resilience".to_owned()],
        stages: vec!["renewal".to_owned()],
        sectors: vec!["housing".to_owned()],
        shocks: vec!["extreme_heat".to_owned()],
        language: "en".to_owned(),
        year: Some(2021),
        licence: Some("CC BY 4.0".to_owned()),
        licence_kind: LicenceKind::Open,
        url: Some("https://example.org/guide".to_owned()),
        note: None,
        is_copy: false,
        named_by_programme: false,
    }
}

impl TestApp {
    /// An item that an editor of the network added.
    pub async fn add_item(&self, editor: &Person, new: &NewLibraryItem) -> LibraryItem {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        editor.client.create_library_item(&IdempotencyKey::generate(), new).await.expect("an item")
    }

    /// An item that an editor of the network added, with a picture as its file.
    pub async fn picture(&self, editor: &Person, title: &str) -> LibraryItem {
        let item = self.add_item(editor, &library_item(title)).await;
        let file = (FileType::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec());
        let (named, query) = (LibraryItemRef::Id(item.id), FileQuery::default());
        editor.client.replace_library_item_file(&named, item.version, &query, file).await.expect("a picture")
    }

    /// A reading list of somebody's own with these items.
    pub async fn reading_list(&self, person: &Person, (title, public): (&str, bool), items: &[&str]) -> Collection {
        self.collected(person, (CollectionKind::ReadingList, title, public), items).await
    }

    /// A collection of the network with these items.
    pub async fn collection(&self, editor: &Person, title: &str, items: &[&str]) -> Collection {
        self.collected(editor, (CollectionKind::Collection, title, true), items).await
    }

    async fn collected(
        &self,
        person: &Person,
        (kind, title, public): (CollectionKind, &str, bool),
        items: &[&str],
    ) -> Collection {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let new = NewCollection { kind, title: title.to_owned(), summary: None, public: Some(public) };
        let made = person.client.create_collection(&IdempotencyKey::generate(), &new).await.expect("a collection");
        if items.is_empty() {
            return made;
        }
        let entries = items.iter().map(|item| CollectionEntry { item: (*item).to_owned(), note: None });
        let items = CollectionItems { items: entries.collect() };
        let named = CollectionRef::Id(made.id);
        person.client.replace_collection_items(&named, made.version, &items).await.expect("items of a collection")
    }
}

/// Links that answer what a test says; alive where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Links(Arc<Mutex<Answers>>);

#[derive(Debug, Default)]
struct Answers {
    by_address: HashMap<String, LinkAnswer>,
    asked: Vec<String>,
}

impl Links {
    /// Lets an address answer so from now on.
    pub fn answer(&self, url: &str, answer: LinkAnswer) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_address.insert(url.to_owned(), answer);
    }

    /// The addresses that were asked so far, in their order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).asked.clone()
    }
}

#[async_trait::async_trait]
impl LinkAsker for Links {
    async fn ask(&self, url: &str) -> LinkAnswer {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.asked.push(url.to_owned());
        answers.by_address.get(url).cloned().unwrap_or(LinkAnswer::Alive)
    }
}
