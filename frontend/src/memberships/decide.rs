//! Accepting and refusing: the two buttons of a thing that waits, and how it was decided in their place.

use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Deed, Question, Questions};
use client::Client;
use domain::organisations::Verdict;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use ui::{Banner, Button, Rank, Tone};

/// Decides a thing.
pub(crate) type Decide = Arc<dyn Fn(Client, Verdict, Option<String>) -> Answer<()> + Send + Sync>;

/// What a page needs to decide things: where questions are asked, and what goes on when something was decided.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// The dialog of the page.
    pub(crate) questions: Questions,
    /// What is done without a question.
    pub(crate) deed: Deed,
    /// What was decided last, in words.
    pub(crate) last: RwSignal<String>,
    decided: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

impl Desk {
    /// Calls `decided` whenever something was decided.
    pub(crate) fn new(decided: impl Fn() + 'static) -> Self {
        let decided: Rc<dyn Fn()> = Rc::new(decided);
        Self {
            questions: Questions::new(),
            deed: Deed::new(),
            last: RwSignal::new(String::new()),
            decided: StoredValue::new_local(decided),
        }
    }

    /// Something was decided.
    pub(crate) fn was_decided(self) {
        if let Some(decided) = self.decided.try_get_value() {
            decided();
        }
    }

    /// Says it, and puts the focus where the buttons were.
    pub(crate) fn tell(self, outcome: RwSignal<Option<Key>>, key: Key, title: &str, id: String) {
        let said = [t(key), ": ", title].concat();
        self.deed.say(said.clone());
        self.last.try_set(said);
        outcome.try_set(Some(key));
        self.deed.identity.count_waiting();
        request_animation_frame(move || focus_id(&id));
        self.was_decided();
    }
}

/// The two buttons, or how it was decided.
#[component]
pub(crate) fn Deciding(
    /// The page.
    desk: Desk,
    /// Tells it from others of the page.
    id: String,
    /// What waits, in words.
    title: String,
    /// What the button says that accepts.
    #[prop(default = Key::DecideAccept)]
    yes: Key,
    /// Decides it.
    decide: Decide,
    /// How it was decided, once it is.
    #[prop(optional)]
    outcome: RwSignal<Option<Key>>,
    /// Asks for more before it is accepted, and accepts it then; without it is accepted at once.
    #[prop(optional)]
    ask: Option<Callback<()>>,
) -> impl IntoView {
    let place = ["outcome-", &id].concat();
    let named = |word| fill(Key::DecideNamed, &[("word", t(word)), ("title", &title)]);
    let (accept_name, refuse_name) = (named(yes), named(Key::DecideRefuse));
    let accept = {
        let (decide, place, title) = (Arc::clone(&decide), place.clone(), title.clone());
        move || {
            if let Some(ask) = ask {
                return ask.run(());
            }
            let (decide, place, title) = (Arc::clone(&decide), place.clone(), title.clone());
            desk.deed.run(
                move |client| decide(client, Verdict::Accepted, None),
                move |()| desk.tell(outcome, Key::DecideAccepted, &title, place),
            );
        }
    };
    let refuse = {
        let place = place.clone();
        move || {
            let (decide, place, asked) = (Arc::clone(&decide), place.clone(), title.clone());
            desk.questions.ask(Question {
                title: fill(Key::DecideRefuseQuestion, &[("title", &title)]),
                text: String::new(),
                button: Key::DecideRefuse,
                reason: true,
                act: Rc::new(move |client, reason| decide(client, Verdict::Refused, Some(reason))),
                done: Rc::new(move || desk.tell(outcome, Key::DecideRefused, &asked, place.clone())),
            });
        }
    };
    move || match outcome.get() {
        Some(key) => {
            view! { <p class="row-facts" id=place.clone() tabindex="-1"><strong>{t(key)}</strong></p> }.into_any()
        }
        None => {
            let accept = button(t(yes), accept_name.clone(), Rank::Primary, accept.clone());
            let refuse = button(t(Key::DecideRefuse), refuse_name.clone(), Rank::Plain, refuse.clone());
            view! { <span class="row-facts buttons">{accept} {refuse}</span> }.into_any()
        }
    }
}

fn button(word: &'static str, name: String, rank: Rank, press: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    view! { <Button rank small=true name on_press=move |()| press()>{word}</Button> }
}

/// What was decided last.
#[component]
pub(crate) fn Decided(
    /// The page.
    desk: Desk,
) -> impl IntoView {
    let text = desk.last;
    move || text.with(|text| !text.is_empty()).then(|| view! { <Banner tone=Tone::Good word=text/> })
}

/// How an organisation is decided.
pub(crate) fn decide_organisation(slug: String) -> Decide {
    Arc::new(move |client, decision, reason| {
        let slug = slug.clone();
        Box::pin(async move {
            let decision = domain::organisations::OrganisationDecision { decision, reason };
            client.create_organisation_decision(&slug, &decision).await.map(|_| ())
        })
    })
}
