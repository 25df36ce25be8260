//! Briefings: publications, their issues, and how these go out.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::request::{XLSX, segment};
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::briefings::{
    AlternativesQuery, Briefing, BriefingAlternatives, BriefingCityEdition, BriefingFigures, BriefingIssue,
    BriefingIssueExportQuery, BriefingIssueMail, BriefingIssueQuery, BriefingIssueRef, BriefingIssueSummary,
    BriefingIssueUpdate, BriefingQuery, BriefingRef, BriefingTestSend, BriefingUpdate, IssueMailQuery, NewBriefing,
    NewBriefingIssue, NewBriefingSchedule, NewBriefingTestSend,
};
use domain::cities::CityRef;
use ids::BriefingIssueId;

/// An address below an issue.
fn issue(id: BriefingIssueId, rest: &str) -> String {
    ["/briefing-issues/", &id.to_string(), rest].concat()
}

impl Client {
    /// One page of the publications.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_briefings(&self, query: &BriefingQuery) -> Result<Page<Briefing>, Error> {
        self.get(&["/briefings", &query.to_query()].concat()).await
    }

    /// One publication.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_briefing(&self, named: &BriefingRef) -> Result<Briefing, Error> {
        self.get(&["/briefings/", &segment(&named.to_string())].concat()).await
    }

    /// Makes a publication. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing(&self, key: &IdempotencyKey, new: &NewBriefing) -> Result<Briefing, Error> {
        let request = self.http().post(self.url("/briefings")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Changes a publication that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_briefing(
        &self,
        named: &BriefingRef,
        read: i64,
        change: &BriefingUpdate,
    ) -> Result<Briefing, Error> {
        let path = ["/briefings/", &segment(&named.to_string())].concat();
        let request = self.http().patch(self.url(&path)).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// One page of issues: the last sent first, and before them what has not gone out, for who may see it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_briefing_issues(&self, query: &BriefingIssueQuery) -> Result<Page<BriefingIssueSummary>, Error> {
        self.get(&["/briefing-issues", &query.to_query()].concat()).await
    }

    /// All issues that have gone out and that a filter lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_briefing_issues_csv(&self, query: &BriefingIssueExportQuery) -> Result<String, Error> {
        self.get_text(&["/briefing-issues.csv", &query.to_query()].concat(), "text/csv").await
    }

    /// All issues that have gone out and that a filter lets through, which come as a line of JSON each.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_briefing_issues_ndjson(
        &self,
        query: &BriefingIssueExportQuery,
    ) -> Result<Vec<BriefingIssueSummary>, Error> {
        self.get_lines(&["/briefing-issues.ndjson", &query.to_query()].concat()).await
    }

    /// All issues that have gone out and that a filter lets through as the file of a sheet (Office Open XML), with a line
    /// of names on top.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 400 where there are more than a sheet holds.
    pub async fn export_briefing_issues_xlsx(&self, query: &BriefingIssueExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file(&["/briefing-issues.xlsx", &query.to_query()].concat(), XLSX).await
    }

    /// One issue.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_briefing_issue(&self, named: &BriefingIssueRef) -> Result<BriefingIssue, Error> {
        self.get(&["/briefing-issues/", &segment(&named.to_string())].concat()).await
    }

    /// What an issue says to one city besides.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_briefing_city_edition(
        &self,
        named: &BriefingIssueRef,
        city: &CityRef,
    ) -> Result<BriefingCityEdition, Error> {
        let (named, city) = (named.to_string(), city.to_string());
        self.get(&["/briefing-issues/", &segment(&named), "/cities/", &segment(&city)].concat()).await
    }

    /// Has an issue put together by the rules. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing_issue(
        &self,
        key: &IdempotencyKey,
        new: &NewBriefingIssue,
    ) -> Result<BriefingIssue, Error> {
        let request = self.http().post(self.url("/briefing-issues")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Puts what an issue says from now on, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_briefing_issue(
        &self,
        id: BriefingIssueId,
        read: i64,
        change: &BriefingIssueUpdate,
    ) -> Result<BriefingIssue, Error> {
        let request = self.http().put(self.url(&issue(id, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Throws an issue away that has not gone out, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_briefing_issue(&self, id: BriefingIssueId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&issue(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// What else could stand in a section of an issue, the best first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_briefing_alternatives(
        &self,
        id: BriefingIssueId,
        query: &AlternativesQuery,
    ) -> Result<BriefingAlternatives, Error> {
        self.get(&[issue(id, "/alternatives"), query.to_query()].concat()).await
    }

    /// The mail of an issue as somebody would get it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_briefing_issue_mail(
        &self,
        id: BriefingIssueId,
        query: &IssueMailQuery,
    ) -> Result<BriefingIssueMail, Error> {
        self.get(&[issue(id, "/mail"), query.to_query()].concat()).await
    }

    /// Sends an issue to one's own address as a test. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing_test_send(
        &self,
        key: &IdempotencyKey,
        id: BriefingIssueId,
        new: &NewBriefingTestSend,
    ) -> Result<BriefingTestSend, Error> {
        let request = self.http().post(self.url(&issue(id, "/test-sends"))).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Says when an issue goes out by itself.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing_schedule(
        &self,
        id: BriefingIssueId,
        new: &NewBriefingSchedule,
    ) -> Result<BriefingIssue, Error> {
        self.post(self.http().post(self.url(&issue(id, "/schedule"))).json(new)).await
    }

    /// Takes back when an issue goes out: it is a draft again.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_briefing_schedule(&self, id: BriefingIssueId) -> Result<BriefingIssue, Error> {
        self.post(self.http().delete(self.url(&issue(id, "/schedule")))).await
    }

    /// Lets an issue go out now. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing_sending(
        &self,
        key: &IdempotencyKey,
        id: BriefingIssueId,
    ) -> Result<BriefingIssue, Error> {
        let request = self.http().post(self.url(&issue(id, "/sendings"))).header("Idempotency-Key", key.as_str());
        self.post(request).await
    }

    /// Lets the going out of an issue rest.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_briefing_pause(&self, id: BriefingIssueId) -> Result<BriefingIssue, Error> {
        self.post(self.http().post(self.url(&issue(id, "/pause")))).await
    }

    /// Lets the going out of an issue go on.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_briefing_pause(&self, id: BriefingIssueId) -> Result<BriefingIssue, Error> {
        self.post(self.http().delete(self.url(&issue(id, "/pause")))).await
    }

    /// What became of an issue.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_briefing_figures(&self, id: BriefingIssueId) -> Result<BriefingFigures, Error> {
        self.get(&issue(id, "/figures")).await
    }
}
