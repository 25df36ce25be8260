//! An issue drafts itself by written rules, out of what is there, and says of everything why.

use super::{WEEKLY, composed, edited, first, later, made, sent};
use crate::lessons::{pointers, refusal};
use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::briefings::{
    AlternativesQuery, BriefingIssue, BriefingLayout, EntryKind, IssueStatus, NewBriefingIssue, ReasonCode, SectionKind,
};
use domain::lessons::{LessonGrade, OutcomeResult};
use domain::vocabularies::Language;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn kinds(issue: &BriefingIssue) -> Vec<SectionKind> {
    issue.sections.iter().map(|section| section.kind).collect()
}

fn things(issue: &BriefingIssue) -> Vec<Uuid> {
    let entries = issue.sections.iter().flat_map(|section| &section.entries);
    entries.filter_map(|entry| entry.thing.as_ref()).map(|thing| thing.id).collect()
}

#[tokio::test]
async fn the_first_issue_comes_with_the_reference_data_as_a_draft() {
    let (_app, editor) = edited().await;
    let issue = first(&editor).await;
    assert_eq!((issue.status, issue.number, issue.briefing.slug.as_str()), (IssueStatus::Draft, None, WEEKLY));
    assert_eq!(issue.slug, "weekly-briefing-2026-11-26", "the Thursday after the clock of tests");
    let expected = [SectionKind::KeyTopic, SectionKind::AcrossTheWorld, SectionKind::CaseStudy, SectionKind::Reading];
    assert_eq!(kinds(&issue), expected);
    let counts: Vec<usize> = issue.sections.iter().map(|section| section.entries.len()).collect();
    assert_eq!(counts, [4, 5, 1, 3]);
    let entries = || issue.sections.iter().flat_map(|section| &section.entries);
    assert!(entries().all(|entry| !entry.reasons.is_empty() && !entry.title.is_empty() && !entry.text.is_empty()));
    let once: BTreeSet<Uuid> = things(&issue).into_iter().collect();
    assert_eq!(once.len(), 13, "each once");

    let case = &issue.sections[2].entries[0];
    assert_eq!(case.thing.as_ref().unwrap().grade, Some(LessonGrade::Evaluated));
    assert!(case.reasons.iter().any(|reason| reason.code == ReasonCode::CaseStudy && reason.count > Some(0)));
    let topic = issue.sections[0].topic.clone();
    assert!(issue.sections[0].entries.iter().all(|entry| entry.thing.as_ref().unwrap().topic == topic));
    assert!(issue.sections[3].entries.iter().all(|entry| entry.kind == EntryKind::Item));
}

#[tokio::test]
async fn across_the_world_nothing_stands_three_times() {
    let (_app, editor) = edited().await;
    let issue = first(&editor).await;
    let (mut topics, mut countries): (BTreeMap<String, u32>, BTreeMap<String, u32>) = Default::default();
    for thing in issue.sections[1].entries.iter().filter_map(|entry| entry.thing.as_ref()) {
        *topics.entry(thing.topic.clone().unwrap()).or_default() += 1;
        for country in &thing.countries {
            *countries.entry(country.clone()).or_default() += 1;
        }
    }
    assert!(topics.values().chain(countries.values()).all(|count| *count <= 2), "{topics:?} {countries:?}");
    let all = issue.sections.iter().flat_map(|section| &section.entries);
    let codes: BTreeSet<_> = all.flat_map(|entry| &entry.reasons).map(|reason| reason.code).collect();
    for code in [ReasonCode::NeglectedRegion, ReasonCode::NeglectedTheme, ReasonCode::NeglectedTopic] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[tokio::test]
async fn the_same_knowledge_makes_the_same_issue() {
    let (app, editor) = edited().await;
    let (one, other) = (composed(&app, &editor).await, composed(&app, &editor).await);
    assert_eq!(one.content.sections, other.content.sections);
    assert_ne!(one.slug, other.slug, "each has a name of its own");
}

#[tokio::test]
async fn what_was_shown_is_shown_again_only_when_its_evidence_changed() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await;
    let one = sent(&app, &editor, draft.id).await;
    assert_eq!((one.status, one.number), (IssueStatus::Sent, Some(1)));
    let editor = later(&app, TimeDelta::days(7)).await;
    let shown: BTreeSet<Uuid> = things(&one).into_iter().collect();
    let next = composed(&app, &editor).await;
    assert!(things(&next).iter().all(|thing| !shown.contains(thing)), "nothing of the last issue");
    let reasons = next.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| &entry.reasons);
    let codes: BTreeSet<_> = reasons.map(|reason| reason.code).collect();
    assert!(codes.contains(&ReasonCode::NotShownYet) && !codes.contains(&ReasonCode::New), "{codes:?}");

    // A city reports on one that was shown: it may come again, first of its kind, and says what is new about it.
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let thing = one.sections[0].entries[0].thing.clone().unwrap();
    let named = domain::lessons::LessonRef::Slug(thing.slug.clone());
    app.tried(&lead, &named, ("melbourne", OutcomeResult::Worked)).await;
    let again = made(&app, &editor, &NewBriefingIssue { topic: thing.topic.clone(), ..Default::default() }).await;
    let entry = again.sections[0].entries.iter().find(|entry| entry.thing.as_ref().unwrap().id == thing.id).unwrap();
    let codes: Vec<_> = entry.reasons.iter().map(|reason| (reason.code, reason.count)).collect();
    assert!(codes.contains(&(ReasonCode::ShownBefore, Some(1))), "{codes:?}");
    assert!(codes.contains(&(ReasonCode::Tried, Some(1))), "{codes:?}");
}

