//! Lessons like what somebody writes, so that nobody writes what others have said.

use crate::access::authorise;
use crate::{Context, Result};
use domain::lessons::{SimilarLesson, SimilarLessonQuery, SimilarLessons};
use domain::policy::{Action, Actor};
use domain::search::SearchKind;
use ids::LessonId;

/// Most lessons that are told of.
const FEW: usize = 5;
/// The least share of the words that have to stand in a lesson.
const LEAST: f32 = 0.4;

/// The lessons that share most words with what somebody writes, the most similar first.
///
/// # Errors
/// [`crate::Error::Unavailable`] while the search index is being built; when the actor may not or the database fails.
pub async fn list_similar_lessons(ctx: &Context, actor: &Actor, query: &SimilarLessonQuery) -> Result<SimilarLessons> {
    let scope = authorise(actor, Action::ListSimilarLessons)?;
    let (index, text) = (crate::indexing::ready(ctx)?, query.text.clone());
    let kind = SearchKind::Lesson.as_str();
    // One more, because one of them may be the lesson itself.
    let alike = tokio::task::spawn_blocking(move || index.alike(kind, &text, LEAST, FEW + 1)).await??;
    let ids: Vec<LessonId> = alike.iter().map(|found| LessonId::from(found.id)).collect();
    let lessons = store::lessons::by_ids(ctx.db(), scope, &ids).await?;
    let except = |lesson: &domain::lessons::LessonSummary| {
        query.except.as_ref().is_some_and(|except| *except == lesson.slug || *except == lesson.id.to_string())
    };
    let found = alike.iter().filter_map(|alike| {
        let lesson = lessons.iter().find(|lesson| lesson.id.as_uuid() == alike.id && !except(lesson))?;
        Some(SimilarLesson {
            id: lesson.id,
            slug: lesson.slug.clone(),
            title: lesson.title.clone(),
            excerpt: lesson.excerpt.clone(),
            grade: lesson.grade,
            likeness: percent(alike.share),
        })
    });
    Ok(SimilarLessons { items: found.take(FEW).collect() })
}

/// A share as whole per cent.
fn percent(share: f32) -> u8 {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round();
    (0..=100_u8).rev().find(|whole| f32::from(*whole) <= percent).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_become_per_cent() {
        for (share, expected) in [(0.0, 0), (0.404, 40), (0.996, 100), (1.0, 100), (1.5, 100), (f32::NAN, 0)] {
            assert_eq!(percent(share), expected, "{share}");
        }
    }
}
