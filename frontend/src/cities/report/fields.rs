//! The fields of the report: a label above, a hint below it, and what is wrong in words beside it.

use super::draft::Draft;
use crate::messages::{Key, t};
use contract::Fault;
use domain::corrections::{CityFact, MAX_EMAIL, MAX_SOURCE};
use leptos::prelude::*;
use ui::{Choice, Select, TextArea, TextInput, Value};

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

    /// The field as the design system has it: its words, and what is wrong with it.
    fn made(self, field: Field) -> ui::Field {
        let fault = Signal::derive(move || self.fault(field.pointer));
        ui::Field::new(field.id, t(field.label)).hint(t(field.hint)).error(t(Key::FaultWord), fault)
    }

    fn value(self, field: Field) -> Value<String> {
        Value::new(Signal::derive(move || self.text(field)), move |text| self.type_in(field, text))
    }
}

/// Which fact it is about.
#[component]
pub(super) fn FactField(state: FormState) -> impl IntoView {
    let options: Vec<Choice> = CityFact::ALL.iter().map(|fact| Choice::new(fact.as_str(), fact_name(*fact))).collect();
    view! {
        <Select
            field=state.made(FACT).required() options value=state.value(FACT) none=t(Key::ReportFactChoose)
            on_leave=move |()| state.leave(FACT)
        />
    }
}

/// What is right.
#[component]
pub(super) fn ValueField(state: FormState) -> impl IntoView {
    view! { <TextArea field=state.made(VALUE).required() value=state.value(VALUE) on_leave=move |()| state.leave(VALUE)/> }
}

/// Where it can be checked.
#[component]
pub(super) fn SourceField(state: FormState) -> impl IntoView {
    view! {
        <TextInput
            field=state.made(SOURCE).required() value=state.value(SOURCE) kind="url" most=MAX_SOURCE
            on_leave=move |()| state.leave(SOURCE)
        />
    }
}

/// Where to ask back.
#[component]
pub(super) fn EmailField(state: FormState) -> impl IntoView {
    view! {
        <TextInput
            field=state.made(EMAIL) value=state.value(EMAIL) kind="email" autocomplete="email" most=MAX_EMAIL
            on_leave=move |()| state.leave(EMAIL)
        />
    }
}