#[tokio::test]
async fn a_new_lesson_is_new_also_when_it_came_between_a_draft_and_its_sending() {
    let (app, editor) = edited().await;
    let draft = first(&editor).await.id;
    let editor = later(&app, TimeDelta::days(1)).await;
    let author = app.sign_up("ana@example.org", "Ana").await;
    let lesson = app.publish(&author, &editor, "Shade first").await;
    let editor = later(&app, TimeDelta::days(1)).await;
    sent(&app, &editor, draft).await;
    let wish = NewBriefingIssue { topic: Some("environment".into()), ..Default::default() };
    let issue = made(&app, &editor, &wish).await;
    let entry = &issue.sections[0].entries[0];
    assert_eq!(entry.thing.as_ref().unwrap().id, lesson.id.as_uuid(), "what is new comes first");
    assert_eq!(entry.reasons[0].code, ReasonCode::New);
}

#[tokio::test]
async fn an_editor_says_layout_language_and_topic() {
    let (app, editor) = edited().await;
    let wish = NewBriefingIssue {
        layout: Some(BriefingLayout::FourDrivers),
        language: Some(Language::French),
        title: Some(" Une semaine ".into()),
        ..Default::default()
    };
    let drivers = made(&app, &editor, &wish).await;
    assert_eq!((drivers.content.title.as_str(), drivers.content.language), ("Une semaine", Language::French));
    let expected = [
        SectionKind::HealthWellbeing,
        SectionKind::EconomySociety,
        SectionKind::InfrastructureEnvironment,
        SectionKind::LeadershipStrategy,
        SectionKind::CaseStudy,
        SectionKind::Reading,
    ];
    assert_eq!(kinds(&drivers), expected);
    assert_eq!(drivers.sections[0].title, "Santé et bien-être");
    for section in drivers.sections.iter().filter(|section| section.kind.is_driver()) {
        let topics = section.entries.iter().filter_map(|entry| entry.thing.as_ref()?.topic.as_deref());
        assert!(topics.into_iter().all(|topic| SectionKind::of_topic(topic) == Some(section.kind)));
    }
    let governance = NewBriefingIssue { topic: Some("governance".into()), ..Default::default() };
    assert_eq!(made(&app, &editor, &governance).await.sections[0].topic.as_deref(), Some("governance"));
    for (wish, pointer) in [
        (NewBriefingIssue { topic: Some("astronomy".into()), ..Default::default() }, "/topic"),
        (NewBriefingIssue { briefing: Some("nothing".into()), ..Default::default() }, "/briefing"),
        (NewBriefingIssue { title: Some("x".repeat(161)), ..Default::default() }, "/title"),
    ] {
        let refused = editor.client.create_briefing_issue(&IdempotencyKey::generate(), &wish).await;
        assert_eq!(pointers(refused), [pointer]);
    }
}

#[tokio::test]
async fn what_else_could_stand_there_is_told_with_why() {
    let (_app, editor) = edited().await;
    let issue = first(&editor).await;
    let taken: BTreeSet<Uuid> = things(&issue).into_iter().collect();
    for section in &issue.sections {
        let query = AlternativesQuery { section: section.key.clone() };
        let others = editor.client.list_briefing_alternatives(issue.id, &query).await.unwrap().items;
        assert!(!others.is_empty() && others.len() <= 20, "{}", section.key);
        for other in others {
            assert!(!taken.contains(&other.thing.id) && !other.reasons.is_empty());
            match section.kind {
                SectionKind::KeyTopic => assert_eq!(other.thing.topic, section.topic),
                SectionKind::CaseStudy => assert_eq!(other.thing.grade, Some(LessonGrade::Evaluated)),
                SectionKind::Reading => assert_eq!(other.kind, EntryKind::Item),
                _ => assert_eq!(other.kind, EntryKind::Lesson),
            }
        }
    }
    let none = AlternativesQuery { section: "nothing".into() };
    assert_eq!(refusal(editor.client.list_briefing_alternatives(issue.id, &none).await).0, 404);
}
