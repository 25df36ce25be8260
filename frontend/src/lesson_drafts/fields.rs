//! The fields of the form, each tied to what it writes.

use super::field;
use super::work::Lessons;
use crate::drafting::{self, said};
use domain::lessons::LessonBasis;

type Text = drafting::Text<Lessons>;
type Keys = drafting::Keys<Lessons>;

pub(super) const TITLE: Text = Text {
    field: field::TITLE,
    read: |written| written.content.title.as_str(),
    write: |written, text| written.content.title = text,
};
pub(super) const SUMMARY: Text = Text {
    field: field::SUMMARY,
    read: |written| written.content.summary.as_str(),
    write: |written, text| written.content.summary = text,
};
pub(super) const TOPIC: Text = Text {
    field: field::TOPIC,
    read: |written| written.content.topic.as_deref().unwrap_or_default(),
    write: |written, text| written.content.topic = said(text),
};
pub(super) const STAGE: Text = Text {
    field: field::STAGE,
    read: |written| written.content.stage.as_deref().unwrap_or_default(),
    write: |written, text| written.content.stage = said(text),
};
pub(super) const PLACE: Text = Text {
    field: field::PLACE,
    read: |written| written.content.place.as_deref().unwrap_or_default(),
    write: |written, text| written.content.place = said(text),
};
pub(super) const ORGANISATION: Text = Text {
    field: field::ORGANISATION,
    read: |written| written.content.organisation.as_deref().unwrap_or_default(),
    write: |written, text| written.content.organisation = said(text),
};
pub(super) const YEAR: Text =
    Text { field: field::YEAR, read: |written| written.year.as_str(), write: |written, text| written.year = text };
pub(super) const TAGS: Text =
    Text { field: field::TAGS, read: |written| written.tags.as_str(), write: |written, text| written.tags = text };
pub(super) const COST: Text = Text {
    field: field::COST,
    read: |written| written.content.cost_band.as_str(),
    write: |written, text| written.content.cost_band = text.parse().unwrap_or(written.content.cost_band),
};
pub(super) const TIME: Text = Text {
    field: field::TIME,
    read: |written| written.content.time_to_effect.as_str(),
    write: |written, text| written.content.time_to_effect = text.parse().unwrap_or(written.content.time_to_effect),
};
pub(super) const BASIS: Text = Text {
    field: field::BASIS,
    read: |written| written.content.basis.map_or("", LessonBasis::as_str),
    write: |written, text| written.content.basis = text.parse().ok(),
};
pub(super) const LANGUAGE: Text = Text {
    field: field::LANGUAGE,
    read: |written| written.content.language.as_str(),
    write: |written, text| written.content.language = text.parse().unwrap_or(written.content.language),
};

macro_rules! keys {
    ($($name:ident: $list:ident;)+) => {$(
        pub(super) const $name: Keys = Keys {
            field: field::$name,
            read: |written| &written.content.$list,
            list: |written| &mut written.content.$list,
        };
    )+};
}

keys! {
    KEYWORDS: keywords;
    THEMES: themes;
    SHOCKS: shocks;
    STRESSES: stresses;
    SECTORS: sectors;
    GROUPS: groups;
    CITIES: cities;
    COUNTRIES: countries;
}
