//! The form of a publication: its fields, what their texts mean, and what is wrong with that.

use super::words::weekday;
use crate::briefings::words::layout;
use crate::identity::{faults, zone, zones};
use crate::messages::{Key, number, t};
use crate::parts::{Boxes, ChoiceField, Field, Form, Kind, SelectField, TextField, Texts, options, preview};
use crate::state::own_name;
use contract::{Fault, Patch};
use domain::briefings::{
    Briefing, BriefingLayout, BriefingUpdate, BriefingWeekday, LESSONS_AN_ISSUE, NewBriefing, USUAL_LESSONS,
};
use domain::vocabularies::Language;
use leptos::prelude::*;
use ui::{Choice, Value};

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>) -> Field {
    Field { id, pointer, label, hint, kind: Kind::Line, autocomplete: "off", required: true }
}

const TITLE: Field = field("publication-title", "/title", Key::PublicationName, Some(Key::PublicationNameHint));
const ABOUT: Field = Field {
    kind: Kind::Lines,
    required: false,
    ..field("publication-about", "/about", Key::PublicationAbout, Some(Key::PublicationAboutHint))
};
const LANGUAGE: Field = field("publication-language", "/language", Key::DeskLanguage, Some(Key::DeskLanguageHint));
const LAYOUT: Field = field("publication-layout", "/layout", Key::ComposeLayout, Some(Key::PublicationLayoutHint));
const LESSONS: Field =
    field("publication-lessons", "/lessons_per_issue", Key::PublicationLessons, Some(Key::PublicationLessonsHint));
const WEEKDAY: Field = field("publication-weekday", "/weekday", Key::PublicationWeekday, None);
const TIME: Field = Field { kind: Kind::Time, ..field("publication-time", "/time", Key::ScheduleTime, None) };
const ZONE: Field = field("publication-zone", "/time_zone", Key::ScheduleZone, Some(Key::PublicationZoneHint));
/// In the form stands [`ITSELF`] where it drafts itself.
const DRAFTS: Field =
    Field { required: false, ..field("publication-drafts", "/drafts_itself", Key::PublicationDrafts, None) };

/// The box that is ticked where a publication drafts itself.
const ITSELF: &str = "itself";

/// All fields, in the order of the page.
pub(super) const FIELDS: &[Field] = &[TITLE, ABOUT, LANGUAGE, LAYOUT, LESSONS, WEEKDAY, TIME, ZONE, DRAFTS];

/// The publication that the texts mean. What no text says is what a field cannot be left without.
fn publication(texts: &Texts) -> NewBriefing {
    NewBriefing {
        title: texts.of(TITLE),
        about: texts.of(ABOUT),
        language: texts.of(LANGUAGE).parse().unwrap_or(Language::English),
        layout: texts.of(LAYOUT).parse().unwrap_or(BriefingLayout::AToD),
        weekday: texts.of(WEEKDAY).parse().unwrap_or(BriefingWeekday::Monday),
        time: texts.of(TIME).parse().unwrap_or_default(),
        time_zone: texts.of(ZONE),
        lessons_per_issue: texts.of(LESSONS).parse().unwrap_or(USUAL_LESSONS),
        drafts_itself: !texts.of(DRAFTS).is_empty(),
    }
}

/// What is wrong: by the rules of the domain, and a time that is none yet.
pub(super) fn check(texts: &Texts) -> Vec<Fault> {
    let new = publication(texts);
    let has_time = has_time(&texts.of(TIME));
    let timeless = (!has_time).then(|| Fault::new(TIME.pointer, "required", ""));
    timeless.into_iter().chain(faults(new)).collect()
}

/// Whether a text is a time of day, by hours and minutes.
fn has_time(text: &str) -> bool {
    let Some((hours, rest)) = text.split_once(':') else { return false };
    let minutes = rest.split(':').next().unwrap_or_default();
    let below = |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| n < most);
    below(hours, 24) && below(minutes, 60)
}

