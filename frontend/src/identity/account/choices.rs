//! The languages and the time zones that one chooses from.

use crate::browser::time_zones;
use crate::messages::{language_name, language_tag, offset_of, own_language_name};
use std::sync::OnceLock;
use ui::{Choice, Source, fitting};

/// The languages that have a tag of two letters (ISO 639-1), and some of three letters that browsers know by name.
/// Others are chosen by writing their tag.
const LANGUAGES: &str = "aa ab af ak am an ar as ast av ay az ba be bg bho bi bm bn bo br bs ca ce ceb ch chr ckb \
    co cr cs cv cy da de doi dv dz ee el en eo es et eu fa ff fi fil fj fo fr fy ga gd gl gn gu gv ha haw he hi hmn \
    ho hr ht hu hy hz ia id ie ig ii ik ilo io is it iu ja jv ka kg ki kj kk kl km kn ko kok kr kri ks ku kv kw ky \
    la lb lg li ln lo lt lu lus lv mai mg mh mi mk ml mn mni mr ms mt my na nb nd ne ng nl nn no nr nso nv ny oc oj \
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti \
    tk tn to tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo yue za zh zu";

/// What browsers still call some time zones, and what they are called now (the file `backward` of the tz database).
const RENAMED: [(&str, &str); 12] = [
    ("Africa/Asmera", "Africa/Asmara"),
    ("America/Coral_Harbour", "America/Atikokan"),
    ("America/Godthab", "America/Nuuk"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Katmandu", "Asia/Kathmandu"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Atlantic/Faeroe", "Atlantic/Faroe"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Pacific/Enderbury", "Pacific/Kanton"),
    ("Pacific/Ponape", "Pacific/Pohnpei"),
    ("Pacific/Truk", "Pacific/Chuuk"),
];

/// So many time zones at once are told with how far they are from Greenwich: to work it out for all takes too long.
const FEW: usize = 12;

/// A language, by what those call it who speak it and by what it is called here.
pub(super) fn language(tag: &str) -> Choice {
    let (own, name) = (own_language_name(tag), language_name(tag));
    let is_same = own.to_lowercase() == name.to_lowercase();
    let choice = Choice::new(tag, own);
    if is_same { choice } else { choice.with_detail(name) }
}

/// Languages by one of their names, or by their tag.
pub(super) fn languages() -> Source {
    // Made when somebody looks at them: all these names take their time.
    let all: OnceLock<Vec<Choice>> = OnceLock::new();
    Source::answered(move |text| {
        let mut found = fitting(all.get_or_init(named), text);
        if let Some(tag) = tag_in(text)
            && found.iter().all(|choice| choice.value != tag)
        {
            found.push(language(&tag));
        }
        found
    })
}

/// The languages that the browser has a name for, by their own names.
fn named() -> Vec<Choice> {
    let known = LANGUAGES.split(' ').filter(|tag| language_name(tag) != *tag);
    let mut named: Vec<Choice> = known.map(language).collect();
    named.sort_by_cached_key(|choice| choice.label.to_lowercase());
    named
}

/// The tag that was written: of two letters, or with something behind a hyphen, such as a country.
fn tag_in(text: &str) -> Option<String> {
    let text = text.trim();
    let tag = language_tag(text).filter(|_| text.len() == 2 || text.contains('-'))?;
    (tag.contains('-') || LANGUAGES.split(' ').any(|known| known == tag)).then_some(tag)
}

/// A time zone, as it is read.
pub(crate) fn zone(name: &str) -> Choice {
    Choice::new(name, name.replace('_', " "))
}

/// The time zones that the browser knows, by their cities.
pub(crate) fn zones() -> Source {
    let mut all: Vec<Choice> = time_zones().iter().map(|name| zone(renamed(name))).collect();
    all.sort_by(|one, other| one.label.cmp(&other.label));
    Source::answered(move |text| {
        let mut found = fitting(&all, &text.replace('_', " "));
        if found.len() <= FEW {
            for choice in &mut found {
                choice.detail = offset_of(&choice.value).unwrap_or_default();
            }
        }
        found
    })
}

/// What a time zone is called now.
fn renamed(name: &str) -> &str {
    RENAMED.iter().find(|(before, _)| *before == name).map_or(name, |&(_, now)| now)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, RENAMED, renamed};

    #[test]
    fn languages_are_listed_once_and_in_order() {
        let tags: Vec<&str> = LANGUAGES.split(' ').collect();
        assert!(tags.is_sorted_by(|one, next| one < next));
        assert!(tags.iter().all(|tag| (2..=3).contains(&tag.len())), "{tags:?}");
    }

    #[test]
    fn time_zones_have_the_names_of_today() {
        assert_eq!(renamed("Asia/Calcutta"), "Asia/Kolkata");
        assert_eq!(renamed("Africa/Nairobi"), "Africa/Nairobi");
        assert!(RENAMED.iter().all(|(_, now)| renamed(now) == *now));
    }
}
