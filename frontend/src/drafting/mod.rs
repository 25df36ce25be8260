//! Writing what an editor reads before everyone does: what drafts of all kinds have in common.

mod authors;
mod begin;
mod cities;
mod comments;
mod deciding;
mod field;
mod fields;
mod frame;
mod kept;
mod list;
mod missing;
mod rows;
mod words;
mod work;

pub(crate) use authors::Authors;
pub(crate) use begin::{Beginning, use_go_on};
pub(crate) use cities::{Cities, name_among, use_names};
pub(crate) use comments::Comments;
pub(crate) use deciding::{Deciding, verdict_of};
pub(crate) use field::{Field, at, field, hinted, id_of, is_within};
pub(crate) use fields::{Keys, Line, Lines, Picked, Radios, Several, Text, languages, options, said};
pub(crate) use frame::{Acts, Overtaken, Returned, Section, Sent, Stale, Summary};
pub(crate) use kept::{forget_written, keep_title, kept_title};
pub(crate) use list::{DraftList, Listed, Shelf, Shelves, Throw, row, when_and_who};
pub(crate) use missing::{Missing, is_whole};
pub(crate) use rows::{RowActs, Rows};
pub(crate) use words::{status, tone};
pub(crate) use work::Work;

use crate::parts::{Answer, Options, fault_text};
use client::{Client, IdempotencyKey};
use contract::Fault;
use domain::drafting::{DraftComment, DraftDecision, DraftStatus, NewDraftComment};
use domain::identity::Person;
use ids::AccountId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A kind of draft: what is written in it, by which rules, and how the server is told.
pub(crate) trait Drafted: Copy + Send + Sync + 'static {
    /// The draft as the server has it.
    type Draft: Clone + Send + Sync + 'static;
    /// What it says.
    type Content: Clone + PartialEq + Send + Sync + 'static;
    /// What is written so far: the content, with what is typed and not read yet.
    type Written: Clone + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// What ids in the page, and names of what this device keeps, begin with.
    const NAME: &'static str;
    /// Its fields, in the order of the content.
    const FIELDS: &'static [Field];

    /// Id of a draft, as addresses have it.
    fn id(draft: &Self::Draft) -> String;
    /// Counts the changes of a draft.
    fn version(draft: &Self::Draft) -> i64;
    /// Where a draft stands.
    fn status(draft: &Self::Draft) -> DraftStatus;
    /// Why it was given back.
    fn reason(draft: &Self::Draft) -> Option<String>;
    /// What it says.
    fn content(draft: &Self::Draft) -> &Self::Content;
    /// Who writes it: the one who leads first. Nobody, of the network's own.
    fn authors(draft: &Self::Draft) -> &[Person];
    /// Whether it is the network's own: its editors write it.
    fn of_network(_: &Self::Draft) -> bool {
        false
    }
    /// What reviewers and authors say about it, oldest first.
    fn comments(draft: &Self::Draft) -> Vec<DraftComment>;

    /// A content to go on with.
    fn begin(content: Self::Content) -> Self::Written;
    /// What is sent of what is written: rows in which nothing stands are not.
    fn finish(written: &Self::Written) -> Self::Content;
    /// A content in the one form that is kept.
    fn tidied(content: Self::Content) -> Self::Content;
    /// What is wrong with what is written, by the rules that the server applies as well.
    fn faults(written: &Self::Written) -> Vec<Fault>;
    /// Where something stands in the form that a pointer names in what is sent.
    fn place(written: &Self::Written, pointer: &str) -> String;
    /// What a content lacks before it can go to review: where, and what to do about it.
    fn missing(content: &Self::Content) -> Vec<(String, &'static str)>;
    /// The id of where one writes what a pointer speaks of.
    fn entrance(pointer: &str) -> String;

    /// What is wrong, in words.
    fn say(fault: &Fault) -> String {
        fault_text(fault)
    }
    /// What a comment can speak of besides the whole: pointers with their words.
    fn subjects(draft: &Self::Draft) -> Options;

    /// The number of what is published today, where that has moved on since what the draft takes into account.
    fn overtaken(draft: &Self::Draft) -> Option<i32>;
    /// Where that can be read.
    fn published(draft: &Self::Draft) -> Option<String>;
    /// Puts what a draft says that still is of a version, and what it takes into account from now on.
    fn update(
        client: Client,
        draft: &Self::Draft,
        version: i64,
        said: (Self::Content, Option<i32>),
    ) -> Answer<Self::Draft>;
    /// The draft as it is now.
    fn again(client: Client, draft: &Self::Draft) -> Answer<Self::Draft>;
    /// Lets somebody write it, too.
    fn add_author(client: Client, draft: &Self::Draft, account: AccountId) -> Answer<Self::Draft>;
    /// Takes somebody off who writes it.
    fn remove_author(client: Client, draft: &Self::Draft, account: AccountId) -> Answer<()>;
    /// Says something about it.
    fn comment(client: Client, key: IdempotencyKey, draft: &Self::Draft, new: NewDraftComment) -> Answer<Self::Draft>;
    /// Sends it to review.
    fn submit(client: Client, draft: &Self::Draft) -> Answer<()>;
    /// Publishes it, or gives it back.
    fn decide(client: Client, draft: &Self::Draft, decision: DraftDecision) -> Answer<Self::Draft>;
}
