//! Lessons of tests: drafts that have all they need, and how they are published and tried.

use crate::{Person, TestApp};
use client::IdempotencyKey;
use domain::drafting::{DraftDecision, DraftVerdict};
use domain::lessons::{
    LessonBasis, LessonContent, LessonDraft, LessonName, LessonOutcome, LessonRef, LessonSource, NewLessonDraft,
    NewLessonOutcome, OutcomeBasis, OutcomeResult,
};
use domain::vocabularies::Language;

/// A lesson of this title, from Accra, that has all it needs to be published.
#[must_use]
pub fn lesson(title: &str) -> LessonContent {
    let source = LessonSource {
        title: "A report".to_owned(),
        publisher: None,
        url: Some("https://example.org/report".to_owned()),
        year: Some(2020),
        is_copy: false,
    };
    LessonContent {
        summary: "It was done, and it held.".to_owned(),
        consider: vec!["Begin before the hot season.".to_owned()],
        topic: Some("environment".to_owned()),
        stage: Some("recovery".to_owned()),
        themes: vec!["climate_resilience".to_owned()],
        shocks: vec!["extreme_heat".to_owned()],
        cities: vec!["accra".to_owned()],
        basis: Some(LessonBasis::Reported),
        sources: vec![source],
        ..LessonContent::titled(title.to_owned(), Language::English)
    }
}

/// What a city reports of a lesson by what it saw itself.
#[must_use]
pub fn report(city: &str, result: OutcomeResult) -> NewLessonOutcome {
    NewLessonOutcome {
        city: city.to_owned(),
        result,
        year: Some(2024),
        context: "We did it in *two* schools.".to_owned(),
        basis: OutcomeBasis::Experience,
        evidence: None,
        url: None,
    }
}

impl TestApp {
    /// A draft of a lesson that has all it needs.
    pub async fn draft(&self, author: &Person, title: &str) -> LessonDraft {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let new = NewLessonDraft { lesson: None, content: Some(lesson(title)) };
        author.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.expect("a draft")
    }

    /// A draft that was sent to review.
    pub async fn submit(&self, author: &Person, title: &str) -> LessonDraft {
        let draft = self.draft(author, title).await;
        author.client.create_lesson_draft_submission(draft.id).await.expect("a draft in review")
    }

    /// A lesson that one has written and another one has published.
    pub async fn publish(&self, author: &Person, editor: &Person, title: &str) -> LessonName {
        let draft = self.submit(author, title).await;
        let yes = DraftDecision { decision: DraftVerdict::Published, reason: None };
        let published = editor.client.create_lesson_draft_decision(draft.id, &yes).await.expect("a decision");
        published.lesson.expect("a lesson")
    }

    /// Somebody reports for their city what became of a lesson.
    pub async fn tried(
        &self,
        person: &Person,
        lesson: &LessonRef,
        (city, result): (&str, OutcomeResult),
    ) -> LessonOutcome {
        self.clock.advance(chrono::TimeDelta::milliseconds(1));
        let key = IdempotencyKey::generate();
        person.client.create_lesson_outcome(&key, lesson, &report(city, result)).await.expect("a report")
    }
}
