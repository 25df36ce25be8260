//! What one chooses besides the address: a language, a city, topics.

use crate::address::language;
use crate::lessons::addresses::lessons_where;
use crate::messages::{Key, t};
use crate::parts::{Boxes, city_source, words_of_choosing};
use crate::state::{Vocabularies, api, own_name};
use contract::Patch;
use domain::lessons::LessonFilter;
use domain::lists::ListFilter as _;
use domain::subscriptions::{Subscription, SubscriptionUpdate};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use ui::{Choice, Combobox, Field, Link, Select};

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    language: RwSignal<String>,
    city: RwSignal<Vec<Choice>>,
    topics: RwSignal<Vec<String>>,
    /// What else a subscription is narrowed down by: it came by an import or by the API, and stays.
    rest: StoredValue<LessonFilter>,
}

impl Choices {
    /// Nothing but the language of the page.
    pub(super) fn none() -> Self {
        Self {
            language: RwSignal::new(language().as_str().to_owned()),
            city: RwSignal::new(Vec::new()),
            topics: RwSignal::new(Vec::new()),
            rest: StoredValue::new(LessonFilter::default()),
        }
    }

    /// What a subscription says.
    pub(super) fn of(subscription: &Subscription) -> Self {
        let filter = subscription.filter.as_deref().map(LessonFilter::parse).and_then(Result::ok).unwrap_or_default();
        let city = subscription.city.iter().map(|city| Choice::new(&city.slug, &city.name)).collect();
        Self {
            language: RwSignal::new(subscription.language.as_str().to_owned()),
            city: RwSignal::new(city),
            topics: RwSignal::new(filter.topics.clone()),
            rest: StoredValue::new(LessonFilter { topics: Vec::new(), ..filter }),
        }
    }

    /// The language.
    pub(super) fn language(self) -> Language {
        self.language.with_untracked(|tag| tag.parse().unwrap_or_else(|_| language()))
    }

    /// The slug of the city; `None` where none is chosen.
    pub(super) fn city(self) -> Option<String> {
        self.city.with_untracked(|chosen| chosen.first().map(|city| city.value.clone()))
    }

    /// The filter as it is kept; `None` where it lets everything through.
    pub(super) fn filter(self) -> Option<String> {
        let filter = LessonFilter { topics: self.topics.get_untracked(), ..self.rest.get_value() };
        filter.to_query().strip_prefix('?').map(str::to_owned)
    }

    /// All of it, as a change of the subscription of a word.
    pub(super) fn change(self, token: String) -> SubscriptionUpdate {
        let or_empty = |text: Option<String>| text.map_or(Patch::Empty, Patch::Set);
        SubscriptionUpdate {
            token,
            language: Patch::Set(self.language()),
            filter: or_empty(self.filter()),
            city: or_empty(self.city()),
            paused_until: Patch::Absent,
        }
    }
}

/// The fields.
#[component]
pub(super) fn ChoiceFields(
    /// What is chosen.
    choices: Choices,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let languages: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.as_str(), own_name(*language))).collect();
    let language =
        Field::new("subscription-language", t(Key::SubscriptionsLanguage)).hint(t(Key::SubscriptionsLanguageHint));
    let city = Field::new("subscription-city", t(Key::SubscriptionsCity)).hint(t(Key::SubscriptionsCityHint));
    // The topics come with the other words of the platform: until then there are none to tick.
    let topics = move || {
        let terms = vocabularies.terms(VocabularyName::LessonTopics);
        let options: Vec<Choice> = terms
            .into_iter()
            .map(|term| Choice::new(&term.key, vocabularies.label(VocabularyName::LessonTopics, &term.key)))
            .collect();
        (!options.is_empty()).then(|| {
            let words = [Key::SubscriptionsTopics, Key::SubscriptionsTopicsHint];
            view! { <Boxes id="subscription-topics" words options values=choices.topics/> }
        })
    };
    let source = city_source(api(), vocabularies);
    view! {
        <Select field=language options=languages value=choices.language/>
        <Combobox field=city source chosen=choices.city words=words_of_choosing()/>
        {topics}
        <Rest choices/>
    }
}

/// Says that there is more to it than topics, and what fits.
#[component]
fn Rest(choices: Choices) -> impl IntoView {
    let rest = choices.rest.get_value();
    (!rest.is_empty()).then(|| {
        let href = move || lessons_where(&LessonFilter { topics: choices.topics.get(), ..choices.rest.get_value() });
        view! {
            <p class="small muted">
                {t(Key::SubscriptionsMore)} " " <Link href=Signal::derive(href)>{t(Key::SubscriptionsMoreSee)}</Link>
            </p>
        }
    })
}
