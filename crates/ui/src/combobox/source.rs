//! Where options come from.

use crate::choice::Choice;
use std::pin::Pin;
use std::sync::Arc;

/// Options on their way.
pub(super) type Asked = Pin<Box<dyn Future<Output = Result<Vec<Choice>, ()>>>>;

/// Where the options of a combobox come from.
#[derive(Clone)]
pub struct Source {
    pub(super) ask: Arc<dyn Fn(String) -> Asked + Send + Sync>,
    /// Whether one waits for a pause in writing before it is asked.
    pub(super) patient: bool,
}

impl Source {
    /// From a list that is there: those that [`fitting`] finds in it.
    pub fn fixed(choices: Vec<Choice>) -> Self {
        Self::answered(move |text| fitting(&choices, text))
    }

    /// From what answers at once, told what was written.
    pub fn answered(answer: impl Fn(&str) -> Vec<Choice> + Send + Sync + 'static) -> Self {
        let ask = move |text: String| -> Asked {
            let found = answer(&text);
            Box::pin(async move { Ok(found) })
        };
        Self { ask: Arc::new(ask), patient: false }
    }

    /// From somewhere else, asked when one pauses in writing. What went wrong is told where it was asked; here it is
    /// known that something did.
    pub fn asked<F>(ask: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<Choice>, ()>> + 'static,
    {
        let ask = move |text: String| -> Asked { Box::pin(ask(text)) };
        Self { ask: Arc::new(ask), patient: true }
    }
}

/// Those whose label or detail has the text in it, in their order; those whose label begins with it come first.
pub fn fitting(choices: &[Choice], text: &str) -> Vec<Choice> {
    let text = text.trim().to_lowercase();
    let rank = |choice: &Choice| {
        let label = choice.label.to_lowercase();
        let inside = label.contains(&text) || choice.detail.to_lowercase().contains(&text);
        if label.starts_with(&text) { Some(0) } else { inside.then_some(1) }
    };
    let mut found: Vec<(u8, &Choice)> = choices.iter().filter_map(|choice| Some((rank(choice)?, choice))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, choice)| choice.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_text_comes_first() {
        let choices = [
            Choice::new("1", "Porto Alegre").with_detail("Brazil"),
            Choice::new("2", "Algiers"),
            Choice::new("3", "Accra"),
        ];
        let found = |text: &str| fitting(&choices, text).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(found("al"), ["2", "1"]);
        assert_eq!(found(" BRA "), ["1"]);
        assert_eq!(found(""), ["1", "2", "3"]);
    }
}
