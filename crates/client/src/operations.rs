//! The operations of the API, each under its own name.

use crate::http::header::ACCEPT;
use crate::request::{segment, send};
use crate::stream::{StreamEvent, events};
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::cities::{City, CityCollection, CityFilter, CityQuery, CitySummary, SimilarCities, SimilarQuery};
use domain::corrections::{Correction, NewCorrection};
use domain::live::{Change, ChangesQuery, Channel};
use domain::markdown::{MarkdownPreview, NewMarkdownPreview};
use domain::search::{SearchHit, SearchQuery};
use domain::vocabularies::{Vocabulary, VocabularyName};
use futures_util::Stream;

impl Client {
    /// All vocabularies; without `with_terms` only their names. Terms say what they mean in English alone.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_vocabularies(&self, with_terms: bool) -> Result<Page<Vocabulary>, Error> {
        self.get(if with_terms { "/vocabularies?include=terms" } else { "/vocabularies" }).await
    }

    /// One vocabulary with its terms and what they mean in every language.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_vocabulary(&self, name: VocabularyName) -> Result<Vocabulary, Error> {
        self.get(&["/vocabularies/", name.as_str()].concat()).await
    }

    /// One page of cities. `fields` of the query is left out: a partial city is no [`CitySummary`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_cities(&self, query: &CityQuery) -> Result<Page<CitySummary>, Error> {
        let query = CityQuery { fields: Vec::new(), ..query.clone() };
        self.get(&["/cities", &query.to_query()].concat()).await
    }

    /// All cities that `filter` lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_cities_csv(&self, filter: &CityFilter) -> Result<String, Error> {
        self.get_text(&["/cities.csv", &filter.to_query()].concat(), "text/csv").await
    }

    /// All cities that `filter` lets through with their places, in one answer.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_cities_geojson(&self, filter: &CityFilter) -> Result<CityCollection, Error> {
        self.get(&["/cities.geojson", &filter.to_query()].concat()).await
    }

    /// One city, by id or by slug.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_city(&self, city: &str) -> Result<City, Error> {
        self.get(&["/cities/", &segment(city)].concat()).await
    }

    /// One city, by id or by slug, unless it still is of `version`: then `None`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_city_if_changed(&self, city: &str, version: i64) -> Result<Option<City>, Error> {
        self.get_unless(&["/cities/", &segment(city)].concat(), &["\"v", &version.to_string(), "\""].concat()).await
    }

    /// Cities like one, most similar first, each with its reasons.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_similar_cities(&self, city: &str, query: &SimilarQuery) -> Result<SimilarCities, Error> {
        self.get(&["/cities/", &segment(city), "/similar", &query.to_query()].concat()).await
    }

    /// Reports a wrong or missing fact. Sent again with the same key and content it is done once.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 422 lists every fault of the report.
    pub async fn create_correction(
        &self,
        key: &IdempotencyKey,
        correction: &NewCorrection,
    ) -> Result<Correction, Error> {
        let request = self.http().post(self.url("/corrections")).header("Idempotency-Key", key.as_str());
        self.post(request.json(correction)).await
    }

    /// One page of what search finds, best first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn search_everything(&self, query: &SearchQuery) -> Result<Page<SearchHit>, Error> {
        self.get(&["/search", &query.to_query()].concat()).await
    }

    /// How a text in Markdown will look: HTML that a page may hold as it is.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_markdown_preview(&self, new: &NewMarkdownPreview) -> Result<MarkdownPreview, Error> {
        self.post(self.http().post(self.url("/markdown/previews")).json(new)).await
    }

    /// One page of the change log, oldest first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_changes(&self, query: &ChangesQuery) -> Result<Page<Change>, Error> {
        self.get(&["/changes", &query.to_query()].concat()).await
    }

    /// Follows the change log as it grows, from after `last_event_id` or from now on. All channels when none is named.
    ///
    /// The stream ends when the connection does; heartbeats are passed over.
    ///
    /// # Errors
    /// See [`Error`]; the items of the stream are errors when the connection breaks or an event cannot be read.
    pub async fn stream_changes(
        &self,
        channels: &[Channel],
        last_event_id: Option<&str>,
    ) -> Result<impl Stream<Item = Result<StreamEvent, Error>> + use<>, Error> {
        let query = ChangesQuery { channels: channels.to_vec(), ..ChangesQuery::default() };
        let mut request = self.http().get(self.url(&["/stream", &query.to_query()].concat()));
        request = request.header(ACCEPT, "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        Ok(events(send(self.signed(request)).await?.bytes_stream()))
    }
}
