//! The fields of the report: a label above, a hint below it, and what is wrong in words beside it.

use super::draft::Draft;
use crate::messages::{Key, t};
use contract::Fault;
use domain::corrections::{CityFact, MAX_EMAIL, MAX_SOURCE};
use leptos::prelude::*;

/// Name of a fact.
pub(super) fn fact_name(fact: CityFact) -> &'static str {
    t(match fact {
        CityFact::Name => Key::CityFactName,
        CityFact::Country => Key::FacetCountry,
        CityFact::Position => Key::FactPosition,
        CityFact::Population => Key::FactPopulation,
        CityFact::TimeZone => Key::FactTimeZone,
        CityFact::Climate => Key::FacetClimate,
        CityFact::Coastal => Key::FacetCoastal,
        CityFact::Membership => Key::MembershipTitle,
        CityFact::Strategy => Key::StrategyHeading,
        CityFact::Shocks => Key::FacetShock,
        CityFact::Stresses => Key::FacetStress,
        CityFact::Other => Key::CityFactOther,
    })
}

/// What is wrong, in words; the API's own where the app has none.
pub(super) fn fault_text(fault: &Fault) -> String {
    match fault.code.as_str() {
        "required" if fault.pointer == "/fact" => t(Key::FaultFact).to_owned(),
        "required" => t(Key::FaultRequired).to_owned(),
        "not_a_web_address" => t(Key::FaultWebAddress).to_owned(),
        "not_an_address" => t(Key::FaultEmail).to_owned(),
        _ => fault.message.clone(),
    }
}

/// One field of the form.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Its id in the page.
    pub(super) id: &'static str,
    /// Where its faults point.
    pub(super) pointer: &'static str,
    pub(super) label: Key,
    pub(super) hint: Key,
    /// Its text in the draft.
    pub(super) read: fn(&Draft) -> &String,
    pub(super) write: fn(&mut Draft) -> &mut String,
}

/// All fields, in their order.
pub(super) const FIELDS: [Field; 4] = [FACT, VALUE, SOURCE, EMAIL];

pub(super) const FACT: Field = Field {
    id: "report-fact",
    pointer: "/fact",
    label: Key::ReportFact,
    hint: Key::ReportFactHint,
    read: |draft| &draft.fact,
    write: |draft| &mut draft.fact,
};
pub(super) const VALUE: Field = Field {
    id: "report-value",
    pointer: "/value",
    label: Key::ReportValue,
    hint: Key::ReportValueHint,
    read: |draft| &draft.value,
    write: |draft| &mut draft.value,
};
pub(super) const SOURCE: Field = Field {
    id: "report-source",
    pointer: "/source",
    label: Key::ReportSource,
    hint: Key::ReportSourceHint,
    read: |draft| &draft.source,
    write: |draft| &mut draft.source,
};
pub(super) const EMAIL: Field = Field {
    id: "report-email",
    pointer: "/email",
    label: Key::ReportEmail,
    hint: Key::ReportEmailHint,
    read: |draft| &draft.email,
    write: |draft| &mut draft.email,
};

/// What the fields share.
#[derive(Clone, Copy)]
pub(super) struct FormState {
    pub(super) draft: RwSignal<Draft>,
    /// Pointers of the fields that have been left once: from then on their faults are shown while one types.
    pub(super) left: RwSignal<Vec<&'static str>>,
    /// Faults that may be shown.
    pub(super) faults: Memo<Vec<Fault>>,
    /// Faults that the server found.
    pub(super) server_faults: RwSignal<Vec<Fault>>,
}

impl FormState {
    fn text(self, field: Field) -> String {
        self.draft.with(|draft| (field.read)(draft).clone())
    }

    fn type_in(self, field: Field, text: String) {
        self.draft.update(|draft| *(field.write)(draft) = text);
        // What the server said was of the text before.
        self.server_faults.update(|faults| faults.retain(|fault| fault.pointer != field.pointer));
    }

    /// A field is left, too, when it is taken from the page with the focus in it: by then the form may be no more.
    fn leave(self, field: Field) {
        if self.left.try_with_untracked(|left| left.contains(&field.pointer)) == Some(false) {
            self.left.update(|left| left.push(field.pointer));
        }
    }

