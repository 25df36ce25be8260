//! Drafts of all kinds: begun by anyone who has signed in, written together with whom they choose, and seen by nobody else
//! but the network's editors once they were sent to review. Those of the network itself its editors write. What a kind has
//! of its own stands in its slice ([`Drafted`]).

mod authors;
mod comments;
mod decisions;
mod drafts;
mod key;
mod letters;
mod own;
mod submissions;

pub(crate) use authors::hand_over;
pub use authors::{add_author, remove_author};
pub use comments::create_comment;
pub use decisions::create_decision;
pub use drafts::{create, delete, get, list, update};
pub(crate) use key::{broken, thing};
pub(crate) use own::of_account;
pub use submissions::create_submission;

use crate::{Caller, Context, Result};
use contract::Fault;
use domain::drafting::DraftComment;
use domain::live::ThingKind;
use domain::policy::Action;
use domain::validation::Validate;
use mailer::Letter;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use store::drafting::{DraftKey, Drafts};
use store::{Shared, Tx};
use uuid::Uuid;

/// The actions of a kind of draft.
#[derive(Debug, Clone, Copy)]
pub struct Actions {
    /// Begins one.
    pub create: Action,
    /// Lists them.
    pub list: Action,
    /// Gets one.
    pub get: Action,
    /// Puts what one says.
    pub update: Action,
    /// Throws one away.
    pub delete: Action,
    /// Lets somebody write it, too.
    pub add_author: Action,
    /// Takes somebody off who writes it.
    pub remove_author: Action,
    /// Says something about it.
    pub comment: Action,
    /// Sends it to review.
    pub submit: Action,
    /// Publishes it, or gives it back.
    pub decide: Action,
}

/// What a kind of draft is called.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// What it becomes: the field of the input that names it, and the word in sentences.
    pub of: &'static str,
    /// What each publication of that is.
    pub number: &'static str,
    /// Where its pages stand in the app.
    pub pages: &'static str,
}

/// What is written to somebody about a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Who gets the letter.
    pub name: String,
    /// Title of the draft, or of what it became.
    pub title: String,
    /// The page that it leads to.
    pub link: String,
    /// What has happened.
    pub what: Happened,
}

/// What has happened to a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// It was sent to review, by this person.
    Submitted(String),
    /// It was published.
    Published,
    /// It was given back, for this reason.
    Returned(String),
    /// This person has added who gets the letter to those who write it.
    AuthorAdded(String),
}

/// What something published says, and which it is: its id, the number of its newest publication.
pub type Published<D> = (<D as Drafts>::Of, i32, <D as Drafts>::Content);

/// A kind of draft: what is written in it, by which rules, and what it becomes.
pub trait Drafted:
    Drafts<
        Id: From<Uuid> + Into<Uuid> + Display + Serialize + DeserializeOwned,
        Of: Into<Uuid>,
        Content: Clone + PartialEq,
    > + Clone
    + Serialize
    + DeserializeOwned
{
    /// What one is begun with.
    type New: Validate + Send;
    /// What one says from now on.
    type Update: Validate + Send;

    /// What audit and change log call one.
    const KIND: ThingKind;
    /// What can be done with one.
    const ACTIONS: Actions;
    /// What it is called.
    const NAMES: Names;
    /// What two that are published at once share: of one title each gets a name of its own.
    const SHARED: Shared;

    /// A new id, made at a moment.
    fn new_id(unix_ms: u64) -> Self::Id;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// Id of one in a list.
    fn listed(summary: &Self::Summary) -> Self::Id;
    /// Its version.
    fn version(&self) -> i64;
    /// What it says.
    fn content(&self) -> &Self::Content;
    /// The title of what it says.
    fn title(&self) -> &str;
    /// Why it was given back.
    fn reason(&self) -> Option<&str>;
    /// What was said about it.
    fn comments(&mut self) -> &mut Vec<DraftComment>;
    /// Slug and title of what it changes, or became.
    fn of(&self) -> Option<(&str, &str)>;

    /// What a draft is begun with: the name of what is published and changes by it, and what it says so far.
    fn wanted(new: Self::New) -> (Option<String>, Option<Self::Content>);
    /// What a draft says from now on, and the number of what it takes into account.
    fn said(update: Self::Update) -> (Self::Content, Option<i32>);
    /// What a content lacks before it can go to review: where, and what to do about it.
    fn missing(content: &Self::Content) -> Vec<(String, &'static str)>;
    /// The letter about one.
    fn letter(news: News) -> Letter;

    /// What is wrong with the names in a content, each a fault within `/content`.
    fn check(ctx: &Context, content: &Self::Content) -> impl Future<Output = Result<Vec<Fault>>> + Send;

    /// What is published under a name, an id or a slug.
    fn published(ctx: &Context, name: &str) -> impl Future<Output = Result<Option<Published<Self>>>> + Send;

    /// The number of the newest publication.
    fn newest(tx: &Tx<'_>, of: Self::Of) -> impl Future<Output = Result<i32>> + Send;

    /// Publishes what a draft says, as something new or as what comes next of what it changes, with a word about what
    /// changed; tells everyone, and answers what it became.
    fn publish(
        place: (&Context, &Tx<'_>, &Caller),
        before: &DraftKey<Self>,
        draft: Self,
        change: Option<String>,
    ) -> impl Future<Output = Result<Self::Of>> + Send;

    /// The draft with the HTML of what it says, where that is shown with it.
    fn rendered(self, _source: &impl store::Source) -> impl Future<Output = Result<Self>> + Send {
        std::future::ready(Ok(self))
    }
}