/// All of it as a change.
pub(super) fn change(texts: &Texts) -> BriefingUpdate {
    let new = publication(texts);
    BriefingUpdate {
        title: Patch::Set(new.title),
        about: Patch::Set(new.about),
        language: Patch::Set(new.language),
        layout: Patch::Set(new.layout),
        weekday: Patch::Set(new.weekday),
        time: Patch::Set(new.time),
        time_zone: Patch::Set(new.time_zone),
        lessons_per_issue: Patch::Set(new.lessons_per_issue),
        drafts_itself: Patch::Set(new.drafts_itself),
    }
}

/// Writes a publication into the fields.
pub(super) fn take(form: Form, one: &Briefing) {
    form.put(TITLE, one.title.as_str());
    form.put(ABOUT, one.about.as_str());
    form.put(LANGUAGE, one.language.as_str());
    form.put(LAYOUT, one.layout.as_str());
    form.put(LESSONS, one.lessons_per_issue.to_string());
    form.put(WEEKDAY, one.weekday.as_str());
    form.put(TIME, one.time.to_string().chars().take("00:00".len()).collect::<String>());
    form.put(ZONE, one.time_zone.as_str());
    form.put(DRAFTS, if one.drafts_itself { ITSELF } else { "" });
}

/// The fields, in three groups.
#[component]
pub(super) fn Fields(
    /// The form.
    form: Form,
) -> impl IntoView {
    let looks =
        preview([Key::DeskPreviewWrite, Key::DeskPreviewLook, Key::DeskPreviewNothing].map(|key| t(key).into()));
    let languages = options(Language::ALL, Language::as_str, own_name);
    let layouts = options(BriefingLayout::ALL, BriefingLayout::as_str, layout);
    let numbers = LESSONS_AN_ISSUE.map(|n| (n.to_string(), number(f64::from(n)))).collect();
    let weekdays = options(BriefingWeekday::ALL, BriefingWeekday::as_str, weekday);
    view! {
        <Group title=Key::PublicationWhat>
            <TextField form field=TITLE/>
            <TextField form field=ABOUT preview=looks/>
        </Group>
        <Group title=Key::PublicationIssues>
            <SelectField form field=LANGUAGE options=languages/>
            <SelectField form field=LAYOUT options=layouts/>
            <SelectField form field=LESSONS options=numbers/>
        </Group>
        <Group title=Key::PublicationWhen>
            <SelectField form field=WEEKDAY options=weekdays/>
            <TextField form field=TIME/>
            <ChoiceField form field=ZONE source=zones() option=zone/>
            <Drafts form/>
            <p class="small muted">{t(Key::PublicationKept)}</p>
        </Group>
    }
}

/// A group of fields.
#[component]
fn Group(title: Key, children: Children) -> impl IntoView {
    view! {
        <fieldset class="entry">
            <legend>{t(title)}</legend>
            {children()}
        </fieldset>
    }
}

/// Whether the next issue drafts itself.
#[component]
fn Drafts(form: Form) -> impl IntoView {
    let text = form.text(DRAFTS);
    let shown = Signal::derive(move || {
        text.with(|text| Some(text.clone()).filter(|text| !text.is_empty())).into_iter().collect()
    });
    let values = Value::new(shown, move |ticked: Vec<String>| form.put(DRAFTS, ticked.concat()));
    let options = vec![Choice::new(ITSELF, t(Key::PublicationItself))];
    view! { <Boxes id=DRAFTS.id words=[DRAFTS.label, Key::PublicationDraftsHint] options values/> }
}

#[cfg(test)]
mod tests {
    use super::{check, has_time, publication};
    use crate::parts::Texts;

    #[test]
    fn what_is_missing_is_said_at_its_field() {
        let found = check(&Texts::default());
        let pointers: Vec<&str> = found.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/time", "/title", "/time_zone"]);
        assert!(found.iter().all(|fault| fault.code == "required"), "{found:?}");
    }

    #[test]
    fn a_time_has_hours_and_minutes() {
        for (text, expected) in
            [("09:00", true), ("23:59:30", true), ("24:00", false), ("9", false), ("", false), ("ab:cd", false)]
        {
            assert_eq!(has_time(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_ticked_where_nothing_is_said() {
        let new = publication(&Texts::default());
        assert!(!new.drafts_itself && new.about.is_empty());
    }
}