    pub(super) fn fault(self, pointer: &str) -> Option<String> {
        self.faults.with(|faults| faults.iter().find(|fault| fault.pointer == pointer).map(fault_text))
    }
}

/// Label, hint and fault around a control.
#[component]
fn Framed(field: Field, state: FormState, children: Children) -> impl IntoView {
    let fault = move || {
        state.fault(field.pointer).map(|text| view! { <p class="fault" id=[field.id, "-fault"].concat()><strong>{t(Key::FaultWord)}</strong> " " {text}</p> })
    };
    view! {
        <div class="field" class:wrong=move || state.fault(field.pointer).is_some()>
            <label for=field.id>{t(field.label)}</label>
            <p class="hint" id=[field.id, "-hint"].concat()>{t(field.hint)}</p>
            {fault}
            {children()}
        </div>
    }
}

fn described(field: Field, state: FormState) -> impl Fn() -> String {
    move || {
        let fault =
            if state.fault(field.pointer).is_some() { [" ", field.id, "-fault"].concat() } else { String::new() };
        [field.id, "-hint", &fault].concat()
    }
}

/// Said of every field, right or wrong: what it does not hear of, the browser judges by itself, and calls a field wrong
/// that nobody has touched. For the same reason fields are `aria-required`, not `required`.
fn invalid(field: Field, state: FormState) -> impl Fn() -> &'static str {
    move || if state.fault(field.pointer).is_some() { "true" } else { "false" }
}

/// Which fact it is about.
#[component]
pub(super) fn FactField(state: FormState) -> impl IntoView {
    let chosen = Memo::new(move |_| state.text(FACT));
    let options = CityFact::ALL.iter().map(move |fact| {
        view! { <option value=fact.as_str() prop:selected=move || chosen.with(|chosen| chosen == fact.as_str())>{fact_name(*fact)}</option> }
    });
    view! {
        <Framed field=FACT state>
            <select
                id=FACT.id aria-required="true" aria-describedby=described(FACT, state) aria-invalid=invalid(FACT, state)
                on:change:target=move |event| state.type_in(FACT, event.target().value())
                on:blur=move |_| state.leave(FACT)
            >
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{t(Key::ReportFactChoose)}</option>
                {options.collect_view()}
            </select>
        </Framed>
    }
}

/// What is right.
#[component]
pub(super) fn ValueField(state: FormState) -> impl IntoView {
    view! {
        <Framed field=VALUE state>
            <textarea
                id=VALUE.id rows="4" aria-required="true" aria-describedby=described(VALUE, state) aria-invalid=invalid(VALUE, state)
                prop:value=move || state.text(VALUE)
                on:input:target=move |event| state.type_in(VALUE, event.target().value())
                on:blur=move |_| state.leave(VALUE)
            ></textarea>
        </Framed>
    }
}

/// Where it can be checked.
#[component]
pub(super) fn SourceField(state: FormState) -> impl IntoView {
    view! {
        <Framed field=SOURCE state>
            <input
                id=SOURCE.id type="url" inputmode="url" aria-required="true" maxlength=MAX_SOURCE.to_string() autocomplete="off" spellcheck="false"
                aria-describedby=described(SOURCE, state) aria-invalid=invalid(SOURCE, state)
                prop:value=move || state.text(SOURCE)
                on:input:target=move |event| state.type_in(SOURCE, event.target().value())
                on:blur=move |_| state.leave(SOURCE)
            />
        </Framed>
    }
}

/// Where to ask back.
#[component]
pub(super) fn EmailField(state: FormState) -> impl IntoView {
    view! {
        <Framed field=EMAIL state>
            <input
                id=EMAIL.id type="email" maxlength=MAX_EMAIL.to_string() autocomplete="email" spellcheck="false"
                aria-describedby=described(EMAIL, state) aria-invalid=invalid(EMAIL, state)
                prop:value=move || state.text(EMAIL)
                on:input:target=move |event| state.type_in(EMAIL, event.target().value())
                on:blur=move |_| state.leave(EMAIL)
            />
        </Framed>
    }
}
