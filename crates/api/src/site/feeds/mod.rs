//! Feeds: what was published lately, for the programs that people read with. A kind of thing that can be followed is a
//! [`Followed`] and two routes; all else is the same for all of them.
//!
//! They are no operations of the API, and so in no specification: a feed is a document with a standard of its own, which
//! readers know, while a client that is made from the specification would have an operation more that gives it a text.
//! What is asked for is said in the grammar of the list, and who may follow is who may see the list, by its action.

mod briefings;
mod lessons;
mod library;
mod notes;

use super::fill::escape;
use super::words;
use crate::State;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, web};
use briefings::Briefings;
use domain::feeds::{FeedFilter, FeedQuery};
use domain::live::ThingKind;
use domain::policy::Actor;
use feeds::{Entry, Feed, JSON_FEED, atom, json_feed};
use lessons::Lessons;
use library::Library;
use notes::Notes;

/// Registers the addresses.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/feeds/briefings.atom", web::get().to(in_atom::<Briefings>))
        .route("/feeds/briefings.json", web::get().to(in_json::<Briefings>))
        .route("/feeds/lessons.atom", web::get().to(in_atom::<Lessons>))
        .route("/feeds/lessons.json", web::get().to(in_json::<Lessons>))
        .route("/feeds/library.atom", web::get().to(in_atom::<Library>))
        .route("/feeds/library.json", web::get().to(in_json::<Library>))
        .route("/feeds/notes.atom", web::get().to(in_atom::<Notes>))
        .route("/feeds/notes.json", web::get().to(in_json::<Notes>));
}

/// A kind of thing that can be followed.
trait Followed: 'static {
    /// Which of them.
    type Filter: FeedFilter + Clone;
    /// What its page is called in addresses, and its words in the locales.
    const NAME: &'static str;
    /// Kinds of things that its feed is made from.
    const MADE_FROM: &'static [ThingKind];

    /// A page of what was published last.
    async fn page(state: &State, actor: &Actor, query: &FeedQuery<Self::Filter>) -> Result<Part, ApiError>;
}

/// A page of a feed, before it is one.
struct Part {
    /// What it is narrowed down to, in words.
    about: Vec<String>,
    /// What it holds, the last published first.
    entries: Vec<Entry>,
    /// Where the next page begins.
    next: Option<String>,
}

/// In which format a feed is written.
#[derive(Clone, Copy)]
struct Format {
    /// The end of its address.
    ending: &'static str,
    media_type: &'static str,
    write: fn(&Feed) -> String,
}

async fn in_atom<F: Followed>(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let format = Format { ending: "atom", media_type: "application/atom+xml; charset=utf-8", write: atom };
    answer::<F>((&state, &caller, &request), format).await
}

async fn in_json<F: Followed>(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let format = Format { ending: "json", media_type: JSON_FEED, write: json_feed };
    answer::<F>((&state, &caller, &request), format).await
}

async fn answer<F: Followed>(
    (state, caller, request): (&State, &Request, &HttpRequest),
    format: Format,
) -> Result<HttpResponse, ApiError> {
    let query = FeedQuery::<F::Filter>::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let is_searched = query.filter.words().is_some();
    validators::written((state, caller, request), F::MADE_FROM, (format.media_type, is_searched), async || {
        let part = F::page(state, &caller.actor, &query).await?;
        Ok((format.write)(&feed::<F>(&state.settings.public_url, &query, part, format.ending)))
    })
    .await
}

/// The feed around a page of it.
fn feed<F: Followed>(public_url: &str, query: &FeedQuery<F::Filter>, part: Part, ending: &str) -> Feed {
    let (language, first) = (query.language(), query.first());
    let (words, brand) = (words::of(language, F::NAME), words::brand(language));
    let at = |query: &FeedQuery<F::Filter>, ending: &str| {
        format!("{public_url}/feeds/{}.{ending}{}", F::NAME, query.to_query())
    };
    let of_page = FeedQuery { lang: None, ..first.clone() };
    let title: Vec<String> = std::iter::once(words.title).chain(part.about).chain([brand.clone()]).collect();
    Feed {
        // The same for all its pages (RFC 5005, 3), in whichever format one gets them.
        id: at(&first, "atom"),
        title: title.join(" · "),
        subtitle: Some(words.description),
        publisher: brand,
        home: format!("{public_url}/{language}/{}{}", F::NAME, of_page.to_query()),
        own: at(query, ending),
        language: language.to_string(),
        // Where nothing was published, nothing has changed ever since.
        updated: part.entries.iter().map(|entry| entry.updated).max().unwrap_or_default(),
        next: part.next.map(|cursor| at(&FeedQuery { cursor: Some(cursor), ..first }, ending)),
        entries: part.entries,
    }
}

/// HTML whose links within the site say where that is: a feed is read elsewhere.
fn whole_links(public_url: &str, html: &str) -> String {
    let own = format!("href=\"{}/", escape(public_url));
    // Two slashes lead to another server, over the same protocol.
    html.replace("href=\"/", &own).replace(&format!("{own}/"), "href=\"//")
}
